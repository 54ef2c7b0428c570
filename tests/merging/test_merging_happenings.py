"""Reports of one happening are joined; plans, denials, other days and other people are not."""

import msgspec
import pytest
from merging_records import article, event

import visavis
from visavis.merging.compare import OTHER_TYPE, wording
from visavis.merging.happenings import join_happenings
from visavis.merging.kinds import carried_out_by, kinds, same_kind
from visavis.merging.plans import link_plans
from visavis.merging.tellings import form_in, forms, tellings


def with_events(record, *events):
    return msgspec.structs.replace(record, events=events)


def joined(records, stories=None):
    found = join_happenings(records, stories or [0] * len(records), [f"outlet:{r.outlet}" for r in records])
    link_plans(found)
    return [j.happening for j in found]


def met(
    ref, sentence="The two presidents met on Monday.", date="2020-05-04", published="2020-05-05", **fields
):
    record = article(ref, sentence, published=published, outlet=ref.title())
    return with_events(
        record, event(record, 0, "CONSULT", ["FIN", "EST"], date=date, trigger="met", **fields)
    )


def test_one_meeting_in_three_outlets_is_one_happening():
    reports = [
        met("a"),
        met("b", "Finland's president met his colleague."),
        met("c", "They met for an hour.", date=None),
    ]
    (only,) = joined(reports)
    assert (only.parties, only.outlets, only.origins) == (("EST", "FIN"), 3, 3)
    assert (only.date.start, only.date.precision) == ("2020-05-04", "day")
    assert only.date.basis.startswith("a: ")


@pytest.mark.parametrize("aux", [("future",), ("negation",), ("hypothetical",)])
def test_what_was_planned_denied_or_supposed_is_never_what_happened(aux):
    assert len(joined([met("a"), met("b", aux=aux)])) == 2


def test_a_mention_as_history_joins_what_happened():
    assert len(joined([met("a"), met("b", published="2020-09-01", aux=("historical",))], [0, 1])) == 1


def test_meetings_of_other_days_people_forms_and_countries_stay_apart():
    first = met("a", "The presidents met in person.", names={"FIN": "Aino Virta"}.items())
    for other in (
        met("b", date="2020-05-25"),
        met("b", "They met by video link."),
        met("b", "The foreign ministers met.", names={"FIN": "Eero Salo"}.items()),
    ):
        assert len(joined([first, other])) == 2
    elsewhere = met("b", place="Vilnius", country="LTU", date=None)
    assert len(joined([met("a", place="Riga", country="LVA"), elsewhere])) == 2


def test_a_weekday_that_is_not_the_day_keeps_an_undated_report_apart():
    undated = met("b", "The two presidents met on Friday.", date=None, published=None)
    assert len(joined([met("a"), undated])) == 2
    fits = met("b", "The two presidents met on Monday.", date=None, published=None)
    assert len(joined([met("a"), fits])) == 1


def test_reports_of_one_strike_that_differ_by_a_day_are_one_with_its_difference():
    def strike(ref, date):
        record = article(
            ref,
            "Drones hit the oil depot at Port Blue and set two tanks on fire.",
            published="2020-05-05",
            outlet=ref,
        )
        return with_events(record, event(record, 0, "ASSAULT", ["XKX"], ["SRB"], date=date, trigger="hit"))

    (only,) = joined([strike("a", "2020-05-04"), strike("b", "2020-05-03"), strike("c", "2020-05-04")])
    assert only.date.start == "2020-05-04"
    assert ("date", ("2020-05-03", "2020-05-04")) in [(d.field, d.values) for d in only.differences]


def test_who_strikes_whom_matters():
    a, b = (article(ref, "Shells fell on the border post.", published="2020-05-05") for ref in "ab")
    a = with_events(a, event(a, 0, "ASSAULT", ["ARM"], ["AZE"], date="2020-05-04", trigger="fell"))
    b = with_events(b, event(b, 0, "ASSAULT", ["AZE"], ["ARM"], date="2020-05-04", trigger="fell"))
    assert len(joined([a, b])) == 2


def test_two_towns_struck_are_two_happenings():
    a = article("a", "Rockets hit Aaland. Rockets hit Beeville.", published="2020-05-05")
    events = [
        event(
            a,
            0,
            "ASSAULT",
            ["ARM"],
            ["AZE"],
            date="2020-05-04",
            trigger="hit A",
            place="Aaland",
            country="AZE",
        ),
        event(
            a,
            0,
            "ASSAULT",
            ["ARM"],
            ["AZE"],
            date="2020-05-04",
            trigger="hit B",
            place="Beeville",
            country="AZE",
        ),
    ]
    assert len(joined([with_events(a, *events)])) == 2


def test_an_article_that_words_two_statements_apart_tells_two():
    a = article(
        "a",
        "The envoy thanked Estonia for grain.",
        "He backed its bid for the games.",
        published="2020-05-05",
    )
    thanks = event(a, 0, "SUPPORT", ["FIN"], ["EST"], date="2020-05-04", trigger="thanked")
    backing = event(a, 1, "SUPPORT", ["FIN"], ["EST"], date="2020-05-04", trigger="backed")
    assert len(joined([with_events(a, thanks, backing)])) == 2


def test_what_all_reports_share_is_no_difference():
    a, b = met("a", "The presidents met, and a meeting it was."), met("b", "The presidents met.")
    again = event(a, 0, "CONSULT", ["FIN", "EST"], date="2020-05-04", trigger="meeting")
    a = with_events(a, *a.events, again)
    (only,) = joined([a, b])
    assert [d.field for d in only.differences] == []


def test_across_stories_only_what_is_dated_alike_is_joined():
    reports = [met("a"), met("b"), met("c", date=None)]
    assert len(joined(reports, [0, 1, 2])) == 2
    assert len(joined(reports, [0, 0, 0])) == 1


def test_unknown_parties_join_on_their_own_words_alone():
    def raid(ref, who):
        record = article(ref, "They raided the camp at night.", published="2020-05-05")
        return with_events(record, event(record, 0, "ASSAULT", [who], date="2020-05-04", trigger="raided"))

    assert len(joined([raid("a", "river fighters"), raid("b", "river fighters")])) == 1
    assert len(joined([raid("a", "river fighters"), raid("b", "hill bandits")])) == 2


def test_a_plan_is_fulfilled_by_the_later_meeting_also_across_stories():
    plan = article("plan", "Both will meet in Narva at the song festival in July.", published="2020-05-05")
    plan = with_events(plan, event(plan, 0, "AGREE", ["FIN", "EST"], aux=("future",), trigger="meet"))
    done = article("done", "At the song festival in Narva the presidents met.", published="2020-07-03")
    done = with_events(done, event(done, 0, "CONSULT", ["FIN", "EST"], date="2020-07-02", trigger="met"))
    early = met("early", date="2020-05-01", published="2020-05-02")
    found = joined([plan, done, early], [0, 1, 2])
    planned = next(h for h in found if h.aux)
    assert {h.date.start: h.fulfils for h in found if not h.aux} == {
        "2020-05-01": None,
        "2020-07-02": planned.id,
    }


def test_without_dates_support_is_not_taken_for_a_pledge_of_something_else():
    plan = article("plan", "The pledge names dredging, pilots and the frozen canal.", published="2020-05-05")
    plan = with_events(plan, event(plan, 0, "AGREE", ["FIN", "EST"], aux=("future",), trigger="pledge"))
    words = "It praised pilots and dredging of the frozen canal."

    def later(kind):
        done = article("done", words)
        return with_events(done, event(done, 0, kind, ["FIN", "EST"], trigger="praised"))

    assert not any(h.fulfils for h in joined([plan, later("SUPPORT")], [0, 1]))
    assert any(h.fulfils for h in joined([plan, later("AGREE")], [0, 1]))


def test_a_happening_keeps_its_id_when_a_report_is_added():
    (one,) = joined([met("a")])
    (two,) = joined([met("a"), met("b")])
    assert one.id == two.id


@pytest.mark.parametrize("form", forms(), ids=lambda f: f"{f.field} {f.name}")
def test_forms_and_levels_are_told_by_their_words(form):
    assert {form_in(s, form.field) for s in form.yes} == {form.name}
    assert all(form_in(s, form.field) != form.name for s in form.no)


def alike(pair):
    a, b = (article("a", sentence) for sentence in pair)
    a, b = (with_events(r, event(r, 0, "AGREE", ["FIN", "EST"])) for r in (a, b))
    return wording(tellings(a)[0], tellings(b)[0]) >= OTHER_TYPE


@pytest.mark.parametrize("family", kinds().family, ids=lambda f: "+".join(sorted(f.types)))
def test_types_of_a_family_meet_where_the_wording_agrees(family):
    first, *others = sorted(family.types)
    assert all(same_kind(first, other) for other in others)
    assert all(alike(pair) for pair in family.one)
    assert not any(alike(pair) for pair in family.two)


def test_only_agreements_and_concessions_are_plans_by_type():
    assert "CONSULT" in carried_out_by("AGREE")
    assert carried_out_by("CONSULT") == frozenset()
    assert not same_kind("CONSULT", "ASSAULT")


def test_places_that_a_video_call_names_are_no_difference_between_its_reports():
    video = "The two presidents met by video on Monday."
    call = {"sentence": video, "mode": "phone"}
    (only,) = joined([met("a", **call, place="Oslo"), met("b", **call, place="Rome")])
    assert only.place is None
    assert "place" not in {d.field for d in only.differences}
    words = "The two presidents met in person on Monday."
    found = joined([met("a", words, place="Oslo"), met("b", words, place="Oslo town")])
    assert all(h.place for h in found)


def test_what_two_do_to_somebody_without_a_code_is_not_done_to_each_other():
    one = article("a", "Egypt and Sudan condemned the militants.", published="2021-12-18")
    two = article("b", "Chad and Niger accused each other.", published="2021-12-18")
    three = article("c", "Togo and Benin condemned the coup.", published="2021-12-18")
    (at_others,) = joined([with_events(one, event(one, 0, "ACCUSE", ["EGY", "SDN"], ["militants"]))])
    told = msgspec.structs.replace(event(three, 0, "ACCUSE", ["TGO", "BEN"]), score=-2.0)
    (unsaid,) = joined([with_events(three, told)])
    assert (unsaid.recipients, unsaid.uncoded) == ((), True)
    told = msgspec.structs.replace(event(two, 0, "ACCUSE", ["TCD", "NER"]), score=-2.0)
    (at_each_other,) = joined([with_events(two, told)])
    assert (at_others.recipients, at_others.uncoded) == ((), True)
    assert (at_each_other.recipients, at_each_other.uncoded) == ((), False)


@pytest.mark.parametrize(
    ("words", "both"),
    [
        ("India and Japan signed a treaty on Monday.", True),
        ("India and Japan severed ties on Monday.", True),
        ("India and Japan welcomed the treaty on Monday.", False),
        ("India and Japan imposed sanctions on Monday.", False),
    ],
)
def test_a_bond_that_two_tie_or_cut_goes_both_ways_and_what_they_only_judge_does_not(words, both):
    (story,) = visavis.gather([{"id": "a", "text": words, "published": "2023-05-03"}]).stories
    (happening,) = story.happenings
    assert happening.actors == ("IND", "JPN")
    assert (happening.recipients, happening.uncoded) == ((), not both)
