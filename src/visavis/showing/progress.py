"""Progress on work that takes longer than a second: on standard error, and only where a person looks on."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

_PATIENCE = 1.0  # seconds before anything is shown


class Bar:
    """A bar for one piece of work; use it as a context manager and as the pipeline's ``progress``.

    Args:
        what: the work, in a few words.
        total: how many articles there are; None when that is not known beforehand.
        console: where to draw; a console on standard error by default.
    """

    def __init__(self, what: str, total: int | None = None, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, markup=False, highlight=False)
        words = TextColumn("{task.description}", markup=False)
        counted = (words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(
            *(counted if total else (SpinnerColumn(), words, TimeElapsedColumn())),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._what, self._total = what, total
        self._task = self._bar.add_task(what, total=total)
        self._timer = threading.Timer(_PATIENCE, self._bar.start)
        self._timer.daemon = True

    def __enter__(self) -> Bar:
        if self._console.is_terminal:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._bar.stop()

    def __call__(self, done: int, name: str) -> None:
        """Show that so many articles are done."""
        words = self._what if self._total else f"{self._what}: {done} done"
        self._bar.update(self._task, completed=done, description=words)
