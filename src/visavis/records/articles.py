"""From an article to what its page says: what `sources/` and `reading/` give."""

from __future__ import annotations

from visavis.records.base import DateSpan, Frozen, FurnitureKind, Interval, Quality, Span, TimeKind


class Article(Frozen, frozen=True):
    """One article as it came in; ``text`` is never rewritten after this.

    ``published`` is what the source states (ISO 8601, any precision), ``published_basis`` where that came
    from (``metadata``, ``argument``, ``inferred from ...``); a date printed in the text itself is the
    reading room's to find.
    """

    id: str
    ref: str
    source: str
    text: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


class Unread(Frozen, frozen=True):
    """An input, or an article in it, that could not be read: where, what was wrong, what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return the message as one line: ``where: what. remedy``."""
        return f"{self.where}: {self.what}. {self.remedy}".rstrip(". ") + "."


class Furniture(Frozen, frozen=True):
    """A span that belongs to the page, not to the report."""

    start: int
    end: int
    kind: FurnitureKind


class Time(Frozen, frozen=True):
    """A time expression in the text, resolved where it can be."""

    start: int
    end: int
    text: str
    kind: TimeKind
    interval: Interval | None
    basis: str


class Reading(Frozen, frozen=True):
    """What the page says: the article with furniture, sentences and times marked.

    ``sentences`` cover body text only, in text order; ``paragraphs[i]`` is the paragraph of sentence i.
    ``headline`` is where the text itself prints its title: neither furniture nor a sentence. ``outlet`` is
    what the source states, else the name that the page gives itself.
    """

    article: Article
    language: str
    title: str | None
    byline: str | None
    published: DateSpan | None
    quality: tuple[Quality, ...]
    furniture: tuple[Furniture, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[int, ...]
    times: tuple[Time, ...]
    notes: tuple[str, ...] = ()
    headline: Span | None = None
    outlet: str | None = None
