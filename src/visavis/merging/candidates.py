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
    vectors: sparse.csr_matrix, published: Sequence[Days | None]
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield candidate pairs with the cosine of their vectors.

    Args:
        vectors: one row of unit length per article.
        published: when each article was published; an undated one is compared with all.

    Yields:
        Three arrays: indices of the first article, of the second (greater), their cosine.
    """
    order = sorted(range(len(published)), key=lambda i: (published[i] or Days(0, 0), i))
    index = np.array(order, dtype=np.int64)
    dated = np.array([published[i] is not None for i in order], dtype=bool)
    starts = np.array([(published[i] or Days(0, 0)).start for i in order], dtype=np.int64)
    ends = np.array([(published[i] or Days(0, 0)).end for i in order], dtype=np.int64)
    sorted_vectors = vectors[index]
    heads = _strongest(sorted_vectors)
    undated = int((~dated).sum())
    widest = int((ends - starts).max(initial=0))  # the least precise date of publication, in days
    for begin in range(0, len(order), BLOCK):
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


def _strongest(vectors: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the matrix reduced to each row's strongest terms."""
    rows: list[int] = []
    cols: list[int] = []
    for row in range(vectors.shape[0]):
        begin, end = vectors.indptr[row], vectors.indptr[row + 1]
        weights, terms = vectors.data[begin:end], vectors.indices[begin:end]
        best = np.lexsort((terms, -weights))[:TOP_TERMS]
        rows.extend([row] * len(best))
        cols.extend(int(t) for t in terms[best])
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.csr_matrix((ones, (rows, cols)), shape=vectors.shape)
