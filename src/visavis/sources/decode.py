"""From bytes to text: byte-order mark, UTF-8, declared charset, detection; then one repair of mojibake."""

from __future__ import annotations

import codecs
import re

import ftfy

from visavis.errors import EmptyInput, NotText, TooLarge

MAX_BYTES = 20_000_000
"""The largest file or page that is read whole (JSON lines are streamed and may be any size)."""

MAX_TEXT = 2_000_000
"""The longest text of one article, in characters: several novels, and what one parse holds in memory."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF", "a PDF file", "Save its text first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "Save the article as text or HTML"),
    (b"\x1f\x8b", "a gzip file", "Unpack it first, or pipe it in: zcat FILE | visavis read -"),
    (b"\x89PNG", "a picture", "Give the article's text"),
    (b"\xff\xd8\xff", "a picture", "Give the article's text"),
    (b"GIF8", "a picture", "Give the article's text"),
    (b"\x7fELF", "a program", "Give the article's text"),
    (b"SQLite format 3\x00", "a database", "Export its articles as JSON lines"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "Save the article as text or HTML"),
)
_REMEDY = "Give plain text, a saved HTML page or JSON lines"
_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Only what encoding errors leave behind is repaired: the words, their quotes and widths stay as written.
_REPAIR = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, normalization=None
)


def check_size(size: int, where: str) -> None:
    """Refuse a file that is too large to be one article.

    Args:
        size: its size in bytes.
        where: the file, as the user would name it.

    Raises:
        TooLarge: it is above ``MAX_BYTES``.
    """
    if size > MAX_BYTES:
        raise TooLarge(
            f"{size / 1e6:.1f} MB, and one article may have {MAX_BYTES / 1e6:.0f} MB at most",
            where,
            "Split it into one file per article, or into JSON lines with one article each",
        )


def check_text(text: str, where: str) -> None:
    """Refuse a text that is empty or too long to be one article.

    Args:
        text: the article's text.
        where: the file or line, as the user would name it.

    Raises:
        EmptyInput: it holds white space only.
        TooLarge: it is above ``MAX_TEXT`` characters.
    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\x85\xa0\u3000\0"):
        raise EmptyInput("nothing to read in it", where, "Give an article's text")
    if len(text) > MAX_TEXT:
        raise TooLarge(
            f"a text of {len(text):,} characters, and one article may have {MAX_TEXT:,} at most",
            where,
            "Split it into one file per article, or into JSON lines with one article each",
        )


def decode(data: bytes, where: str, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a file into text.

    Args:
        data: the bytes.
        where: the file, as the user would name it.
        charset: its encoding as whoever sent it states it; what the bytes themselves say goes first.

    Returns:
        The text, and notes on anything but plain UTF-8.

    Raises:
        NotText: the bytes are no text, or their encoding cannot be told.
        EmptyInput: there are none.
    """
    if not data:
        raise EmptyInput("the file is empty", where, "Give an article's text")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _printable(text, where), _lost(text) + _as(encoding)
    _refuse_formats(data, where)
    if _looks_utf16(data):
        encoding = "utf-16-le" if data[1] == 0 else "utf-16-be"
        text = data.decode(encoding, "replace")
        return _printable(text, where), _lost(text) + _as(encoding)
    if b"\0" in data:
        raise NotText("a binary file (it holds NUL bytes)", where, _REMEDY)
    text, notes = _by_charset(data, where, charset)
    return _printable(text, where), notes


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Repair mojibake once, and line ends; nothing else about the words changes.

    Args:
        text: a decoded text.

    Returns:
        The text as it stands from here on, and a note when more than line ends changed.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    fixed = ftfy.fix_text(unix, _REPAIR)
    if fixed == unix:
        return fixed, ()
    return fixed, ("encoding: characters broken by an earlier conversion were repaired before reading",)


def _by_charset(data: bytes, where: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    declared = _declared(data) or _known(charset)
    if declared and declared.startswith("iso2022"):  # seven-bit: it would pass for ASCII
        text = data.decode(declared, "replace")
        return text, _lost(text) + _as(declared)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    valid, broken = len(_MULTIBYTE.findall(data)), text.count("\ufffd")
    if valid >= broken:
        return text, _lost(text)
    for name in filter(None, (declared, _detected(data))):
        try:
            return data.decode(name), _as(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotText("its encoding cannot be told", where, "Save it as UTF-8")


def _declared(data: bytes) -> str | None:
    """Return the charset that a page declares, when Python knows it."""
    match = _CHARSET.search(data[:8192])
    return _known(match.group(1).decode("ascii")) if match else None


def _known(charset: str | None) -> str | None:
    """Return a charset in Python's name for it, None when Python does not know it."""
    try:
        name = codecs.lookup(charset or "").name
    except LookupError:
        return None
    # What pages call Latin-1 is Windows-1252 (WHATWG Encoding Standard); UTF-8 was tried before.
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": None}.get(name, name)


def _detected(data: bytes) -> str | None:
    """Guess an encoding: Western when few bytes are above ASCII, else by charset-normalizer."""
    high = sum(1 for byte in data[:200_000] if byte >= 0x80)
    if high < 0.15 * min(len(data), 200_000):
        try:
            data.decode("cp1252")
        except UnicodeDecodeError:
            pass
        else:
            return "cp1252"
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:200_000]).best()
    return best.encoding if best else None


def _refuse_formats(data: bytes, where: str) -> None:
    for mark, what, remedy in _FORMATS:
        if data.startswith(mark):
            raise NotText(f"{what}, not text", where, remedy)


def _looks_utf16(data: bytes) -> bool:
    """Tell UTF-16 without a mark by its every other byte being zero."""
    head = data[:2000]
    if len(head) < 8 or len(head) % 2:
        head = head[: len(head) // 2 * 2]
    even, odd = head[0::2], head[1::2]
    zeros = (even.count(0), odd.count(0))
    return len(even) > 3 and max(zeros) > 0.7 * len(even) and min(zeros) == 0


def _printable(text: str, where: str) -> str:
    """Refuse a text of which many characters are controls or could not be decoded."""
    head = text[:20_000]
    odd = sum(1 for c in head if c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v\x1b"))
    if odd > 0.1 * len(head):
        raise NotText("a binary file (most of it is no text)", where, _REMEDY)
    return text


def _lost(text: str) -> tuple[str, ...]:
    lost = text.count("\ufffd")
    if not lost:
        return ()
    return (f"encoding: {lost} {'byte or run of bytes is' if lost == 1 else 'bytes or runs of bytes are'}"
            " no valid text and read as \ufffd",)  # fmt: skip


def _as(encoding: str) -> tuple[str, ...]:
    if encoding == "utf-8":
        return ()
    name = {"cp1252": "Windows-1252"}.get(encoding, encoding)
    return (f"encoding: read as {name}",)
