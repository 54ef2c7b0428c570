"""Let NumPy's BLAS multiply matrices for thinc.

thinc's own kernels are several times slower than OpenBLAS on many processors. This changes speed alone, no
result.
"""

from __future__ import annotations

from typing import Any

import numpy
from thinc.api import NumpyOps, set_current_ops


class BlasOps(NumpyOps):  # type: ignore[misc]
    """thinc's CPU operations with `gemm` done by NumPy."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The matrix product of `x` and `y`, each transposed first where asked; written to `out` if given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        return left @ right if out is None else numpy.matmul(left, right, out=out)


def use() -> None:
    """Make every thinc model built from now on in this thread multiply with NumPy."""
    set_current_ops(BlasOps())
