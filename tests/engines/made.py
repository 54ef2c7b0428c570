"""Records that nobody had to read: synthetic articles with copies among them, for what joins articles."""

import random
from datetime import date, timedelta

import msgspec

from visavis.records import DateSpan, Event, Party, Record, Span, Voice, Words

CODES = ("NOR", "SWE", "FIN", "DNK", "ISL", "EST", "LVA", "LTU")


def records(count):
    """Return records of affairs of about eight articles; one in five also as a copy, one in nine undated."""
    chance, found = random.Random(5), []
    for n in range(count):
        record = _record(n, chance)
        if chance.random() < 1 / 9:
            record = msgspec.structs.replace(record, published=None)
        found.append(record)
        if chance.random() < 1 / 5:
            found.append(_copied(record, chance))
    return found


def _record(n, chance):
    """Return article ``n``: some words are its affair's, which lies within days somewhere in two years."""
    own = random.Random(n // 8)
    day = (date(2020, 1, 1) + timedelta(days=own.randrange(730) + chance.randrange(3))).isoformat()
    special = [f"Name{own.randrange(200_000)}" for _ in range(25)]
    words = [
        chance.choice(special) if chance.random() < 1 / 5 else f"word{chance.randrange(5000)}"
        for _ in range(300)
    ]
    text = " ".join(words)
    span = DateSpan(day, day, "day", "metadata")
    a, b = (Party(code, code, 0, 3) for code in own.sample(CODES, 2))
    event = Event(
        f"e{n}", "CONSULT", "meet", (), (), (a,), (b,), span, None, Voice("outlet"), Words(0, 3, "met"),
        Span(0, 20), 2.5, 0.9, "made",
    )  # fmt: skip
    return Record(
        f"a{n}", f"a{n}", f"made:{n}", f"Outlet {chance.randrange(40)}", None, None, None, span, "en", text,
        (), (), (Span(0, len(text)),), (), (), (event,), (), (), (), (), (),
    )  # fmt: skip


def _copied(record, chance):
    """Return a record of another outlet with one word in twenty changed, or its first half only."""
    words = record.text.split()
    if chance.random() < 1 / 2:
        words = words[: len(words) // 2]
    else:
        words = [w if chance.random() < 19 / 20 else f"changed{chance.randrange(99)}" for w in words]
    text, name = " ".join(words), f"{record.ref}c"
    sentences = (Span(0, len(text)),)
    return msgspec.structs.replace(record, id=name, ref=name, outlet="Copy", text=text, sentences=sentences)
