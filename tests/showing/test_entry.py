"""The codebook as printed: every type and mode, whole, and unknown names told with the nearest."""

import io
import json

import pytest

from visavis.coding.events.codebook import TYPES, codebook
from visavis.errors import DataError
from visavis.showing.entry import listed, look_up, show, slots
from visavis.showing.terminal import console_for


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def text(asked, **options):
        out, taken = console_for(io.BytesIO())
        show(out, codebook(), asked, **options)
        return taken()

    return text


def test_the_list_has_every_type_and_mode_within_the_width(shown):
    text = shown(None)
    assert all(f"\n{name} " in text for name in TYPES)
    words = " ".join(text.split())
    assert "modes: visit, third-party, multilateral, phone" in words
    assert "37 contexts: military, intelligence" in words
    assert max(map(len, text.splitlines())) <= 80


def test_an_entry_is_complete(shown):
    text, entry = shown("RETREAT"), codebook().entries["RETREAT"]
    words = " ".join(text.split())
    assert entry.definition in words
    assert "score +6.5" in words
    assert "quad class 2, material cooperation" in words
    assert f"CAMEO {', '.join(entry.cameo)}" in words
    for mode in entry.mode:
        assert f"{mode.name} {mode.definition}" in words
    for frame in entry.frame:
        assert frame.id in words
        assert all(trigger in words for trigger in (*frame.verbs, *frame.nouns))
    for example in (*entry.positive, *entry.negative):
        assert " ".join(example.text.split()) in words


def test_a_mode_keeps_its_own_frames_and_examples():
    found = look_up(codebook(), "consult:PHONE")
    assert (found.type, found.mode, found.score) == ("CONSULT", "phone", 1.5)
    assert found.frames
    assert {frame.mode for frame in found.frames} == {"phone"}
    assert {example.mode for example in found.positive} == {"phone"}


@pytest.mark.parametrize("name", [f"{e.type}:{m.name}" for e in codebook().entries.values() for m in e.mode])
def test_every_mode_can_be_looked_up(name):
    found = look_up(codebook(), name)
    assert found.definition
    assert found.mode in {mode.name for mode in codebook().entries[found.type].mode}


@pytest.mark.parametrize(
    ("asked", "near"), [("CONSLUT", "CONSULT"), ("threat", "THREATEN"), ("consult:vist", "visit")]
)
def test_an_unknown_name_is_told_with_the_nearest(asked, near):
    with pytest.raises(DataError, match=f"Did you mean {near}"):
        look_up(codebook(), asked)


def test_an_unknown_name_without_a_near_one_lists_what_there_is():
    with pytest.raises(DataError, match="There are: AGREE, CONSULT"):
        look_up(codebook(), "xyzzy")


def test_json_holds_the_same(shown):
    entry = json.loads(shown("aid", as_json=True))
    assert (entry["type"], entry["mode"], entry["quad_class"]) == ("AID", None, "material cooperation")
    assert len(entry["positive"]) == len(codebook().entries["AID"].positive)
    assert [one["type"] for one in json.loads(shown(None, as_json=True))] == [*TYPES]
    assert [one.type for one in listed(codebook())] == [*TYPES]


def test_json_holds_the_sentence_of_every_trigger_that_has_its_own(shown):
    entry = json.loads(shown("cooperate", as_json=True))
    told = {(one["frame"], one["part"], one["trigger"]): one["text"] for one in entry["proofs"]}
    triggers = {(f["id"], "verb", trigger) for f in entry["frames"] for trigger in f["verbs"]}
    assert {key for key in told if key[1] == "verb"} <= triggers
    assert len(told) == len(entry["proofs"]) > 100
    assert told["trade", "verb", "export"].endswith("exported maize to Malawi.")


def test_the_table_shows_one_sentence_of_a_frame_and_says_how_many_there_are(shown):
    found = look_up(codebook(), "COOPERATE")
    words = " ".join(shown("COOPERATE").split())
    frames = {one.frame for one in found.proofs}
    assert f"A trigger in a sentence ({len(frames)})" in words
    first = next(one for one in found.proofs if one.frame == "trade")
    assert f"trade, {first.trigger}: {first.text}" in words
    assert f"{len(frames)} of {len(found.proofs)}, one for each trigger that no example shows" in words


def test_a_mode_keeps_the_sentences_of_its_own_frames():
    found = look_up(codebook(), "retreat:access")
    assert found.proofs
    assert {one.frame for one in found.proofs} <= {frame.id for frame in found.frames}


def test_a_frame_says_what_it_asks_for():
    frames = {f.id: f for f in codebook().entries["CONSULT"].frame}
    assert ("asks for", "2 coded parties") in slots(frames["meet"])
    assert slots(frames["meet-for-something"]) == [("codes", "nothing: it keeps other frames from firing")]
