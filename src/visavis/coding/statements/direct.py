"""Direct quotations: which cue and speaker belong to a stretch between quotation marks.

Works on the marks and the words beside them, with the parse where there is one; sentences that were never
parsed still yield their quotations.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from visavis.coding.statements.clauses import addressee_of
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.frames import relayed, relays, saying_of
from visavis.coding.statements.knowledge import verb_frames, verb_lemmas, words
from visavis.coding.statements.marks import Quote
from visavis.coding.statements.subjects import bare_name, subject
from visavis.coding.statements.trees import (
    PHRASE_TAGS,
    children,
    cue_lemma,
    is_mark,
    is_verb,
    own_subject,
)
from visavis.coding.statements.verbs import aux_of
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Reading, Span

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_ENDS = frozenset(".!?…,;—–")
_SMALL = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "as"}
)


@dataclass(frozen=True)
class Page:
    """What the finders of direct speech look at."""

    reading: Reading
    parsed: Mapping[int, Parsed]
    quotes: Sequence[Quote]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.article.text

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that covers an offset (or ends just before it)."""
        place = bisect.bisect_right(self._starts, offset) - 1
        return place if place >= 0 else None

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.reading.sentences]

    @functools.cached_property
    def voices(self) -> list[Quote]:
        """The quotations that are somebody's words."""
        return [quote for quote in self.quotes if not is_label(self.text, quote)]

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside an outermost quotation."""
        return any(q.depth == 0 and q.start <= start and end <= q.end for q in self.quotes)


def is_label(text: str, quote: Quote) -> bool:
    """Whether a quotation is the title of a work or the writer's own term, and nobody's words."""
    inner = text[quote.start : quote.end].strip("“”„\"'`‘’«»‹›")
    before = text[max(0, quote.start - 40) : quote.start].rstrip().lower()
    if before.endswith(words().term_words):
        return True
    names = _WORD.findall(inner)
    if len(names) > 10 or not names:
        return not names
    last = _WORD.findall(before)[-1:]
    if last and last[0] in words().title_nouns and not before.endswith((":", ",")):
        return True
    capitals = [n for n in names if n.lower() not in _SMALL]
    title_case = len(capitals) >= 3 and all(n[0].isupper() or n[0].isdigit() for n in capitals)
    owned = len(capitals) >= 2 and before.endswith(("’s", "'s", "s’", "s'"))
    named = owned and all(n[0].isupper() for n in capitals)
    return named or (title_case and inner[-1:] not in ".!?,")


def is_sentence(text: str, quote: Quote) -> bool:
    """Whether a quotation reads as a whole utterance and not as a fragment of the writer's sentence."""
    inner = text[quote.start : quote.end].strip("“”„\"'`‘’«»‹› \n")
    count = len(_WORD.findall(inner))
    first = next((c for c in inner if c.isalnum()), "a")
    after = text[quote.end : quote.end + 1]
    whole = (first.isupper() or inner[:1] == "…") and (inner[-1:] in _ENDS or after in {",", "."})
    return (whole and count >= 2) or count >= 12


def attach(page: Page, quote: Quote) -> Draft | None:
    """Find the cue and the speaker of a quotation that no other finder has claimed.

    Args:
        page: the article.
        quote: an outermost quotation.

    Returns:
        An attribution whose content is the quotation; None where the sentence names no cue.
    """
    for finder in (_after, _answered, _before, _colon):
        if (found := finder(page, quote)) is not None:
            return found
    return None


def _draft(
    page: Page,
    quote: Quote,
    index: int,
    cue: Span | None,
    source: Source | None,
    verb: Token | None = None,
) -> Draft:
    """Return a quotation's attribution; the cue's token, where there is one, gives addressee and modality."""
    tree = page.parsed.get(index)
    to = addressee_of(verb, frozenset(verb_frames()[cue_lemma(verb) or ""])) if verb is not None else None
    return Draft(
        sentence=index,
        content=Span(quote.start, quote.end),
        cue=cue,
        source=source,
        act="say",
        frame="quote",
        addressee=source_of(tree, to) if tree is not None else None,
        aux=aux_of(verb) if verb is not None else (),
        passage=True,
    )


def _takes_quotes(token: Token) -> bool:
    lemma = cue_lemma(token)
    return lemma is not None and "quote" in verb_frames()[lemma] and (is_verb(token) or token.tag_ == "NNS")


def _after(page: Page, quote: Quote) -> Draft | None:
    """“...,” X said; “...,” said X."""
    index = page.sentence_at(quote.end - 1)
    if index is None:
        return None
    end = page.reading.sentences[index].end
    if not page.text[quote.end : end].strip() and _goes_on(page, quote, index):
        index += 1  # “Who knows?” she said: the splitter took the question for a sentence
        end = page.reading.sentences[index].end
    index_next = next((q.start for q in page.quotes if q.depth == 0 and q.start >= quote.end), end)
    stop = min(end, index_next)
    gap = page.text[quote.end : stop]
    if not gap.strip() or gap.lstrip()[:1] in {";", ":", "("} or not _may_end(page, quote, index, gap):
        return None
    if (tree := page.parsed.get(index)) is None:
        return _surface_after(page, quote, index, Span(quote.end, stop))
    tokens = [t for t in tree.tokens(quote.end, stop) if tree.start(t) >= quote.end]
    for token in tokens[:14]:
        if relays(token) and saying_of(token) is not None:  # "...,” X was quoted as saying"
            who, channel = relayed(token)
            made = _draft(page, quote, index, tree.between(token, token), source_of(tree, who, token))
            return replace(made, via=tuple(s for s in (source_of(tree, channel),) if s is not None))
        if (
            not _takes_quotes(token)
            or token.tag_ == "VBG"
            or (token.tag_ == "VB" and token.dep_ not in {"xcomp", "ROOT"})
        ):
            continue
        head = _speaker_near(tree, token, quote)
        if head is not None:
            cue = tree.between(token, token)
            return _draft(page, quote, index, cue, _outside(quote, source_of(tree, head)), token)
    return None


def _answered(page: Page, quote: Quote) -> Draft | None:
    """“...,” was X's answer; “...,” came the reply from X."""
    index = page.sentence_at(quote.end - 1)
    tree = page.parsed.get(index) if index is not None else None
    if index is None or tree is None:
        return None
    following = [t for t in tree.tokens(quote.end, tree.end(tree.doc[-1])) if tree.start(t) >= quote.end]
    rest = [t for t in following if not is_mark(t) or t.tag_ == "POS"]
    if not rest or rest[0].lower_ not in words().answering:
        return None
    if rest[1:2] and rest[1].lower_ == "how":  # “...” was how X put it
        verb = next((t for t in rest[2:] if is_verb(t) and own_subject(t) is not None), None)
        who = own_subject(verb) if verb is not None else None
        cue = tree.between(verb, verb) if verb is not None else None
        return _draft(page, quote, index, cue, source_of(tree, who)) if who is not None else None
    for noun in rest[1:8]:
        if noun.tag_ not in PHRASE_TAGS or noun.tag_ == "IN":
            return None
        if noun.lower_ in words().answers:
            after = [c for c in (*noun.children, *rest[0].children) if c.i > noun.i]
            by = [c for c in after if any(g.lower_ in {"from", "of", "by"} for g in children(c, "case"))]
            who = next(iter([*children(noun, "nmod:poss"), *by]), None)
            return _draft(page, quote, index, tree.between(noun, noun), source_of(tree, who))
    return None


def _goes_on(page: Page, quote: Quote, index: int) -> bool:
    """Whether the next sentence of the line only says who spoke: it starts small, or is “Who?” Mr. X said."""
    rest = page.text[quote.end : quote.end + 3].lstrip(" \u00a0")
    tree = page.parsed.get(index + 1)
    if rest[:1].islower() or tree is None or rest[:1] in {"\n", ""}:
        return rest[:1].islower()
    asked = page.text[quote.start : quote.end].rstrip("”\"'’»")[-1:] in {"?", "!", "…"}
    words = [t for t in tree.doc if not is_mark(t)]
    return asked and len(words) <= 12 and any(_takes_quotes(t) and _is_bare(t) for t in words[1:])


def _is_bare(verb: Token) -> bool:
    """Whether a cue has a subject before it and no content of its own."""
    who = own_subject(verb)
    contents = {"ccomp", "xcomp", "obj"} - (
        {"obj"} if "addressed" in verb_frames()[cue_lemma(verb) or ""] else set()
    )
    return who is not None and who.i < verb.i and not any(c.dep_ in contents for c in verb.children)


def _outside(quote: Quote, source: Source | None) -> Source | None:
    """Return a source without the words of the quotation that the parser drew into it."""
    if source is None or source.span.start >= quote.end or source.span.end <= quote.end:
        return source
    tree = source.parsed
    if tree is None:
        return source
    first = next(t for t in tree.doc if tree.start(t) >= quote.end and not is_mark(t))
    return replace(source, span=Span(tree.start(first), source.span.end))


def _may_end(page: Page, quote: Quote, index: int, gap: str) -> bool:
    """Whether ", X said" can follow a quotation: an utterance, or a fragment that opens the sentence."""
    opens = not page.text[page.reading.sentences[index].start : quote.start].strip(" \n")
    closed = page.text[quote.start : quote.end].rstrip("”\"'’»")[-1:] in _ENDS or gap.lstrip()[:1] in _ENDS
    return closed or opens


def cue_between(page: Page, index: int, start: int, end: int) -> bool:
    """Whether a cue verb stands between two places of a sentence."""
    tree = page.parsed.get(index)
    return tree is not None and any(is_verb(t) and cue_lemma(t) for t in tree.tokens(start, end))


def subject_of(page: Page, index: int) -> Source | None:
    """Return who a sentence is about: its subject, when that is a person's name or pronoun."""
    tree = page.parsed.get(index)
    if tree is None:
        return None
    for token in tree.doc:
        who = own_subject(token) if token.dep_ == "ROOT" else None
        if who is not None and (who.tag_.startswith("NNP") or who.lower_ in {"he", "she", "they"}):
            return source_of(tree, who)
    return None


def _speaker_near(tree: Parsed, verb: Token, quote: Quote) -> Token | None:
    """Return the subject of a cue, by the parse or else by its neighbours."""
    head = own_subject(verb) or subject(verb)
    if head is not None and not quote.meets(tree.start(head), tree.end(head)):
        return head
    doc = verb.doc
    if (beside := _beside_quote(tree, verb, quote)) is not None:
        return beside
    if (
        verb.i
        and _can_head(doc[verb.i - 1])
        and not quote.meets(tree.start(doc[verb.i - 1]), tree.end(doc[verb.i - 1]))
    ):
        return _climb(doc[verb.i - 1], verb)
    if (
        verb.i + 1 < len(doc)
        and not is_mark(doc[verb.i + 1])
        and doc[verb.i + 1].tag_ not in {"IN", "RB", "TO", "RP"}
    ):
        return _climb(doc[verb.i + 1], verb)
    return None


def _beside_quote(tree: Parsed, verb: Token, quote: Quote) -> Token | None:
    """Return the first noun between a quotation and its cue: '“...,” one resident, Oleh, said'."""
    gap = [t for t in verb.doc[max(0, verb.i - 10) : verb.i] if tree.start(t) >= quote.end]
    while gap and is_mark(gap[0]):
        gap = gap[1:]
    if not gap or gap[-1].text != "," or any(t.tag_ not in PHRASE_TAGS and t.text != "," for t in gap):
        return None
    comma = next(i for i, t in enumerate(gap) if t.text == ",")
    return next((t for t in reversed(gap[:comma]) if _can_head(t)), None)


def _can_head(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_[:2] in {"NN", "PR"}


def _climb(token: Token, stop: Token) -> Token:
    while (
        token.head != token
        and token.head != stop
        and not is_verb(token.head)
        and abs(token.head.i - stop.i) < 8
    ):
        token = token.head
    return token


def _before(page: Page, quote: Quote) -> Draft | None:
    """X said, “...”; X, saying “...”."""
    index = page.sentence_at(quote.start)
    if index is None:
        return None
    start = page.reading.sentences[index].start
    previous = max((q.end for q in page.quotes if q.depth == 0 and q.end <= quote.start), default=start)
    begin = max(start, previous)
    gap = page.text[begin : quote.start].rstrip()
    if not gap or not is_sentence(page.text, quote):
        return None
    if (tree := page.parsed.get(index)) is None:
        return _surface_before(page, quote, index, Span(begin, quote.start))
    tokens = [t for t in tree.tokens(begin, quote.start) if tree.end(t) <= quote.start]
    for token in reversed(tokens):
        if not _takes_quotes(token) or token.dep_ in {"amod", "compound"}:
            continue
        head = subject(token)
        if head is None or quote.meets(tree.start(head), tree.end(head)):
            continue
        if gap[-1:] in {",", ":"} or len(tokens) - tokens.index(token) <= 3:
            return _draft(page, quote, index, tree.between(token, token), source_of(tree, head), token)
    return None


def _colon(page: Page, quote: Quote) -> Draft | None:
    """'Moscow released a summary:' and then the quotation, perhaps in the next paragraph."""
    before = page.text[: quote.start].rstrip()
    if not before.endswith(":"):
        return None
    index = page.sentence_at(len(before) - 1)
    if index is None or page.reading.sentences[index].end < len(before) - 1:
        return None
    tree = page.parsed.get(index)
    if tree is None:
        span = page.reading.sentences[index]
        return _surface_before(page, quote, index, Span(span.start, len(before)))
    outside = [t for t in tree.tokens(0, quote.start) if not page.quoted(tree.start(t), tree.end(t))]
    cues = [t for t in outside if is_verb(t) and cue_lemma(t) and subject(t) is not None]
    root = [t for t in outside if t.dep_ == "ROOT"]
    for verb in (*reversed(cues), *root):
        head = subject(verb) or bare_name(verb)
        if head is not None:
            known = verb if cue_lemma(verb) is not None else None
            return _draft(page, quote, index, tree.between(verb, verb), source_of(tree, head), known)
    for token in outside:  # "The minister in full:" has no verb at all
        if token.dep_ == "ROOT" and _can_head(token):
            return _draft(page, quote, index, None, source_of(tree, token))
    return None


# ---------------------------------------------------------------- without a parse


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    finite = [
        f for f, lemma in verb_lemmas().items() if "quote" in verb_frames()[lemma] and not f.endswith("ing")
    ]
    verb = "(?P<verb>" + "|".join(sorted(finite, key=lambda f: (-len(f), f))) + r")\b"
    name = r"(?P<who>(?:(?:the|a|an|his|her|their|one|another|some|many)\s+)?(?:[\w.’'-]+\s+){0,6}?[\w.’'-]+)"
    after = re.compile(
        rf"^[\s,–—-]*(?:{name}\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?{verb}|"
        + rf"{verb.replace('?P<verb>', '?P<verb2>')}\s+{name.replace('?P<who>', '?P<who2>')}"
        + r"(?=\s*(?:[,.;]|$|\s(?:in|on|at|to|during|after|before|as|when)\b)))",
        re.IGNORECASE,
    )
    before = re.compile(
        rf"(?:^|[,;.]\s+|\b(?:and|but)\s+){name}\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?{verb}"
        + r"(?:\s+[^,:“\"]{0,40})?\s*[,:]?\s*$",
        re.IGNORECASE,
    )
    return after, before


def _surface_after(page: Page, quote: Quote, index: int, gap: Span) -> Draft | None:
    match = _patterns()[0].match(page.text[gap.start : gap.end])
    if match is None:
        return None
    key, verb = ("who", "verb") if match["verb"] else ("who2", "verb2")
    return _from_match(page, quote, index, gap.start, match, key, verb)


def _surface_before(page: Page, quote: Quote, index: int, gap: Span) -> Draft | None:
    match = _patterns()[1].search(page.text[gap.start : gap.end].rstrip())
    return _from_match(page, quote, index, gap.start, match, "who", "verb") if match else None


def _from_match(
    page: Page, quote: Quote, index: int, base: int, match: re.Match[str], who: str, verb: str
) -> Draft:
    end = match.end(who)
    if match[who].endswith(".") and len(_WORD.findall(match[who])[-1:][0]) > 3:
        end -= 1  # the full stop of the sentence, not of "Jr." or an initial
    source = Source(Span(base + match.start(who), base + end))
    return _draft(page, quote, index, Span(base + match.start(verb), base + match.end(verb)), source)
