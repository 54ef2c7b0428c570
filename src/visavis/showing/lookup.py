"""Articles, events and statements by name, and the sentences that they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.records import Event, Record, Span, Statement
from visavis.showing.items import Quoted
from visavis.showing.wording import date_words, outlet_words, says_who

_AROUND = 400  # characters of a sentence shown on either side of what was read from it
_WIDEST = 2_000  # characters of a quotation
_LONGEST, _ALL = 60_000, 3_000_000  # characters of text on the page: of one article, of all


def texts_shown(records: Sequence[Record]) -> dict[str, int]:
    """Return how many characters of each article's text the page shows; what comes later is left out."""
    out: dict[str, int] = {}
    left = _ALL
    for record in records:
        out[record.ref] = min(len(record.text), _LONGEST, left)
        left -= out[record.ref]
    return out


class Lookup:
    """Finds what a story names by article and id, with its anchor on the page.

    Args:
        records: the articles, in the page's order.

    ``shown`` holds how much of each text the page shows.
    """

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = {record.ref: record for record in records}
        self.shown = texts_shown(records)
        self.anchors = {record.ref: f"a{number}" for number, record in enumerate(records)}
        self.links: dict[tuple[str, str], str] = {}
        self.events: dict[tuple[str, str], Event] = {}
        self.statements: dict[tuple[str, str], Statement] = {}
        for record in records:
            anchor = self.anchors[record.ref]
            for number, event in enumerate(record.events):
                self.events.setdefault((record.ref, event.id), event)
                self.links.setdefault((record.ref, event.id), f"{anchor}-e{number}")
            for number, statement in enumerate(record.statements):
                self.statements.setdefault((record.ref, statement.id), statement)
                self.links.setdefault((record.ref, statement.id), f"{anchor}-s{number}")

    def published(self, ref: str) -> str:
        """Return the day that an article was published, ISO; empty when it is not known."""
        record = self.records.get(ref)
        if record is None or record.published is None or record.published.start is None:
            return ""
        return record.published.start[:10]

    def report(self, ref: str, event_id: str) -> Quoted:
        """Return the sentence of one report, marked at its trigger."""
        event = self.events[ref, event_id]
        start, end = event.trigger.start, event.trigger.end
        return self.quote(ref, event.sentence, start, end, self.links[ref, event_id], says_who(event))

    def quote(self, ref: str, sentence: Span, start: int, end: int, link: str, says: str = "") -> Quoted:
        """Return a sentence cut at ``text[start:end]``; the marked words may lead out of the sentence.

        Of a sentence without end only the surroundings are shown, with marks of omission.
        """
        record = self.records[ref]
        first, last = min(sentence.start, start), max(sentence.end, end)
        near, far = max(first, start - _AROUND), min(last, end + _AROUND)
        marked = record.text[start:end]
        if start >= self.shown[ref]:
            link = f"{self.anchors[ref]}-cut"
        return Quoted(
            before=("… " if near > first else "") + record.text[near:start],
            marked=marked if len(marked) <= _WIDEST else marked[:_WIDEST] + " …",
            after=record.text[end:far] + (" …" if far < last else ""),
            outlet=outlet_words(record),
            published=date_words(record.published),
            link=link,
            says=says,
        )
