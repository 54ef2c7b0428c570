"""Triggers in another sense, and things that only belong to those who act."""

from __future__ import annotations

import pytest
from events_helpers import events_of, events_of_each

_NOTHING = (
    "Chad's economy is exploding, Sudan's finance minister said.",
    "The Chilean army fired its translators for being late.",
    "Research in Peru suggests that herds may have moved into Chile.",
    "Chad wanted to hit Libya before the rains.",
    "Kenya sought to profit from Uganda.",
    "This session of the General Assembly takes place in a year of change.",
    "Congolese forces met Rwandan troops at the ford; the Rwandans fled.",
    "Norway has been a threat to Denmark since the thaw, a paper wrote.",
    "Peru and Chile are locked in a battle to win the contract.",
    "Kenya ended up with a harbour in Somalia.",
    "Brazil, which supplies a tenth of Bolivia's needs, held a fair.",
    "Repeated deployments to Mali and Niger have tired the soldiers.",
    "The cost of the Kuwait invasion was put at a billion.",
    "Peru's reputation was hurt when its flag did not accept Chile's colours.",
    "Kenya is keen to beef up its army with Ugandan support.",
)
_TOLD = (
    ("Kenya fired rockets at Somalia.", "ASSAULT"),
    ("Chad gave Libyan troops a month to leave.", "SANCTION"),
    ("Chad gave Libyan troops fuel.", "AID"),
    ("A bomb exploded in Chad's capital as Libyan envoys arrived.", "ASSAULT"),
    ("Peru suggested that Chile should return the ship.", "REQUEST"),
    ("Peru wants Chile to return the ship.", "REQUEST"),
    ("Armenia and Azerbaijan clashed over Nagorno-Karabakh.", "ASSAULT"),
    ("Congo repeated its threat to Rwanda.", "THREATEN"),
    ("Rwanda's invasion of Congo angered Angola.", "ASSAULT"),
    ("Poland announced the deployment of 2,000 soldiers to the border of Belarus.", "MOBILIZE"),
)


@pytest.mark.parametrize("sentence", _NOTHING)
def test_another_sense_is_no_event(sentence):
    assert not [e for e in events_of(sentence) if not {"negation", "historical"} & set(e.aux)]


@pytest.mark.parametrize(("sentence", "kind"), _TOLD)
def test_the_sense_of_the_codebook_stays(sentence, kind):
    assert kind in {e.type for e in events_of(sentence)}


def test_a_person_is_captured_by_arrest_and_a_town_by_force():
    (person, town) = events_of_each(
        ["Kenyan agents captured Joseph Otim in Kampala.", "Croatian troops captured the town of Knin."]
    )
    assert [(e.type, e.mode) for e in person] == [("COERCE", "arrest")]
    assert [(e.type, e.mode) for e in town] == [("ASSAULT", "heavy-weapons")]


def test_who_initiated_a_petition_is_promised_nothing():
    (found,) = events_of_each(
        [
            "Chad promised to use its vote in the council against a petition "
            "initiated by Peru and backed by Chile."
        ]
    )
    assert not {"PER", "CHL"} & {p.code for e in found for p in e.recipients}


def test_a_past_verb_beside_what_is_said_in_the_present_is_the_speakers():
    (found,) = events_of_each(
        ["Kenya's president said that Uganda is not arming rebels, and pledged to continue assisting Chad."]
    )
    agreed = next(e for e in found if e.type == "AGREE")
    assert [p.code for p in agreed.actors] == ["KEN"]
