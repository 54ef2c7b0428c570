"""Words: what merging compares. Body text only; furniture never counts.

Words are folded so that two outlets' spellings meet: case, possessives, typographic quotation marks and the
plural of nouns (Harman's S-stemmer: D. Harman, "How effective is suffixing?", JASIS 42, 1991).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources

from visavis.errors import DataError
from visavis.records import Record

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]{20,}”|\"[^\"]{20,}\"")
_TABLE = "data/merging/words.csv"


def body(record: Record) -> str:
    """Return the article's body: its sentences, joined by spaces."""
    return " ".join(record.text[s.start : s.end] for s in record.sentences)


def unquoted(text: str) -> str:
    """Return a text without its longer quotations, which outlets share without copying each other."""
    return _QUOTED.sub(" ", text)


def raw_words(text: str) -> list[str]:
    """Return the words of a text in order, case-folded, apostrophes straightened, nothing dropped."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return [match.group().replace(".", "") for match in _WORD.finditer(folded)]


def stem(word: str) -> str:
    """Return a word without possessive and plural ending."""
    word = word[:-2] if word.endswith("'s") else word.rstrip("'")
    if len(word) > 4 and word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words in order; numbers stay, single letters go."""
    return [s for s in map(stem, raw_words(text)) if len(s) > 1]


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


@functools.cache
def common(word: str) -> bool:
    """Return whether a stem is so common in English that sharing it says nothing."""
    passages, counts = background()
    return counts.get(word, 0) > passages // 40


def content(text: str) -> list[str]:
    """Return the stems of a text that carry content, in order."""
    return [s for s in stems(text) if not common(s)]
