"""What a format cannot hold: said beside every file that is written."""

from __future__ import annotations

from collections.abc import Sequence


class Losses:
    """What a file leaves out: always, because of its format, and in this case, counted.

    Args:
        form: the format's name.
        always: what the format can never hold.
    """

    def __init__(self, form: str, always: Sequence[str]) -> None:
        self.form, self.always = form, tuple(always)
        self.counted: dict[str, int] = {}
        self.rows = 0

    def add(self, what: str, count: int = 1) -> None:
        """Count something that was left out or written with less than was known."""
        self.counted[what] = self.counted.get(what, 0) + count

    def told(self) -> str:
        """Return all of it as Markdown, the same for the same material."""
        lines = [
            f"# What this file leaves out ({self.form})",
            "",
            f"{self.rows:,} rows. The records of visavis hold:",
            "",
        ]
        lines += [f"- {what}" for what in self.always]
        if self.counted:
            lines += ["", "In this file:", ""]
            lines += [f"- {count:,} {what}" for what, count in sorted(self.counted.items())]
        return "\n".join(lines) + "\n"
