"""Matrix products by NumPy's BLAS, where thinc's own kernels are slower.

thinc's wheel falls back to a generic kernel on many processors; NumPy brings OpenBLAS, which is several times
faster there. Results differ in the last bits at most.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.api import NumpyOps
from thinc.config import registry


@registry.ops("VisavisBlasOps")
class BlasOps(NumpyOps):  # type: ignore[misc]
    """thinc's CPU operations with matrix products done by NumPy; used with ``thinc.api.use_ops(name)``."""

    name = "visavis-blas"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return the matrix product of two arrays, each transposed where asked."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        return left @ right if out is None else np.matmul(left, right, out=out)
