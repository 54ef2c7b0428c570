"""How all states stand together, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from visavis.records import BoundState, Contingency, Estimate, System, TwoFronts
from visavis.showing.wording import actor_name, days_words, plain, signed

_INDENT = (0, 0, 0, 2)
_MOST = 12
_MOST_NAMES = 60


def show_system(out: Console, found: System) -> None:
    """Print a system: how far from balance, its factions, triads, expected ties, contingencies."""
    out.print(Text(heading(found), style="bold"))
    for line in measure_lines(found):
        out.print(Padding(Text(line), _INDENT))
    for name, lines in sections(found):
        _section(out, name, lines)
    for case in found.contingencies:
        _show_contingency(out, case)
    for fronts in found.two_fronts:
        _show_fronts(out, fronts)
    for note in found.notes:
        out.print(Padding(Text(f"– {plain(note)}", style="dim"), _INDENT))


def heading(found: System) -> str:
    """Return how many states and ties there are, and when."""
    day = f" as of {days_words([found.as_of])}" if found.as_of else ""
    ties = f"{len(found.edges)} tie{'s' if len(found.edges) != 1 else ''}"
    return f"{len(found.nodes)} states, {ties}{day}"


def measure_lines(found: System) -> list[str]:
    """Return the measures of balance in words."""
    strain, weak = found.frustration, found.weak_balance
    census = ", ".join(f"{kind} {number}" for kind, number in found.triangles.items()) or "not counted"
    balance = "none" if found.triangle_balance is None else f"{found.triangle_balance:.1%} balanced"
    walks = "" if found.walk_balance is None else f"; walk balance {found.walk_balance:.3f}"
    return [
        _bounds("Frustration", strain.lower, strain.upper),
        _bounds("With any number of blocs", weak.lower, weak.upper),
        f"Triangles: {census}; {balance}{walks}",
        *drawn_lines(found),
    ]


def sections(found: System) -> list[tuple[str, list[str]]]:
    """Return what follows from a system, in words: headings, each with its lines; empty ones left out."""
    weak = found.weak_balance
    stable = found.bloc_stability or (None,) * len(weak.blocs)
    blocs = [
        f"{_names(bloc)}{'' if sure is None else f'  (stay together in {sure:.0%} of draws)'}"
        for bloc, sure in zip(weak.blocs, stable, strict=True)
        if len(bloc) > 1
    ]
    against = [
        f"{_names(x.together)} against {_names([x.against])}: {x.probability:.0%}" for x in found.alignments
    ]
    torn = [f"{_names(t.states)} ({t.signs}): {t.probability:.0%}" for t in found.triads if not t.balanced]
    expected = [
        f"{_names((e.a, e.b))}: {'friends' if e.positive > 0.5 else 'in conflict'} "
        f"({max(e.positive, 1 - e.positive):.0%}, through {_names(e.through)})"
        + (f", despite the {e.despite}" if e.despite else "")
        for e in found.expected
    ]
    all_of_them = [
        ("Factions", [_names(group) for group in found.frustration.factions]),
        ("Blocs", blocs),
        ("Between blocs", between_lines(found)),
        ("If one tie turned, what would ease most", relief_lines(found)),
        ("Stand together against a third", against),
        ("Unbalanced triads", torn),
        ("Not recorded, but to be expected if triads were balanced", expected),
        ("Whether such expectations came true before", rule_lines(found)),
        ("Over time, as known then", course_lines(found)),
    ]
    return [(name, lines) for name, lines in all_of_them if lines]


def drawn_lines(found: System) -> list[str]:
    """Return in words what the measures are when ties are drawn from what is known of them."""
    drawn = found.drawn
    if drawn is None:
        return []
    named = (
        ("frustration", drawn.frustration),
        ("triangle balance", drawn.triangle_balance),
        ("walk balance", drawn.walk_balance),
    )
    said = [f"{name} {e.mean:.2f} ({e.low:.2f} to {e.high:.2f})" for name, e in named if e is not None]
    return [f"With ties drawn from their posteriors, {drawn.draws} times, 90%: {', '.join(said)}"]


def between_lines(found: System) -> list[str]:
    """Return in words who stands between two blocs."""
    blocs = found.weak_balance.blocs
    return [
        f"{actor_name(one.state)}: with {_names([x for x in blocs[one.other] if x != one.state])} in "
        f"{one.with_other:.0%} of draws"
        + (f", with its own bloc in {one.with_own:.0%}" if len(blocs[one.own]) > 1 else "")
        for one in found.between
    ]


def relief_lines(found: System) -> list[str]:
    """Return in words which ties would ease most if they turned."""
    return [
        f"{_names((one.a, one.b))} ({signed(one.weight)}): frustration falls by {one.frustration:.2f}, "
        f"{one.triangles} more balanced triangle{'s' if abs(one.triangles) != 1 else ''}"
        for one in found.relief
    ]


def rule_lines(found: System) -> list[str]:
    """Return in words how Heider's sayings fared on earlier periods."""
    return [
        f"{rule.name[:1].upper()}{rule.name[1:]}: {rule.holds:.3g} of {rule.holds + rule.fails:.3g}; the "
        f"odds of that sign times {_times(rule.odds)}"
        + (f"; of ties that turned, {_times(rule.turned)}" if rule.turned else "")
        for rule in found.rules
    ]


def course_lines(found: System) -> list[str]:
    """Return in words how the measures moved."""
    return [
        f"{days_words([point.day])}: {_many(point.states, 'state')}, {_many(point.ties, 'tie')}, of which "
        f"{point.positive} cooperative; frustration {_range(*point.frustration)}, "
        f"{_part('triangle balance', point.triangle_balance, 'no triangle')}, "
        f"{_part('walk balance', point.walk_balance, 'no closed walk')}"
        for point in reversed(found.course)
    ]


def _times(odds: Estimate) -> str:
    return f"{odds.mean:.2g} ({odds.low:.2g} to {odds.high:.2g})"


def _range(low: float, high: float) -> str:
    return f"{high:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


def _part(name: str, value: float | None, otherwise: str) -> str:
    return otherwise if value is None else f"{name} {value:.2f}"


def _many(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else one + 's'}"


def _bounds(name: str, lower: float, upper: float) -> str:
    if lower == upper:
        return f"{name}: {upper:.4g}, proved"
    return f"{name}: between {lower:.4g} and {upper:.4g}; not proved in the time"


def _names(codes: Sequence[str]) -> str:
    """Return names in alphabetical order; of very many the first."""
    more = f" and {len(codes) - _MOST_NAMES} more" if len(codes) > _MOST_NAMES else ""
    return ", ".join(sorted(actor_name(code) for code in codes)[:_MOST_NAMES]) + more


def _section(out: Console, name: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    out.print(Text(name, style="underline"))
    for line in lines[:_MOST]:
        out.print(Padding(Text(plain(line)), _INDENT))
    if len(lines) > _MOST:
        out.print(Padding(Text(f"and {len(lines) - _MOST} more", style="dim"), _INDENT))


def _show_contingency(out: Console, case: Contingency) -> None:
    head, lines = contingency_lines(case)
    out.print(Text(head, style="bold"))
    for line, when in lines:
        out.print(Padding(Text(plain(line)), _INDENT))
        if when:
            out.print(Padding(Text(plain(when), style="dim"), (0, 0, 0, 4)))


def contingency_lines(case: Contingency) -> tuple[str, list[tuple[str, str]]]:
    """Return a contingency in words: its heading, and its lines, each with the condition it hangs on."""
    attacker, attacked = actor_name(case.attacker), actor_name(case.attacked)
    texts: dict[tuple[str, str, str], list[BoundState]] = {}
    aligned: dict[str, list[str]] = {}
    for one in case.bound:
        if one.because == "obligation":
            texts.setdefault((one.side, one.kind, one.bond or ""), []).append(one)
        else:
            aligned.setdefault(one.side, []).append(f"{actor_name(one.state)} {one.probability or 0:.0%}")
    lines = []
    for (side, kind, bond), states in texts.items():
        article = f" ({article_words(states[0].article)})" if states[0].article else ""
        line = f"{called_words(side, kind)} by the {bond}{article}: {_names([s.state for s in states])}"
        lines.append((line, f"when: {states[0].trigger}" if states[0].trigger else ""))
    lines += [
        (f"Aligned with {actor_name(side)} by relations: {', '.join(names)}", "")
        for side, names in aligned.items()
    ]
    lines += [(f"It would break: {name}", "") for name in case.breaks]
    if case.torn:
        lines.append((f"Called on both sides: {_names(case.torn)}", ""))
    if not case.bound:
        lines.append(("No text in the registry and no relation calls on anybody", ""))
    return f"If {attacker} attacked {attacked} (no forecast; what texts and relations say)", lines


def article_words(where: str) -> str:
    """Return where in a text an obligation stands: ``Article 5``, ``sections 2 and 3``."""
    return f"Article {where}" if where[:1].isdigit() else where


def called_words(side: str, kind: str) -> str:
    """Return what those who are called on are bound to, in words.

    Args:
        side: the code of the state that they would stand with, or ``neutral``.
        kind: what binds them, as in ``BoundState.kind``.
    """
    if side == "neutral":
        return "Bound to stay neutral"
    name = actor_name(side)
    return {
        "consultation": f"Bound to consult on {name}",
        "assurance": f"Not bound to defend {name}, but assurances given",
        "offense": f"Bound to join {name}",
    }.get(kind, f"Bound to defend {name}")


def _show_fronts(out: Console, fronts: TwoFronts) -> None:
    head, lines = front_lines(fronts)
    out.print(Text(head, style="bold"))
    for line in lines:
        out.print(Padding(Text(line), _INDENT))


def front_lines(fronts: TwoFronts) -> tuple[str, list[str]]:
    """Return two contingencies at once in words: the heading, and who is called on in both."""
    first, second = (f"{actor_name(a)} on {actor_name(b)}" for a, b in (fronts.first, fronts.second))
    lines = [
        f"{actor_name(state)}: with {actor_name(one)} and with {actor_name(other)}"
        for state, one, other in fronts.both
    ]
    return f"Both at once: {first}, and {second}", lines or ["nobody is called on in both"]


def worst_ties(found: System) -> list[tuple[str, str, float]]:
    """Return the ties that go against the best split, with their weights, the strongest first."""
    weights = {(e.a, e.b): e.weight for e in found.edges}
    ranked = sorted(found.frustration.strained, key=lambda pair: (-abs(weights[pair]), pair))
    return [(*pair, weights[pair]) for pair in ranked[:20]]
