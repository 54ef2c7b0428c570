"""Phrasing by a language model: what it is told, what of its words stands, what goes wrong and is said."""

import json

import pytest
from click.testing import CliRunner
from language_servers import reply, serving

from visavis.asking.phrasing import checked, messages
from visavis.cli import cli
from visavis.errors import EndpointError
from visavis.records import Answer, AnswerLine, AnswerPart, Citation
from visavis.showing.endpoint import Endpoint, chat

SAID = Citation(
    "a.txt", "The Gazette", "2023-03-14", 0, 5, "met", 0, 40, "Chad and Niger met on 13 March 2023."
)
ANSWER = Answer(
    "When did Chad and Niger last meet?",
    "last_met",
    "when two states last met",
    "answered",
    "13 Mar 2023",
    (),
    (
        AnswerPart("answer", "Answer", (AnswerLine("They met on 13 Mar 2023.", (SAID,)),)),
        AnswerPart("missing", "Missing", (AnswerLine("One meeting bears no date.", (), "two articles"),)),
    ),
)


def kept(text):
    return [one.text for one in checked(text, ANSWER, "m").sentences]


def struck(text):
    return [(one.text, one.why) for one in checked(text, ANSWER, "m").struck]


def test_a_model_is_told_the_lines_and_their_sentences_and_nothing_else():
    task, asked = messages(ANSWER)
    assert task["role"] == "system"
    assert "[1] They met on 13 Mar 2023." in asked["content"]
    assert "The Gazette: Chad and Niger met on 13 March 2023." in asked["content"]
    assert "[2] One meeting bears no date. (by the two articles)" in asked["content"]


def test_sentences_that_cite_a_line_stand():
    text = "They last met on 13 March 2023 [1]. Another meeting has no date. [2]"
    phrased = checked(text, ANSWER, "m")
    assert [(s.text, s.lines) for s in phrased.sentences] == [
        ("They last met on 13 March 2023.", (1,)),
        ("Another meeting has no date.", (2,)),
    ]
    assert phrased.struck == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("They are close friends.", "it cites nothing"),
        ("They are close friends [7].", "it cites [7], which is no line of the answer"),
        ("They are close friends [0].", "it cites [0], which is no line of the answer"),
        ("They met 12 times [1].", "the figure 12 is in none of the lines it cites"),
        ("They met on 13 March 2023 [2].", "the figure 13 is in none of the lines it cites"),
    ],
)
def test_other_sentences_are_struck_out(text, why):
    assert [w for _, w in struck(text)] == [why]
    assert kept(text) == []


def test_one_bad_sentence_does_not_strike_the_others():
    text = "They met [1]. War is near. Nothing more is dated [1, 2].\nAnd so on"
    assert kept(text) == ["They met.", "Nothing more is dated."]
    assert [t for t, _ in struck(text)] == ["War is near.", "And so on"]


def test_a_server_is_asked_as_the_protocol_says():
    with serving(reply("Fine [1].")) as (url, asked):
        assert chat(Endpoint(url, "small", "secret"), messages(ANSWER)) == "Fine [1]."
    path, headers, body = asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert (body["model"], body["stream"], body["messages"][0]["role"]) == ("small", False, "system")


REFUSED = json.dumps({"error": {"message": "wrong key secret-key"}})
DECLINED = json.dumps({"choices": [{"message": {"content": None, "refusal": "I would rather not"}}]})


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"body": "<html>hello</html>"}, "no JSON"),
        ({"body": "[" * 100_000}, "no JSON"),
        ({"body": "[]"}, "no message"),
        ({"body": '{"choices": []}'}, "no message"),
        ({"body": '{"choices": [{"message": "hello"}]}'}, "no message"),
        ({"body": reply("")}, "empty"),
        ({"body": reply(None)}, "empty"),
        ({"body": DECLINED}, "declined: I would rather not"),
        ({"body": REFUSED, "status": 401}, "status 401"),
        ({"body": "gone", "status": 500}, "status 500"),
        ({"status": 307, "headers": [("Location", "http://127.0.0.1:1/")]}, "status 307"),
        ({"body": "x" * 1_100_000}, "larger than"),
        ({"body": reply("late"), "pause": 3.0}, "no reply within"),
        ({"body": reply("slow" * 40), "drip": 0.05}, "no reply within"),
        ({"body": reply("cut"), "cut": True}, "broke off"),
    ],
)
def test_a_server_that_misbehaves_is_said_to(behaviour, said):
    with serving(**behaviour) as (url, _), pytest.raises(EndpointError) as error:
        chat(Endpoint(url, "small", "secret-key", seconds=0.6), messages(ANSWER))
    assert said in str(error.value)
    assert error.value.remedy
    assert "secret" not in str(error.value) + repr(error.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1/v1", "cannot be reached"),
        ("ftp://127.0.0.1/v1", "no http or https"),
        ("nonsense", "no http or https"),
        ("http://me:pass@127.0.0.1/v1", "holds a password"),
        ("http://models.example/v1", "in the clear"),
        ("http://127.0.0.1:notaport/v1", "no http or https"),
    ],
)
def test_an_address_that_will_not_do_is_said_not_to(url, said):
    with pytest.raises(EndpointError) as error:
        chat(Endpoint(url, "small", "secret-key", seconds=2), messages(ANSWER))
    assert said in str(error.value)
    assert "secret" not in str(error.value)
    assert "pass" not in str(error.value).replace("password", "")


def test_an_endpoint_shown_does_not_show_its_key():
    assert "secret" not in repr(Endpoint("http://127.0.0.1/v1", "m", "secret"))


ARTICLE = (
    "Gazette\n\nPublished: 14 March 2023\n\n"
    "The leaders of Chad and Niger met in Niamey on 13 March 2023 and discussed trade."
)


def run(tmp_path, *arguments, **environment):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    words = ["ask", "When did Chad and Niger last meet?", str(path), *arguments]
    return CliRunner().invoke(cli, words, env=environment)


def test_the_command_shows_what_stands_and_what_was_struck(tmp_path):
    text = "They last met on 13 March 2023 [1]. They love each other."
    with serving(reply(text)) as (url, asked):
        done = run(tmp_path, "--llm", url, "--llm-model", "tiny", VISAVIS_LLM_KEY="hush")
        plain = run(tmp_path, "--llm", url, "--format", "json", VISAVIS_LLM_KEY="hush")
    assert done.exit_code == 0, done.output
    assert "In the words of tiny" in done.stdout
    assert "They last met on 13 March 2023. [1]" in done.stdout
    assert "1 sentence was struck out" in done.stdout
    assert "it cites nothing" in done.stdout
    assert "hush" not in done.output + plain.output
    assert asked[0][1]["Authorization"] == "Bearer hush"
    phrasing = json.loads(plain.stdout)["phrasing"]
    assert [one["text"] for one in phrasing["struck"]] == ["They love each other."]


def test_the_answer_stands_when_the_model_fails(tmp_path):
    with serving("oops", status=503) as (url, _):
        done = run(tmp_path, "--llm", url)
    assert done.exit_code == 1
    assert "13 Mar 2023" in done.stdout
    assert "status 503" in done.stderr
    assert "The answer stands as it was read" in done.stderr
