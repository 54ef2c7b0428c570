"""Find the figures of an article: numbers that say something of the world.

Numbers are read from the written words, so a sentence without a parse gives figures too; the parse, where
there is one, says what is counted and whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from visavis.coding.figures import counted, labels
from visavis.coding.figures.measures import Measure, bounded, measure, ranged
from visavis.coding.figures.numerals import numeral, openings
from visavis.coding.figures.places import Places
from visavis.coding.figures.within import Within
from visavis.coding.figures.words import Word, split
from visavis.reading.syntax import Parsed
from visavis.records import Figure, Mention, Reading, Span


def find_figures(
    reading: Reading, parsed: Mapping[int, Parsed], mentions: tuple[Mention, ...]
) -> tuple[Figure, ...]:
    """Return the figures of an article in text order.

    Args:
        reading: the article as read; its headline is read too where no sentence covers it.
        parsed: parses by index of sentence; sentences without one are read from their words alone.
        mentions: the actors mentioned in the article.
    """
    text = reading.article.text
    title = _title(reading)
    spans = [*enumerate(reading.sentences)] if title is None else [(-1, title), *enumerate(reading.sentences)]
    known, times = Within(mentions), Within(reading.times)
    places, sells = Places(text, times), labels.may_sell(text)
    found: list[Figure] = []
    for i, span in spans:
        if places.within(span) and not (sells and labels.sells(text[span.start : span.end])):
            words = split(text, span)
            found += _sentence(text, span, words, counted.Around(known, times, span), parsed.get(i))
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _title(reading: Reading) -> Span | None:
    """Return where the headline stands in the text, if no sentence covers it."""
    span = reading.headline
    if span is None or any(s.start < span.end and s.end > span.start for s in reading.sentences):
        return None
    return span


def _sentence(
    text: str, span: Span, words: list[Word], around: counted.Around, parse: Parsed | None
) -> list[Figure]:
    return [
        _figure(item, words, text, span, around, parse)
        for item in _measures(words, around.mentions)
        if not labels.timed(item, words, around.times) and not labels.is_label(item, words, around.mentions)
    ]


def _measures(words: list[Word], mentions: list[Mention]) -> list[Measure]:
    """Return every number of a sentence with its unit and bounds, labels and dates still among them."""
    countries = [m.actor for m in mentions if m.actor]
    items: list[Measure] = []
    free = 0
    for i in openings(words):
        if i < free or (number := numeral(words, i)) is None:
            continue
        item = measure(words, number, countries)
        items.append(item)
        free = max(item.last, number.last) + 1
    return ranged(words, [bounded(words, item) for item in items])


def _figure(
    item: Measure,
    words: list[Word],
    text: str,
    span: Span,
    around: counted.Around,
    parse: Parsed | None,
) -> Figure:
    start, end = words[item.first].start, words[item.last].end
    value = item.value
    if item.first and words[item.first - 1].text in "-−" and value and _negative(words, item.first):
        start, value = words[item.first - 1].start, -value
    phrase = counted.what(item, words, text, around.times, parse)
    return Figure(
        value=value,
        unit=item.unit,
        approximate=item.approximate,
        bound=item.bound,
        what=" ".join(text[phrase.start : phrase.end].split()) if phrase is not None else None,
        subject=counted.subject(item, words, phrase, around, parse),
        period=counted.period(item, words, around.times, parse),
        start=start,
        end=end,
        text=text[start:end],
        sentence=span,
    )


def _negative(words: list[Word], i: int) -> bool:
    """Return whether the dash before word ``i`` is a minus: free on the left, tied on the right."""
    free = i < 2 or words[i - 2].end < words[i - 1].start
    return free and words[i - 1].end == words[i].start
