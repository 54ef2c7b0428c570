"""What a small parser hangs on the wrong word although commas set it apart.

An attribution set between two verbs of one subject, taken for the governor of the second ("he denied it, the
agency said, and called on Peru to ..."); what is done at the same time, hung on the verb that another governs
("stopped selling gas, accusing Chile of ..."); a time taken for the first name of whoever stands behind it
("Next month Raisi will travel").
"""

from __future__ import annotations

from visavis.coding.events.calendar_words import WEEKDAYS

_SAYS = frozenset({"said", "says", "reported", "reports", "announced", "added", "noted", "wrote", "told"})
_PERIODS = frozenset({"day", "week", "weekend", "month", "year", "spring", "summer", "autumn", "winter"})
_DAYS = WEEKDAYS | {"yesterday"}
_WHICH = frozenset({"next", "last", "this", "that"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
"""Labels of subjects that are nominals."""


def unhook(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Rewrite ``dep`` and ``head`` in place where commas show what belongs elsewhere.

    Args:
        words: lower-cased words.
        pos: parts of speech.
        dep: dependency labels.
        head: positions of the heads.
    """
    _inset(words, pos, dep, head)
    _time_before_name(words, pos, dep, head)
    _beside(words, dep, head)


def _inset(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Hang what follows an inset attribution on the verb before it ("denied it, X said, and urged ...")."""
    if _SAYS.isdisjoint(words):
        return
    for v in range(4, len(words) - 2):
        first = head[v]
        if words[v] not in _SAYS or dep[v] not in ("conj", "parataxis") or first >= v or pos[first] != "VERB":
            continue
        own = [k for k in range(first + 1, v) if head[k] == v]
        if not any(dep[k] in SUBJECTS for k in own) or any(dep[k] == "cc" for k in own):
            continue
        start = min(k for k in range(first + 1, v) if _reaches(k, v, head))
        commas = "," in (words[start], words[start - 1]) and "," in words[v + 1 : v + 7]
        if not commas:
            continue
        dep[v] = "parataxis"
        for k in range(v + 2, len(words)):
            joined = any(head[i] == k and dep[i] == "cc" for i in range(v, k))
            if head[k] == v and dep[k] == "conj" and pos[k] == "VERB" and joined:
                head[k] = first


def _reaches(k: int, top: int, head: list[int]) -> bool:
    """Tell whether a token hangs below another."""
    while head[k] != k:
        k = head[k]
        if k == top:
            return True
    return False


def _beside(words: list[str], dep: list[str], head: list[int]) -> None:
    """Hang what is done at the same time on the main verb ("stopped selling gas, accusing Chile of ...")."""
    if "advcl" not in dep:
        return
    for v in range(3, len(words)):
        verb = head[v]
        if dep[v] != "advcl" or words[v - 1] != "," or not words[v].endswith("ing") or verb > v:
            continue
        if dep[verb] == "xcomp" and words[verb].endswith("ing") and head[verb] < verb:
            head[v] = head[verb]


def _time_before_name(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Hang a time that was taken for part of the name behind it on that name's verb ("Next month Raisi")."""
    if _PERIODS.isdisjoint(words) and _DAYS.isdisjoint(words):
        return
    for k in range(len(words) - 2):
        name = head[k]
        period = words[k] in _PERIODS and k > 0 and words[k - 1] in _WHICH
        if not (period or words[k] in _DAYS) or dep[k] not in ("compound", "nmod") or name <= k:
            continue
        verb = head[name]
        opens = k - period == 0 or words[k - 1 - period] in (",", "and", "but", "-", "–", '"', "“")
        bare = all(pos[i] == "PROPN" or i == name for i in range(k + 1, name + 1))
        if dep[name] not in SUBJECTS or pos[verb] != "VERB" or not opens or not bare:
            continue
        head[k], dep[k] = verb, "obl"
        if period:
            head[k - 1], dep[k - 1] = k, "amod"
