"""Score the type of a marked pair: `python benchmarks/pairs.py [SET] [--errors]`.

``benchmarks/events/pairs.jsonl`` (the default set) holds ten agency sentences for each type, two thirds of
them about parties within one country, each with the words of one source and one target; it was labelled
before a look at the codebook. Of the events coded in a sentence the one counts whose parties' words overlap
most with those that are marked (then the most confident); a sentence without any is wrong. Every type counts
alike, whatever its number; CONCEDE and RETREAT count as one, as in studies of such pairs. Half of the set
(``tune``) may be looked at when rules are made; the texts of the other (``kept``) are never printed. Prints
one JSON object per half.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import events

from visavis.records import Event, Party

ONE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "NONE"
_LITTLE = {"the", "a", "an", "of", "s"}


def words(text: str) -> set[str]:
    """Return the words of a party in lower case, little ones left out."""
    return {word for word in re.findall(r"\w+", text.lower()) if word not in _LITTLE}


def overlap(a: str, b: str) -> float:
    """Return which share of the shorter party's words the other holds too."""
    x, y = words(a), words(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def fit(parties: Iterable[Party], marked: Iterable[str]) -> float:
    """Return how well the best of some parties fits the marked words."""
    texts = list(marked)
    return max((overlap(party.text, text) for party in parties for text in texts), default=0.0)


def likeness(event: Event, gold: events.Gold) -> float:
    """Return how well an event's parties fit the marked pair, 0 to 2; a target may act with the source."""
    target = max(fit(event.recipients, gold.target_text), fit(event.actors, gold.target_text))
    return fit(event.actors, gold.source_text) + target


def chosen(one: events.Read) -> Event | None:
    """Return the event coded for the marked pair of a sentence, or None."""
    gold = one.item.events[0]
    return max(one.events, key=lambda e: (likeness(e, gold), e.confidence, e.type), default=None)


def score(coded: Sequence[events.Read]) -> dict[str, object]:
    """Return the figures of a half: macro-F1 over the labelled types, shares answered, right and fitting.

    ``fitting`` is the share of sentences whose chosen event is right and has both marked parties.
    """
    wanted, said, right = Counter[str](), Counter[str](), Counter[str]()
    answered = fitting = 0
    for one in coded:
        gold, event = one.item.events[0], chosen(one)
        want = ONE.get(gold.type, gold.type)
        told = ONE.get(event.type, event.type) if event else NONE
        answered += event is not None
        wanted[want] += 1
        said[told] += 1
        right[want] += told == want
        fitting += event is not None and told == want and likeness(event, gold) > 1.0
    by_type = {t: events.figures(right[t], said[t], wanted[t])["f1"] for t in sorted(wanted)}
    return {
        "sentences": len(coded),
        "macro_f1": round(sum(by_type.values()) / len(by_type), 3),
        "answered": round(answered / len(coded), 3),
        "accuracy": round(right.total() / len(coded), 3),
        "fitting": round(fitting / len(coded), 3),
        "f1_by_type": by_type,
    }


def errors(coded: Iterable[events.Read]) -> Iterator[str]:
    """Yield what is wrong in the tune half: the marked pair and what was coded."""
    for one in coded:
        gold, event = one.item.events[0], chosen(one)
        if one.item.half != "tune":
            continue
        if event is not None and event.type == gold.type and likeness(event, gold) > 1.0:
            continue
        kind = "NONE" if event is None else "PARTIES" if event.type == gold.type else "TYPE"
        yield f"{kind} {one.item.id}: {one.item.text}"
        yield f"  wanted {gold.type}: {gold.source_text} > {gold.target_text}"
        for other in one.events:
            parties = [[party.text for party in side] for side in (other.actors, other.recipients)]
            yield f"  said   {other.type} by {other.rule!r}: {parties[0]} > {parties[1]} {other.aux or ''}"


def rows(half: str, name: str = "pairs") -> list[events.Read]:
    """Return the coded sentences of a half of a set."""
    return [events.read(item) for item in events.items(f"{name}.jsonl") if item.half == half]


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each half; if asked, the tune half's errors."""
    name = next((one for one in arguments if not one.startswith("-")), "pairs")
    found = {half: rows(half, name) for half in ("tune", "kept")}
    for half, coded in found.items():
        print(json.dumps({"half": half, **score(coded)}, indent=1))
    if "--errors" in arguments:
        print("\n".join(errors(found["tune"])))


if __name__ == "__main__":
    main(sys.argv[1:])
