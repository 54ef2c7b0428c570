"""Parties named by a home office or role alone ("the opposition", "police") in a sentence about one country.

A bare role noun belongs to the country under discussion: with one country only in the sentence, its code is
taken over, and the party's ``name`` stays empty. Foreign fighters, gunmen and the like are never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.events.sentence import Sentence
from visavis.records import Party

# Types that a state and its own people have with each other; a bare "president" in others may be anyone's.
_HOME_TYPES = frozenset(
    {
        "PROTEST",
        "COERCE",
        "CONCEDE",
        "REJECT",
        "REQUEST",
        "ACCUSE",
        "MOBILIZE",
        "RETREAT",
        "THREATEN",
        "AGREE",
        "ASSAULT",
    }
)


def domestic(
    s: Sentence, kind: str, actors: Sequence[Party], recipients: Sequence[Party]
) -> tuple[list[Party], list[Party]]:
    """Return the parties of an event, home offices coded where the sentence names one country only.

    Args:
        s: the sentence.
        kind: the event's type.
        actors: its actors.
        recipients: its recipients.
    """
    if kind not in _HOME_TYPES:
        return list(actors), list(recipients)
    home = _one_country(s)
    if home is None:
        return list(actors), list(recipients)
    civil = kind in ("PROTEST", "COERCE", "ASSAULT")
    return [_coded(s, p, home, kind == "PROTEST") for p in actors], [
        _coded(s, p, home, civil) for p in recipients
    ]


def _one_country(s: Sentence) -> str | None:
    found = {
        m.actor
        for i in range(s.n)
        if i not in s.reported
        for m in s.mentions[i][:1]
        if m.actor and m.sector != "MED" and not _in_weak(s, i)
    }
    states = {code for code in found if len(code) == 3 and code.isupper()}
    return next(iter(states)) if len(found) == len(states) == 1 else None


def _in_weak(s: Sentence, i: int) -> bool:
    """Tell whether a token is part of a party that only a nationality ties to a country."""
    return any(start <= s.start[i] < end for start, end in s.weak)


def _coded(s: Sentence, party: Party, home: str, civil: bool) -> Party:
    if party.code is not None or not (
        s.holds(party.text, "home") or (civil and s.holds(party.text, "civil"))
    ):
        return party
    return Party(home, party.text, party.start, party.end, party.sector, party.name)
