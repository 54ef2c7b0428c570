"""Records in a reader's words: dates, actors, kinds of event. Shared by the terminal and the page."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import pycountry
from babel import Locale

from visavis.records import DateSpan, Event, Figure, Happening, Party, Record, Span, Speaker, Statement

AUX_WORDS = {
    "future": "planned",
    "hypothetical": "supposed",
    "negation": "denied or not done",
    "historical": "earlier history",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EXTRA = {
    "XKX": "Kosovo",
    "SUN": "the Soviet Union",
    "YUG": "Yugoslavia",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
}
# Left out of what is shown: control characters (a terminal would obey them) and overrides of direction.
_PRONOUNS = frozenset({"i", "he", "she", "it", "they", "we", "you", "who"})
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Return a text on one line, white space collapsed, without characters that a terminal would obey."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def plain_piece(text: str) -> str:
    """Return a piece of a sentence made plain, with the space at its edges that joins it on."""
    lead, trail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{lead}{plain(text)}{trail}" if text.strip() else lead


def short(text: str, most: int = 160) -> str:
    """Return a text on one line, cut after so many characters; three dots say that it was."""
    line = plain(text[: 4 * most])
    return line if len(line) <= most and len(text) <= 4 * most else line[: most - 2].rstrip() + " …"


@functools.cache
def actor_name(code: str) -> str:
    """Return the English name of a country by its alpha-3 code; an organisation's own short name as it is."""
    if code in _EXTRA:
        return _EXTRA[code]
    country = pycountry.countries.get(alpha_3=code) if len(code) == 3 and code.isupper() else None
    if country is None:
        return code
    return str(Locale("en").territories.get(country.alpha_2, country.name))


def actor_names(codes: Iterable[str]) -> str:
    """Return actors by name, separated by commas."""
    return ", ".join(actor_name(code) for code in codes)


def party_names(parties: Sequence[Party]) -> str:
    """Return the parties of an event by name, each once; an unknown actor by its own words."""
    names = (actor_name(p.code) if p.code else f"“{short(p.text)}”" for p in parties)
    return ", ".join(dict.fromkeys(names))


def figure_words(figure: Figure) -> str:
    """Return a figure as the article has it, with its bound where that stands apart: ``more than 21``."""
    words = plain(figure.text)
    bound = figure.bound if figure.bound != "exact" and not re.search(r"[^\W\d_]{3,}|[+<>]", words) else ""
    return f"{bound} {words}".lstrip()


def kind_words(item: Event | Happening) -> str:
    """Return type and mode of an event or happening, as PLOVER writes them."""
    return f"{item.type} {item.mode}" if item.mode else item.type


def aux_words(item: Event | Happening) -> str:
    """Return in words what keeps an event apart from what happened; empty when it happened."""
    return ", ".join(AUX_WORDS[aux] for aux in item.aux)


def date_words(span: DateSpan | None) -> str:
    """Return a date in a few words: ``15 Dec 2021``, ``9–10 Dec 2021``, ``2014``, ``undated``."""
    if span is None or span.start is None:
        return "undated"
    start, end = span.start[:10], (span.end or span.start)[:10]
    if start == end or not end:
        return _day(start)
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if span.precision == "month" and start[:7] == end[:7]:
        return _day(start[:7])
    if start[:7] == end[:7]:
        return f"{int(start[8:])}–{_day(end)}"
    if start[:4] == end[:4]:
        return f"{_day(start)[:-5]} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def days_words(days: Iterable[str]) -> str:
    """Return the span from the first to the last of some ISO days; empty for none."""
    ordered = sorted(days)
    return date_words(DateSpan(ordered[0], ordered[-1], "day", "")) if ordered else ""


def iso_words(iso: str) -> str:
    """Return an ISO day, month or year in words."""
    return _day(iso)


def signed(number: float) -> str:
    """Return a number with its sign and two decimals; zero bears none."""
    text = f"{number:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def published_words(record: Record) -> str:
    """Return when an article was published and how that is known."""
    span = record.published
    if span is None or span.start is None:
        return "date of publication unknown"
    clock = f" {span.start[11:16]} {_zone(span.start)}".rstrip() if span.precision == "minute" else ""
    basis = re.split(r"\s+['\"“‘]", plain(span.basis))[
        0
    ]  # its kind; the words themselves stand in the article
    return f"published {date_words(span)}{clock} ({basis.rstrip(' :;,')})"


def outlet_words(record: Record) -> str:
    """Return an article's outlet, or its ref where the outlet is not known."""
    return short(record.outlet or record.ref)


def whose(holder: str, outlet: str) -> str:
    """Return who holds a claim: the outlet where it is the article's own."""
    return outlet if holder in ("outlet", "the outlet") else short(holder)


def says_who(event: Event) -> str:
    """Return whose word an event is when it is not the outlet's own: ``China says``; else empty."""
    if event.voice.kind == "outlet":
        return ""
    return f"{actor_name(event.voice.actor)} says" if event.voice.actor else "a source says"


def speaker_words(statement: Statement) -> str:
    """Return who a statement is by, with the country they speak for; all of them when they speak jointly."""
    if statement.joint:
        named = {(speaker.name or speaker.text) for speaker in statement.joint}
        codes = [speaker.code for speaker in statement.joint if speaker.code]
        if len(named) == 1 and len(codes) == len(statement.joint):  # "both countries" names them all
            return f"{short(named.pop())} ({' and '.join(map(actor_name, codes))})"
        return " and ".join(_speaker(speaker) for speaker in statement.joint)
    return _speaker(statement.speaker) if statement.speaker else "speaker unknown"


def is_pronoun(words: str) -> bool:
    """Return whether words only stand for a name: "he", "We"."""
    return words.casefold() in _PRONOUNS


def _speaker(speaker: Speaker) -> str:
    name = short(speaker.name or speaker.text)
    country = actor_name(speaker.code) if speaker.code else ""
    if country and is_pronoun(name):
        return country
    return f"{name} ({country})" if country and country.lower() not in name.lower() else name


def quoted(words: str) -> str:
    """Return words between one pair of quotation marks, whatever marks they came in."""
    return "“" + words.strip('“”"') + "”"


def sentence_words(record: Record, sentence: Span) -> str:
    """Return the sentence that something was read from."""
    return plain(record.text[sentence.start : sentence.end])


def _day(iso: str) -> str:
    parts = iso[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def _zone(stamp: str) -> str:
    tail = re.search(r"(Z|[+-]\d{2}:?\d{2})$", stamp)
    return "" if not tail else "UTC" if tail.group() == "Z" else f"UTC{tail.group()}"


def visible(text: str) -> str:
    """Return a text with the characters that would turn or hide the words around them made visible."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
