"""How two states stand to each other, for the terminal and as JSON: every figure with its happenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from visavis.records import Capability, Frozen, InDomain, Record, Relation, Report, Story
from visavis.relations.table import Table
from visavis.showing.lookup import Lookup
from visavis.showing.pairs import figures, ramp, verdict
from visavis.showing.wording import (
    actor_name,
    days_words,
    outlet_words,
    plain,
    plain_piece,
    short,
    signed,
    whose,
)

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
    """A happening of a pair: how it moved the last balance (None: not weighed), and where it is told.

    ``ramp`` is by how much it moved the probability that the balance has risen.
    """

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
    ramp: float | None = None


class Label(Frozen, frozen=True):
    """What the relation is called, and by whom."""

    label: str
    holder: str
    negated: bool
    told: Told


class Measured(Frozen, frozen=True):
    """A figure about the two, or of one of them beside the other, and whose word it is."""

    about: tuple[str, ...]
    value: float
    unit: str | None
    what: str | None
    text: str
    holder: str
    told: Told


class Standing(Frozen, frozen=True):
    """A relation with all that it rests on.

    ``domains`` is the same relation by domain; ``figures`` are what texts say the two have and exchange, and
    ``capabilities`` what a table that the user gave says.
    """

    relation: Relation
    happenings: tuple[Evidence, ...]
    labels: tuple[Label, ...] = ()
    domains: tuple[InDomain, ...] = ()
    figures: tuple[Measured, ...] = ()
    capabilities: tuple[Capability, ...] = ()


def standing_of(
    relation: Relation,
    table: Table,
    records: Sequence[Record] = (),
    stories: Sequence[Story] = (),
    *,
    domains: tuple[InDomain, ...] = (),
    capabilities: tuple[Capability, ...] = (),
) -> Standing:
    """Return a relation with its happenings, with what it is called, and with figures of the two.

    Args:
        relation: the relation.
        table: the table that it was made from.
        records: the articles, where there are any.
        stories: what belongs together among them.
        domains: the relation by domain.
        capabilities: what a table says of the two.
    """
    pair = (relation.a, relation.b)
    look = Lookup(records)
    reports = {h.id: h.reports for story in stories for h in story.happenings}
    effects = {m.happening: m for m in relation.moved}
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
            moved.effect if moved else None,
            row.source,
            _tellings(look, reports.get(row.happening, ())),
            moved.ramp if moved else None,
        )
        for row in rows
        for moved in (effects.get(row.happening),)
    )
    labels, figures = tuple(_labels(pair, records)), tuple(_figures(pair, records))
    return Standing(relation, happenings, labels, domains, figures, capabilities)


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
                holder = whose(claim.holder, told.outlet)
                yield Label(claim.label, holder, claim.negated, told)


def _figures(pair: tuple[str, str], records: Iterable[Record]) -> Iterable[Measured]:
    """Yield figures of the two together, and those of one in a sentence that names the other too."""
    for record in records:
        for figure in record.figures:
            span = figure.sentence
            named = {m.actor for m in record.mentions if span.start <= m.start < span.end}
            if not (figure.subject and set(figure.subject) <= set(pair) and set(pair) <= named):
                continue
            told = Told(
                record.ref, outlet_words(record), figure.start, figure.end, record.text[span.start : span.end]
            )
            said = [s for s in record.statements if s.start <= figure.start < s.end and s.speaker]
            speaker = min(said, key=lambda s: s.end - s.start).speaker if said else None
            holder = (speaker.name or speaker.text) if speaker else told.outlet
            yield Measured(figure.subject, figure.value, figure.unit, figure.what, figure.text, holder, told)


# ---------------------------------------------------------------- for reading


def show_standing(out: Console, found: Standing) -> None:
    """Print a relation, what moved it, what binds the two and what it is called."""
    relation = found.relation
    names = {code: actor_name(code) for code in (relation.a, relation.b)}
    domain = "" if relation.domain == "all" else f", {relation.domain} only"
    out.print(Text(f"{names[relation.a]} and {names[relation.b]}{domain}", style="bold"))
    for line in relation_lines(relation, names):
        out.print(Padding(Text(line), _INDENT))
    for line in (*domain_lines(found), *capability_lines(found, names)):
        out.print(Padding(Text(line), _INDENT))
    weighed = {e.id: e for e in found.happenings if e.effect}
    ranked = [weighed[m.happening] for m in relation.moved if m.happening in weighed]
    _section(out, "Spoke for cooperation", [e for e in ranked if (e.effect or 0) > 0], names)
    _section(out, "Spoke for conflict", [e for e in ranked if (e.effect or 0) < 0], names)
    _show_labels(out, found.labels)
    if found.figures:
        out.print(Text(f"Figures of the two ({len(found.figures)})", style="underline"))
    for figure in found.figures[:_MOST]:
        out.print(Padding(Text(plain(figure_line(figure))), _INDENT))
    for note in relation.notes:
        out.print(Padding(Text(f"– {plain(note)}", style="dim"), _INDENT))


def relation_lines(relation: Relation, names: Mapping[str, str], *, bonds: bool = True) -> Iterable[str]:
    """Yield how two stand, in words; with the agreements between them, or without."""
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
        share = relation.initiative
        interval = (
            f" (a share of {share.mean:.0%} for {names[relation.a]}, {share.low:.0%} to {share.high:.0%})"
            if share
            else ""
        )
        acts = [
            f"{names[code]} {n} time{'' if n == 1 else 's'}"
            for code, n in ((relation.a, first), (relation.b, second))
        ]
        yield f"Who acts on whom: {', '.join(acts)}{interval}."
    for turn in relation.turns:
        change = f"from {signed(turn.before)} to {signed(turn.after)}"
        yield f"Turning point {turn.start}: {change}, with probability {turn.probability:.0%}."
    for bond in relation.bonds if bonds else ():
        kinds = ", ".join(bond.kinds) or "no military obligation"
        yield f"Between them stands: {bond.name}, since {bond.since or 'an unknown day'} ({kinds})."
    if not any("defense" in bond.kinds for bond in relation.bonds):
        yield "No text in the registry binds them to defend each other."


def domain_lines(found: Standing) -> list[str]:
    """Return in words how the two stand in each domain."""
    unit = found.relation.period
    return [
        f"{one.domain.capitalize()}: {one.happenings} happening{'s' if one.happenings != 1 else ''}, balance "
        f"{signed(one.balance.mean)} ({signed(one.balance.low)} to {signed(one.balance.high)})"
        + (
            f"; risen over the last {one.ramp.periods} {unit}s with probability {one.ramp.balance:.0%}, more "
            f"of it with {one.ramp.intensity:.0%}"
            if one.ramp
            else ""
        )
        for one in found.domains
    ]


def capability_lines(found: Standing, names: Mapping[str, str]) -> list[str]:
    """Return in words what a table says the two have."""
    a, b = names[found.relation.a], names[found.relation.b]
    return [
        f"{one.measure} in {one.year}: {a} {one.a:.6g}, {b} {one.b:.6g}"
        + (f", {_compared(one.ratio, a, b)}" if one.ratio else "")
        + f" (by {one.source})"
        for one in found.capabilities
    ]


def _compared(ratio: float, a: str, b: str) -> str:
    times = ratio if ratio >= 1 else 1 / ratio
    return f"{a if ratio >= 1 else b} {times:.3g} times as much"


def figure_line(figure: Measured) -> str:
    """Return a figure in words, with its sentence and its holder."""
    of = " and ".join(actor_name(code) for code in figure.about)
    what = f" {short(figure.what)}" if figure.what else ""
    holder = (
        figure.holder
        if figure.holder == figure.told.outlet
        else f"{short(figure.holder)} ({figure.told.outlet})"
    )
    return f"{of}: {figure.text}{what} – {holder}: {short(figure.told.sentence, 200)}"


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
    lines = label_lines(labels)
    if lines:
        out.print(Text(f"What it is called ({len(lines)})", style="underline"))
    for line in lines:
        out.print(Padding(Text(line), _INDENT))


def label_lines(labels: Sequence[Label]) -> list[str]:
    """Return in words what the relation is called and by whom, what most say first."""
    by_words: dict[str, dict[str, None]] = {}
    for label in labels:
        words = f"{'not ' if label.negated else ''}{short(label.label)}"
        outlet = label.told.outlet
        holder = outlet if label.holder == outlet else f"{short(label.holder)} ({outlet})"
        by_words.setdefault(words, {})[holder] = None
    ranked = sorted(by_words.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"{words} – {'; '.join(holders)}" for words, holders in ranked]
