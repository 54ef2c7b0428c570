"""The application: routes of all views in their three forms, and what is said when something is amiss."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from visavis.errors import VisavisError
from visavis.serving import api, inbox, pages
from visavis.serving.desk import Busy, Desk, NotYet
from visavis.serving.guard import Guard
from visavis.serving.rehearsal import first, second
from visavis.serving.view import Asked, Shown, View, Wrong
from visavis.serving.views import VIEWS

_FORMS = ("json", "csv")
_RETRY = {"Retry-After": "1"}


def application(desk: Desk, *, hosts: Collection[str] = (), token: str | None = None) -> Starlette:
    """Return the web application over a store.

    Args:
        desk: the store.
        hosts: further names under which it may be asked for.
        token: what must be shown by whoever asks.
    """

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        """Let the desk reckon ahead what is asked first; close it with the server."""
        with contextlib.suppress(VisavisError):  # said on the pages instead
            desk.warm(partial(first, desk), partial(second, desk))
        yield
        desk.close()

    routes = []
    for view in VIEWS:
        for form in _FORMS:
            routes.append(
                Route(f"{view.path}.{form}", _endpoint(desk, view, form), name=f"{view.name}.{form}")
            )
        routes.append(Route(view.path, _endpoint(desk, view, "html"), name=view.name))
    routes += [
        Route("/", _endpoint(desk, VIEWS[0], "html"), name="home"),
        Route("/openapi.json", _plain(lambda _: pages.as_json(api.description(VIEWS)))),
        Route("/api", _plain(lambda request: _page(api.readable(VIEWS), request))),
        Route("/inbox/retry", _retry(desk), methods=["POST"]),
        Route("/static/{name}", _plain(_static)),
        Route("/favicon.ico", _plain(lambda _: Response(status_code=204))),
    ]
    return Starlette(
        routes=routes,
        lifespan=life,
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )


def _asked(request: Request, form: str = "html") -> Asked:
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    return Asked({k: str(v) for k, v in request.path_params.items()}, query, form != "html")


def _endpoint(desk: Desk, view: View, form: str) -> Callable[[Request], Response]:
    """Return what answers a request for a view in one form; it runs in a thread of its own."""

    def answer(request: Request) -> Response:
        """Return the view, or a page that says why there is none."""
        asked = _asked(request, form)
        try:
            with desk.open() as store:
                shown = view.show(desk, store, asked)
            if form == "json":
                return pages.as_json(shown.data)
            if form == "csv":
                return pages.as_csv(shown.columns, shown.rows, view.name)
            return pages.html(shown, request.url.path, asked, refresh=2 if shown.waiting else 0)
        except Wrong as wrong:
            return _said(request, form, wrong.words, wrong.status)
        except NotYet:
            words = "This is being reckoned: it takes a moment when it is asked for the first time."
            return _said(request, form, words, 503 if form != "html" else 200, again=True)
        except Busy:
            return _said(request, form, "Much is being reckoned already. Try again in a minute.", 503)
        except VisavisError as error:
            return _said(request, form, str(error), 503)

    return answer


def _said(request: Request, form: str, words: str, status: int, *, again: bool = False) -> Response:
    """Return a page (or JSON) that says why there is nothing else."""
    if form != "html":
        answer = pages.as_json({"error": words}, status)
        answer.headers.update(_RETRY if again else {})
        return answer
    title = "One moment" if again else "Not found" if status == 404 else "This cannot be shown"
    shown = Shown("said.html", title, {"words": words, "again": again}, None, (), ())
    return pages.html(shown, request.url.path, _asked(request), status, refresh=1 if again else 0)


def _page(shown: Any, request: Request) -> Response:
    return pages.html(shown, request.url.path, _asked(request))


def _plain(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return an endpoint; Starlette tells those that may wait from others by their being plain functions."""

    def endpoint(request: Request) -> Response:
        """Answer; as a plain function, in a thread."""
        return answer(request)

    return endpoint


def _static(request: Request) -> Response:
    found = pages.static(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found[0], 200, {"Cache-Control": "max-age=3600"}, found[1])


def _retry(desk: Desk) -> Any:
    """Return the endpoint of the button in the inbox."""

    async def endpoint(request: Request) -> Response:
        """Read the place once more, then show the inbox with what came of it."""
        form = await request.form(max_files=0, max_fields=4)
        place = form.get("place")
        words = await run_in_threadpool(inbox.retry, desk, place if isinstance(place, str) else "")
        return RedirectResponse(f"/inbox?{words}#quarantine", 303)

    return endpoint


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = "There is no such page." if status == 404 else "This cannot be asked here."
    return _said(request, _form(request), words, status)


async def _failed(request: Request, error: Exception) -> Response:
    words = f"visavis failed on this page ({type(error).__name__}). Please report it, as CONTRIBUTING says."
    return _said(request, _form(request), words, 500)


def _form(request: Request) -> str:
    return next((form for form in _FORMS if request.url.path.endswith(f".{form}")), "html")
