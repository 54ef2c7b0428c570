"""Mentions in sentences without a parse: names alone, no offices, no capitals that may be mere places."""

from __future__ import annotations

from collections.abc import Collection

from visavis.coding.actors.context import Context
from visavis.coding.actors.entries import Hit
from visavis.records import Mention, Via

_VIA: dict[str, Via] = {
    "name": "name", "adjective": "demonym", "people": "demonym", "organisation": "organisation",
    "group": "organisation", "media": "organisation", "person": "name",
    "prefix": "demonym",
}  # fmt: skip


def plain_mentions(context: Context, without: Collection[int]) -> list[Mention]:
    """Return the actors named in the sentences of an article that have no parse.

    Args:
        context: what the article as a whole tells.
        without: indices of the sentences that are parsed.
    """
    spans = context.reading.sentences
    return [
        mention
        for i, span in enumerate(spans)
        if i not in without
        for hit in context.hits(span.start, span.end)
        if (mention := _mention(hit, context)) is not None
    ]


def _mention(hit: Hit, context: Context) -> Mention | None:
    meaning = hit.best
    via = _VIA.get(meaning.kind)
    if via is None or (hit.text in context.registry.grammar.personal and meaning.kind == "name"):
        return None
    if meaning.kind == "person":
        person = context.person(hit)
        if person is None:
            return None
        spell = person.spell(context.date)
        serves = person.serves(context.date)
        office = context.registry.roles.get(spell.office)
        sector = (office.sector if office else "GOV") if serves else "ELI"
        title = spell.office if serves else None
        return Mention(hit.start, hit.end, hit.text, spell.code, person.name, sector, title, via)
    return Mention(
        hit.start, hit.end, hit.text, meaning.code, meaning.name, meaning.sector_at(context.date), None, via
    )
