"""Triggers as written in the codebook, compiled and indexed by the word forms that can stand for them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from visavis.coding.events.codebook import Codebook, Frame, codebook
from visavis.coding.events.deeds import of_verbs
from visavis.coding.events.forms import noun_forms, verb_forms
from visavis.errors import DataError

_HYPHEN = re.compile(r"\s*-\s*")

Kind = Literal["verb", "noun", "adjective", "modal", "negated"]


class Pattern(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One trigger.

    Attributes:
        type, frame: whose trigger it is.
        kind: what part of speech its head is.
        text: as written.
        head: the head word (base form); ``prefix`` what a hyphen joins to it ("test-fire");
            ``particles`` what belongs to it ("pull_out": "out").
        obj: classes or words of which the object must hold one; ``barred`` those it must not.
        preps: (preposition, class) pairs that must be there as obliques.
        clause: whether a clausal complement must follow; ``inside`` a class that it must hold, ``governs``
            whether it must be a verb there.
        near: classes that must occur anywhere in the clause.
        before: for nouns, classes or words that must modify the head; ``case`` its own preposition.
        made: whether it was made of a verb trigger, for the noun of that verb's deed.
    """

    type: str
    frame: Frame
    kind: Kind
    text: str
    head: str
    prefix: str = ""
    particles: tuple[str, ...] = ()
    obj: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    preps: tuple[tuple[str, str], ...] = ()
    clause: bool = False
    inside: str = ""
    governs: bool = False
    near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    case: str = ""
    made: bool = False

    @functools.cached_property
    def specificity(self) -> int:
        """How much the pattern asks for; the higher wins."""
        asked = (
            3 * (self.kind == "negated")  # a refusal, whatever would have been done
            + len(self.obj)
            + len(self.preps)
            + len(self.near)
            + len(self.before)
            + bool(self.inside)
            + bool(self.case)
            + bool(self.prefix)
        )
        return 10 * asked + 6 * len(self.particles) + 4 * self.clause + 2 * len(self.barred)

    @functools.cached_property
    def classes(self) -> frozenset[str]:
        """Word classes and words that a sentence must hold, somewhere, for the pattern to hold in it."""
        inside = {self.inside} if self.inside and self.inside != "to" else set()
        return frozenset({*self.obj, *self.near, *self.before, *(name for _, name in self.preps), *inside})

    @functools.cached_property
    def needs(self) -> frozenset[str]:
        """All classes and words without which the pattern cannot hold in a sentence."""
        return self.words if self.kind == "modal" else self.words | self.classes

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Words that must stand in the sentence as they are: particles and prepositions."""
        preps = {word for prep, _ in self.preps for word in prep.replace("_", " ").split()}
        return frozenset({*self.particles, *preps, *self.case.split()})


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All triggers by word form, and all phrases of all word classes.

    ``longer``: the phrases of several words, by their two first.
    """

    book: Codebook
    forms: dict[str, list[Pattern]] = field(default_factory=dict)
    phrases: dict[str, frozenset[str]] = field(default_factory=dict)
    longer: dict[tuple[str, str], list[tuple[list[str], frozenset[str]]]] = field(default_factory=dict)
    _sought: dict[str, dict[str, list[tuple[int, Pattern]]]] = field(default_factory=dict)

    def sought(self, form: str) -> dict[str, list[tuple[int, Pattern]]] | None:
        """Return the triggers of a word form, each with its place in ``forms``, None where it has none.

        They are filed, when the form is first met, by one class or word that they ask for, "" for none.
        """
        groups = self._sought.get(form)
        if groups is None and (patterns := self.forms.get(form)):
            groups = self._sought[form] = {}
            for place, pattern in enumerate(patterns):
                groups.setdefault(_sought(self.book, pattern), []).append((place, pattern))
        return groups


def _compile(kind: Kind, type_: str, frame: Frame, text: str) -> Pattern:
    words = text.split()
    if kind == "noun":
        case = next((w[1:] for w in words if w.startswith("^")), "")
        words = [w for w in words if not w.startswith("^")]
        near = tuple(w[1:] for w in words if w.startswith("~"))
        preps = tuple((w.split(":")[0], w.split(":")[1]) for w in words if ":" in w)
        clause = [w for w in words if w.startswith(">")]
        words = [w for w in words if w[0] not in "~>" and ":" not in w]
        prefix, _, head = words[-1].rpartition("-")
        return Pattern(
            type_, frame, kind, text, head, prefix=prefix, preps=preps, clause=bool(clause),
            inside=clause[0].lstrip(">") if clause else "", governs=bool(clause) and clause[0][:2] == ">>",
            near=near, before=tuple(words[:-1]), case=case,
        )  # fmt: skip
    if kind == "modal":
        return Pattern(type_, frame, kind, text, words[0], before=tuple(words[1:]))
    head, *particles = words[0].split("_")
    prefix, _, head = head.rpartition("-")
    rest = words[1:]
    clause = [w for w in rest if w.startswith(">")]
    joined = [w.partition(":") for w in rest if ":" in w]
    plain = [w for w in rest if w[0] not in ">!~" and ":" not in w]
    return Pattern(
        type_,
        frame,
        kind,
        text,
        head,
        prefix=prefix,
        particles=tuple(particles),
        obj=tuple(plain),
        barred=tuple(w[1:] for w in rest if w.startswith("!")),
        preps=tuple((a, b) for a, _, b in joined),
        clause=bool(clause),
        inside=clause[0].lstrip(">") if clause else "",
        governs=bool(clause) and clause[0][:2] == ">>",
        near=tuple(w[1:] for w in rest if w.startswith("~")),
    )


def _spaced(phrase: str) -> str:
    """Return a phrase as the tokenizer sees it: hyphens and possessives stand alone."""
    lowered = phrase.lower()
    apart = _HYPHEN.sub(" - ", lowered) if "-" in lowered else lowered
    return apart.replace("'s", " 's").replace("  ", " ")


def _phrases(book: Codebook) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    irregular, verbal = book.words.irregular, {"@" + name for name in book.words.verbal}

    def add(phrase: str, name: str) -> None:
        """Let a phrase, in all its forms, stand for a class."""
        head, _, last = phrase.rpartition(" ")
        variants = noun_forms(last) if not phrase.startswith("=") else {last.lstrip("=")}
        first, _, tail = phrase.partition(" ")
        forms = [f"{head} {variant}".strip() for variant in variants]
        if not phrase.startswith("=") and name in verbal:
            forms += [f"{variant} {tail}".strip() for variant in verb_forms(first, irregular)]
        for written in [phrase.lstrip("=").lower(), *forms, *map(_spaced, forms)]:
            found[written].add(name)

    for name, phrases in book.words.classes.items():
        for phrase in phrases:
            if phrase.startswith("@"):
                for nested in book.words.classes.get(phrase[1:], ()):
                    add(nested, "@" + name)
            else:
                add(phrase, "@" + name)
    return {phrase: frozenset(names) for phrase, names in found.items()}


@functools.lru_cache(maxsize=4096)
def _forms(book: Codebook, kind: Kind, head: str) -> frozenset[str] | None:
    """Return the forms in which the head of a trigger stands; None for a class that there is not."""
    members = book.words.classes.get(head[1:]) if head.startswith("@") else (head,)
    if members is None:
        return None
    words = (word.lstrip("=") for word in members)
    if kind in ("verb", "negated"):
        return frozenset(form for word in words for form in verb_forms(word, book.words.irregular))
    if kind == "noun":
        return frozenset(form for word in words for form in noun_forms(word))
    return frozenset(words)


def _literals(pattern: Pattern) -> list[str]:
    asked = [*pattern.obj, *pattern.barred, *pattern.near, *pattern.before, *(c for _, c in pattern.preps)]
    return [*asked, pattern.inside] if pattern.inside else asked


@functools.lru_cache(maxsize=64)
def class_nouns(book: Codebook, name: str) -> frozenset[str]:
    """Return the words of a class of ``words.toml``, as nouns in all forms."""
    return frozenset(form for word in book.words.classes[name] for form in noun_forms(word.lstrip("=")))


@functools.lru_cache(maxsize=4)
def lexicon(directory: str | None = None) -> Lexicon:
    """Compile the codebook once.

    Args:
        directory: as for :func:`visavis.coding.events.codebook.codebook`.

    Raises:
        DataError: a file breaks its schema or names a word class that does not exist.
    """
    book = codebook(directory)
    made = Lexicon(book, phrases=_phrases(book))
    written: list[Pattern] = []
    for type_, entry in book.entries.items():
        for frame in entry.frame:
            kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
                ("verb", frame.verbs),
                ("noun", frame.nouns),
                ("adjective", frame.adjectives),
                ("modal", frame.modals),
                ("negated", frame.negated),
            )
            for kind, texts in kinds:
                for text in texts:
                    written.append(_compile(kind, type_, frame, text))
    for pattern in written:
        _add(made, pattern)
    for form, pattern in of_verbs(written, book.words.deverbal, book.words.irregular):
        made.forms.setdefault(form, []).append(pattern)
    _index(made)
    return made


def _index(made: Lexicon) -> None:
    """File phrases by their first words."""
    for phrase, names in made.phrases.items():
        if " " in phrase:
            words = phrase.split(" ")
            made.longer.setdefault((words[0], words[1]), []).append((words, names))


def _sought(book: Codebook, pattern: Pattern) -> str:
    """Return what tells soonest that a trigger cannot hold: its smallest class, else a word, else nothing."""
    classes = frozenset() if pattern.kind == "modal" else pattern.classes
    rarest = min(classes, key=lambda name: (len(book.words.classes.get(name[1:], ())), name), default="")
    return rarest or max(pattern.words, key=lambda word: (len(word), word), default="")


def _add(made: Lexicon, pattern: Pattern) -> None:
    for asked in _literals(pattern):
        if asked.startswith("@"):
            if asked[1:] not in made.book.words.classes:
                where = f"{pattern.type.lower()}.toml: frame {pattern.frame.id}: {pattern.text!r}"
                raise DataError(f"no word class {asked!r}", where, "Add it to words.toml")
        elif asked not in made.phrases.get(_spaced(asked), ()):  # else it was asked for before
            for form in noun_forms(asked) | verb_forms(asked, made.book.words.irregular):
                for key in (form, _spaced(form)):
                    made.phrases[key] = made.phrases.get(key, frozenset()) | {asked}
    forms = _forms(made.book, pattern.kind, pattern.head)
    if forms is None:
        raise DataError(
            f"no word class {pattern.head!r}", f"frame {pattern.frame.id}", "Add it to words.toml"
        )
    for form in forms:
        made.forms.setdefault(form, []).append(pattern)
        if pattern.prefix:  # the tokenizer leaves some prefixes at their word ("co-operated")
            made.forms.setdefault(f"{pattern.prefix}-{form}", []).append(pattern)
