"""Syntax: the language model behind one small interface.

Sentences are split first; only the sentences that a later stage asks for are parsed, each as a document of
its own. Runs of white space are read as one space, and every token knows its place in the article's text.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from visavis.errors import ModelError
from visavis.reading import labels, lean, tokenizer, universal
from visavis.reading.blas import BlasOps
from visavis.reading.decoder import decode, decodes
from visavis.reading.encoder import quicken
from visavis.reading.lexemes import Lexemes, lemmatizes_words
from visavis.reading.splitter import splitter
from visavis.reading.tagging import PIPES, Tagging, tags_words
from visavis.reading.tokens import Token, Tree, trees
from visavis.records import Span

_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(r"\s\s|[^\S ]")  # white space other than single blanks
WORDS_KEPT = 100_000
"""Words that a pipeline's vocabulary may hold; what is new after that is forgotten after each article."""

_NEEDED = ("tagger", "parser")
_AT_ONCE = 256  # sentences parsed together
_PROBE = "The envoy was met by the king, who gave her a letter in Rome."


@dataclass(frozen=True, eq=False)
class Parsed:
    """One parsed sentence.

    Attributes:
        span: the sentence in the article's text.
        doc: its tokens and their tree (Universal Dependencies labels).
        offsets: for each character of ``doc.text``, its offset in the article's text.
    """

    span: Span
    doc: Tree
    offsets: Sequence[int]

    def start(self, token: Token) -> int:
        """Return where a token starts in the article's text."""
        return self.offsets[token.idx]

    def end(self, token: Token) -> int:
        """Return where a token ends in the article's text (half-open)."""
        return self.offsets[token.idx + len(token.text) - 1] + 1

    def between(self, first: Token, last: Token) -> Span:
        """Return the stretch of the article's text from one token to another, both included."""
        return Span(self.start(first), self.end(last))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap ``text[start:end]`` of the article."""
        starts, ends = self.edges
        return list(self.doc[bisect.bisect_right(ends, start) : bisect.bisect_left(starts, end)])

    @functools.cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Where each token starts and ends in the article's text, both in ascending order."""
        at = self.offsets
        if isinstance(at, range):
            shift = at.start
            return [t.idx + shift for t in self.doc], [t.idx + len(t.text) + shift for t in self.doc]
        return [at[t.idx] for t in self.doc], [at[t.idx + len(t.text) - 1] + 1 for t in self.doc]


class Syntax:
    """A loaded pipeline: splits sentences and parses them, whatever labels it was trained with.

    Pipelines that do all in their tokenizer (as ``spacy-stanza`` does) are asked for whole documents; others
    component by component.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._whole = not any(name in nlp.pipe_names for name in _NEEDED)
        relations, entities = _labels(nlp, self._whole)
        missing = [name for name in _NEEDED if name not in nlp.pipe_names]
        scheme = labels.scheme_of(relations)
        if (missing and not self._whole) or scheme is None:
            lacks = f"no {' and no '.join(missing)}" if missing else "no labels that visavis knows"
            raise ModelError(
                f"the pipeline has {lacks}",
                str(nlp.meta.get("name", "model")),
                "Name a spaCy pipeline with Universal Dependencies or ClearNLP labels",
            )
        self._scheme = None if labels.is_ours(scheme, relations, entities) else scheme
        self._splitter = "senter" if "senter" in nlp.component_names else "parser"
        self._own = splitter(nlp)
        self._parsers = [name for name in nlp.pipe_names if name != "senter"]
        self._late = self._scheme is None and "ner" in self._parsers and not _listens(nlp.get_pipe("ner"))
        if self._late:  # few sentences are asked for their names
            self._parsers.remove("ner")
        self._stepwise = [
            name for name in ("parser",) if name in self._parsers and decodes(nlp.get_pipe(name))
        ]
        own = self._scheme is None and lemmatizes_words(nlp)
        if own:  # each word once
            self._parsers.remove("lemmatizer")
        self._lexemes = Lexemes(nlp if own else None)
        self._tagging: Tagging | None = None
        if own and tags_words(nlp) and set(self._parsers) == {"tok2vec", "parser", *PIPES}:
            self._parsers, self._tagging = ["tok2vec", "parser"], Tagging(nlp)
        if "senter" in nlp.disabled:
            nlp.enable_pipe("senter")

    def _run(self, docs: list[Doc], names: Sequence[str]) -> list[Doc]:
        for name in names:
            pipe: Any = self.nlp.get_pipe(name)
            if name == "parser" and self._stepwise:
                for i in range(0, len(docs), _AT_ONCE):
                    decode(pipe, docs[i : i + _AT_ONCE])
            else:
                docs = list(pipe.pipe(docs))
        return docs

    @contextlib.contextmanager
    def _words(self) -> Iterator[None]:
        """Forget the words that are new in what is read within, once enough are known.

        A vocabulary of all that is ever written would grow with every article.
        """
        if len(self.nlp.vocab) < WORDS_KEPT:
            yield
            return
        with self.nlp.memory_zone():
            yield
        for _, pipe in self.nlp.pipeline:
            cache = getattr(pipe, "cache", None)  # the lemmatizer's
            if isinstance(cache, dict) and len(cache) > 2 * WORDS_KEPT:
                cache.clear()

    def sentences(self, text: str, blocks: Sequence[Span]) -> list[list[Span]]:
        """Split blocks of text (paragraphs) into sentences.

        Args:
            text: the article's text.
            blocks: stretches of it that hold running text.

        Returns:
            For each block its sentences, trimmed of white space, in text order; ``sentences.repaired`` has
            the last word on them.
        """
        flats = [_flatten(text, block) for block in blocks]
        with self._words():
            if self._own is not None:
                begins = self._own.begins([flat for flat, _ in flats])
                return [_between(*pair) for pair in zip(flats, begins, strict=True)]
            docs = [self.nlp.make_doc(flat) for flat, _ in flats]
            docs = self._run(docs, ["senter"] if self._splitter == "senter" else self._parsers)
            return [
                [Span(at[s.start_char], at[s.end_char - 1] + 1) for s in doc.sents if s.text.strip()]
                for doc, (_, at) in zip(docs, flats, strict=True)
            ]

    def parse(self, text: str, spans: Sequence[Span]) -> list[Parsed]:
        """Parse sentences, each as one document.

        Args:
            text: the article's text.
            spans: the sentences to parse.
        """
        flats = [_flatten(text, span) for span in spans]
        with self._words():
            made = [self.nlp.make_doc(flat) for flat, _ in flats]
            docs = self._run(made if self._whole else [_one_sentence(doc) for doc in made], self._parsers)
            if self._scheme is not None:
                docs = [universal.convert(doc, self._scheme) for doc in docs]
            tags = self._tagging(docs) if self._tagging is not None and docs else None
            found = trees(docs, self._names if self._late else None, self._lexemes, tags)
        return [
            Parsed(span, tree, offsets) for span, tree, (_, offsets) in zip(spans, found, flats, strict=True)
        ]

    def _names(self, text: str) -> list[str]:
        """Return the kind of name of each token of a sentence."""
        with self._words():
            doc = self._run([_one_sentence(self.nlp.make_doc(text))], ["ner"])[0]
            return [token.ent_type_ for token in doc]


def _labels(nlp: Language, whole: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the relations and the kinds of names that a pipeline can give, or gives to a probe."""
    if whole:
        doc = nlp(_PROBE)
        return tuple(token.dep_ for token in doc if token.dep_), ("unknown",)
    given: list[tuple[str, ...]] = []
    for name in ("parser", "ner"):
        pipe: Any = nlp.get_pipe(name) if name in nlp.pipe_names else None
        given.append(tuple(getattr(pipe, "labels", ())))
    return given[0], given[1]


def _listens(pipe: Any) -> bool:
    """Tell whether a component reads the vectors of another."""
    return any(layer.name == "tok2vec-listener" for layer in pipe.model.walk())


def _one_sentence(doc: Doc) -> Doc:
    return doc.from_array(["SENT_START"], _starts(len(doc)))


@functools.lru_cache(maxsize=256)
def _starts(length: int) -> Any:
    """Return what tells spaCy that so many tokens are one sentence."""
    starts = np.full(length, -1, dtype=np.int64).astype(np.uint64)
    starts[:1] = 1
    return starts


def _flatten(text: str, span: Span) -> tuple[str, Sequence[int]]:
    """Return the words with single spaces between them, and where each character came from."""
    given = text[span.start : span.end]
    even = given.isprintable() and "  " not in given  # of all white space only single blanks are printable
    if even or _LOOSE.search(given) is None:
        flat = given.strip(" ")
        start = span.start + len(given) - len(given.lstrip(" "))
        return flat, range(start, start + len(flat))
    pieces: list[str] = []
    offsets: list[int] = []
    for match in re.finditer(r"\S+|\s+", given):
        word = match.group()
        if _SPACE.fullmatch(word):
            pieces.append(" ")
            offsets.append(span.start + match.start())
        else:
            pieces.append(word)
            offsets.extend(range(span.start + match.start(), span.start + match.end()))
    flat = "".join(pieces)
    lead, trail = len(flat) - len(flat.lstrip()), len(flat.rstrip())
    return flat[lead:trail], offsets[lead:trail]


def _between(flat: tuple[str, Sequence[int]], begins: Sequence[int]) -> list[Span]:
    """Return the sentences of a block that begin at some offsets of its words."""
    words, at = flat
    ends = [begin - (words[begin - 1] == " ") for begin in begins[1:]]
    return [Span(at[a], at[b - 1] + 1) for a, b in zip(begins, [*ends, len(words)], strict=bool(begins))]


_ONE = re.compile(r"\s*([a-z]{2,3})=(.+?)\s*")


def pipelines(model: str | None) -> dict[str, str | None]:
    """Return which pipeline reads which language; the embedded one (None) reads English if none is named.

    Args:
        model: one pipeline, for English ("en_core_web_lg"), or one for each of several languages
            ("en=en_core_web_lg,uk=uk_core_news_sm"); each a name or a folder.
    """
    named = [_ONE.fullmatch(part) for part in (model or "").split(",")]
    if all(named):
        return {"en": None} | {match[1]: match[2] for match in named if match is not None}
    return {"en": model}


def load(model: str | None = None, language: str = "en") -> Syntax:
    """Load a pipeline once.

    Args:
        model: a path or the name of an installed spaCy pipeline, or one for each of several languages, as
            ``pipelines`` reads it; the embedded English model when None. Universal Dependencies labels are
            taken as they are, others through ``data/reading/labels.toml``.
        language: the language to read; one that ``pipelines`` names.

    Raises:
        ModelError: nothing loads under that name, it lacks a tagger or a parser, or its labels are unknown.
    """
    return _loaded(pipelines(model).get(language))


@functools.lru_cache(maxsize=8)
def _loaded(name: str | None) -> Syntax:
    embedded = Path(str(resources.files("visavis"))) / "data" / "model"
    path = name or embedded
    try:
        with use_ops(BlasOps.name):  # layers keep the operations that they were built with
            nlp = spacy.load(name) if name else lean.load(embedded)
            if name is None:
                tokenizer.quicken(nlp)
            made = Syntax(nlp)  # it looks for layers as spaCy builds them
            quicken(nlp)
            return made
    except (OSError, ValueError) as error:
        raise ModelError(
            "no language model could be loaded",
            str(path),
            "Name an installed spaCy pipeline or the folder of one",
        ) from error
