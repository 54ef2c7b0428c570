"""A trigger's own sentence holds it and gives its type."""

from __future__ import annotations

import pytest

from visavis.coding.events.codebook import TYPES, codebook
from visavis.coding.events.proofs import faults, unproved


@pytest.mark.parametrize("kind", TYPES)
def test_every_proof_holds(kind: str) -> None:
    assert not faults(codebook().entries[kind])


@pytest.mark.parametrize("kind", TYPES)
def test_every_trigger_is_proved(kind: str) -> None:
    assert not unproved(codebook().entries[kind])
