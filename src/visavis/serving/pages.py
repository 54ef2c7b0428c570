"""Pages: what a view shows as HTML, as JSON and as CSV."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import msgspec
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from visavis import __version__
from visavis.serving import links
from visavis.serving.view import Asked, Shown
from visavis.showing import charts
from visavis.showing.brief import asset, dress

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


def html(shown: Shown, path: str, asked: Asked, status: int = 200, refresh: int = 0) -> Response:
    """Return a view as a page."""
    text = render(shown.template, title=shown.title, path=path, query=asked.query, **shown.values)
    headers = {"Refresh": str(refresh)} if refresh else None
    return Response(text, status, headers, "text/html; charset=utf-8")


def render(template: str, **values: Any) -> str:
    """Return a template of ours, filled; all that comes from articles is escaped."""
    return environment().get_template(template).render(**values)


def as_json(data: Any, status: int = 200) -> Response:
    """Return data as JSON: records with their fields in order."""
    encoded = msgspec.json.encode(data)
    return Response(encoded, status, media_type="application/json; charset=utf-8")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Return a table as CSV, in the way of RFC 4180; what a spreadsheet would run is made text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue(), 200, headers, "text/csv; charset=utf-8")


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


@functools.cache
def static(name: str) -> tuple[bytes, str] | None:
    """Return one of our own files with its media type; None when there is none of that name.

    Args:
        name: ``shared.css`` (the style of written pages), ``serve.css``, ``serve.js``, ``vega.js``.
    """
    if name == "vega.js":
        return charts.javascript().encode(), "text/javascript; charset=utf-8"
    kinds = {"serve.css": "text/css", "serve.js": "text/javascript"}
    if name == "shared.css":
        return (asset("brief.css") + asset("course.css")).encode(), "text/css; charset=utf-8"
    if name in kinds:
        own = (resources.files("visavis") / "serving" / "static" / name).read_text(encoding="utf-8")
        shared = asset("charts.js") if name == "serve.js" else ""
        return (shared + own).encode(), f"{kinds[name]}; charset=utf-8"
    return None


@functools.cache
def environment() -> Environment:
    """Return the templates' environment: the brief's filters, and links to pages."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("visavis.serving"), PackageLoader("visavis.showing")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    dress(made)
    made.filters["href"] = str
    made.filters["spec"] = _spec
    made.globals.update(
        version=__version__,
        article_link=links.article_link,
        happening_link=links.happening_link,
        relation_link=links.relation_link,
        to_relation=links.relation_link,
        to_pair=lambda pair: links.relation_link(pair["relation"].a, pair["relation"].b),
        story_link=links.story_link,
        with_query=links.with_query,
        data_links=_data_links,
    )
    return made


def _spec(chart: charts.Chart) -> Markup:
    return Markup(chart.spec)  # noqa: S704 (our own JSON, in which "</" is escaped)


def _data_links(path: str, query: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return where a page's data is, as JSON and as CSV."""
    base = "/overview" if path == "/" else path
    return {form: links.with_query(f"{base}.{form}", query) for form in ("json", "csv")}


def plain_json(data: Any) -> str:
    """Return data as indented JSON, for a page about it."""
    return json.dumps(msgspec.to_builtins(data), indent=2, ensure_ascii=False)
