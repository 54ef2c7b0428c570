"""Names out of GUM's entity mentions, so that news and biographies teach the recogniser too.

GUM marks every mention ("the Polish prime minister") with a type. A name is the title of the mention's
Wikipedia page where the words are there, else the run of proper nouns that holds the mention's head; it is
typed as the mention is. Titles ("President") are left out, as UNER leaves them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from treebank import Name, Sentence, Word

LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES_TEXT = """
    Admiral Ambassador Archbishop Bishop Captain Capt. Cardinal Chairman Chancellor Chief Col.
    Colonel Congressman Deputy Director Dr Dr. Emperor Father Foreign Former Gen. General Gov.
    Governor Judge Justice King Lady Lieutenant Lord Lt. Madam Mayor Minister Miss Mr Mr. Mrs Mrs.
    Ms Ms. Officer Pope President Prime Prince Princess Prof. Professor Queen Rep. Representative
    Saint Secretary Sen. Senator Sergeant Sgt. Sir Speaker Vice
"""
TITLES = frozenset(TITLES_TEXT.split())
JOINTS = frozenset({"-", "–", "&", "."})
PIECE = re.compile(r"\((\d+)-([^()]*)(\))?|(\d+)\)")


def settled(sentences: Sequence[Sentence], by: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with each name labelled as the same words are most often in `by`.

    GUM calls a country an organization where it acts; UNER, which the model follows, calls it a place
    throughout.
    """
    seen: dict[str, Counter[str]] = {}
    for sentence in by:
        for name in sentence.names or ():
            seen.setdefault(_text(sentence, name), Counter())[name.label] += 1
    most = {text: labels.most_common(1)[0][0] for text, labels in seen.items()}
    return [
        replace(s, names=tuple(replace(n, label=most.get(_text(s, n), n.label)) for n in s.names or ()))
        for s in sentences
    ]


def _text(sentence: Sentence, name: Name) -> str:
    """The words of a name."""
    return " ".join(word.form for word in sentence.words[name.start : name.end])


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention over the words `start` up to `end`; `kind` is GUM's type; `heads` are word positions."""

    start: int
    end: int
    kind: str
    heads: frozenset[int]
    page: str


def with_mentions(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences with `names` filled from their GUM mentions."""
    for sentence in sentences:
        mentions = list(_mentions(sentence))
        yield replace(sentence, names=tuple(_names(sentence, mentions)))


def _mentions(sentence: Sentence) -> Iterator[Mention]:
    """Every mention that opens and closes in this sentence."""
    still_open: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(sentence.words):
        for number, body, closes, closing in PIECE.findall(_entity_field(word.misc)):
            if closing:
                if still_open.get(closing):
                    start, opened = still_open[closing].pop()
                    yield _mention(start, index + 1, opened)
            elif closes:
                yield _mention(index, index + 1, body)
            else:
                still_open.setdefault(number, []).append((index, body))


def _entity_field(misc: str) -> str:
    """The value of `Entity=` in a MISC column."""
    return next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")


def _mention(start: int, end: int, body: str) -> Mention:
    """A mention from the fields `type-infstat-salience-centering-minspan-link-identity`."""
    fields = body.split("-")
    numbers = re.fullmatch(r"[\d,]+", fields[4]) if len(fields) > 4 else None
    heads = frozenset(start + int(n) - 1 for n in fields[4].split(",")) if numbers else frozenset()
    page = re.sub(r"_?\(.*|%28.*|,.*", "", "-".join(fields[6:])).replace("_", "").lower()
    return Mention(start, end, fields[0], heads, page)


def _names(sentence: Sentence, mentions: list[Mention]) -> list[Name]:
    """The names of a sentence: first those with a page, then what is left of the runs of proper nouns."""
    names: list[Name] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        span = _page_span(sentence, mention)
        if span and not taken & set(range(*span)):
            names.append(Name(*span, LABELS[mention.kind]))
            taken |= set(range(*span))
    for start, end in _proper_runs(sentence, taken):
        names.extend(_headed(sentence, mentions, start, end))
    return sorted(names, key=lambda n: n.start)


def _page_span(sentence: Sentence, mention: Mention) -> tuple[int, int] | None:
    """Where in the mention the title of its page stands, if it does."""
    if not mention.page or mention.kind not in LABELS:
        return None
    for start in range(mention.start, mention.end):
        text = ""
        for end in range(start + 1, mention.end + 1):
            text += sentence.words[end - 1].form.lower()
            if text == mention.page and any(w.upos == "PROPN" for w in sentence.words[start:end]):
                return start, end
    return None


def _headed(sentence: Sentence, mentions: list[Mention], start: int, end: int) -> Iterator[Name]:
    """The run as a name, if it heads a mention of a person, an organization or a place."""
    around = [m for m in mentions if m.start <= start and end <= m.end]
    if around:
        mention = min(around, key=lambda m: m.end - m.start)
        heads_it = not mention.heads or any(start <= head < end for head in mention.heads)
        if mention.kind in LABELS and heads_it:
            yield from _trimmed(sentence, start, end, LABELS[mention.kind])


def _proper_runs(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside `taken`, also across a hyphen or "&" that ties two of them."""
    words = sentence.words
    proper = [w.xpos.startswith("NNP") and i not in taken for i, w in enumerate(words)]
    inside = [p or _ties(words, proper, i) for i, p in enumerate(proper)]
    index = 0
    while index < len(inside):
        end = index
        while end < len(inside) and inside[end]:
            end += 1
        if end > index:
            yield index, end
        index = end + 1


def _ties(words: tuple[Word, ...], proper: list[bool], index: int) -> bool:
    """Whether this word stands between two proper nouns and ties them into one name."""
    return (
        words[index].form in JOINTS
        and 0 < index < len(proper) - 1
        and proper[index - 1]
        and proper[index + 1]
    )


def _trimmed(sentence: Sentence, start: int, end: int, label: str) -> Iterator[Name]:
    """The run behind its last title; nothing where only a title or a people ("Germans") is left."""
    words = sentence.words
    if label == "PER":
        start = max((i + 1 for i in range(start, end - 1) if words[i].form in TITLES), default=start)
    people = end - start == 1 and words[start].xpos == "NNPS"
    if label != "PER" or not (people or words[end - 1].form in TITLES):
        yield Name(start, end, label)
