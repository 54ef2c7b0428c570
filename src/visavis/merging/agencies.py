"""Wire credits: which agency wrote an article, by the page's own word."""

from __future__ import annotations

import functools
import re

import msgspec

from visavis.knowledge import load_toml
from visavis.merging.words import body
from visavis.records import Record

_FILE = "merging/agencies.toml"
_OWN_CREDITS = ("byline", "dateline")
# An agency that no list names: PLACE, date (Name) -
_DATELINE = re.compile(
    r"^\W*[A-Z][A-Z .'’-]+(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?,? ?"
    r"\((?P<name>[A-Z][\w&.'’ -]{1,40})\)\s*[–—-]"
)
_HEAD = 120  # characters: a dateline is no longer


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A news agency, and lines that do and do not make an article its copy."""

    name: str
    aliases: tuple[str, ...]
    copy: tuple[str, ...]
    not_: tuple[str, ...] = msgspec.field(name="not")


class _Agencies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agency: tuple[Agency, ...]


@functools.lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """Return all known agencies.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, _Agencies).agency


@functools.lru_cache(maxsize=1)
def _credits() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return the patterns of a credit at the head of an article and of one that is a whole line."""
    names = {alias.casefold(): agency.name for agency in agencies() for alias in agency.aliases}
    any_name = "|".join(sorted((re.escape(name) for name in names), key=lambda n: (-len(n), n)))
    # (Reuters) - · /TASS/. · (EFE).- · Tehran, IRNA – : brackets, or a place before and a dash after.
    head = rf"[(/\[](?P<a>{any_name})[)/\]]|^[^\W\d_][\w .]*,\s(?P<b>{any_name})\s[–—-]"
    # By X, Reuters · Source: Xinhua · via AP · (Reporting by X for Reuters): the credit is the line.
    line = (
        rf"^\W*(?:by|source|via|from|reporting by)\b:?\s*(?:[\w.' -]+(?:,|\bfor|/)\s*)?(?P<c>{any_name})\W*$"
        rf"|^\W*(?P<d>{any_name})\W*$"
    )
    return re.compile(head, re.IGNORECASE), re.compile(line, re.IGNORECASE), names


def credit_in(line: str, *, opening: bool = True) -> str | None:
    """Return the agency that a line credits with the article, or None.

    Args:
        line: a byline, a dateline, or the first or last sentence of an article.
        opening: whether a dateline may stand in it.
    """
    head, whole, names = _credits()
    found = whole.search(line) or (head.search(line[:_HEAD]) if opening else None)
    if found is None:
        other = _DATELINE.search(line) if opening else None
        return " ".join(other["name"].split()) if other else None
    return names[next(group for group in found.groups() if group).casefold()]


def wire(record: Record) -> str | None:
    """Return the agency whose copy an article is, by its own credit; None when it bears none.

    Captions are not looked at: a photograph's credit says nothing about the text.
    """
    lines = [(record.byline, True)] if record.byline else []
    for item in record.furniture:
        if item.kind in _OWN_CREDITS:
            lines.append((record.text[item.start : item.end], True))
    if record.sentences:
        first, last = record.sentences[0], record.sentences[-1]
        lines.append((record.text[first.start : first.end], True))
        lines.append((record.text[last.start : last.end], False))
        # A credit may stand between the headline and the body without being marked as furniture.
        begin = max([0, first.start - _HEAD, *(f.end for f in record.furniture if f.end <= first.start)])
        lines.append((record.text[begin : first.start].split("\n")[-1], True))
    if not body(record) or not lines:
        return None
    return next((name for line, opening in lines if (name := credit_in(line, opening=opening))), None)
