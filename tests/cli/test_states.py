import json
import subprocess
import sys

import pytest

EVENTS = """date,actor,recipient,type,score,domain
2021-01-03,CHN,RUS,CONSULT:phone,,
2021-02-03,China,Russia,COOPERATE,9.5,military
2021-04-03,RUS,CHN,AGREE,,economic
2021-01-13,CHN,USA,ACCUSE,-2,
2021-06-13,USA,CHN,SANCTION,-6,economic
2021-07-13,USA,RUS,SANCTION,-6,economic
"""


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "visavis", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "events.csv"
    path.write_text(EVENTS)
    return path


@pytest.fixture(scope="module")
def ties(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "ties.csv"
    path.write_text("a,b,weight\nCHN,RUS,1\nCHN,USA,-1\nRUS,USA,-1\nIND,RUS,1\nIND,USA,1\n")
    return path


def test_relation_in_words_names_balance_happenings_and_what_binds(events):
    done = run("relation", "China", "RUS", "--events", events)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert "more cooperation than conflict" in words
    assert "from 3 happenings" in words
    assert "events.csv, line 3" in words
    assert "Good-Neighborliness" in words
    assert "No text in the registry binds them to defend each other" in words


def test_relation_as_json_holds_every_happening(events):
    done = run("relation", "RUS", "CHN", "--events", events, "--format", "json")
    found = json.loads(done.stdout)
    assert (found["relation"]["a"], found["relation"]["b"]) == ("CHN", "RUS")
    assert found["relation"]["happenings"] == len(found["happenings"]) == 3
    assert {m["happening"] for m in found["relation"]["moved"]} == {h["id"] for h in found["happenings"]}
    assert found["happenings"][0]["source"] == "events.csv, line 2"


def test_relation_by_domain_and_day(events):
    done = run("relation", "CHN", "USA", "--events", events, "--domain", "economic", "--format", "json")
    assert json.loads(done.stdout)["relation"]["happenings"] == 1
    late = run("relation", "CHN", "USA", "--events", events, "--as-of", "2031-01-01", "--format", "json")
    relation = json.loads(late.stdout)["relation"]
    assert any("faded" in note for note in relation["notes"])
    assert relation["balance"]["low"] < 0 < relation["balance"]["high"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("CHN", "XQZ"), "unknown state 'XQZ'"),
        (("CHN", "China"), "two different states"),
        (("CHN", "USA", "--as-of", "1990-01-01"), "no happening of CHN and USA up to 1990-01-01"),
        (("CHN", "FRA"), "no happening of CHN and FRA"),
        (("CHN", "USA", "--as-of", "soon"), "soon"),
    ],
)
def test_bad_questions_are_told_plainly(events, arguments, message):
    done = run("relation", *arguments, "--events", events)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_system_from_ties_as_json_has_the_promised_keys(ties):
    found = json.loads(run("system", "--edges", ties, "--format", "json").stdout)
    promised = {
        "nodes",
        "edges",
        "frustration",
        "weak_balance",
        "triangles",
        "triangle_balance",
        "walk_balance",
    }
    assert promised <= found.keys()
    assert {"lower", "upper", "proved", "factions"} <= found["frustration"].keys()
    assert {"lower", "upper", "blocs"} <= found["weak_balance"].keys()
    assert found["triangles"] == {"+++": 0, "++-": 1, "+--": 1, "---": 0}
    assert (found["frustration"]["upper"], found["triangle_balance"]) == (1, 0.5)


def test_what_if_a_tie_were_another(ties):
    found = json.loads(run("system", "--edges", ties, "--change", "IND,USA,0", "--format", "json").stdout)
    assert found["frustration"]["upper"] == 0
    assert any("frustration was 1 to 1, is 0 to 0" in note for note in found["notes"])
    bad = run("system", "--edges", ties, "--change", "IND,USA")
    assert bad.returncode == 2
    assert "A,B,WEIGHT" in bad.stderr


def test_contingencies_name_text_and_side(events):
    done = run("system", "--events", events, "--if", "RUS:POL", "--if", "CHN:TWN")
    words = " ".join(done.stdout.split())
    assert "Bound to defend Poland by the North Atlantic Treaty" in words
    assert "no forecast" in words
    assert "Both at once: Russia on Poland, and China on Taiwan" in words


def test_system_as_graphml(ties):
    assert run("system", "--edges", ties, "--format", "graphml").stdout.startswith("<graphml")


def test_a_bad_table_of_ties_is_told_by_line(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("a,b,weight\nA,A,1\n")
    done = run("system", "--edges", path)
    assert done.returncode == 2
    assert "ties.csv, line 2: A is tied to itself" in done.stderr


def test_both_commands_write_pages_and_tables_of_capabilities_are_compared(events, tmp_path):
    held = tmp_path / "nmc.csv"
    held.write_text("state,year,cinc\nCHN,2016,0.23\nRUS,2016,0.04\n")
    page = tmp_path / "pair.html"
    done = run(
        "relation", "CHN", "RUS", "--events", events, "--capabilities", held, "--weights", "score",
        "--format", "html", "-o", page,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "China 5.75 times as much (by nmc.csv)" in page.read_text()
    done = run("system", "--events", events, "--format", "html", "--if", "CHN:USA")
    assert done.returncode == 0, done.stderr
    assert "If China attacked United States" in done.stdout


@pytest.mark.parametrize(
    ("rows", "message"),
    [("CHN,CHN,1\n", "CHN is tied to itself"), ("CHN,USA,nan\n", "weight 'nan' is no number")],
)
def test_ties_that_cannot_be_are_told_by_line(rows, message, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("a,b,weight\n" + rows)
    done = run("system", "--edges", path)
    assert done.returncode == 2
    assert message in done.stderr
