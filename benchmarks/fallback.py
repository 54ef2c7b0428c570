"""Would a classifier code what no trigger covers? `python benchmarks/fallback.py [--one]`.

The experiment behind the section "Words that no trigger covers" of ``docs/method/events.md``. A verb is
*covered* when a pattern of the codebook holds at it. Covered verbs of coded events, from the codebook's
examples and the tune halves, are labelled with their types; verbs that no pattern covers, between two
resolved political actors (with ``--one``: one is enough), are labelled NONE where the sentence misses no
event. A multinomial logistic regression over the embedded model's word vectors of the verb, its object and
its complement, prepositions, and the codebook's word classes of the object tries to tell the type. It is
scored on lemmas that it was not trained on, and on the uncovered verbs of the sets; its probability is its
confidence, below which it abstains. Prints JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import events
import numpy as np
from numpy.typing import NDArray

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.coding.events import arguments as args
from visavis.coding.events import guard
from visavis.coding.events.code import candidates
from visavis.coding.events.codebook import codebook
from visavis.coding.events.match import matches
from visavis.coding.events.parties import codes
from visavis.coding.events.patterns import lexicon
from visavis.coding.events.sentence import Sentence
from visavis.coding.events.slots import Anchor, fill
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article
from visavis.sources.document import text_id

NONE = "NONE"
_SETS = ("agency.jsonl", "fresh.jsonl", "parties.jsonl", "nothing.jsonl")
_PREPS, _CLASSES, _FOLDS, _STEPS = 40, 150, 10, 400
_SOFT, _MORE = 1e-3, (1.0, 5.0, 15.0)  # ridge; weights tried for NONE
_LEAST = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A verb with what it governs, and its type where a trigger (or no event) tells it."""

    covered: bool
    label: str
    lemma: str
    words: tuple[str, str]  # lemmas of its object (no actor) and of its complement
    signs: frozenset[str]  # prepositions, particles, classes of the object, shape
    example: bool


def main() -> None:
    """Gather, train on some lemmas, score on others, print."""
    one = "--one" in sys.argv[1:]
    counts: Counter[str] = Counter()
    rows = [row for text, wanted, example in _texts() for row in _rows(text, wanted, example, one, counts)]
    rows = [row for row in rows if row.label]
    print(json.dumps({"scope": "one actor" if one else "two actors", **counts}, indent=1))
    for more in _MORE:
        print(json.dumps({"weight of NONE": more, "by confidence": _scored(rows, more)}, indent=1))


def _texts() -> Iterator[tuple[str, set[str] | None, bool]]:
    """Yield sentences with the types they state (None: not known for all) and whether they are examples."""
    for entry in codebook().entries.values():
        yield from ((p.text, {entry.type}, True) for p in entry.positive)
    for name in _SETS:
        yield from (
            (i.text, {e.type for e in i.events}, False) for i in events.items(name) if i.half == "tune"
        )


def _rows(
    text: str, wanted: set[str] | None, example: bool, one: bool, counts: Counter[str]
) -> Iterator[Row]:
    article = Article(id=text_id(text), ref="", source="", text=text)
    reading = read(article)
    parsed = dict(enumerate(load().parse(text, list(reading.sentences))))
    mentions = find_mentions(reading, parsed)
    lex, said, open_verbs = lexicon(None), set[str](), list[tuple[Sentence, int]]()
    for part in parsed.values():
        here = [m for m in mentions if m.start < part.span.end and m.end > part.span.start]
        s = Sentence(part, here, lex, registry())
        coded = candidates(s, lex)
        said |= {c.type for c in coded}
        for c in coded:
            if c.match.pattern.kind in ("verb", "negated") and codes(c.actors):
                yield _row(s, c.at, c.type, True, example)
        open_verbs += [(s, i) for i in _uncovered(s, one)]
    missed = (wanted or set()) - said
    if not example:
        counts["wanted"] += len(wanted or ())
        counts["missed"] += len(missed)
        counts["missed beside an uncovered verb"] += len(missed) if open_verbs else 0
        counts["uncovered verbs"] += len(open_verbs)
    for s, i in open_verbs:
        only = len(open_verbs) == 1 and len(missed) == 1
        label = next(iter(missed)) if only else "" if missed else NONE
        yield _row(s, i, label, False, example)


def _uncovered(s: Sentence, one: bool) -> Iterator[int]:
    """Yield verbs at which no pattern holds, between resolved political actors."""
    found = [m for ranked in matches(s, lexicon(None)) for m in ranked]
    taken = {i for m in found for i in (*m.used, *([m.light] if m.light is not None else []))}
    for i in range(s.n):
        if i in taken or not s.is_verb(i):
            continue
        anchor = Anchor(s, i, "verb", None, None)
        actors = fill(anchor, "subj")
        recipients = fill(anchor, "obj | rest", actors)
        told = (codes(actors), codes(recipients))
        fit = [guard.political(s, actors), guard.political(s, recipients)]
        enough = any(told) and any(fit) if one else all(told) and all(fit) and not told[0] & told[1]
        if enough:
            yield i


def _row(s: Sentence, i: int, label: str, covered: bool, example: bool) -> Row:
    lemmas = [t.lemma_.lower() for t in s.parsed.doc]
    things = [j for j in args.objects(s, i) if not s.mentions[j]][:1]
    inner = [j for j in s.kids[i] if s.dep[j] in ("xcomp", "ccomp")][:1]
    signs = {f"prep {s.case(j)}" for j in s.kids[i] if s.dep[j].startswith("obl") and s.case(j)}
    signs |= {f"part {s.low[j]}" for j in s.kids[i] if s.dep[j] == "compound:prt"}
    signs |= {f"of {name}" for j in (*things, *inner) for name in s.classes[j]}
    signs |= {f"is {s.dep[j]}" for j in s.kids[i] if s.dep[j] in ("nsubj:pass", "obj", "xcomp", "ccomp")}
    words = ("".join(lemmas[j] for j in things), "".join(lemmas[j] for j in inner))
    return Row(covered, label, lemmas[i], words, frozenset(signs), example)


def _scored(rows: list[Row], more: float) -> dict[str, object]:
    """Return for each least confidence what was said of verbs whose lemmas were left out of the training."""
    matrix = _features(rows)
    labels = sorted({row.label for row in rows})
    wanted = np.array([labels.index(row.label) for row in rows])
    rng, lemmas = np.random.default_rng(0), sorted({row.lemma for row in rows})
    fold = dict(zip(lemmas, rng.integers(0, _FOLDS, len(lemmas)).tolist(), strict=True))
    folds = np.array([fold[row.lemma] for row in rows])
    chance = np.zeros((len(rows), len(labels)))
    for number in range(_FOLDS):
        inside = folds != number
        weights = np.where(wanted[inside] == labels.index(NONE), more, 1.0)
        learnt = _train(matrix[inside], np.eye(len(labels))[wanted[inside]], weights)
        chance[~inside] = _softmax(matrix[~inside] @ learnt)
    best, sure = chance.argmax(axis=1), chance.max(axis=1)
    covered = np.array([row.covered for row in rows])
    out: dict[str, object] = {}
    for least in _LEAST:
        said = (best != labels.index(NONE)) & (sure >= least)
        right = said & (best == wanted)
        out[str(least)] = {
            "triggers left out": {
                "said": int((said & covered).sum()),
                "right": int((right & covered).sum()),
                "of": int(covered.sum()),
            },
            "uncovered": {
                "said": int((said & ~covered).sum()),
                "right": int((right & ~covered).sum()),
                "of": int((~covered).sum()),
            },
        }
    return out


def _features(rows: list[Row]) -> Floats:
    """Return word vectors (of unit length, the verb's twice as long) and the commonest signs."""
    vocab = load().nlp.vocab
    signs = Counter(sign for row in rows for sign in row.signs)
    kept = [sign for sign, _ in signs.most_common(_PREPS + _CLASSES)]

    def vector(word: str) -> Floats:
        found = np.asarray(vocab[word].vector, dtype=float) if word else np.zeros(vocab.vectors.shape[1])
        size = float(np.linalg.norm(found))
        return found / size if size else found

    return np.array(
        [
            [*(2 * vector(row.lemma)), *vector(row.words[0]), *vector(row.words[1]),
             *(float(sign in row.signs) for sign in kept), 1.0]
            for row in rows
        ]
    )  # fmt: skip


def _train(matrix: Floats, wanted: Floats, weights: Floats) -> Floats:
    learnt = np.zeros((matrix.shape[1], wanted.shape[1]))
    speed = np.zeros_like(learnt)
    for _ in range(_STEPS):
        off = (_softmax(matrix @ learnt) - wanted) * weights[:, None]
        speed = 0.9 * speed + matrix.T @ off / weights.sum() + _SOFT * learnt
        learnt = learnt - 0.3 * speed
    return learnt


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = raised / raised.sum(axis=1, keepdims=True)
    return out


if __name__ == "__main__":
    main()
