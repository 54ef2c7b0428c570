"""One article, complete: every finder of this room run over one Reading, in the order of their needs."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.coding.agreements.find import find_agreements
from visavis.coding.claims.find import find_claims
from visavis.coding.events.code import code_events
from visavis.coding.figures.find import find_figures
from visavis.coding.firstpass import sentences_to_parse
from visavis.coding.options import DEFAULT, Options
from visavis.coding.statements.find import find_statements
from visavis.reading.syntax import Parsed, load
from visavis.records import Reading, Record

_LONGEST = 4_000  # characters: several times the longest sentence that is one; tables and lists run longer
_CODED = "en"  # the language that the codebook and the other knowledge files speak

_UNPARSED = (
    "unparsed: no sentence seems to tell of deeds between political actors, so what is said and done was "
    "not looked for; --thorough does"
)


def code(reading: Reading, *, options: Options = DEFAULT) -> Record:
    """Code one article.

    Args:
        reading: what its page says.
        options: the model that parses its sentences, and the codebook and actors to code them with.

    Returns:
        The article's record. An article in a language that visavis cannot code keeps its text, its reading
        and a note, and has no mentions, events or anything else that is coded.
    """
    if reading.language != _CODED:
        name = _language(reading.language)
        note = f"other-language: not coded: the text is in {name}, and visavis codes English only"
        return _record(reading, notes=(note,))
    article = reading.article
    short = [i for i, s in enumerate(reading.sentences) if s.end - s.start <= _LONGEST]
    wanted = (
        range(len(reading.sentences)) if options.thorough else sentences_to_parse(reading, options=options)
    )
    chosen = [i for i in short if i in wanted]
    found = load(options.model).parse(article.text, [reading.sentences[i] for i in chosen])
    parsed: Mapping[int, Parsed] = dict(zip(chosen, found, strict=True))
    passed = len(reading.sentences) - len(short)
    many = "1 stretch" if passed == 1 else f"{passed} stretches"
    notes = (f"not coded: {many} of more than {_LONGEST:,} characters without an end of sentence",)
    known = registry(options.actors)
    mentions = find_mentions(reading, parsed, actors=known)
    statements = find_statements(reading, parsed, mentions)
    return _record(
        reading,
        mentions=mentions,
        events=code_events(reading, parsed, mentions, statements, directory=options.codebook, actors=known),
        statements=statements,
        figures=find_figures(reading, parsed, mentions),
        agreements=find_agreements(reading, parsed, mentions),
        claims=find_claims(reading, parsed, mentions, statements),
        notes=(*(notes if passed else ()), *((_UNPARSED,) if short and not chosen else ())),
    )


def _record(reading: Reading, *, notes: tuple[str, ...] = (), **coded: object) -> Record:
    article = reading.article
    said = {note.partition(":")[0] for note in notes}  # a note of the same name says it with less
    earlier = [note for note in reading.notes if note.partition(":")[0] not in said]
    empty: dict[str, object] = dict.fromkeys(
        ("mentions", "events", "statements", "figures", "agreements", "claims"), ()
    )
    return Record(
        id=article.id,
        ref=article.ref,
        source=article.source,
        outlet=reading.outlet,
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
        notes=tuple(dict.fromkeys((*article.notes, *earlier, *notes))),
        **{**empty, **coded},  # type: ignore[arg-type]
    )


def _language(code: str) -> str:
    try:
        return Locale.parse(code).get_display_name("en") or f'"{code}"'
    except (ValueError, UnknownLocaleError):
        return "an unknown language"
