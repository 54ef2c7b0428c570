"""One parsed sentence with the registry's hits and offices laid over its tokens."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Collection, Mapping

import msgspec

from visavis.coding.actors.context import Context
from visavis.coding.actors.entries import Hit, Role
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token

APOSTROPHES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})
_GAP = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "SYM", "X"})


_IN_NAMES = frozenset({"person", "surname", "place", "region", "capital"})


class Placed(msgspec.Struct, frozen=True):
    """Something found, with the tokens it covers (both included)."""

    first: int
    last: int
    hit: Hit | None = None
    role: Role | None = None


class Sentence:
    """Tokens of one sentence and what starts at each of them."""

    def __init__(self, parsed: Parsed, context: Context) -> None:
        self.parsed, self.context, self.text = parsed, context, context.text
        self.tokens: list[Token] = list(parsed.doc)
        self.starts, self.ends = parsed.edges
        span = parsed.span
        self.hits: dict[int, Placed] = {}
        for hit in context.hits(span.start, span.end):
            first, last = self._cover(hit.start, hit.end)
            if first is not None:
                self.hits[first] = Placed(first, last, hit=hit)

    @functools.cached_property
    def roles(self) -> dict[int, Placed]:
        """The offices that start at each token."""
        span = self.parsed.span
        roles: dict[int, Placed] = {}
        for found in self.context.registry.find_roles(self.text[span.start : span.end]):
            first, last = self._cover(found.start + span.start, found.end + span.start)
            if first is not None and self.tokens[last].pos_ not in ("VERB", "AUX"):
                roles[first] = Placed(first, last, role=found.role)
        for first in [i for i, placed in roles.items() if self._modifies(placed, roles)]:
            del roles[first]
        return roles

    def __len__(self) -> int:
        return len(self.tokens)

    def _modifies(self, placed: Placed, roles: Mapping[int, Placed]) -> bool:
        """Return whether "military" or "chief" modifies a noun: "military ties", not "military officials"."""
        after = placed.last + 1
        words = placed.role.words if placed.role is not None else ""
        if words == "chief":  # "chief economist"; a name behind it is its bearer's
            return self.pos(after) == "NOUN"
        if words not in ("military", "national", "public", "general") or after in roles:
            return False
        if after in self.hits and self.hits[after].hit.best.kind in ("person", "surname"):  # type: ignore[union-attr]
            return False
        return self.pos(after) in ("NOUN", "PROPN")

    def _cover(self, start: int, end: int) -> tuple[int | None, int]:
        first, stop = bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)
        return (first, stop - 1) if first < stop else (None, -1)

    def word(self, i: int) -> str:
        """Return the text of token i, empty beyond the sentence."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def pos(self, i: int) -> str:
        """Return the part of speech of token i, empty beyond the sentence."""
        return self.tokens[i].pos_ if 0 <= i < len(self.tokens) else ""

    def words(self, start: int, end: int) -> str:
        """Return the article's words between two offsets."""
        return self.text[start:end]

    def role_after(self, i: int, *, gap: int = 4) -> Placed | None:
        """Return the office that a modifier ending before token i belongs to, over at most ``gap`` words."""
        for j in range(i, min(i + gap + 1, len(self.tokens))):
            if j in self.roles:
                return self.chain(self.roles[j])
            if j in self.hits and self.hits[j].hit.best.kind not in ("vague", "vague_adjective"):  # type: ignore[union-attr]
                return None
            if not self._in_gap(j):
                return None
        return None

    def _in_gap(self, j: int) -> bool:
        token = self.tokens[j]
        return (
            token.pos_ in _GAP
            or token.tag_ in ("VBN", "VBG")
            or token.text in ("-", "–", "“", "”", '"', "``", "''")
        )

    def chain(self, placed: Placed) -> Placed:
        """Follow "intelligence" + "officials", "foreign ministry" + "spokesman" to the last of them."""
        role = placed.role
        while placed.last + 1 in self.roles and role is not None:
            following = self.roles[placed.last + 1]
            assert following.role is not None
            role = merged(role, following.role, self.context.registry.grammar.generic_heads)
            placed = Placed(placed.first, following.last, role=role)
        return placed

    def name_after(self, i: int) -> tuple[int, int] | None:
        """Return the tokens (first, last) of a person's name that starts at token i, None if none does."""
        grammar = self.context.registry.grammar
        j = i
        while j < len(self.tokens) and j - i < 7:
            token, word = self.tokens[j], self.tokens[j].text
            capital = (
                word[:1].isupper()
                and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
                and word.lower() not in grammar.never_in_names
            )
            if not capital and not (j > i and word.lower() in grammar.particles):
                break
            if not self.in_name(j):
                break
            j += 1
        while j > i and not self.tokens[j - 1].text[:1].isupper():
            j -= 1
        return (i, j - 1) if j > i else None

    def in_name(self, i: int) -> bool:
        """Return whether token i may be part of a person's name: no known name that is no person's."""
        hit = self.hits[i].hit if i in self.hits else None
        return hit is None or hit.best.kind in _IN_NAMES


def merged(first: Role, second: Role, generic: Collection[str]) -> Role:
    """Return the role of two offices in a row: "intelligence officials" are spies, "army doctors" doctors.

    Args:
        first: the office that modifies.
        second: the office that is modified.
        generic: words without a sector of their own ("official").
    """
    if first.title and second.title and first.sector == "GOV" == second.sector:
        return first
    strong = second.words in generic or first.sector in ("MED", "JUD", "LEG")
    sector = first.sector if strong else second.sector
    return Role(f"{first.words} {second.words}", sector, second.title, second.plural)
