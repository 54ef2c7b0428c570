"""Who does it to whom where words stand apart: by-phrases, joined passives, lists, hosts, who is told."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "Two Danish envoys were barred from leaving the country by Chadian border guards.",
            "REJECT",
            "TCD",
            "DNK",
        ),
        ("Two Finnish diplomats were accused of spying and expelled from Belarus.", "SANCTION", "BLR", "FIN"),
        ("Burundian refugees were given shelter in Malawi.", "AID", "MWI", "BDI"),
        ("A trade unionist was arrested in Lusaka on Friday.", "COERCE", "ZMB", "ZMB"),
        (
            "Three Swiss monks died when a fanatic opened fire in the Malian town of Gourma.",
            "ASSAULT",
            "MLI",
            "CHE",
        ),
        (
            "Dutch nurses were beaten by workers in a mine in the Bolivian province of Larecaja.",
            "ASSAULT",
            "BOL",
            "NLD",
        ),
        (
            "We will take up arms again, former guerrillas told the Salvadoran government.",
            "THREATEN",
            "SLV",
            "SLV",
        ),
        ("Peru's rebels let a pregnant hostage go.", "RETREAT", "PER", "PER"),
        ("Herders took two policemen hostage in the Kenyan highlands.", "ASSAULT", "KEN", "KEN"),
    ],
)
def test_both_sides_are_found(text: str, kind: str, actors: str, recipients: str) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == [actors]
    assert codes(event.recipients) == [recipients]


def test_a_list_keeps_its_first_member() -> None:
    event = event_of("With Egypt, Norway and Chad urging Israel to reopen the road, talks began.", "REQUEST")
    assert codes(event.actors) == ["EGY", "NOR", "TCD"]


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("The Indian navy seized a freighter off the coast of the Maldives.", "COERCE", "MDV"),
        ("Japan's special envoy, Yasushi Akashi, called for progress in the talks.", "REQUEST", "UN"),
        ("American forces killed a preacher near the Syrian border.", "ASSAULT", "SYR"),
        ("His minister urged him to stand firm against Iran.", "REQUEST", "IRN"),
    ],
)
def test_whoever_only_tells_which_or_where_is_no_recipient(text: str, kind: str, code: str) -> None:
    assert all(code not in codes(e.recipients) for e in events_of(text) if e.type == kind)


@pytest.mark.parametrize("text", ["Neither side apologised.", "Neither country was condemned by Brazil."])
def test_neither_is_both_and_denies(text: str) -> None:
    event = events_of(f"Peru and Chile met in Quito. {text}")[-1]
    assert {"PER", "CHL"} <= {*codes(event.actors), *codes(event.recipients)}
    assert "negation" in event.aux


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Norway condemned attempts to weaken Moldova.", []),
        ("Cuba condemned attempts by outside actors to undermine the unity of Bolivia.", []),
        ("Norway condemned Serbia's attempts to undermine the unity of Kosovo.", ["SRB"]),
        ("Laos decried “certain parties” that put the lives of fishermen at risk.", []),
        ("Cuba denounced attempts to drive a wedge between Cuba and Bolivia.", []),
    ],
)
def test_whom_an_attempt_is_made_against_is_not_accused(text: str, recipients: list[str]) -> None:
    assert codes(event_of(text, "ACCUSE").recipients) == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile share the aim of curbing Brazil's influence in the Andes.",
        "Oman and Qatar share the goal of destroying Yemen's militias.",
        "Peru looks forward to closer coordination with Chile.",
        "The leaders of Peru and Chile warned of unilateral measures.",
        "France warned of a civil war in Mali.",
    ],
)
def test_what_is_hoped_feared_or_wanted_is_no_deed(text: str) -> None:
    assert not [e for e in events_of(text) if e.type not in ("SUPPORT", "CONSULT") and not e.aux]


def test_who_seals_an_alliance_or_flies_a_joint_sortie_harms_nobody() -> None:
    assert codes(event_of("Mali and Niger sealed an alliance aimed at Benin.", "SUPPORT").actors) == [
        "MLI",
        "NER",
    ]
    event = event_of("Jordanian and Omani jets flew a joint sortie over the desert.", "COOPERATE")
    assert codes(event.actors) == ["JOR", "OMN"]


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Ghana's government promised to pay the teachers a bonus.", "AGREE", ["GHA"]),
        ("Kenya's president met bishops and chiefs about the land law.", "CONSULT", ["KEN"]),
        ("Kenya's president met foreign bishops about the land law.", "CONSULT", []),
        ("Kenya's president met bishops in Kampala about the land law.", "CONSULT", []),
    ],
)
def test_bodies_that_face_their_own_government_are_its_land_s(
    text: str, kind: str, recipients: list[str]
) -> None:
    event = event_of(text, kind)
    assert [c for c in codes((*event.actors, *event.recipients)) if c][1:] == recipients


def test_a_school_is_no_government_of_its_pupils() -> None:
    assert not events_of("The school in Warsaw threatened to expel a pupil.")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Kenya and Oman recalled their ambassadors, Kenya from Togo and Oman from Yemen.",
            ["KEN>TGO", "OMN>YEM"],
        ),
        ("Kenya and Oman recalled their ambassadors from Togo.", ["KEN,OMN>TGO"]),
        ("Kenya and Oman recalled their ambassadors, Kenya from Togo in May.", None),
    ],
)
def test_an_act_that_is_shared_out_is_one_for_each_pair(text, pairs):
    found = [
        f"{','.join(p.code for p in e.actors)}>{','.join(p.code for p in e.recipients)}"
        for e in events_of(text)
    ]
    assert found == pairs if pairs else len(found) == 1
    assert len({e.id for e in events_of(text)}) == len(found)


@pytest.mark.parametrize(
    ("text", "kind", "mode", "aux"),
    [
        ("Kenya denies that it plans to invade Togo.", "THREATEN", "violence", ("negation",)),
        ("Kenya plans to invade Togo.", "THREATEN", "violence", ()),
        ("Kenya promised not to attack Togo.", "CONCEDE", None, ()),
        ("Kenya vowed never to invade Togo.", "CONCEDE", None, ()),
        ("Kenya vowed to attack Togo.", "THREATEN", "violence", ()),
        ("Kenya warned Togo that an invasion would be a mistake.", "THREATEN", None, ()),
        ("Kenya warned Togo that an invasion would follow.", "THREATEN", "violence", ()),
    ],
)
def test_a_harm_planned_denied_forsworn_or_only_rated(text, kind, mode, aux):
    event = event_of(text, kind)
    assert (event.mode, event.aux) == (mode, aux)


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # whose somebody is, behind "from", wherever the parse has hung it
        ("Chad has let go nine gendarmes from Gabon.", "RETREAT", "TCD", "GAB"),
        # who leads or orders a deed does it
        ("A probe opened by Ottawa into Chinese grain angered farmers.", "ACCUSE", "CAN", "CHN"),
        ("A strike ordered by Ankara killed a Syrian colonel.", "ASSAULT", "TUR", "SYR"),
        ("Forces commanded by Rwanda shelled a Burundian camp.", "ASSAULT", "RWA", "BDI"),
        ("A panel led by Sweden accused Belarus of torture.", "ACCUSE", "SWE", "BLR"),
        # what carries a state's goods comes from it, and a remark on all of it names nobody
        (
            "Trucks laden with Polish flour reached the Ukrainian town of Lutsk, a gift of Warsaw's mayor.",
            "AID",
            "POL",
            "UKR",
        ),
        # whoever is rescued abroad is of the place
        ("Cuban pilots rescued forty villagers in flooded Honduras.", "AID", "CUB", "HND"),
        # where a firm or broadcaster sits
        ("Egypt banned a Doha-based channel.", "COERCE", "EGY", "QAT"),
        ("Kenya fined a Mumbai-based bank.", "SANCTION", "KEN", "IND"),
        # who has made what is backed, not what it is for
        ("Chad came out in favour of Egypt's plan for Gaza.", "SUPPORT", "TCD", "EGY"),
        # to whom a deed is traced, not to whom it was done
        ("A bomb in a Finnish bank was traced by Helsinki to a camp in Libya.", "ACCUSE", "FIN", "LBY"),
        # two states of one name, and a bloc by its region
        ("A call on both Koreas to talk came from Helsinki.", "REQUEST", "FIN", "KOR PRK"),
        ("The West African bloc threatened Guinea with sanctions.", "THREATEN", "ECOWAS", "GIN"),
        ("Warships from Chile and Peru drilled side by side off Callao.", "COOPERATE", "CHL PER", ""),
    ],
)
def test_constructions_that_tell_who_and_whom(text: str, kind: str, actors: str, recipients: str) -> None:
    event = event_of(text, kind)
    assert (codes(event.actors), codes(event.recipients)) == (actors.split(), recipients.split())


def test_who_is_scolded_for_a_deal_with_another_is_alone_scolded() -> None:
    event = event_of("Oslo scolded the Kurds for buying shells from Iran.", "ACCUSE")
    assert "IRN" not in codes(event.recipients)


def test_whoever_does_what_is_still_to_come_does_not_do_what_precedes_it() -> None:
    text = "Ghanaian troops were deployed near the port ahead of a visit by Togolese ministers."
    assert codes(event_of(text, "MOBILIZE").actors) == ["GHA"]


def test_a_bank_based_at_home_is_of_no_other_state() -> None:
    (event,) = events_of("Kenya fined a home-based bank.")
    assert set(codes(event.recipients)) <= {"KEN"}
