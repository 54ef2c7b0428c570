"""``watch``: looks at feeds again and again, and takes what is new into a store.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import contextlib
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visavis.commands.shared import EXIT_CODES, complain, inputs, leave
from visavis.commands.store import holding, say, store_folder, tally_of

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.commands.rounds import Rounds

_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LEAST = 60  # seconds between two looks at one feed


def _seconds(context: click.Context, parameter: click.Parameter, value: str) -> int:
    """Return a length of time, as 15m, in seconds."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip().lower())
    if match is None:
        raise click.BadParameter("write a length of time as 90s, 15m, 2h or 1d", context, parameter)
    seconds = int(match[1]) * _SECONDS[match[2]]
    if seconds < _LEAST:
        raise click.BadParameter("feeds are not looked at more often than once a minute", context, parameter)
    return seconds


@click.command(
    epilog=f"""\b
Examples:
  visavis watch feeds.opml --store winter
  visavis watch feeds.opml --every 1h
  visavis watch feeds.opml --once               for cron and the like

{EXIT_CODES}"""
)
@click.option("--once", is_flag=True, help="Look at each feed that is due once, and end.")
@click.option("--every", callback=_seconds, default="15m", show_default=True, metavar="TIME",
              help="How often each feed is looked at.")  # fmt: skip
@store_folder
@inputs
def watch(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    folder: Path,
    every: int,
    once: bool,
) -> None:
    """Look at the feeds of OPML lists again and again, and take new articles into a store.

    PATH is a list of feeds as feed readers export it; it is read anew each time. What did not change is not
    fetched again, a feed that fails is left alone for longer each time, and visavis status shows how each
    does. Ctrl-C (or SIGTERM) ends it after the article that is being fetched.
    """
    if not paths:
        raise click.UsageError("name a list of feeds (OPML)")
    if published is not None:
        raise click.UsageError("feeds date their articles themselves: leave out --published")
    from visavis.commands.rounds import Rounds

    with _until_told() as stop:
        rounds = Rounds(paths, folder, options, jobs, every, stop)
        if once:
            rounds.look(all_feeds=True)
        else:
            _watch(rounds, stop)
    _tell_end(folder, rounds)


def _watch(rounds: Rounds, stop: threading.Event) -> None:
    """Look at what is due, and wait for what is next, until told to stop."""
    from visavis.errors import InputError, StoreBusy

    pause = 0.0
    while not stop.wait(pause):
        try:
            rounds.look()
            pause = rounds.pause()
        except (StoreBusy, InputError) as error:  # another command writes, or the list is being edited
            complain(str(error))
            pause = float(_LEAST)


def _tell_end(folder: Path, rounds: Rounds) -> None:
    from visavis.store.store import Store

    with Store(folder) as store:
        say(f"{tally_of(rounds.total)}\n{holding(store.status())}")
    done = rounds.total
    some = bool(done.added or done.changed or done.known or rounds.looked)
    leave(some, bool(done.unread or rounds.failed))


@contextlib.contextmanager
def _until_told() -> Iterator[threading.Event]:
    """Turn the first SIGINT or SIGTERM into an event; a second one ends the process as usual."""
    stop = threading.Event()
    names = [name for name in ("SIGINT", "SIGTERM") if hasattr(signal, name)]
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}

    def told(number: int, frame: object) -> None:
        """Set the event, and give the signals back to whoever had them."""
        stop.set()
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)

    for name in names:
        signal.signal(getattr(signal, name), told)
    try:
        yield stop
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
