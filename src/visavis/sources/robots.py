"""robots.txt: what a site asks of programs (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

MAX_BYTES = 512_000  # of a robots.txt that are read
LONGEST_DELAY = 30.0  # seconds between two requests that a site may ask for


@dataclass(slots=True)
class Robots:
    """The rules of a site for one program.

    ``rules`` are pairs of a path pattern and whether it allows; ``delay`` the seconds that it wants between
    two requests.
    """

    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Tell whether a path, with its query, may be fetched: the longest rule that fits decides."""
        path = unquote(path)
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allows) for pattern, allows in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOTHING = Robots([("/", False)])
"""Nothing may be fetched: what a site says that cannot answer."""


def parse(text: str, agent: str) -> Robots:
    """Read a robots.txt.

    Args:
        text: the file.
        agent: the program's product token, as ``visavis``.

    Returns:
        The rules of the groups that name the agent; of those for all (``*``) when none does.
    """
    named, everyone = Robots(), Robots()
    found, agents, ended = False, set[str](), True
    for key, value in _lines(text):
        if key == "user-agent":
            agents = {value.lower()} if ended else agents | {value.lower()}
            ended = False
            found = found or agent.lower() in agents
            continue
        ended = True
        for name, group in ((agent.lower(), named), ("*", everyone)):
            if name not in agents:
                continue
            if key in ("allow", "disallow") and value:
                group.rules.append((unquote(value), key == "allow"))
            elif key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value):
                group.delay = min(float(value), LONGEST_DELAY)
    return named if found else everyone


def _lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            found.append((key.strip().lower(), value.strip()))
    return found


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern fits the beginning of a path; ``*`` is anything, ``$`` at its end the end."""
    ends = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:]:  # greedy search for each piece, in time linear in the path
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not ends or at == len(path):
        return True
    return len(parts) > 1 and path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at - len(parts[-1])
