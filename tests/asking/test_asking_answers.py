"""Answers over articles of our own about other states, and over the examples that come with visavis."""

import json

import pytest
from asking_helpers import asked, check, line, lines, quoted, refs, said
from click.testing import CliRunner

from visavis import pipeline
from visavis.asking.answer import answer, suggestions
from visavis.asking.material import Material
from visavis.cli import cli

ONE = """Delta Herald

Ethiopia and Sudan agree to share data on dam, Egypt objects

Published: 14 March 2023

KHARTOUM - Ethiopian Prime Minister Abiy Ahmed and Sudanese leader Abdel Fattah al-Burhan met in Khartoum on Monday and signed a memorandum on sharing data about the Grand Ethiopian Renaissance Dam.

Egypt rejected the memorandum. "No party may decide alone over the Nile," Egyptian Foreign Minister Sameh Shoukry said. He accused Ethiopia of ignoring international law.

Abiy said that the dam "harms nobody". He warned that "certain regional powers" were spreading fear.

Observers say that Sudan, once an ally of Egypt, is now the junior partner of Ethiopia. Ethiopia's economy is three times larger than Sudan's, according to the World Bank.

Egypt and Sudan held joint air exercises in January 2023. Some 200 Egyptian experts are in Juba.

Cairo denies that it plans an attack on the dam. Ethiopia fears that Egypt will attack Ethiopia.
"""  # noqa: E501
TWO = """Nile Monitor

Abiy and Burhan sign memorandum in Khartoum

Published: 14 March 2023

The leaders of Ethiopia and Sudan met in the Sudanese capital on 13 March 2023 and signed a memorandum on data from the dam. It was not clear whether the two sides reached an agreement on the filling of the reservoir.

The African Union welcomed the meeting. Ethiopia and Sudan are not allies, a diplomat said.

Ethiopia's economy is four times larger than Sudan's, the International Monetary Fund says.
"""  # noqa: E501


@pytest.fixture(scope="module")
def dam(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dam")
    (folder / "1.txt").write_text(ONE, encoding="utf-8")
    (folder / "2.txt").write_text(TWO, encoding="utf-8")
    outcome = pipeline.run([str(folder)])
    return Material(outcome.records, outcome.stories)


def test_allies(dam):
    found = asked(dam, "Are Ethiopia and Sudan allies?", "allies")
    assert found.verdict.startswith("No")
    assert "a diplomat" in line(found, "not allies").text


def test_allies_that_are_bound(dam):
    found = asked(dam, "Are the United States and Japan bound to defend each other?", "allies")
    assert found.verdict.startswith("Yes")
    assert "mutual defence" in said(found, "answer")


def test_agreements(dam):
    found = asked(dam, "Which agreements bind Ethiopia and Sudan?", "agreements")
    assert refs(line(found, "memorandum", "13 Mar 2023")) >= {"1.t"}


def test_an_open_question_is_left_open(dam):
    found = asked(dam, "Did Ethiopia and Sudan agree on the filling of the reservoir?", "concrete")
    assert found.verdict.startswith("No")
    assert "not clear whether" in quoted(*lines(found))


def test_asymmetry(dam):
    found = asked(dam, "Who is the stronger, Ethiopia or Sudan?", "asymmetry")
    assert found.verdict.startswith("Ethiopia")
    assert "Observers" in line(found, "Sudan is the junior partner of Ethiopia").text
    assert {"3 times", "4 times"} <= {w for w in ("3 times", "4 times") if w in said(found)}


def test_who_calls_it_so_is_named_first(dam):
    found = asked(dam, "Who calls Sudan the junior partner of Ethiopia?", "asymmetry")
    assert found.verdict.startswith("Observers")


def test_who_disputes_it_is_named(dam):
    found = asked(dam, "Who disputes that Ethiopia and Sudan are allies?", "disputes")
    assert found.verdict == "A diplomat"
    assert "are not allies" in quoted(*lines(found))
    found = asked(dam, "Who denies the attack on the dam?", "disputes")
    assert "Cairo" in found.verdict
    assert answer("Who disputes that Kenya and Egypt are allies?", dam).status == "not in the record"


def test_a_figure_that_is_asked_for_by_its_name_stands_alone(dam):
    found = asked(dam, "How large is the number of experts?", "figures")
    assert found.verdict == "about 200 Egyptian experts"
    assert len(lines(found)) == 1


def test_what_is_feared_of_a_state_leaves_others_out(dam):
    found = asked(dam, "What is only planned or feared about Egypt?", "doubts")
    assert all("Egypt" in quoted(one) or "Cairo" in quoted(one) for one in lines(found, "answer"))


def test_a_person_who_is_asked_about_comes_before_the_state(dam):
    found = asked(dam, "What did Abiy say about the dam?", "voices")
    assert lines(found, "answer")[0].text.startswith("On the dam, Abiy")


def test_where_nothing_is_said_on_words_the_state_is_looked_for(dam):
    found = answer("What did Egypt say about its soldiers in Ethiopia?", dam)
    assert "accused Ethiopia" in quoted(*lines(found))


def test_who_did_what(dam):
    assert asked(dam, "Who accused whom?", "deeds").verdict == "Egypt → Ethiopia"
    assert asked(dam, "Did Egypt reject the memorandum?", "deeds").verdict == "Yes, reported"
    nothing = answer("Who bombed Sudan?", dam)
    assert nothing.status == "not in the record"
    check(dam, nothing)


def test_counts(dam):
    assert asked(dam, "How many Egyptian experts are in Juba?", "how_many").verdict == "200"
    reports = asked(dam, "How many outlets report the meeting of Ethiopia and Sudan?", "reports")
    assert reports.measures[0].value == 2
    assert "Monday" in said(reports)


def test_drawn_in(dam):
    found = asked(dam, "Who would be drawn in if Egypt attacked Ethiopia?", "drawn_in")
    assert "feared, not reported as done" in said(found)
    assert "United States" in said(asked(dam, "What if China attacked Japan?", "drawn_in"))


def test_outlets_that_differ(dam):
    found = asked(dam, "What do the outlets disagree on?", "disagree")
    assert refs(line(found, "four times", "three times")) == {"1.t", "2.t"}
    assert "Only in Delta Herald" in said(found, "claims")


def test_voices_and_unnamed(dam):
    found = asked(dam, "What did Abiy say about the dam?", "voices")
    assert "harms nobody" in said(found, "answer")
    assert "certain regional powers" in said(asked(dam, "Which statements name no target?", "unnamed"))


@pytest.mark.parametrize("question", ["What is the population of Egypt?", "Write a poem.", "Who will win?"])
def test_out_of_reach_is_said_with_what_can_be_asked(dam, question):
    found = answer(question, dam)
    assert found.status == "out of reach"
    assert found.intent is None
    assert len(found.can_ask) > 10


def test_every_suggestion_is_answered_or_not_in_the_record(examples):
    for question in suggestions(examples):
        found = answer(question, examples)
        assert found.status != "out of reach", question
        check(examples, found)


def test_examples_about_other_states(examples):
    ramp = asked(examples, "Are relations between Iran and Saudi Arabia improving?", "ramp")
    assert ramp.measures[0].low > 0
    timeline = asked(examples, "Give a timeline of Saudi Arabia and Iran.", "timeline")
    assert {"2016-01-01", "2023-03-10"} <= {one.topic for one in lines(timeline, "answer")}
    trade = line(
        asked(examples, "What do the outlets disagree on?", "disagree"), "$140 billion", "$147 billion"
    )
    assert len(trade.citations) >= 2


def test_the_same_question_gives_the_same_answer(dam):
    question = "Which claims conflict?"
    again = Material(tuple(reversed(dam.records)), dam.stories)
    assert answer(question, dam) == answer(question, dam)
    assert answer(question, again).intent == "conflicts"


def test_nothing_to_ask_of():
    found = answer("Are Iran and Iraq allies?", Material((), ()))
    assert found.status == "out of reach"
    assert "empty" in said(found)


def run(*words):
    return CliRunner().invoke(cli, ["ask", *words])


def test_the_command(tmp_path):
    (tmp_path / "1.txt").write_text(ONE, encoding="utf-8")
    done = run("Who accused whom?", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert "Egypt → Ethiopia" in done.stdout
    assert "He accused Ethiopia of ignoring international law." in done.stdout
    plain = json.loads(run("Who accused whom?", str(tmp_path), "--format", "json").stdout)
    assert plain["verdict"] == "Egypt → Ethiopia"
    early = run("Who accused whom?", str(tmp_path), "--as-of", "2023-01-01")
    assert "The record is empty" in early.stdout


def test_the_command_over_a_store(tmp_path):
    (tmp_path / "1.txt").write_text(ONE, encoding="utf-8")
    store = str(tmp_path / "kept")
    assert CliRunner().invoke(cli, ["ingest", str(tmp_path / "1.txt"), "--store", store]).exit_code == 0
    done = run("Who accused whom?", "--store", store)
    assert done.exit_code == 0, done.output
    assert "Egypt → Ethiopia" in done.stdout


def test_the_command_lists_what_can_be_asked():
    done = run("--list")
    assert done.exit_code == 0
    assert "Which triads are balanced?" in done.stdout
    assert run().exit_code == 2


def test_hostile_words_are_shown_as_words(tmp_path):
    text = ONE.replace("ignoring international law", "ignoring \x1b[31m[bold]law[/bold] {0} <script>")
    (tmp_path / "1.txt").write_text(text, encoding="utf-8")
    done = run("Who accused whom?", str(tmp_path))
    assert "\x1b" not in done.stdout
    assert "[bold]law[/bold]" in done.stdout
