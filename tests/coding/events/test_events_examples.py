"""Every example of the codebook is a test: positives give their event, negatives do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from events_helpers import events_of_each

from visavis.coding.events.codebook import TYPES, Context, codebook
from visavis.coding.events.examples import failures, own_types


@pytest.mark.parametrize("kind", TYPES)
def test_every_mode_has_its_examples(kind: str) -> None:
    entry = codebook().entries[kind]
    for mode in entry.mode:
        assert sum(e.mode == mode.name for e in entry.positive) >= 12, mode.name
        assert sum(e.mode == mode.name for e in entry.negative) >= 6, mode.name


@pytest.mark.parametrize("kind", TYPES)
def test_examples_give_their_event_and_counterexamples_do_not(kind: str) -> None:
    entry = codebook().entries[kind]
    assert len(entry.positive) >= 12
    assert len(entry.negative) >= 6
    failed, tried = failures(codebook(), [kind])
    assert tried == len(entry.positive) + len(entry.negative)
    assert not failed


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "aid.toml").write_text(
        '[[positive]]\ntext = "Peru fed Chile."\nactors = ["CHL"]\n'
        '[[negative]]\ntext = "Peru sent Chile medicine."\n[[negative]]\ntext = "Peru sang."\n'
    )
    book = codebook(str(tmp_path))
    assert own_types(book) == ["AID"]
    failed, _ = failures(book, own_types(book))
    assert [(f.text, f.wanted) for f in failed] == [
        ("Peru fed Chile.", "AID CHL"),
        ("Peru sent Chile medicine.", None),
    ]
    assert [told.split()[1:] for told in failed[1].found] == [["PER", "→", "CHL"]]


def test_both_of_those_who_meet_may_be_asked_to_be_political(tmp_path: Path) -> None:
    (tmp_path / "consult.toml").write_text(
        '[[frame]]\nid = "mingle"\nverbs = ["mingle_with"]\nmutual = "subj + obj"\nneed = "both"\n'
        'parties = 2\n[[positive]]\ntext = "Peru mingled with Chile."\nactors = ["PER", "CHL"]\n'
        '[[negative]]\ntext = "Peru mingled with tourists."\n'
    )
    assert failures(codebook(str(tmp_path)), ["CONSULT"])[0] == []


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
