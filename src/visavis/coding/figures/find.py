"""Find the figures of an article: numbers that say something of the world.

Numbers are read from the written words, so a sentence without a parse gives figures too; the parse, where
there is one, says what is counted and whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from visavis.coding.figures import counted, labels
from visavis.coding.figures.measures import Measure, bounded, measure, ranged
from visavis.coding.figures.numerals import may_hold_number, numeral, opens
from visavis.coding.figures.words import Word, split
from visavis.reading.syntax import Parsed
from visavis.records import Figure, Mention, Reading, Span

_LOOK_BACK = 400  # characters; about two sentences, for "bilateral" whose sides were named before


def find_figures(
    reading: Reading, parsed: Mapping[int, Parsed], mentions: tuple[Mention, ...]
) -> tuple[Figure, ...]:
    """Return the figures of an article in text order.

    Args:
        reading: the article as read; its headline is read too where no sentence covers it.
        parsed: parses by index of sentence; sentences without one are read from their words alone.
        mentions: the actors mentioned in the article.
    """
    found: list[Figure] = []
    title = _title(reading)
    if title is not None:
        found.extend(_sentence(reading, title, None, mentions))
    for i, span in enumerate(reading.sentences):
        found.extend(_sentence(reading, span, parsed.get(i), mentions))
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _title(reading: Reading) -> Span | None:
    """Return where the headline stands in the text, if no sentence covers it."""
    span = reading.headline
    if span is None or any(s.start < span.end and s.end > span.start for s in reading.sentences):
        return None
    return span


def _sentence(
    reading: Reading, span: Span, parse: Parsed | None, mentions: tuple[Mention, ...]
) -> list[Figure]:
    text = reading.article.text
    sentence = text[span.start : span.end]
    if not may_hold_number(sentence) or labels.sells(sentence):
        return []
    words = split(text, span)
    here = [m for m in mentions if m.start < span.end and m.end > span.start]
    times = labels.spans_of(reading.times, span)
    untimed = [item for item in read_measures(words, here) if not labels.timed(item, words, times)]
    shouted = bool(untimed) and _shouts(words)
    kept = [item for item in untimed if not labels.is_label(item, words, here, shouted)]
    before = [m for m in mentions if span.start - _LOOK_BACK <= m.start and m.end <= span.start]
    around = counted.Around(here, before)
    return [_figure(item, words, text, span, around, reading, parse) for item in kept]


def read_measures(words: list[Word], mentions: list[Mention]) -> list[Measure]:
    """Return every number of a sentence with its unit and bounds, labels and dates still among them."""
    countries = [m.actor for m in mentions if m.actor]
    items: list[Measure] = []
    free = 0
    for i, word in enumerate(words):
        if i < free or not opens(word) or (number := numeral(words, i)) is None:
            continue
        item = measure(words, number, countries)
        items.append(item)
        free = max(item.last, number.last) + 1
    return ranged(words, [bounded(words, item) for item in items])


def _shouts(words: list[Word]) -> bool:
    """Return whether most long words have capitals, as in a headline, so that capitals name nothing."""
    long = [w for w in words if w.is_letters and len(w.text) > 3]
    return len(long) > 2 and sum(w.text[0].isupper() for w in long) > 0.8 * len(long)


def _figure(
    item: Measure,
    words: list[Word],
    text: str,
    span: Span,
    around: counted.Around,
    reading: Reading,
    parse: Parsed | None,
) -> Figure:
    start, end = words[item.first].start, words[item.last].end
    value = item.value
    if item.first and words[item.first - 1].text in "-−" and value and _negative(words, item.first):
        start, value = words[item.first - 1].start, -value
    times = labels.spans_of(reading.times, span)
    phrase = counted.what(item, words, text, times, parse)
    return Figure(
        value=value,
        unit=item.unit,
        approximate=item.approximate,
        bound=item.bound,
        what=" ".join(text[phrase.start : phrase.end].split()) if phrase is not None else None,
        subject=counted.subject(item, words, phrase, around, parse),
        period=counted.period(item, words, times, parse),
        start=start,
        end=end,
        text=text[start:end],
        sentence=span,
    )


def _negative(words: list[Word], i: int) -> bool:
    """Return whether the dash before word ``i`` is a minus: free on the left, tied on the right."""
    free = i < 2 or words[i - 2].end < words[i - 1].start
    return free and words[i - 1].end == words[i].start
