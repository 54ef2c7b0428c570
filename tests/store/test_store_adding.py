"""Adding: each article once, versions kept, and the same stories as when all is read at once."""

import msgspec
import pytest
from store_articles import edited, fill, outcome, pairs, reread

import visavis.store.neighbours
from visavis.errors import StoreError
from visavis.records import Unread
from visavis.store.given import identity, retry
from visavis.store.store import Store
from visavis.store.writer import Writer


def by_ref(records):
    return {record.ref: record for record in records}


def test_a_store_holds_what_the_pipeline_makes_of_its_articles(filled):
    with Store(filled) as store:
        assert store.stories() == outcome().stories
        assert by_ref(store.records()) == by_ref(outcome().records)


def test_the_same_article_again_changes_nothing(store):
    with Store(store) as opened:
        before = opened.status()
    done = fill(store)
    assert (done.added, done.changed, done.known) == (0, 0, len(pairs()))
    with Store(store) as opened:
        assert opened.status() == before


def test_articles_in_any_number_of_batches_give_the_same_stories(tmp_path):
    found = pairs()
    for batch in (found[9:], found[:4], found[4:9]):
        fill(tmp_path / "parts", batch)
    with Store(tmp_path / "parts") as store:
        assert store.stories() == outcome().stories


def test_a_corrected_article_is_a_new_version_and_the_old_one_is_kept(store):
    corrected = edited(pairs()[1], "Putin", "President Putin")
    assert fill(store, [corrected]).changed == 1
    with Store(store) as opened:
        status = opened.status()
        assert (status.articles, status.versions) == (len(pairs()), 1)
        assert by_ref(opened.records())[corrected[0].ref].text == corrected[0].text
        texts = opened.sql(f"SELECT text FROM articles WHERE ref = '{corrected[0].ref}'").to_pylist()
        assert [row["text"] for row in texts] == [corrected[0].text]
    assert fill(store, [pairs()[1]]).changed == 1  # and back again: a third version
    with Store(store) as opened:
        assert opened.stories() == outcome().stories


def test_two_versions_in_one_batch_are_two_versions(tmp_path):
    done = fill(tmp_path, [pairs()[1], edited(pairs()[1], "Putin", "President Putin"), pairs()[1]])
    assert (done.added, done.changed) == (1, 2)
    with Store(tmp_path) as store:
        assert (store.status().articles, store.status().versions) == (1, 2)


def test_a_date_that_the_user_gave_stays_until_another_is_given(tmp_path):
    article, record = pairs()[0]
    plain = msgspec.structs.replace(article, published=None, published_basis=None)
    given = msgspec.structs.replace(plain, published="2021-12-16", published_basis="argument")
    other = msgspec.structs.replace(plain, published="2021-12-17", published_basis="argument")
    fill(tmp_path, [(given, record)])
    with Writer(tmp_path) as writer:
        assert [writer.knows(a) for a in (plain, given, other)] == [True, True, False]


def test_two_articles_of_one_name_are_two(store):
    article, record = pairs()[0]
    article = msgspec.structs.replace(article, source="elsewhere/a.txt", text=article.text + "\nMore.\n")
    assert fill(store, [(article, msgspec.structs.replace(record, source=article.source))]).added == 1
    with Store(store) as opened:
        assert f"{article.ref}#2" in by_ref(opened.records())


def test_what_cannot_be_read_is_kept_with_the_reason_until_it_can(store):
    article, record = pairs()[0]
    source = "lost and found/b.txt"
    fill(store, [(None, Unread(source, "no such file or folder", "Check the path"))])
    with Store(store) as opened:
        (held,) = opened.status().quarantine
        assert (held.place, held.what) == (source, "no such file or folder")
        assert held.retry == f"visavis ingest 'lost and found/b.txt' --store {store}"
        batches = opened.status().batches
    fill(store, [(None, Unread(source, "no such file or folder", "Check the path"))])
    with Store(store) as opened:
        assert opened.status().batches == batches
    article = msgspec.structs.replace(article, source=source, ref="b.txt")
    fill(store, [(article, msgspec.structs.replace(record, source=source, ref="b.txt"))])
    with Store(store) as opened:
        assert opened.status().quarantine == ()


def test_only_stories_that_a_new_article_touches_are_merged_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(visavis.store.neighbours, "EXACT", 0)
    found = pairs()
    merged = []
    for pair in found:
        with Writer(tmp_path, reread) as writer:
            own = writer._merge
            monkeypatch.setattr(
                writer, "_merge", lambda items, own=own: merged.append(len(items)) or own(items)
            )
            writer.add([pair])
    assert merged[0] == 1
    assert max(merged) < len(found)
    with Store(tmp_path) as store:
        assert {s.members for s in store.stories()} == {s.members for s in outcome().stories}
        told = [(r.ref, r.event) for h in store.happenings() for r in h.reports]
        assert len(told) == len(set(told))
        assert set(told) == {
            (r.ref, r.event) for s in outcome().stories for h in s.happenings for r in h.reports
        }


def test_retraction_takes_back_what_rested_on_an_article_alone(store):
    gone = pairs()[0][0].ref
    with Writer(store, reread) as writer:
        assert writer.retract(ref=gone) == [gone]
        with pytest.raises(StoreError, match="no article bears this ref"):
            writer.retract(ref=gone)
    with Store(store) as opened:
        assert gone not in by_ref(opened.records())
        assert all(gone not in s.members for s in opened.stories())
        assert all(r.ref != gone for h in opened.happenings() for r in h.reports)
        assert opened.status().retracted == 1
        rest = [pair for pair in pairs() if pair[0].ref != gone]
    assert fill(store, [pairs()[0]]).known == 1  # it stays retracted
    fresh = store.with_name("fresh")
    fill(fresh, rest)
    with Store(store) as opened, Store(fresh) as other:
        assert opened.stories() == other.stories()


def test_a_whole_outlet_can_be_retracted(store):
    with Store(store) as opened:
        outlet = next(r.outlet for r in opened.records() if r.outlet)
    with Writer(store, reread) as writer:
        assert writer.retract(outlet=outlet)
    with Store(store) as opened:
        assert outlet not in {r.outlet for r in opened.records()}


@pytest.mark.parametrize(
    ("source", "ref", "same"),
    [("news.jsonl:3", "a17", "news.jsonl:9"), ("folder/a.txt", "a.txt", "./folder/a.txt")],
)
def test_an_article_is_the_same_wherever_its_line_has_moved_to(source, ref, same):
    article = msgspec.structs.replace(pairs()[0][0], source=source, ref=ref)
    assert identity(article) == identity(msgspec.structs.replace(article, source=same))


def test_texts_without_a_name_are_the_same_only_when_their_words_are():
    one = msgspec.structs.replace(pairs()[0][0], source="news.jsonl:3", ref="news.jsonl:3")
    assert identity(one) != identity(msgspec.structs.replace(one, id="other"))
    piped = msgspec.structs.replace(one, source="-", ref="stdin")
    assert identity(piped) != identity(msgspec.structs.replace(piped, id="other"))


def test_a_line_is_retried_with_its_whole_file(tmp_path):
    assert retry("news.jsonl:17", tmp_path) == f"visavis ingest news.jsonl --store {tmp_path}"
