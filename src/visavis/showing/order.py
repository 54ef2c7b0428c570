"""How all states stand together, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from visavis.records import BoundState, Contingency, System, TwoFronts
from visavis.showing.wording import actor_name, days_words, plain, signed

_INDENT = (0, 0, 0, 2)
_MOST = 12


def show_system(out: Console, found: System) -> None:
    """Print a system: how far from balance, its factions, triads, expected ties, contingencies."""
    day = f" as of {days_words([found.as_of])}" if found.as_of else ""
    out.print(Text(f"{len(found.nodes)} states, {len(found.edges)} ties{day}", style="bold"))
    strain = found.frustration
    out.print(Padding(Text(_bounds("Frustration", strain.lower, strain.upper)), _INDENT))
    weak = found.weak_balance
    out.print(Padding(Text(_bounds("With any number of blocs", weak.lower, weak.upper)), _INDENT))
    census = ", ".join(f"{kind} {number}" for kind, number in found.triangles.items())
    balance = "none" if found.triangle_balance is None else f"{found.triangle_balance:.1%} balanced"
    walks = "" if found.walk_balance is None else f"; walk balance {found.walk_balance:.3f}"
    out.print(Padding(Text(f"Triangles: {census}; {balance}{walks}"), _INDENT))
    _section(out, "Factions", [_names(group) for group in strain.factions])
    stable = found.bloc_stability or (None,) * len(weak.blocs)
    blocs = [
        f"{_names(bloc)}{'' if sure is None else f'  (stay together in {sure:.0%} of draws)'}"
        for bloc, sure in zip(weak.blocs, stable, strict=True)
        if len(bloc) > 1
    ]
    _section(out, "Blocs", blocs)
    weights = {(e.a, e.b): e.weight for e in found.edges}
    worst = sorted(strain.strained, key=lambda pair: (-abs(weights[pair]), pair))
    _section(
        out,
        "Ties under strain; if one turned, the frustration would fall by its weight",
        [f"{_names(pair)}: {signed(weights[pair])}" for pair in worst],
    )
    _section(
        out,
        "Stand together against a third",
        [
            f"{_names(x.together)} against {_names([x.against])}: {x.probability:.0%}"
            for x in found.alignments
        ],
    )
    _section(
        out,
        "Unbalanced triads",
        [f"{_names(t.states)} ({t.signs}): {t.probability:.0%}" for t in found.triads if not t.balanced],
    )
    _section(
        out,
        "Not recorded, but to be expected if triads were balanced",
        [
            f"{_names((e.a, e.b))}: {'friends' if e.positive > 0.5 else 'in conflict'} "
            f"({max(e.positive, 1 - e.positive):.0%}, through {_names(e.through)})"
            + (f", despite the {e.despite}" if e.despite else "")
            for e in found.expected
        ],
    )
    for case in found.contingencies:
        _show_contingency(out, case)
    for fronts in found.two_fronts:
        _show_fronts(out, fronts)
    for note in found.notes:
        out.print(Padding(Text(f"– {plain(note)}", style="dim"), _INDENT))


def _bounds(name: str, lower: float, upper: float) -> str:
    if lower == upper:
        return f"{name}: {upper:.4g}, proved"
    return f"{name}: between {lower:.4g} and {upper:.4g}; not proved in the time"


def _names(codes: Sequence[str]) -> str:
    return ", ".join(sorted(actor_name(code) for code in codes))


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
        article = f" ({_article(states[0].article)})" if states[0].article else ""
        line = f"{_called(side, kind)} by the {bond}{article}: {_names([s.state for s in states])}"
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


def _article(where: str) -> str:
    return f"Article {where}" if where[:1].isdigit() else where


def _called(side: str, kind: str) -> str:
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
