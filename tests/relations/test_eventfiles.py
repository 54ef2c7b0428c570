from datetime import date

import pytest

from visavis.errors import TableError
from visavis.relations.eventfiles import read_events, state_code
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


POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]
ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]


def full(header, **cells):
    given = {name.replace("_", " "): value for name, value in cells.items()}
    assert given.keys() <= set(header)
    return "\t".join(given.get(name, "None") for name in header)


def test_a_whole_row_of_polecat_says_none_for_what_it_lacks():
    one = {
        "Event_ID": "P1",
        "Event_Date": "2021-12-15",
        "Event_Type": "CONSULT",
        "Contexts": "military;territory",
    }
    found = read_events(
        lines(
            "\t".join(POLECAT),
            full(
                POLECAT,
                **one,
                Event_Mode="phone",
                Intensity="1.5",
                Actor_Country="RUS",
                Recipient_Country="CHN",
            ),
            full(POLECAT, **one, Actor_Country="RUS", Recipient_Country="USA"),
            full(POLECAT, **one, Actor_Country="RUS", Recipient_Country="None"),
        ),
        "polecat.tsv",
    )
    assert [(r.pair, r.kind, r.sign, r.domain) for r in found.rows] == [
        (("CHN", "RUS"), "CONSULT:phone", 1, "military"),
        (("RUS", "USA"), "CONSULT", 1, "military"),
    ]
    assert found.notes == ("1 row passed over: not between two states",)


def test_whole_rows_of_icews_by_name_of_country_and_odd_code():
    row = {
        "Event_Date": "2018-01-02",
        "Source_Country": "United States",
        "CAMEO_Code": "13y",
        "Intensity": "-4.0",
    }
    found = read_events(
        lines(
            "\t".join(ICEWS),
            full(ICEWS, **row, Event_ID="7", Target_Country="Iran"),
            full(ICEWS, **row | {"Event_Date": "2018-01-03"}, Event_ID="7", Target_Country="Iran"),
            full(ICEWS, **row, Event_ID="7", Target_Country="Iran"),
        ),
        "events.2018.tab",
    )
    assert [(r.day.isoformat(), r.pair, r.sign) for r in found.rows] == [
        ("2018-01-02", ("IRN", "USA"), -1),
        ("2018-01-03", ("IRN", "USA"), -1),
    ]


@pytest.mark.parametrize("width", [57, 58, 61])
def test_all_widths_of_gdelt_are_recognised(width):
    row = "\t".join(gdelt("9", "20120101", "RUS", "CHN", "0841", "7.0").split("\t")[:width])
    assert read_events(lines(row), "20120101.export.CSV").rows[0].sign == 1


@pytest.mark.parametrize("bad", ["nan", "inf", "-inf"])
def test_a_score_that_is_not_a_number_is_refused(bad):
    with pytest.raises(TableError, match="is no number"):
        read_events(lines("date,actor,recipient,type,score", f"2021-01-01,CHN,USA,AGREE,{bad}"), "e.csv")


def test_one_event_only_gives_a_wide_interval_and_says_so():
    table = read_events(lines("date,actor,recipient,type", "2021-02-03,CHN,RUS,AGREE"), "e.csv")
    (one,) = relations(table)
    assert one.balance.high - one.balance.low > 1.2
    assert "one happening only: the interval is wide" in one.notes
    assert 0.4 < one.confidence < 0.9


def test_a_day_past_the_data_fades_to_what_is_not_known():
    table = read_events(lines("date,actor,recipient,type", *["2015-02-03,CHN,RUS,AGREE"] * 9), "e.csv")
    (now,) = relations(table)
    (later,) = relations(table, as_of=date(2024, 12, 31))
    assert later.balance.high - later.balance.low > now.balance.high - now.balance.low
    assert any("nothing of the two after 2015-02-03" in note for note in later.notes)


def test_a_day_before_the_data_has_no_relation():
    table = read_events(lines("date,actor,recipient,type", "2021-02-03,CHN,RUS,AGREE"), "e.csv")
    assert relations(table, as_of=date(2020, 1, 1)) == ()


def test_headers_of_extracts_are_recognised():
    gdelt = read_events(
        lines(
            "GLOBALEVENTID,SQLDATE,Actor1CountryCode,Actor2CountryCode,EventCode,GoldsteinScale",
            "71,20190514,KOR,WSB,0256,4.5",
        ),
        "bigquery.csv",
    )
    assert [(r.pair, r.sign, r.day) for r in gdelt.rows] == [(("KOR", "PSE"), 1, date(2019, 5, 14))]
    head = "event_id\tevent_date\tsource_country\ttarget_country\tcameo_code\tintensity"
    row = "5\t2017-02-03\tOccupied Palestinian Territory\tNorway\t057\t8.0"
    icews = read_events(lines(head, row), "i.tab")
    assert [(r.pair, r.score) for r in icews.rows] == [(("NOR", "PSE"), 8.0)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Occupied Palestinian Territory", "PSE"),
        ("Russian Federation", "RUS"),
        ("Democratic Republic of Congo", "COD"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Brunei Darussalam", "BRN"),
        ("Holy See", "VAT"),
        ("Hong Kong", "HKG"),
        ("ROM", "ROU"),
        ("MTN", "MNE"),
        ("TMP", "TLS"),
        ("EUR", None),
        ("SEA", None),
        ("PGS", None),
        ("WAF", None),
    ],
)
def test_names_of_icews_and_codes_of_cameo(name, code):
    assert state_code(name) == code
