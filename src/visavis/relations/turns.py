"""Turning points of a pair's balance, each with the probability that it is one."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from visavis.records import Turn
from visavis.relations.dglm import contrast, run_each
from visavis.relations.fit import Fit
from visavis.relations.grid import Grid

_SHORTEST = 3  # periods between two turns
_AROUND = 6  # periods compared on each side
_SURE = 0.9
_PENALTY = 3.0  # in units of the log of the number of periods (Killick, Fearnhead and Eckley 2012)


def turns(fit: Fit, grid: Grid, index: int) -> tuple[Turn, ...]:
    """Return the turning points of one pair, in order of time.

    Candidates are the breaks that PELT finds in the smoothed balance; each is then put to the model: how
    likely is it, given the counts up to some periods after, that the mean state there differs from the mean
    before? Those below 90% are left out.

    Args:
        fit: the balance of all pairs.
        grid: their counts.
        index: of the pair.
    """
    import ruptures  # slow to load, and only wanted here

    first = grid.shown(index)[0]
    signal = fit.mean[index, first:]
    if len(signal) < 2 * _SHORTEST or np.ptp(signal) == 0:
        return ()
    penalty = _PENALTY * np.log(len(signal)) * float(np.median(fit.var[index, first:])) / 2
    search = ruptures.Pelt(model="l2", min_size=_SHORTEST, jump=1).fit(signal[:, None])
    breaks = [int(at) for at in search.predict(pen=penalty)[:-1]]
    tried: list[tuple[float, int, Turn]] = []
    for at in breaks:
        span = min(_AROUND, at, len(signal) - at)
        rises = _rises(fit, grid, index, first + at, span)
        chance = max(rises, 1 - rises)
        if chance >= _SURE:
            before, after = signal[at - span : at].mean(), signal[at : at + span].mean()
            start = grid.span(index, first + at)[0].isoformat()
            turn = Turn(start, _scaled(before), _scaled(after), round(chance, 4))
            tried.append((abs(after - before), at, turn))
    kept: list[tuple[int, Turn]] = []
    for _, at, turn in sorted(tried, key=lambda item: (-item[0], item[1])):
        # A change that takes several periods shows as a flight of steps: only the steepest is the turn.
        if all(abs(at - other) > _AROUND for other, _ in kept):
            kept.append((at, turn))
    return tuple(turn for _, turn in sorted(kept, key=lambda item: item[0]))


def _scaled(log_odds: float) -> float:
    return round(float(np.tanh(log_odds / 2)), 4)


def _rises(fit: Fit, grid: Grid, index: int, at: int, span: int) -> float:
    """Return the probability that the state is higher in the periods from one on than in as many before."""
    until = slice(0, at + span)
    counts = (grid.cooperative[index : index + 1, until], grid.conflictual[index : index + 1, until])
    chance = 0.0
    for weight, run in zip(
        fit.weights, run_each(fit.kind, *counts, fit.prior[:1], fit.settings), strict=True
    ):
        mean, var = contrast(run, span)
        chance += float(weight * ndtr(mean[0] / np.sqrt(max(var[0], 1e-12))))
    return chance
