"""One article, complete: every finder of this room run over one Reading, in the order of their needs."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.agreements.find import find_agreements
from visavis.coding.claims.find import find_claims
from visavis.coding.events.code import code_events
from visavis.coding.figures.find import find_figures
from visavis.coding.statements.find import find_statements
from visavis.reading.syntax import Parsed, load
from visavis.records import Reading, Record

_CODED = "en"  # the language that the codebook and the other knowledge files speak


def code(reading: Reading, *, model: str | None = None) -> Record:
    """Code one article.

    Args:
        reading: what its page says.
        model: the language model that parses its sentences (see ``visavis.reading.syntax.load``).

    Returns:
        The article's record. An article in a language that visavis cannot code keeps its text, its reading
        and a note, and has no mentions, events or anything else that is coded.
    """
    if reading.language != _CODED:
        note = f"not coded: the text is in {_language(reading.language)}, and visavis codes English only"
        return _record(reading, notes=(note,))
    article = reading.article
    parsed: Mapping[int, Parsed] = dict(enumerate(load(model).parse(article.text, reading.sentences)))
    mentions = find_mentions(reading, parsed)
    statements = find_statements(reading, parsed, mentions)
    return _record(
        reading,
        mentions=mentions,
        events=code_events(reading, parsed, mentions, statements),
        statements=statements,
        figures=find_figures(reading, parsed, mentions),
        agreements=find_agreements(reading, parsed, mentions),
        claims=find_claims(reading, parsed, mentions, statements),
    )


def _record(reading: Reading, *, notes: tuple[str, ...] = (), **coded: object) -> Record:
    article = reading.article
    empty: dict[str, object] = dict.fromkeys(
        ("mentions", "events", "statements", "figures", "agreements", "claims"), ()
    )
    return Record(
        id=article.id,
        ref=article.ref,
        source=article.source,
        outlet=article.outlet,
        title=reading.title,
        byline=reading.byline,
        url=article.url,
        published=reading.published,
        language=reading.language,
        text=article.text,
        quality=reading.quality,
        furniture=reading.furniture,
        sentences=reading.sentences,
        times=reading.times,
        notes=tuple(dict.fromkeys((*article.notes, *reading.notes, *notes))),
        **{**empty, **coded},  # type: ignore[arg-type]
    )


def _language(code: str) -> str:
    try:
        return Locale.parse(code).get_display_name("en") or f'"{code}"'
    except (ValueError, UnknownLocaleError):
        return "an unknown language"
