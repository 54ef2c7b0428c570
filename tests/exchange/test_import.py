import gzip
import json
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from visavis.cli import cli
from visavis.errors import MissingInput, NotText, TableError
from visavis.exchange import gdelt, icews, polecat
from visavis.exchange.comparison import Shares, compare
from visavis.exchange.files import opened
from visavis.relations.eventfiles import read_events
from visavis.relations.table import Row, Table


def line(columns, **values):
    names = {name.replace(" ", "_"): name for name in columns}
    known = {names[key]: value for key, value in values.items()}
    return "\t".join(known.get(column, "") for column in columns) + "\n"


def gdelt_row(number, day, a, b, code, **more):
    return line(
        gdelt.COLUMNS, GLOBALEVENTID=str(number), SQLDATE=day, Actor1CountryCode=a, Actor2CountryCode=b,
        EventCode=code, EventRootCode=code[:2], QuadClass="1", GoldsteinScale="1.0", **more,
    )  # fmt: skip


def row(day, a, b, kind, name="h"):
    return Row(name, date.fromisoformat(day), a, b, False, 1, "diplomatic", kind)


def table(*rows):
    return Table(rows, {})


# ---------------------------------------------------------------- reading others' files


@pytest.mark.parametrize("width", [61, 58, 57])
def test_gdelt_of_all_three_widths_is_read(width):
    whole = gdelt_row(1, "20211215", "CHN", "RUS", "040").rstrip("\n").split("\t")
    found = read_events(["\t".join(whole[:width]) + "\n"], "x.CSV")
    assert [(r.day.isoformat(), r.pair, r.kind) for r in found.rows] == [
        ("2021-12-15", ("CHN", "RUS"), "CONSULT")
    ]


def test_lines_that_are_malformed_are_named_and_the_rest_is_read():
    good, other = gdelt_row(1, "20211215", "CHN", "RUS", "042"), gdelt_row(2, "2021121", "CHN", "RUS", "042")
    lines = [good, "cut off\tin the middle\n", other, gdelt_row(3, "20211216", "CHN", "EUR", "042"),
             gdelt_row(4, "20211216", "CHN", "USA", "999")]  # fmt: skip
    unread = []
    found = read_events(lines, "x.CSV", unread=unread)
    assert len(found.rows) == 1
    assert [(u.where, u.what) for u in unread] == [
        ("x.CSV, line 2", "2 columns, not 61"), ("x.CSV, line 3", "no date '2021121'"),
        ("x.CSV, line 5", "no type '999'"),
    ]  # fmt: skip
    assert "1 row passed over: not between two states" in found.notes


def test_icews_takes_the_country_in_brackets_where_its_column_is_empty():
    head = "\t".join(icews.COLUMNS) + "\n"
    first = line(icews.COLUMNS, Event_ID="1", Event_Date="2018-06-01", Source_Name="Police (Russia)",
                 Source_Country="NA", Target_Name="Xi Jinping", Target_Country="China", CAMEO_Code="040",
                 Intensity="1")  # fmt: skip
    again = first.replace("Police (Russia)", 'The "Wagner" men').replace("\tNA\t", "\tRussian Federation\t")
    unread = []
    found = read_events(
        [head, first, again.replace("2018-06-01", "2018-06-02"), "1\t2\n"], "x.tab", unread=unread
    )
    assert [(r.actor, r.recipient, r.kind) for r in found.rows] == [("RUS", "CHN", "CONSULT")] * 2
    assert [u.what for u in unread] == ["2 columns, not 20"]


def test_polecat_rows_may_be_wider_than_the_header_and_say_event_intensity():
    head = "\t".join(polecat.COLUMNS).replace("Intensity", "Event Intensity") + "\n"
    one = line(polecat.COLUMNS, Event_ID="a", Event_Date="2021-12-15", Event_Type="CONSULT",
               Event_Mode="phone", Intensity="1.5", Actor_Country="Russia", Recipient_Country="China",
               Contexts="None")  # fmt: skip
    found = read_events([head, one.rstrip("\n") + "\textra\tmore\n"], "x.txt")
    assert [(r.pair, r.kind) for r in found.rows] == [(("CHN", "RUS"), "CONSULT:phone")]


def test_a_table_of_another_shape_than_named_is_refused():
    with pytest.raises(TableError, match="shape of a gdelt table, not of icews"):
        read_events([gdelt_row(1, "20211215", "CHN", "RUS", "040")], "x", form="icews")


def test_packed_files_are_opened(tmp_path):
    text = gdelt_row(1, "20211215", "CHN", "RUS", "040")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.export.CSV", text)
    with gzip.open(tmp_path / "a.gz", "wt") as file:
        file.write(text)
    (tmp_path / "a.CSV").write_text(text)
    for name in ("a.zip", "a.gz", "a.CSV"):
        with opened(tmp_path / name) as lines:
            assert list(lines) == [text]
    for name in ("b.zip", "b.gz"):
        (tmp_path / name).write_text("no archive")
        with pytest.raises(NotText, match="cannot be unpacked"), opened(tmp_path / name):
            pass
    with pytest.raises(MissingInput), opened(tmp_path / "none"):
        pass


# ---------------------------------------------------------------- comparing


def test_the_same_is_the_same_two_a_day_apart_at_most_of_a_type_or_class():
    mine = table(
        row("2021-12-15", "CHN", "RUS", "CONSULT:phone", "h1"),
        row("2021-12-16", "USA", "CHN", "ACCUSE", "h2"),
        row("2021-12-17", "USA", "RUS", "SANCTION", "h3"),
        row("2021-12-18", "IND", "PAK", "AID", "h4"),
    )
    theirs = table(
        row("2021-12-16", "RUS", "CHN", "CONSULT", "t1"),
        row("2021-12-16", "CHN", "RUS", "CONSULT", "t2"),
        row("2021-12-17", "CHN", "USA", "REJECT", "t3"),
        row("2021-12-18", "USA", "RUS", "CAMEO:010", "t4"),
        row("2021-12-20", "IND", "PAK", "AID", "t5"),
        row("2021-12-14", "FRA", "DEU", "CONSULT", "t6"),
    )
    found = compare(mine, theirs, "x")
    assert [(i.where, i.match, i.others) for i in found.mine] == [
        ("h1", "type", ("t1",)), ("h2", "quad", ("t3",)), ("h3", "day", ("t4",)), ("h4", None, ()),
    ]  # fmt: skip
    assert (found.since, found.until) == ("2021-12-14", "2021-12-19")
    assert [(i.where, i.times, i.match) for i in found.theirs] == [
        ("t6", 1, None), ("t1", 2, "type"), ("t3", 1, "quad"), ("t4", 1, "day"),
    ]  # fmt: skip
    assert found.mine_shares == Shares(4, 1, 2, 3)
    assert (found.pairs.items, found.pairs.day) == (3, 3)


def test_days_that_only_one_speaks_of_are_told_and_not_compared():
    then, now = row("2020-01-01", "CHN", "RUS", "AID"), row("2021-12-15", "CHN", "RUS", "AID")
    found = compare(Table((then, now), {("CHN", "RUS"): 2}), table(now), "x")
    assert found.mine_shares.items == 1
    assert "of mine, 1 outside the days of the table: not compared" in found.notes
    assert "of mine, 2 without a date: not compared" in found.notes
    apart = compare(
        table(row("2020-01-01", "CHN", "RUS", "AID")), table(row("2021-01-01", "CHN", "RUS", "AID")), "x"
    )
    assert apart.since is None
    assert apart.mine_shares.items == apart.their_shares.items == 0


def test_the_command_tells_who_has_what(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Chinese President Xi Jinping met Vladimir Putin of Russia on 4 February 2022.")
    path = tmp_path / "x.export.CSV"
    path.write_text(
        gdelt_row(1, "20220205", "RUS", "CHN", "042")
        + gdelt_row(2, "20220204", "CHN", "RUS", "112")
        + "broken\tline\n"
    )
    done = CliRunner().invoke(cli, ["import", str(path), str(article)])
    assert done.exit_code == 1, done.output
    assert "Of mine, x.export.CSV has 1 of 1 by type" in done.stdout
    assert "Of x.export.CSV, mine has 1 of 2 by type, 1 by quad class, 2 anything that day" in done.stdout
    assert "line 3: 2 columns, not 61" in done.stderr
    done = CliRunner().invoke(
        cli, ["import", str(path), str(article), "--report", "json", "--format", "gdelt"]
    )
    found = json.loads(done.stdout)
    assert found["mine"][0]["others"] == ["x.export.CSV, line 1"]
    assert found["unread"][0]["where"] == "x.export.CSV, line 3"
