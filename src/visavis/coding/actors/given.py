"""Whether a given name is a man's or a woman's."""

from __future__ import annotations

import functools

from visavis.coding.actors.registry import Registry

_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HUN", "JPN"})


@functools.lru_cache(maxsize=4)
def given_names(registry: Registry) -> dict[str, str]:
    """Return the sex of given names: those listed, and those of the registry's people, where all share it."""
    listed: dict[str, set[str]] = {}
    for name, person in registry.persons.items():
        given = name.split()[0]
        codes = {spell.code for spell in person.spells}
        if not codes & _FAMILY_FIRST and given != person.surnames[0] and person.sex:
            listed.setdefault(given, set()).add(person.sex)
    for sex, names in (("m", registry.reference.given_men), ("f", registry.reference.given_women)):
        for given in names:
            listed.setdefault(given, set()).add(sex)
    return {given: next(iter(sexes)) for given, sexes in listed.items() if len(sexes) == 1}
