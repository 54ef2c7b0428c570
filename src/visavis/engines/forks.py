"""The server of forks: where the processes that read come from on Linux, with what they need loaded already.

It is a process with one thread that loads what comes with visavis (``ready``); its forks begin at once and
share its memory. What it loads takes seconds, in which the process that started it loads what it needs
itself: a command that knows of much to read has the server ``begin`` before anything else. This module is
therefore quick to import.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path

import msgspec

from visavis.coding.options import DEFAULT, Options

LOADED = "visavis.engines.ready"
"""What the server loads before it forks."""

MANY = 600_000
"""Bytes of files from which the server begins before they are read: a pool is worth it then, markup aside."""


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def context(options: Options) -> BaseContext:
    """Return how processes are started: never as forks of this one, whose threads may hold locks.

    On Linux they are forks of the server. Elsewhere libraries of the system bear no forks, and with other
    models and data than those of the package there would be little to share.
    """
    plain = msgspec.structs.replace(options, thorough=False) == DEFAULT
    if not plain or not sys.platform.startswith("linux"):
        return multiprocessing.get_context("spawn")
    served = multiprocessing.get_context("forkserver")
    served.set_forkserver_preload([LOADED])
    return served


def begin(options: Options, workers: int, paths: Sequence[str]) -> None:
    """Let the server load from now on, beside this process, where there is enough to read for several.

    Args:
        options: what to code with.
        workers: how many processes will share the work.
        paths: what will be read, as the user named it.
    """
    if workers < 2 or context(options).get_start_method() != "forkserver" or not hold_much(paths):
        return
    from multiprocessing import forkserver  # not on every system

    with alone_interrupted():
        forkserver.ensure_running()


def hold_much(paths: Sequence[str]) -> bool:
    """Say whether files and those in folders hold ``MANY`` bytes; what is no file counts for nothing."""
    left = MANY
    for path in map(Path, paths):
        try:
            for file in path.rglob("*") if path.is_dir() else (path,):
                left -= file.stat().st_size if file.is_file() else 0
                if left <= 0:
                    return True
        except OSError:  # whoever reads it says why
            continue
    return False


@contextmanager
def alone_interrupted() -> Iterator[None]:
    """Leave Ctrl-C to this process: those that are started meanwhile take no notice of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what a new process inherits from this one
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
