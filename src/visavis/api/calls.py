"""The commands as functions: articles in whatever form go in, typed records come out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Unpack, cast

from visavis.api.materials import How, Material, gather, listed, options_of, read_pairs
from visavis.api.suppositions import Attack, Edges, edges_of, suppose
from visavis.asking.answer import answer
from visavis.asking.material import Material as Asked
from visavis.errors import InputError, OutputError, TableError
from visavis.exchange.comparison import Comparison
from visavis.exchange.comparison import compare as compared
from visavis.exchange.export import Format, write_export
from visavis.exchange.files import opened
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Supply, from_memory, from_store
from visavis.pipeline import Outcome
from visavis.records import Answer, Article, Domain, PeriodLength, Record, Story, System, Unread
from visavis.relations.capabilities import Capabilities, read_capabilities
from visavis.relations.eventfiles import read_events, state_code
from visavis.relations.grid import Weights
from visavis.relations.history import history
from visavis.relations.relation import in_domains, relations
from visavis.relations.table import Table, from_happenings, from_stories
from visavis.showing.brief import brief_page
from visavis.showing.output import written
from visavis.showing.standing import Standing, standing_of
from visavis.sources.given import Source
from visavis.store.store import Store
from visavis.systems.budget import Budget
from visavis.systems.network import from_edges
from visavis.systems.network import system as system_of
from visavis.systems.suppose import FIRST, Tie

__all__ = ["ask", "brief", "code", "compare", "export", "gather", "read", "relation", "stories", "system"]


def read(material: Material, **how: Unpack[How]) -> tuple[Record, ...]:
    """Read articles one by one, as ``visavis read`` does.

    Args:
        material: paths, folders, patterns, texts or dicts, one or many.
        **how: see ``visavis.api.materials.How``.

    Returns:
        A record for each article, in order: its events, statements, figures, agreements, with their spans.

    Raises:
        InputError: something could not be read, and there is no list ``unread`` to say so in.
    """
    options = options_of(how)
    if isinstance(material, Outcome | Store):
        return gather(material).records
    items = listed(material)
    if isinstance(items[0], Record):
        return tuple(cast("list[Record]", items))
    return tuple(record for _, record in read_pairs(cast("list[Source]", items), how, options))


def code(
    article: str | Mapping[str, Any] | Article, *, title: str | None = None, outlet: str | None = None,
    **how: Unpack[How],
) -> Record:  # fmt: skip
    """Read one article that is at hand as a text.

    Args:
        article: its text (whatever the string is, it is never taken for a path), or a dict with ``text`` and
            what else is known, or an article.
        title: its title, when it is a text.
        outlet: who printed it, when it is a text.
        **how: see ``visavis.api.materials.How``; ``published`` matters most.

    Returns:
        Its record.

    Raises:
        InputError: the text is empty or too long.
    """
    source: Source = article if not isinstance(article, str) else {
        "text": article, "title": title, "outlet": outlet}  # fmt: skip
    found = read([source], **how)
    if not found:
        raise InputError("it could not be read", "", "The list unread says why")
    return found[0]


def stories(material: Material, **how: Unpack[How]) -> tuple[Story, ...]:
    """Group articles into stories, as ``visavis stories`` does.

    Args:
        material: articles in any form, records, an outcome or a store.
        **how: see ``visavis.api.materials.How``.

    Returns:
        Stories with their happenings, echoes and differences, the earliest first.

    Raises:
        InputError: something could not be read, and there is no list ``unread`` to say so in.
    """
    return gather(material, **how).stories


def brief(
    material: Material, *, output: str | os.PathLike[str] | None = None, title: str = "News brief",
    **how: Unpack[How],
) -> str:  # fmt: skip
    """Make one page of many articles, as ``visavis brief`` does.

    Args:
        material: articles in any form, records, an outcome or a store.
        output: a file that the page is also written to.
        title: headline of the page.
        **how: see ``visavis.api.materials.How``.

    Returns:
        The page as HTML; it needs no network.

    Raises:
        InputError: something could not be read, and there is no list ``unread`` to say so in.
        OutputError: the file cannot be written.
    """
    found = gather(material, **how)
    page = brief_page(found.records, found.stories, found.unread, title=title)
    if output is not None:
        try:
            Path(output).write_text(page, encoding="utf-8")
        except OSError as error:
            raise OutputError(
                error.strerror or "cannot be written", str(output), "Check the folder"
            ) from error
    return page


def relation(
    a: str, b: str, material: Material | None = None, *, events: str | os.PathLike[str] | None = None,
    as_of: str | date | None = None, domain: Domain = "all", period: PeriodLength | None = None,
    weights: Weights = "count", capabilities: str | os.PathLike[str] | None = None, **how: Unpack[How],
) -> Standing:  # fmt: skip
    """Tell how two states stand to each other, as ``visavis relation`` does.

    Args:
        a: a state, by its code (``"CHN"``) or its name.
        b: another.
        material: articles in any form, records, an outcome or a store.
        events: instead, a table of events (date, actor, recipient, type), or a file of GDELT, ICEWS, POLECAT.
        as_of: the last day looked at, ISO 8601 or a date; the pair's last happening by default.
        domain: ``all``, ``diplomatic``, ``military``, ``economic`` or ``informational``.
        period: length of a period: ``day``, ``week`` or ``month``; chosen from the material by default.
        weights: ``count`` weighs all happenings alike, ``score`` by the size of their PLOVER score.
        capabilities: a table of what states have: ``state``, ``year`` and columns of numbers, as ``cinc``.
        **how: see ``visavis.api.materials.How``.

    Returns:
        ``relation`` (balance from -1 to +1 with its 90% interval, ramp, series, turning points, bonds), the
        ``happenings`` behind it with their sentences, the ``labels`` that texts give it, the relation by
        ``domains``, ``figures`` of the two, and what the table of ``capabilities`` says.

    Raises:
        InputError: something could not be read; or ``as_of`` is no date.
        TableError: a state is unknown, the table breaks its contract, or nothing of the two was found.
    """
    pair = _pair(a, b)
    table, found = _table(material, events, how)
    day = _day(as_of)
    held = _capabilities(capabilities)
    known = relations(table, as_of=day, domain=domain, period=period, only={pair}, weights=weights)
    if not known:
        raise TableError(
            f"no happening of {pair[0]} and {pair[1]} was found",
            "relation",
            "Give more articles or another day",
        )
    records, merged = (found.records, found.stories) if found else ((), ())
    parts = in_domains(table, pair, as_of=day, period=period, weights=weights) if domain == "all" else ()
    compared = held.compare(*pair, day) if held else ()
    return standing_of(known[0], table, records, merged, domains=parts, capabilities=compared)


def _capabilities(path: str | os.PathLike[str] | None) -> Capabilities | None:
    if path is None:
        return None
    try:
        with Path(path).open(encoding="utf-8", newline="") as lines:
            return read_capabilities(lines, Path(path).name)
    except OSError as error:
        raise TableError(error.strerror or "cannot be read", str(path), "Check the path") from error


def system(
    material: Material | None = None, *, events: str | os.PathLike[str] | None = None,
    edges: Edges | None = None, as_of: str | date | None = None, domain: Domain = "all",
    period: PeriodLength | None = None, change: Sequence[Tie] = (), if_: Sequence[Attack] = (),
    seconds: float = 20.0, **how: Unpack[How],
) -> System:  # fmt: skip
    """Tell how all states stand together, as ``visavis system`` does.

    Args:
        material: articles in any form, records, an outcome or a store.
        events: instead, a table of events, as for ``relation``.
        edges: instead, ties: a table ``a,b,weight``, or tuples of these; the sign is the relation.
        as_of: the last day looked at, ISO 8601 or a date.
        domain: ``all``, ``diplomatic``, ``military``, ``economic`` or ``informational``.
        period: length of a period.
        change: ties to change, add or remove; see ``suppose``.
        if_: attacks to follow; see ``suppose``.
        seconds: time for all of it, without reading; what is not proved then is given as bounds.
        **how: see ``visavis.api.materials.How``.

    Returns:
        Signed ties, factions with the least strain, blocs, triads and alignments; which ties would ease most
        if they turned, whether triads foretold ties before, and how the measures moved.

    Raises:
        InputError: something could not be read; or ``as_of`` is no date.
        TableError: the table breaks its contract.
    """
    day = _day(as_of)
    if edges is not None and (material is not None or events is not None):
        raise InputError("edges stand instead of articles and events", "", "Give one of them")
    table = None if edges is not None else _table(material, events, how)[0]
    budget = Budget(seconds)
    share = FIRST if change else 1.0
    if edges is not None:
        options_of(how)
        when = day.isoformat() if day else None
        found = from_edges(edges_of(edges), as_of=when, seconds=budget.left * share)
    else:
        known = relations(cast("Table", table), as_of=day, domain=domain, period=period, details=False)
        course = history(cast("Table", table), as_of=day, domain=domain, period=period)
        found = system_of(known, seconds=budget.left * share, course=course)
    return suppose(found, change=change, if_=if_, seconds=budget.left)


def ask(question: str, material: Material, *, as_of: str | date | None = None, **how: Unpack[How]) -> Answer:
    """Answer a question from articles, as ``visavis ask`` does.

    Args:
        question: in plain English, as "Are China and Russia allies?".
        material: articles in any form, records, an outcome or a store.
        as_of: the last day looked at, ISO 8601 or a date.
        **how: see ``visavis.api.materials.How``.

    Returns:
        The answer in ``parts`` of cited lines, its ``verdict`` and ``status``; of a question of no known kind
        the status is ``out of reach``, and ``can_ask`` names questions that can be asked.

    Raises:
        InputError: something could not be read; or ``as_of`` is no date.
    """
    found = gather(material, **how)
    return answer(question, Asked(found.records, found.stories, as_of=_day(as_of)))


def export(
    material: Material, format: Format, output: str | os.PathLike[str], *, table: str | None = None,
    **how: Unpack[How],
) -> Losses:  # fmt: skip
    """Write events in a format of others, as ``visavis export`` does; a store is never held in memory.

    Args:
        material: articles in any form, records, an outcome or a store.
        format: ``plover-json``, ``gdelt``, ``icews``, ``polecat``, ``csv``, ``parquet``, ``jsonl`` or
            ``graphml``.
        output: the file.
        table: of csv, parquet and jsonl: which table; events by default.
        **how: see ``visavis.api.materials.How``.

    Returns:
        What the file leaves out: ``always``, because of the format, and ``counted`` in this case; ``told()``
        says it in words.

    Raises:
        InputError: something could not be read, and there is no list ``unread`` to say so in.
        OutputError: the file cannot be written.
        TableError: there is no such format or table.
    """
    with written(os.fspath(output)) as file:
        return write_export(_supply(material, how), file, format, table)


def compare(events: str | os.PathLike[str], material: Material, **how: Unpack[How]) -> Comparison:
    """Set a table of GDELT, ICEWS or POLECAT beside one's own coding, as ``visavis import`` does.

    Args:
        events: the file, plain or packed.
        material: articles in any form, records, an outcome or a store.
        **how: see ``visavis.api.materials.How``.

    Returns:
        The shares of each side that the other has, and every item of each with what matches it.

    Raises:
        InputError: the file or an article could not be read.
        TableError: it is no table of events.
    """
    path = Path(events)
    unread: list[Unread] = []
    with opened(path) as lines:
        theirs = read_events(lines, path.name, unread=unread)
    return compared(from_happenings(_supply(material, how).happenings()), theirs, path.name, unread)


def _supply(material: Material, how: How) -> Supply:
    if isinstance(material, Store):
        return from_store(material)
    found = gather(material, **how)
    return from_memory(found.records, found.stories)


def _table(
    material: Material | None, events: str | os.PathLike[str] | None, how: How
) -> tuple[Table, Outcome | None]:
    if (material is None) == (events is None):
        raise InputError("articles and events stand for each other", "", "Give one of the two")
    if material is not None:
        found = gather(material, **how)
        return from_stories(found.stories), found
    options_of(how)
    path = Path(cast("str", events))
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            return read_events(lines, path.name), None
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", str(path), "Check the path") from error


def _pair(a: str, b: str) -> tuple[str, str]:
    codes = [state_code(word) for word in (a, b)]
    for word, found in zip((a, b), codes, strict=True):
        if found is None:
            raise TableError(f"unknown state {word!r}", "relation", "Give a code as CHN, or a name")
    first, second = sorted(str(found) for found in codes)
    if first == second:
        raise TableError(f"{first} twice", "relation", "Name two different states")
    return first, second


def _day(day: str | date | None) -> date | None:
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"{day!r} is no date", "as_of", "Write it as 2021-12-16") from error
