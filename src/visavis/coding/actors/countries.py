"""Which state "the country", "the government" or "the president" means."""

from __future__ import annotations

from visavis.coding.actors.anaphors import Anaphor
from visavis.coding.actors.discourse import SUBJECTS, Discourse, Entity, subject_of_clause
from visavis.reading.tokens import Token
from visavis.records import Mention

_NEAR = 2  # sentences that these words look back over
_FAR = 8  # the same where they say what sort of state they mean ("the Gulf state")
_LEADS = 2.0  # how many times oftener than any other a state is named that an article is about


class Countries:
    """The states of an article so far.

    Args:
        discourse: what was mentioned so far.
        date: the day of the article (ISO), None when unknown.
    """

    def __init__(self, discourse: Discourse, date: str | None) -> None:
        self.discourse, self.date = discourse, date
        self.registry = discourse.registry
        self.words = discourse.registry.reference

    def states(self, index: int, back: int) -> list[Entity]:
        """Return the mentions of states by their own names in the last few sentences, the last one first."""
        window = [e for e in self.discourse.since(index - back) if not e.person]
        states = [
            e for e in window if self.registry.state(e.mention.actor or "") and e.mention.via != "office"
        ]
        return sorted(states, key=lambda e: (index - e.sentence, -e.mention.start))

    def country(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Return the state that "the country" means: the one last named that the words fit."""
        if not self.words.ranks.isdisjoint(t.lower_ for t in token.doc[anaphor.first + 1 : anaphor.last]):
            return []
        fits = self._fits(anaphor, token)
        named = fits is not None
        states = [
            e
            for e in self.states(index, _FAR if named else _NEAR)
            if e.mention.sector in (None, "GOV")
            and len(e.together) == 1
            and e.mention.actor not in self._acting(token, index)
        ]
        meant = [e.mention for e in states if self._fit(e.mention.actor, anaphor, fits)]
        code = meant[0].actor if meant else None if states and not named else self._leading(anaphor, fits)
        return [_state(code)] if code else []

    def _acting(self, token: Token, index: int) -> set[str | None]:
        """Return who is the subject of the clause in which "the country" is none: it means another."""
        subject = subject_of_clause(token) if token.dep_ not in SUBJECTS else None
        here = self.discourse.since(index) if subject is not None else []
        return {e.mention.actor for e in here if subject is not None and e.covers(subject)}

    def kin(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Read "its neighbour" as the one state spoken of that is not its owner."""
        here = [e for e in self.discourse.since(index) if e.last < anaphor.first]
        owners = {e.mention.actor for e in here if anaphor.first - e.last <= 2}
        others = {e.mention.actor: e for e in self.states(index, _NEAR) if e.mention.actor not in owners}
        return [_state(code) for code in others] if len(owners) == len(others) == 1 else []

    def domestic(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Return the state whose government, army or parliament is meant: the one last named."""
        if anaphor.word in self.words.capital and not token.text[:1].isupper():
            return []
        states = [e for e in self.states(index, _NEAR) if e.mention.sector not in ("REB", "UAF")]
        fit = [e.mention.actor for e in states if self._fit(e.mention.actor, anaphor, None)]
        code = fit[0] if fit else None if states else self._spoken_for(index) or self._leading(anaphor, None)
        return [_state(code, self.words.domestic[anaphor.word], anaphor.word)] if code else []

    def title(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Return whoever was named in an office before, else its holder in the state last spoken of."""
        held = [
            e for e in self.discourse.recent(index, 6)
            if e.person and e.mention.role and anaphor.word in (e.mention.role, e.mention.role.split()[-1])
        ]  # fmt: skip
        held.sort(key=lambda e: -e.mention.start)
        if held:
            return [held[0].mention]
        if anaphor.word == "leader":
            people = [e for e in self.discourse.recent(index, 2) if e.person]
            people = [e for e in people if e.mention.sector in ("GOV", "REB", "OPP")]
            return [people[0].mention] if people else []
        if (sole := self.words.sole_offices.get(anaphor.word)) is not None:
            pope = self.registry.incumbent(sole, "pope", self.date)
            return [_state(sole, "GOV", anaphor.word, pope.name if pope else None)]
        if anaphor.word.startswith("secretary") and anaphor.word.endswith("general"):
            return self._secretary(anaphor, index)
        states = self.states(index, 1)
        if anaphor.word not in self.words.one_holder:
            return []
        code = states[0].mention.actor if states else self._leading(anaphor, None)
        person = self.registry.incumbent(code or "", anaphor.word, self.date)
        if code is None or (person is None and not states):
            return []
        return [_state(code, "GOV", anaphor.word, person.name if person else None)]

    def _secretary(self, anaphor: Anaphor, index: int) -> list[Mention]:
        """Return the secretary-general of the organisation last named."""
        near = [e.mention for e in self.discourse.since(index - _FAR)]
        for mention in reversed([m for m in near if self.registry.is_organisation(m.actor)]):
            person = self.registry.incumbent(mention.actor or "", "secretary-general", self.date)
            if person is not None:
                return [_state(mention.actor, "GOV", anaphor.word, person.name)]
        return []

    # ------------------------------------------------------------ which states words fit

    def _fits(self, anaphor: Anaphor, token: Token) -> frozenset[str] | None:
        """Return the states that the words before "country" leave ("the Gulf state"), None for all."""
        said = " ".join(t.lower_ for t in token.doc[anaphor.first + 1 : anaphor.last])
        said = said.replace(" - ", "-")
        tails = [said[at:] for at in (0, *(i + 1 for i, one in enumerate(said) if one == " "))]
        return next((self.words.regions[tail] for tail in tails if tail in self.words.regions), None)

    def _fit(self, code: str | None, anaphor: Anaphor, fits: frozenset[str] | None) -> bool:
        noun = self.words.fits.get(anaphor.word)
        return (
            code is not None
            and (fits is None or code in fits)
            and (noun is None or code in noun)
            and code not in self.words.not_fits.get(anaphor.word, ())
        )

    def _leading(self, anaphor: Anaphor, fits: frozenset[str] | None) -> str | None:
        """Return the one state that the article is about, named far oftener than any other that fits."""
        named = [
            (count, code)
            for code, count in self.discourse.frequency.items()
            if self.registry.state(code) and self._fit(code, anaphor, fits)
        ]
        ranked = sorted(named, reverse=True)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] >= _LEADS * ranked[1][0])
        return ranked[0][1] if clear else None

    def _spoken_for(self, index: int) -> str | None:
        """Return the one state whose people and officials the last sentences speak of."""
        codes = {e.mention.actor for e in self.discourse.since(index - 1) if e.mention.sector != "MED"}
        found = [code for code in codes if self.registry.state(code or "")]
        return found[0] if len(found) == 1 else None


def _state(
    code: str | None, sector: str | None = None, role: str | None = None, name: str | None = None
) -> Mention:
    return Mention(0, 0, "", code, name, sector, role)
