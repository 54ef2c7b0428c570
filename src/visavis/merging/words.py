"""Words: what merging compares. Body text only; furniture never counts.

Words are folded so that two outlets' spellings meet: case, possessives, typographic quotation marks and the
commonest endings (after D. Harman, "How effective is suffixing?", JASIS 42, 1991, and step 1b of M. Porter,
"An algorithm for suffix stripping", 1980).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from importlib import resources

from visavis.errors import DataError
from visavis.records import Record

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")  # the same of plain letters, found sooner
_DOT_INSIDE = re.compile(r"\.(?<=[^\W_]\.)(?=[^\W_])")
_QUOTED = re.compile(r"“[^”]{20,}”|\"[^\"]{20,}\"")
_TABLE = "data/merging/words.csv"


def body(record: Record) -> str:
    """Return the article's body: its sentences, joined by spaces."""
    return " ".join(record.text[s.start : s.end] for s in record.sentences)


def unquoted(text: str) -> str:
    """Return a text without its longer quotations, which outlets share without copying each other."""
    return _QUOTED.sub(" ", text)


def raw_words(text: str) -> list[str]:
    """Return the words of a text in order, case-folded, apostrophes straightened, dots inside left out."""
    if text.isascii():
        return _PLAIN_WORD.findall(_DOT_INSIDE.sub("", text.lower()))
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return _WORD.findall(_DOT_INSIDE.sub("", plain.casefold()))


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a word without possessive, plural, -ed and -ing, so that "reopens" and "reopened" meet."""
    word = word[:-2] if word.endswith("'s") else word.rstrip("'")
    if len(word) > 4 and word.endswith("ies") and word[-4] not in "ae":
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words in order; numbers stay, single letters go."""
    return [s for s in map(stem, raw_words(text)) if len(s) > 1]


@functools.lru_cache(maxsize=20_000)
def stems_of_name(name: str) -> frozenset[str]:
    """Return the stems of a name's words."""
    return frozenset(stems(name))


def sentence_stems(record: Record) -> dict[tuple[int, int], list[str]]:
    """Return the stems of each sentence of an article by its begin and end, in order."""
    return {(s.start, s.end): stems(record.text[s.start : s.end]) for s in record.sentences}


@functools.lru_cache(maxsize=1)
def background() -> tuple[int, dict[str, int]]:
    """Return how many passages the background counts, and in how many of them each stem occurs.

    Raises:
        DataError: the table cannot be read.
    """
    text = resources.files("visavis").joinpath(_TABLE).read_text("utf-8")
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        word, _, count = line.rpartition(",")
        if not word or not count.isdigit():
            raise DataError("not a line of word,count", f"{_TABLE} line {number}")
        counts[word] = int(count)
    return counts.pop("*"), counts


@functools.lru_cache(maxsize=100_000)
def common(word: str) -> bool:
    """Return whether a stem is so common in English that sharing it says nothing."""
    passages, counts = background()
    return counts.get(word, 0) > passages // 40


def content(text: str) -> list[str]:
    """Return the stems of a text that carry content, in order."""
    return without_common(stems(text))


def without_common(stemmed: Sequence[str]) -> list[str]:
    """Return stems without those that are common in English, in order."""
    return [s for s in stemmed if not common(s)]
