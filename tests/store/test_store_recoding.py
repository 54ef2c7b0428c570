"""Recoding: what changed and only that, all at once, going on after a kill."""

import subprocess
import sys

import msgspec
import pytest
from store_articles import fill, outcome, pairs, reread

import visavis.store.neighbours
from visavis import pipeline
from visavis.coding.options import Options
from visavis.errors import StoreBusy
from visavis.records import Article
from visavis.store import upkeep
from visavis.store.recoding import Recoder, waiting
from visavis.store.store import Store


def with_less(record, type_="CONSULT"):
    """Return a record without the events of a type, as other knowledge might read it."""
    kept = tuple(event for event in record.events if event.type != type_)
    return msgspec.structs.replace(record, events=kept)


def less(article):
    return with_less(reread(article))


def expected():
    read = [(article, with_less(record)) for article, record in pairs()]
    dated = pipeline.merge_dated  # what the pipeline makes of the same, with its second reading changed too
    own, pipeline.read_one = pipeline.read_one, lambda article, options: less(article)
    try:
        return dated(read)
    finally:
        pipeline.read_one = own


def read_anew(recoder, reader, most=None):
    held = [(one.key, reader(one.article)) for one in waiting(recoder.folder)]
    recoder.hold(held[:most])


def test_the_same_knowledge_changes_nothing(store):
    with Store(store) as opened:
        before = opened.stories(), sorted(r.ref for r in opened.records())
    with Recoder(store, reread) as recoder:
        assert recoder.begin("same") == len(pairs())
        read_anew(recoder, reread)
        found = recoder.changes()
        recoder.adopt()
    assert (found.articles, found.changed, found.types) == (len(pairs()), 0, ())
    with Store(store) as opened:
        assert (opened.stories(), sorted(r.ref for r in opened.records())) == before
    assert upkeep.check(store) == ()


@pytest.mark.parametrize("exact", [300, 0])
def test_other_knowledge_gives_the_record_that_it_would_have_given(store, monkeypatch, exact):
    monkeypatch.setattr(visavis.store.neighbours, "EXACT", exact)
    with Store(store) as opened:
        old = {h.id for h in opened.happenings()}
    with Recoder(store, less) as recoder:
        recoder.begin("less")
        read_anew(recoder, less)
        found = recoder.changes()
        with Store(store) as opened:  # nothing counts yet
            assert {h.id for h in opened.happenings()} == old
        recoder.adopt()
    gone = sum(e.type == "CONSULT" for _, r in pairs() for e in r.events)
    (change,) = found.types
    assert (change.type, change.added, change.removed, change.changed) == ("CONSULT", 0, gone, 0)
    assert change.examples[0].now is None
    assert change.examples[0].was.startswith("CONSULT")
    records, stories = expected()
    with Store(store) as opened:
        assert {r.ref: r for r in opened.records()} == {r.ref: r for r in records}
        if exact:
            assert opened.stories() == stories
        now = {h.id for h in opened.happenings()}
        assert {h.type for h in opened.happenings()}.isdisjoint({"CONSULT"})
        assert now & old  # what did not change bears the id that it bore
    assert upkeep.check(store) == ()
    assert fill(store).known == len(pairs())


def test_what_was_put_by_need_not_be_read_again_unless_the_knowledge_changed(store):
    with Recoder(store, less) as recoder:
        recoder.begin("less")
        read_anew(recoder, less, most=5)
    assert upkeep.check(store) == ()
    upkeep.compact(store)  # what was put by is needed
    with Recoder(store, less) as recoder:
        assert recoder.begin("less") == len(pairs()) - 5
        read_anew(recoder, less)
        assert recoder.begin("less") == 0
        assert recoder.begin("more") == len(pairs())


KILLED = """
import os, pickle, signal, sys
from pathlib import Path
from visavis.store import recoding

own = recoding.replace_stories
def killed(*args):
    own(*args)
    os.kill(os.getpid(), signal.SIGKILL)
recoding.replace_stories = killed
with recoding.Recoder(Path(sys.argv[1]), None) as recoder:
    recoder.adopt()
"""


def test_a_kill_while_the_record_changes_leaves_it_as_it_was(store):
    with Recoder(store, less) as recoder:
        recoder.begin("less")
        read_anew(recoder, less)
    assert subprocess.run([sys.executable, "-c", KILLED, str(store)]).returncode == -9
    with Store(store) as opened:
        assert opened.stories() == outcome().stories
    with Recoder(store, less) as recoder:
        assert recoder.begin("less") == 0
        recoder.adopt()
    with Store(store) as opened:
        assert opened.stories() == expected()[1]


def test_a_store_that_grew_meanwhile_is_read_anew_whole(tmp_path):
    fill(tmp_path, pairs()[:4])
    with Recoder(tmp_path, less) as recoder:
        recoder.begin("less")
        read_anew(recoder, less)
    fill(tmp_path, pairs()[4:6])
    with Recoder(tmp_path, less) as recoder:
        assert recoder.begin("less") == 2


def test_the_knowledge_of_a_run_has_a_fingerprint(tmp_path):
    from visavis.commands.recode import fingerprint

    plain = fingerprint(Options())
    assert plain == fingerprint(Options())
    (tmp_path / "own.toml").write_text("a = 1", encoding="utf-8")
    own = fingerprint(Options(codebook=str(tmp_path)))
    (tmp_path / "own.toml").write_text("a = 2", encoding="utf-8")
    assert len({plain, own, fingerprint(Options(codebook=str(tmp_path)))}) == 3


def test_another_recoding_in_between_is_said(store):
    with Recoder(store, less) as recoder:
        recoder.begin("less")
        recoder.go_on("less")
        recoder.begin("more")
        with pytest.raises(StoreBusy, match="another process recoded"):
            recoder.go_on("less")


EVENING = Article(
    "evening",
    "evening",
    "evening.txt",
    "Evening ticker\n\nPutin and Xi speak by video\n\nChinese President Xi Jinping and Russian President "
    "Vladimir Putin held a video summit today. At today's video summit, Putin and Xi agreed to meet in "
    "Beijing in February, at the opening of the Olympic Games. The two leaders praised the ties of China and "
    "Russia.\n",
)


def test_what_its_story_dated_is_read_anew_with_that_date_too(store):
    def only_dated(article):
        """Read as other knowledge might that tells something else only where there is a date."""
        return less(article) if "inferred" in str(article.published_basis) else reread(article)

    fill(store, [(EVENING, reread(EVENING))])
    (dated,) = [one for one in waiting(store) if one.dated]
    assert (dated.article.ref, dated.article.published) == ("evening", None)
    assert dated.dated.published == "2021-12-15"
    assert "CONSULT" in {e.type for e in reread(dated.dated).events}
    with Recoder(store, only_dated) as recoder:
        recoder.begin("dated")
        read_anew(recoder, only_dated)
        recoder.adopt()
    with Store(store) as opened:
        (record,) = [r for r in opened.records() if r.ref == "evening"]
    assert record.published.start == "2021-12-15"
    assert "CONSULT" not in {e.type for e in record.events}
    assert upkeep.check(store) == ()
