"""What a view is: a function from what was asked to what is shown, and the forms that this takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from visavis.serving.desk import Desk
from visavis.store.store import Store

PAGE = 30  # items of a list on one page
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Wrong(Exception):
    """What was asked cannot be answered: what is wrong with it, and the status to say so with."""

    def __init__(self, words: str, status: int = 400) -> None:
        self.words, self.status = words, status
        super().__init__(words)


def missing(what: str) -> Wrong:
    """Return that something is not in the store."""
    return Wrong(f"There is no {what} in this store.", 404)


@dataclass(frozen=True)
class Asked:
    """What a request asks: parts of its path and of its query."""

    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    data: bool = False

    def text(self, name: str, most: int = 300) -> str:
        """Return a query value without space around it; empty when it is not there."""
        found = self.query.get(name, ())
        return found[0].strip()[:most] if found else ""

    def texts(self, name: str, most: int = 8) -> tuple[str, ...]:
        """Return all values of one name that are not empty, each once."""
        return tuple(dict.fromkeys(v.strip()[:300] for v in self.query.get(name, ()) if v.strip()))[:most]

    def number(self, name: str, otherwise: int = 1, most: int = 1_000_000) -> int:
        """Return a whole number from 1 on."""
        text = self.text(name)
        if not text:
            return otherwise
        if not re.fullmatch(r"\d{1,7}", text) or not 1 <= int(text) <= most:
            raise Wrong(f"“{name}” must be a whole number from 1 to {most:,}.")
        return int(text)

    def day(self, name: str) -> str:
        """Return an ISO day, month or year; empty when it is not there."""
        text = self.text(name)
        if text:
            full = text + "-01-01"[len(text) - 4 :] if _DATE.fullmatch(text) else ""
            try:
                date.fromisoformat(full)
            except ValueError as error:
                raise Wrong(f"“{name}” must be a date as 2021-12-16, a month or a year.") from error
        return text

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Return one of some values, the first when none is named."""
        text = self.text(name)
        if text and text not in choices:
            raise Wrong(f"“{name}” must be one of {', '.join(choices)}.")
        return text or choices[0]


@dataclass(frozen=True)
class Shown:
    """What a view shows, in its three forms.

    Attributes:
        template: of the page.
        title: of the page.
        values: for the template.
        data: what JSON holds.
        columns, rows: what CSV holds.
        waiting: part of the page is being reckoned, so that it asks again by itself.
    """

    template: str
    title: str
    values: Mapping[str, Any]
    data: Any
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    waiting: bool = False


@dataclass(frozen=True)
class Parameter:
    """A part of a query: its name, what it means, and its values where there are only some."""

    name: str
    words: str
    choices: tuple[str, ...] = ()
    many: bool = False


Show = Callable[[Desk, Store, Asked], Shown]


@dataclass(frozen=True)
class View:
    """A view: its path (``/relation/{a}/{b}``), its name, what it answers, and how."""

    path: str
    name: str
    words: str
    show: Show
    parameters: tuple[Parameter, ...] = ()
    path_words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Paging:
    """One page of a list: which, of how many, and the query of the others."""

    page: int
    pages: int
    total: int

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.page - 1) * PAGE


def paging(asked: Asked, total: int) -> Paging:
    """Return the page that is asked for; the last one when there are fewer."""
    pages = max(1, -(-total // PAGE))
    return Paging(min(asked.number("page"), pages), pages, total)
