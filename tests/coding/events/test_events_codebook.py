"""The codebook's files hold together, and break with a clear word when they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from visavis.coding.events.codebook import TYPES, codebook, entry
from visavis.coding.events.patterns import lexicon
from visavis.errors import DataError


def test_all_sixteen_types_with_definition_and_score() -> None:
    entries = codebook().entries
    assert set(entries) == set(TYPES)
    assert len(TYPES) == 16
    for one in entries.values():
        assert one.definition
        assert -10 <= one.score <= 10
        assert one.frame


def test_thirty_seven_contexts_each_with_words() -> None:
    contexts = codebook().contexts
    assert len({c.name for c in contexts}) == 37
    assert all(c.words and c.definition for c in contexts)


def test_every_trigger_compiles() -> None:
    assert len(lexicon().forms) > 1500


def test_entry_of_one_mode_names_its_frames() -> None:
    found = entry("consult", "phone")
    assert [m["name"] for m in found["mode"]] == ["phone"]
    assert found["mode"][0]["score"] == 1.5
    assert all(f["mode"] == "phone" for f in found["frame"])


def test_unknown_type_or_mode_is_a_data_error() -> None:
    with pytest.raises(DataError, match="no type"):
        entry("DANCE")
    with pytest.raises(DataError, match="no mode"):
        entry("CONSULT", "dance")


def test_broken_file_names_file_and_field(tmp_path: Path) -> None:
    (tmp_path / "agree.toml").write_text('type = "AGREE"\nquad = "one"\nscore = 1.0\ndefinition = "x"\n')
    with pytest.raises(DataError, match=r"agree\.toml.*quad") as caught:
        codebook(str(tmp_path))
    assert "README" in caught.value.remedy


def test_unknown_word_class_names_the_trigger(tmp_path: Path) -> None:
    (tmp_path / "agree.toml").write_text(
        'type = "AGREE"\nquad = 1\nscore = 2.5\ndefinition = "x"\n'
        '[[frame]]\nid = "f"\nverbs = ["hold @nosuch"]\n'
    )
    with pytest.raises(DataError, match="@nosuch"):
        lexicon(str(tmp_path))


def test_entry_tells_the_sentences_of_its_triggers() -> None:
    found = entry("retreat", "access")
    assert found["proofs"]
    assert {one["frame"] for one in found["proofs"]} <= {frame["id"] for frame in found["frame"]}
    assert set(found["proofs"][0]) == {"frame", "part", "trigger", "text"}


def _guards(folder: Path) -> None:
    (folder / "guards.toml").write_text('[[guard]]\nname = "bees"\nwords = ["beehive"]\n')


def test_a_folder_of_ones_own_needs_no_proofs(tmp_path: Path) -> None:
    _guards(tmp_path)
    assert entry("AID", directory=str(tmp_path))["proofs"] == entry("AID")["proofs"]
    (tmp_path / "proofs").mkdir()
    assert entry("AID", directory=str(tmp_path))["proofs"] == entry("AID")["proofs"]


def test_a_sentence_of_ones_own_stands_in_place_of_ours(tmp_path: Path) -> None:
    _guards(tmp_path)
    (tmp_path / "proofs").mkdir()
    text = "Iceland exported cod to Cuba."
    (tmp_path / "proofs" / "cooperate.toml").write_text(
        f'[trade.verbs]\n"export" = "{text}"\n"no such trigger" = "It is left out."\n'
    )
    told = entry("COOPERATE", directory=str(tmp_path))["proofs"]
    assert [one["text"] for one in told if (one["frame"], one["trigger"]) == ("trade", "export")] == [text]
    assert len(told) == len(entry("COOPERATE")["proofs"])


def test_the_sentences_of_a_frame_that_is_replaced_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "cooperate.toml").write_text('[[frame]]\nid = "trade"\nverbs = ["export"]\n')
    told = entry("COOPERATE", directory=str(tmp_path))["proofs"]
    assert [one["trigger"] for one in told if one["frame"] == "trade"] == ["export"]


@pytest.mark.parametrize(("name", "text"), [("aid.toml", "[give]\nverbs = 3\n"), ("aids.toml", "")])
def test_proofs_that_cannot_be_read_are_told(tmp_path: Path, name: str, text: str) -> None:
    _guards(tmp_path)
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / name).write_text(text)
    with pytest.raises(DataError, match=r"aids?\.toml"):
        entry("AID", directory=str(tmp_path))
