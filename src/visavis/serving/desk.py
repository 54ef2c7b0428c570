"""The desk: the store that is served, and what is reckoned from all of it, once for each state of the store.

Fitting all pairs takes seconds on a large store. It is done in the background, for the store as it was after
some batch; while a newer batch is being reckoned with, pages show what was known before.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from visavis.records import Agreement, Claim, Domain, Relation, System
from visavis.relations.history import history
from visavis.relations.relation import Fitted, fit_pairs
from visavis.relations.table import Table, from_happenings
from visavis.serving.ledger import Ledger, ledger
from visavis.showing.charts import Chart, javascript, network
from visavis.store import catalog, finding
from visavis.store.layout import told
from visavis.store.recent import Recent
from visavis.store.segments import read_records
from visavis.store.store import Store
from visavis.systems.network import Course, system

T = TypeVar("T")
Pair = tuple[str, str]
DOMAINS: tuple[Domain, ...] = ("all", "diplomatic", "military", "economic", "informational")
PATIENCE = 0.2  # seconds that a page waits for what is not reckoned yet
_MOST_WAITING = 12
_MOST_PAIRS = 2_000
_MOST_ANSWERS = 400
_MOST_KEPT = 32
_PROVING = 4.0  # seconds for the measures of the system
_PAST = 12  # periods over which the system's course is told


class NotYet(Exception):
    """Something is being reckoned; a page says so and asks again a little later."""


class Busy(Exception):
    """Too much is being reckoned already."""


@dataclass(frozen=True)
class Reckoned:
    """All pairs of a store up to a day in one domain."""

    fitted: Fitted | None
    relations: tuple[Relation, ...]
    _known: dict[tuple[str, str, bool], Relation | None] = field(default_factory=dict)

    def pair(self, a: str, b: str, *, closely: bool = True) -> Relation | None:
        """Return one pair's relation; ``closely`` with what moved it, its turns and its bonds."""
        if self.fitted is None:
            return None
        asked = (a, b, closely)
        if asked not in self._known:
            if len(self._known) >= _MOST_PAIRS:
                self._known.clear()
            found = self.fitted.relations(only={(a, b)}, closely=closely)
            self._known[asked] = next(iter(found), None)
        return self._known[asked]


@dataclass
class _Slot:
    """One thing that is reckoned: for which batch it is known, and for which it is under way."""

    batch: int = -1
    value: Any = None
    wanted: int = -1
    under_way: Future[Any] | None = None


@dataclass
class Desk:
    """A store to be served.

    Args:
        folder: the store.
        retry: reads what is in quarantine at a place again, and says what came of it; None where nothing
            may be written.
        patience: seconds that a page waits for what is not reckoned yet.
    """

    folder: Path
    retry: Callable[[str], str] | None = None
    patience: float = PATIENCE
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "visavis-reckoning"))
    _slots: OrderedDict[Hashable, _Slot] = field(default_factory=OrderedDict)
    _answers: dict[Hashable, Any] = field(default_factory=dict)
    _recent: Recent = field(default_factory=Recent)
    _asked_of: int = -1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> Store:
        """Return the store, opened anew: each request has its own."""
        return Store(self.folder, self._recent)

    def close(self) -> None:
        """Let go of what is under way."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def warm(self, *rehearsals: Callable[[], None]) -> None:
        """Begin to reckon what most pages ask for.

        Args:
            rehearsals: the first is done after the first of it, the others after all of it.
        """
        with self.open() as store:
            batch = finding.last_batch(store)
        self._begin(("ledger",), batch, self._ledger)
        for domain in DOMAINS:
            self._begin(("pairs", None, domain), batch, partial(self._pairs, batch, None, domain))
            if domain == "all":
                for rehearse in rehearsals[:1]:
                    self._pool.submit(rehearse)
                self._begin(("said",), batch, self._said)
        self._begin(("system", None), batch, lambda: self._system(batch, None))
        self._pool.submit(javascript)
        for rehearse in rehearsals[1:]:
            self._pool.submit(rehearse)

    # ------------------------------------------------------------ what pages ask for

    def pairs(self, store: Store, as_of: date | None = None, domain: Domain = "all") -> Reckoned:
        """Return all pairs, fitted.

        Raises:
            NotYet: they are being reckoned.
        """
        batch = finding.last_batch(store)
        return self._get(("pairs", as_of, domain), batch, lambda: self._pairs(batch, as_of, domain))

    def system(self, store: Store, as_of: date | None = None) -> tuple[System, Chart | None] | None:
        """Return how all states stand together, and the drawing of it; None when nothing happened.

        Raises:
            NotYet: it is being reckoned.
        """
        batch = finding.last_batch(store)
        return self._get(("system", as_of), batch, lambda: self._system(batch, as_of))

    def claims(self, store: Store, a: str, b: str) -> tuple[tuple[str, Claim], ...]:
        """Return what articles (by ref) call the relation of two states.

        Raises:
            NotYet: the claims are being read.
        """
        claims, _, _ = self._get(("said",), finding.last_batch(store), self._said)
        return tuple(claims.get((a, b), ()))

    def agreements(self, store: Store, a: str, b: str) -> tuple[tuple[str, Agreement], ...]:
        """Return the agreements of two states that articles (by ref) speak of.

        Raises:
            NotYet: they are being read.
        """
        _, agreements, _ = self._get(("said",), finding.last_batch(store), self._said)
        return tuple(agreements.get((a, b), ()))

    def figured(self, store: Store, a: str, b: str) -> tuple[str, ...]:
        """Return the articles (by ref) that give figures of two states together.

        Raises:
            NotYet: they are being read.
        """
        _, _, figures = self._get(("said",), finding.last_batch(store), self._said)
        return tuple(figures.get((a, b), ()))

    def ledger(self, store: Store) -> Ledger | None:
        """Return the ledger of all happenings; None while it is being made, and where there are too many."""
        batch = finding.last_batch(store)
        slot = self._begin(("ledger",), batch, self._ledger)
        if slot.batch != batch and slot.under_way is not None:
            with contextlib.suppress(Late):
                slot.under_way.result(self.patience / 4)
        return slot.value if slot.batch == batch else None

    def remembered(self, store: Store, name: Hashable, ask: Callable[[], T]) -> T:
        """Return what is asked of the store, which is asked once for each state of it."""
        batch = finding.last_batch(store)
        with self._lock:
            if batch != self._asked_of or len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
                self._asked_of = batch
            if name in self._answers:
                return self._answers[name]  # type: ignore[no-any-return]
        found = ask()
        with self._lock:
            if batch == self._asked_of:
                self._answers[name] = found
        return found

    def later(self, name: Hashable, batch: int, make: Callable[[], T]) -> T:
        """Return what a view reckons itself.

        Raises:
            NotYet: it is being reckoned.
        """
        return self._get(name, batch, make)

    # ------------------------------------------------------------ how it is reckoned

    def _ledger(self) -> Ledger | None:
        with self.open() as store:
            return ledger(store)

    def _table(self, batch: int) -> Table:
        table: Table = self.now(("table",), batch, self._read_table)
        return table

    def _read_table(self) -> Table:
        with self.open() as store:
            return from_happenings(store.happenings())

    def _pairs(self, batch: int, as_of: date | None, domain: Domain) -> Reckoned:
        fitted = fit_pairs(self._table(batch), as_of=as_of, domain=domain)
        return Reckoned(fitted, fitted.relations(details=False) if fitted else ())

    def _system(self, batch: int, as_of: date | None) -> tuple[System, Chart | None] | None:
        found: Reckoned = self.now(("pairs", as_of, "all"), batch, lambda: self._pairs(batch, as_of, "all"))
        if not found.relations:
            return None
        past: Course = self.now(("past",), batch, lambda: history(self._table(batch), most=_PAST))
        until = as_of.isoformat() if as_of else "9999"
        course = [(day, ties) for day, ties in past if day <= until]
        made = system(found.relations, seconds=_PROVING, course=course)
        return made, network(made) if made.edges else None

    def _said(self) -> tuple[Mapping[Pair, list[Any]], Mapping[Pair, list[Any]], Mapping[Pair, list[str]]]:
        """Return claims, agreements and articles with figures (by ref), by the pair that they are about."""
        with self.open() as store, told(self.folder), catalog.snapshot(store.database):
            live = {row[0] for row in store.database.execute(
                "SELECT record FROM articles WHERE current AND NOT retracted")}  # fmt: skip
            segments = catalog.live_segments(store.database)
            own = [s for s in segments if s.table in ("articles", "claims", "agreements", "figures")]
        claims: dict[Pair, list[tuple[str, Claim]]] = {}
        agreements: dict[Pair, list[tuple[str, Agreement]]] = {}
        figures: dict[Pair, list[str]] = {}
        for key, record in read_records(self.folder, own):
            if key in live:
                for claim in record.claims:
                    _under(claims, claim.about, (record.ref, claim), exactly=True)
                for figure in record.figures:
                    _under(figures, figure.subject, record.ref, exactly=True)
                for agreement in record.agreements:
                    _under(agreements, agreement.parties, (record.ref, agreement), exactly=False)
        return claims, agreements, figures

    # ------------------------------------------------------------ what is kept

    def _get(self, name: Hashable, batch: int, make: Callable[[], T]) -> T:
        slot = self._begin(name, batch, make)
        if slot.batch == batch:
            return slot.value  # type: ignore[no-any-return]
        if slot.under_way is not None:
            try:
                return slot.under_way.result(self.patience)  # type: ignore[no-any-return]
            except Late:
                pass
        if slot.batch >= 0:
            return slot.value  # type: ignore[no-any-return]
        raise NotYet

    def _begin(self, name: Hashable, batch: int, make: Callable[[], Any]) -> _Slot:
        """Have something reckoned for a batch unless it is known or under way."""
        with self._lock:
            slot = self._slots.setdefault(name, _Slot())
            self._slots.move_to_end(name)
            while len(self._slots) > _MOST_KEPT:
                self._slots.popitem(last=False)
            if slot.batch != batch and slot.wanted != batch:
                waiting = sum(s.under_way is not None for s in self._slots.values())
                if waiting >= _MOST_WAITING:
                    raise Busy
                slot.wanted = batch
                slot.under_way = self._pool.submit(self._do, slot, batch, make)
        return slot

    def _do(self, slot: _Slot, batch: int, make: Callable[[], T]) -> T:
        try:
            value = slot.value if slot.batch == batch else make()
        except BaseException:
            with self._lock:
                slot.under_way, slot.wanted = None, -1
            raise
        with self._lock:
            slot.value, slot.batch, slot.under_way = value, batch, None
        return value

    def now(self, name: tuple[object, ...], batch: int, make: Callable[[], T], most: int = 0) -> T:
        """Return something within what is being reckoned, which is one thing at a time; it is kept too.

        Args:
            name: what; its first part is its kind.
            batch: the state of the store.
            make: reckons it.
            most: how many of its kind are kept; 0 for as many as there is room for.
        """
        with self._lock:
            slot = self._slots.setdefault(name, _Slot())
            alike = [key for key in self._slots if isinstance(key, tuple) and key[0] == name[0]]
            for key in alike[: len(alike) - most] if most else ():
                if key != name:
                    del self._slots[key]
        if slot.batch != batch:
            slot.value = make()
            slot.batch = batch
        return slot.value  # type: ignore[no-any-return]


def _under(found: dict[Pair, list[T]], about: Iterable[str], item: T, *, exactly: bool) -> None:
    """Put something under each pair that it is about."""
    codes = sorted(set(about))
    if exactly and len(codes) != 2:
        return
    for n, a in enumerate(codes):
        for b in codes[n + 1 :]:
            found.setdefault((a, b), []).append(item)
