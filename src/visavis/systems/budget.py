"""How much time is left: the one clock of the core, read only to stop in time, never to decide a result."""

from __future__ import annotations

import time


class Budget:
    """Seconds that run from when it is made.

    Work that the budget cuts short gives an interval or leaves something out, and says so; what is finished
    in time does not depend on the clock.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 or more."""
        return max(0.0, self._end - time.monotonic())

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0

    def part(self, share: float) -> Budget:
        """Return a budget of a share (0 to 1) of what is left."""
        return Budget(self.left * share)
