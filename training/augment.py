"""Variations of a treebank sentence, so that the model meets what news pages really look like.

In: a `Sentence` and a random generator. Out: a new `Sentence` with the same tree over changed forms
(typographic quotes, dashes, letter case), or with one or two punctuation marks more or fewer. Lemmas, tags
and relations stay true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from treebank import Name, Sentence, Word

STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"', "‘’": '"', "’’": '"'}
# Names by label and number of words.
NamePool = dict[tuple[str, int], list[tuple[str, ...]]]

SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
    ]
)
SCARE_QUOTE_LENGTHS = range(1, 16)


def vary(sentence: Sentence, rng: Random) -> Sentence:
    """One random variation of style, letter case or final stop; some sentences come back as they were."""
    sentence = restyle(sentence, rng)
    roll = rng.random()
    if roll < 0.05:
        return change_case(sentence, lambda word, first: word.lower())
    if roll < 0.07:
        return change_case(sentence, lambda word, first: word.upper())
    if roll < 0.14:
        return drop_last_stop(change_case(sentence, _title))
    if roll < 0.22:
        return drop_last_stop(sentence)
    return sentence


def restyle(sentence: Sentence, rng: Random) -> Sentence:
    """Quotes around a phrase at times, quotes and dashes in one style; the words and their case stay."""
    if rng.random() < 0.22:
        sentence = add_quotes(sentence, rng)
    sentence = curl(sentence) if rng.random() < 0.55 else straighten(sentence)
    return change_dashes(sentence, rng)


def curl(sentence: Sentence) -> Sentence:
    """Straight quotes and apostrophes made typographic; a quote opens or closes as its tag says."""
    words: list[Word] = []
    inside = {'"': False, "'": False}
    for word in sentence.words:
        form = STRAIGHT.get(word.form, word.form)
        if form in inside and word.upos == "PUNCT":
            opens = word.xpos == "``" if word.xpos in {"``", "''"} else not inside[form]
            inside[form] = opens
            form = ("“" if opens else "”") if form == '"' else ("‘" if opens else "’")
        else:
            form = word.form.replace("'", "’")
        words.append(replace(word, form=form))
    return replace(sentence, words=tuple(words))


def straighten(sentence: Sentence) -> Sentence:
    """Typographic quotes and apostrophes made straight."""
    words = (replace(w, form=STRAIGHT.get(w.form, w.form.replace("’", "'"))) for w in sentence.words)
    return replace(sentence, words=tuple(words))


def change_dashes(sentence: Sentence, rng: Random) -> Sentence:
    """Dashes between clauses swapped among "--", "–" and "—"; hyphens inside compounds stay."""
    style = rng.choice(["—", "–", "--", "—", "-"])
    words = list(sentence.words)
    for index, word in enumerate(words[:-1]):
        dash = word.form in {"—", "–", "--", "-"} and word.upos == "PUNCT" and word.xpos in {":", ","}
        if dash and index and rng.random() < 0.6:
            words[index] = replace(word, form=style)
    return replace(sentence, words=tuple(words))


def change_case(sentence: Sentence, case: Callable[[str, bool], str]) -> Sentence:
    """Every form put through `case(form, is_first)`."""
    words = (replace(word, form=case(word.form, index == 0)) for index, word in enumerate(sentence.words))
    return replace(sentence, words=tuple(words))


def _title(form: str, first: bool) -> str:
    """Headline style: every word but the small ones begins with a capital."""
    small = form.lower() in SMALL_WORDS and not first
    return form.lower() if small else form[:1].upper() + form[1:]


def drop_last_stop(sentence: Sentence) -> Sentence:
    """The sentence without its final full stop, as in headlines and captions."""
    last = len(sentence.words) - 1
    named = any(name.end > last for name in sentence.names or ())
    free = not named and all(word.head != last for word in sentence.words)
    ends_so = last > 0 and sentence.words[last].form == "." and free
    return replace(sentence, words=sentence.words[:last]) if ends_so else sentence


def add_quotes(sentence: Sentence, rng: Random) -> Sentence:
    """Quotation marks put around one phrase ("a so-called “key interest”"), hung on the phrase's head."""
    spans = [(head, *span) for head in range(len(sentence.words)) if (span := _quotable(sentence, head))]
    if not spans or any(w.form in {'"', "“", "”"} for w in sentence.words):
        return sentence
    head, start, end = rng.choice(spans)
    return _wrap(sentence, head, start, end)


def swap_names(sentence: Sentence, pool: NamePool, rng: Random) -> Sentence:
    """Half of the names exchanged for others of the same kind and length: their surroundings are learnt."""
    words = list(sentence.words)
    for name in sentence.names or ():
        others = pool.get((name.label, name.end - name.start), [])
        if others and rng.random() < 0.5:
            for index, form in enumerate(rng.choice(others), name.start):
                words[index] = replace(words[index], form=form, lemma=form)
    return replace(sentence, words=tuple(words))


def name_pool(sentences: Iterable[Sentence], extra: Iterable[tuple[str, str]] = ()) -> NamePool:
    """Different names by label and length: those of the sentences, and extra (label, name) pairs."""
    found = {
        (name.label, tuple(word.form for word in sentence.words[name.start : name.end]))
        for sentence in sentences
        for name in sentence.names or ()
    } | {(label, tuple(text.split())) for label, text in extra}
    pool: NamePool = {}
    for label, forms in sorted(found):
        pool.setdefault((label, len(forms)), []).append(forms)
    return pool


def _quotable(sentence: Sentence, head: int) -> tuple[int, int] | None:
    """The unbroken phrase that hangs on `head`, without outer function words and punctuation, if any."""
    words = sentence.words
    phrase = {index for index in range(len(words)) if _is_under(words, index, head)}
    start, end = min(phrase), max(phrase) + 1
    if len(phrase) != end - start or words[head].dep in {"ROOT", "punct", "case", "det", "cc", "aux", "mark"}:
        return None
    while start < head and words[start].dep in {"case", "mark", "punct", "cc", "det", "nmod:poss"}:
        start += 1
    while end - 1 > head and words[end - 1].dep == "punct":
        end -= 1
    closed = all(start <= w.head < end or i == head for i, w in enumerate(words[start:end], start))
    return (
        (start, end)
        if closed and end - start in SCARE_QUOTE_LENGTHS and words[head].upos != "PUNCT"
        else None
    )


def _is_under(words: tuple[Word, ...], index: int, head: int) -> bool:
    """Whether `index` is `head` or hangs on it, directly or not."""
    while index != head:
        if words[index].head == index:
            return False
        index = words[index].head
    return True


def _wrap(sentence: Sentence, head: int, start: int, end: int) -> Sentence:
    """Straight quotes before `start` and after `end`, everything behind them moved along."""

    def moved(index: int) -> int:
        return index + (index >= start) + (index >= end)

    words = [replace(w, head=moved(w.head)) for w in sentence.words]
    last = words[end - 1]
    words[end - 1] = replace(last, space=False)
    opening = Word('"', False, '"', "PUNCT", "``", "", moved(head), "punct")
    closing = Word('"', last.space, '"', "PUNCT", "''", "", moved(head), "punct")
    names = tuple(Name(moved(n.start), moved(n.end - 1) + 1, n.label) for n in sentence.names or ())
    crossed = any(n.start < start < n.end or n.start < end < n.end for n in sentence.names or ())
    if crossed or (start and not words[start - 1].space):
        return sentence
    joined = (*words[:start], opening, *words[start:end], closing, *words[end:])
    return replace(sentence, words=joined, names=None if sentence.names is None else names)
