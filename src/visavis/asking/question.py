"""A question parsed into a query: its kind, the actors, days and articles that it names, its topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from visavis.asking.lexicon import STRONG, deed_patterns, kinds, topics
from visavis.coding.actors.entries import Hit
from visavis.coding.actors.registry import Registry
from visavis.reading.times.resolve import resolve
from visavis.records import Interval

_LONGEST = 500  # characters of a question
_CODE = re.compile(r"\b[A-Z]{3}\b")
_ATTACK = re.compile(
    r"@(\d+) (?:(?!@)\S+ ){0,4}?(?:attack|invad|strike|struck|bomb|hit|shell)\w*"
    r" (?:(?!@)\S+ ){0,3}?@(\d+)"
    r"|@(\d+) (?:mov|march|act|advanc|turn)\w* (?:on|against|into|in on) @(\d+)"
)
_AGAINST = re.compile(r"\b(?:against|anti|targeting|aimed at|directed at|counter|versus) (?:the )?@(\d+)")
_IDLE = frozenset({"the", "its", "their", "his", "her"})
_PLACE = re.compile(r"\b(?:in|at|near|from) $")


@dataclass(frozen=True)
class Named:
    """An actor that a question names: state or organisation, and the person where one is named."""

    words: str
    code: str
    person: str | None = None


@dataclass(frozen=True)
class Topic:
    """What is asked about: actors whose names must stand in a sentence, and words."""

    words: str
    codes: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A question as it was understood.

    Attributes:
        text: the question.
        plain: it in plain words: actors as ``@0``, ``@1``, days as ``#``.
        kind: which kind of question, None when it is of no kind that can be answered.
        named: the actors that it names, in order, each once.
        against: the actor against whom something is said to go.
        attacks: who is supposed to attack whom.
        days: the days that it names.
        deeds: PLOVER types, or type:mode, whose words it holds.
        topics: what it asks about.
        others: other kinds that fit nearly as well.
    """

    text: str
    plain: str
    kind: str | None
    named: tuple[Named, ...] = ()
    against: str | None = None
    attacks: tuple[tuple[str, str], ...] = ()
    days: tuple[Interval, ...] = ()
    deeds: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    others: tuple[str, ...] = ()
    leading: tuple[Named, ...] = field(default=())

    @property
    def states(self) -> tuple[str, ...]:
        """Return the codes of the actors, each once."""
        return tuple(dict.fromkeys(one.code for one in self.named))


def parse(text: str, actors: Registry, today: str | None) -> Query:
    """Return a question as a query.

    Args:
        text: the question, in English.
        actors: the registry that names are looked up in.
        today: the ISO day from which "last June" or a day without a year is counted; None leaves them open.
    """
    text = " ".join(text[:_LONGEST].split())
    found = [t for t in resolve(text, today) if t.interval]
    dates = [t for t in found if any(c.isdigit() for c in t.text)]
    spans = [
        x for x in _names(text, actors, today) if not any(t.start <= x[0] and x[1] <= t.end for t in dates)
    ]
    times = [t for t in found if not _inside(t.start, spans)]
    pieces: list[str] = []
    at = 0
    order: dict[str, int] = {}
    named: list[Named] = []
    marks = sorted(
        [(s, e, n) for s, e, n in spans] + [(t.start, t.end, None) for t in times], key=lambda m: m[:2]
    )
    for start, end, name in marks:
        pieces.append(text[at:start])
        at = end
        if name is None:
            pieces.append(" # ")
            continue
        key = name.person or name.code
        if key not in order:
            order[key] = len(named)
            named.append(name)
        pieces.append(f" @{order[key]} ")
    pieces.append(text[at:])
    marked = _plain("".join(pieces))
    bare = re.sub(r"@\d+", "@", marked)
    kind, others = _kind(bare)
    behind = _AGAINST.search(marked)
    against = named[int(behind.group(1))].code if behind else None
    pairs = ([int(n) for n in found if n] for found in _ATTACK.findall(marked))
    attacks = tuple((named[a].code, named[b].code) for a, b in pairs)
    asked, leading = _topics(_plain("".join(pieces).replace(",", " and ")), named)
    asked = tuple(replace(topic, words=_as_written(topic.words, text)) for topic in asked)
    return Query(
        text,
        bare,
        kind,
        tuple(named),
        against,
        attacks,
        tuple(t.interval for t in times if t.interval),
        tuple(k for k, pattern in deed_patterns() if pattern.search(bare)),
        asked,
        others,
        leading,
    )


def _kind(plain: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the kind that fits best, and those that fit nearly as well."""
    scores = [(one.score(plain), -i, one.kind.id) for i, one in enumerate(kinds())]
    fitting = sorted((s for s in scores if s[0] >= STRONG), reverse=True)
    if not fitting:
        return None, ()
    best = fitting[0][0]
    return fitting[0][2], tuple(name for score, _, name in fitting[1:3] if score >= best - 1)


def _plain(text: str) -> str:
    """Return words in lower case, without marks; hyphens are spaces, possessives are dropped."""
    low = re.sub(r"[’']s\b|s[’'](?=\s)", lambda m: "s" if m.group()[0] == "s" else "", text.lower())
    return " ".join(re.sub(r"[^\w@#$%’']+", " ", low).split())


# ---------------------------------------------------------------- actors


def _names(text: str, actors: Registry, today: str | None) -> list[tuple[int, int, Named]]:
    """Return the actors that a question names, with their places."""
    found: list[tuple[int, int, Named]] = []
    for hit in _hits(text, actors):
        name = _named(hit, actors, today)
        if name is None or (hit.best.kind == "capital" and _PLACE.search(text[: hit.start].lower())):
            continue
        if not _inside(hit.start, found):
            found.append((hit.start, hit.end, name))
    for code in _CODE.finditer(text):
        if actors.state(code.group()) and not _inside(code.start(), found):
            found.append((code.start(), code.end(), Named(code.group(), code.group())))
    return sorted(found, key=lambda f: f[:2])


def _hits(text: str, actors: Registry) -> list[Hit]:
    """Return the names in a question, also where it is written without capitals."""
    hits = [h for h in actors.find(text) if h.best.kind != "blocked"]
    if any(c.isupper() for c in text[1:]):
        return hits
    raised = re.sub(r"\b[a-z]", lambda m: m.group().upper(), text)
    raised = re.sub(r"\b(The )?(U[ks]|Usa|Uae|Eu|Un|Nato)\b(?=\W|$)", _shouted, raised)
    return [h for h in actors.find(raised) if h.best.kind not in ("blocked", "surname")]


def _shouted(found: re.Match[str]) -> str:
    """Return a short name in capitals; "us" alone is a pronoun, "the us" is not."""
    article, name = found.group(1) or "", found.group(2)
    return found.group() if name == "Us" and not article else article + name.upper()


def _named(hit: Hit, actors: Registry, today: str | None) -> Named | None:
    best = hit.best
    if best.kind in ("person", "surname"):
        people = [actors.persons[m.name] for m in hit.meanings if m.kind == "person" and m.name]
        people = people or list(actors.surnames.get(hit.text, []))
        serving = [p for p in people if p.serves(today)] or people
        codes = {p.spell(today).code for p in serving}
        if len(codes) != 1:
            return None
        return Named(hit.text, codes.pop(), serving[0].name if len(serving) == 1 else hit.text)
    return Named(hit.text, best.code) if best.code else None


def _inside(at: int, spans: Sequence[tuple[int, int, object]]) -> bool:
    return any(start <= at < end for start, end, _ in spans)


# ---------------------------------------------------------------- topics


def _topics(marked: str, named: Sequence[Named]) -> tuple[tuple[Topic, ...], tuple[Named, ...]]:
    """Return what stands behind "about" and its like, one by one, and the actors that stand before it."""
    leads = "|".join(topics().leads)
    cut = re.search(rf"\b(?:{'|'.join(topics().leads[:7])})\b", marked) or re.search(
        rf"\b(?:{leads})\b", marked
    )
    head, tail = (marked[: cut.start()], marked[cut.end() :]) if cut else (marked, "")
    leading = tuple(named[int(n)] for n in dict.fromkeys(re.findall(r"@(\d+)", head)))
    parts = re.split(r"\band\b|\bor\b", tail) if tail else []
    return tuple(t for part in parts for t in _topic(part, named)), leading


def _as_written(words: str, text: str) -> str:
    """Return words as the question writes them: with their capitals."""
    found = re.search(re.escape(words), text, re.IGNORECASE)
    return found.group() if found else words


def _topic(words: str, named: Sequence[Named]) -> list[Topic]:
    codes = [named[int(n)].code for n in re.findall(r"@(\d+)", words)]
    terms = [w for w in re.findall(r"[^\W\d_][\w’']{2,}", words) if w not in topics().empty]
    shown = re.sub(r"@(\d+)", lambda m: named[int(m.group(1))].words, words).strip()
    shown = " ".join(w for w in shown.split() if w.lower() not in _IDLE) or shown
    if len(codes) > 1 and not terms:
        return [Topic(c, (c,), ()) for c in codes]
    return [Topic(shown, tuple(codes), tuple(terms))] if codes or terms else []
