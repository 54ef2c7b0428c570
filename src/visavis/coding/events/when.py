"""When an event took place: the time expression that its clause names, else what the report implies.

What is told beside the news ("after Iraq had invaded Kuwait", "Japan, which closed the strait, ...") is not
dated by the day of publication; nor is an act by the time of what it only speaks of ("ruled out talks before
the vote in May").
"""

from __future__ import annotations

import bisect
import datetime
import operator
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from visavis.coding.events import ongoing
from visavis.coding.events.distance import by_distance
from visavis.coding.events.sentence import SUBJECTS, Sentence
from visavis.coding.events.settle import SCOPED, Candidate, scope
from visavis.records import DateSpan, Event, Interval, Reading, Time

_START = operator.attrgetter("start")
_AS_NEWS = "no time named; reported as news"
_SAID = frozenset({"SUPPORT", "AGREE", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
_HABITS = frozenset({"whenever", "always", "often", "usually", "traditionally", "historically"})
_FRESH = 4  # days from a meeting to its report
_TOO_WIDE = frozenset({"century", "unknown"})
_HISTORICAL_YEARS = 5  # older than so many years before publication is history, not news
_TALE_YEARS = 2  # what follows a sentence about so many years ago is no news either
_ASIDE = frozenset({"after", "before", "since", "until", "till", "once", "following"})
_NEXT = frozenset({"then", "subsequently", "thereupon", "afterwards"})
_LATER = frozenset({"later", "eventually", "subsequently", "afterwards"})
_CONTRASTS = frozenset({"although", "though", "while", "whereas", "because"})
_TOWARDS = frozenset(
    {"before", "until", "till", "by", "pending", "after", "following", "ahead of", "prior to"}
)
_PERIODS = frozenset({"years", "year", "period", "decade", "term"})
_LONG = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})
_EXPECTED = frozenset({"expected", "scheduled", "set", "planned", "slated", "supposed"})
_RANGES = {"between": ("and",), "from": ("to", "until", "till", "through", "-", "–")}


def times_of(reading: Reading, s: Sentence) -> list[Time]:
    """Return the dates and times of day that stand in a sentence, each range ("from 2010 to 2016") as one."""
    first = bisect.bisect_left(reading.times, s.span.start, key=_START)
    last = bisect.bisect_left(reading.times, s.span.end, first, key=_START)
    found = [t for t in reading.times[first:last] if t.kind in ("date", "time")]
    text = reading.article.text
    out: list[Time] = []
    for time in found:
        before = out[-1] if out else None
        whole = _range(text, before, time) if before is not None else None
        if whole is not None:
            out[-1] = whole
        else:
            out.append(time)
    return out


def _range(text: str, first: Time, last: Time) -> Time | None:
    """Return two times as the range that the words around them make of them, or None."""
    opening = text[max(0, first.start - 12) : first.start].lower().split()
    joint = text[first.end : last.start].strip().lower()
    if not opening or joint not in _RANGES.get(opening[-1], ()):
        return None
    if first.interval is None or last.interval is None or last.interval.end < first.interval.start:
        return None
    span = Interval(first.interval.start, last.interval.end, first.interval.precision)
    words = text[first.start : last.end]
    return msgspec.structs.replace(first, end=last.end, text=words, interval=span)


def date_of(
    reading: Reading, s: Sentence, c: Candidate, times: Sequence[Time], previous: DateSpan | None
) -> DateSpan:
    """Return an event's date with its basis.

    Args:
        reading: for the day of publication.
        s: the sentence.
        c: the event; only a report in the past tense is dated by its publication.
        times: the sentence's time expressions.
        previous: the date of the same event where it was told before, if any.
    """
    sure = [t for t in times if t.interval is not None and t.interval.precision not in _TOO_WIDE]
    nearest = _own(s, c, sure, _news_day(reading))
    if nearest is not None and nearest.interval is not None:
        interval = nearest.interval
        if (lasting := ongoing.since(s, c, nearest, _basis(nearest), _news_day(reading))) is not None:
            return lasting
        return DateSpan(interval.start[:10], interval.end[:10], interval.precision, _basis(nearest))
    if (placed := by_distance(s, s.clause(c.at), sure)) is not None:
        return placed
    unresolved = _own(s, c, [t for t in times if t.interval is None], None)
    if unresolved is not None:
        return DateSpan(None, None, "unknown", _basis(unresolved))
    if (then := _then(s, c) or ongoing.has_since(s, c, _news_day(reading))) is not None:
        return then
    if s.entry is not None and (headed := _headed(s, c)) is not None:
        return headed
    if previous is not None:
        basis = "told before <- " + previous.basis.removeprefix("told before <- ")
        return DateSpan(previous.start, previous.end, previous.precision, basis)
    return _from_publication(reading, s, c)


def _then(s: Sentence, c: Candidate) -> DateSpan | None:
    """Return the date of the event told before for what followed it ("India then suspended visas")."""
    root = s.clause(c.at if c.match.light is None else c.match.light)
    before = s.earlier[-1] if s.earlier else None
    near = before is not None and s.before is not None and before.sentence == s.before.span
    follows = any(s.low[k] in _NEXT and s.dep[k] == "advmod" and k < root for k in s.kids[root])
    if before is None or not near or not follows or c.modality.tense != "past":
        return None
    if before.date.start is None or before.date.basis.startswith("no "):
        return None
    return msgspec.structs.replace(before.date, basis=f"then <- {before.date.basis}")


def _headed(s: Sentence, c: Candidate) -> DateSpan | None:
    """Return the date of the chronology's entry that an event stands in, but of what is told beside it."""
    root = s.clause(c.at if c.match.light is None else c.match.light)
    beside = _backgrounded(s, root) or _aside(s, root) or _before_the_news(s, root) or _offset(s, root)
    later = any(s.low[k] in _LATER and s.dep[k] == "advmod" for k in s.kids[root])
    if s.entry is None or s.entry.interval is None or beside or later or "future" in c.modality.aux:
        return None
    day = s.entry.interval
    return DateSpan(day.start[:10], day.end[:10], day.precision, f"entry of {_basis(s.entry)}")


def _from_publication(reading: Reading, s: Sentence, c: Candidate) -> DateSpan:
    """Return the date of a fresh report in the past tense; unknown, with the reason, for all else."""
    published = reading.published
    if published is None or published.start is None:
        return DateSpan(None, None, "unknown", "no time named, and no day of publication to go by")
    root = s.clause(c.at if c.match.light is None else c.match.light)
    if _backgrounded(s, root) or _aside(s, root):
        return DateSpan(None, None, "unknown", "no time named; told beside another event")
    if _habitual(s, root):
        return DateSpan(None, None, "unknown", "no time named; told as a habit")
    if _before_the_news(s, root):
        return DateSpan(None, None, "unknown", "no time named; told as earlier than the news")
    if _offset(s, root):
        return DateSpan(None, None, "unknown", "no day named; told by its distance from another event")
    if c.modality.tense != "past":
        return DateSpan(None, None, "unknown", f"no time named; published {published.start[:10]}")
    if (told := _in_a_tale(reading, s, published.start)) is not None:
        return DateSpan(None, None, "unknown", f"no time named; told right behind what was in {told}")
    precision = "day" if published.precision in ("minute", "hour", "day") else published.precision
    end = (published.end or published.start)[:10]
    basis = f"{_AS_NEWS} <- published {published.start[:10]}"
    return DateSpan(published.start[:10], end, precision, basis)


def _in_a_tale(reading: Reading, s: Sentence, published: str) -> str | None:
    """Return the year of which the sentence before tells, in the same paragraph, if that is long ago."""
    last = s.earlier[-1] if s.earlier else None
    if last is None or s.before is None or last.sentence != s.before.span or last.date.end is None:
        return None
    if "\n" in reading.article.text[last.sentence.end : s.span.start] or last.date.basis.startswith("no "):
        return None
    year = last.date.end[:4]
    return year if int(published[:4]) - int(year) >= _TALE_YEARS else None


def _news_day(reading: Reading) -> str | None:
    published = reading.published
    return published.end[:10] if published is not None and published.end else None


def _basis(time: Time) -> str:
    """Return a time's words and how they were resolved, the words once."""
    return time.basis if time.basis.startswith(time.text) else f"{time.text} <- {time.basis}"


# ---------------------------------------------------------------- what is told beside the news


def _backgrounded(s: Sentence, root: int) -> bool:
    """Tell whether a clause is dated against another ("after the two had met"), not by its time."""
    marks = {s.low[k] for k in s.kids[root] if s.dep[k] in ("mark", "advmod") and k < root}
    return s.dep[root] in ("advcl", "acl", "conj") and bool(marks & _ASIDE)


def _aside(s: Sentence, root: int) -> bool:
    """Tell whether a clause only says more about the subject of the news ("Fiji, which cut ties, ...")."""
    while s.dep[root] == "conj" and s.head[root] != root:
        root = s.head[root]
    if s.dep[root] not in ("acl:relcl", "acl") or s.low[root].endswith("ing"):
        return False
    inside = s.subtree(root)
    main = s.clause(s.head[root])
    return main > inside[-1] and s.tag[root] in ("VBD", "VBN")


def _before_the_news(s: Sentence, root: int) -> bool:
    """Tell whether the past perfect sets a clause before the news; in reported speech it is a plain past."""
    had = any(s.low[k] in ("had", "'d") and s.dep[k].startswith("aux") for k in s.kids[root])
    return had and not s.reported_speech(root)


def _habitual(s: Sentence, root: int) -> bool:
    """Tell whether a clause tells of what is done again and again ("have shown solidarity whenever ...")."""
    told = not _HABITS.isdisjoint(s.there)
    return told and any(s.low[k] in _HABITS and k > root - 4 for k in s.subtree(root))


def _offset(s: Sentence, root: int) -> bool:
    """Tell whether an event is placed at a length of days or more before or after another."""
    if "after" not in s.there and "before" not in s.there:
        return False
    inside = [i for i in (root, *s.above(root)) if s.dep[i] == "advcl"]
    for k in (*s.kids[root], *inside):
        marks = [j for j in s.kids[k] if s.dep[j] in ("mark", "case") and s.low[j] in ("after", "before")]
        if s.dep[k] in ("advcl", "obl") and marks and marks[0] and s.low[marks[0] - 1] in _LONG:
            return True
    return False


# ---------------------------------------------------------------- the time that is its own


def _own(s: Sentence, c: Candidate, times: Sequence[Time], news_day: str | None) -> Time | None:
    """Return the time in the trigger's own clause, the closest first; else one that governs the clause."""
    if not times:
        return None
    best: tuple[int, int, int] | None = None
    chosen: Time | None = None
    later = _spoken_of(s, c)
    for time in times:
        tokens = s.touching(time.start, time.end)
        if not tokens:
            continue
        top = min(tokens, key=lambda i: len(s.above(i)))
        rank = _rank(s, c, top)
        if rank is None:
            continue
        if later and top in later and (times[0] is not time or _upcoming(time, news_day)):
            continue
        if s.case(top) == "by" and _upcoming(time, news_day) and "future" not in c.modality.aux:
            continue  # "has promised two boats by 2030": a deadline
        key = (rank, abs(top - c.at), top)
        if best is None or key < best:
            best, chosen = key, time
    return chosen


def _spoken_of(s: Sentence, c: Candidate) -> set[int]:
    """Return the tokens of what a verbal act speaks of, whose times are not its own."""
    if c.match.pattern.type not in SCOPED or "future" in c.modality.aux or c.match.pattern.kind == "modal":
        return set()
    if c.match.pattern.type == "CONSULT" or (s.low[c.at] in _EXPECTED and s.passive(c.at)):
        return set()
    opened = [k for k in c.comps if k > c.at]
    return {i for i in scope(s, c) if opened and i > opened[0]}


def _upcoming(time: Time, news_day: str | None) -> bool:
    return time.interval is not None and news_day is not None and time.interval.start[:10] > news_day


def _rank(s: Sentence, c: Candidate, top: int) -> int | None:
    """Return how closely a time belongs to an event, 0 the closest; None when it dates something else."""
    anchor, root = c.at, s.clause(c.at)
    home = s.clause(top)
    if _for_years(s, top, anchor) or ";" in s.low[min(top, anchor) : max(top, anchor)]:
        return None
    if _deeper(s, home, root) or _names_other(s, top, anchor) or _of_another(s, top, anchor, root):
        return None
    if home != root and s.dep[home] == "acl" and s.head[home] != root and root in s.above(home):
        return 3  # "sent troops backed by tanks on Monday"
    below = anchor in s.above(top) or home == root
    if _mere_topic(s, anchor, root) and anchor not in s.above(top):
        return None
    if not below and home != root and (_backgrounded(s, root) or _relative(s, root)):
        return None
    if not below and home != root and home not in s.above(root) and root not in s.above(home):
        return None
    if s.dep[top] == "amod" or (home != root and "@speech" in s.classes[home]):
        return 3
    return 0 if anchor in s.above(top) else 1 if home == root else 2


def _of_another(s: Sentence, top: int, anchor: int, root: int) -> bool:
    """Tell whether a time lies behind "before", "until" and the like, or in a clause that they open."""
    below = root in s.above(top)
    for i in [top, *s.above(top)]:
        if i in (anchor, root):
            return False
        if s.case(i) in _TOWARDS and (i != top or s.case(i) != "by") and not _set_off(s, top):
            return True
        if s.dep[i] == "advcl" and (_backgrounded(s, i) or _beside(s, i) or _contrasted(s, i)) and below:
            return True
        own = any(s.dep[k] in SUBJECTS for k in s.kids[i])
        said = "@speech" in s.classes[i]
        if s.dep[i] == "conj" and below and (own if not said else i in s.above(s.clause(top))):
            return True  # "Kenya left, and Chad joined on Monday", "denied it and said they left on Monday"
    return False


def _set_off(s: Sentence, top: int) -> bool:
    """Tell whether a time stands by itself between commas ("days before the call, on 2 May, ...")."""
    first = min(s.subtree(top))
    return s.case(top) in ("on", "in", "at") and first > 0 and s.low[first - 1] == ","


def _beside(s: Sentence, i: int) -> bool:
    """Tell whether a clause says what else goes on ("with trade growing in May")."""
    marks = {s.low[k] for k in s.kids[i] if s.dep[k] in ("mark", "case")}
    return "with" in marks and any(s.dep[k] in SUBJECTS for k in s.kids[i])


def _contrasted(s: Sentence, i: int) -> bool:
    """Tell whether a clause tells of something else by contrast ("although it banned fruit in 2012")."""
    marks = {s.low[k] for k in s.kids[i] if s.dep[k] == "mark"}
    return bool(marks & _CONTRASTS) and any(s.dep[k] in SUBJECTS for k in s.kids[i])


def _relative(s: Sentence, root: int) -> bool:
    """Tell whether a clause is a relative one in the past: the main clause's time is not its own."""
    perfect = any(s.low[k] in ("has", "have") and s.dep[k].startswith("aux") for k in s.kids[root])
    where = not perfect and any(s.low[k] == "where" for k in s.kids[root])  # "in Accra, where he met"
    past = s.dep[root] in ("acl:relcl", "acl") and s.tag[root] in ("VBD", "VBN")
    return past and not where and not _bare(s, root)


def _bare(s: Sentence, root: int) -> bool:
    """Tell whether a participle without a subject modifies a noun ("a man arrested on Monday")."""
    return s.dep[root] == "acl" and not any(s.dep[k].startswith(("nsubj", "mark")) for k in s.kids[root])


def _mere_topic(s: Sentence, anchor: int, root: int) -> bool:
    """Tell whether a noun stands deep inside its clause, whose time is not its own."""
    verbal = s.is_verb(anchor) or anchor == root
    return not verbal and s.head[anchor] != root and s.dep[s.head[anchor]] not in ("nsubj", "nsubj:pass")


def _names_other(s: Sentence, top: int, anchor: int) -> bool:
    """Tell whether a time only names another thing ("the 1982 massacre", "a plan for 2021")."""
    inside = s.dep[top] in ("nummod", "amod", "compound", "nmod:poss") or (
        s.dep[top] == "nmod" and s.case(top) in ("of", "for") and s.pos[s.head[top]] == "NOUN"
    )
    return inside and s.head[top] != anchor and not s.classes[s.head[top]] & {"@meeting", "@visit", "@call"}


def _for_years(s: Sentence, top: int, anchor: int) -> bool:
    """Tell whether a year is only what something is made for ("a roadmap for the years 2021 to 2025")."""
    line = [top, *s.above(top)]
    for i in line[: line.index(anchor)] if anchor in line else line:
        if s.case(i) == "for" and (s.low[i] in _PERIODS or s.low[i].isdigit()):
            return True
    before = [i for i in range(max(0, top - 2), top) if s.low[i] in ("to", "-", "–", "and")]
    return any(s.low[i - 1].isdigit() and _for_years(s, i - 1, anchor) for i in before[-1:] if i)


def _deeper(s: Sentence, home: int, root: int) -> bool:
    """Tell whether a time stands in a relative clause below the trigger's clause."""
    line = [home, *s.above(home)]
    if root not in line or home == root:
        return False
    inner = line[: line.index(root)]
    return any(
        s.dep[k] in ("acl:relcl", "parataxis") or (s.dep[k] == "acl" and not _bare(s, k)) for k in inner
    )


# ---------------------------------------------------------------- what was said at a meeting


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting, call or agreement of a known day that an article tells of, and who took part."""

    codes: frozenset[str]
    date: DateSpan


def occasions(event: Event, c: Candidate) -> list[Occasion]:
    """Return the occasion that an event of a named day is for what is said at it: one, or none."""
    told = event.date.basis.startswith(("no ", "told"))
    day = event.date.start is not None and event.date.start == event.date.end
    if event.type not in ("CONSULT", "AGREE") or event.aux or told or not day or len(c.coded) < 2:
        return []
    return [Occasion(frozenset(c.coded), event.date)]


def on_occasion(reading: Reading, event: Event, c: Candidate, met: Sequence[Occasion]) -> Event:
    """Return an event dated by the meeting that it was said at, where only the day of publication dated it.

    "The two met on Monday. He thanked her for the loan": what those who met say to each other in the report
    of a meeting of the last days is said there, unless a time is named for it.

    Args:
        reading: for the day of publication.
        event: the event as coded.
        c: its candidate.
        met: the meetings told of before it, in text order.
    """
    news = _news_day(reading)
    if news is None or c.points or event.type not in _SAID or not event.date.basis.startswith(_AS_NEWS):
        return event
    both = {p.code for p in event.actors if p.code}, {p.code for p in event.recipients if p.code}
    if len(c.coded) < 2 or event.aux or not (both[0] and (both[1] or c.match.pattern.frame.mutual)):
        return event
    for one in reversed(met):
        start = one.date.start
        if start is None or not c.coded <= one.codes:
            continue
        gap = (datetime.date.fromisoformat(news) - datetime.date.fromisoformat(start)).days
        if not 0 <= gap <= _FRESH:
            return event
        basis = "told with a meeting <- " + one.date.basis
        return msgspec.structs.replace(event, date=msgspec.structs.replace(one.date, basis=basis))
    return event


def historical(reading: Reading, date: DateSpan) -> bool:
    """Tell whether a date lies long before publication."""
    published = reading.published
    if published is None or published.start is None or date.end is None:
        return False
    try:
        return int(published.start[:4]) - int(date.end[:4]) > _HISTORICAL_YEARS
    except ValueError:
        return False
