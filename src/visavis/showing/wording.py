"""Records in a reader's words: dates, actors, kinds of event. Shared by the terminal and the page."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import pycountry
from babel import Locale

from visavis.records import DateSpan, Event, Happening, Party, Record, Span, Statement

AUX_WORDS = {
    "future": "planned",
    "hypothetical": "supposed",
    "negation": "denied or not done",
    "historical": "earlier history",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EXTRA = {"XKX": "Kosovo"}
# Left out of what is shown: control characters (a terminal would obey them) and overrides of direction.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Return a text on one line, white space collapsed, without characters that a terminal would obey."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def plain_piece(text: str) -> str:
    """Return a piece of a sentence made plain, with the space at its edges that joins it on."""
    lead, trail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{lead}{plain(text)}{trail}" if text.strip() else lead


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
    names = (actor_name(p.code) if p.code else f"“{plain(p.text)}”" for p in parties)
    return ", ".join(dict.fromkeys(names))


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


def published_words(record: Record) -> str:
    """Return when an article was published and how that is known."""
    span = record.published
    if span is None or span.start is None:
        return "date of publication unknown"
    clock = f" {span.start[11:16]} {_zone(span.start)}".rstrip() if span.precision == "minute" else ""
    basis = re.split(r"\s+['\"“‘]", plain(span.basis))[
        0
    ]  # its kind; the words themselves stand in the article
    return f"published {date_words(span)}{clock} ({basis})"


def outlet_words(record: Record) -> str:
    """Return an article's outlet, or its ref where the outlet is not known."""
    return plain(record.outlet or record.ref)


def says_who(event: Event) -> str:
    """Return whose word an event is when it is not the outlet's own: ``China says``; else empty."""
    if event.voice.kind == "outlet":
        return ""
    return f"{actor_name(event.voice.actor)} says" if event.voice.actor else "a source says"


def speaker_words(statement: Statement) -> str:
    """Return who a statement is by, with the country they speak for."""
    speaker = statement.speaker
    if speaker is None:
        return "speaker unknown"
    name = plain(speaker.name or speaker.text)
    country = actor_name(speaker.code) if speaker.code else ""
    return f"{name} ({country})" if country and country.lower() not in name.lower() else name


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


_HAPPENED = {
    "AGREE": "agreed or promised",
    "CONSULT": "met or talked",
    "CONSULT:visit": "visited",
    "CONSULT:phone": "talked by telephone",
    "CONSULT:multilateral": "met in a larger round",
    "CONSULT:third-party": "talked through a third party",
    "SUPPORT": "gave support in words",
    "CONCEDE": "gave way in words",
    "COOPERATE": "worked together",
    "AID": "gave help",
    "RETREAT": "drew back",
    "RETREAT:withdraw": "withdrew",
    "RETREAT:release": "released people or goods",
    "RETREAT:disarm": "gave up arms",
    "RETREAT:ceasefire": "stopped fighting",
    "RETREAT:access": "gave access",
    "RETREAT:resign": "resigned",
    "REQUEST": "asked or demanded",
    "REQUEST:assist": "asked for help",
    "REQUEST:change": "demanded a change",
    "REQUEST:yield": "demanded a concession",
    "REQUEST:meet": "asked for talks",
    "ACCUSE": "criticised or accused",
    "ACCUSE:disapprove": "criticised",
    "ACCUSE:investigate": "investigated or charged",
    "ACCUSE:allege": "accused",
    "REJECT": "refused",
    "REJECT:assist": "refused help",
    "REJECT:change": "refused a change",
    "REJECT:yield": "refused to give way",
    "REJECT:meet": "refused to talk",
    "THREATEN": "threatened or warned",
    "PROTEST": "protested",
    "PROTEST:demo": "demonstrated",
    "PROTEST:riot": "rioted",
    "PROTEST:strike": "went on strike",
    "PROTEST:hunger": "went on hunger strike",
    "PROTEST:boycott": "boycotted",
    "PROTEST:obstruct": "blocked the way",
    "SANCTION": "reduced relations",
    "SANCTION:convict": "convicted",
    "SANCTION:expel": "expelled",
    "SANCTION:withdraw": "withdrew from ties",
    "SANCTION:discontinue": "cut ties or imposed sanctions",
    "MOBILIZE": "mobilised",
    "MOBILIZE:troops": "moved troops",
    "MOBILIZE:weapons": "moved or tested weapons",
    "MOBILIZE:police": "deployed police",
    "MOBILIZE:militia": "mobilised a militia",
    "COERCE": "used coercion",
    "COERCE:arrest": "arrested",
    "COERCE:seize": "seized",
    "COERCE:censor": "censored",
    "COERCE:cyber": "attacked by computer",
    "COERCE:deport": "deported",
    "ASSAULT": "attacked",
    "ASSAULT:aerial": "attacked from the air",
    "ASSAULT:abduct": "abducted",
}


def happened_words(item: Event | Happening) -> str:
    """Return in plain words what kind of thing an event or happening is."""
    return _HAPPENED.get(f"{item.type}:{item.mode}", _HAPPENED.get(item.type, item.type.lower()))


def visible(text: str) -> str:
    """Return a text with the characters that would turn or hide the words around them made visible."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def about_words(about: str) -> str:
    """Return what a difference is about with actors' codes put as names."""
    return " ".join(actor_name(word) if word.isupper() else plain(word) for word in about.split(" "))
