"""How constructions of the language are read: each row a sentence of our own, its event and its parties."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of

from visavis.records import Event


def _check(text: str, kind: str, actors: list[str], recipients: list[str]) -> Event:
    event = event_of(text, kind)
    assert (codes(event.actors), codes(event.recipients)) == (actors, recipients)
    if ":" in kind:
        assert event.mode == kind.split(":")[1]
    return event


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Wang thanked Iran for its calm amid what he called threats from Washington.", ["USA"]),
        ("Norway's premier told of what she called an ultimatum from Moscow.", ["RUS"]),
        ("The envoy deplored what he called warnings and threats from Tehran.", ["IRN"]),
    ],
)
def test_a_threat_is_theirs_whom_it_comes_from(text: str, actors: list[str]) -> None:
    threats = [e for e in events_of(text) if e.type == "THREATEN"]
    assert all(codes(e.actors) == actors for e in threats)
    assert threats


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Israel did not rule out attacking Iran.", "THREATEN:violence", ["IRN"]),
        ("The United States has not ruled out the use of force against Venezuela.", "THREATEN", ["VEN"]),
        ("Russia declined to rule out an attack on Poland.", "THREATEN:violence", ["POL"]),
        ("Germany said it could not rule out expelling Russian diplomats.", "THREATEN:expel", ["RUS"]),
    ],
)
def test_what_is_not_ruled_out_is_threatened(text: str, kind: str, recipients: list[str]) -> None:
    event = event_of(text, kind)
    assert codes(event.recipients) == recipients
    assert "negation" not in event.aux
    assert ":" not in kind or event.mode == kind.split(":")[1]


@pytest.mark.parametrize(
    "text",
    ["Chad ruled out attacking Sudan.", "Iran did not rule out talks with the United States."],
)
def test_what_is_ruled_out_and_talks_that_are_left_open_are_no_threat(text: str) -> None:
    assert all(e.type != "THREATEN" for e in events_of(text))
    assert all("negation" in e.aux for e in events_of(text))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Peace talks between Sudan and Chad collapsed on Tuesday.", ["SDN", "TCD"]),
        ("Negotiations between Serbia and Kosovo broke down over the border.", ["SRB", "XKX"]),
        ("The collapse of talks between Serbia and Kosovo alarmed Brussels.", ["SRB", "XKX"]),
    ],
)
def test_talks_that_collapse_are_broken_off(text: str, actors: list[str]) -> None:
    _check(text, "SANCTION:discontinue", actors, [])
    assert all(e.type != "CONSULT" for e in events_of(text))


def test_talks_that_end_without_a_deal_were_held() -> None:
    _check("Talks between India and Pakistan ended without agreement.", "CONSULT", ["IND", "PAK"], [])


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Norway offered its condolences to Peru after the earthquake.", "SUPPORT", ["NOR"], ["PER"]),
        ("India offered congratulations to Nepal.", "SUPPORT", ["IND"], ["NPL"]),
        ("Norway ended visa-free travel for Iraqis.", "COERCE:restrict", ["NOR"], ["IRQ"]),
        ("Norway granted visa-free entry to Iraqi citizens.", "RETREAT:access", ["NOR"], ["IRQ"]),
        ("Kenya evacuated wounded civilians from Niger.", "AID", ["KEN"], ["NER"]),
        ("China and Russia declared solidarity against the United States.", "SUPPORT", ["CHN", "RUS"], []),
        ("Peru and Bolivia closed ranks against Brazil.", "SUPPORT", ["BOL", "PER"], []),
        (
            "Cuba declared its solidarity with Venezuela against the United States.",
            "SUPPORT",
            ["CUB"],
            ["VEN"],
        ),
        ("Peru stands ready to support Bolivia.", "AGREE", ["PER"], ["BOL"]),
        ("China stands ready to join hands with Russia to help Belarus.", "AGREE", ["CHN"], ["BLR"]),
        (
            "Norway and Sweden cemented their friendship through joint manoeuvres.",
            "COOPERATE",
            ["NOR", "SWE"],
            [],
        ),
    ],
)
def test_words_read_by_their_whole_phrase(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == actors
    assert set(recipients) <= set(codes(event.recipients))
    assert recipients or not codes(event.recipients)
    assert ":" not in kind or event.mode == kind.split(":")[1]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya evacuated its citizens from Niger.",
        "Kenya evacuated 300 nationals from Niger.",
        "Under the treaty, Norway promises to consult Sweden.",
        "The pact promises Poland help from Britain.",
        "No agreement with Iran would bind Israel, the minister said.",
        "A hotel collapsed in Lagos, Nigeria; ten people were killed.",
        "Twelve people were killed when a hotel collapsed in Turkey.",
        "Six soldiers were killed when their helicopter crashed in Chad.",
    ],
)
def test_nobody_acts_towards_another(text: str) -> None:
    assert [(e.type, e.trigger.text) for e in events_of(text)] == []


def test_a_model_and_a_purpose_are_no_agreement() -> None:
    for text in (
        "Peru and Bolivia have created a model of cooperation, the president said.",
        "The visit was intended to strengthen cooperation between Peru and Bolivia.",
    ):
        assert all("hypothetical" in e.aux for e in events_of(text)), text


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Serbia recognised the annexation of Crimea.", []),
        ("Syria recognised Russia's annexation of Crimea.", ["RUS"]),
        ("Kenya backed the invasion of Iraq.", []),
        ("Kenya welcomed efforts to end the war in Sudan.", []),
        ("Iran welcomed any effort to end the war in Yemen.", []),
        ("Kenya welcomed the elections in Sudan.", ["SDN"]),
        ("Norway backed Peru's call for security guarantees from NATO.", ["PER"]),
    ],
)
def test_whom_support_goes_to(text: str, recipients: list[str]) -> None:
    assert codes(event_of(text, "SUPPORT").recipients) == recipients


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("NATO sent troops to the Polish-Belarusian border to counter Belarusian forces.", ["BLR"]),
        ("NATO sent more troops to the Estonian-Russian border to deter Russia.", ["RUS"]),
    ],
)
def test_a_deployment_faces_whom_it_is_to_counter(text: str, recipients: list[str]) -> None:
    assert codes(event_of(text, "MOBILIZE").recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Finland shut all crossings on its eastern border with Russia.", "COERCE", ["FIN"], ["RUS"]),
        ("Turkey moved tanks to its border with Syria.", "MOBILIZE", ["TUR"], ["SYR"]),
        ("Colombia's army bombed a rebel camp near the border with Ecuador.", "ASSAULT", ["COL"], []),
        ("Iran hanged four men convicted of spying for Israel.", "ASSAULT", ["IRN"], []),
        ("Britain recalled its high commissioner from Lagos.", "SANCTION:withdraw", ["GBR"], ["NGA"]),
        (
            "Iraqi threats to annex Kuwaiti oilfields alarmed neighbouring rulers.",
            "THREATEN:territory",
            ["IRQ"],
            ["KWT"],
        ),
        (
            "Ugandan rebels armed with machetes attacked a convoy of Rwandan troops.",
            "ASSAULT:primitive",
            ["UGA"],
            ["RWA"],
        ),
    ],
)
def test_borders_service_and_modes_by_words(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    _check(text, kind, actors, recipients)


def test_who_is_suspected_of_planning_plans() -> None:
    event = _check("Peru suspects Brazil of planning an attack on Bolivia.", "THREATEN", ["BRA"], ["BOL"])
    assert "hypothetical" in event.aux


def test_a_plan_for_years_is_not_signed_in_them() -> None:
    from visavis.pipeline import read_one
    from visavis.records import Article, Record

    text = "Norway and Peru signed a roadmap for the years 2021 to 2025 on Monday."
    record = read_one(Article("a", "a", "a", text, published="2020-12-16", published_basis="metadata"))
    assert isinstance(record, Record)
    assert [e.date.start for e in record.events] == ["2020-12-14"]


@pytest.mark.parametrize(
    ("text", "kind", "aux", "actors", "recipients"),
    [
        ("The panel cleared Israel of bombing the Iranian plant.", "ASSAULT", "negation", ["ISR"], ["IRN"]),
        ("The report absolved Turkey of bombing the Syrian convoy.", "ASSAULT", "negation", ["TUR"], ["SYR"]),
        ("Sudan was cleared of arming rebels in Chad.", "AID", "negation", ["SDN"], ["TCD"]),
        (
            "Russia was acquitted of shooting down the Malaysian airliner.",
            "ASSAULT",
            "negation",
            ["RUS"],
            ["MYS"],
        ),
        (
            "The United States suspects China of supplying missiles to Iran.",
            "AID",
            "hypothetical",
            ["CHN"],
            ["IRN"],
        ),
        ("Russia is suspected of jamming Finnish radars.", "COERCE", "hypothetical", ["RUS"], ["FIN"]),
    ],
)
def test_whoever_is_charged_with_an_act_or_cleared_of_it_is_its_doer(
    text: str, kind: str, aux: str, actors: list[str], recipients: list[str]
) -> None:
    found = [event for event in events_of(text) if event.type == kind]
    assert [(codes(e.actors), codes(e.recipients)) for e in found] in ([(actors, recipients)], [])
    assert all(aux in e.aux for e in events_of(text) if e.type == kind)
    assert not [e for e in events_of(text) if e.type == kind and not e.aux]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Police clashed with demonstrators in Tunis.", "PROTEST:riot", ["TUN"], ["TUN"]),
        ("Riot police clashed with striking miners in Peru.", "PROTEST:riot", ["PER"], ["PER"]),
        ("Kenyan police raided homes in Mombasa.", "COERCE:seize", ["KEN"], ["KEN"]),
        ("Turkish police raided the offices of a newspaper.", "COERCE:seize", ["TUR"], ["TUR"]),
        ("Israeli troops raided homes in Jenin.", "COERCE:seize", ["ISR"], ["PSE"]),
        ("Zambian soldiers raided a Zimbabwean camp.", "ASSAULT", ["ZMB"], ["ZWE"]),
        ("An Israeli missile hit a Syrian depot.", "ASSAULT:heavy-weapons", ["ISR"], ["SYR"]),
        ("Iranian-made drones struck Kyiv on Sunday.", "ASSAULT:drone", [], ["UKR"]),
        ("A Chinese vessel rammed a Philippine boat.", "ASSAULT", ["CHN"], ["PHL"]),
        ("India banned Chinese apps.", "SANCTION:discontinue", ["IND"], ["CHN"]),
        ("Germany stopped buying Russian gas.", "SANCTION:discontinue", ["DEU"], ["RUS"]),
    ],
)
def test_who_acts_through_forces_and_things(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    _check(text, kind, actors, recipients)


def test_a_crowd_and_not_the_police_riots() -> None:
    event = _check("Egyptian police clashed with demonstrators in Cairo.", "PROTEST:riot", ["EGY"], ["EGY"])
    assert [p.sector for p in event.recipients] == ["COP"]
    assert "demonstrators" in event.actors[0].text


def test_the_same_doer_has_the_same_code_in_all_events_of_a_sentence() -> None:
    found = events_of("Police raided homes in Istanbul and detained ten people.")
    assert [codes(event.actors) for event in found] == [["TUR"], ["TUR"]]


@pytest.mark.parametrize(
    "text", ["Chinese warships entered Japanese waters.", "Ukrainian grain reached Egypt."]
)
def test_warships_and_wares_on_their_way_are_no_help(text: str) -> None:
    assert "AID" not in [event.type for event in events_of(text)]
