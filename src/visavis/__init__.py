"""Visavis reads the news as relations between states.

The names below are the library's, with the same names as the commands. Each is loaded when it is first asked
for, so that ``import visavis`` takes no time; ``__init__.pyi`` tells type checkers what they are.
"""

__version__ = "0.1.0"

_HOMES = {
    "visavis.api.calls": (
        "gather",
        "read",
        "code",
        "stories",
        "brief",
        "relation",
        "system",
        "ask",
        "export",
        "compare",
    ),
    "visavis.api.suppositions": ("contingency", "suppose"),
    "visavis.api.frames": ("to_arrow", "to_pandas", "to_polars", "to_networkx"),
    "visavis.api.intake": ("ingest",),
    "visavis.api.materials": ("EXAMPLES",),
    "visavis.store.store": ("Store",),
    "visavis.pipeline": ("Outcome",),
    "visavis.errors": ("VisavisError",),
    "visavis.records": (
        "Article",
        "Record",
        "Event",
        "Statement",
        "Story",
        "Happening",
        "Relation",
        "System",
        "Contingency",
        "Answer",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = ["__version__", *sorted(_HOME_OF)]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
