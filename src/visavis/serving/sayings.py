"""What is said of a pair, each holder beside the others: names for it, figures, two fronts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from visavis.asking.counting import figure_words
from visavis.asking.lexicon import passages
from visavis.records import Claim, Figure, Happening, Record
from visavis.serving import shared
from visavis.serving.links import Shelf, item_link
from visavis.showing.items import Quoted
from visavis.showing.phrases import joined
from visavis.showing.wording import actor_name, outlet_words, short, whose
from visavis.store.store import Store

_CLAIMS = 16  # articles whose claims are quoted
_ARTICLES = 14  # articles that are looked into for figures and fronts
_FRONTS = 8


def holders_of(store: Store, claims: Sequence[tuple[str, Claim]]) -> list[dict[str, Any]]:
    """Return what each holder calls the relation, side by side, with the sentences."""
    refs = [*dict.fromkeys(ref for ref, _ in claims)][:_CLAIMS]
    look = shared.shelf(store, refs, ("claims",))
    by_holder: dict[str, list[tuple[str, str, Quoted]]] = {}
    for ref, claim in claims:
        quoted = _quoted(look, ref, claim)
        if quoted is not None:
            holder = whose(claim.holder, quoted.outlet)
            label = (
                f"not {claim.label}" if claim.negated and not claim.label.startswith("not") else claim.label
            )
            by_holder.setdefault(holder, []).append((short(label), claim.kind, quoted))
    ordered: Mapping[str, list[tuple[str, str, Quoted]]] = dict(
        sorted(by_holder.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    return [{"holder": holder, "claims": own} for holder, own in ordered.items()]


def _quoted(look: Shelf, ref: str, claim: Claim) -> Quoted | None:
    record = look.records.get(ref)
    if record is None or claim not in record.claims:
        return None
    link = item_link(look.entries[ref].key, "c", record.claims.index(claim), claim.start)
    return look.quote(ref, claim.sentence, claim.start, claim.end, link)


def articles_of(
    claims: Sequence[tuple[str, Claim]], refs: Iterable[str], latest: Iterable[Happening]
) -> list[str]:
    """Return the articles that are looked into for figures: those with claims or figures of the two first."""
    told = (report.ref for one in latest for report in one.reports)
    return [*dict.fromkeys((*refs, *(ref for ref, _ in claims), *told))][:_ARTICLES]


def figures_of(look: Shelf, pair: tuple[str, str]) -> list[dict[str, Any]]:
    """Return what holders say the two have and exchange: each holder's figures, with the sentences.

    Figures are of both, or of one in a sentence that names the other.
    """
    by_holder: dict[str, list[tuple[str, str, Quoted]]] = {}
    for record in look.records.values():
        for number, figure in enumerate(record.figures):
            named = {m.actor for m in record.mentions if _inside(m.start, figure)}
            if not figure.subject or not set(figure.subject) <= set(pair) or not set(pair) <= named:
                continue
            link = item_link(look.entries[record.ref].key, "f", number, figure.start)
            quoted = look.quote(record.ref, figure.sentence, figure.start, figure.end, link)
            if quoted is not None:
                of = joined(actor_name(code) for code in figure.subject)
                by_holder.setdefault(_holder(record, figure), []).append((figure_words(figure), of, quoted))
    ordered = sorted(by_holder.items(), key=lambda item: (-len(item[1]), item[0]))
    return [{"holder": holder, "figures": figures} for holder, figures in ordered]


def fronts_of(look: Shelf, pair: tuple[str, str]) -> list[Quoted]:
    """Return the sentences of articles about two states that speak of two fronts against a third."""
    found = []
    for record in look.records.values():
        spoken = {m.actor for m in record.mentions}
        for span in record.sentences if set(pair) <= spoken else ():
            match = passages()["two fronts"].search(record.text, span.start, span.end)
            if match is not None:
                link = look.anchors[record.ref]
                quoted = look.quote(record.ref, span, match.start(), match.end(), link)
                found += [quoted] if quoted is not None else []
    return found[:_FRONTS]


def _inside(place: int, figure: Figure) -> bool:
    return figure.sentence.start <= place < figure.sentence.end


def _holder(record: Record, figure: Figure) -> str:
    """Return whose word a figure is: who speaks around it, else the outlet."""
    around = [s for s in record.statements if s.start <= figure.start and figure.end <= s.end and s.speaker]
    speaker = min(around, key=lambda s: s.end - s.start).speaker if around else None
    return short(speaker.name or speaker.text) if speaker else outlet_words(record)
