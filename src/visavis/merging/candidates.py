"""Candidates: the pairs of articles that could belong to one story, without looking at all pairs.

Two articles are a candidate when their publication lies within a window and they share one of the terms that
weigh most in each. Work grows with the number of articles times those within the window that share a rare
term, not with the square of the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse

from visavis.merging.intervals import Days

WINDOW = 14  # days between publications
TOP_TERMS = 30  # terms of an article that can make it a candidate
BLOCK = 512  # articles compared at once


def candidates(
    vectors: sparse.csr_matrix, published: Sequence[Days | None], since: int = 0
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield candidate pairs with the cosine of their vectors.

    Args:
        vectors: one row of unit length per article.
        published: when each article was published; an undated one is compared with all.
        since: in the order of publication, undated ones first, those before this place are compared with
            later ones only, not among each other.

    Yields:
        Three arrays: indices of the first article, of the second (greater), their cosine.
    """
    order = in_order(published)
    index = np.array(order, dtype=np.int64)
    dated = np.array([published[i] is not None for i in order], dtype=bool)
    starts = np.array([(published[i] or Days(0, 0)).start for i in order], dtype=np.int64)
    ends = np.array([(published[i] or Days(0, 0)).end for i in order], dtype=np.int64)
    sorted_vectors = vectors[index]
    heads = _strongest(sorted_vectors)
    undated = int((~dated).sum())
    widest = int((ends - starts).max(initial=0))  # the least precise date of publication, in days
    for begin in range(since, len(order), BLOCK):
        stop = min(begin + BLOCK, len(order))
        # A block meets all undated articles (they come first) and what lies at most a window before it.
        low = undated
        if begin > undated:
            low += int(np.searchsorted(starts[undated:], starts[begin] - WINDOW - widest))
        others = np.concatenate([np.arange(min(undated, stop)), np.arange(low, stop)])
        shared = (heads[begin:stop] @ heads[others].T).tocoo()
        rows, cols = shared.row + begin, others[shared.col]
        near = np.maximum(starts[rows] - ends[cols], starts[cols] - ends[rows]) <= WINDOW
        keep = (cols < rows) & (near | ~dated[rows] | ~dated[cols])
        rows, cols = rows[keep], cols[keep]
        cosine = np.asarray(sorted_vectors[rows].multiply(sorted_vectors[cols]).sum(axis=1)).ravel()
        first, second = np.minimum(index[rows], index[cols]), np.maximum(index[rows], index[cols])
        yield first, second, cosine


def in_order(published: Sequence[Days | None]) -> list[int]:
    """Return the indices of articles in the order of their publication, undated ones first."""
    return sorted(range(len(published)), key=lambda i: (published[i] or Days(0, 0), i))


def parts(published: Sequence[Days | None], size: int) -> Iterator[tuple[list[int], int]]:
    """Cut the search for candidates into parts that can be searched apart; together they give all pairs.

    Args:
        published: when each article was published.
        size: how many articles a part is about, beside those that they are compared with.

    Yields:
        The indices of the articles of a part, ascending, and ``since`` for ``candidates`` among these.
    """
    order = in_order(published)
    undated = sum(date is None for date in published)
    dates = [published[i] or Days(0, 0) for i in order]
    widest = max((date.end - date.start for date in dates), default=0)
    for begin in range(0, len(order), size):
        low = begin
        while low > undated and dates[low - 1].start >= dates[begin].start - WINDOW - widest:
            low -= 1
        before = [*range(min(undated, begin)), *range(low, begin)]
        taken = [*before, *range(begin, min(begin + size, len(order)))]
        yield sorted(order[k] for k in taken), len(before)


def _strongest(vectors: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix reduced to each row's strongest terms."""
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    order = np.lexsort((vectors.indices, -vectors.data, rows))
    best = order[np.arange(len(order)) - vectors.indptr[rows] < TOP_TERMS]
    ones = np.ones(len(best), dtype=np.float32)
    return sparse.csr_matrix((ones, (rows[best], vectors.indices[best])), shape=vectors.shape)
