"""Every example in the data files is a test: what must be found, and what must not."""

import pytest

from visavis.coding.statements.knowledge import (
    adjective_groups,
    noun_groups,
    phrases,
    unnamed,
    verb_groups,
    verb_lemmas,
)
from visavis.coding.statements.targets import unnamed_targets

GROUPS = [*verb_groups(), *noun_groups(), *adjective_groups()]
POSITIVE = [(g.name, e) for g in GROUPS for e in g.positive] + [
    (" ".join(p.cue), e) for p in phrases() for e in p.positive
]
NEGATIVE = [(g, text) for g in GROUPS for text in g.negative]


@pytest.mark.parametrize(("group", "example"), POSITIVE, ids=[f"{g}: {e.content[:30]}" for g, e in POSITIVE])
def test_an_example_yields_its_statement(statements, group, example):
    found = [(s.text, s.speaker.text if s.speaker else "") for s in statements(example.text)]
    assert (example.content, example.speaker) in found
    if example.addressee:
        wanted = [s for s in statements(example.text) if s.text == example.content]
        assert wanted[0].addressee.text == example.addressee


@pytest.mark.parametrize(("group", "text"), NEGATIVE, ids=[f"{g.name}: {t[:30]}" for g, t in NEGATIVE])
def test_a_counterexample_yields_none_under_its_group(statements, group, text):
    forms = {form for form, lemma in verb_lemmas().items() if lemma in group.lemmas} | set(group.lemmas)
    assert [s.cue.text for s in statements(text) if s.cue and s.cue.text.lower() in forms] == []


@pytest.mark.parametrize("text", [t for p in phrases() for t in p.negative])
def test_a_phrase_that_names_no_source_attributes_nothing(statements, text):
    assert statements(text) == ()


@pytest.mark.parametrize("example", unnamed().positive, ids=lambda e: e.words)
def test_unnamed_targets_are_marked(example):
    assert example.words in [w.text for w in unnamed_targets(example.text, 0, len(example.text))]


@pytest.mark.parametrize("text", unnamed().negative)
def test_ordinary_plurals_are_no_unnamed_targets(text):
    assert unnamed_targets(text, 0, len(text)) == ()
