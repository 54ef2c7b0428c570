"""Acts told by a noun: what a verb trigger looks like when its verb stands as a noun.

"Suspend @aid" is told as well by "the suspension of aid to Haiti" and "the suspending of aid by Canada". So
of each transitive verb trigger a noun trigger is made for the verb's gerund and for the nouns that
``words.toml`` gives under ``deverbal``. What was the object must stand behind "of"; who does it, behind "by"
or before the noun, or is the subject of a light verb ("announced the suspension of aid").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from visavis.coding.events.codebook import Frame
from visavis.coding.events.forms import noun_forms, verb_forms

if TYPE_CHECKING:
    from visavis.coding.events.patterns import Pattern

_NEVER = 9  # a frame that asks for so many parties only shadows others
_TAKEN = frozenset({"AGREE", "REQUEST"})  # told by their own nouns: a promise, a demand
_CLAUSAL = frozenset({"csubj", "comp", "asked", "captor", "iobj", "other", "patient"})
_LESS = 0.95  # a noun is a little less sure than its verb: it may only be spoken of


def of_verbs(
    patterns: Sequence[Pattern], deverbal: Mapping[str, str], irregular: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Pattern]]:
    """Yield the noun triggers that verb triggers give, each with a form in which it stands.

    Args:
        patterns: triggers of all kinds.
        deverbal: verbs by the nouns that name their deed.
        irregular: forms of irregular verbs.
    """
    nouns: dict[str, list[str]] = defaultdict(list)
    for noun, verb in deverbal.items():
        nouns[verb].append(noun)
    frames: dict[int, Frame] = {}
    forms: dict[str, list[str]] = {}
    for p in patterns:
        if not _transitive(p):
            continue
        frame = frames.get(id(p.frame)) or frames.setdefault(id(p.frame), _frame(p.frame))
        if p.head not in forms:
            gerunds = {form for form in verb_forms(p.head, irregular) if form.endswith("ing")}
            forms[p.head] = sorted(gerunds.union(*(noun_forms(noun) for noun in nouns[p.head])))
        behind = tuple(("of", name) for name in p.obj)
        made = msgspec.structs.replace(
            p, kind="noun", frame=frame, obj=(), barred=(), preps=(*behind, *p.preps), made=True
        )
        for form in forms[p.head]:
            yield form, made


def _transitive(p: Pattern) -> bool:
    """Tell whether a trigger is a plain verb with an object that an "of" may take."""
    if p.kind != "verb" or p.type in _TAKEN or p.frame.parties >= _NEVER or p.frame.commissive:
        return False
    if p.particles or p.clause or p.prefix or p.head.startswith("@") or "obj" in p.barred:
        return False
    return bool(p.obj) or "obj" in (p.frame.recipient or "").split(" | ")


def _frame(frame: Frame) -> Frame:
    """Return a verb's frame with its slots as they stand around a noun."""
    recipient = frame.recipient and (_turned(frame.recipient) or "-")
    paths = ["by", "mod", *frame.mutual.split(" + ")] if frame.mutual else []
    mutual = " + ".join(dict.fromkeys(map(_path, paths))) or None
    actor = None if mutual else "by | mod | subj"
    return msgspec.structs.replace(
        frame, actor=actor, recipient=recipient, mutual=mutual, strength=round(_LESS * frame.strength, 3)
    )


def _turned(expression: str) -> str:
    """Return a slot's alternatives with the object behind "of", without what only a clause has."""
    kept = (one.strip() for one in expression.split("|"))
    return " | ".join(dict.fromkeys(_path(one) for one in kept if one.split(".")[0] not in _CLAUSAL))


def _path(path: str) -> str:
    first, dot, tail = path.strip().partition(".")
    return {"obj": "of"}.get(first, first) + dot + tail
