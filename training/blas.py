"""Let NumPy's BLAS multiply matrices for thinc while training, as visavis does when it parses."""

from __future__ import annotations

from thinc.api import set_current_ops

from visavis.reading.blas import BlasOps


def use() -> None:
    """Make every thinc model built from now on in this thread multiply with NumPy."""
    set_current_ops(BlasOps())
