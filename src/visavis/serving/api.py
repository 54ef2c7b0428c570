"""How programs ask: a description in the way of OpenAPI 3.1, and the same for readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from visavis import __version__
from visavis.serving.view import Parameter, Shown, View


def description(views: Sequence[View]) -> dict[str, Any]:
    """Return the OpenAPI description of all views as JSON and CSV."""
    paths: dict[str, Any] = {}
    for view in views:
        for form in ("json", "csv"):
            paths[f"{view.path}.{form}"] = {"get": _operation(view, form)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "visavis serve",
            "version": __version__,
            "description": "Every page of visavis serve is there as data: append .json or .csv to its path. "
            "The overview's is /overview.json. Records have the fields that visavis read, visavis stories "
            "and visavis relation print.",
        },
        "paths": paths,
    }


def _operation(view: View, form: str) -> dict[str, Any]:
    names = re.findall(r"\{(\w+)\}", view.path)
    parameters = [
        {"name": name, "in": "path", "required": True, "description": view.path_words[name],
         "schema": {"type": "string"}}
        for name in names
    ]  # fmt: skip
    media = "application/json" if form == "json" else "text/csv"
    shape = {"type": "object"} if form == "json" else {"type": "string"}
    return {
        "operationId": f"{view.name}_{form}",
        "summary": view.words,
        "parameters": [*parameters, *(_parameter(p) for p in view.parameters)],
        "responses": {
            "200": {"description": view.words, "content": {media: {"schema": shape}}},
            "400": {"description": "a value is not understood; the answer says why", "content": _ERROR},
            "404": {"description": "there is no such thing in the store", "content": _ERROR},
            "503": {"description": "it is being reckoned; ask again a little later", "content": _ERROR},
        },
    }


_ERROR = {
    "application/json": {
        "schema": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
    }
}


def _parameter(one: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if one.choices:
        schema["enum"] = list(one.choices)
    if one.many:
        schema = {"type": "array", "items": schema}
    return {"name": one.name, "in": "query", "required": False, "description": one.words, "schema": schema}


def readable(views: Sequence[View]) -> Shown:
    """Return the same as a page."""
    return Shown("api.html", "Asking for data", {"views": views}, None, (), ())
