"""What the brief shows, made from the records: each item with the sentences it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from visavis.records import (
    DateSpan,
    Difference,
    Echo,
    Event,
    Happening,
    Record,
    Relation,
    Span,
    Statement,
    Story,
    System,
    Unread,
)
from visavis.relations.relation import relations
from visavis.relations.table import from_stories
from visavis.showing.wording import (
    actor_name,
    actor_names,
    aux_words,
    date_words,
    happened_words,
    outlet_words,
    plain,
    says_who,
    speaker_words,
)
from visavis.system.network import system


@dataclass(frozen=True)
class Quoted:
    """A sentence of an article, cut at what was read from it.

    Attributes:
        before, marked, after: the sentence around the words that matter.
        outlet: who printed it.
        published: when, in words.
        link: anchor in the article on the page.
        says: whose word it is when not the outlet's; may be empty.
    """

    before: str
    marked: str
    after: str
    outlet: str
    published: str
    link: str
    says: str = ""


@dataclass(frozen=True)
class Happened:
    """A happening as shown: ``sign`` is ``coop``, ``conf`` or ``none``."""

    anchor: str
    what: str
    kind: str
    aux: str
    sign: str
    parties: str
    day: str
    iso: str
    basis: str
    published: str
    place: str
    outlets: int
    origins: int
    reports: tuple[Quoted, ...]
    differences: tuple[tuple[str, str], ...]
    fulfils: str
    story: int


@dataclass(frozen=True)
class Said:
    """An utterance as shown, with the other outlets' versions of it."""

    speaker: str
    kind: str
    about: str
    unnamed: str
    via: str
    quoted: Quoted
    others: tuple[tuple[str, Quoted], ...] = ()


@dataclass(frozen=True)
class Moved:
    """A happening that moved a relation, with its effect in words."""

    happening: Happened
    effect: float


@dataclass(frozen=True)
class Pair:
    """A relation as shown."""

    relation: Relation
    anchor: str
    names: str
    verdict: str
    until: str
    figures: str
    sentence: str
    ramp: str
    pushed: tuple[Moved, ...]
    pulled: tuple[Moved, ...]
    bonds: tuple[tuple[str, Quoted], ...]
    labels: tuple[tuple[str, str, Quoted], ...]


@dataclass(frozen=True)
class StoryView:
    """A story as shown."""

    number: int
    anchor: str
    title: str
    outlets: str
    origins: int
    articles: int
    span: str
    differences: tuple[Difference, ...]
    shared: tuple[Happened, ...]
    alone: int


@dataclass
class Brief:
    """Everything on the page, in its order."""

    title: str
    records: Sequence[Record]
    stories: list[StoryView] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    apart: list[tuple[str, list[Happened]]] = field(default_factory=list)
    said: list[tuple[str, list[Said]]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    system: System | None = None
    unread: Sequence[Unread] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)


_APART = (
    ("future", "Planned or promised"),
    ("negation", "Denied or not done"),
    ("hypothetical", "Supposed, feared or conditional"),
    ("historical", "Earlier history"),
)
_MOST_MOVERS = 5


def brief_view(
    records: Sequence[Record], stories: Sequence[Story], unread: Sequence[Unread], title: str
) -> Brief:
    """Put together what the brief shows."""
    maker = _Maker(records, stories)
    brief = Brief(title=title, records=records, unread=unread, anchors=maker.anchors)
    brief.outlets = {record.ref: outlet_words(record) for record in records}
    brief.stories = [maker.story(number, story) for number, story in enumerate(stories)]
    ordered = sorted(maker.shown.values(), key=lambda h: (h.iso or "9999", h.anchor))
    plain_aux = [h for h in ordered if h.anchor in maker.real]
    brief.happened = plain_aux
    for aux, heading in _APART:
        kept = [h for h in ordered if h.anchor not in maker.real and maker.first_aux[h.anchor] == aux]
        if kept:
            brief.apart.append((heading, kept))
    brief.said = maker.said()
    found = relations(from_stories(stories))
    brief.pairs = [maker.pair(relation) for relation in found]
    brief.system = system(found) if found else None
    return brief


class _Maker:
    """Looks up articles, events and statements while the view is made."""

    def __init__(self, records: Sequence[Record], stories: Sequence[Story]) -> None:
        self.records = {record.ref: record for record in records}
        self.anchors = {record.ref: f"a{number}" for number, record in enumerate(records)}
        self.stories = stories
        self.links: dict[tuple[str, str], str] = {}
        self.events: dict[tuple[str, str], Event] = {}
        self.statements: dict[tuple[str, str], Statement] = {}
        for record in records:
            for number, event in enumerate(record.events):
                self.events.setdefault((record.ref, event.id), event)
                self.links.setdefault((record.ref, event.id), f"{self.anchors[record.ref]}-e{number}")
            for number, statement in enumerate(record.statements):
                self.statements.setdefault((record.ref, statement.id), statement)
                self.links.setdefault((record.ref, statement.id), f"{self.anchors[record.ref]}-s{number}")
        self.shown: dict[str, Happened] = {}
        self.real: set[str] = set()
        self.first_aux: dict[str, str] = {}
        for number, story in enumerate(stories):
            for happening in story.happenings:
                self._add(happening, number)

    def _add(self, happening: Happening, story: int) -> None:
        view = self.happening(happening, story)
        self.shown.setdefault(happening.id, view)
        if not happening.aux:
            self.real.add(view.anchor)
        self.first_aux[view.anchor] = next((a for a, _ in _APART if a in happening.aux), "historical")

    def happening(self, happening: Happening, story: int) -> Happened:
        """Return a happening with all its reports."""
        reports = [self.report(r.ref, r.event) for r in happening.reports if (r.ref, r.event) in self.events]
        recipients = actor_names(happening.recipients)
        parties = actor_names(happening.actors or happening.parties) or _words_of(self, happening)
        published = sorted({d for r in happening.reports if (d := _published(self.records.get(r.ref)))})
        score = happening.score or 0.0
        return Happened(
            anchor=f"h-{happening.id}",
            what=happened_words(happening),
            kind=f"{happening.type}{':' + happening.mode if happening.mode else ''}",
            aux=aux_words(happening),
            sign="coop" if score > 0 else "conf" if score < 0 else "none",
            parties=f"{parties} → {recipients}" if recipients else parties,
            day=date_words(happening.date),
            iso=(happening.date.start or "")[:10],
            basis=happening.date.basis,
            published=_range(published),
            place=happening.place or "",
            outlets=happening.outlets,
            origins=happening.origins,
            reports=tuple(reports),
            differences=tuple((d.field, " / ".join(map(plain, d.values))) for d in happening.differences),
            fulfils=f"h-{happening.fulfils}" if happening.fulfils else "",
            story=story,
        )

    def report(self, ref: str, event_id: str) -> Quoted:
        """Return the sentence of one report, marked at its trigger."""
        event = self.events[ref, event_id]
        return self.quote(
            ref,
            event.sentence,
            event.trigger.start,
            event.trigger.end,
            self.links[ref, event_id],
            says_who(event),
        )

    def quote(self, ref: str, sentence: Span, start: int, end: int, link: str, says: str = "") -> Quoted:
        """Return a sentence cut at ``text[start:end]``; the marked words may lead out of the sentence."""
        record = self.records[ref]
        first, last = min(sentence.start, start), max(sentence.end, end)
        return Quoted(
            before=record.text[first:start],
            marked=record.text[start:end],
            after=record.text[end:last],
            outlet=outlet_words(record),
            published=date_words(record.published),
            link=link,
            says=says,
        )

    def story(self, number: int, story: Story) -> StoryView:
        """Return a story: what its outlets share and where they differ."""
        views = [self.shown[h.id] for h in story.happenings]
        return StoryView(
            number=number,
            anchor=f"story-{number + 1}",
            title=plain(story.title),
            outlets=", ".join(plain(o) for o in story.outlets),
            origins=story.independent_sources,
            articles=len(story.members),
            span=_range([d[:10] for d in (story.span.start, story.span.end) if d]),
            differences=story.differences,
            shared=tuple(v for v in views if v.origins > 1),
            alone=sum(v.origins <= 1 for v in views),
        )

    def said(self) -> list[tuple[str, list[Said]]]:
        """Return utterances by speaker, those with most first; echoes once, in their fullest form."""
        by_speaker: dict[str, list[Said]] = {}
        echoed: set[tuple[str, str]] = set()
        for story in self.stories:
            for echo in story.echoes:
                echoed |= {(v.ref, v.statement) for v in echo.variants}
                self._file(by_speaker, self._echo(echo))
        for (ref, key), statement in self.statements.items():
            if (ref, key) not in echoed and statement.speaker is not None:
                self._file(by_speaker, self._said(ref, statement))
        ranked = sorted(by_speaker.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(name, said) for name, said in ranked]

    def _file(self, shelves: dict[str, list[Said]], said: Said | None) -> None:
        if said is not None:
            shelves.setdefault(said.speaker, []).append(said)

    def _echo(self, echo: Echo) -> Said | None:
        variants = [v for v in echo.variants if (v.ref, v.statement) in self.statements]
        fullest = next(
            (v for v in variants if v.statement == echo.fullest), variants[0] if variants else None
        )
        if fullest is None:
            return None
        said = self._said(fullest.ref, self.statements[fullest.ref, fullest.statement])
        others = tuple(
            (v.relation, self._said(v.ref, self.statements[v.ref, v.statement]).quoted)
            for v in variants
            if v is not fullest
        )
        return Said(said.speaker, said.kind, said.about, said.unnamed, said.via, said.quoted, others)

    def _said(self, ref: str, statement: Statement) -> Said:
        link = self.links[ref, statement.id]
        return Said(
            speaker=speaker_words(statement),
            kind=statement.kind,
            about=actor_names(statement.about),
            unnamed=", ".join(f"“{plain(w.text)}”" for w in statement.unnamed),
            via=" ← ".join(plain(s.name or s.text) for s in statement.via),
            quoted=self.quote(ref, statement.sentence, statement.start, statement.end, link),
        )

    def pair(self, relation: Relation) -> Pair:
        """Return a relation with what moved it, what binds it and what it is called."""
        moved = [
            Moved(self.shown[m.happening], m.effect) for m in relation.moved if m.happening in self.shown
        ]
        return Pair(
            relation=relation,
            anchor=f"pair-{relation.a}-{relation.b}",
            names=f"{actor_name(relation.a)} and {actor_name(relation.b)}",
            verdict=_verdict(relation),
            until=_range([relation.as_of] if relation.as_of else []),
            figures=_figures(relation),
            sentence=_sentence(relation),
            ramp=_ramp(relation),
            pushed=tuple(m for m in moved if m.effect > 0)[:_MOST_MOVERS],
            pulled=tuple(m for m in moved if m.effect < 0)[:_MOST_MOVERS],
            bonds=tuple(self._bonds(relation)),
            labels=tuple(self._labels(relation)),
        )

    def _bonds(self, relation: Relation) -> Iterator[tuple[str, Quoted]]:
        for ref, record in self.records.items():
            for number, found in enumerate(record.agreements):
                if {relation.a, relation.b} <= set(found.parties):
                    words = [f"{found.kind}: {plain(found.name)}", found.action or "", date_words(found.date)]
                    words += [f"{'' if o.holds else 'no '}{o.kind} obligation" for o in found.obligations]
                    link = f"{self.anchors[ref]}-g{number}"
                    text = ", ".join(w for w in words if w and w != "undated")
                    yield text, self.quote(ref, found.sentence, found.start, found.end, link)

    def _labels(self, relation: Relation) -> Iterator[tuple[str, str, Quoted]]:
        for ref, record in self.records.items():
            for number, claim in enumerate(record.claims):
                if {relation.a, relation.b} == set(claim.about) and claim.kind == "status":
                    label = f"not {claim.label}" if claim.negated else claim.label
                    link = f"{self.anchors[ref]}-c{number}"
                    holder = plain(claim.holder)
                    yield label, holder, self.quote(ref, claim.sentence, claim.start, claim.end, link)


def _words_of(maker: _Maker, happening: Happening) -> str:
    """Return the parties in the reports' own words where none has a code."""
    words: dict[str, None] = {}
    for report in happening.reports:
        event = maker.events.get((report.ref, report.event))
        for party in (*event.actors, *event.recipients) if event else ():
            words[plain(party.text)] = None
    return ", ".join(words)


def _published(record: Record | None) -> str:
    if record is None or record.published is None or record.published.start is None:
        return ""
    return record.published.start[:10]


def _range(days: Iterable[str]) -> str:
    ordered = sorted(days)
    if not ordered:
        return ""
    return date_words(DateSpan(ordered[0], ordered[-1], "day", ""))


def _verdict(relation: Relation) -> str:
    balance, sure = relation.balance.mean, relation.confidence
    if abs(balance) < 0.1 or sure < 0.6:
        return "no clear lean"
    lean = "cooperation outweighs conflict" if balance > 0 else "conflict outweighs cooperation"
    how = "almost certainly" if sure >= 0.95 else "probably" if sure >= 0.8 else "perhaps"
    return f"{how} {lean}"


def _figures(relation: Relation) -> str:
    b = relation.balance
    return f"{b.mean:+.2f} ({b.low:+.2f} to {b.high:+.2f})".replace("-", "−")


def _sentence(relation: Relation) -> str:
    count = f"{relation.happenings} happening{'s' if relation.happenings != 1 else ''}"
    undated = f", {relation.undated} more without a date" if relation.undated else ""
    earlier = f", {relation.earlier} of them too long ago to weigh" if relation.earlier else ""
    day = _range([relation.as_of or ""])
    return f"Balance {_figures(relation)} as of {day}, from {count}{earlier}{undated}."


def _ramp(relation: Relation) -> str:
    ramp = relation.ramp
    if ramp is None or relation.happenings < 3:
        return ""
    unit = relation.period if ramp.periods == 1 else f"{ramp.periods} {relation.period}s"
    return (
        f"Last {unit} against the {unit} before: friendlier with probability {ramp.balance:.0%}, "
        f"more in the news with probability {ramp.intensity:.0%}."
    )
