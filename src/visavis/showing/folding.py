"""What stands open on the page, what is folded away, and what is left out because there is too much of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from visavis.showing.items import Happened, Said, StoryView

T = TypeVar("T")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Folded(Generic[T]):
    """A list in three parts.

    Attributes:
        first: what is shown at once.
        rest: what a reader opens.
        left_out: how many are on the page nowhere.
    """

    first: Sequence[T]
    rest: Sequence[T]
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.first)


def folded(items: Sequence[T], first: int, most: int) -> Folded[T]:
    """Fold a list after its first items, and end it after so many; a few more are not worth folding."""
    if len(items) <= first + first // 4:
        return Folded(items, ())
    return Folded(items[:first], items[first:most], max(0, len(items) - most))


def main_happenings(happened: Sequence[Happened], first: int, most: int) -> Folded[Happened]:
    """Fold away what fewer sources report; both parts keep the order of the days.

    Args:
        happened: all of them, by day.
        first: how many stand open.
        most: how many are listed at all.
    """
    if len(happened) <= first + first // 4:
        return Folded(happened, ())
    ranked = sorted(
        range(len(happened)),
        key=lambda n: (
            -happened[n].origins,
            -len(happened[n].reports),
            not happened[n].iso,
            happened[n].sign == "none",
            n,
        ),
    )
    open_, listed = set(ranked[:first]), set(ranked[first:most])
    return Folded(
        [happened[n] for n in sorted(open_)],
        [happened[n] for n in sorted(listed)],
        max(0, len(happened) - most),
    )


def by_month(happened: Iterable[Happened]) -> list[tuple[str, list[Happened]]]:
    """Return happenings under headings: a month, a year where no more is known, or no date."""
    shelves: dict[str, list[Happened]] = {}
    for one in happened:
        shelves.setdefault(_heading(one), []).append(one)
    return list(shelves.items())


def _heading(one: Happened) -> str:
    if not one.iso:
        return "Without a date"
    if len(one.day) == 4 or len(one.iso) < 7:
        return one.iso[:4]
    return f"{MONTHS[int(one.iso[5:7]) - 1]} {one.iso[:4]}"


def speakers(
    said: Sequence[tuple[str, list[Said]]], each: int, most: int
) -> list[tuple[str, int, Folded[Said]]]:
    """Return each speaker with how much they said, folded after the first utterances."""
    return [(name, len(items), folded(items, each, most)) for name, items in said]


def stories_first(stories: Sequence[StoryView], most: int) -> list[StoryView]:
    """Return the stories that most articles tell, of those with something that happened."""
    told = [story for story in stories if story.core]
    return sorted(told, key=lambda story: (-story.articles, -story.origins, story.number))[:most]
