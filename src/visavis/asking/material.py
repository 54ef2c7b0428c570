"""What questions are asked of: records and stories up to a day, indexed, with their relations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from msgspec.structs import replace

from visavis.coding.actors.registry import Registry, registry
from visavis.records import (
    Citation,
    Domain,
    Event,
    Happening,
    Record,
    Relation,
    Span,
    Statement,
    Story,
    System,
)
from visavis.relations.capabilities import Capabilities
from visavis.relations.relation import relations
from visavis.relations.table import Table, counts, from_stories
from visavis.showing.wording import days_words, outlet_words
from visavis.systems.network import system

_EACH = re.compile(r"\b(?:individual|separate|respective|bilateral)(?:ly)?\b", re.IGNORECASE)
_PAIR = 2
_SECONDS = 5.0  # for proving how strained the system is, which answers do not need


class Material:
    """Records and stories, looked up in many ways; what is costly is made when first asked for.

    Args:
        records: the articles.
        stories: what belongs together among them.
        as_of: the last day looked at: later articles and happenings are left out. None looks at all.
        actors: the registry that names are looked up in; the package's own when None.
        capabilities: what states have, by a table that the user gave.
    """

    def __init__(
        self,
        records: Sequence[Record],
        stories: Sequence[Story],
        *,
        as_of: date | None = None,
        actors: Registry | None = None,
        capabilities: Capabilities | None = None,
    ) -> None:
        self.capabilities = capabilities
        self.as_of = as_of
        self.actors = actors or registry()
        day = as_of.isoformat() if as_of else None
        self.records = tuple(r for r in records if day is None or (published(r) or "") <= day)
        self.by_ref = {record.ref: record for record in self.records}
        self.stories = tuple(self._until(story, day) for story in stories)
        self.events: dict[tuple[str, str], Event] = {(r.ref, e.id): e for r in self.records for e in r.events}
        self._relations: dict[Domain, dict[tuple[str, str], Relation]] = {}

    def _until(self, story: Story, day: str | None) -> Story:
        kept = []
        for one in story.happenings:
            reports = tuple(r for r in one.reports if r.ref in self.by_ref)
            late = day is not None and one.date.start is not None and one.date.start[:10] > day
            if reports and not late:
                outlets = {self.by_ref[r.ref].outlet or r.ref for r in reports}
                fewer = min(one.origins, len(outlets))
                kept.append(replace(one, reports=reports, outlets=len(outlets), origins=fewer))
        return replace(story, happenings=tuple(kept))

    # ------------------------------------------------------------ what is held

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """All happenings, each once, by date; undated ones last."""
        found = {h.id: h for story in self.stories for h in story.happenings}
        return tuple(
            sorted(found.values(), key=lambda h: (h.date.start or "9999", h.date.end or "9999", h.id))
        )

    @cached_property
    def today(self) -> str | None:
        """The day asked about, else the last day of publication; None when no article bears a date."""
        if self.as_of:
            return self.as_of.isoformat()
        return max(filter(None, (published(r) for r in self.records)), default=None)

    @property
    def day(self) -> date | None:
        """``today`` as a date."""
        return date.fromisoformat(self.today) if self.today else None

    @cached_property
    def table(self) -> Table:
        """The happenings as a table."""
        return from_stories(self.stories)

    def relation(self, a: str, b: str, domain: Domain = "all") -> Relation | None:
        """Return how two stand to each other; None when no happening of theirs bears a date."""
        pair = (min(a, b), max(a, b))
        held = self._relations.setdefault(domain, {})
        if pair not in held:
            for one in relations(self.table, as_of=self.as_of, domain=domain, only={pair}):
                held[pair] = one
        return held.get(pair)

    @cached_property
    def system(self) -> System:
        """How all states stand together."""
        return system(relations(self.table, as_of=self.as_of, details=False), seconds=_SECONDS)

    @cached_property
    def main_pair(self) -> tuple[str, str] | None:
        """The two states that happen most together: taken when a question names none."""
        tally: Counter[tuple[str, str]] = Counter()
        for one in self.happenings:
            if counts(one):
                states = sorted(c for c in set(one.parties) if self.actors.state(c))
                tally.update(combinations(states, 2))
        best = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
        return best[0][0] if best else None

    def of(self, *codes: str) -> tuple[Happening, ...]:
        """Return the happenings in which all of some actors take part."""
        return tuple(h for h in self.happenings if set(codes) <= set(h.parties))

    def statements(self) -> Iterator[tuple[Record, Statement]]:
        """Yield all statements with their articles."""
        for record in self.records:
            for statement in record.statements:
                yield record, statement

    @property
    def searched(self) -> str:
        """What was looked through, as the basis of a sentence that says that there is nothing."""
        many = len(self.records)
        span = days_words(day for r in self.records if (day := published(r)))
        dates = f", published {span}" if span else ""
        return f"looked for in {many:,} {'article' if many == 1 else 'articles'}{dates}"

    # ------------------------------------------------------------ where it stands

    def cite(
        self,
        record: Record,
        start: int,
        end: int,
        sentence: Span,
        kind: str = "passage",
        id: str | None = None,
    ) -> Citation:
        """Return a citation of ``text[start:end]`` and the sentence around it."""
        first, last = min(start, sentence.start), max(end, sentence.end)
        words, sentence_words = (" ".join(record.text[a:b].split()) for a, b in ((start, end), (first, last)))
        return Citation(
            record.ref,
            outlet_words(record),
            published(record),
            start,
            end,
            words,
            first,
            last,
            sentence_words,
            kind,
            id,
        )

    def told(self, happening: Happening) -> tuple[Citation, ...]:
        """Return one citation for each article that tells of a happening: its surest report."""
        best: dict[str, tuple[bool, float, Event]] = {}
        for report in happening.reports:
            event = self.events.get((report.ref, report.event))
            if event is None:
                continue
            rank = (event.date.start is not None, event.confidence, event)
            if report.ref not in best or rank[:2] > best[report.ref][:2]:
                best[report.ref] = rank
        return tuple(self.event(self.by_ref[ref], rank[2]) for ref, rank in best.items())

    def reports(self, happening: Happening) -> tuple[Citation, ...]:
        """Return a citation of each place in which a happening is told."""
        found = [(self.by_ref[r.ref], self.events.get((r.ref, r.event))) for r in happening.reports]
        return tuple(self.event(record, event) for record, event in found if event is not None)

    def event(self, record: Record, event: Event) -> Citation:
        """Return the citation of an event."""
        return self.cite(record, event.trigger.start, event.trigger.end, event.sentence, "event", event.id)

    def sentences(self, record: Record) -> Iterator[Span]:
        """Yield the sentences of an article's body."""
        yield from record.sentences

    def around(self, record: Record, start: int) -> Span | None:
        """Return the sentence in which something stands, None in furniture and headlines."""
        return next((s for s in record.sentences if s.start <= start < s.end), None)

    def found(self, pattern: re.Pattern[str], records: Iterable[Record] | None = None) -> list[Citation]:
        """Return the sentences of the body in which a pattern matches."""
        out: list[Citation] = []
        seen: set[tuple[str, str]] = set()
        for record in self.records if records is None else records:
            for span in record.sentences:
                match = pattern.search(record.text, span.start, span.end)
                if match is None:
                    continue
                one = self.cite(record, match.start(), match.end(), span)
                if (record.ref, one.sentence) not in seen:
                    seen.add((record.ref, one.sentence))
                    out.append(one)
        return out

    def states_in(self, record: Record, span: Span) -> set[str]:
        """Return the codes of the actors mentioned in a stretch of an article."""
        return {m.actor for m in record.mentions if m.actor and span.start <= m.start < span.end}


def published(record: Record) -> str | None:
    """Return the day on which an article was published, ISO; None when it is not known to the day."""
    span = record.published
    return span.start[:10] if span and span.start else None


def apart(held: Material, one: Happening) -> bool:
    """Return whether two met a third, each on its own ("separate summits with"), not each other."""
    told = held.reports(one) if one.type == "CONSULT" and len(one.parties) > _PAIR else ()
    return bool(told) and all(_EACH.search(cited.words) for cited in told)
