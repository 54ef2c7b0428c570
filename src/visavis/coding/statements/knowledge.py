"""The statements room's knowledge: cue verbs, cue nouns, phrases and word lists, read from data files."""

from __future__ import annotations

import functools

import msgspec

from visavis.knowledge import load_toml


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with the statement that must be found in it; an empty speaker means that none is named."""

    text: str
    content: str
    speaker: str
    addressee: str | None = None


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cue words that take the same frames; ``act`` is what the source does with the content.

    ``sourced``: only subjects that can be a source; ``cue_nouns``: only with a cue noun in the content;
    ``things``: only with one of these ("backs the plan"), by the name of a list in words.toml;
    ``particle``: only with this particle ("rule out"); ``document``: the noun is a source itself;
    ``owned``: only a noun that is somebody's ("Oslo's position is that S").
    """

    name: str
    act: str
    frames: tuple[str, ...]
    lemmas: tuple[str, ...]
    positive: tuple[Example, ...]
    negative: tuple[str, ...]
    sourced: bool = False
    document: bool = False
    owned: bool = False
    cue_nouns: bool = False
    things: str = ""
    particle: str = ""


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of cue groups."""

    group: tuple[Group, ...]


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A prepositional cue: the source follows it."""

    cue: tuple[str, ...]
    positive: tuple[Example, ...]
    negative: tuple[str, ...]


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of phrases."""

    phrase: tuple[Phrase, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists; see the comments in the file."""

    source_nouns: frozenset[str]
    media_nouns: frozenset[str]
    media_names: frozenset[str]
    title_nouns: frozenset[str]
    term_words: tuple[str, ...]
    carriers: frozenset[str]
    things: dict[str, frozenset[str]]
    answering: frozenset[str]
    answers: frozenset[str]
    light_verbs: frozenset[str]
    hearsay: frozenset[str]
    afterthoughts: frozenset[str]
    labels: frozenset[str]
    speaking_pronouns: frozenset[str]
    never_sources: frozenset[str]
    mute: frozenset[str]
    measures: frozenset[str]
    view_nouns: frozenset[str]
    time_words: frozenset[str]
    idle_cues: tuple[str, ...]
    finding_nouns: tuple[str, ...]
    weak_cues: tuple[str, ...]
    irregular: dict[str, tuple[str, ...]]


class UnnamedExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in which an unnamed target must be found."""

    text: str
    words: str


class Unnamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How speakers speak of somebody without naming them."""

    modifiers: tuple[str, ...]
    nouns: tuple[str, ...]
    weak: frozenset[str]
    weak_nouns: frozenset[str]
    positive: tuple[UnnamedExample, ...]
    negative: tuple[str, ...]


@functools.cache
def verb_groups() -> tuple[Group, ...]:
    """Return the groups of cue verbs."""
    return load_toml("statements/verbs.toml", Groups).group


@functools.cache
def noun_groups() -> tuple[Group, ...]:
    """Return the groups of cue nouns."""
    return load_toml("statements/nouns.toml", Groups).group


@functools.cache
def adjective_groups() -> tuple[Group, ...]:
    """Return the groups of cue adjectives."""
    return load_toml("statements/adjectives.toml", Groups).group


@functools.cache
def adjective_frames() -> dict[str, dict[str, Group]]:
    """Return, for each cue adjective, its frames and the group that gives each."""
    table: dict[str, dict[str, Group]] = {}
    for group in adjective_groups():
        for lemma in group.lemmas:
            for frame in group.frames:
                table.setdefault(lemma, {}).setdefault(frame, group)
    return table


@functools.cache
def phrases() -> tuple[Phrase, ...]:
    """Return the prepositional cues."""
    return load_toml("statements/phrases.toml", Phrases).phrase


@functools.cache
def words() -> Words:
    """Return the word lists."""
    return load_toml("statements/words.toml", Words)


@functools.cache
def unnamed() -> Unnamed:
    """Return the vocabulary of unnamed targets."""
    return load_toml("statements/unnamed.toml", Unnamed)


def _forms(lemma: str) -> set[str]:
    """Return the forms of a verb by the rules of English spelling and the list of irregular ones."""
    irregular = words().irregular.get(lemma, ())
    if lemma.endswith("e"):
        past, present = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, present = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, present = lemma + "ed", lemma + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "o")):
        third = lemma + "es"
    else:
        third = lemma + "s"
    return {lemma, third, past, present, *irregular}


@functools.cache
def verb_lemmas() -> dict[str, str]:
    """Return every form of every cue verb with its lemma: small models err on lemmas, spelling does not."""
    table: dict[str, str] = {}
    lemmas = {lemma for group in verb_groups() for lemma in group.lemmas}
    for lemma in sorted(lemmas):
        for form in sorted(_forms(lemma)):
            table.setdefault(form, lemma)
    for lemma, forms in sorted(words().irregular.items()):
        if lemma in lemmas:
            table.update(dict.fromkeys(forms, lemma))
    return table


@functools.cache
def light_lemmas() -> frozenset[str]:
    """Return every form of the light verbs ("made", "issued") that carry a cue noun."""
    irregular = {"made", "had", "has", "having", "gave", "given", "held", "sent", "putting"}
    return frozenset(irregular.union(*(_forms(lemma) for lemma in words().light_verbs)))


@functools.cache
def verb_frames() -> dict[str, dict[str, Group]]:
    """Return, for each cue verb, its frames and the group that gives each."""
    table: dict[str, dict[str, Group]] = {}
    for group in verb_groups():
        for lemma in group.lemmas:
            for frame in group.frames:
                table.setdefault(lemma, {}).setdefault(frame, group)
    return table


def told_by(frame: str) -> str:
    """Return the word that an idiom is told by, its longest.

    Args:
        frame: "idiom:" and the words after the verb.
    """
    return max(frame.partition(":")[2].split(), key=len)


@functools.cache
def idioms() -> dict[str, dict[str, tuple[tuple[str, Group], ...]]]:
    """Return, for each cue verb, its idioms by the word they are told by: each its frame and its group."""
    table: dict[str, dict[str, tuple[tuple[str, Group], ...]]] = {}
    for lemma, frames in verb_frames().items():
        for frame, group in frames.items():
            if frame.startswith("idiom:"):
                own = table.setdefault(lemma, {})
                own[told_by(frame)] = (*own.get(told_by(frame), ()), (frame, group))
    return table


@functools.cache
def noun_frames() -> dict[str, dict[str, Group]]:
    """Return, for each cue noun (singular and plural), its frames and the group that gives each."""
    table: dict[str, dict[str, Group]] = {}
    for group in noun_groups():
        for lemma in group.lemmas:
            plural = lemma[:-1] + "ies" if lemma.endswith("y") else lemma + "s"
            for form in (lemma, plural):
                for frame in group.frames:
                    table.setdefault(form, {}).setdefault(frame, group)
    return table
