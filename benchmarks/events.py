"""Score the events room on our agency sentences: `python benchmarks/events.py [SET] [--errors] [--input]`.

``benchmarks/events/agency.jsonl`` (the default set), ``fresh.jsonl`` and ``parties.jsonl`` hold sentences
as news agencies write them, labelled with PLOVER events; ``nothing.jsonl`` holds news in which nobody does
anything of the kind. The author of the first did not know the codebook, that of the second wrote before a
look at its triggers; the third was written to try who is made a party, before any of it was run (P101 to
P180 later, all ``tune``; P181 to P260 later still, every other one ``kept``); ``wires.jsonl`` was written
for breadth, a new main verb in almost every sentence, and labelled before a look at the triggers;
``reports.jsonl`` for constructions and idiom, acts told as a participle, noun, passive or figure as readily
as by a plain verb, and 30 sentences without any; ``who.jsonl`` for who does it to whom, the deeds mostly
plain, labelled before a look at what is coded (of S001 to S060 every third one is ``kept``);
``idioms.jsonl`` for the idiom of each type in turn, labelled before a look at the triggers;
``acts.jsonl`` holds four sentences for each type, every one in another construction. Half of each
(``tune``) may be looked at when rules are made; the texts of the other (``kept``) are never printed. Type
counts once per sentence; type and parties per pair of countries, ordered unless the type is reciprocal;
what is negated or long past does not count. Prints one JSON object per half.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from visavis.pipeline import read_one
from visavis.records import Article, Event, Unread
from visavis.sources.document import text_id

HERE = Path(__file__).parent / "events"
RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE"}
UNCOUNTED = {"negation", "historical"}
NOTHING = "(nothing)"

Dyad = tuple[str, str, str]
"""A type, the acting country, and the country acted upon ("" when there is none)."""


class Gold(msgspec.Struct, frozen=True):
    """A labelled event: its type, mode, and the codes and words of the parties."""

    type: str
    source: list[str]
    target: list[str]
    source_text: list[str] = []
    target_text: list[str] = []
    mode: str | None = None


class Item(msgspec.Struct, frozen=True):
    """A sentence with its labelled events."""

    id: str
    text: str
    date: str
    events: list[Gold]
    half: str


class Read(msgspec.Struct, frozen=True):
    """A sentence and what was coded from it, without what is negated or long past."""

    item: Item
    events: list[Event]

    @property
    def wanted(self) -> set[str]:
        """The labelled types."""
        return {event.type for event in self.item.events}

    @property
    def said(self) -> set[str]:
        """The coded types."""
        return {event.type for event in self.events}


def items(name: str) -> list[Item]:
    """Return the sentences of a file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Item) for line in lines if line]


def read(item: Item) -> Read:
    """Read and code a sentence as an article of its own, dated as labelled."""
    article = Article(
        id=text_id(item.text),
        ref=item.id,
        source=item.id,
        text=item.text,
        published=item.date,
        published_basis="metadata",
    )
    record = read_one(article)
    if isinstance(record, Unread):
        raise SystemExit(f"{item.id}: {record.what}")
    return Read(item, [event for event in record.events if not UNCOUNTED & set(event.aux)])


def dyads(kind: str, sources: Iterable[str | None], targets: Iterable[str | None]) -> set[Dyad]:
    """Return the pairs of countries of an event; one without targets pairs its sources with each other."""
    acting, acted = (sorted({code.split(":")[0] for code in codes if code}) for codes in (sources, targets))
    if not acted:
        pairs = {(a, b) for i, a in enumerate(acting) for b in acting[i + 1 :]} or {(a, "") for a in acting}
    else:
        pairs = {(a, b) for a in acting for b in acted if a != b} or {(a, b) for a in acting for b in acted}
    return {(kind, a, b) for a, b in pairs}


def wanted_dyads(one: Read) -> set[Dyad]:
    """Return the labelled pairs of a sentence."""
    return {d for event in one.item.events for d in dyads(event.type, event.source, event.target)}


def said_dyads(one: Read) -> set[Dyad]:
    """Return the coded pairs of a sentence."""
    return {
        d
        for event in one.events
        for d in dyads(event.type, (p.code for p in event.actors), (p.code for p in event.recipients))
    }


def matched(wanted: set[Dyad], said: set[Dyad]) -> set[Dyad]:
    """Return the labelled pairs that were coded, each coded pair used once."""
    left, found = set(said), set()
    for kind, a, b in sorted(wanted):
        turned = {(kind, b, a)} if kind in RECIPROCAL else set()
        hit = next((d for d in sorted({(kind, a, b)} | turned) if d in left), None)
        if hit:
            left.discard(hit)
            found.add((kind, a, b))
    return found


def figures(right: int, said: int, wanted: int) -> dict[str, float]:
    """Return precision, recall and their harmonic mean."""
    p, r = right / said if said else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3), "said": said, "wanted": wanted}


def score(agency: Sequence[Read], nothing: Sequence[Read]) -> dict[str, object]:
    """Return the figures of a half: types, types with parties, modes of the types found, false alarms."""
    types, pairs, found, wanted = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    modes = [0, 0]
    for one in agency:
        right = one.wanted & one.said
        types.update(right=len(right), said=len(one.said), wanted=len(one.wanted))
        found.update(right)
        wanted.update(one.wanted)
        gold, said = wanted_dyads(one), said_dyads(one)
        pairs.update(right=len(matched(gold, said)), said=len(said), wanted=len(gold))
        for event in one.item.events:
            if event.mode and event.type in right:
                modes[0] += any(e.mode == event.mode for e in one.events if e.type == event.type)
                modes[1] += 1
    return {
        "sentences": len(agency),
        "type": figures(types["right"], types["said"], types["wanted"]),
        "type_and_parties": figures(pairs["right"], pairs["said"], pairs["wanted"]),
        "modes_right": f"{modes[0]}/{modes[1]}",
        "recall_by_type": {t: f"{found[t]}/{n}" for t, n in sorted(wanted.items())},
        "false_alarms": f"{sum(bool(one.events) for one in nothing)}/{len(nothing)}",
    }


def errors(agency: Sequence[Read], nothing: Sequence[Read]) -> Iterator[str]:
    """Yield what is wrong in the tune half, sentence by sentence: labelled against coded."""
    for one in (*agency, *nothing):
        gold, said = wanted_dyads(one), said_dyads(one)
        if one.item.half != "tune" or (len(gold) == len(said) == len(matched(gold, said))):
            continue
        kind = "PARTIES" if one.wanted == one.said else "TYPE"
        yield f"{kind} {one.item.id}: {one.item.text}"
        yield f"  wanted {_shown(gold)}"
        yield f"  said   {_shown(said)}"
        for event in one.events:
            yield f"         {event.type} by {event.rule!r} at {event.trigger.text!r}"


def _shown(found: set[Dyad]) -> str:
    return ", ".join(f"{kind}({a} > {b})" if b else f"{kind}({a})" for kind, a, b in sorted(found)) or NOTHING


def main(arguments: Sequence[str]) -> None:
    """Print the input for visavis as JSONL, or the figures of each half; if asked, the tune half's errors."""
    chosen = next((one for one in arguments if not one.startswith("-")), "agency")
    agency, nothing = items(f"{chosen}.jsonl"), items("nothing.jsonl")
    if "--input" in arguments:
        for item in (*agency, *nothing):
            line = {"id": item.id, "text": item.text, "published": item.date}
            print(json.dumps(line, ensure_ascii=False))
        return
    coded, empty = [read(item) for item in agency], [read(item) for item in nothing]
    for half in ("tune", "kept"):
        mine = ([r for r in coded if r.item.half == half], [r for r in empty if r.item.half == half])
        print(json.dumps({"half": half, **score(*mine)}, indent=1))
    if "--errors" in arguments:
        print("\n".join(errors(coded, empty)))


if __name__ == "__main__":
    main(sys.argv[1:])
