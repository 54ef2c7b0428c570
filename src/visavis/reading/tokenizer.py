"""spaCy's tokenizer, asked for no more than a word needs.

For each new word its expressions look for signs before, behind and inside it, and for addresses; a word of
letters alone holds none of these, nor does a plain number. And each new word gets a score of flags (is it an
address, a number, a stop word), of which few are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import srsly  # type: ignore[import-untyped]
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

Found = TypeVar("Found")

# Designations ("Tu-95MS", "F-16s", "Hwasong-15") stay whole: in pieces they lead the parse astray.
_DESIGNATION = re.compile(r"(?:[A-Z][A-Za-z]{0,3}-\d+[A-Z]{0,3}|[A-Z][a-z]+-\d{1,3})s?")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_FORMS = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "LANG")
_FLAGS = ("IS_SPACE", "IS_ALPHA", "IS_TITLE", "IS_PUNCT")  # the first for spaCy, the others for our tokens
_READ = frozenset(IDS[name] for name in (*_FORMS, *_FLAGS))
_KEPT = 100_000  # words whose tokens are remembered


class BareTokenizer(Tokenizer):  # type: ignore[misc]
    """A tokenizer that keeps its special cases as they are read, for ``quicken`` to set them.

    Over a thousand, they are read anew after each change, which takes a fifth of a second.
    """

    exceptions: dict[str, object]

    def from_bytes(self, bytes_data: bytes, *, exclude: Sequence[str] = ()) -> BareTokenizer:
        """Take what was written of a tokenizer, its special cases aside."""
        super().from_bytes(bytes_data, exclude=(*exclude, "exceptions"))
        self.exceptions = srsly.msgpack_loads(bytes_data)["exceptions"]
        return self


def quicken(nlp: Language) -> None:
    """Let the embedded model's tokenizer cut words faster, and designations not at all.

    Args:
        nlp: the embedded pipeline, its tokenizer a bare one; its words have no other attributes
            afterwards than those that it reads.
    """
    tokenizer: Any = nlp.tokenizer
    for name in ("prefix_search", "suffix_search", "url_match"):
        setattr(tokenizer, name, _but_plain(getattr(tokenizer, name), None))
    tokenizer.infix_finditer = _but_plain(tokenizer.infix_finditer, iter(()))
    tokenizer.token_match = _DESIGNATION.fullmatch
    tokenizer.max_cache_size = _KEPT
    tokenizer.rules = tokenizer.exceptions
    getters: dict[int, object] = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for unread in getters.keys() - _READ:
        del getters[unread]


def _but_plain(search: Callable[[str], Found], nothing: Found) -> Callable[[str], Found]:
    """Return a search that finds nothing in words of letters alone and in numbers."""

    def found(word: str) -> Found:
        """Return what the search finds in a word."""
        return nothing if word.isalpha() or _NUMBER.fullmatch(word) else search(word)

    return found
