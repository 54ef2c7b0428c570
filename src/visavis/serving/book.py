"""The codebook: what each type of event means, what words tell it, and examples."""

from __future__ import annotations

from visavis.coding.events.codebook import codebook
from visavis.errors import DataError
from visavis.serving.desk import Desk
from visavis.serving.view import Asked, Shown, Wrong
from visavis.showing.entry import listed, look_up, slots, triggers
from visavis.store.store import Store


def types(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show all types of event."""
    found = listed(codebook(None))
    return Shown(
        "codebook.html",
        "Codebook",
        {"types": found},
        {"types": found},
        ("type", "score", "quad_class", "modes", "definition"),
        [(t.type, t.score, t.quad_class, t.modes, t.definition) for t in found],
    )


def entry(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show one type or mode with its triggers and examples."""
    try:
        found = look_up(codebook(None), asked.path["type"])
    except DataError as error:
        raise Wrong(f"{error.what}. {error.remedy}", 404) from error
    name = f"{found.type}:{found.mode}" if found.mode else found.type
    frames = [(frame, triggers(frame), slots(frame)) for frame in found.frames]
    return Shown(
        "entry.html",
        name,
        {"entry": found, "name": name, "frames": frames},
        found,
        ("frame", "kind", "triggers"),
        [(frame.id, kind, words) for frame, told, _ in frames for kind, words in told],
    )
