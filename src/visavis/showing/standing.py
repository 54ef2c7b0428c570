"""How two states stand to each other, for the terminal and as JSON: every figure with its happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from visavis.records import Frozen, Record, Relation, Report, Story
from visavis.relations.table import Table
from visavis.showing.lookup import Lookup
from visavis.showing.pairs import figures, ramp, verdict
from visavis.showing.wording import actor_name, days_words, outlet_words, plain, plain_piece, short, signed

_MOST = 8
_INDENT = (0, 0, 0, 2)
_FEW_REPORTS = 2


class Told(Frozen, frozen=True):
    """One article's sentence; ``text[start:end]`` of the article are the words that tell it."""

    ref: str
    outlet: str
    start: int
    end: int
    sentence: str


class Evidence(Frozen, frozen=True):
    """A happening of a pair: how it moved the last balance (None: not weighed), and where it is told."""

    id: str
    date: str
    actor: str
    recipient: str
    type: str
    sign: int
    domain: str
    effect: float | None
    source: str
    told: tuple[Told, ...]


class Label(Frozen, frozen=True):
    """What the relation is called, and by whom."""

    label: str
    holder: str
    negated: bool
    told: Told


class Standing(Frozen, frozen=True):
    """A relation with all that it rests on."""

    relation: Relation
    happenings: tuple[Evidence, ...]
    labels: tuple[Label, ...] = ()


def standing_of(
    relation: Relation, table: Table, records: Sequence[Record] = (), stories: Sequence[Story] = ()
) -> Standing:
    """Return a relation with its happenings and with what it is called.

    Args:
        relation: the relation.
        table: the table that it was made from.
        records: the articles, where there are any.
        stories: what belongs together among them.
    """
    pair = (relation.a, relation.b)
    look = Lookup(records)
    reports = {h.id: h.reports for story in stories for h in story.happenings}
    effects = {m.happening: m.effect for m in relation.moved}
    rows = [
        row
        for row in table.rows
        if row.pair == pair
        and relation.domain in ("all", row.domain)
        and row.day.isoformat() <= (relation.as_of or "9999")
    ]
    happenings = tuple(
        Evidence(
            row.happening,
            row.day.isoformat(),
            row.actor,
            row.recipient,
            row.kind,
            row.sign,
            row.domain,
            effects.get(row.happening),
            row.source,
            _tellings(look, reports.get(row.happening, ())),
        )
        for row in rows
    )
    return Standing(relation, happenings, tuple(_labels(pair, records)))


def _tellings(look: Lookup, reports: Iterable[Report]) -> tuple[Told, ...]:
    """Return each sentence once: one sentence of an article may tell a thing twice."""
    told = [_told(look, r.ref, r.event) for r in reports if (r.ref, r.event) in look.events]
    first = {(one.ref, one.sentence): one for one in reversed(told)}
    return tuple(one for one in told if first[one.ref, one.sentence] is one)


def _told(look: Lookup, ref: str, event_id: str) -> Told:
    event, record = look.events[ref, event_id], look.records[ref]
    sentence = record.text[event.sentence.start : event.sentence.end]
    return Told(ref, outlet_words(record), event.trigger.start, event.trigger.end, sentence)


def _labels(pair: tuple[str, str], records: Iterable[Record]) -> Iterable[Label]:
    for record in records:
        for claim in record.claims:
            if set(claim.about) == set(pair) and claim.kind == "status":
                sentence = record.text[claim.sentence.start : claim.sentence.end]
                told = Told(record.ref, outlet_words(record), claim.start, claim.end, sentence)
                holder = told.outlet if claim.holder == "outlet" else claim.holder
                yield Label(claim.label, holder, claim.negated, told)


# ---------------------------------------------------------------- for reading


def show_standing(out: Console, found: Standing) -> None:
    """Print a relation, what moved it, what binds the two and what it is called."""
    relation = found.relation
    names = {code: actor_name(code) for code in (relation.a, relation.b)}
    domain = "" if relation.domain == "all" else f", {relation.domain} only"
    out.print(Text(f"{names[relation.a]} and {names[relation.b]}{domain}", style="bold"))
    for line in _lines(relation, names):
        out.print(Padding(Text(line), _INDENT))
    weighed = {e.id: e for e in found.happenings if e.effect}
    ranked = [weighed[m.happening] for m in relation.moved if m.happening in weighed]
    _section(out, "Spoke for cooperation", [e for e in ranked if (e.effect or 0) > 0], names)
    _section(out, "Spoke for conflict", [e for e in ranked if (e.effect or 0) < 0], names)
    _show_labels(out, found.labels)
    for note in relation.notes:
        out.print(Padding(Text(f"– {plain(note)}", style="dim"), _INDENT))


def _lines(relation: Relation, names: Mapping[str, str]) -> Iterable[str]:
    count = f"{relation.happenings} happening{'s' if relation.happenings != 1 else ''}"
    earlier = f", {relation.earlier} of them too long ago to weigh" if relation.earlier else ""
    undated = f", {relation.undated} more without a date" if relation.undated else ""
    day = days_words([relation.as_of] if relation.as_of else [])
    yield f"As of {day}: {verdict(relation)}."
    unknown = " to ".join(signed(x) for x in (relation.baseline.low, relation.baseline.high))
    yield (
        f"Balance {figures(relation)}, 90% interval, from {count}{earlier}{undated}; −1 is all conflict, "
        f"+1 all cooperation. With nothing known the interval would be {unknown}."
    )
    compared = ramp(relation)
    if compared:
        yield f"{compared} By {relation.period}."
    if relation.ramp:
        yield (
            f"Probability of a rise over the last {relation.ramp.periods} {relation.period}s against those "
            f"before: balance {relation.ramp.balance:.0%}, intensity {relation.ramp.intensity:.0%}."
        )
    first, second = relation.initiated
    if first + second:
        yield f"Who acts on whom: {names[relation.a]} {first}, {names[relation.b]} {second} times."
    for turn in relation.turns:
        change = f"from {signed(turn.before)} to {signed(turn.after)}"
        yield f"Turning point {turn.start}: {change}, with probability {turn.probability:.0%}."
    for bond in relation.bonds:
        kinds = ", ".join(bond.kinds) or "no military obligation"
        yield f"Between them stands: {bond.name}, since {bond.since or 'an unknown day'} ({kinds})."
    if not any("defense" in bond.kinds for bond in relation.bonds):
        yield "No text in the registry binds them to defend each other."


def _section(out: Console, name: str, items: Sequence[Evidence], names: Mapping[str, str]) -> None:
    if not items:
        return
    out.print(Text(f"{name} ({len(items)})", style="underline"))
    for item in items[:_MOST]:
        head = Text(item.date, style="cyan")
        head.append(f"  {names[item.actor]} – {names[item.recipient]}: {item.type}", style="bold not cyan")
        head.append(f"  {signed(item.effect or 0)}", style="dim not cyan")
        head.append(f"  {item.source}" if item.source else "", style="dim not cyan")
        out.print(Padding(head, _INDENT))
        for told in item.told[:_FEW_REPORTS]:
            out.print(Padding(_quoted(told), (0, 0, 0, 4)))
    if len(items) > _MOST:
        out.print(Padding(Text(f"and {len(items) - _MOST} more", style="dim"), _INDENT))


def _quoted(told: Told) -> Text:
    line = Text(plain_piece(short(told.sentence, 300)))
    line.append(f"  {told.outlet}", style="italic")
    return line


def _show_labels(out: Console, labels: Sequence[Label]) -> None:
    by_words: dict[str, dict[str, None]] = {}
    for label in labels:
        words = f"{'not ' if label.negated else ''}{short(label.label)}"
        outlet = label.told.outlet
        holder = outlet if label.holder == outlet else f"{short(label.holder)} ({outlet})"
        by_words.setdefault(words, {})[holder] = None
    if by_words:
        out.print(Text(f"What it is called ({len(by_words)})", style="underline"))
    for words, holders in sorted(by_words.items(), key=lambda item: (-len(item[1]), item[0])):
        out.print(Padding(Text(f"{words} – {'; '.join(holders)}"), _INDENT))
