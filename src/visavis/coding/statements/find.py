"""Statements: the attributions of an article, each with its content, cue, speaker and the way it came.

Cue verbs, nouns and phrases give contents by the parse (``verbs``, ``nominal``); quotation marks give theirs
by the page (``marks``, ``direct``). Here the two are brought together: a content never cuts a quotation in
two, a quotation that no cue governs goes on from the one before it, and a statement inside another keeps the
outer speaker as the channel it came through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from visavis.coding.statements.adjectives import find_adjectives
from visavis.coding.statements.cues import cues_of
from visavis.coding.statements.direct import Page, attach, cue_between, is_sentence, subject_of
from visavis.coding.statements.drafts import Draft, Source
from visavis.coding.statements.labels import find_turns
from visavis.coding.statements.lone import find_lone
from visavis.coding.statements.marks import Quote, find_quotes
from visavis.coding.statements.nesting import chained, reports, without_own
from visavis.coding.statements.nominal import find_nominal
from visavis.coding.statements.sweep import sweep
from visavis.coding.statements.tails import with_tail
from visavis.coding.statements.targets import about, unnamed_targets
from visavis.coding.statements.verbs import find_verbs
from visavis.coding.statements.who import Mentions, is_first_person, joint, named, replace_identity, speaker
from visavis.reading.syntax import Parsed
from visavis.records import Mention, Reading, Span, Speaker, Statement, StatementKind, Words, content_id

_JOINT = re.compile(
    r"\s+|,?\s*(?:and|or|but|that|which|who|of|for|with|in|to|from|as well as)\s+(?:(?:an?|the)\s+)?"
)
_MARKS = "“”„\"'`‘’«»‹› \n\t\u00a0"
_CLOSERS = "”“\"'’»›"
_CLAUSAL = frozenset({"clause", "infinitive", "bid", "object", "as", "for", "of", "prep", "gerund", "relay"})
_SPOKEN = frozenset({"quote", "floating", "relay"})
_RANK = {"relay": 0, "clause": 1, "bid": 1, "of": 1, "infinitive": 1, "quote": 2, "phrase": 2, "aside": 2}


def find_statements(
    reading: Reading, parsed: Mapping[int, Parsed], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Find who said what in an article.

    Args:
        reading: the article with its sentences and paragraphs.
        parsed: the parses of (some of) its sentences, by index.
        mentions: its mentions of actors.

    Returns:
        Its statements in text order of their contents; a nested one comes after the one that holds it.
    """
    text = reading.article.text
    blocks = paragraphs(reading)
    quotes = find_quotes(text, blocks)
    page = Page(reading, parsed, quotes)
    known = Mentions(text, mentions)
    drafts = [d for i in sorted(parsed) for d in _in_sentence(parsed[i], i)]
    drafts = [fitted for d in drafts if (fitted := _fit(page, d)) is not None]
    drafts = [*_rejoined(page, _passages(page, _distinct(drafts))), *find_turns(reading, blocks)]
    return _records(page, known, chained(without_own(drafts, text)))


def _in_sentence(parsed: Parsed, index: int) -> list[Draft]:
    cues = cues_of(parsed.doc)
    if not cues:
        return []
    by_parse = [
        *find_verbs(parsed, index, cues),
        *find_nominal(parsed, index, cues),
        *find_adjectives(parsed, index, cues),
    ]
    by_parse = [*by_parse, *find_lone(parsed, index, cues, by_parse)]
    return with_tail(parsed, index, sweep(parsed, index, by_parse, cues), cues)


def paragraphs(reading: Reading) -> tuple[Span, ...]:
    """Return the paragraphs of running text: from their first sentence to their last.

    Args:
        reading: the article; its sentences know their paragraphs.
    """
    found: list[Span] = []
    last = None
    text = reading.article.text
    for span, number in zip(reading.sentences, reading.paragraphs, strict=True):
        end = span.end
        while end < len(text) and text[end] in _CLOSERS:
            end += 1
        found[-1:] = [Span(found[-1].start, end)] if number == last else [*found[-1:], Span(span.start, end)]
        last = number
    return tuple(found)


# ---------------------------------------------------------------- contents and quotations


def _voices(page: Page, draft: Draft) -> list[Quote]:
    """Return the quotations that belong to a draft's content: those it meets that do not hold its cue."""
    content = draft.content
    near = [quote for quote in page.voices if quote.meets(content.start, content.end)]
    return [quote for quote in near if _voiced(page, draft, quote)]


def _voiced(page: Page, draft: Draft, quote: Quote) -> bool:
    """Whether a quotation that is no label belongs to a draft's content."""
    cue, content = draft.cue, draft.content
    return (
        quote.start < content.end
        and content.start < quote.end
        and (cue is None or not quote.meets(cue.start, cue.end))
        and page.text[max(content.start, quote.start) : min(content.end, quote.end)].strip(_MARKS) != ""
    )


def _fit(page: Page, draft: Draft) -> Draft | None:
    """Stretch a content so that it cuts no quotation; drop what stands only by a quotation it lacks."""
    inside = _voices(page, draft)
    if not draft.strong and (not inside or _in_quotes(page, draft)):
        return None
    start = min([_from_quote(page, draft), *(q.start for q in inside)])
    end = max([draft.content.end, *(q.end for q in inside)])
    end = _through(page, _without_dash(page, start, end, inside), draft)
    holders = [q for q in page.quotes if draft.cue and q.holds(draft.cue.start, draft.cue.end)]
    for holder in holders:  # a statement inside a quotation ends where that ends
        start, end = max(start, holder.start + 1), min(end, holder.end)
    source = draft.source
    if source is not None and start < source.span.end <= draft.content.start:
        return None  # the quotation holds the source but not the cue: the parse went astray
    if page.text.startswith(("whenever ", "wherever "), start):
        return None  # "showed unity whenever it rained": when, not what
    return draft.over(Span(start, end)) if start < end else None


def _from_quote(page: Page, draft: Draft) -> int:
    """Take in what is quoted between cue and content: 'condemned “in the strongest terms” the raid'."""
    cue, start = draft.cue, draft.content.start
    if cue is None or cue.end > start:
        return start
    between = [q for q in page.quotes if q.depth == 0 and cue.end <= q.start and q.end <= start]
    if len(between) != 1:
        return start
    around = page.text[cue.end : between[0].start] + page.text[between[0].end : start]
    return start if around.strip() else between[0].start


def _without_dash(page: Page, start: int, end: int, inside: Sequence[Quote]) -> int:
    """End a quotation before the writer's afterthought: “We will win” — a line that drew cheers."""
    first = next((q for q in inside if q.start == start and q.end < end and is_sentence(page.text, q)), None)
    dashed = first is not None and page.text[first.end : end].lstrip()[:1] in {"—", "–", "-"}
    return first.end if first is not None and dashed else end


def _in_quotes(page: Page, draft: Draft) -> bool:
    return draft.cue is not None and page.quoted(draft.cue.start, draft.cue.end)


def _through(page: Page, end: int, draft: Draft) -> int:
    """Follow a quotation that is broken for one word of the writer's: “A” and “B”, “A” that “B”."""
    limit = page.reading.sentences[draft.sentence].end
    for quote in page.quotes:
        if end < quote.start < limit and _JOINT.fullmatch(page.text, end, quote.start):
            end = quote.end
    return end


def _kind(page: Page, draft: Draft) -> StatementKind:
    if draft.frame == "turn":
        return "direct"
    inside = _voices(page, draft)
    if not inside:
        return "indirect"
    left = _left(page.text, draft, inside)
    words = len(left.strip(_MARKS + ",.;:—").split())
    split = draft.cue is not None and draft.content.start < draft.cue.start < draft.content.end
    whole = words == 0 or (split and (words <= 12 or draft.passage))
    return (
        "direct" if whole and (draft.passage or any(is_sentence(page.text, q) for q in inside)) else "mixed"
    )


def _left(text: str, draft: Draft, inside: Sequence[Quote]) -> str:
    """Return what a content holds besides its quotations and its cue."""
    at, end = draft.content.start, draft.content.end
    covered = [(quote.start, quote.end) for quote in inside]
    covered += [] if draft.cue is None else [(draft.cue.start, draft.cue.end)]
    left = ""
    for first, last in sorted(covered):
        left += text[at : max(at, min(first, end))]
        at = max(at, min(last, end))
    return left + text[at:end]


def overlap(a: Span, b: Span) -> float:
    """Return the intersection of two spans over their union, 0 to 1."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / max(1, max(a.end, b.end) - min(a.start, b.start))


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Keep one draft per content: the best frame, and one with a source before one without."""

    def rank(draft: Draft) -> tuple[bool, int, int, int]:
        cue = draft.cue.start if draft.cue else -1
        return (draft.source is None, _RANK.get(draft.frame, 3), draft.content.start, cue)

    kept: list[Draft] = []
    for draft in sorted(drafts, key=rank):
        start, end = draft.content.start, draft.content.end
        near = [k for k in kept if k.content.start < end and start < k.content.end]
        if not any(_same(k, draft) for k in near):
            kept.append(draft)
    strong = [k.content for k in kept if k.strong]
    kept = [k for k in kept if k.strong or not any(_nested(k.content, s) for s in strong)]
    return sorted(kept, key=lambda d: (d.content.start, -d.content.end))


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts are one attribution seen twice, and not one inside the other."""
    if a.content.end <= b.content.start or b.content.end <= a.content.start:
        return False
    if a.cue == b.cue and _nested(a.content, b.content):
        return True
    if b.source is None and b.frame == "passive" and a.source is not None and a.frame in {"aside", "phrase"}:
        return overlap(a.content, b.content) > 0.8  # "S is expected to V, X said": X expects it
    return overlap(a.content, b.content) > 0.8 and not (reports(a, b) or reports(b, a))


def _nested(a: Span, b: Span) -> bool:
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


# ---------------------------------------------------------------- quotations that no clause claims


def _passages(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Give every quotation that is nobody's yet its cue, or let it go on from the one before."""
    made = list(drafts)
    for quote in page.voices:
        if quote.depth or _claimed(page, made, quote):
            continue
        before, own = _continues(page, made, quote), None
        if before is not None and page.sentence_at(quote.start) != before.sentence:
            own = attach(page, quote)  # “A,” X said. “B,” warned Y
        if own is not None and not _speaks_itself(own):
            made.append(own)
        elif before is not None:
            joined = Span(min(before.content.start, quote.start), max(before.content.end, quote.end))
            made[made.index(before)] = replace(before, content=joined, passage=True)
        elif (found := attach(page, quote)) is not None and not _speaks_itself(found):
            made.append(found)
        elif (wider := _trailing(page, made, quote)) is not None:
            made[made.index(wider[0])] = wider[1]
        elif (floating := _floating(page, made, quote)) is not None:
            made.append(floating)
    return made


def _speaks_itself(draft: Draft) -> bool:
    """Whether the parse found the source of a quotation inside it."""
    own = draft.source.span if draft.source else None
    return own is not None and draft.content.start < own.end and own.start < draft.content.end


def _rejoined(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Make one statement of the two halves of a quotation, as in “We will,” he vowed, “and soon”."""
    halves = [d for d in drafts if d.cue is not None and _is_quotation(page, d)]
    kept = list(drafts)
    for left in halves:
        for right in halves:
            assert left.cue is not None
            around = left.content.end <= left.cue.start < right.content.start
            if left.cue == right.cue and around and left in kept:
                whole = Span(left.content.start, right.content.end)
                to = left.addressee or right.addressee
                kept[kept.index(left)] = replace(left, content=whole, addressee=to, passage=True)
                kept.remove(right)
    return kept


def _is_quotation(page: Page, draft: Draft) -> bool:
    """Whether a content is what stands between quotation marks, and nothing else."""
    return any(q.start <= draft.content.start and draft.content.end <= q.end for q in _voices(page, draft))


def _claimed(page: Page, drafts: Sequence[Draft], quote: Quote) -> bool:
    return any(_voiced(page, d, quote) for d in drafts)


def _continues(page: Page, drafts: Sequence[Draft], quote: Quote) -> Draft | None:
    """Return the statement that a quotation carries on, as in “A,” X said. “B.” (or “and B”)."""
    for draft in reversed(sorted(drafts, key=lambda d: d.content.end)):
        cue, end = draft.cue, draft.content.end
        if end > quote.start or cue is None or cue.start < draft.content.start or cue.end > quote.start:
            continue
        if cue.start < end or _kind(page, draft) != "direct":
            continue
        between = page.text[cue.end : quote.start]
        if "\n" in between.strip(" ") or len(between) > 200:
            return None
        index = page.sentence_at(cue.start)
        sentence_end = page.reading.sentences[index].end if index is not None else cue.end
        return draft if not page.text[sentence_end : quote.start].strip() else None
    return None


def _trailing(page: Page, drafts: Sequence[Draft], quote: Quote) -> tuple[Draft, Draft] | None:
    """Return the statement whose content a fragment ends: "promised to pay, to stay and to “win big”"."""
    index = page.sentence_at(quote.start)
    if index is None or is_sentence(page.text, quote):
        return None
    near = [
        d
        for d in drafts
        if d.sentence == index and d.cue is not None and d.cue.end <= d.content.start and d.strong
        and d.content.end <= quote.start and quote.start - d.content.end < 60 and d.frame in _CLAUSAL
    ]  # fmt: skip
    if not near:
        return None
    draft = max(near, key=lambda d: d.content.end)
    gap = page.text[draft.content.end : quote.start]
    if any(mark in gap for mark in ";:—.") or cue_between(page, index, draft.content.end, quote.start):
        return None
    return draft, replace(draft, content=Span(draft.content.start, quote.end))


def _floating(page: Page, drafts: Sequence[Draft], quote: Quote) -> Draft | None:
    """Give a quotation that stands alone the speaker of the statement before it, or after it."""
    index, last = page.sentence_at(quote.start), page.sentence_at(quote.end - 1)
    if index is None or last is None or not is_sentence(page.text, quote):
        return None
    outside = page.text[page.reading.sentences[index].start : quote.start]
    outside += page.text[quote.end : page.reading.sentences[last].end]
    led = outside.rstrip().endswith(":") and len(outside.split()) <= 4  # 'Then, more seriously: “...”'
    if len(outside.strip(_MARKS + ".,;:—–-")) > 0 and not led:
        return None
    source = _neighbour(page, drafts, quote, index, last)
    return Draft(index, Span(quote.start, quote.end), None, source, "say", "floating", passage=True)


def _neighbour(page: Page, drafts: Sequence[Draft], quote: Quote, first: int, last: int) -> Source | None:
    """Return who speaks a quotation that stands alone.

    In order: the speaker of a statement in the sentence before, in the same paragraph; who that sentence is
    about; the last quoted speaker of the paragraphs just before; the next speaker of the paragraph after.
    """
    numbers = page.reading.paragraphs
    outer = [d for d in drafts if d.source and not page.quoted(d.source.span.start, d.source.span.end)]
    same = [d for d in outer if d.content.end <= quote.start and numbers[first] == numbers[d.sentence]]
    spoken = [d for d in same if d.sentence == first - 1 or d.frame in _SPOKEN]
    if spoken:
        return max(spoken, key=lambda d: (d.sentence, d.frame in _SPOKEN, d.content.start)).source
    if first and numbers[first - 1] == numbers[first] and (who := subject_of(page, first - 1)) is not None:
        return who
    near = [d for d in outer if d.content.end <= quote.start and numbers[first] - numbers[d.sentence] <= 2]
    before = [d for d in near if d.frame in _SPOKEN] or near
    if before:
        return max(before, key=lambda d: (d.sentence, d.content.start)).source
    after = [d for d in outer if d.sentence > last and numbers[d.sentence] - numbers[last] <= 1]
    return min(after, key=lambda d: (d.sentence, d.content.start)).source if after else None


# ---------------------------------------------------------------- records


def _records(page: Page, mentions: Mentions, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    made = named([_record(page, mentions, d) for d in drafts])
    unique = {m.id: m for m in made}
    return tuple(sorted(unique.values(), key=lambda s: (s.start, -s.end, s.cue.start if s.cue else -1)))


def _record(page: Page, mentions: Mentions, draft: Draft) -> Statement:
    text, content, cue = page.text, draft.content, draft.cue
    together = joint(mentions, draft.source)
    who = speaker(mentions, draft.source, together)
    if who is not None and any(t.start <= who.start and who.end <= t.end for t in page.reading.times):
        who = None  # "a call in late December that confirmed ..."
    links = [s for s in (speaker(mentions, link) for link in draft.via) if s is not None]
    if who is not None and links and is_first_person(who.text):
        who = replace_identity(who, links.pop())  # "I", inside a quotation, is whoever is quoted
    ident = content_id(
        page.reading.article.id,
        "statement",
        content.start,
        content.end,
        cue.start if cue else "",
        _place(who),
    )
    return Statement(
        id=ident,
        kind=_kind(page, draft),
        start=content.start,
        end=content.end,
        text=text[content.start : content.end],
        speaker=who,
        cue=Words(cue.start, cue.end, text[cue.start : cue.end]) if cue else None,
        addressee=speaker(mentions, draft.addressee),
        via=tuple(links),
        about=about(mentions, content.start, content.end, _codes(who, together)),
        unnamed=unnamed_targets(text, content.start, content.end),
        sentence=page.reading.sentences[draft.sentence],
        act=draft.act,
        aux=draft.aux,  # type: ignore[arg-type]
        joint=together,
    )


def _codes(who: Speaker | None, together: Sequence[Speaker]) -> frozenset[str]:
    return frozenset(s.code for s in (who, *together) if s is not None and s.code is not None)


def _place(who: Speaker | None) -> object:
    return who.start if who else ""
