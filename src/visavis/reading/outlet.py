"""The outlet that prints an article, where the page itself names it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.knowledge import REMEDY, load_toml
from visavis.reading.block import Block
from visavis.reading.marked import Page
from visavis.reading.times.resolve import resolve
from visavis.records import FurnitureKind

_FILE = "reading/outlet.toml"
_NAME = r"(?:The )?[A-Z][\w.&'’]*(?: (?:of|and|the|for|&|[A-Z][\w.&'’]*)){0,5}"
_SIGN = r"(?P<sign> ?[|·•] ?| -+ ?|-+ |, )"
_BEFORE = re.compile(rf"\W*(?P<name>{_NAME}){_SIGN}\W*")
_BEHIND = re.compile(rf"{_SIGN}(?P<name>{_NAME})\W*")
_PARTS = re.compile(r",| [|·•/] | -+ ")
_HEADER = 16  # words of a line that may name the outlet
_HEADERS = frozenset({"byline", "navigation"})
_NO_NAMES = frozenset(
    {"facebook", "twitter", "youtube", "instagram", "google", "telegram", "whatsapp", "linkedin"}
)


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which a line names the outlet, as the data file gives it."""

    where: Literal["furniture", "masthead"]
    regex: str
    examples: dict[str, str]
    counter: tuple[str, ...] = ()


class OutletFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of ``outlet.toml``."""

    schema: int
    papers: tuple[str, ...]
    sections: tuple[str, ...]
    pattern: tuple[Pattern, ...]


@functools.lru_cache(maxsize=1)
def patterns() -> tuple[OutletFile, tuple[tuple[Pattern, re.Pattern[str]], ...]]:
    """Load the patterns that are shipped with the package.

    Raises:
        DataError: the file breaks its schema or a pattern does not compile.
    """
    file = load_toml(_FILE, OutletFile)
    try:
        return file, tuple((p, re.compile(p.regex, re.IGNORECASE)) for p in file.pattern)
    except re.error as error:
        raise DataError(str(error), _FILE, REMEDY) from error


def named_in(line: str, pattern: Pattern) -> str | None:
    """Return the outlet that a line names by one pattern, None when it names none."""
    file, compiled = patterns()
    regex = next(r for p, r in compiled if p == pattern)
    found = regex.search(line.strip())
    if found is None:
        return None
    name = found["name"].strip(" .,")
    plain = name.lower()
    return None if plain in file.sections or plain in _NO_NAMES or plain in ("us", "our") else name


def imprint(before: str, behind: str) -> str | None:
    """Return the outlet that a line names beside a date ("The Fjord Herald, 3 May 2021"), None without one.

    Args:
        before: what the line says before the date.
        behind: what it says behind it; one of the two must be blank.
    """
    found = _BEFORE.fullmatch(before) if not behind.strip() else None
    found = _BEHIND.fullmatch(behind) if not before.strip() else found
    if found is None:
        return None
    name = found["name"]
    if found["sign"] == ", " and not is_paper(name):
        return None
    return None if name.lower() in patterns()[0].sections else name


def is_paper(name: str) -> bool:
    """Say whether a name ends as those of outlets do."""
    return name.split()[-1].lower() in patterns()[0].papers


def find_outlet(page: Page) -> str | None:
    """Return the outlet: the masthead above the headline, else the name its furniture uses most.

    A line above the headline is taken for a masthead only when it is no section, date or byline; a name in
    the furniture wins over it when it is used there at least twice. Where neither is there, a name beside the
    date that ends as those of outlets do is the outlet's.
    """
    head = page.headline if page.headline is not None else 0
    masthead = _first([b.plain for b, kind in _kinds(page, head) if kind in (None, "navigation")], "masthead")
    lines = [b.plain for b, kind in zip(page.blocks, page.kinds, strict=True) if kind is not None]
    used = Counter(name for line in lines if (name := _first([line], "furniture")) is not None)
    common = used.most_common(1)
    if common and (common[0][1] > 1 or masthead is None):
        return common[0][0]
    return masthead or next(filter(None, map(_imprinted, _above(page))), None)


def _above(page: Page) -> list[Block]:
    """Return the date lines, and lines above the report that name who wrote it or where it stood."""
    running = page.paragraphs()
    report = page.blocks[running[0]].start if running else 0
    lines = zip(page.blocks, page.kinds, strict=True)
    return [b for b, kind in lines if kind == "dateline" or (kind in _HEADERS and b.start < report)]


def _imprinted(block: Block) -> str | None:
    """Return the outlet that a line names by itself, behind its author or beside a date."""
    if block.words > _HEADER:
        return None
    times = [time for time in resolve(block.plain) if time.kind in ("date", "time")]
    first, last = (times[0].start, times[-1].end) if times else (len(block.plain), len(block.plain))
    before, behind = block.plain[:first], block.plain[last:]
    for part in [imprint(before, behind) if times else None, *_PARTS.split(before)]:
        name = part.strip(" ./-") if part else ""
        if re.fullmatch(_NAME, name) and is_paper(name) and len(name.split()) > 1:
            return name
    return None


def _kinds(page: Page, head: int) -> list[tuple[Block, FurnitureKind | None]]:
    return list(zip(page.blocks[:head], page.kinds[:head], strict=True))


def _first(lines: list[str], where: str) -> str | None:
    for pattern, _ in patterns()[1]:
        if pattern.where == where:
            for line in lines:
                if (name := named_in(line, pattern)) is not None:
                    return name
    return None
