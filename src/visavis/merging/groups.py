"""Groups: disjoint sets of indices, joined pair by pair."""

from __future__ import annotations


class Groups:
    """Disjoint sets over ``range(size)`` (union-find); the smallest index stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """Return the index that stands for the set of ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def same(self, i: int, j: int) -> bool:
        """Return whether two indices are in one set."""
        return self.find(i) == self.find(j)

    def join(self, i: int, j: int) -> None:
        """Put the sets of two indices together."""
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low

    def lists(self) -> list[list[int]]:
        """Return all sets, members ascending, sets in the order of their smallest member."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return [found[root] for root in sorted(found)]

    def several(self) -> list[list[int]]:
        """Return the sets of more than one, as ``lists`` does."""
        return [members for members in self.lists() if len(members) > 1]
