"""A user's own codebook and actors: laid over the package's, checked entry by entry, used all the way."""

import pytest

from visavis import pipeline
from visavis.coding.actors.registry import registry
from visavis.coding.events.codebook import codebook
from visavis.coding.options import Options
from visavis.engines import pool
from visavis.errors import DataError
from visavis.records import Article, Record, content_id

FRAME = '[[frame]]\nid = "zorbing"\nverbs = ["zorb"]\nactor = "subj"\nrecipient = "obj"\nstrength = 0.9\n'
GROUP = '[[group]]\nname = "Azure Front"\nactor = "PER"\nsector = "REB"\nnames = ["Azure Front"]\n'


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def coded(text, **options):
    article = Article(content_id(text), "a.txt", "a.txt", text, published="2004-03-18")
    found = pipeline.read_one(article, Options(**options))
    assert isinstance(found, Record)
    return found


# ---------------------------------------------------------------- codebook


def test_a_frame_is_added_and_the_rest_stays(folder):
    own = folder(protest=FRAME)
    frames = codebook(own).entries["PROTEST"].frame
    assert frames[-1].id == "zorbing"
    assert frames[:-1] == codebook().entries["PROTEST"].frame
    assert codebook(own).entries["AID"] == codebook().entries["AID"]
    text = "Norway zorbed Sweden on Tuesday."
    assert coded(text).events == ()
    (event,) = coded(text, codebook=own).events
    assert (event.type, event.rule) == ("PROTEST", "protest.toml#zorbing")
    assert [p.code for p in (*event.actors, *event.recipients)] == ["NOR", "SWE"]


def test_an_entry_of_the_same_name_is_replaced(folder):
    own = codebook(folder(consult='[[frame]]\nid = "meet"\nverbs = ["palaver"]\nmutual = "subj"\n'))
    frames = {frame.id: frame for frame in own.entries["CONSULT"].frame}
    assert frames["meet"].verbs == ("palaver",)
    assert len(frames) == len(codebook().entries["CONSULT"].frame)


def test_plain_values_and_word_classes_are_replaced_or_added(folder):
    own = codebook(folder(aid="score = 9.0\n", words='[classes]\npolitical = ["vizier"]\nnewish = ["x"]\n'))
    assert own.entries["AID"].score == 9.0
    assert own.words.classes["political"] == ("vizier",)
    assert own.words.classes["newish"] == ("x",)
    assert own.words.classes["troops"] == codebook().words.classes["troops"]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("aid", "quad = 7\n", ["aid.toml: quad", "no quad class 7"]),
        ("aid", 'type = "AGREE"\n', ["aid.toml: type", "AGREE in the file of AID"]),
        ("aid", 'colour = "red"\n', ["aid.toml", "colour"]),
        ("aid", '[[frame]]\nid = "f"\nstrength = "high"\n', ["aid.toml: [[frame]] 1 'f'", "strength"]),
        ("aid", '[[frame]]\nid = "f"\nverb = ["x"]\n', ["[[frame]] 1 'f'", "verb"]),
        ("aid", '[[frame]]\nverbs = ["x"]\n', ["[[frame]] 1", "id"]),
        ("aid", '[[frame]]\nid = "f"\n[[frame]]\nid = "f"\n', ["[[frame]] 2 'f'", "two have the id"]),
        ("aid", '[[frame]]\nid = "f"\nmode = "no"\n', ["frame f", "no mode 'no'"]),
        ("aid", '[[frame]]\nid = "f"\nneed = "all"\n', ["frame f: need", "'all'"]),
        ("aid", '[[frame]]\nid = "f"\ncontexts = ["mood"]\n', ["frame f: contexts", "no context 'mood'"]),
        ("aid", "not toml at all", ["aid.toml", "not TOML"]),
        ("aids", "quad = 1\n", ["aids.toml", "Did you mean aid.toml"]),
    ],
)
def test_a_bad_codebook_names_file_entry_and_field(folder, file, text, said):
    with pytest.raises(DataError) as error:
        codebook(folder(**{file: text}))
    assert all(words in str(error.value) for words in said), str(error.value)


# ---------------------------------------------------------------- actors


def test_actors_are_added_all_the_way(folder):
    own = folder(groups=GROUP)
    text = "The Azure Front attacked Bolivia on Tuesday."
    assert "PER" not in {m.actor for m in coded(text).mentions}
    found = coded(text, actors=own)
    assert {m.actor for m in found.mentions} == {"PER", "BOL"}
    assert [p.code for e in found.events for p in (*e.actors, *e.recipients)] == ["PER", "BOL"]


def test_a_users_place_reaches_the_events(tmp_path):
    (tmp_path / "places.csv").write_text("name,country,kind\nZubrowka,HUN,city\n", encoding="utf-8")
    text = "Chinese and Japanese ministers met in Zubrowka on Tuesday."
    places = [event.place.country for event in coded(text, actors=str(tmp_path)).events if event.place]
    assert places == ["HUN"]
    assert [e.place.country for e in coded(text).events if e.place] in ([], [None])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("groups.toml", GROUP.replace('"REB"', "3"), ["groups.toml", "[group] 1 'Azure Front'", "sector"]),
        ("groups.toml", GROUP + 'hue = "x"\n', ["[group] 1 'Azure Front'", "hue"]),
        ("places.csv", "name,country,kind\nZubrowka,HUN\n", ["places.csv, line 2", "2 fields"]),
        ("group.toml", GROUP, ["group.toml", "Did you mean groups.toml"]),
        ("readme.txt", "", ["holds no actors file"]),
    ],
)
def test_bad_actors_name_file_entry_and_field(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        registry(str(tmp_path))
    assert all(words in str(error.value) for words in said), str(error.value)


# ---------------------------------------------------------------- through the pipeline


def test_options_travel_into_other_processes(tmp_path, folder, monkeypatch):
    shelf = tmp_path / "articles"
    shelf.mkdir()
    for number in range(2):
        (shelf / f"{number}.txt").write_text(f"Norway zorbed Sweden on Tuesday. It was day {number}.")
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    own = Options(codebook=folder(protest=FRAME))
    records, unread = pipeline.read_all([str(shelf)], pipeline.Settings(options=own, workers=2))
    assert unread == ()
    assert [e.type for record in records for e in record.events] == ["PROTEST", "PROTEST"]
