"""Small rules of English word form that the actors' rooms share."""

from __future__ import annotations

_OF = (" of ", " for ")
_SAME = frozenset(
    {"police", "troops", "people", "men", "women", "media", "personnel", "press", "intelligence"}
)


def plurals(words: str) -> tuple[str, ...]:
    """Return the plural of an office or body ("secretaries of state", "armies"), empty if it has none."""
    for link in _OF:
        head, found, rest = words.partition(link)
        if found:
            return tuple(one + link + rest for one in plurals(head))
    last = words.rsplit(" ", 1)[-1]
    if last in _SAME or words.endswith("s"):
        return ()
    if words.endswith("y") and words[-2] not in "aeiou":
        return (words[:-1] + "ies",)
    if words.endswith(("ch", "sh", "x")):
        return (words + "es",)
    if words.endswith(("man", "woman")) and last not in ("german", "ottoman"):
        return (words[:-2] + "en",)
    return (words + "s",)
