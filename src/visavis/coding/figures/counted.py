"""What a figure counts, whose it is and when: from the parse where there is one, else from the words."""

from __future__ import annotations

import re

from visavis.coding.figures.lexicon import names
from visavis.coding.figures.measures import Measure
from visavis.coding.figures.within import Within
from visavis.coding.figures.words import Word, low, touching
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention, Period, Span, Time

_SKIP = frozenset(
    {"more", "other", "additional", "further", "new", "the", "its", "their", "his", "of", "a", "an", "plus"}
)
_TIMELY = frozenset({"last", "this", "next"})
_UNITS = frozenset(
    {"dollar", "euro", "pound", "shilling", "percent", "point", "cent", "%", "$", "billion", "million"}
)
_PARTS = frozenset({"half", "mile", "kilometer", "kilometre", "ton", "tonne", "meter", "metre", "barrel"})
_RANGES = {"from": frozenset({"to", "through", "until", "till", "-", "–"}), "between": frozenset({"and"})}
_REACHING = frozenset({"at", "to", "between", "and", "was", "is", "stood", "reached", "exceeded", "topped"})
_MOVING = frozenset({"rose", "fell", "climbed", "grew", "dropped", "in", "had", "has", "who", "that"})
_TALLIES = frozenset({"toll", "tally", "headcount"})
_NUMBER_REACH = 14  # words between a number and what it is of
_TIED = re.compile(r"\w+(?:[-–]\w+)*[-–]$")
_LONGEST_TIE = 24  # characters
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
_LOOK_BACK = 400  # characters; about two sentences, for "bilateral" whose sides were named before
_POSSESSOR_GAP = 3  # characters: an apostrophe, an s, a space
_HANGS_ON_SUBJECT = frozenset({"acl", "conj"})  # the parser took the subject of such a verb for its head
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def what(
    item: Measure, words: list[Word], text: str, times: list[Time], parsed: Parsed | None
) -> Span | None:
    """Return the words for what a figure counts or measures, None when the sentence does not say."""
    span = _what(item, words, parsed)
    if span is None or not text[span.start : span.end].strip():
        return None
    timely = any(t.start < span.end and t.end > span.start for t in times)
    if timely or text[span.start : span.end].lower().rstrip("s") in _UNITS | _PARTS:
        return None
    return _whole(span, text, words[item.last].end)


def _whole(span: Span, text: str, number: int) -> Span:
    """Return a span with the words that hyphens tie to its first ("two-way trade", not "way trade").

    Args:
        span: the words for what is counted.
        text: the article's text.
        number: where the number ends; it is no part of them ("three-nation").
    """
    tied = _TIED.search(text, max(0, span.start - _LONGEST_TIE), span.start)
    return span if tied is None or tied.start() < number < span.end else Span(tied.start(), span.end)


def _what(item: Measure, words: list[Word], parsed: Parsed | None) -> Span | None:
    if item.kind == "ordinal":
        return _occasion(item, words)
    if item.kind == "count":
        return phrase_after(item, words, parsed) or _number_of(item, words, parsed)
    if item.kind == "ratio" and item.numeral.kind != "fraction":
        if low(words, item.last) == "fold" and parsed is not None:
            return _measured(item, words, parsed)
        return _comparison(item, words)
    if item.kind == "ratio" and low(words, item.last - 1) == "in":
        return phrase_after(item, words, parsed)  # "one in three visits"
    if item.kind == "duration":
        return None if parsed is None else _predicate(item, words, parsed)
    if parsed is not None:
        return _measured(item, words, parsed)
    return _of_phrase(item, words)


# ---------------------------------------------------------------- counts


def phrase_after(item: Measure, words: list[Word], parsed: Parsed | None) -> Span | None:
    """Return the noun phrase that a count stands before: "Tu-95 strategic bombers", "world leaders"."""
    j = item.last + 1
    if low(words, j) in {"-", "–"} and touching(words, j) and low(words, j + 1) != "strong":
        return Span(words[j + 1].start, words[j + 1].end)  # "a 12-nation bloc" counts nations
    while j < len(words) and (
        words[j].low in _SKIP or words[j].is_digits or words[j].low in {"-", "–", "strong"}
    ):
        j += 1
    if j >= len(words):
        return None
    if parsed is not None:
        return _tagged_run(words[j].start, parsed)
    return _bare_run(words, j)


def _number_of(item: Measure, words: list[Word], parsed: Parsed | None) -> Span | None:
    """Return X of "put the number of X at 3,000", or the "death toll" of "the death toll rose to 12"."""
    if item.first == 0 or low(words, item.first - 1) not in _REACHING:
        return None
    second = low(words, item.first - 1) == "and" and words[item.first - 2].is_digits  # of "between A and B"
    for j in range(item.first - (3 if second else 2), max(-1, item.first - _NUMBER_REACH), -1):
        if words[j].text in ";:" or words[j].is_digits:
            return None
        if words[j].low in _TALLIES:
            named = j and words[j - 1].low in {"death", "casualty"}
            return Span(words[j - 1 if named else j].start, words[j].end)
        if words[j].low == "number" and low(words, j + 1) == "of":
            k = j + 2
            while k < item.first and words[k].is_letters and words[k].low not in _REACHING | _MOVING:
                k += 1
            run = _tagged_run(words[j + 2].start, parsed) if parsed is not None else _bare_run(words, j + 2)
            return None if run is None or k == j + 2 else Span(run.start, min(run.end, words[k - 1].end))
    return None


def _occasion(item: Measure, words: list[Word]) -> Span | None:
    """Return what an ordinal counts: the words up to the meeting, visit or round."""
    for j in range(item.last + 1, min(item.last + 6, len(words))):
        if words[j].low in names().meetings:
            return Span(words[item.last + 1].start, words[j].end)
    return None


def _tagged_run(start: int, parsed: Parsed) -> Span | None:
    """Extend over adjectives and nouns; end at the last noun, and keep "of X" after a container noun."""
    last: Token | None = None
    tokens = [t for t in parsed.doc if parsed.start(t) >= start]
    for token in tokens:
        if token.lower_ in _TIMELY:
            break
        joins = (
            token.text in {"-", "–", "'s", "’s"} or token.tag_ in {"VBN", "VBG"} or token.dep_ == "compound"
        )
        if token.pos_ in _NOUNS:
            last = token
        elif not (
            token.pos_ in _INSIDE
            or (last is None and (joins or token.pos_ == "ADV"))
            or token.text in {"-", "–", "'s", "’s"}
        ):
            break
    if last is None:
        return None
    end = parsed.end(last)
    if (
        last.lower_ in names().containers
        and last.i + 1 < len(parsed.doc)
        and parsed.doc[last.i + 1].lower_ == "of"
    ):
        inner = next((t for t in parsed.doc[last.i + 2 :] if t.pos_ in _INSIDE), None)
        extended = _tagged_run(parsed.start(inner), parsed) if inner is not None else None
        end = extended.end if extended is not None else end
    return Span(start, end)


def _bare_run(words: list[Word], j: int) -> Span | None:
    last = j - 1
    for k in range(j, min(j + 5, len(words))):
        if not (words[k].is_letters or words[k].text in "-–") or words[k].low in names().stops:
            break
        last = k
        if words[k].low.endswith("s") and not words[k].text[0].isupper():
            break
    return Span(words[j].start, words[last].end) if last >= j else None


def _comparison(item: Measure, words: list[Word]) -> Span | None:
    """Return what a ratio compares: the words after "times" up to the end of the phrase."""
    last = item.last
    for k in range(item.last + 1, min(item.last + 8, len(words))):
        if words[k].text in '.,;:—()"”' or words[k].low in {"than", "and", "but", "that"}:
            break
        last = k
    return Span(words[item.last + 1].start, words[last].end) if last > item.last else None


# ---------------------------------------------------------------- money, shares, measures


def _of_phrase(item: Measure, words: list[Word]) -> Span | None:
    """Return "X" of "$5 billion in X" and "7% of X"."""
    j = item.last + 1
    if low(words, j) not in {"of", "in", "worth"}:
        return None
    j += 1 + (low(words, j) == "worth" and low(words, j + 1) == "of")
    while low(words, j) in _SKIP:
        j += 1
    if j >= len(words) or words[j].is_digits:
        return None
    return _bare_run(words, j)


def _measured(item: Measure, words: list[Word], parsed: Parsed) -> Span | None:
    top = _top(item, words, parsed)
    if top is None:
        return _of_phrase(item, words)
    head = top.head
    while head.lemma_.lower() in _UNITS and head.head != head:
        head = head.head  # "$5.9 billion dollars, or $9.66": both are of what the first is of
    if (
        head != top
        and head.i > top.i
        and head.pos_ in _NOUNS
        and top.dep_ in {"nummod", "compound", "nmod", "amod"}
    ):
        return phrase_after(item, words, parsed)
    if (span := _tail_phrase(item, words, parsed)) is not None:
        return span
    if (
        head != top
        and head.pos_ in _NOUNS
        and head.i < top.i
        and head.lemma_.lower() not in names().empty_heads
    ):
        return _noun_phrase(head, parsed)
    return _subject_phrase(top, parsed)


def _top(item: Measure, words: list[Word], parsed: Parsed) -> Token | None:
    """Return the token of the figure that hangs from a word outside it."""
    tokens = parsed.tokens(words[item.first].start, words[item.last].end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), None)


def _tail_phrase(item: Measure, words: list[Word], parsed: Parsed) -> Span | None:
    """Return what follows "of", "in" or "worth of" if it is a thing and not a time or a place."""
    rough = _of_phrase(item, words)
    if rough is None:
        return None
    run = _tagged_run(rough.start, parsed)
    if run is None:
        return None
    tokens = parsed.tokens(run.start, run.end)
    if low(words, item.last + 1) == "in" and tokens[-1].pos_ != "NOUN":
        return None
    return run


def _noun_phrase(head: Token, parsed: Parsed) -> Span:
    """Return a noun with the adjectives and nouns right before it, without its determiner."""
    named = next((c for c in head.lefts if c.dep_ == "compound"), None)
    if head.lower_ in names().changes and named is not None:
        head = named  # a verb of change that was taken for a noun: "trade hit $5bn"
    first = head
    while (
        first.i
        and parsed.doc[first.i - 1].pos_ in _INSIDE
        and first.nbor(-1).dep_ in {"amod", "compound", "nmod"}
    ):
        first = first.nbor(-1)
    return parsed.between(first, head)


def _subject_phrase(top: Token, parsed: Parsed) -> Span | None:
    """Climb to the verb; its subject is what is measured ("trade reached $5bn", "the index fell 3%")."""
    below = top
    for verb in [top, *top.ancestors]:
        if any(c.dep_ == "obj" and c.pos_ == "PRON" and c.i < top.i for c in verb.children):
            return None  # "put it at $50 million"
        thing = next((c for c in verb.children if c.dep_ == "obj" and c.i < top.i), None)
        if thing is not None and thing != below and thing.pos_ in _NOUNS and verb != top:
            return _noun_phrase(thing, parsed)  # "cut its costs to $5bn"
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _noun_phrase(subject, parsed) if subject.pos_ == "NOUN" else None
        if verb.dep_ in _HANGS_ON_SUBJECT and verb.head.i < verb.i and verb.head.pos_ in _NOUNS:
            return _noun_phrase(verb.head, parsed)  # "with sales reaching $4bn"
        below = verb
    return None


def _predicate(item: Measure, words: list[Word], parsed: Parsed) -> Span | None:
    """Return the noun that lasted: "largest trading partner" for 12 consecutive years."""
    top = _top(item, words, parsed)
    head = top.head if top is not None else None
    if top is None or head is None or head == top or head.pos_ not in _NOUNS:
        return None
    return _noun_phrase(head, parsed)


# ---------------------------------------------------------------- whose, and when


class Around:
    """The actors that a sentence and the text before it mention, and its times.

    Args:
        mentions: the mentions of the article.
        times: its time expressions.
        span: the sentence.

    Attributes:
        mentions: those of the sentence.
        times: those of the sentence.
    """

    def __init__(self, mentions: Within[Mention], times: Within[Time], span: Span) -> None:
        self.mentions, self.times = mentions.over(span), times.over(span)
        self._all, self._start = mentions, span.start

    def pair(self) -> tuple[str, ...]:
        """Return the two actors that "bilateral" means: this sentence's pair, else the first two before."""
        here = _codes(self.mentions)
        if len(here) == 2:
            return here
        before = self._all.inside(Span(self._start - _LOOK_BACK, self._start))
        earlier = _codes(before)[:2]
        return earlier if len(earlier) == 2 else ()


def subject(
    item: Measure, words: list[Word], counted: Span | None, around: Around, parsed: Parsed | None
) -> tuple[str, ...]:
    """Return the codes of those whose the figure is, in text order; empty when the sentence does not say."""
    mentions = around.mentions
    start, end = words[item.first].start, words[item.last].end
    if counted is not None:
        low_phrase = {w.low for w in words if counted.start <= w.start < counted.end}
        if "bilateral" in low_phrase:
            return around.pair()
        compares = item.kind == "ratio" and item.numeral.kind != "fraction"
        inside = [m for m in mentions if m.start < counted.end and m.end > min(counted.start, end)]
        if not compares and _codes(inside):
            return _codes(inside)
        if low(words, item.last + 1) in _POSSESSIVES:
            return _codes([m for m in mentions if m.end <= start][-1:])
    near = [m for m in mentions if m.end <= start and start - m.end <= _POSSESSOR_GAP]
    if near and _possesses(near[-1], words[item.first - 1].low):
        return _codes([m for m in near if m.start == near[-1].start])
    return _owner_by_verb(item, words, mentions, parsed) if parsed is not None else ()


def _possesses(mention: Mention, before: str) -> bool:
    return (
        mention.via == "demonym"
        or before in _POSSESSIVES
        or before.endswith(("'s", "’s", "s'", "s’", "'", "’"))
    )


def _owner_by_verb(
    item: Measure, words: list[Word], mentions: list[Mention], parsed: Parsed
) -> tuple[str, ...]:
    """Return the subject of a verb of having, sending or losing, of a share or of a comparison."""
    top = _top(item, words, parsed)
    if top is None:
        return ()
    for head in [top, *top.ancestors]:
        subjects = [c for c in head.children if c.dep_ in _SUBJECTS]
        if not subjects:
            if head.dep_ in {"ccomp", "parataxis", "advcl", "acl:relcl"}:
                return ()  # the subject of another clause owns nothing here
            continue
        owns = (
            head.lemma_.lower() in names().owning
            or item.kind in {"ratio", "duration"}
            or head.dep_ == "acl:relcl"
        )
        if not owns and item.kind not in {"money", "percent"}:
            return ()
        span = parsed.between(subjects[0].left_edge, subjects[0].right_edge)
        if span.start <= words[item.first].start < span.end:
            return ()
        return _codes([m for m in mentions if m.start < span.end and m.end > span.start])
    return ()


def _codes(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.actor for m in mentions if m.actor))


def period(item: Measure, words: list[Word], times: list[Time], parsed: Parsed | None) -> Period | None:
    """Return the time that a figure is about: the nearest date of its own clause, a following one first.

    "Since 1983" and "until May" bound another time than the figure's, and count as none.
    """
    if item.kind == "duration":
        return None
    start, end = words[item.first].start, words[item.last].end
    dated = [t for t in times if t.kind == "date" and t.interval is not None and not _bounding(t, words)]
    if parsed is not None:
        dated = [t for t in dated if _same_clause(t, start, end, parsed)]
    if not dated:
        return None
    nearest = min(dated, key=lambda t: (t.start - end if t.start >= end else 2 * (end - t.end) + 20, t.start))
    if nearest.interval is None:
        return None
    first, last = _ends(nearest, words, times)
    if first.interval is None or last.interval is None or last.interval.end < first.interval.start:
        first = last = nearest
    begin, close = first.interval or nearest.interval, last.interval or nearest.interval
    return Period(begin.start[:10], close.end[:10])


def _ends(time: Time, words: list[Word], times: list[Time]) -> tuple[Time, Time]:
    """Return the first and last time of the range that a time is an end of: "from 2004 to 2009"."""
    at = next((i for i, one in enumerate(times) if one.start == time.start), 0)
    for first, last in zip(times[max(0, at - 1) : at + 1], times[max(1, at) : at + 2], strict=False):
        opening = [word.low for word in words if word.end <= first.start][-1:]
        between = [word.low for word in words if first.end <= word.start and word.end <= last.start]
        if opening and len(between) == 1 and between[0] in _RANGES.get(opening[0], ()):
            return first, last
    return time, time


def _bounding(time: Time, words: list[Word]) -> bool:
    before = [w.low for w in words if w.end <= time.start][-2:]
    inside = next((w.low for w in words if w.start >= time.start), "")
    return bool({*before, inside} & {"since", "until", "till", "before", "after", "by"})


def _same_clause(time: Time, start: int, end: int, parsed: Parsed) -> bool:
    """Return whether a date hangs from the figure, or from a verb above it."""
    dates, figures = parsed.tokens(time.start, time.end), parsed.tokens(start, end)
    if not dates or not figures:
        return False
    verb = next((t for t in dates[0].ancestors if t.pos_ in {"VERB", "AUX"}), None)
    above = [figures[0], *figures[0].ancestors]
    inside = {t.i for t in dates}
    date = next((t for t in dates if t.head.i not in inside), dates[0])
    noun = date.head
    if noun.pos_ in _NOUNS and date.dep_ in {"nummod", "compound", "amod"} and noun not in above:
        return False  # "a 2018 agreement" dates the agreement
    return verb is None or verb in above or any(t in figures for t in dates[0].ancestors)
