from datetime import date

import pytest

from visavis.errors import TableError
from visavis.relations.capabilities import read_capabilities
from visavis.relations.eventfiles import read_events
from visavis.relations.relation import in_domains, relations


def test_two_states_are_compared_in_the_last_year_known_of_both():
    table = read_capabilities(
        ["state,year,cinc,milex\n", "CHN,2015,0.2,200\n", "Russia,2015,0.04,\n", "CHN,2016,0.23,-9\n"],
        "nmc.csv",
    )
    (cinc,) = table.compare("CHN", "RUS", date(2021, 12, 16))
    assert (cinc.measure, cinc.year, cinc.a, cinc.b, cinc.ratio) == ("cinc", 2015, 0.2, 0.04, 5.0)
    assert cinc.source == "nmc.csv"
    assert table.compare("CHN", "RUS", date(2014, 1, 1)) == ()
    assert table.compare("CHN", "USA") == ()


def test_states_may_bear_numbers_of_the_correlates_of_war():
    lines = ["stateabb,ccode,year,cinc,version\n", "UKG,200,2016,0.02,2021\n", "XXX,999,2016,0.5,2021\n"]
    table = read_capabilities([*lines, "USA,2,2016,0.13,2021\n"], "NMC.csv")
    (cinc,) = table.compare("GBR", "USA")
    assert cinc.ratio == pytest.approx(0.1538, abs=1e-4)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "no table of capabilities"),
        (["state,year\n", "CHN,2015\n"], "no table of capabilities"),
        (["state,year,cinc\n", "XQZ,2015,1\n"], "line 2: unknown state 'XQZ'"),
        (["state,year,cinc\n", "CHN,,1\n"], "line 2: no year"),
        (["state,year,cinc\n", "CHN,2015,much\n"], "cinc 'much' is no number"),
        (["state,year,cinc\n", "CHN,2015,inf\n"], "cinc 'inf' is no number"),
        (["state,year,cinc\n", "CHN,2015,1\n", "CHN,2015,2\n"], "CHN comes twice in 2015"),
        (["state,year,cinc\n", "CHN,2015,nan\n"], "no value"),
    ],
)
def test_bad_capabilities_are_refused(lines, message):
    with pytest.raises(TableError, match=message):
        read_capabilities(lines, "c.csv")


def table(*rows):
    return read_events([line + "\n" for line in ("date,actor,recipient,type,score,domain", *rows)], "e.csv")


def test_weights_by_score_let_an_assault_outweigh_reproaches():
    rows = [f"2021-02-{d:02},CHN,RUS,CONSULT,1,military" for d in range(1, 7)]
    both = table(*rows, *(f"2021-02-{d:02},RUS,CHN,ASSAULT,-9,military" for d in range(8, 12)))
    (counted,) = relations(both, period="month")
    (weighed,) = relations(both, period="month", weights="score")
    assert counted.balance.mean > 0 > weighed.balance.mean
    assert weighed.balance.low < weighed.balance.mean < weighed.balance.high
    assert (weighed.series[-1].cooperative, weighed.series[-1].conflictual) == (6, 4)


def test_a_relation_is_given_by_domain():
    rows = ["2021-02-01,CHN,RUS,AGREE,3,military", "2021-03-01,CHN,RUS,ACCUSE,-2,economic"]
    found = {one.domain: one for one in in_domains(table(*rows), ("CHN", "RUS"), period="month")}
    assert set(found) == {"military", "economic"}
    assert found["military"].balance.mean > found["economic"].balance.mean


def test_who_begins_is_a_share_with_its_interval_and_movers_tell_of_the_ramp():
    rows = [f"2021-0{m}-01,CHN,RUS,AGREE,3," for m in range(1, 6)] + ["2021-06-02,RUS,CHN,SUPPORT,3,"]
    (found,) = relations(table(*rows), period="month")
    assert found.initiated == (5, 1)
    assert found.initiative is not None
    assert 0.5 < found.initiative.mean < found.initiative.high < 1
    latest = next(m for m in found.moved if m.happening == "line 7")
    assert latest.ramp > 0
