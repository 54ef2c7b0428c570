"""``visavis serve``: the pages over a store, on this machine.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visavis.commands.shared import progress_bar

if TYPE_CHECKING:
    from visavis.store.writer import Added

_SERVE_CODES = """\b
Exit codes:
  0    ended by Ctrl-C
  2    no such store, wrong usage, or the port is taken
  4    visavis itself failed (VISAVIS_DEBUG=1 shows where)
"""


@click.command(
    epilog=f"""\b
Examples:
  visavis serve --examples
  visavis serve --store ./winter --port 8080

{_SERVE_CODES}"""
)
@click.option("--store", "folder", envvar="VISAVIS_STORE", default="visavis-store", show_default=True,
              show_envvar=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The store's folder.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. Beyond this "
              "machine a token is asked for, which is printed.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8017, show_default=True,
              help="0 takes any that is free.")  # fmt: skip
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name under which it "
              "may be asked for, as from behind a proxy.")  # fmt: skip
@click.option("--token", envvar="VISAVIS_TOKEN", help="Ask for this token, on this machine too.")
@click.option("--examples", is_flag=True, help="Read the example articles into a store that lasts as "
              "long as this runs, and show it.")  # fmt: skip
def serve(
    folder: Path, host: str, port: int, names: tuple[str, ...], token: str | None, examples: bool
) -> None:
    """Show a store as web pages: what moved, relations, stories, articles with what was read from them.

    Open the address that is printed in a browser. No request leaves this machine, but for an address in
    quarantine that you have tried again.
    """
    from visavis.serving.guard import is_loopback

    if not is_loopback(host):
        token = token or secrets.token_urlsafe(18)
    with contextlib.ExitStack() as stack:
        if examples:
            folder = stack.enter_context(_examples())
        _run(folder, host, port, names, token)


@contextlib.contextmanager
def _examples() -> Iterator[Path]:
    """Make a store of the example articles, which goes when this ends."""
    with tempfile.TemporaryDirectory(prefix="visavis-") as made:
        folder = Path(made) / "examples"
        articles = str(Path(__file__).parent.parent / "examples" / "articles")
        _ingest(articles, folder, Path(articles).parent)
        yield folder


def _ingest(path: str, folder: Path, shown_from: Path | None = None) -> Added:
    """Read an input into a store."""
    from visavis.coding.options import DEFAULT
    from visavis.commands.intake import Intake
    from visavis.sources.load import articles

    with Intake(folder, DEFAULT, 1) as intake, progress_bar("Reading articles", (path,)) as bar:
        return intake.take(articles([path], shown_from=shown_from, web=intake.web), bar)


def _bring_up_to_date(folder: Path) -> None:
    """Migrate a store of an older visavis, unless another process writes to it or nothing may be written."""
    from visavis.errors import StoreError
    from visavis.store.layout import CATALOG
    from visavis.store.writer import Writer

    if (folder / CATALOG).exists():
        with contextlib.suppress(StoreError), Writer(folder):
            pass


_TURN = 0.0005  # seconds for which what is reckoned in the background may keep a page that wants to go on


def _run(folder: Path, host: str, port: int, names: tuple[str, ...], token: str | None) -> None:
    import re
    import socket
    import sys

    import uvicorn

    from visavis.errors import InputError
    from visavis.serving.app import application
    from visavis.serving.desk import Desk
    from visavis.store.store import Store

    def retry(place: str) -> str:
        """Read a place in quarantine once more; return in words what came of it."""
        path = place if Path(place).exists() else re.sub(r":\d+$", "", place)
        done = _ingest(path, folder)
        read = done.added + done.changed
        return f"{read + done.known} read, {done.unread} still not: {place}"

    _bring_up_to_date(folder)
    with Store(folder):  # a folder that is no store is said to be none before anything is served
        pass
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        words = error.strerror or type(error).__name__
        raise InputError(words, f"{host}:{port}", "Name another --port, or 0 for any that is free") from error
    taken = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    query = f"/?token={token}" if token else "/"
    listener.listen(128)
    click.echo(f"visavis serves {folder} at http://{shown}:{taken}{query}  (Ctrl-C ends it)")
    served = application(Desk(folder, retry), hosts=(host, *names), token=token)
    sys.setswitchinterval(_TURN)
    config = uvicorn.Config(served, log_level="warning", server_header=False, access_log=False)
    with listener, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
