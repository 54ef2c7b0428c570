"""Events of one article: triggers found, frames filled, acts settled, dated, placed and voiced."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Mapping, Sequence

from visavis.coding.actors.registry import Registry, registry
from visavis.coding.events import guard, ongoing, scene, when, where
from visavis.coding.events.able import keep_able
from visavis.coding.events.addressed import addressed, meant, topic, undergone
from visavis.coding.events.apiece import apiece
from visavis.coding.events.bridge import meant_by_object
from visavis.coding.events.codebook import FRIENDLY, Codebook, Frame
from visavis.coding.events.domestic import PLACED, domestic, public
from visavis.coding.events.home import at_home
from visavis.coding.events.match import Match, matches
from visavis.coding.events.modality import conditional, modality
from visavis.coding.events.onsite import on_site
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.patterns import Lexicon, lexicon
from visavis.coding.events.sentence import SUBJECTS, Sentence, once_for_all
from visavis.coding.events.settle import Candidate, by_means, drop_consumed, settle
from visavis.coding.events.slots import Anchor, fill, said_by
from visavis.reading.syntax import Parsed
from visavis.records import DateSpan, Event, Mention, Party, Reading, Statement, Time, Words, content_id

ABSTAIN = 0.5  # below this confidence nothing is coded
_PUBLIC = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "OPP", "REB"})
_ONE_BY_ONE = frozenset({"separate", "individual", "separately", "individually", "bilateral"})
_SAID = frozenset({"THREATEN", "REQUEST", "ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})
_NEVER = 9  # a frame that asks for so many parties only shadows others
_MEETING_OF_MINDS = FRIENDLY | {"CONSULT"}
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "such", "any", "no", "its", "their", "his", "her"}
)
_DEEDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})  # told by a noun only between two
_OUTWARD = FRIENDLY | {"CONSULT", "MOBILIZE"}  # nobody does it to itself
_OWN_FORCES = frozenset({"MOBILIZE", "AGREE", "AID"})  # whose means the doer's own forces are
_VERB_ACTOR, _NOUN_ACTOR = "subj", "mod | by | subj"
_VERB_RECIPIENT, _NOUN_RECIPIENT = "obj | rest", "against/on/to/of/with/for/from/in | rest"


def code_events(
    reading: Reading,
    parsed: Mapping[int, Parsed],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    *,
    directory: str | None = None,
    actors: Registry | None = None,
) -> tuple[Event, ...]:
    """Return the PLOVER events that an article's sentences state, in text order.

    Args:
        reading: the article as read.
        parsed: the parsed sentences by index; others are skipped.
        mentions: the actors named in them.
        statements: the utterances reported in them; an event inside one is its speaker's.
        directory: a folder of codebook files laid over the built-in ones.
        actors: the registry that tells whose a place is; the package's own when None.
    """
    lex, known = lexicon(directory), actors or registry()
    told: dict[tuple[str, frozenset[str]], DateSpan] = {}
    met: list[when.Occasion] = []
    before: Sentence | None = None
    out: list[Event] = []
    states = frozenset(m.actor for m in mentions if m.actor and known.state(m.actor))
    order, headed = sorted(parsed), ongoing.entries(reading)
    named = _by_sentence(mentions, [parsed[index] for index in order])
    for index, here in zip(order, named, strict=True):
        s = Sentence(parsed[index], here, lex, known)
        s.before, s.states, s.earlier = before, states, out
        s.entry = headed.get(reading.paragraphs[index]) if headed else None
        times = when.times_of(reading, s)
        for c in candidates(s, lex):
            event = _event(reading, s, c, times, statements, told, lex.book)
            out.append(when.on_occasion(reading, event, c, met))
            met += when.occasions(out[-1], c)
        before = s
    return tuple(out)


def _by_sentence(mentions: Sequence[Mention], parsed: Sequence[Parsed]) -> list[list[Mention]]:
    """Return for each of some sentences, in text order, the mentions that overlap it."""
    found: list[list[Mention]] = [[] for _ in parsed]
    ends = [one.span.end for one in parsed]
    for mention in mentions:
        at = bisect.bisect_right(ends, mention.start)
        while at < len(parsed) and parsed[at].span.start < mention.end:
            found[at].append(mention)
            at += 1
    return found


def candidates(s: Sentence, lex: Lexicon) -> list[Candidate]:
    """Return the settled events of one sentence, those too unsure left out."""
    found = [c for ranked in matches(s, lex) if (c := _first(s, ranked, lex.book)) is not None]
    if not found:
        return found
    ready = [c for c in drop_consumed(s, found, lex.book.aux) if not _refers_back(s, c)]
    ready = [c for c in ready if not by_means(s, c, lex.book.aux)]
    for c in ready:
        c.confidence = _confidence(s, c)
    settled = settle(s, ready, lex.book.aux)
    sure = [c for c in settled if c.confidence >= ABSTAIN and not guard.ordinary(s, c, lex.book)]
    for c in sure:
        c.recipients = meant(s, c.at, c.type, c.recipients)
    able = [c for c in sure if keep_able(s, c)]
    at_home(s, able)
    on_site(s, able)
    return apiece(s, able)


def _first(s: Sentence, ranked: Iterable[Match], book: Codebook) -> Candidate | None:
    """Return the most specific reading of one trigger that has the parties its frame asks for."""
    for m in ranked:
        if m.pattern.frame.parties >= _NEVER:
            return None
        if _nobody(s, m):
            continue
        c = _candidate(s, m, book)
        if _complete(s, c):
            c.own_words = _own_words(s, c)
            return c
    return None


def _nobody(s: Sentence, m: Match) -> bool:
    """Tell whether a sentence names nobody who could be a party to what a trigger tells.

    Some triggers ask for a party with a code; of the parties of all others one must be political.
    """
    if not _unnamed(s):
        return False
    asks = m.pattern.frame.parties > 1 or (m.pattern.kind == "noun" and m.light is None)
    if not asks and (s.named or guard.by_noun(s, s.line)):
        return False
    return m.pattern.type not in PLACED or where.ground(s) is None  # else it may be told by the place


@once_for_all
def _unnamed(s: Sentence) -> bool:
    """Tell whether a sentence names nobody with a code, and nothing else that the registry knows."""
    return not where.names_known(s) and not any([one.actor for i in s.named for one in s.mentions[i]])


def _sides(anchor: Anchor, m: Match) -> tuple[list[Party], list[Party]]:
    """Return whom a trigger's act is between: actors and recipients, before the sentence is asked."""
    s, frame = anchor.s, m.pattern.frame
    actors, recipients = _of_slots(anchor, m)
    if frame.swap:
        actors, recipients = recipients, actors
    actors, recipients = undergone(s, m, actors, recipients)
    if len(codes(actors)) > 1 and recipients and codes(recipients) == codes(actors) and not frame.mutual:
        recipients = [p for p in recipients if not p.code]  # "each other"
    actors = [p for p in actors if not any(_part_of(p, other) for other in recipients)]
    recipients = addressed(s, m, recipients)
    if not codes(recipients) and not frame.mutual:
        told = meant_by_object(s, m, actors)
        recipients, anchor.points = told or recipients, bool(told)
    if m.pattern.type in _OUTWARD:
        forces = ("COP", "MIL") if m.pattern.type in _OWN_FORCES else ()  # "ordered patrols by police"
        mine = codes(actors)
        recipients = [
            p
            for p in recipients
            if p.code is None or p.code not in mine or (p.sector is not None and p.sector not in forces)
        ]
    return actors, recipients


def _part_of(one: Party, other: Party) -> bool:
    """Tell whether one party is a pronoun among the words of the other ("most of them captured")."""
    inside = other.start < one.start and one.end <= other.end
    return inside and one.code == other.code and one.text.lower() in ("them", "us", "it")


def _of_slots(anchor: Anchor, m: Match) -> tuple[list[Party], list[Party]]:
    """Return the parties that a frame's slots name."""
    s, frame = anchor.s, m.pattern.frame
    noun = m.pattern.kind == "noun"
    to = frame.recipient or (_NOUN_RECIPIENT if noun else _VERB_RECIPIENT)
    if not frame.mutual:
        sent = _senders(s, m) if noun and "from" in (frame.actor or "").split(" | ") else []
        actors = sent or fill(anchor, frame.actor or (_NOUN_ACTOR if noun else _VERB_ACTOR))
        return actors, fill(anchor, to, actors) if to != "-" else []
    actors = [p for p in _one_each(fill(anchor, frame.mutual)) if not topic(s, p)]
    if len(codes(actors)) > 2 and _apart(s, m):  # "held separate talks with A and B"
        actors = fill(anchor, "subj")
        return actors, fill(anchor, "with | obj.with", actors)
    if len(codes(actors)) < 2 and frame.recipient:
        return actors, fill(anchor, frame.recipient, actors)
    return actors, []


def _senders(s: Sentence, m: Match) -> list[Party]:
    """Return whom words come from, before whoever only calls them so ("what he called threats from Peru")."""
    if m.light is None or m.pattern.type not in _SAID:
        return []
    above = [s.head[m.at]] if s.dep[m.at] in ("conj", "xcomp") else []
    naming = [m.light] if s.lemma(m.light) == "call" else []
    from_whom = [k for i in [m.at, *above, *naming] for k in s.kids[i] if k > m.at and s.case(k) == "from"]
    found = parties(s, from_whom)
    return found if codes(found) else []


def _candidate(s: Sentence, m: Match, book: Codebook) -> Candidate:
    anchor = Anchor(s, m.at, m.pattern.kind, m.obj, m.light)
    anchor.faces = m.pattern.type == "MOBILIZE"
    anchor.own = frozenset(s.start[i] for i in m.used)
    actors, recipients = _sides(anchor, m)
    mode, read = m.pattern.frame.mode, functools.partial(modality, s, m, book.aux)
    c = Candidate(m, m.pattern.type, mode, actors, recipients, read, anchor.comps)
    c.points = anchor.points
    if not actors and c.modality.will:  # "the minister warned that they would be thrown out"
        c.actors = [p for p in parties(s, said_by(s, m.at)) if p.code and p not in recipients]
    c.actors, c.recipients = domestic(s, c.type, c.actors, recipients, _country(s, m, mode, c.actors))
    if m.pattern.frame.mutual and c.type == "CONSULT" and len(codes(c.actors)) > 2:
        c.mode = mode or "multilateral"  # PLOVER: a meeting of three or more
    return c


def _own_words(s: Sentence, c: Candidate) -> bool:
    """Tell whether those who act say themselves what they may do ("we could retaliate")."""
    speakers = parties(s, said_by(s, c.at)) if "hypothetical" in c.modality.aux else []
    return any(
        p.code in codes(c.actors)
        or (p.code is None and guard.by_noun(s, p.text) and (_says_we(s, c.match) or _of_home(s, p)))
        for p in speakers
    )


def _of_home(s: Sentence, party: Party) -> bool:
    """Tell whether a speaker is an office without a country: of the one spoken of ("the premier said")."""
    at = next(iter(s.at(party.start)), 0)
    return at > 0 and s.low[at - 1] == "the" and "@home" in s.classes[at]


def _country(s: Sentence, m: Match, mode: str | None, actors: Sequence[Party]) -> str | None:
    """Return the state in which something took place, where that may tell who took part."""
    where.lands(s)  # places that only a nationality ties to a state are marked
    if m.pattern.type not in PLACED:
        return None
    place = where.place_of(s, m, m.pattern.type, mode, actors, of_states=True)
    return place.country if place else None


def _says_we(s: Sentence, m: Match) -> bool:
    """Tell whether the subject of a trigger's clause is a pronoun, so that its speaker may mean himself."""
    verb = m.at if m.light is None else m.light
    return any(s.dep[k] in SUBJECTS and s.pos[k] == "PRON" for k in s.kids[s.clause(verb)])


def _complete(s: Sentence, c: Candidate) -> bool:
    """Tell whether the frame's demands on parties are met."""
    frame = c.match.pattern.frame
    if (not c.actors and not c.recipients) or guard.misread(s, c):
        return False
    if _nations_apart(s, c):
        return True
    workers = c.type == "REQUEST" and all(s.holds(p.text, "labour") for p in c.actors)
    people = (c.type == "PROTEST" or workers) and guard.people(s, c.actors)
    if not _wanted(s, c, people=people):
        return False
    if _unfit(s, c, frame):
        return False
    if frame.parties > 1 and not _enough(s, c, frame):
        return False
    told = 2 if c.match.pattern.made and c.type in _DEEDS else 1  # "the downing of a balloon": spoken of
    if c.match.pattern.kind == "noun" and c.match.light is None and len(c.coded) < told:
        return False
    facing = guard.political(s, c.recipients)
    if c.type != "PROTEST" and not people and c.actors and guard.private(s, c.actors) and not facing:
        return False
    if c.actors and not codes(c.actors) and not _may_act(s, c):
        return False
    return people or guard.political(s, c.actors) or guard.political(s, c.recipients)


def _wanted(s: Sentence, c: Candidate, *, people: bool) -> bool:
    """Tell whether those whom a frame wants political are; ``people``: whether the actors may be anybody."""
    frame = c.match.pattern.frame
    if frame.mutual and frame.need == "both":
        return sum(guard.political(s, [p], private=True) for p in (*c.actors, *c.recipients)) > 1
    actor = people or guard.political(s, c.actors, private=True)
    if frame.need in ("actor", "both") and not actor:
        return False
    recipient = guard.political(s, c.recipients, private=True) or (actor and codes(c.recipients))
    recipient = recipient or (actor and c.type not in PLACED and guard.own_people(s, c.recipients))
    return frame.need not in ("recipient", "both") or bool(recipient)


def _refers_back(s: Sentence, c: Candidate) -> bool:
    """Tell whether a noun speaks of what was told before ("called the agreement a failure")."""
    at, light = c.at, c.match.light
    if c.match.pattern.kind != "noun" or c.type not in _MEETING_OF_MINDS:
        return False
    if light is not None and not any(s.dep[k] == "xcomp" and not s.is_verb(k) for k in s.kids[light]):
        return False  # "signed the agreement" is its own act
    if not any(s.low[k] in _DEFINITE for k in s.kids[at]):
        return False
    inside = s.subtree(at)
    own = [p for p in (*c.actors, *c.recipients) if any(s.start[i] <= p.start < s.end[i] for i in inside)]
    return not own


def _unfit(s: Sentence, c: Candidate, frame: Frame) -> bool:
    """Tell whether a frame never holds so: states that riot, rebels that rescue, a threat that is past."""
    if frame.ahead and not (c.modality.will or "future" in c.modality.aux):
        return True
    if c.mode == "allege" and codes(c.recipients) & _divided(s, c.at):
        return True
    states = frame.civil and c.actors and all(guard.state(s, p) for p in c.actors)
    return bool(states) or any(p.sector in frame.not_by for p in c.actors)


def _divided(s: Sentence, at: int) -> set[str]:
    """Return those between whom something is done: whoever drives a wedge between two is neither of them."""
    torn = [i for k in s.kids[at] for i in s.subtree(k) if s.case(i) == "between"]
    return {m.actor for i in torn for k in s.subtree(i) for m in s.mentions[k] if m.actor}


def _nations_apart(s: Sentence, c: Candidate) -> bool:
    """Tell whether the people of one country boycott another's goods: no office, and yet between nations."""
    if c.match.pattern.frame.mode != "boycott" or not codes(c.actors) or not codes(c.recipients):
        return False
    people = all(s.holds(p.text, "civil") or s.holds(p.text, "buyers") for p in c.actors)
    return people and not codes(c.actors) & codes(c.recipients)


def _apart(s: Sentence, m: Match) -> bool:
    """Tell whether meetings were held one by one, so that those met did not meet each other."""
    near = [k for at in (m.at, m.obj) if at is not None for k in s.kids[at]]
    return any(s.low[k] in _ONE_BY_ONE for k in near)


def _one_each(found: Sequence[Party]) -> list[Party]:
    """Keep one party for each code, those who meet are counted once; at home, one for each sector."""
    if len(codes(found)) == 1:
        return [
            p for i, p in enumerate(found) if all((p.code, p.sector) != (o.code, o.sector) for o in found[:i])
        ]
    return [p for i, p in enumerate(found) if not p.code or all(p.code != o.code for o in found[:i])]


def _enough(s: Sentence, c: Candidate, frame: Frame) -> bool:
    """Tell whether there are as many parties as the frame asks for: on both sides, or together.

    One side may be political by its noun alone ("the government praised the nurses").
    """
    if frame.mutual:
        home = len(c.coded) == 1 and len(c.actors) >= frame.parties
        return len(c.coded) >= frame.parties or home
    acting, facing = codes(c.actors), codes(c.recipients)
    if (acting and facing) or len(acting) >= frame.parties:
        return True
    if not (acting or facing) or c.type in PLACED or c.match.pattern.kind == "noun":
        return False
    coded, bare = (c.actors, c.recipients) if acting else (c.recipients, c.actors)
    return public(s, coded) and guard.own_people(s, bare)


def _may_act(s: Sentence, c: Candidate) -> bool:
    """Tell whether actors without a code can be meant: political by their noun, or a weapon in an assault."""
    if guard.political(s, c.actors):
        return True
    named = any(p.text[:1].isupper() and " " in p.text for p in c.actors)
    if c.type in ("ACCUSE", "REQUEST") and named and guard.political(s, c.recipients):
        return True
    tokens = [i for p in c.actors for i in s.starting(p.start, p.end)]
    if c.type == "PROTEST":
        return any(s.classes[i] & {"@home", "@civil", "@demogroup"} for i in tokens)
    if c.type in ("ASSAULT", "COERCE") and any(p.sector in _PUBLIC for p in c.recipients):
        return True
    return c.type == "ASSAULT" and any(
        s.classes[i] & {"@attack", "@bombs", "@suicide", "@aerial", "@drone", "@heavy"} for i in tokens
    )


def _confidence(s: Sentence, c: Candidate) -> float:
    """Return how sure an event is: the frame's strength, lowered for each thing that is missing."""
    frame = c.match.pattern.frame
    if conditional(s, c.match.light or c.at):
        return 0.0
    sure = frame.strength * c.match.direct
    if frame.mutual:
        sure *= 1.0 if len(codes(c.actors)) > 1 else 0.8
    elif not codes(c.actors):
        sure *= 0.75 if codes(c.recipients) else 0.6
    elif not codes(c.recipients):
        sure *= 0.9
    if s.dep[s.clause(c.at)] in ("advcl", "acl:relcl", "acl"):
        sure *= 0.9
    if "hypothetical" in c.modality.aux:
        sure *= 0.7
    return round(min(sure * 1.1, 0.97), 3)


def _event(
    reading: Reading,
    s: Sentence,
    c: Candidate,
    times: Sequence[Time],
    statements: Sequence[Statement],
    told: dict[tuple[str, frozenset[str]], DateSpan],
    book: Codebook,
) -> Event:
    key = (c.type, frozenset(c.coded))
    before = told.get(key) if c.coded and c.type == "CONSULT" else None
    date = when.date_of(reading, s, c, times, before)
    if date.start and c.coded:
        told.setdefault(key, date)
    aux = set(c.modality.aux)
    if when.historical(reading, date) or guard.bygone(s, c, book):
        aux.add("historical")
    frame, entry = c.match.pattern.frame, book.entries[c.type]
    trigger = s.words(c.match.used if max(c.match.used) - min(c.match.used) < 12 else [c.at])
    text = reading.article.text
    return Event(
        id=content_id(
            reading.article.id,
            trigger.start,
            trigger.end,
            c.type,
            c.mode,
            *sorted(aux),
            *filter(None, [c.share]),
        ),
        type=c.type,
        mode=c.mode,
        contexts=scene.contexts_of(s, frame.contexts, scene.cues(book)),
        aux=tuple(a for a in ("future", "hypothetical", "negation", "historical") if a in aux),
        actors=tuple(c.actors),
        recipients=tuple(c.recipients),
        date=date,
        place=where.place_of(s, c.match, c.type, c.mode, [*c.actors, *c.recipients]),
        voice=scene.voice_of(s, c.at, statements, book.aux),
        trigger=Words(trigger.start, trigger.end, text[trigger.start : trigger.end]),
        sentence=s.span,
        score=entry.score_of(c.mode),
        confidence=c.confidence,
        rule=f"{c.match.pattern.type.lower()}.toml#{frame.id}",
    )
