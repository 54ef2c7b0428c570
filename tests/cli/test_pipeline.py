"""The way through the house: order, failures, processes and the second reading of undated articles."""

import msgspec
import pytest

from visavis import pipeline
from visavis.coding.options import Options
from visavis.engines import article as article_
from visavis.engines import pool
from visavis.errors import ModelError
from visavis.records import Article, DateSpan, Record, Story, StorySpan, Unread, to_json

TEXT = "The foreign ministers of China and Japan met in Seoul on Tuesday. They agreed to meet again."


def record(article, **changes):
    empty = dict.fromkeys(
        ("quality", "furniture", "sentences", "times", "mentions", "events", "statements", "figures"), ()
    )
    published = article.published and DateSpan(
        article.published, article.published, "day", article.published_basis or ""
    )
    return Record(
        id=article.id,
        ref=article.ref,
        source=article.source,
        outlet=None,
        title=None,
        byline=None,
        url=None,
        published=published,
        language="en",
        text=article.text,
        agreements=(),
        claims=(),
        notes=(),
        **empty | changes,
    )


def story(records, name="story"):
    return Story(name, tuple(r.ref for r in records), name, (), 1, (), StorySpan(None, None), (), (), ())


@pytest.fixture
def quick(monkeypatch):
    """Put quick stand-ins for reading, coding and merging; return those of the first two by their names."""
    stages = {
        "read": lambda article, model=None: article,
        "code": lambda article, options=None: record(article),
    }
    monkeypatch.setattr(article_, "_stages", lambda: (stages["read"], stages["code"]))
    monkeypatch.setattr(pipeline, "merge", lambda records, *_: (story(records),))
    monkeypatch.setattr(pipeline, "infer_published", lambda records, stories: {})
    return stages


def files(folder, count):
    for i in range(count):
        (folder / f"{i:03}.txt").write_text(f"{TEXT} Article {i}.", encoding="utf-8")
    return [str(folder)]


def test_records_come_in_the_order_of_the_inputs(quick, tmp_path):
    files(tmp_path, 3)
    records, unread = pipeline.read_all([str(tmp_path / name) for name in ("002.txt", "no.txt", "000.txt")])
    assert [r.ref for r in records] == ["002.txt", "000.txt"]
    assert [u.where for u in unread] == [str(tmp_path / "no.txt")]


def test_one_failing_article_does_not_stop_the_others(quick, tmp_path, monkeypatch):
    def fail(article, model=None):
        if article.ref == "001.txt":
            raise IndexError("list index\nout of range")
        return article

    quick["read"] = fail
    records, unread = pipeline.read_all(files(tmp_path, 3))
    assert [r.ref for r in records] == ["000.txt", "002.txt"]
    assert unread[0].where.endswith("001.txt")
    assert "IndexError: list index out of range" in unread[0].what
    assert "report" in unread[0].remedy


def test_a_model_that_does_not_load_stops_everything(quick, tmp_path, monkeypatch):
    def fail(article, model=None):
        raise ModelError("no language model could be loaded", str(model))

    quick["read"] = fail
    with pytest.raises(ModelError):
        pipeline.read_all(files(tmp_path, 2), pipeline.Settings(options=Options(model="none")))


def test_progress_is_told_after_each_article(quick, tmp_path):
    told = []
    pipeline.read_all(
        [*files(tmp_path, 2), "missing"],
        pipeline.Settings(progress=lambda done, ref: told.append((done, ref))),
    )
    assert told == [(1, "000.txt"), (2, "001.txt"), (3, "")]


def test_an_undated_article_is_read_again_with_the_date_of_its_story(quick, tmp_path, monkeypatch):
    span = DateSpan("2021-12-15", "2021-12-15", "day", "inferred from a.txt")
    seen = []
    monkeypatch.setattr(pipeline, "infer_published", lambda records, stories: {"001.txt": span})
    quick["read"] = lambda article, model=None: seen.append(article) or article
    outcome = pipeline.run(files(tmp_path, 2))
    assert [a.ref for a in seen] == ["000.txt", "001.txt", "001.txt"]
    assert outcome.records[0].published is None
    assert outcome.records[1].published == span
    assert seen[-1].text == seen[1].text


def test_a_dated_article_is_never_dated_anew(quick, tmp_path, monkeypatch):
    span = DateSpan("1999-01-01", "1999-01-01", "day", "inferred from a.txt")
    monkeypatch.setattr(pipeline, "infer_published", lambda records, stories: {"000.txt": span})
    outcome = pipeline.run(files(tmp_path, 1), pipeline.Settings(published="2021-12-15"))
    assert outcome.records[0].published.start == "2021-12-15"


@pytest.mark.parametrize(
    ("span", "stated"),
    [
        (DateSpan("2021-12-15", "2021-12-15", "day", ""), "2021-12-15"),
        (DateSpan("2021-12-01", "2021-12-31", "month", ""), "2021-12"),
        (DateSpan("2021-01-01", "2021-12-31", "year", ""), "2021"),
        (DateSpan("2021-12-13", "2021-12-19", "week", ""), None),
        (DateSpan(None, None, "unknown", ""), None),
    ],
)
def test_an_interval_is_stated_only_where_one_date_can_say_it(span, stated):
    assert pipeline.stated(span) == stated


def test_nothing_to_read_is_no_story(quick):
    monkey = pipeline.run(["missing-1", "missing-2"])
    assert monkey.records == ()
    assert len(monkey.unread) == 2


# ---------------------------------------------------------------- the real rooms


def test_an_article_is_read_and_coded():
    article = Article("x", "a.txt", "a.txt", TEXT, published="2021-12-16", published_basis="argument")
    found = pipeline.read_one(article)
    assert isinstance(found, Record)
    assert found.published.start.startswith("2021-12-16")
    assert {"CHN", "JPN"} <= {m.actor for m in found.mentions}
    for item in (*found.mentions, *found.times, *found.statements, *found.figures):
        assert found.text[item.start : item.end] == item.text
    assert all(0 <= s.start < s.end <= len(found.text) for s in found.sentences)


def test_a_text_in_another_language_is_kept_uncoded_and_says_so():
    text = (
        "Der Außenminister traf am Dienstag seinen Amtskollegen in Berlin. "
        "Beide sprachen lange über die Lage an der Grenze. " * 3
    )
    found = pipeline.read_one(Article("x", "a.txt", "a.txt", text))
    assert isinstance(found, Record)
    assert found.language == "de"
    assert found.events == found.mentions == ()
    assert any("German" in note and "English only" in note for note in found.notes)
    assert found.text == text


def test_a_stretch_without_an_end_of_sentence_is_passed_over_and_said():
    found = pipeline.read_one(Article("x", "a.txt", "a.txt", TEXT.replace(".", " and") * 60 + ".\n\n" + TEXT))
    assert isinstance(found, Record)
    assert max(s.end - s.start for s in found.sentences) > 4000
    assert any("1 stretch of" in note and "without an end of sentence" in note for note in found.notes)
    assert all(event.sentence.end - event.sentence.start <= 4000 for event in found.events)


def test_the_same_article_gives_the_same_bytes():
    article = Article("x", "a.txt", "a.txt", TEXT, published="2021-12-16", published_basis="argument")
    assert to_json(pipeline.read_one(article)) == to_json(pipeline.read_one(article))
    assert msgspec.json.decode(to_json(pipeline.read_one(article)), type=Record) == pipeline.read_one(article)


def test_many_processes_read_as_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "POOL_FROM", 200)
    inputs = [*files(tmp_path, 6), str(tmp_path / "missing.txt")]
    shared = pipeline.read_all(inputs, pipeline.Settings(published="2021-12-16", workers=2))
    alone = pipeline.read_all(inputs, pipeline.Settings(published="2021-12-16", workers=1))
    assert shared == alone
    assert len(shared[0]) == 6
    assert isinstance(shared[1][0], Unread)
