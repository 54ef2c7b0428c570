"""What the brief shows, made from the records: each item with the sentences it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visavis.records import Difference, Event, Happening, Record, Story, Unread
from visavis.relations.relation import relations
from visavis.relations.table import from_stories
from visavis.showing.items import Brief, Happened, StoryView
from visavis.showing.lookup import Lookup
from visavis.showing.pairs import pair_view
from visavis.showing.phrases import happened_words, in_sentence, joined, place_words, read_by, recipient_words
from visavis.showing.utterances import shelves
from visavis.showing.wording import aux_words, date_words, days_words, outlet_words, plain, short
from visavis.systems.network import system

__all__ = ["Brief", "Happened", "brief_view"]

_APART = (
    ("future", "Planned or promised"),
    ("negation", "Denied or not done"),
    ("hypothetical", "Supposed, feared or conditional"),
    ("historical", "Earlier history"),
)
_CORE = 2
_MOST_OUTLETS = 12


def brief_view(
    records: Sequence[Record], stories: Sequence[Story], unread: Sequence[Unread], title: str
) -> Brief:
    """Put together what the brief shows.

    Args:
        records: the articles, coded.
        stories: what belongs together among them.
        unread: inputs that could not be read.
        title: the page's heading.
    """
    look = Lookup(records)
    brief = Brief(title=title, records=records, unread=unread, anchors=look.anchors, shown=look.shown)
    brief.outlets = {record.ref: outlet_words(record) for record in records}
    shown: dict[str, Happened] = {}
    real: set[str] = set()
    shelf_of: dict[str, str] = {}
    for number, story in enumerate(stories):
        for happening in story.happenings:
            shown.setdefault(happening.id, happened_view(look, happening, number))
            if not happening.aux:
                real.add(happening.id)
            shelf_of[happening.id] = next((a for a, _ in _APART if a in happening.aux), "historical")
    brief.stories = [_story(look, number, story, shown) for number, story in enumerate(stories)]
    ordered = sorted(shown.items(), key=lambda item: (item[1].iso or "9999", item[1].anchor))
    brief.happened = [view for key, view in ordered if key in real]
    for aux, heading in _APART:
        kept = [view for key, view in ordered if key not in real and shelf_of[key] == aux]
        if kept:
            brief.apart.append((heading, kept))
    brief.said = shelves(look, stories)
    brief.labels = _labels(stories)
    found = relations(from_stories(stories))
    brief.pairs = [pair_view(look, relation, shown) for relation in found]
    brief.system = system(found) if found else None
    return brief


def happened_view(look: Lookup, happening: Happening, story: int) -> Happened:
    """Return a happening as shown, with those of its reports whose articles are at hand.

    Args:
        look: the articles.
        happening: the happening.
        story: number of its story on the page.
    """
    reports = [look.report(r.ref, r.event) for r in happening.reports if (r.ref, r.event) in look.events]
    actors = joined(in_sentence(code) for code in happening.actors or happening.parties)
    parties = actors or _words_of(look, happening) or "somebody"
    published = sorted({d for r in happening.reports if (d := look.published(r.ref))})
    score = happening.score or 0.0
    return Happened(
        anchor=f"h-{happening.id}",
        what=happened_words(happening, recipient_words(happening), read_by(_told(look, happening))),
        kind=f"{happening.type}{':' + happening.mode if happening.mode else ''}",
        aux=aux_words(happening),
        sign="coop" if score > 0 else "conf" if score < 0 else "none",
        parties=parties[:1].upper() + parties[1:],
        day=date_words(happening.date),
        iso=(happening.date.start or "")[:10],
        basis=_basis(look, happening),
        published=days_words(published),
        place=place_words(happening.place or ""),
        outlets=happening.outlets,
        origins=happening.origins,
        reports=tuple(reports),
        differences=tuple((d.field, " / ".join(map(plain, d.values))) for d in happening.differences),
        fulfils=f"h-{happening.fulfils}" if happening.fulfils else "",
        story=story,
    )


def _told(look: Lookup, happening: Happening) -> list[Event]:
    """Return the events at hand that tell a happening as the type and mode that it bears.

    Of one that goes from side to side, those that go so: a joint statement beside it is told otherwise.
    """
    events = (look.events.get((r.ref, r.event)) for r in happening.reports)
    told = [e for e in events if e and (e.type, e.mode) == (happening.type, happening.mode)]
    return [e for e in told if bool(e.recipients) is bool(happening.recipients)] or told


def _basis(look: Lookup, happening: Happening) -> str:
    """Return how a happening is dated, with outlets in the place of the names of inputs."""
    basis = happening.date.basis
    for report in happening.reports:
        record = look.records.get(report.ref)
        basis = basis.replace(f"{report.ref}: ", f"{outlet_words(record)}: ") if record else basis
    return basis


def _words_of(look: Lookup, happening: Happening) -> str:
    """Return the parties in the reports' own words where none has a code."""
    words: dict[str, None] = {}
    for report in happening.reports:
        event = look.events.get((report.ref, report.event))
        for party in (*event.actors, *event.recipients) if event else ():
            words[short(party.text)] = None
    return joined(words)


def _story(look: Lookup, number: int, story: Story, shown: dict[str, Happened]) -> StoryView:
    """Return a story: what its outlets share and where they differ."""
    views = [shown[h.id] for h in story.happenings]
    return StoryView(
        number=number,
        anchor=f"story-{number + 1}",
        title=short(story.title),
        outlets=_few([short(o) for o in story.outlets]),
        origins=story.independent_sources,
        articles=len(story.members),
        span=days_words(d[:10] for d in (story.span.start, story.span.end) if d),
        differences=tuple(d for d in story.differences if d.kind != "label"),
        shared=tuple(v for v in views if v.origins > 1),
        alone=sum(v.origins <= 1 for v in views),
        core=_core(look, story, shown),
    )


def _few(outlets: Sequence[str]) -> str:
    """Return outlets by name; of many only the first."""
    more = len(outlets) - _MOST_OUTLETS
    return ", ".join(outlets[:_MOST_OUTLETS]) + (f" and {more} more" if more > 0 else "")


def _core(look: Lookup, story: Story, shown: dict[str, Happened]) -> tuple[Happened, ...]:
    """Return what a story is about in a line or two.

    First what most sources report, then what is no background (long before the story's own days), then what
    has two known parties, then what an article says first, for reports begin with what matters most.
    """
    first = (story.span.start or "")[:10]

    def rank(happening: Happening) -> tuple[int, bool, bool, int]:
        """Return what a happening is sorted by: see above."""
        day = (happening.date.start or "")[:10]
        places = [e.sentence.start for r in happening.reports if (e := look.events.get((r.ref, r.event)))]
        return -happening.origins, not day or day < first, len(happening.parties) < 2, min(places, default=0)

    chosen: dict[tuple[str, str], Happened] = {}
    for happening in sorted((h for h in story.happenings if not h.aux), key=rank):
        view = shown[happening.id]
        chosen.setdefault((view.parties, view.what), view)
    return tuple(sorted([*chosen.values()][:_CORE], key=lambda h: (h.iso or "9999", h.anchor)))


def _labels(stories: Iterable[Story]) -> list[Difference]:
    """Return what relations are called across all stories, once each."""
    found: dict[str, Difference] = {}
    for story in stories:
        for difference in story.differences:
            if difference.kind == "label":
                known = found.get(difference.about)
                if known is None or len(difference.values) > len(known.values):
                    found[difference.about] = difference
    return list(found.values())
