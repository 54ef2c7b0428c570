"""Compare: whether two tellings can be of one happening, and how well they agree.

What keeps tellings apart is strict (another stance, other parties, other days, another form of meeting); what
draws them together is weighed. Counting one event of a type per pair of parties, day and place is the
field's own rule against duplicate reports ("one-a-day" filtering; P. Schrodt, 2012); here it is softened
by wording, so that two reports that differ by a day can meet and two events of one day can stay apart.
"""

from __future__ import annotations

from visavis.merging.intervals import gap
from visavis.merging.kinds import RECIPROCAL, kinds, same_kind
from visavis.merging.tellings import Telling
from visavis.merging.words import raw_words

JOIN = 0.55  # tellings that agree this well are of one happening
SHORT = 7  # days: a date not longer than this says which of several events is meant
SLIP = 1  # days by which reports of one event differ through time zones and deadlines
OTHER_TYPE = 0.4  # what tellings of different types must share in wording
ALIKE = 0.15  # what two sentences of one article on one deed share at least, unless their verb is the same
NAMED = 0.8  # how well parties agree when those missing on one side are named in its sentence
DISPUTE = 3  # days by which they may differ when the wording is the same


def agreement(a: Telling, b: Telling) -> float | None:
    """Return how well two tellings agree, from 0 to about 1.2; None when they cannot be of one happening.

    Tellings of different stories that could be of one but do not say so agree by 0: others must join them.
    """
    kind, other = a.event.type, b.event.type
    if a.stance != b.stance or not same_kind(kind, other):
        return None
    if a.when and b.when and gap(a.when, b.when) > DISPUTE:
        return None
    shared = wording(a, b)
    if kind != other and shared < OTHER_TYPE:
        return None
    apart_in_words = shared < ALIKE and a.verb != b.verb
    if apart_in_words and a.article == b.article and kind in kinds().verbal:
        return None
    if shared < ALIKE and not kinds().wide.isdisjoint((kind, other)):
        return None
    parties = None if _apart(a, b) else _parties(a, b)
    dates = None if parties is None else _dates(a, b, parties, shared)
    if parties is None or dates is None or (kind != other and parties < NAMED):
        return None
    if a.story != b.story and not _sure(a, b, parties, shared):
        return 0.0
    value = 0.4 * parties + dates + 0.3 * shared
    value += 0.05 * (a.verb == b.verb) + 0.05 * (a.form is not None and a.form == b.form)
    value += 0.05 * (a.article == b.article) + 0.05 * (is_news(a) and is_news(b))
    if kind == "CONSULT":
        return value + (0.1 if parties >= 0.8 else 0.0)
    # An article that lists several undated deeds of one pair words each its own way; talks it comes back to.
    listed = a.article == b.article and dates <= 0.1 and apart_in_words
    return value - (0.2 if listed else 0.0)


def wording(a: Telling, b: Telling) -> float:
    """Return the share of content words that two tellings' sentences have in common (Dice)."""
    total = len(a.words) + len(b.words)
    return 2 * len(a.words & b.words) / total if total else 0.0


def compatible_days(a: Telling, b: Telling) -> bool:
    """Return whether nothing in the dates says that two tellings are of different days."""
    if a.when and b.when:
        return gap(a.when, b.when) <= SLIP
    for known, other in ((a, b), (b, a)):
        if known.when and known.when.length == 1 and other.weekday is not None:
            return abs(known.when.first.weekday() - other.weekday) in (0, 1, 6)
    return a.weekday is None or b.weekday is None or a.weekday == b.weekday


def _apart(a: Telling, b: Telling) -> bool:
    """Return whether form, level, persons or place say that two tellings are of different events."""
    if a.form and b.form and a.form != b.form:
        return True
    if a.level and b.level and a.level != b.level:
        return True
    if a.event.type == b.event.type == "CONSULT" and _other_persons(a, b):
        return True
    # "Separate talks with A and B" are two meetings, and no report of either.
    if a.one_by_one != b.one_by_one and a.codes != b.codes:
        return True
    here, there = a.event.place, b.event.place
    if _same_day_of_talks(a, b):
        return False
    if here and there and here.country and there.country and here.country != there.country:
        return True
    # Two towns of a country are two attacks, two seas two exercises; a hall and its city are one venue.
    if here is None or there is None or not {a.event.type, b.event.type} <= kinds().on_ground:
        return False
    return not _same_place(here.text, there.text)


def _same_day_of_talks(a: Telling, b: Telling) -> bool:
    """Return whether both tell talks of the same parties on the same day, whatever places they name."""
    talks = a.event.type == b.event.type == "CONSULT" and a.codes == b.codes and len(a.codes) > 1
    return talks and a.stated and b.stated and a.when == b.when and a.when is not None and a.when.length == 1


def _other_persons(a: Telling, b: Telling) -> bool:
    """Return whether some party is represented by different people in two tellings."""
    if a.names == b.names:
        return False
    shared = {code for code, _ in a.names} & {code for code, _ in b.names}
    return any(
        not {n for c, n in a.names if c == code} & {n for c, n in b.names if c == code} for code in shared
    )


def _same_place(a: str, b: str) -> bool:
    x, y = set(raw_words(a)), set(raw_words(b))
    return bool(x & y) or not x or not y


def _parties(a: Telling, b: Telling) -> float | None:
    """Return how well the parties agree; None when they are others."""
    if not a.codes and not b.codes:
        return 0.8 if a.unknown and a.unknown == b.unknown else None
    if a.codes and b.codes and (a.actors or a.recipients) and (b.actors or b.recipients):
        actors, recipients = _side(a.actors, b.actors), _side(a.recipients, b.recipients)
        if actors is None or recipients is None:
            return None
        return (actors + recipients) / 2
    whole = _sets(a.codes, b.codes)
    return whole if whole is not None and whole >= NAMED else _named(a, b) or whole


def _named(a: Telling, b: Telling) -> float | None:
    """Return how well parties agree if those missing from one side are named in its sentence.

    "The envoy brought A and B together" may be coded without B: that day it is the meeting of A and B.
    """
    if a.when is None or b.when is None or not {a.event.type, b.event.type} <= RECIPROCAL:
        return None
    near = (a.stated or b.stated) and gap(a.when, b.when) == 0 and max(a.when.length, b.when.length) <= SHORT
    told = any(x.codes & y.codes and y.codes - x.codes and y.codes <= x.named for x, y in ((a, b), (b, a)))
    return NAMED if near and told else None


def _side(a: frozenset[str], b: frozenset[str]) -> float | None:
    if not a or not b:
        return 1.0 if a == b else 0.4
    return 1.0 if a == b else (0.8 if a <= b or b <= a else None)


def _sets(a: frozenset[str], b: frozenset[str]) -> float | None:
    small, large = sorted((a, b), key=len)
    if small == large:
        return 1.0
    if not small:
        return None
    if small <= large:
        return 0.8 if len(small) > 1 else 0.4
    return 0.6 if len(small & large) > 1 and len(small & large) * 2 >= len(small | large) else None


def _dates(a: Telling, b: Telling, parties: float, shared: float) -> float | None:
    """Return what the dates add; None when they exclude each other."""
    if a.when is None or b.when is None:
        return 0.1 if compatible_days(a, b) else None
    apart = gap(a.when, b.when)
    long, short = max(a.when.length, b.when.length), min(a.when.length, b.when.length)
    if apart == 0:
        if long <= SHORT:
            return 0.3
        # "In 2021" beside a day of that year: only the wording can tell whether it is the same event.
        return 0.05 if long <= 31 or short > SHORT or shared >= 0.3 else None
    if apart <= SLIP and long <= SHORT and parties == 1.0:
        return 0.15
    return 0.0 if apart <= DISPUTE and shared >= 0.5 and a.story == b.story else None


def _sure(a: Telling, b: Telling, parties: float, shared: float) -> bool:
    """Return whether tellings in different stories can only mean the same event."""
    if a.when is None or b.when is None or parties < 0.8 or a.event.type != b.event.type:
        return False
    if gap(a.when, b.when) or max(a.when.length, b.when.length) > SHORT or len(a.codes & b.codes) < 2:
        return False
    return a.event.type == "CONSULT" or shared >= 0.2


def is_news(t: Telling) -> bool:
    """Return whether a telling is of the news itself: dated close to publication, or not dated."""
    return t.when is None or t.told is None or gap(t.when, t.told) <= 2
