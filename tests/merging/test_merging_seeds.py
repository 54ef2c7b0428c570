"""The five seed texts and our own examples, end to end: what the whole way must come to."""

import os
from pathlib import Path

import pytest

from visavis import pipeline
from visavis.errors import ModelError

ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("VISAVIS_SHARED", ROOT.parent / "shared")) / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not here")


@pytest.fixture(scope="module")
def outcome():
    try:
        return pipeline.run([str(path) for path in sorted(SEEDS.glob("*.txt"))])
    except ModelError as error:
        pytest.skip(str(error))


def short(refs):
    return sorted({ref[:3] for ref in refs})


def summit(outcome):
    (found,) = [
        h
        for s in outcome.stories
        for h in s.happenings
        if h.type == "CONSULT" and h.parties == ("CHN", "RUS") and (h.date.start or "")[:10] == "2021-12-15"
    ]
    return found


def test_five_texts_are_three_stories(outcome):
    assert sorted(short(s.members) for s in outcome.stories) == [["000", "001", "004"], ["002"], ["003"]]


def test_the_video_summit_is_one_happening_of_three_outlets(outcome):
    happening = summit(outcome)
    assert short(r.ref for r in happening.reports) == ["000", "001", "004"]
    assert (happening.outlets, happening.origins, happening.date.precision) == (3, 3, "day")


def test_the_text_that_says_today_is_dated_by_its_story(outcome):
    (undated,) = [r for r in outcome.records if r.ref.startswith("004")]
    assert undated.published.start[:10] == "2021-12-15"
    assert undated.published.basis.startswith("inferred from its story")


def test_the_announced_meeting_is_fulfilled_in_another_story(outcome):
    plans = {h.id: h for s in outcome.stories for h in s.happenings if h.aux == ("future",)}
    kept = [h for s in outcome.stories for h in s.happenings if h.fulfils in plans]
    assert any(
        short(r.ref for r in h.reports) == ["002"]
        and short(r.ref for r in plans[h.fulfils].reports) == ["001"]
        for h in kept
    )


def test_one_speech_is_recognised_in_two_outlets(outcome):
    (story,) = [s for s in outcome.stories if len(s.members) == 3]
    echoes = [e for e in story.echoes if e.speaker and e.speaker.code == "CHN"]
    assert any(short(v.ref for v in e.variants) == ["000", "001"] for e in echoes)


def test_the_gathering_of_the_week_before_is_one_with_the_days_of_one_text_and_the_guests_of_another(outcome):
    (found,) = [
        h for s in outcome.stories for h in s.happenings if h.parties == ("USA",) and h.type == "CONSULT"
    ]
    assert (found.date.start, found.date.end) == ("2021-12-09", "2021-12-10")
    assert short(r.ref for r in found.reports) == ["004"]
    assert found.date.basis.startswith("001")


def test_support_told_by_one_outlet_alone_is_not_joined_to_thanks_in_another(outcome):
    support = [
        h for s in outcome.stories for h in s.happenings if h.type == "SUPPORT" and "USA" not in h.parties
    ]
    assert all(len(short(r.ref for r in h.reports)) == 1 for h in support)


def test_what_was_agreed_on_is_linked_to_what_was_done_of_it(outcome):
    found = {h.id: h for s in outcome.stories for h in s.happenings}
    kept = [(found[h.fulfils], h) for h in found.values() if h.fulfils]
    assert sorted((plan.type, done.type) for plan, done in kept) == [
        ("AGREE", "CONSULT"),
        ("AGREE", "COOPERATE"),
    ]


def differences(outcome, kind):
    return {d.about: d for s in outcome.stories for d in s.differences if d.kind == kind}


def test_whom_the_speaker_means_and_whom_the_texts_name_stand_side_by_side(outcome):
    values = {v.value: short(v.refs) for v in differences(outcome, "naming")["whom is meant (CHN)"].values}
    veiled = {refs[0] for value, refs in values.items() if value.startswith("nobody")}
    assert "000" in veiled
    assert {"000", "001", "002", "004"} <= set(values["USA"])


def test_formulas_in_several_translations_stand_side_by_side(outcome):
    found = differences(outcome, "wording")
    told = {about: sorted({r for v in d.values for r in short(v.refs)}) for about, d in found.items()}
    assert told["attempts to divide (CHN)"] == ["000", "003"]
    assert told["core interests (CHN)"] == ["001", "003"]


def test_two_fronts_are_told_in_three_ways(outcome):
    (found,) = [d for about, d in differences(outcome, "claim").items() if about.startswith("two fronts")]
    assert {v.value: short(v.refs) for v in found.values} == {
        "two fronts": ["001"],
        "coordinated moves": ["000"],
        "simultaneous attacks": ["004"],
    }
