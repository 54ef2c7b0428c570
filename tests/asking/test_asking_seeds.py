"""The 19 questions of the checklist over the five seed texts, in three wordings each: the facts told."""

import pytest
from asking_helpers import asked, line, lines, quoted, refs, said

from visavis.asking.answer import answer

RAMP = [
    "Is China-Russia cooperation against the US ramping up?",
    "Are China and Russia drawing closer together against the United States?",
    "Is the China-Russia summit a sign of growing cooperation against the US?",
]


@pytest.mark.parametrize("day", ["", " as of 16 December 2021", " as of 2022-02-05"])
@pytest.mark.parametrize("question", RAMP)
def test_01_ramp(seeds, question, day):
    found = asked(seeds, question.rstrip("?") + day + "?", "ramp")
    measures = {one.name: one for one in found.measures}
    balance = measures["balance"]
    assert -1 < balance.low < balance.value < balance.high < 1
    assert balance.low > 0
    more = measures["probability that there is more between them than before"].value
    assert 0.5 < more < 0.95
    assert {one.topic for one in lines(found, "answer")} >= {"diplomatic", "military"}
    assert refs(line(found, "against the United States", "by name")) == {"000", "001", "002", "003", "004"}
    assert "not allies" in said(found, "against")
    assert "fragile" in said(found, "against")
    assert "lasting alliance" in said(found, "claims")
    assert "without a date" in said(found, "missing")
    assert "agreement" in said(found, "missing")


def test_01_ramp_looks_no_further_than_its_day(seeds):
    found = asked(seeds, "Is cooperation between China and Russia growing as of 1 January 2021?", "ramp")
    assert "2021" not in said(found, "for").replace("Jan 2021", "")


@pytest.mark.parametrize("question", [
    "Are China and Russia mutual-defence allies?",
    "Do Beijing and Moscow have a military alliance that obliges them to defend each other?",
    "Is China bound by a mutual defense treaty with Russia?",
])  # fmt: skip
def test_02_allies(seeds, question):
    found = asked(seeds, question, "allies")
    assert found.verdict.startswith("No")
    treaty = line(found, "2002", "non-aggression and consultation")
    assert "Good-Neighborliness" in treaty.text
    assert "registry" in treaty.basis
    assert refs(line(found, "mutual defence does not bind")) == {"001"}
    assert refs(line(found, "renewed", "Jun 2021")) == {"001"}
    assert "approaching a military alliance" in said(found, "claims")


@pytest.mark.parametrize("question", [
    "What agreements bind China and Russia, and when were they signed or renewed?",
    "Which treaties exist between Russia and China?",
    "When was the treaty between China and Russia concluded, and when was it renewed?",
])  # fmt: skip
def test_03_agreements(seeds, question):
    found = asked(seeds, question, "agreements")
    for words in (["concluded", "2001"], ["renewed", "Jun 2021"], ["military cooperation", "23 Nov 2021"]):
        assert refs(line(found, *words)) == {"001"}
    assert refs(line(found, "joint statement", "issued")) == {"002"}
    assert "2019" not in said(found)  # a caption's older statements


@pytest.mark.parametrize("question", [
    "Was a concrete anti-US coordination agreement reported at the December 2021 summit?",
    "Did China and Russia reach any concrete agreement on coordinating against the US?",
    "Did Xi and Putin agree on anything binding against the United States on 15 December 2021?",
])  # fmt: skip
def test_04_concrete(seeds, question):
    found = asked(seeds, question, "concrete")
    assert found.verdict.startswith("No")
    assert refs(line(found, "leaves it open")) == {"001"}
    assert "23 Nov 2021" in said(found, "claims")


@pytest.mark.parametrize("question", [
    "Who is the common adversary of China and Russia, and who says so by name?",
    "Against whom do China and Russia stand together, and who names it?",
    "Which country do Moscow and Beijing see as their enemy?",
])  # fmt: skip
def test_05_adversary(seeds, question):
    found = asked(seeds, question, "adversary")
    assert found.verdict == "The United States"
    assert refs(*lines(found, "answer")) >= {"000", "002", "004"}
    assert refs(line(found, "common adversary")) == {"002"}
    assert refs(line(found, "“enemy”")) == {"004"}
    assert "certain international forces" in said(found, "against")


@pytest.mark.parametrize("question", [
    "Which triads are balanced?",
    "Are the triads of states here balanced or not?",
    "Does the rule that the enemy of my enemy is my friend hold here?",
])  # fmt: skip
def test_06_triads(seeds, question):
    found = asked(seeds, question, "triads")
    by_topic = {one.topic: one for one in lines(found)}
    assert ": balanced" in by_topic["CHN-RUS-USA"].text
    assert "China–Russia +" in by_topic["CHN-RUS-USA"].text
    assert "China–United States −" in by_topic["CHN-RUS-USA"].text
    assert refs(by_topic["CHN-RUS-USA"]) <= {"000", "001", "002", "003", "004"}
    assert ": balanced" in by_topic["RUS-UKR-USA"].text
    assert ": balanced" in by_topic["CHN-TWN-USA"].text
    assert "CHN-RUS-TWN" not in by_topic or "Russia–Taiwan −" not in by_topic["CHN-RUS-TWN"].text
    assert "Russia–Ukraine −" in by_topic["RUS-UKR-USA"].text
    assert refs(by_topic["RUS-UKR-USA"]) >= {"002"}
    cold = by_topic["CHN-SUN-USA"]  # of its own time: today's signs tell nothing of it
    assert "in the Cold War: open" in cold.text
    assert "China and the United States stood" in cold.text
    assert refs(cold) == {"002"}
    assert "RUS-SUN" not in "".join(by_topic)


def test_06_triads_by_name(seeds):
    found = asked(seeds, "Which of these triads are balanced: USA-UKR-RUS, USA-TWN-CHN?", "triads")
    assert {one.topic for one in lines(found)} == {"RUS-UKR-USA", "CHN-TWN-USA"}
    assert found.verdict == "2 of 2 triads balanced"
    assert "Taiwan–United States +" in said(found)


@pytest.mark.parametrize("question", [
    "What are the two fronts, which states depend on whom, and what if both are attacked simultaneously?",
    "What if China attacks Taiwan and Russia attacks Ukraine at the same time?",
    "Which theatres are named as two fronts against the US?",
])  # fmt: skip
def test_07_fronts(seeds, question):
    found = asked(seeds, question, "fronts")
    topics = {one.topic for one in lines(found)}
    assert {"CHN:TWN", "RUS:UKR", "at once"} <= topics
    assert {"000", "001", "004"} <= refs(*lines(found, "claims"))
    assert "two front lines" in said(found, "claims")
    both = next(one for one in lines(found) if one.topic == "at once")
    assert "the United States" in both.text
    assert refs(line(found, "depends on whom", "needs")) == {"002"}
    assert "not reported as done" in said(found)


@pytest.mark.parametrize("question", [
    "Who is stronger, China or Russia, and who calls whom the junior partner?",
    "Is Russia the junior partner of China?",
    "How unequal are China and Russia?",
])  # fmt: skip
def test_08_asymmetry(seeds, question):
    found = asked(seeds, question, "asymmetry")
    assert found.verdict.startswith("China")
    assert refs(line(found, "China", "10 times")) == {"004"}
    assert "Xi Jinping" in line(found, "Russia is the junior partner of China").text
    assert "Vladimir Putin" in line(found, "are equals").text
    assert "comparable strength" in said(found, "against")
    assert "No measured index" in said(found, "missing")
    assert "--capabilities" in said(found, "missing")


@pytest.mark.parametrize("question", [
    "Give a timeline of China and Russia.",
    "What happened between China and Russia, in order?",
    "Which key dates mark the history of Russia and China?",
])  # fmt: skip
def test_09_timeline(seeds, question):
    found = asked(seeds, question, "timeline")
    days = [one.topic for one in lines(found, "answer")]
    assert days == sorted(days)
    assert set(days) >= {
        "2001-01-01", "2014-01-01", "2019-06-01", "2020-12-01", "2021-06-01", "2021-08-01", "2021-11-15",
        "2021-11-23", "2021-12-07", "2021-12-09", "2021-12-15",
    }  # fmt: skip
    assert refs(line(found, "About 1996", "a quarter of a century")) == {"004"}
    beijing = line(found, "4 Feb 2022", "a Friday", "before the opening of the Winter Olympics")
    assert refs(beijing) == {"001", "002"}  # a plan, and a report that bears no date
    assert "voiced" not in line(found, "15 Nov 2021").text


@pytest.mark.parametrize("question", [
    "What changed between document 003 and 002?",
    "How did the relation of China and Russia change from 003 to 002?",
    "Compare document 003 with document 002.",
])  # fmt: skip
def test_10_changed(seeds, question):
    found = asked(seeds, question, "changed")
    assert refs(line(found, "Before", "stronger alliance")) == {"003"}
    assert refs(line(found, "After", "strategic alliance")) == {"002"}
    named = line(found, "Named only in the later one").text
    assert all(name in named for name in ("Taiwan", "Ukraine", "NATO"))
    assert refs(line(found, "joint statement")) == {"002"}
    assert "130.43 billion" in said(found)


@pytest.mark.parametrize("question", [
    "Which venues and organisations are named?",
    "In which organisations do China and Russia cooperate?",
    "Which international bodies are mentioned?",
])  # fmt: skip
def test_11_venues(seeds, question):
    found = asked(seeds, question, "venues")
    for name in ("SCO", "UN Security Council", "BRICS", "Eastern Partnership"):
        assert refs(line(found, name)) == {"000"}
    for name in ("SCO", "UN Security Council", "BRICS"):
        assert "both China and Russia are members" in line(found, name).text
    assert "neither China nor Russia is a member" in line(found, "NATO").text
    assert refs(line(found, "NATO")) == {"000", "001", "002", "004"}
    assert refs(line(found, "Olympics")) == {"001", "002"}
    assert refs(line(found, "Summit for Democracy")) == {"001", "004"}


@pytest.mark.parametrize("question", [
    "How many independent reports of the 15 December summit are there?",
    "How many outlets reported the Putin-Xi video summit on 15 December 2021?",
    "Which sources report the summit of China and Russia on Dec. 15?",
])  # fmt: skip
def test_12_reports(seeds, question):
    found = asked(seeds, question, "reports")
    assert {one.name: one.value for one in found.measures}["independent reports"] == 3
    assert refs(lines(found, "answer")[0]) == {"000", "001", "004"}
    forms = said(found, "claims")
    assert all(form in forms for form in ("December 15", "today", "Wednesday afternoon"))


@pytest.mark.parametrize("question", [
    "Which claims conflict?",
    "What contradictions are there about China and Russia?",
    "Which statements about the relation contradict each other?",
])  # fmt: skip
def test_13_conflicts(seeds, question):
    found = asked(seeds, question, "conflicts")
    status = [one for one in lines(found) if one.topic == "status"]
    assert refs(*status) == {"000", "001", "002", "003", "004"}
    words = "\n".join(one.text for one in status)
    assert all(label in words for label in ("lasting alliance", "not allies", "fragile", "stronger alliance"))
    stature = line(found, "Stature").text
    assert "equals” (Vladimir Putin)" in stature
    assert "junior partner” (Xi Jinping)" in stature
    attack = line(found, "An attack")
    assert refs(attack) == {"001", "002", "004"}
    assert all(kind in attack.text for kind in ("belief", "denial", "rumour"))
    assert "certain international forces" in line(found, "One utterance of Xi Jinping").text
    assert refs(line(found, "hegemonic acts")) == {"000", "001"}
    assert refs(line(found, "dated in different words", "December 15")) == {"000", "001", "004"}
    assert refs(line(found, "Summit for Democracy", "dated in different words")) == {"001", "004"}
    assert refs(line(found, "Two fronts, in different words")) == {"000", "001", "004"}
    assert refs(line(found, "Planned in 001", "done in SOFREP")) == {"001", "002"}
    assert "name the United States" in line(found, "Who is meant").text


@pytest.mark.parametrize("question", [
    "Which items are forecasts, rumours or beliefs?",
    "What is only suspected, rumoured or planned?",
    "Which claims are not established facts?",
])  # fmt: skip
def test_14_doubts(seeds, question):
    found = asked(seeds, question, "doubts")
    assert refs(line(found, "Rumour", "war")) == {"001"}
    assert refs(line(found, "Belief of the United States", "invasion")) == {"004"}
    assert refs(line(found, "Belief of Warsaw Institute", "no doubt that")) == {"000"}
    assert "whether China and Russia reached" not in said(found)  # a question is no belief
    assert refs(line(found, "Denial", "aggression")) == {"002"}
    assert refs(line(found, "Plan of Vladimir Putin", "Olympics")) == {"001"}


TOPICS = "Taiwan, Ukraine, NATO expansion, Afghanistan, Korea, the Iran deal and sport"


@pytest.mark.parametrize("question", [
    f"What did each side say about {TOPICS}?",
    f"What is the position of China and Russia on {TOPICS}?",
    f"How do Beijing and Moscow comment on {TOPICS}?",
])  # fmt: skip
def test_15_voices(seeds, question):
    found = asked(seeds, question, "voices")
    by_topic = {}
    for one in lines(found):
        by_topic.setdefault(one.topic.partition(":")[0], []).append(one)
    assert "staunch support" in said(found)
    assert {"001", "002"} <= refs(*by_topic["Taiwan"])
    assert "key interest" in quoted(*by_topic["Taiwan"])
    assert "integral part of China" in quoted(*by_topic["Taiwan"])
    assert any("Xi Jinping" in one.text for one in by_topic["NATO expansion"])
    assert any("Vladimir Putin" in one.text for one in by_topic["NATO expansion"])
    assert refs(*by_topic["NATO expansion"]) == {"004"}
    assert "vehemently deny" in quoted(*by_topic["Ukraine"])
    assert {"000", "001", "002"} <= refs(*by_topic["Afghanistan"])
    assert "No words of China on Afghanistan" in said(found, "missing")
    assert refs(*by_topic["Korea"]) == {"002"}
    assert "June 2019" in quoted(*by_topic["Iran deal"])
    assert "politicize sports" in quoted(*by_topic["sport"])


def test_15_voices_of_a_person(seeds):
    found = asked(seeds, "What did Johnson say about Ukraine?", "voices")
    assert refs(*lines(found, "answer")) == {"002"}
    assert "holding a gun" in quoted(*lines(found, "answer"))


@pytest.mark.parametrize("question", [
    "Which figures are given, with unit and source?",
    "What numbers do the articles report?",
    "List all figures with their units and sources.",
])  # fmt: skip
def test_16_figures(seeds, question):
    found = asked(seeds, question, "figures")
    expected = {
        "38th bilateral meeting": "002", "12 years": "002", "130.43 billion US dollars": "002",
        "at least 100,000": "002", "110 countries": "004", "more than 21": "002", "2 Tu-95": "003",
        "4 Chinese H-6K": "003", "10 times": "004",
    }  # fmt: skip
    assert {words: refs(line(found, words)) for words in expected} == {w: {r} for w, r in expected.items()}
    assert "as told by Japan Today" in line(found, "2 Tu-95").text
    assert not any(word in said(found) for word in ("0.50", "14 days", "100000"))


@pytest.mark.parametrize("question", [
    "Who boycotted?",
    "Which countries boycotted the Olympics?",
    "By whom were the Games boycotted?",
])  # fmt: skip
def test_17_boycott(seeds, question):
    found = asked(seeds, question, "deeds")
    assert found.verdict == "Australia, Canada, the United Kingdom and the United States"
    assert refs(*lines(found, "answer")) == {"002"}
    assert "human rights" in quoted(*lines(found, "answer"))


@pytest.mark.parametrize("question", [
    "Which statements have an unnamed target?",
    "Which remarks speak of an enemy without naming it?",
    "Where do leaders make veiled references to others?",
])  # fmt: skip
def test_18_unnamed(seeds, question):
    found = asked(seeds, question, "unnamed")
    assert refs(line(found, "Xi Jinping", "certain international forces")) <= {"000", "001"}
    assert refs(line(found, "external forces")) == {"002"}
    assert "small fences" in said(found, "answer")
    assert "suppress and divide" in said(found, "answer")
    assert "wedge" in said(found, "answer")
    assert "any force" in said(found, "answer")
    assert "The United States" in said(found, "claims")


@pytest.mark.parametrize("question", [
    "What is not in the documents?",
    "Do the articles contain the full text of the joint statement?",
    "What is missing from the record?",
])  # fmt: skip
def test_19_missing(seeds, question):
    found = asked(seeds, question, "missing")
    assert refs(line(found, "text of the joint statement")) == {"002"}
    assert refs(line(found, "concrete agreement")) == {"001"}
    assert "No words of Taiwan" in said(found)
    assert {"002", "003"} <= {one.text.partition("(")[2][:3] for one in lines(found) if "date of" in one.text}
    if question.startswith("Do"):
        assert found.verdict.startswith("No: The text of the joint statement")


def test_last_meeting_is_the_one_that_was_planned(seeds):
    found = answer("When did China and Russia last meet?", seeds)
    assert found.verdict == "4 Feb 2022 in Beijing"
    assert {"001", "002"} <= refs(*lines(found, "answer"))
