"""Numbers that are not figures: names, years, ages, telephone numbers, scores, prices of the page."""

from __future__ import annotations

import functools
import re

from ahocorasick_rs import AhoCorasick

from visavis.coding.figures.lexicon import names, units
from visavis.coding.figures.marks import is_age_in_words, marks
from visavis.coding.figures.measures import Measure
from visavis.coding.figures.words import DASHES, Word, low, touching
from visavis.reading.automaton import automaton
from visavis.reading.expressions import fold
from visavis.records import Mention, Time

_FIRST_YEAR, _LAST_YEAR = 1500, 2099
_DIALLED = 10  # digits in a row, without a comma, that count nothing
_MEASURED = frozenset({"money", "percent", "unit", "duration", "ratio"})


def may_sell(text: str) -> bool:
    """Return whether any sentence of a text may sell the page's own product."""
    return bool(_phrases().find_matches_as_indexes(fold(text), overlapping=True))


def sells(sentence: str) -> bool:
    """Return whether a sentence sells the page's own product, so that its prices are not figures."""
    return _selling().search(sentence) is not None


@functools.cache
def _phrases() -> AhoCorasick:
    return automaton([fold(phrase) for phrase in names().selling])


@functools.cache
def _selling() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in names().selling)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)|(?<=\d)(?:/week|/month)", re.IGNORECASE)


def timed(item: Measure, words: list[Word], times: list[Time]) -> bool:
    """Return whether a number belongs to a time expression; "12 consecutive years" is a claim."""
    if item.kind in {"duration", "money", "percent"}:
        return False
    start, end = words[item.numeral.first].start, words[item.numeral.last].end
    return any(t.start < end and t.end > start for t in times)


def is_label(item: Measure, words: list[Word], mentions: list[Mention]) -> bool:
    """Return whether a number names, dates or scores instead of counting.

    Args:
        item: the number as measured.
        words: the sentence.
        mentions: the actors that the sentence mentions.
    """
    if item.kind == "ordinal":
        return not _numbers_a_meeting(item, words)
    per = low(words, item.first - 1) == "per"  # "per 1,000 cubic metres" only says of what a price is
    if per or _glued(item, words) or _is_dialled(item, words) or marks(item, words):
        return True
    if item.kind in _MEASURED:
        return item.kind == "unit" and item.unit == "degree" and item.numeral.kind == "ordinal"
    if item.numeral.kind == "words" and not item.numeral.scaled:
        return _is_filler(item, words) or is_age_in_words(item, words)
    if item.numeral.kind == "digits" and not item.numeral.scaled:
        return _is_date(item, words) or _is_age(item, words) or _is_name(item, words, mentions)
    return False


def _numbers_a_meeting(item: Measure, words: list[Word]) -> bool:
    """Return whether an ordinal counts occasions: "38th bilateral meeting", not "the third quarter"."""
    known = names()
    tied = low(words, item.last + 1) in DASHES and words[item.last + 1].start == words[item.last].end
    if item.value < 2 or tied:  # "third-country forces"
        return False
    for j in range(item.last + 1, min(item.last + 6, len(words))):
        word = words[j].low
        if not words[j].is_letters and word not in DASHES:
            return False
        if word in {"of", "in", "and", "to", "at", "for", "time", "largest", "biggest", "most"}:
            return False
        if word in known.meetings:
            return not (
                item.numeral.first == item.numeral.last
                and j == item.last + 1
                and word in {"state", "country"}
            )
    return False


def _glued(item: Measure, words: list[Word]) -> bool:
    """Return whether letters, dashes or slashes make the number part of a name, a date or a phone number."""
    first, last = item.first, item.last
    left, right = low(words, first - 1), low(words, last + 1)
    if touching(words, first - 1) and first > 0:
        if left.isalpha() and left[-1:] != "$":
            return True
        if left in "/:#_@.'’=&?" and left:
            return True
        if left in DASHES and touching(words, first - 2) and words[first - 2].text[-1:].isalnum():
            return not _is_range(item, words)
    if touching(words, last) and item.kind == "count":
        if right.isalpha():
            return True
        if right in "/:@" and right:
            return True
        if right in DASHES and touching(words, last + 1):
            return not (_is_range(item, words) or _is_vote(item, words) or _is_adjective(item, words))
    return False


def _is_dialled(item: Measure, words: list[Word]) -> bool:
    """Return whether the number stands in a row of groups of digits, as telephone numbers do."""
    text = words[item.numeral.first].text
    if item.kind == "count" and text.isdigit() and (len(text) >= _DIALLED or text[0] == "0" < text):
        return True
    first, last = item.first, item.last
    while first and (words[first - 1].is_digits or words[first - 1].text in "+("):
        first -= 1
    while last + 1 < len(words) and (words[last + 1].is_digits or words[last + 1].text == ")"):
        last += 1
    return last - first > 1 and sum(word.is_digits for word in words[first : last + 1]) > 2


def _is_adjective(item: Measure, words: list[Word]) -> bool:
    """Return whether "-nation", "-strong" follow: the compounds that count."""
    return low(words, item.last + 2) in {
        "nation",
        "country",
        "member",
        "party",
        "judge",
        "strong",
        "seat",
        "man",
        "ship",
        "plus",
    }


def _is_range(item: Measure, words: list[Word]) -> bool:
    """Return whether two numbers joined by a dash are a range of measured or scaled things."""
    i, j = item.first - 2, item.last + 2
    other = (
        words[j]
        if j < len(words) and words[j].is_digits
        else words[i]
        if i >= 0 and words[i].is_digits
        else None
    )
    if other is None:
        return False
    big = other.text.replace(",", "").replace(".", "").isdigit() and ("," in other.text or item.value >= 1e4)
    after = low(words, j + 1) if other.start > words[item.last].start else low(words, item.last + 1)
    return big or item.kind in _MEASURED or after in units() or after in names().counted


def _is_vote(item: Measure, words: list[Word]) -> bool:
    return any(word.low in names().votes for word in words) and low(words, item.last + 2).isdigit()


def _is_filler(item: Measure, words: list[Word]) -> bool:
    """Return whether a small number word counts nothing told: "one", "the two leaders", "two-day"."""
    known = names()
    before, after = low(words, item.first - 1), low(words, item.last + 1)
    if low(words, item.last) == "one" and item.first == item.last:
        return True
    if low(words, item.last) in known.pairs and before in known.definite:
        return True
    if after in DASHES and touching(words, item.last):
        return not _is_adjective(item, words)
    if before in DASHES and touching(words, item.first - 1):
        return True
    noun = after.removesuffix("s")
    if before in known.stages and not after.endswith("s"):
        return True  # "a category five storm", "phase two"
    return (
        noun in known.spans
        or before == "big"
        or (words[item.first].text[0].isupper() and item.value == 0)
        or (before in known.labels and words[item.first - 1].text[0].isupper())
    )


def _is_date(item: Measure, words: list[Word]) -> bool:
    """Return whether bare digits are a year, a day of a month or an hour."""
    text = words[item.first].text
    before, after = low(words, item.first - 1), low(words, item.last + 1)
    if (
        any(word.rstrip(".") in names().months for word in (before, after))
        and float(text.replace(",", "")) <= 31
    ):
        return words[item.first - 1].text[:1].isupper() or words[item.last + 1].text[:1].isupper()
    if after in {"am", "pm", "a.m.", "p.m.", "gmt", "utc", "kst", "est", "o"} and item.value <= 2400:
        return True
    if after.removesuffix("s") in names().spans or _opens_time_range(item, words):
        return True
    if after in DASHES and low(words, item.last + 2).removesuffix("s") in names().spans:
        return True
    if len(text) == 4 and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        follows = {after, low(words, item.last + 2), low(words, item.last + 3)}
        return (
            not (follows & names().counted) and after not in {"mark", "points"} and before not in {"number"}
        )
    return False


def _opens_time_range(item: Measure, words: list[Word]) -> bool:
    """Return whether a second number and a span of time follow: "between 60 and 90 days"."""
    joined = low(words, item.last + 1) in {"and", "to", "or"}
    return joined and low(words, item.last + 3).removesuffix("s") in names().spans


def _is_age(item: Measure, words: list[Word]) -> bool:
    """Return whether digits are somebody's age: "aged 56", "at the age of 56", "Barra, 51,"."""
    before, after = low(words, item.first - 1), low(words, item.last + 1)
    if before in names().ages or (before == "of" and low(words, item.first - 2) in names().ages):
        return True
    if after in DASHES and low(words, item.last + 2) in {"year", "month"}:
        return True
    if is_age_in_words(item, words):
        return True
    fenced = (
        before in {",", "("}
        and after in {",", ")"}
        and item.value < 120
        and "." not in words[item.first].text
    )
    return fenced and item.first >= 2 and words[item.first - 2].text[:1].isupper()


def _is_name(item: Measure, words: list[Word], mentions: list[Mention]) -> bool:
    """Return whether digits belong to a name: "Boeing 747", "FTSE 100", "Article 5", "the 787 Dreamliner"."""
    known = names()
    i = item.first
    before, after = words[i - 1] if i else None, words[item.last + 1] if item.last + 1 < len(words) else None
    if before is not None and before.low in known.labels and not (after is not None and _is_plural(after)):
        return True
    if before is not None and before.low == "." and low(words, i - 2) in {"no", "nos", "vol"}:
        return True
    if _is_model(item, words, after) or (after is not None and after.low in known.named_after):
        return True
    if before is None or before.text == before.low:
        return False
    if before.low in known.plain_before and not (before.text.isupper() and len(before.text) > 1):
        return False
    if "," in words[i].text or "." in words[i].text:
        return False
    code = any(m.start < before.end and m.end > before.start and m.actor for m in mentions)
    if code or _shouts(words):
        return False
    opens = i == 1 and after is not None and after.text[0].islower() and _is_plural(after)
    return not opens  # "Fresh 40 tanks": a capital that only opens the sentence


def _shouts(words: list[Word]) -> bool:
    """Return whether most long words have capitals, as in a headline, so that capitals name nothing."""
    long = [w for w in words if w.is_letters and len(w.text) > 3]
    return len(long) > 2 and sum(w.text[0].isupper() for w in long) > 0.8 * len(long)


def _is_model(item: Measure, words: list[Word], after: Word | None) -> bool:
    """Return whether digits start a name ("787 Dreamliner") or stand for one ("the 787,")."""
    before = low(words, item.first - 1)
    if after is not None and after.text[0].isupper() and item.value > 99:
        run = [w for w in words[item.last + 1 : item.last + 4] if w.is_letters]
        return before != "" and not any(_is_plural(w) for w in run)
    return (
        before == "the"
        and item.value > 99
        and (after is None or not after.is_letters)
        and "." not in words[item.first].text
    )


def _is_plural(word: Word) -> bool:
    if word.low in names().stops:
        return False
    return word.low in names().counted or (
        word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))
    )
