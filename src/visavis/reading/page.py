"""Reads the page: what of an article's text is the report, when it was published, what it says about time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from visavis.reading import furniture, places, shapes, syntax
from visavis.reading.block import Block, by_punctuation
from visavis.reading.language import is_strange, languages, name
from visavis.reading.marked import Page
from visavis.reading.outlet import find_outlet, is_paper
from visavis.reading.paragraphs import blocks
from visavis.reading.published import find_published, is_labelled, prefix, undated
from visavis.reading.quality import judge
from visavis.reading.sentences import repaired
from visavis.reading.times import foreign
from visavis.reading.times.resolve import resolve
from visavis.records import Article, DateSpan, FurnitureKind, Reading, Span, Time

_ENDS = " .,|/·•-"
_BY = re.compile(r"^\W*(?:by|author:|written by:?|posted by:?|words by)\s+", re.IGNORECASE)
_CODED = ("en",)


def read(article: Article, *, model: str | None = None) -> Reading:
    """Read one article.

    Args:
        article: the article; its text is marked up, never changed.
        model: a spaCy pipeline with Universal Dependencies labels, by name or path; None: the embedded one.

    Returns:
        The reading: furniture, headline, sentences of the report, publication date, times, and in ``notes``
        the reason of every quality flag and everything that could not be told.

    Raises:
        ModelError: the pipeline cannot be loaded.
    """
    text = article.text
    parts = blocks(text)
    language, each = languages(parts)
    language = _stated_language(article, language)
    page = furniture.mark(text, parts, each, language, article.title)
    page.foreign = _in_other_languages(page, each, language)
    published, doubts = _published(article, page)
    body = page.body()
    sentences, paragraphs = _sentences(text, body, language, model)
    judged = judge(article, page, language, published)
    return Reading(
        article=article,
        language=language,
        title=article.title or _title(text, page),
        byline=article.byline or _byline(page),
        published=published,
        quality=judged.flags,
        furniture=page.furniture(),
        sentences=sentences,
        paragraphs=paragraphs,
        times=_times(text, page, published, language),
        notes=(*article.notes, *doubts, *judged.notes, *_uncoded(page, each)),
        headline=_headline(page),
        outlet=article.outlet or find_outlet(page),
    )


def _in_other_languages(page: Page, each: Sequence[str], language: str) -> set[int]:
    """Return the paragraphs in another language than the article's, where that is one that can be coded."""
    if language not in _CODED:
        return set()
    strange = [i for i, code in enumerate(each) if code not in (language, "und") and page.kinds[i] is None]
    return {i for i in strange if i != page.headline and is_strange(page.blocks[i])}


def _uncoded(page: Page, each: Sequence[str]) -> tuple[str, ...]:
    """Return a note for each language of paragraphs that are kept and not coded."""
    counts = Counter(each[i] for i in page.foreign)
    return tuple(
        f"other-language: {n} paragraph{'s' if n > 1 else ''} in {name(code)} kept, and not coded"
        for code, n in sorted(counts.items())
    )


def _stated_language(article: Article, found: str) -> str:
    if found != "und" or not article.language:
        return found
    return article.language.split("-")[0].lower()


def _headline(page: Page) -> Span | None:
    if page.headline is None:
        return None
    block = page.blocks[page.headline]
    return Span(block.start, block.end)


def _title(text: str, page: Page) -> str | None:
    span = _headline(page)
    return " ".join(text[span.start : span.end].split()) if span else None


def _byline(page: Page) -> str | None:
    """Return the first line that names an author, without its "By", and the date behind the name."""
    lines = _of_kinds(page, "byline")
    short = [undated(b) for b in _of_kinds(page, "byline", "dateline") if b.words <= 16]
    for line in short:
        if _BY.match(line):
            return _without_paper(_BY.sub("", line).strip(_ENDS))
    for line in short:
        if shapes.is_name(name := line.strip(_ENDS)) and not is_paper(name):
            return name
    return next((author for block in lines if (author := places.author(block)) is not None), None)


def _without_paper(names: str) -> str:
    """Return the names of a byline without that of the outlet behind them."""
    before, _, last = names.rpartition(", ")
    return before if before and is_paper(last) else names


def _of_kinds(page: Page, *kinds: FurnitureKind) -> list[Block]:
    return [b for b, kind in zip(page.blocks, page.kinds, strict=True) if kind in kinds]


def _published(article: Article, page: Page) -> tuple[DateSpan | None, tuple[str, ...]]:
    """Return the date of publication: date lines above the report first, then labelled ones below it.

    Where there is none, the only whole date in what else stands above the report, as behind the author.
    """
    heads = [p[1] for block in page.blocks if (p := prefix(block)) is not None and p[1]]
    running = page.paragraphs()
    report = page.blocks[running[0]].start if running else len(article.text)
    lines = _of_kinds(page, "dateline")
    above = [block for block in lines if block.start < report]
    below = [block for block in lines if block.start >= report and is_labelled(block)]
    besides = [block for block in _of_kinds(page, "dateline", "byline", "navigation") if block.start < report]
    return find_published(article.published, article.published_basis, [*above, *below], heads, besides)


def _sentences(
    text: str, body: Sequence[Span], language: str, model: str | None
) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """Split the report into sentences; ``paragraphs[i]`` numbers the stretch that sentence i stands in."""
    own = syntax.pipelines(model)
    if language in own or language == "und":
        nlp = syntax.load(model, language if language in own else "en")
        split = [repaired(text, group) for group in nlp.sentences(text, body)]
    else:
        split = [
            [Span(span.start + a, span.start + b) for a, b in by_punctuation(text[span.start : span.end])]
            for span in body
        ]
    flat = [(sentence, number) for number, group in enumerate(split) for sentence in group]
    return tuple(s for s, _ in flat), tuple(n for _, n in flat)


def _times(text: str, page: Page, published: DateSpan | None, language: str) -> tuple[Time, ...]:
    """Return the times of headline, date lines and report."""
    spans = page.body()
    if language not in (*_CODED, "und"):
        return foreign.resolve(text, language, spans)
    if (headline := _headline(page)) is not None:
        spans.append(headline)
    spans += [Span(b.start, b.end) for b in _of_kinds(page, "dateline")]
    spans += [Span(page.blocks[i].start, page.blocks[i].end) for i in page.headings]
    spans += [Span(f.start, f.end) for f in page.inner if f.kind == "dateline"]
    day = published.start if published and published.precision in ("minute", "hour", "day") else None
    headed = [(page.blocks[i].start, page.blocks[i].end) for i in sorted(page.entries)]
    return resolve(text, day, sorted(spans, key=lambda span: span.start), headed)
