"""Every example of the codebook is a test: positives give their event, negatives do not."""

from __future__ import annotations

import pytest
from events_helpers import events_of_each

from visavis.coding.events.codebook import TYPES, Context, Positive, codebook
from visavis.records import Event

# Examples of a type that may fail because the embedded parser errs on them.
SLACK = 0


def _codes(parties: object) -> set[str]:
    return {p.code for p in parties if p.code}  # type: ignore[attr-defined]


def _holds(kind: str, example: Positive, events: tuple[Event, ...]) -> bool:
    return any(
        event.type == kind
        and _codes(event.actors) == set(example.actors)
        and _codes(event.recipients) == set(example.recipients)
        and example.mode in (None, event.mode)
        and set(example.aux) <= set(event.aux)
        for event in events
    )


@pytest.mark.parametrize("kind", TYPES)
def test_every_mode_has_its_examples(kind: str) -> None:
    entry = codebook().entries[kind]
    for mode in entry.mode:
        assert sum(e.mode == mode.name for e in entry.positive) >= 12, mode.name
        assert sum(e.mode == mode.name for e in entry.negative) >= 6, mode.name


@pytest.mark.parametrize("kind", TYPES)
def test_positive_examples_give_their_event(kind: str) -> None:
    examples = codebook().entries[kind].positive
    assert len(examples) >= 12
    coded = events_of_each([e.text for e in examples])
    failed = [e.text for e, found in zip(examples, coded, strict=True) if not _holds(kind, e, found)]
    assert len(failed) <= SLACK, failed


@pytest.mark.parametrize("kind", TYPES)
def test_negative_examples_do_not(kind: str) -> None:
    examples = codebook().entries[kind].negative
    assert len(examples) >= 6
    coded = events_of_each([e.text for e in examples])
    failed = [
        e.text
        for e, found in zip(examples, coded, strict=True)
        if any(v.type == kind and e.mode in (None, v.mode) for v in found)
    ]
    assert len(failed) <= SLACK, failed


@pytest.mark.parametrize("context", codebook().contexts, ids=lambda c: c.name)
def test_contexts_hold_in_their_examples_alone(context: Context) -> None:
    assert len(context.positive) >= 3
    assert len(context.negative) >= 2
    for wanted, texts in ((True, context.positive), (False, context.negative)):
        coded = events_of_each(texts)
        failed = [
            text
            for text, found in zip(texts, coded, strict=True)
            if not found or any(context.name in event.contexts for event in found) is not wanted
        ]
        assert not failed, failed
