"""A registry of standing agreements: who is bound to what, since when, by which text.

Kinds of obligation are ATOP's (Leeds, Ritter, Mitchell and Long 2002). The registry is small and holds only
what is certain; an agreement that is not in it may exist all the same.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

import msgspec

from visavis.knowledge import load_toml
from visavis.records import Agreement, ObligationKind

FILES = ("alliances", "bilateral", "assurances")
_SIGNING = frozenset({"signed", "concluded"})
_FEW = 5  # parties that a text need not name one by one
_TWO = 2


class Treaty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One standing agreement; the fields are explained at the head of ``data/obligations/alliances.toml``."""

    id: str
    name: str
    parties: list[str]
    obligations: list[ObligationKind]
    source: str
    aliases: list[str]
    yes: list[str]
    no: list[str]
    kind: str = "treaty"
    signed: str | None = None
    in_force: str | None = None
    ended: str | None = None
    article: str | None = None
    trigger: str | None = None
    note: str | None = None
    obliged: list[str] = []
    assured: list[str] = []
    organisations: list[str] = []
    joined: dict[str, str] = {}
    left: dict[str, str] = {}
    covered: list[str] = []
    suspended: list[tuple[str, str, str]] = []

    def ever(self) -> frozenset[str]:
        """Return all who have ever been a party."""
        return frozenset({*self.parties, *self.joined})

    def members(self, date: str | None = None) -> tuple[str, ...]:
        """Return the parties on a day, sorted.

        Args:
            date: an ISO day; None asks for those who are parties as far as the registry knows.
        """
        if not self.holds(date):
            return ()
        return tuple(
            sorted(
                code
                for code in self.ever()
                if _begun(self.joined.get(code), date) and not _over(self.left.get(code), date)
            )
        )

    def holds(self, date: str | None = None) -> bool:
        """Return whether it stands on a day; before its entry into force is known, from its signature on."""
        return _begun(self.in_force or self.signed, date) and not _over(self.ended, date)

    def covers(self, code: str) -> bool:
        """Return whether an attack on a party, or a threat to it, sets its obligations off."""
        return not self.covered or code in self.covered

    def between(self, a: str, b: str, date: str | None = None) -> bool:
        """Return whether it stands between two actors on a day: both are parties, and it is not suspended."""
        lifted = any({a, b} == {*pair} and _begun(since, date) for *pair, since in self.suspended)
        return not lifted and {a, b} <= set(self.members(date))


class RegistryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of ``data/obligations/``."""

    treaty: list[Treaty]


def _begun(start: str | None, date: str | None) -> bool:
    return start is None or date is None or start <= date[: len(start)]


def _over(end: str | None, date: str | None) -> bool:
    """Return whether something that ends on ``end`` (a day, month or year) is over on ``date``."""
    return end is not None and (date is None or date[: len(end)] >= end)


@functools.cache
def registry() -> tuple[Treaty, ...]:
    """Return all agreements of the registry, by id."""
    found = [t for name in FILES for t in load_toml(f"obligations/{name}.toml", RegistryFile).treaty]
    return tuple(sorted(found, key=lambda treaty: treaty.id))


def standing(a: str, b: str, date: str | None = None) -> tuple[Treaty, ...]:
    """Return the agreements that stand between two actors.

    Args:
        a: the code of one (ISO 3166 alpha-3, or an organisation's short name).
        b: the code of the other.
        date: an ISO day; None asks for today as far as the registry knows.
    """
    return tuple(t for t in _of_party().get(a, ()) if t.between(a, b, date))


@functools.cache
def _of_party() -> dict[str, tuple[Treaty, ...]]:
    """Return for each actor the agreements that it has ever been a party to, by id."""
    codes = {code for treaty in registry() for code in treaty.ever()}
    return {code: tuple(t for t in registry() if code in t.ever()) for code in codes}


def binding(code: str, date: str | None = None) -> tuple[Treaty, ...]:
    """Return the agreements with an obligation that bind one actor on a day."""
    return tuple(
        t
        for t in registry()
        if t.obligations and code in t.members(date) and (not t.obliged or code in t.obliged)
    )


def kinds_between(a: str, b: str, date: str | None = None) -> frozenset[ObligationKind]:
    """Return the kinds of obligation that stand between two actors on a day."""
    return frozenset(kind for t in standing(a, b, date) for kind in t.obligations)


# ---------------------------------------------------------------- texts against the registry


@functools.cache
def named() -> re.Pattern[str]:
    """Return what matches any name of the registry in running text; capitals count."""
    names = {alias for t in registry() for alias in (*t.aliases, *t.organisations) if not alias.islower()}
    longest = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n).replace("'", "['’]") for n in longest) + r")(?!\w)"
    )


@functools.cache
def organisations() -> frozenset[str]:
    """Return the names of organisations in the registry; they are agreements only where somebody joins."""
    return frozenset(name for t in registry() for name in t.organisations)


def known_as(name: str, parties: Sequence[str]) -> Treaty | None:
    """Return the agreement of the registry that a text names, None when that is not certain.

    Args:
        name: the words of the text.
        parties: the parties that the text gives; all must belong to the agreement.
    """
    lengths = _lengths(_fold(name))
    best = max(lengths.values())
    fitting = [t for t in registry() if best and lengths[t.id] == best]
    states = {code for code in parties if code not in {"EU", "UN"}}
    open_to_all = [t for t in fitting if states and states <= t.ever() | {t.id.upper()}]
    if len(open_to_all) == 1:
        return open_to_all[0]
    if (
        not open_to_all
        and len(fitting) == 1
        and (len(states) < _TWO or len(states & fitting[0].ever()) >= _TWO)
    ):
        return fitting[0]
    exact = [t for t in open_to_all if states == t.ever()]
    standing_now = [t for t in exact if t.ended is None]
    return next(iter(standing_now or exact), None)


def signed_on(parties: Sequence[str], start: str | None, end: str | None) -> Treaty | None:
    """Return the one agreement that exactly these parties signed between two days (of one year at most)."""
    if start is None or end is None or start[:4] != end[:4]:
        return None
    fitting = [
        t
        for t in registry()
        if t.signed and start[:10] <= t.signed <= end[:10] and set(parties) == set(t.parties)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fold(name: str) -> str:
    return " ".join(re.sub(r"[\s\-–’']+", " ", name.lower()).split())


@functools.cache
def _folded() -> dict[str, tuple[str, ...]]:
    """Return the names of each treaty, folded, by its id."""
    return {t.id: tuple(_fold(name) for name in (*t.aliases, *t.organisations)) for t in registry()}


@functools.lru_cache(maxsize=256)
def _lengths(folded: str) -> dict[str, int]:
    return {t.id: _longest(folded, t) for t in registry()}


def _longest(folded: str, treaty: Treaty) -> int:
    """Return the length of the longest name of a treaty that words hold; 0 when they hold none."""
    names = [name for name in _folded()[treaty.id] if name in folded]
    return max((len(n) for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", folded)), default=0)


def parties_of(treaty: Treaty, date: str | None) -> tuple[str, ...]:
    """Return the parties of a small agreement, nothing for a large one."""
    members = treaty.members(date) or tuple(sorted(treaty.ever()))
    return members if len(members) <= _FEW else ()


def compare(agreement: Agreement) -> tuple[str, ...]:
    """Return where a text and the registry disagree, in words; empty where they agree or only one speaks.

    Args:
        agreement: an agreement as a text gives it; ``standing`` links it to the registry.
    """
    treaty = next((t for t in registry() if t.id == agreement.standing), None)
    day = agreement.date.end[:10] if agreement.date.end else None
    if treaty is None:
        return _obligations_of_pair(agreement, day)
    out: list[str] = []
    strange = [code for code in agreement.parties if code not in treaty.ever() and len(code) == len("USA")]
    if strange and agreement.action not in {"joined"}:
        out.append(f"the text gives {', '.join(strange)} as a party; the registry does not ({treaty.source})")
    said = agreement.date
    concluded = agreement.action in _SIGNING and treaty.signed is not None
    if concluded and said.start and said.end and treaty.signed:
        outside = not said.start[:10] <= treaty.signed <= said.end[:10]
        if outside:
            out.append(f"the text dates its conclusion to {said.start[:10]}, the registry to {treaty.signed}")
    for obligation in agreement.obligations:
        if (obligation.kind in treaty.obligations) != obligation.holds:
            says = "affirms" if obligation.holds else "denies"
            out.append(f"the text {says} {obligation.kind}, the registry does not ({treaty.source})")
    return tuple(out)


def _obligations_of_pair(agreement: Agreement, day: str | None) -> tuple[str, ...]:
    """Compare an obligation that a text affirms or denies between actors with what stands between them."""
    out: list[str] = []
    if agreement.aux not in ((), ("negation",)) or agreement.action is not None:
        return ()
    for (a, b), obligation in itertools.product(
        itertools.combinations(agreement.parties, 2), agreement.obligations
    ):
        kind = obligation.kind
        stands = [t for t in standing(a, b, day) if kind in t.obligations]
        if stands and not obligation.holds:
            out.append(f"the text denies {kind} between {a} and {b}, the registry has: {stands[0].name}")
        elif obligation.holds and not stands:
            out.append(f"the text affirms {kind} between {a} and {b}, the registry has no such agreement")
    return tuple(out)


def bound_pairs(codes: Sequence[str], kind: ObligationKind, date: str | None) -> list[tuple[str, ...]]:
    """Return the pairs among several actors that the registry binds in this kind."""
    return [p for p in itertools.combinations(codes, 2) if kind in kinds_between(p[0], p[1], date)]
