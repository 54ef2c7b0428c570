"""Slips of the parser that its own output betrays, mended before anybody reads the tree.

A greedy parser takes the first reading that fits and never goes back: a noun that opens a long sentence may
come out as its root, and the sentence's verb as something hung on that noun. Each mend here looks for a shape
that no English sentence has, and gives it the one reading that it can have; ``benchmarks/mends.py`` counts on
treebanks how many heads that rights and how many it spoils.
"""

from __future__ import annotations

from collections.abc import Sequence

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PAST = frozenset({"VBD", "VBN"})
_LENGTHS = frozenset(
    {
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minutes",
        "decades",
    }
)
_SIDES = frozenset({"after", "before"})
_PERFECT = frozenset({"has", "have", "had"})
_PASTS = frozenset(
    {"shot", "stole", "fell", "struck", "felt", "rose", "left", "met", "held"}
)  # nouns by another sense
_RELATIVE = frozenset({"which", "whom", "where"})
_WITHIN = frozenset({"flat", "compound", "amod", "nmod:desc", "fixed", "nummod"})
_NAMES = frozenset({"compound", "nmod:poss", "flat", "nmod:desc"})
_OF_VERBS = {"nmod": "obl", "acl": "xcomp"}
_CLAUSAL = frozenset({"acl", "conj", "obl", "advmod", "ccomp", "xcomp"})
_BARE = frozenset({"det", "nummod", "cop", "case", "cc", *_SUBJECTS})
_FOLLOW = frozenset({"punct", "advcl", "parataxis", "obl", "conj", "ccomp", "advmod"})


class Draft:
    """A parse that may still be changed.

    Attributes:
        words: lower-cased; ``pos``, ``tags``: parts of speech, fine tags.
        deps, heads: relations, and the places of what each word hangs on (the root on itself).
        verbs: the places of words that were tagged as nouns and are verbs, present in "-s" or past.
    """

    __slots__ = ("deps", "heads", "pos", "tags", "verbs", "words")

    def __init__(
        self,
        words: Sequence[str],
        pos: Sequence[str],
        tags: Sequence[str],
        deps: list[str],
        heads: list[int],
    ) -> None:
        self.words, self.pos, self.tags, self.deps, self.heads = words, pos, tags, deps, heads
        self.verbs: list[int] = []

    def below(self, place: int, *labels: str) -> list[int]:
        """Return what hangs on a word, by any or by some relations, in text order."""
        return [
            i
            for i, head in enumerate(self.heads)
            if head == place and i != place and (not labels or self.deps[i] in labels)
        ]

    def hang(self, place: int, head: int, dep: str) -> None:
        """Hang a word on another."""
        self.heads[place], self.deps[place] = head, dep

    def end(self, place: int, before: int) -> int:
        """Return the last place of what hangs on a word, as far as it stands before another."""
        last = place
        for i in range(place + 1, before):
            at = i
            while self.heads[at] != at and at != place:
                at = self.heads[at]
            if at == place:
                last = i
        return last


def mend(draft: Draft) -> None:
    """Mend a parse in place."""
    if not draft.heads:
        return
    root = next((i for i, head in enumerate(draft.heads) if head == i), 0)
    bare = draft.pos[root] in _NOMINAL and not draft.below(root, "cop", *_SUBJECTS)
    if bare and not _joint_subject(draft, root):
        _behind_relative(draft, root)
        _present(draft, root)
    if "conj" in draft.deps:
        _past_behind_bare(draft)
        _second_present(draft)
    if not _RELATIVE.isdisjoint(draft.words):
        _behind_preposition(draft)
    if "list" in draft.deps:
        _listed(draft)
    if "both" in draft.words:
        _both_did(draft, root)
    if "acl" in draft.deps:
        _past_of_subject(draft)
    if "ccomp" in draft.deps and "conj" in draft.deps:
        _said_and_did(draft)
    if not _LENGTHS.isdisjoint(draft.words):
        _length_before_clause(draft, root)


def _joint_subject(draft: Draft, root: int) -> bool:
    """Read "[The Republic of A] and B signed" as one clause, where B alone was taken for the subject."""
    for verb in draft.below(root, "conj"):
        subjects, joins = draft.below(verb, *_SUBJECTS), draft.below(verb, "cc")
        if draft.tags[verb] not in _FINITE or len(subjects) != 1 or len(joins) != 1:
            continue
        (other,), (join,) = subjects, joins
        if not root < join < other < verb or draft.words[join] != "and" or draft.pos[other] == "PRON":
            continue
        if draft.end(root, join) != join - 1 or min(draft.below(other) or [other]) < join:
            continue
        _crown(draft, verb, root)
        pair = next((i for i in range(root + 1, join) if draft.words[i] == "between"), None)
        draft.hang(other, root if pair is None else draft.heads[pair], "conj")
        draft.hang(join, other, "cc")
        return True
    return False


def _behind_relative(draft: Draft, root: int) -> None:
    """Read "A, which sent troops, hailed it" with "hailed" as the verb of A, not a second one of "which"."""
    for clause in draft.below(root, "acl:relcl"):
        for verb in draft.below(clause, "conj"):
            comma = draft.words[verb - 1] == "," and draft.words[root + 1] == ","
            finite = draft.pos[verb] == "VERB" and draft.tags[verb] in _FINITE | _PAST
            if comma and finite and not draft.below(verb, "cc", "aux", *_SUBJECTS):
                _crown(draft, verb, root)
                draft.hang(verb - 1, root, "punct")
                return


def _present(draft: Draft, root: int) -> None:
    """Read "Egypt signs a pact.", "Mali's army shot at a jet." with the last noun as the verb it is."""
    before = root - 1
    past = draft.tags[root] == "NN" and draft.words[root] in _PASTS
    if (
        not (past or draft.tags[root] == "NNS")
        or before < 0
        or draft.words[-1] != "."
        or not _deed(draft, root)
    ):
        return
    subject = before
    while draft.deps[subject] == "flat" and draft.heads[subject] != root:
        subject = draft.heads[subject]
    for i in range(root):
        if draft.heads[i] == root and i != subject:
            draft.heads[i] = subject
    draft.hang(subject, root, "nsubj")
    for i in range(root + 1, len(draft.heads)):
        if draft.heads[i] == root:
            draft.deps[i] = _OF_VERBS.get(draft.deps[i], draft.deps[i])
    draft.verbs.append(root)


def _deed(draft: Draft, root: int) -> bool:
    """Tell whether what stands around a word in "-s" makes it a verb: its object, or whose deed it tells."""
    before, below = root - 1, draft.below(root)
    whose = {draft.deps[i] for i in below if i < root}
    right = {draft.deps[i] for i in below if i > root and (draft.deps[i] != "acl" or draft.tags[i] == "VB")}
    if draft.pos[before] not in ("NOUN", "PROPN") or draft.deps[before] not in _NAMES or whose & _BARE:
        return False
    if any(draft.pos[i] in ("VERB", "AUX") for i in range(root)):
        return False
    if "obj" in right:
        return True  # no noun has one
    if draft.words[root] in _PASTS:
        return "nmod" in right and ("nmod:poss" in whose or draft.pos[before] == "PROPN")
    person = "nmod:desc" in whose or "flat" in draft.deps[:root]
    named = draft.pos[before] == "PROPN" or "nmod:poss" in whose
    return (named and bool(right & _CLAUSAL)) or (person and "nmod" in right)


def _past_behind_bare(draft: Draft) -> None:
    """Read "said it would help and called on both" with "called" beside "said": no "would called" can be."""
    for verb, dep in enumerate(draft.deps):
        first = draft.heads[verb]
        if dep != "conj" or draft.tags[verb] not in _PAST or draft.tags[first] != "VB":
            continue
        own = {draft.deps[i] for i in draft.below(verb) if i < verb}
        if own & {*_SUBJECTS, "aux", "aux:pass"} or not draft.below(first, "aux", "mark"):
            continue
        above = draft.heads[first]
        while draft.heads[above] != above and not _finite(draft, above):
            above = draft.heads[above]
        if _finite(draft, above):
            draft.hang(verb, above, "conj")


def _second_present(draft: Draft) -> None:
    """Read "runs a base and arms the rebels" with the second noun as the verb it is: it has an object."""
    for place, dep in enumerate(draft.deps):
        if dep != "conj" or draft.tags[place] != "NNS":
            continue
        behind = [i for i in draft.below(place, "obj") if i > place]
        joins = draft.below(place, "cc")
        if not behind or not joins or joins[-1] != place - 1:
            continue
        above = draft.heads[place]
        while draft.heads[above] != above and not _finite(draft, above):
            above = draft.heads[above]
        if _finite(draft, above) and above < place:
            draft.hang(place, above, "conj")
            draft.verbs.append(place)


def _finite(draft: Draft, verb: int) -> bool:
    """Tell whether a word is a verb in the past or present with a subject of its own."""
    if draft.pos[verb] != "VERB" or not draft.below(verb, *_SUBJECTS):
        return False
    if draft.tags[verb] in _FINITE:
        return True
    helped = [draft.words[i] for i in draft.below(verb, "aux")]
    return draft.tags[verb] == "VBN" and bool(helped) and helped[0] in _PERFECT


def _behind_preposition(draft: Draft) -> None:
    """Read "the hill, from which troops fired" as told of the hill, not beside the main clause."""
    for place in range(3, len(draft.words) - 1):
        comma, noun, clause = place - 2, place - 3, draft.heads[place]
        if (
            draft.words[place] not in _RELATIVE
            or draft.words[comma] != ","
            or draft.deps[place - 1] != "case"
        ):
            continue
        while draft.deps[noun] in _WITHIN and draft.heads[noun] < comma:
            noun = draft.heads[noun]
        told = draft.deps[clause] == "advcl" and clause > place and draft.heads[clause] < noun
        if told and draft.heads[place - 1] == place and draft.pos[noun] in _NOMINAL:
            draft.hang(clause, noun, "acl:relcl")


def _both_did(draft: Draft, root: int) -> None:
    """Read "A and B both accused C" with "accused" as their verb, not as what C is."""
    verb = draft.words.index("both") + 1
    if verb >= len(draft.words) or draft.tags[verb] not in _PAST or draft.pos[verb] != "VERB":
        return
    joined = [i for i in draft.below(root, "conj") if root < i < verb and draft.below(i, "cc")]
    whom = draft.heads[verb]
    if draft.pos[root] not in _NOMINAL or not joined or draft.deps[verb] != "amod" or whom < verb:
        return
    below = [i for i in draft.below(root) if i > verb]
    _crown(draft, verb, root)
    draft.hang(whom, verb, "obj")
    for i in below:
        if i != whom:
            draft.heads[i] = verb
    draft.hang(verb - 1, root, "det")


def _listed(draft: Draft) -> None:
    """Read "Mali, the UAE, Chad and Peru" as four of a kind, where one was taken for an item of a list."""
    for place, dep in enumerate(draft.deps):
        if dep != "list" or draft.pos[place] not in _NOMINAL:
            continue
        first = draft.heads[place]
        later = [i for i in draft.below(first, "conj") if i > place and draft.pos[i] in _NOMINAL]
        if first < place and draft.pos[first] in _NOMINAL and any(draft.below(i, "cc") for i in later):
            draft.deps[place] = "conj"


def _crown(draft: Draft, verb: int, subject: int) -> None:
    """Make a verb the root, and what was the root its subject."""
    draft.hang(verb, verb, draft.deps[subject])
    draft.hang(subject, verb, "nsubj:pass" if draft.below(verb, "aux:pass") else "nsubj")
    for i in range(verb + 1, len(draft.heads)):
        if draft.heads[i] == subject and draft.deps[i] in _FOLLOW:
            draft.heads[i] = verb


def _past_of_subject(draft: Draft) -> None:
    """Read "A agreed to it, but B went" as two clauses, where A was made the subject of "went"."""
    for verb, dep in enumerate(draft.deps):
        subject = draft.heads[verb]
        if dep != "acl" or draft.tags[verb] not in _PAST or draft.deps[subject] not in _SUBJECTS:
            continue
        last = draft.heads[subject]
        for other in draft.below(verb, "conj"):
            joins = draft.below(other, "cc")
            between = range(draft.end(other, last) + 1, last)
            if draft.pos[other] not in _NOMINAL or not joins or not verb < joins[0] < other < last:
                continue
            if draft.words[joins[0] - 1] != "," or any(draft.heads[i] != last for i in between):
                continue
            above = verb if draft.heads[last] == last else draft.heads[last]
            draft.hang(verb, above, draft.deps[last])
            draft.hang(subject, verb, "nsubj")
            draft.hang(last, verb, "conj")
            draft.hang(other, last, "nsubj")
            draft.hang(joins[0], last, "cc")
            break


def _said_and_did(draft: Draft) -> None:
    """Read "A said that B is safe and pledged to stay" with "pledged" joined to "said": B has the present."""
    for verb, dep in enumerate(draft.deps):
        inner = draft.heads[verb]
        said = draft.heads[inner]
        if dep != "conj" or draft.tags[verb] != "VBD" or draft.deps[inner] != "ccomp":
            continue
        if draft.tags[said] != "VBD" or not said < inner < verb or not draft.below(said, "nsubj"):
            continue
        joins = draft.below(verb, "cc")
        if len(joins) != 1 or draft.words[joins[0]] != "and" or draft.below(verb, "aux", *_SUBJECTS):
            continue
        if _of_now(draft, inner) and draft.end(inner, joins[0]) >= joins[0] - 2:
            draft.hang(verb, said, "conj")


def _of_now(draft: Draft, verb: int) -> bool:
    """Tell whether a clause stands in the present or future ("is safe", "will stay"), its every verb.

    A perfect does not: what goes on in it looks like a past ("has held and shown").
    """
    places = (verb, *draft.below(verb, "aux", "aux:pass", "cop"))
    if any(draft.words[i] in _PERFECT for i in places):
        return False
    tags = [draft.tags[i] for i in places]
    return any(tag in ("VBZ", "VBP", "MD") for tag in tags) and "VBD" not in tags


def _length_before_clause(draft: Draft, root: int) -> None:
    """Read "two days after ships fired": "ships" are the subject, which the length of time was taken for."""
    for place, word in enumerate(draft.words[:-3]):
        mark = place + 1
        if word not in _LENGTHS or draft.words[mark] not in _SIDES:
            continue
        noun = draft.heads[mark]
        if draft.deps[noun] == "nmod" and draft.heads[noun] == place and draft.deps[place] in _SUBJECTS:
            verb = draft.heads[place]
        elif draft.deps[noun] in _SUBJECTS and draft.heads[draft.heads[noun]] == place:
            verb = draft.heads[noun]
        else:
            continue
        if not mark < noun < verb or draft.pos[verb] not in ("VERB", "AUX"):
            continue
        if draft.heads[verb] == place:
            draft.hang(verb, draft.heads[place], "advcl")
        draft.hang(noun, verb, "nsubj:pass" if draft.below(verb, "aux:pass") else "nsubj")
        draft.hang(mark, verb, "mark")
        draft.hang(place, verb, "obl:unmarked")
        if draft.deps[verb].startswith("acl") and draft.words[place - 2] == ",":
            draft.hang(verb, root, "advcl")
