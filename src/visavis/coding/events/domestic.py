"""Parties named by a home office or role alone ("the opposition", "police") in a sentence about one country.

A bare role noun belongs to the country under discussion: with one country only in the sentence, its code is
taken over, and the party's ``name`` stays empty; with several, the country where it happens is. Those who
attack without a name ("gunmen", "a roadside bomb") are coded by that place alone, as PLOVER does.
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


_PLACED = frozenset({"ASSAULT", "PROTEST", "COERCE"})


def domestic(
    s: Sentence,
    kind: str,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    place: str | None = None,
) -> tuple[list[Party], list[Party]]:
    """Return the parties of an event, home offices coded where the sentence names one country only.

    Args:
        s: the sentence.
        kind: the event's type.
        actors: its actors.
        recipients: its recipients.
        place: code of the state where the sentence sets it, if it does.
    """
    if kind not in _HOME_TYPES:
        return list(actors), list(recipients)
    home = _one_country(s) or (place if kind in _PLACED else None)
    if home is None:
        return list(actors), list(recipients)
    civil = kind in _PLACED
    found = [_coded(s, p, home, kind in ("PROTEST", "ASSAULT")) for p in actors]
    if kind == "ASSAULT":
        found = [_attacker(s, p, place) for p in found]
    return found, [_coded(s, p, home, civil) for p in recipients]


def _attacker(s: Sentence, party: Party, place: str | None) -> Party:
    """Give those who attack without a name, or the weapon that stands for them, the place's code."""
    named = party.name is not None or party.text[:1].isupper()
    tokens = [i for i in range(s.n) if party.start <= s.start[i] < party.end]
    armed = s.holds(party.text, "attackers") or any(s.classes[i] & {"@bombs", "@suicide"} for i in tokens)
    if party.code is not None or place is None or named or not armed:
        return party
    return Party(place, party.text, party.start, party.end, party.sector or "UAF", party.name)


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
