from datetime import date

import numpy as np
import pytest

from visavis.relations.dglm import Setting, contrast, run_filter, smooth
from visavis.relations.relation import relations
from visavis.relations.table import Row, Table, choose_period, periods


def row(name, day, sign, pair=("CHN", "RUS"), reciprocal=True, domain="diplomatic"):
    return Row(name, day, pair[0], pair[1], reciprocal, sign, domain)


def table(*rows):
    return Table(tuple(sorted(rows, key=lambda r: r.day)), {})


def test_cooperation_gives_a_positive_balance_and_conflict_a_negative_one():
    friends = [row(f"f{m}", date(2021, m, 3), 1) for m in range(1, 9)]
    foes = [row(f"g{m}", date(2021, m, 5), -1, ("RUS", "USA"), False) for m in range(1, 9)]
    good, bad = sorted(relations(table(*friends, *foes)), key=lambda r: r.a)
    assert (good.a, good.b) == ("CHN", "RUS")
    assert good.balance.mean > 0.5
    assert bad.balance.mean < -0.5
    assert bad.initiated == (8, 0)
    assert good.confidence > 0.85


def test_one_happening_leaves_a_wide_interval_around_neutral():
    (only,) = relations(table(row("one", date(2021, 3, 1), 1)))
    assert only.balance.low < 0 < only.balance.mean < only.balance.high
    assert only.ramp is None


def test_what_moved_it_is_ranked_and_signed():
    rows = [row(f"c{m}", date(2021, m, 3), 1) for m in range(1, 7)]
    rows.append(row("spat", date(2021, 6, 20), -1))
    (found,) = relations(table(*rows))
    effects = {m.happening: m.effect for m in found.moved}
    assert effects["spat"] < 0 < effects["c6"]
    assert abs(effects["spat"]) == max(map(abs, effects.values()))
    assert effects["c6"] > effects["c1"]


def test_a_turn_to_cooperation_is_seen_as_rising():
    days = [date(2021, m, 10) for m in range(1, 13)]
    rows = [row(f"x{m}{k}", day, -1 if day.month <= 9 else 1) for m, day in enumerate(days) for k in range(4)]
    (found,) = relations(table(*rows), period="month")
    assert found.ramp is not None
    assert found.ramp.balance > 0.8


def test_as_of_and_domain_choose_the_rows():
    rows = [row("a", date(2021, 1, 1), 1), row("b", date(2021, 6, 1), -1, domain="military")]
    assert relations(table(*rows), as_of=date(2021, 2, 1))[0].happenings == 1
    assert relations(table(*rows), domain="military")[0].balance.mean < 0
    assert relations(table(*rows), domain="economic") == ()


def test_periods_cover_the_days_and_do_not_overlap():
    spans = periods(date(2021, 12, 30), date(2022, 2, 2), "month")
    assert spans[0] == (date(2021, 12, 1), date(2021, 12, 31))
    assert spans[-1] == (date(2022, 2, 1), date(2022, 2, 28))
    assert choose_period([date(2021, 1, 1), date(2021, 1, 9)]) == "day"
    assert choose_period([date(2020, 1, 1), date(2021, 1, 9)]) == "month"


@pytest.mark.parametrize("kind", ["balance", "intensity"])
def test_smoothing_never_knows_less_than_filtering(kind):
    rng = np.random.default_rng(3)
    first = rng.poisson(2.0, (20, 30)).astype(float)
    second = rng.poisson(2.0, (20, 30)).astype(float) + (kind == "intensity")
    run = run_filter(kind, first, second, np.zeros(20), Setting(0.05, 1.0))
    _, var = smooth(run)
    assert (var <= run.var + 1e-9).all()
    assert np.isfinite(run.mean).all()


def test_contrast_is_what_sampling_the_states_gives():
    """The closed form against draws by forward filtering, backward sampling."""
    rng = np.random.default_rng(5)
    first, second = rng.poisson(3.0, (1, 6)).astype(float), rng.poisson(1.0, (1, 6)).astype(float)
    run = run_filter("balance", first, second, np.zeros(1), Setting(0.2, 1.5))
    rho, draws = run.setting.persistence, 40_000
    path = np.empty((6, draws))
    path[5] = rng.normal(run.mean[0, 5], np.sqrt(run.var[0, 5]), draws)
    for t in range(4, -1, -1):
        gain = run.var[0, t] * rho / run.forecast_var[0, t + 1]
        mean = run.mean[0, t] + gain * (path[t + 1] - run.forecast_mean[0, t + 1])
        spread = np.sqrt(run.var[0, t] - gain**2 * run.forecast_var[0, t + 1])
        path[t] = rng.normal(mean, spread)
    sampled = path[3:].mean(axis=0) - path[:3].mean(axis=0)
    mean, var = contrast(run, 3)
    assert sampled.mean() == pytest.approx(float(mean[0]), abs=0.02)
    assert sampled.var() == pytest.approx(float(var[0]), rel=0.05)


def test_what_is_long_ago_is_counted_but_not_weighed():
    old = [row("peace", date(1842, 8, 29), 1), row("last", date(2021, 5, 1), -1)]
    (found,) = relations(
        table(*old, row("other", date(2021, 6, 1), 1, ("FRA", "USA"))), only={("CHN", "RUS")}
    )
    assert (found.happenings, found.earlier) == (2, 1)
    assert [m.happening for m in found.moved] == ["last"]
    assert found.balance.mean < 0
    assert len(found.series) == 1


def test_a_pair_of_which_no_more_is_heard_fades_into_the_unknown():
    rows = [row(f"c{m}", date(2001, m, 3), 1) for m in range(1, 9)]
    (then,) = relations(table(*rows))
    (now,) = relations(table(*rows), as_of=date(2021, 12, 31))
    assert now.balance.high - now.balance.low > then.balance.high - then.balance.low
    assert (now.earlier, now.moved) == (8, ())
