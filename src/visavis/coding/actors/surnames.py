"""How the press spells a surname on second mention: with or without marks, as it spells the full name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae"}
)  # fmt: skip
_ARTICLE = re.compile("(?:al|el)-", re.IGNORECASE)
_ALIKE = 0.6  # of two spellings: the share of letters in common, in order (Ratcliff and Obershelp)


def spellings(name: str, surname: str, also: Iterable[str], *, common: bool = False) -> tuple[str, ...]:
    """Return the spellings of a surname, the given one first.

    Args:
        name: the full name ("Volodymyr Zelensky").
        surname: what of it the press writes on second mention ("Zelensky").
        also: other spellings of the full name ("Volodymyr Zelenskyy"). What stands there in the place of the
            surname is a spelling of it where the two are alike.
        common: the surname is a word or a common name too; it keeps its Arabic article then.
    """
    words, size = name.split(), len(surname.split())
    found = [surname]
    if words[-1] != surname and _ARTICLE.sub("", words[-1]) == surname:
        found.append(words[-1])  # "Nouri al-Maliki"
    if words[-size:] == surname.split() and words[:-size][-1:] and words[-size - 1].islower():
        found.append(f"{words[-size - 1]} {surname}")  # "Dominique de Villepin"
    for other in also:
        parts = other.split()
        last = words[-size:] == surname.split()
        part = " ".join(parts[-size:] if last else parts[:size])
        if (last or words[:size] == surname.split()) and _alike(part, surname):
            found.append(part)
    found += [_ARTICLE.sub("", part) for part in found if not common and _ARTICLE.match(part)]
    found += [plain(part) for part in found]
    found += [part[0].upper() + part[1:] for part in found]  # at the head of a sentence
    return tuple(dict.fromkeys(found))


def plain(word: str) -> str:
    """Return a word without marks on its letters: "Erdoğan" as "Erdogan", "Wałęsa" as "Walesa"."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word.translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _alike(one: str, other: str) -> bool:
    a, b = (_ARTICLE.sub("", plain(word).lower()).removeprefix("bin ") for word in (one, other))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE
