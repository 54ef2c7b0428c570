"""JSON lines: one article a line, streamed, so that a file may be of any size."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from visavis.errors import BadLine, EmptyInput, InputError, TooLarge
from visavis.records import Article
from visavis.sources.decode import MAX_BYTES, check_text
from visavis.sources.document import text_id
from visavis.sources.stated import iso_date

_GIVE_UP = 20  # this many bad lines before a good one: the file is no JSON lines
_REMEDY = 'Write one JSON object a line with at least "id" and "text"'
_OPTIONAL = ("title", "byline", "outlet", "published", "url", "language")
FIELDS = ("id", "text", *_OPTIONAL)
"""What a line may state of an article."""

_TYPES = {
    dict: "an object",
    list: "a list",
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a JSONL input; ``text`` is as the line has it."""

    number: int
    id: str | None
    text: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    notes: tuple[str, ...]


def as_article(line: Line, ref: str, source: str) -> Article:
    """Return a line as an article.

    Args:
        line: the line.
        ref: what it is called when it has no id of its own.
        source: where it stands, as the user would name it.
    """
    return Article(
        id=text_id(line.text),
        ref=line.id or ref,
        source=source,
        text=line.text,
        outlet=line.outlet,
        title=line.title,
        byline=line.byline,
        url=line.url,
        published=line.published,
        published_basis="metadata" if line.published else None,
        language=line.language,
        notes=line.notes,
    )


def read_lines(stream: IO[bytes], where: str) -> Iterator[Line | InputError]:
    """Read the articles of a JSONL stream, line by line.

    Args:
        stream: the bytes.
        where: the file, as the user would name it.

    Yields:
        Each article, or for a line that holds none what is wrong with it. When none of the first lines is
        an article, one error for the whole file, and nothing more is read.
    """
    bad: list[InputError] | None = []  # held back until a first good line
    for number, raw in _numbered(stream):
        try:
            line = parse_line(raw, number, f"{where}:{number}")
        except InputError as error:
            if bad is None:
                yield error
                continue
            bad.append(error)
            if len(bad) == _GIVE_UP:
                yield BadLine(f"none of its first {_GIVE_UP} lines is an article", where, _REMEDY)
                return
        else:
            yield from bad or ()
            bad = None
            yield line
    if bad == []:
        yield EmptyInput("the file has no lines", where, "Give one JSON object a line")
    yield from bad or ()


def parse_line(raw: bytes, number: int, where: str) -> Line:
    """Read one line.

    Args:
        raw: the line's bytes.
        number: its number in the file, from 1.
        where: file and line, as the user would name them.

    Raises:
        BadLine: it is no JSON object, or its ``id`` or ``text`` is not what it should be.
        EmptyInput: its text is empty.
        TooLarge: the line or its text is too long for one article.
    """
    return parse_fields(_object(raw, where), number, where)


def parse_fields(fields: Mapping[str, object], number: int, where: str) -> Line:
    """Read the fields of one article; see ``parse_line``.

    Args:
        fields: ``FIELDS`` by name; those that are missing or None are not stated.
        number: the number of its line or row, from 1.
        where: file and line, as the user would name them.
    """
    name = fields.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | float | None):
        raise BadLine(f'"id" is {_kind(name)}', where, "Write it as text or a number")
    text = fields.get("text")
    if not isinstance(text, str):
        what = 'it has no "text"' if text is None else f'"text" is {_kind(text)}'
        raise BadLine(what, where, "Write the article's text as a JSON string")
    notes: list[str] = []
    text = _whole(text, notes)
    check_text(text, where)
    rest = {field: _optional(fields, field, notes) for field in _OPTIONAL}
    if rest["published"] is not None:
        rest["published"] = _date(rest["published"], notes)
    own = None if name is None else _whole(str(name), []).strip() or None
    return Line(number=number, id=own, text=text, notes=tuple(notes), **rest)


def _numbered(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank; a line too long for one article is cut just above the limit."""
    number = 0
    while True:
        raw = stream.readline(MAX_BYTES + 1)
        if not raw:
            return
        number += 1
        whole = raw
        while len(raw) > MAX_BYTES and not raw.endswith(b"\n"):
            raw = stream.readline(MAX_BYTES + 1)  # the rest of the long line is passed over
            if not raw or raw.endswith(b"\n"):
                break
        if number == 1 and whole.startswith(b"\xef\xbb\xbf"):
            whole = whole[3:]
        if whole.strip():
            yield number, whole


def _object(raw: bytes, where: str) -> dict[str, object]:
    if len(raw) > MAX_BYTES:
        raise TooLarge(f"a line of more than {MAX_BYTES / 1e6:.0f} MB", where, "Write one article a line")
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(
            f"not UTF-8 (byte {error.start + 1} of the line)", where, "Save the file as UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise BadLine(f"not JSON ({error.msg}, column {error.colno})", where, _REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise BadLine(
            "JSON that is nested too deeply or holds an impossible number", where, _REMEDY
        ) from error
    if not isinstance(value, dict):
        raise BadLine(f"JSON, but {_kind(value)} and no object", where, _REMEDY)
    return value


def _optional(fields: Mapping[str, object], field: str, notes: list[str]) -> str | None:
    value = fields.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        notes.append(f'"{field}" of the input line is {_kind(value)}, not text, and was left out')
        return None
    return _whole(" ".join(value.split()), []) or None


def _date(text: str, notes: list[str]) -> str | None:
    found = iso_date(text)
    if found is None:
        notes.append(f'"published" of the input line is no ISO 8601 date ("{text[:40]}") and was left out')
    return found


def _whole(text: str, notes: list[str]) -> str:
    """Put U+FFFD for half characters (lone surrogates), which no file can hold; offsets stay as they are."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        notes.append("encoding: half characters (lone surrogates) of the input line read as \ufffd")
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _kind(value: object) -> str:
    return "null" if value is None else _TYPES.get(type(value), "something else")
