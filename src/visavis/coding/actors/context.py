"""What a whole article tells about its names: its date, the states it names, who was named in full."""

from __future__ import annotations

from visavis.coding.actors.registry import Hit, Person, Registry
from visavis.records import Reading


class Context:
    """One article's context for reading names.

    Attributes:
        registry: the registry in use.
        text: the article's text.
        date: the day of publication (ISO), None when unknown.
        states: codes of states that the article names anywhere, furniture aside.
    """

    def __init__(self, reading: Reading, registry: Registry) -> None:
        self.registry = registry
        self.reading = reading
        self.text = reading.article.text
        published = reading.published
        self.date = published.start[:10] if published is not None and published.start else None
        self._hits = [
            hit for span in reading.sentences for hit in _shifted(registry, self.text, span.start, span.end)
        ]
        self.states = {
            meaning.code
            for hit in self._hits
            for meaning in hit.meanings[:1]
            if meaning.code and meaning.kind in ("name", "adjective", "people", "capital")
        }
        title_hits = registry.find(reading.title or "")
        self._full = {
            m.name for hit in (*self._hits, *title_hits) for m in hit.meanings if m.kind == "person"
        }
        self.unknown: dict[str, tuple[str | None, str, str | None, str | None]] = {}

    def hits(self, start: int, end: int) -> list[Hit]:
        """Return the known forms inside a sentence whose conditions the article meets."""
        return [
            hit
            for hit in self._hits
            if start <= hit.start and hit.end <= end and self.states.issuperset(hit.best.needs)
        ]

    def person(self, hit: Hit, *, titled: bool = False, code: str | None = None) -> Person | None:
        """Return whom a full name or surname means here.

        Args:
            hit: the name.
            titled: an office stands in front of it, so that a common surname will do.
            code: the state that the words around it give, if any.
        """
        for meaning in hit.meanings:
            if meaning.kind == "person" and meaning.name:
                return self.registry.persons[meaning.name]
        people = self.registry.surnames.get(hit.text, [])
        named = [p for p in people if p.name in self._full]
        if len(named) == 1:
            return named[0]
        fitting = [p for p in (named or people) if code is None or p.spell(self.date).code == code]
        serving = [p for p in fitting if p.serves(self.date)] or fitting
        if not serving or (not titled and code is None and all(p.common for p in serving)):
            return None
        if not titled and code is None:
            serving = [p for p in serving if not p.common]
            if self.date is not None:
                serving = [p for p in serving if p.serves(self.date)]
        return serving[0] if len(serving) == 1 or (serving and self.date is not None and titled) else None


def _shifted(registry: Registry, text: str, start: int, end: int) -> list[Hit]:
    return [
        Hit(hit.start + start, hit.end + start, hit.text, hit.meanings)
        for hit in registry.find(text[start:end])
    ]
