"""What is still to come, or refused, is a verbal act now: an agreement, a threat, a rejection.

The tables are data (``modality.toml``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from visavis.coding.events.codebook import AuxRules, Conversion
from visavis.coding.events.sentence import Sentence

if TYPE_CHECKING:
    from visavis.coding.events.settle import Candidate

_PROMISING = frozenset({"promise", "pledge", "vow", "swear", "undertake"})


def turn(s: Sentence, c: Candidate, rules: AuxRules) -> None:
    """Turn what is still to come, or refused, into the verbal act that it is now."""
    if c.type == "AGREE" and c.match.pattern.frame.promise and _conditioned(s, c):
        c.type, c.mode = "THREATEN", None  # "promised to paralyse the city unless ..."
    if c.type == "THREATEN" and _forsworn(s, c):
        c.type, c.mode = "CONCEDE", None  # "promised not to attack"
        c.modality.aux -= {"negation"}
    if c.type in ("THREATEN", "REQUEST", "REJECT", "ACCUSE"):
        return
    if "hypothetical" in c.modality.aux:
        _own_warning(c, rules)
        return
    refused = (c.modality.will or c.modality.over) and "negation" in c.modality.aux
    rule = rules.refusal if refused else rules.future if "future" in c.modality.aux else None
    announced = c.modality.will and not refused and c.type in ("RETREAT", "SANCTION", "PROTEST")
    if announced and _conditioned(s, c):
        c.type, c.mode = "THREATEN", rules.future.modes.get(c.type, "relations")
        c.modality.aux -= {"future"}
        return
    turned = rule.types.get(c.type) if rule else None
    if rule is None or turned is None or ("negation" in c.modality.aux and not refused):
        return
    c.mode = rule.modes.get(f"{c.type}:{c.mode}") or rule.modes.get(c.type)
    c.type = turned
    c.modality.aux -= {"negation"} if refused else set()
    c.modality.aux -= {"future"} if turned in ("REJECT", "THREATEN") else set()


def _forsworn(s: Sentence, c: Candidate) -> bool:
    """Tell whether a promise is one not to do the harm that it names ("vowed never to invade")."""
    if s.lemma(c.at) not in _PROMISING or not s.pos[c.at].startswith(("VERB", "AUX")):
        return False
    acts = [k for k in s.kids[c.at] if s.dep[k] in ("xcomp", "ccomp") and k > c.at]
    harms = [act for act in acts[:1] if "@harm_act" in s.classes[act]]
    return any(s.low[k] in ("not", "never") for act in harms for k in range(c.at + 1, act))


def _own_warning(c: Candidate, rules: AuxRules) -> None:
    """Turn "we could retaliate", said by the one who would, into the threat that it is."""
    hostile = c.type == "REJECT" or rules.future.types.get(c.type) == "THREATEN"  # "could veto its entry"
    if c.own_words and "negation" not in c.modality.aux and hostile:
        c.mode = rules.future.modes.get(f"{c.type}:{c.mode}", rules.future.modes.get(c.type, "relations"))
        c.type = "THREATEN"
        c.modality.aux -= {"hypothetical"}


def _conditioned(s: Sentence, c: Candidate) -> bool:
    """Tell whether an announced act hangs on what another does ("will leave unless ...")."""
    nodes = [c.at, *s.above(c.at)[:2]]
    return any(s.low[j] == "unless" for k in nodes for i in [k, *s.kids[k]] for j in s.kids[i])


def committed(c: Candidate, inner: Candidate, rules: AuxRules) -> None:
    """Make of a promise, plan or decision what its content makes of it: a threat, a concession."""
    frame = c.match.pattern.frame
    chosen = rules.promise if frame.promise else rules.decision if frame.decision else rules.commissive
    turned = _made_of(chosen, inner)
    if turned == "SUPPORT" and "future" in inner.modality.aux:  # "intends to recognise": still to come
        turned = rules.future.types[turned]
    negative = "negation" in inner.modality.aux
    if turned == "THREATEN" and negative and "negation" in c.modality.aux:
        negative = False  # "denies that it plans to attack": the plan is denied, not promised away
    if negative and inner.type in rules.refusal.types:  # "decided not to"
        c.type, c.mode = rules.refusal.types[inner.type], rules.refusal.modes.get(inner.type)
        return
    if turned and not negative:
        c.type = turned
        modes = rules.commissive.modes
        c.mode = modes.get(f"{inner.type}:{inner.mode}") or modes.get(inner.type)
        if turned not in ("THREATEN",):
            c.mode = None


def _made_of(chosen: Conversion, inner: Candidate) -> str | None:
    """Return what a promise of an act is: no threat, if a noun tells it ("a date for the removal")."""
    kind = chosen.types.get(inner.type)
    return None if kind == "THREATEN" and inner.match.pattern.made else kind
