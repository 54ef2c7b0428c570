"""A parsed sentence, laid out for matching: words, dependents, mentions and word classes by position."""

from __future__ import annotations

import bisect
import functools
import itertools
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from visavis.coding.actors.registry import Registry
from visavis.coding.events.leads import mend_leads
from visavis.coding.events.mainverbs import mend_main
from visavis.coding.events.participles import OF_TWO, SUFFERED
from visavis.coding.events.patterns import Lexicon, class_nouns
from visavis.coding.events.repair import repair
from visavis.reading.syntax import Parsed
from visavis.records import Event, Mention, Party, Span, Time

if TYPE_CHECKING:
    from visavis.coding.events.where import Setting

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
CLAUSAL = frozenset(
    {"ROOT", "root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "advcl:relcl"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
_THINGS = frozenset(
    {
        "move",
        "statement",
        "agreement",
        "plan",
        "decision",
        "week",
        "month",
        "year",
        "day",
        "time",
        "sign",
        "response",
        "step",
        "turn",
    }
)
_POLITICAL = frozenset({"@political"})
_NONE: frozenset[str] = frozenset()
_NOWHERE: frozenset[int] = frozenset()
_COLUMNS = operator.attrgetter("lower_", "text", "dep_", "pos_", "tag_")
_MONTHS = frozenset({"March", "May"})
_JOINED = frozenset({"conj", "appos"})
_TITLES = frozenset({"compound", "nmod:desc", "flat"})
_OF_ONE = frozenset({"out", "away", "off"})  # "out of", "away from": the second word tells
_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'s", "get", "got"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve"})

_Answer = TypeVar("_Answer")


def once(question: Callable[[Any, int], _Answer]) -> Callable[[Any, int], _Answer]:
    """Let a question about a token of a sentence be worked out once; all who ask share the answer.

    Args:
        question: a method of ``Sentence``, or a function of a sentence and a token in it, that depends on
            nothing else. Nobody may change what it gives.
    """
    name = question.__qualname__

    @functools.wraps(question)
    def asked(s: Sentence, i: int) -> _Answer:
        """Return the answer, worked out when it is first asked for."""
        answers: dict[int, _Answer] = s.answers[name]
        if i in answers:
            return answers[i]
        answer = answers[i] = question(s, i)
        return answer

    return asked


def once_for_all(question: Callable[[Any], _Answer]) -> Callable[[Any], _Answer]:
    """Let a question about a whole sentence be worked out once; all who ask share the answer.

    Args:
        question: a function of a sentence that depends on nothing else. Nobody may change what it gives.
    """
    name = question.__qualname__

    @functools.wraps(question)
    def asked(s: Sentence) -> _Answer:
        """Return the answer, worked out when it is first asked for."""
        answers: dict[int, _Answer] = s.answers[name]
        if 0 not in answers:
            answers[0] = question(s)
        return answers[0]

    return asked


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+", text.lower()))


class Sentence:
    """One sentence as arrays over token positions.

    Attributes:
        parsed: where it came from.
        low: lower-cased words; ``there``: all of them.
        dep, head, pos, tag: the parse.
        kids: dependents of each token, in order.
        months: where "March" or "May" is the month.
        mentions: for each token the mentions that cover it, longest first; ``named``: the tokens that any
            covers.
        weak: spans of parties that only a nationality ties to a country ("Danish toymaker");
            ``parties`` fills it.
        before: the parsed sentence before it in the article, None if it is the first.
        earlier: the events of the sentences before it.
        entry: the date of the chronology's entry that it stands in, if it stands in one.
        states: the states that the article names anywhere.
        settings: the places it sets something in, once ``where`` has looked for them; ``lands``: those
            that it knows without the model.
        classes: for each token the word classes (of ``words.toml``) it is part of.
        book, known: the codebook and the registry of actors that it is coded with.
        names: the place names in it, and the tokens of all names; ``where`` finds them.
        contexts: those that its words tell; ``scene`` finds them.
        silenced: the types of event that each domain of ordinary news in it silences, all where none is
            named; ``guard`` fills it.
        answers: what was asked about its tokens, by question (``once``).
    """

    def __init__(self, parsed: Parsed, mentions: Iterable[Mention], lex: Lexicon, known: Registry) -> None:
        self.book, self.known = lex.book, known
        self.parsed = parsed
        self.span: Span = parsed.span
        self.n = len(parsed.doc)
        self.start, self.end = parsed.edges
        self._lay_out()
        repair(self.low, self.pos, self.tag, self.dep, self.head)
        mend_main(self.low, self.pos, self.tag, self.dep, self.head)
        mend_leads(self.low, self.pos, self.tag, self.dep, self.head)
        self.weak: set[tuple[int, int]] = set()
        self.told: dict[int, list[Party]] = {}  # by phrase head; ``parties`` fills it
        self.answers: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        self.before: Sentence | None = None
        self.earlier: Sequence[Event] = ()
        self.entry: Time | None = None
        self.states: frozenset[str] = frozenset()
        self.settings: list[Setting] | None = None
        self.lands: list[Setting] | None = None
        self.names: tuple[list[tuple[int, int, str | None]], set[int]] | None = None
        self.contexts: frozenset[str] | None = None
        self.silenced: list[frozenset[str]] | None = None
        self.there = frozenset(self.low)
        months = not _MONTHS.isdisjoint(self.word)
        self.months = (
            frozenset(i for i in range(1, self.n) if self.word[i] in _MONTHS) if months else _NOWHERE
        )
        self.kids: list[list[int]] = [[] for _ in range(self.n)]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)
        self._cases = self._prepositions()
        self.mentions = self._place(mentions)
        self.named = [i for i, at in enumerate(self.mentions) if at]
        self.classes = self._classify(lex)
        self.reported = self._attribution()
        self.things = _THINGS

    def _lay_out(self) -> None:
        """Lay out the words and what the parse says of each."""
        doc = self.parsed.doc
        columns: list[list[str]] = [list(column) for column in zip(*map(_COLUMNS, doc), strict=True)]
        self.low, self.word, self.dep, self.pos, self.tag = columns or [[] for _ in range(5)]
        self.head = [t.head.i for t in doc]
        if "’" in doc.text:
            self.low = [word.replace("’", "'") for word in self.low]

    @functools.cached_property
    def line(self) -> str:
        """Its lower-cased words with a blank before and behind each."""
        return f" {' '.join(self.low)} "

    def holds(self, text: str, name: str) -> bool:
        """Tell whether a phrase holds a noun of a word class ("political": "the rebels")."""
        return not class_nouns(self.book, name).isdisjoint(_words(text))

    def _place(self, mentions: Iterable[Mention]) -> list[list[Mention]]:
        cover: list[list[Mention]] = [[] for _ in range(self.n)]
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.actor or "")):
            first, stop = (
                bisect.bisect_right(self.end, mention.start),
                bisect.bisect_left(self.start, mention.end),
            )
            for i in range(first, stop):
                cover[i].append(mention)
        for at in cover:
            if len(at) > 1:
                at.sort(key=lambda m: (m.start - m.end, m.start))
        return cover

    def _classify(self, lex: Lexicon) -> list[frozenset[str]]:
        single, longer = lex.phrases, lex.longer
        found = [single.get(word, _NONE) for word in self.low]
        for i in self.months:
            found[i] = _NONE
        for i, pair in enumerate(itertools.pairwise(self.low)):
            if pair in longer and i not in self.months:
                for words, names in longer[pair]:
                    stop = i + len(words)
                    if len(words) == 2 or self.low[i:stop] == words:
                        for k in range(i, stop):
                            found[k] |= names
        for i in self.named:  # whoever the actors room knows is a political actor
            if any([m.actor for m in self.mentions[i]]):
                found[i] |= _POLITICAL
        return found

    def _attribution(self) -> frozenset[int]:
        """Return the tokens of a closing attribution (", a ministry official said on Monday")."""
        for v in range(self.n - 1, max(0, self.n - 12), -1):
            if "@speech" not in self.classes[v] or not self.low[v].endswith(("d", "s", "wrote")):
                continue
            comma = next((i for i in range(v - 1, -1, -1) if self.low[i] in (",", ";", "''", '"', "”")), None)
            if comma is None or comma < 4 or v - comma > 14 or v == comma + 1:
                return frozenset()
            between = range(comma + 1, v)
            clause = any(
                self.pos[i] in ("VERB", "SCONJ")
                or self.low[i] in ("who", "which", "that", "and", "but", "it", "he", "she", "they")
                for i in between
            )
            return frozenset() if clause else frozenset(range(comma + 1, self.n))
        return frozenset()

    def is_month(self, i: int) -> bool:
        """Tell whether "March" or "May" is the month."""
        return i in self.months

    # ------------------------------------------------------------ stretches of its text

    def starting(self, start: int, end: int) -> range:
        """Return the tokens that start in a stretch of the article's text."""
        return range(bisect.bisect_left(self.start, start), bisect.bisect_left(self.start, end))

    def touching(self, start: int, end: int) -> range:
        """Return the tokens that a stretch of the article's text overlaps."""
        return range(bisect.bisect_right(self.end, start), bisect.bisect_left(self.start, end))

    def at(self, start: int) -> range:
        """Return the token that starts at a place of the article's text; none where none does."""
        return self.starting(start, start + 1)

    # ------------------------------------------------------------ small questions

    @once
    def lemma(self, i: int) -> str:
        """Return the base form of a token, lower-cased."""
        return self.parsed.doc[i].lemma_.lower()

    def deps(self, i: int, *names: str) -> list[int]:
        """Return the dependents of a token with these labels (a label covers its subtypes)."""
        return [k for k in self.kids[i] if self.dep[k] in names or self.dep[k].split(":")[0] in names]

    @once
    def subtree(self, i: int) -> list[int]:
        """Return a token and all below it, in order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.kids[j])
        return sorted(out)

    def case(self, i: int) -> str:
        """Return the preposition of a nominal ("in", "because of"), lower-cased; empty when it has none."""
        return self._cases[i]

    def _prepositions(self) -> list[str]:
        """Return the preposition of each token."""
        own: dict[int, str] = {}
        for k, label in enumerate(self.dep):
            if label == "case" and k < (i := self.head[k]):
                own[i] = f"{own[i]} {self.low[k]}" if i in own else self.low[k]
        found = [""] * self.n
        for k, words in sorted(own.items()):
            found[k] = words
            i = self.head[k]
            if self.dep[k] in _TITLES and k < i and i not in own:  # "between President X"
                found[i] = f"{found[i]} {words}" if found[i] else words
        return found

    def joined(self, preposition: str) -> list[int]:
        """Return the nominals that a preposition leads to, be it the second word of "out of" and the like."""
        return self._joined.get(preposition, [])

    @functools.cached_property
    def _joined(self) -> dict[str, list[int]]:
        """The nominals behind each preposition."""
        found: dict[str, list[int]] = {}
        for k, case in enumerate(self._cases):
            if case and (self.pos[k] in NOMINAL or self.mentions[k]):
                first, _, last = case.rpartition(" ")
                both = (case, last) if first and first.split()[0] in _OF_ONE else (case,)
                for word in both:
                    found.setdefault(word, []).append(k)
        return found

    @once
    def is_verb(self, i: int) -> bool:
        """Tell whether a token is used as a verb, forgiving the tagger in clausal places."""
        if self.dep[i].startswith("aux"):
            return False
        if self.dep[i] == "amod" and not any(
            self.dep[k] in ("obj", "obl", "aux", "nsubj") for k in self.kids[i]
        ):
            return i > 0 and self.low[i - 1] in _HAVE
        if self._noun_in_s(i):
            return False
        if self.pos[i] in ("VERB", "AUX"):
            return not any(self.dep[k] == "det" for k in self.kids[i])
        if any(self.dep[k] in SUBJECTS for k in self.kids[i]) and not any(
            self.dep[k] == "cop" for k in self.kids[i]
        ):
            return True
        clausal = self.dep[i] in CLAUSAL or self.dep[i] == "conj"
        bare = not any(self.dep[k] in ("det", "nmod:poss", "case", "cop") for k in self.kids[i])
        return clausal and bare and self.pos[i] != "PROPN" and self.low[i].endswith(("ed", "ing", "en", "n"))

    def _noun_in_s(self, i: int) -> bool:
        """Tell whether a verb form heads a compound, against the tagger ("for security guarantees")."""
        if self.tag[i] != "VBZ" or not i or self.pos[i - 1] != "NOUN":
            return False
        own = {self.dep[k] for k in self.kids[i]}
        return self.dep[i] in ("obl", "nmod", "advcl") and not own & {*SUBJECTS, "mark", "aux", "advmod"}

    @once
    def is_noun(self, i: int) -> bool:
        """Tell whether a token is used as a noun."""
        if self.pos[i] in ("NOUN", "PROPN"):
            return True
        return any(self.dep[k] == "det" or self.dep[k] == "nmod:poss" for k in self.kids[i])

    @once
    def passive(self, i: int) -> bool:
        """Tell whether a verb is passive: by its auxiliary, its subject's label, or as a bare participle."""
        if self.tag[i] == "VB":
            return False
        labels = {self.dep[k] for k in self.kids[i]}
        if self.pos[i] in ("NOUN", "PROPN", "PRON", "NUM") and "cop" in labels:
            return False
        bare = not any(self.dep[k].startswith("aux") for k in self.kids[i])
        past = self.tag[i] == "VBD" and bool(labels & (SUBJECTS | PASSIVE_SUBJECTS))
        finite = (past or self.dep[i] in ("ROOT", "ccomp", "parataxis")) and self.pos[i] == "VERB"
        if bare and finite and not any(self.case(k) == "by" for k in self.kids[i]):
            return False  # "Hungary protested": a label alone makes no passive
        if labels & PASSIVE_SUBJECTS or "aux:pass" in labels:
            return not self.low[i].endswith("ing")
        auxes = [self.low[k] for k in self.kids[i] if self.dep[k].startswith(("aux", "cop")) and k < i]
        if auxes and auxes[-1] in _BE and not self.low[i].endswith("ing"):
            return True
        if self.low[i].endswith("ing") or set(auxes) & _HAVE:
            return False
        if self.headline_verb(i):
            return False
        carried = self.tag[i] == "VBN" or self.low[i] in SUFFERED
        if self.dep[i] == "conj" and carried and not auxes and not labels & SUBJECTS:
            taken = labels & {"obj", "mark"} and self.low[i] not in OF_TWO  # "was freed and given a car"
            return not taken and self.head[i] < i and self.passive(self.head[i])
        aside = self.dep[i] == "advcl" and any(self.case(k) == "by" for k in self.kids[i])
        labelled = self.dep[i] in ("acl", "amod") or aside
        reduced = labelled and (self.tag[i] == "VBN" or self.low[i].endswith("ed"))
        return reduced and not any(self.dep[k] in ("obj", "mark") for k in self.kids[i])

    @once
    def headline_verb(self, i: int) -> bool:
        """Tell whether a verb hung on a noun is the main verb all the same: its sentence has no other."""
        noun = self.head[i]
        rootless = self.dep[i] == "acl" and self.head[noun] == noun and self.pos[noun] in ("NOUN", "PROPN")
        if not rootless or any(self.dep[k] == "cop" for k in self.kids[noun]) or self.low[i].endswith("ing"):
            return False
        earlier = any(self.dep[k] == "acl" and k < i for k in self.kids[noun])
        return not earlier and not any(self.case(k) == "by" for k in self.kids[i])

    @once
    def conjuncts(self, i: int) -> list[int]:
        """Return a nominal and all that is coordinated with it ("A, B and C"), in order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop(0)
            out.append(j)
            joined = [k for k in self.kids[j] if self.dep[k] in _JOINED]
            todo.extend([k for k in joined if self._coordinate(k) and not self._clause(k)])
        return sorted(out)

    def _coordinate(self, k: int) -> bool:
        """Tell whether a dependent is coordinated, be it labelled as an apposition ("X and President Y")."""
        if self.dep[k] == "conj":
            return True
        return self.dep[k] == "appos" and any(
            self.low[j] == "and" and j < k for i in [k, *self.kids[k]] for j in self.kids[i]
        )

    def _clause(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX") or any(
            self.dep[k] in SUBJECTS or self.dep[k] in PASSIVE_SUBJECTS for k in self.kids[i]
        )

    @once
    def clause(self, i: int) -> int:
        """Return the verb (or predicate) of the clause that a token stands in."""
        seen = set()
        while self.dep[i] not in CLAUSAL and self.head[i] != i and i not in seen:
            seen.add(i)
            if self.dep[i] == "conj" and self._clause(i):
                return i
            i = self.head[i]
        return i

    @once
    def above(self, i: int) -> list[int]:
        """Return the governors of a token, nearest first."""
        out: list[int] = []
        while self.head[i] != i and self.head[i] not in out:
            i = self.head[i]
            out.append(i)
        return out

    def reported_speech(self, i: int) -> bool:
        """Tell whether a clause is somebody's report: under a verb of saying, or closed by one."""
        up = [i, *self.above(i)]
        said = any("@speech" in self.classes[k] for k in up[1:])
        inset = any(
            "@speech" in self.classes[k] for j in up for k in self.kids[j] if self.dep[k] == "parataxis"
        )
        return said or inset or (bool(self.reported) and i not in self.reported)

    def words(self, tokens: Iterable[int]) -> Span:
        """Return the stretch of text from the first to the last of some tokens."""
        order = sorted(tokens)
        return Span(self.start[order[0]], self.end[order[-1]])
