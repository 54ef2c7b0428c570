"""The shape of the actors' data files, and reading them with errors that name file, entry and field."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from visavis.coding.overlay import check_folder
from visavis.errors import DataError
from visavis.knowledge import tables

T = TypeVar("T")

FILES = (
    "states.csv", "holders.csv", "places.csv", "seats.toml", "offices.toml", "organisations.toml",
    "groups.toml", "contested.toml", "not_actors.toml", "metonymy.toml", "grammar.toml", "reference.toml",
)  # fmt: skip
REMEDY = "Correct the entry, or leave the file out of the actors directory"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all entries: a misspelt field is an error."""


class State(Entry, frozen=True, forbid_unknown_fields=True):
    """One line of ``states.csv``; see the head of that file for each field."""

    code: str
    name: str
    cow: int | None = None
    gw: int | None = None
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    now: str | None = None


class HolderLine(Entry, frozen=True, forbid_unknown_fields=True):
    """One line of ``holders.csv``: one spell of one person in one office."""

    name: str
    code: str
    office: str
    start: str
    end: str | None
    surname: str
    sex: Literal["m", "f"]
    also: tuple[str, ...] = ()
    common: bool = False


class PlaceLine(Entry, frozen=True, forbid_unknown_fields=True):
    """One line of ``places.csv``: a city or region and the state it lies in."""

    name: str
    country: str
    kind: str


class Seat(Entry, frozen=True, forbid_unknown_fields=True):
    """A seat of power or a state's institution under a name of its own."""

    names: tuple[str, ...]
    actor: str
    sector: str
    needs: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Office(Entry, frozen=True, forbid_unknown_fields=True):
    """Words for those who act for a state."""

    sector: str
    words: tuple[str, ...]
    short: Mapping[str, str] = {}
    title: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Organisation(Entry, frozen=True, forbid_unknown_fields=True):
    """An organisation, its names and its members by date (``members`` works them out)."""

    code: str
    names: tuple[str, ...]
    kind: Literal["IGO", "NGO", "MED", "MNC"]
    sector: str | None = None
    actor: str | None = None
    generic: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    like: str | None = None
    since: str | None = None
    without: tuple[str, ...] = ()
    seat: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Group(Entry, frozen=True, forbid_unknown_fields=True):
    """An armed group or movement."""

    name: str
    actor: str
    sector: str
    names: tuple[str, ...]
    since: tuple[str, ...] = ()
    first: str | None = None
    needs: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Case(Entry, frozen=True, forbid_unknown_fields=True):
    """A contested or vague case."""

    actor: str
    names: tuple[str, ...]
    why: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sector: str | None = None
    place: str | None = None
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    kind: Literal["state", "place", "vague"] = "state"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class NotActor(Entry, frozen=True, forbid_unknown_fields=True):
    """Names that hold a state's name but stand for none."""

    names: tuple[str, ...]
    why: str
    no: tuple[str, ...] = ()


class Metonymy(Entry, frozen=True, forbid_unknown_fields=True):
    """Words that tell a capital that acts from a capital that is a place."""

    actor_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    actor_heads: Mapping[str, frozenset[str]]
    place_verbs: frozenset[str]
    place_modified: frozenset[str]
    place_possessed: frozenset[str]
    actor_modified: frozenset[str]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Grammar(Entry, frozen=True, forbid_unknown_fields=True):
    """Word lists behind the rules for names and offices; see the head of ``grammar.toml``."""

    led: frozenset[str]
    backed: frozenset[str]
    no_actor: frozenset[str]
    not_actor_prefixes: frozenset[str]
    generic_heads: frozenset[str]
    local_sectors: frozenset[str]
    local_words: frozenset[str]
    local_prepositions: frozenset[str]
    city_sectors: frozenset[str]
    court_seats: frozenset[str]
    personal: frozenset[str]
    not_given_names: frozenset[str]
    never_in_names: frozenset[str]
    particles: frozenset[str]
    former: frozenset[str]
    titled_sectors: frozenset[str]
    not_kin_states: frozenset[str]
    no_members: frozenset[str]
    posted: frozenset[str]
    provinces: frozenset[str]
    words_in_capitals: frozenset[str]
    never_alone: frozenset[str]
    beside_surnames: frozenset[str]
    single: frozenset[str] = frozenset()


class Reference(Entry, frozen=True, forbid_unknown_fields=True):
    """Words that refer back to actors; see ``reference.toml``."""

    people: frozenset[str]
    states: frozenset[str]
    bare: frozenset[str]
    pair_words: tuple[str, ...]
    numbers: Mapping[str, int]
    not_referring: frozenset[str]
    country: frozenset[str]
    domestic: Mapping[str, str]
    titles: frozenset[str]
    sole_offices: dict[str, str]
    group: frozenset[str]
    empty_it: frozenset[str]
    offices_of_state: frozenset[str]
    held_by_one: frozenset[str]
    unnamed: frozenset[str]
    owned_sectors: frozenset[str]
    kin: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    harming: frozenset[str] = frozenset()
    still_own: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    one_holder: frozenset[str] = frozenset()
    fits: Mapping[str, frozenset[str]] = {}
    not_fits: Mapping[str, frozenset[str]] = {}
    ranks: frozenset[str] = frozenset()
    regions: Mapping[str, frozenset[str]] = {}
    men: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    humans: frozenset[str] = frozenset()
    twins: Mapping[str, tuple[str, ...]] = {}
    of_bodies: frozenset[str] = frozenset()
    given_men: frozenset[str] = frozenset()
    given_women: frozenset[str] = frozenset()


class Data(msgspec.Struct, frozen=True):
    """All of the actors' data, before it is indexed."""

    states: tuple[State, ...]
    holders: tuple[HolderLine, ...]
    places: tuple[PlaceLine, ...]
    seats: tuple[Seat, ...]
    offices: tuple[Office, ...]
    organisations: tuple[Organisation, ...]
    groups: tuple[Group, ...]
    cases: tuple[Case, ...]
    not_actors: tuple[NotActor, ...]
    metonymy: Metonymy
    grammar: Grammar
    reference: Reference


def load_data(directory: str | Path | None = None) -> Data:
    """Read the package's actors, and a user's own over them.

    Args:
        directory: a folder with any of the files, in the same shape; an entry there replaces the package's
            entry of the same code or name, a new one is added.

    Raises:
        DataError: a file is no TOML or CSV, or an entry breaks its schema; names the file, entry and field.
    """
    folders: list[Traversable] = [resources.files("visavis").joinpath("data", "actors")]
    if directory is not None:
        check_folder(Path(directory), FILES, "actors")
        folders.append(Path(directory))
    return Data(
        states=_merged(folders, "states.csv", State, lambda s: s.code),
        holders=_merged(folders, "holders.csv", HolderLine, lambda h: f"{h.name}|{h.office}|{h.start}"),
        places=_merged(folders, "places.csv", PlaceLine, lambda p: p.name),
        seats=_merged(folders, "seats.toml", Seat, lambda s: s.names[0]),
        offices=_merged(folders, "offices.toml", Office, lambda o: f"{o.sector}|{o.words[0]}"),
        organisations=_merged(folders, "organisations.toml", Organisation, lambda o: o.code),
        groups=_merged(folders, "groups.toml", Group, lambda g: g.name),
        cases=_merged(folders, "contested.toml", Case, lambda c: f"{c.actor}|{(*c.names, *c.adjectives)[0]}"),
        not_actors=_merged(folders, "not_actors.toml", NotActor, lambda n: n.names[0]),
        metonymy=_merged(folders, "metonymy.toml", Metonymy, lambda m: "")[0],
        grammar=_merged(folders, "grammar.toml", Grammar, lambda g: "")[0],
        reference=_merged(folders, "reference.toml", Reference, lambda r: "")[0],
    )


def _merged(folders: list[Traversable], file: str, schema: type[T], key: Callable[[T], str]) -> tuple[T, ...]:
    entries: dict[str, T] = {}
    for folder in folders:
        path = folder.joinpath(file)
        if path.is_file():
            read = _csv_entries if file.endswith(".csv") else _toml_entries
            for entry in read(path, file if folder is folders[0] else str(path), schema):
                entries[key(entry)] = entry
    return tuple(entries.values())


def _toml_entries(path: Traversable, where: str, schema: type[T]) -> Iterator[T]:
    for table, raw in tables(path.read_bytes(), where, REMEDY).items():
        for number, one in enumerate(raw if isinstance(raw, list) else [raw], 1):
            name = (
                next((f" {one[key]!r}" for key in _NAMED_BY if key in one), "")
                if isinstance(one, dict)
                else ""
            )
            yield _converted(one, schema, f"{where}, [{table}] {number}{name}")


_NAMED_BY = ("code", "name", "names", "words")  # what tells a reader which entry is meant
_LISTS = frozenset({"adjectives", "people", "capital", "variants", "also"})
_RENAMED = {"from": "start", "to": "end"}  # reserved words in Python


def _csv_entries(path: Traversable, where: str, schema: type[T]) -> Iterator[T]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8 text", where, REMEDY) from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        return
    header = next(csv.reader([numbered[0][1]]))
    for number, line in numbered[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(header):
            raise DataError(
                f"{len(cells)} fields where the head has {len(header)}", f"{where}, line {number}", REMEDY
            )
        yield _converted(dict(_fields(header, cells)), schema, f"{where}, line {number}")


def _fields(header: list[str], cells: list[str]) -> Iterator[tuple[str, object]]:
    for column, cell in zip(header, cells, strict=True):
        name = _RENAMED.get(column, column)
        if name in _LISTS:
            yield name, tuple(part for part in cell.split("|") if part)
        elif name == "common":
            yield name, cell == "1"
        else:
            yield name, cell or None


def _converted(raw: object, schema: type[T], where: str) -> T:
    try:
        return msgspec.convert(raw, schema, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(str(error), where, REMEDY) from error
