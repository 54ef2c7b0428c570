import pytest

from visavis.errors import TableError
from visavis.relations.eventfiles import read_events
from visavis.relations.relation import relations


def lines(*rows):
    return [row + "\n" for row in rows]


def test_a_plain_table_takes_codes_and_names_plover_and_cameo():
    found = read_events(
        lines(
            "date,actor,recipient,type,score,domain",
            "2021-02-03,China,RUS,COOPERATE,9.5,military",
            "2021-02-13,USA,CHN,163,,",
            "2021-03-01,RUS,CHN,CONSULT:visit,,",
        ),
        "e.csv",
    )
    assert [(r.actor, r.recipient, r.sign, r.domain) for r in found.rows] == [
        ("CHN", "RUS", 1, "military"),
        ("USA", "CHN", -1, "economic"),
        ("RUS", "CHN", 1, "diplomatic"),
    ]
    assert found.rows[0].source == "e.csv, line 2"
    assert [r.kind for r in found.rows] == ["COOPERATE", "COERCE:restrict", "CONSULT:visit"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2021-01-01,CHN,CHN,AGREE,", "line 2: CHN is tied to itself"),
        ("2021-01-01,CHN,XQZ,AGREE,", "unknown state 'XQZ'"),
        ("2021-13-01,CHN,USA,AGREE,", "no date '2021-13-01'"),
        ("2021-01-01,CHN,USA,HUG,", "no type 'HUG'"),
        ("2021-01-01,CHN,USA,AGREE,much", "score 'much' is no number"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_by_line(row, message):
    with pytest.raises(TableError, match=message):
        read_events(lines("date,actor,recipient,type,score", row), "e.csv")


def test_contradictory_rows_are_refused():
    rows = ("date,actor,recipient,type,score", "2021-01-01,CHN,USA,AGREE,3", "2021-01-01,CHN,USA,AGREE,-3")
    with pytest.raises(TableError, match="line 3: the opposite of line 2"):
        read_events(lines(*rows), "e.csv")


def test_a_table_without_the_columns_says_which_are_missing():
    with pytest.raises(TableError, match="no column recipient, type"):
        read_events(lines("date,actor", "2021-01-01,CHN"), "e.csv")
    with pytest.raises(TableError, match="empty"):
        read_events([], "e.csv")


def gdelt(number, day, actor, recipient, code, score):
    cells = [""] * 61
    cells[0], cells[1], cells[7], cells[17], cells[26], cells[30] = number, day, actor, recipient, code, score
    return "\t".join(cells)


def test_gdelt_is_recognised_and_what_is_not_between_states_is_counted():
    found = read_events(
        lines(
            gdelt("1", "20211215", "RUS", "CHN", "036", "4.0"),
            gdelt("2", "20211215", "RUS", "RUS", "040", "1.0"),
            gdelt("3", "20211215", "AFR", "CHN", "040", "1.0"),
            gdelt("1", "20211215", "RUS", "CHN", "036", "4.0"),
            gdelt("4", "20211216", "ROM", "USA", "190", "-10.0"),
        ),
        "20211215.export.CSV",
    )
    assert [(r.happening, r.pair, r.sign) for r in found.rows] == [
        ("1", ("CHN", "RUS"), 1),
        ("4", ("ROU", "USA"), -1),
    ]
    assert any("a state with itself" in note for note in found.notes)
    assert any("same event once more" in note for note in found.notes)


def test_icews_and_polecat_are_recognised_by_their_headers():
    icews = read_events(
        lines(
            "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tTarget Country",
            "9\t2018-03-01\tMinistry\tRussian Federation\t112\t-2.0\tUnited Kingdom",
        ),
        "icews.tab",
    )
    polecat = read_events(
        lines(
            "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tContexts"
            "\tActor Country\tRecipient Country",
            "a\t2021-12-15\tCONSULT\tvisit\t4\tdiplomatic;military\tCHN\tRUS",
        ),
        "polecat.txt",
    )
    assert (icews.rows[0].pair, icews.rows[0].sign) == (("GBR", "RUS"), -1)
    assert (polecat.rows[0].kind, polecat.rows[0].domain) == ("CONSULT:visit", "military")


def test_a_turn_and_what_binds_them_come_with_a_pair_that_is_asked_for():
    rows = ["date,actor,recipient,type"]
    rows += [f"2019-{m:02}-{d:02},CHN,RUS,ACCUSE" for m in range(1, 13) for d in (2, 9, 16)]
    rows += [f"2020-{m:02}-{d:02},RUS,CHN,SUPPORT" for m in range(1, 13) for d in (2, 9, 16)]
    (found,) = relations(read_events(lines(*rows), "e.csv"), only={("CHN", "RUS")}, period="month")
    (turn,) = found.turns
    assert "2019-11" <= turn.start[:7] <= "2020-03"
    assert turn.before < 0 < turn.after
    assert turn.probability > 0.95
    assert any(bond.since and bond.since.startswith("2002") for bond in found.bonds)
    assert found.initiated == (36, 36)


def test_exposure_of_a_table_counts_for_intensity():
    rows = ["date,actor,recipient,type,exposure"]
    rows += [f"2021-{m:02}-02,CHN,RUS,SUPPORT,{10 if m < 10 else 1000}" for m in range(1, 13)]
    (found,) = relations(read_events(lines(*rows), "e.csv"), period="month")
    assert found.ramp is not None
    assert found.ramp.intensity < 0.1
