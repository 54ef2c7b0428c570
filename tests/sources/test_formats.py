"""Formats in which many articles come: packed lines, tables, web archives, feeds."""

import gzip
import json
import random
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from visavis.records import Article, Unread
from visavis.sources import packed
from visavis.sources.load import articles

TEXT = "The ministers of Norway and Chad met on Monday. They spoke for an hour about salt and about rails."
PAGE = (
    "<!doctype html><html lang=en><head><title>Salt and rails</title></head><body><article>"
    + "".join(f"<p>{TEXT} It was talk number {n}, and both sides called it useful.</p>" for n in range(5))
    + "</article></body></html>"
)


def lines(count):
    return "".join(
        json.dumps({"id": f"n{n}", "text": f"{TEXT} {n}", "published": "2021-12-16"}) + "\n"
        for n in range(count)
    ).encode()


def zst(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


def read(path, name, data):
    (path / name).write_bytes(data)
    return list(articles([str(path / name)]))


@pytest.mark.parametrize(("name", "pack"), [("n.jsonl.gz", gzip.compress), ("n.jsonl.zst", zst)])
def test_packed_lines_are_the_lines(tmp_path, name, pack):
    found = read(tmp_path, name, pack(lines(5)))
    plain = read(tmp_path, "n.jsonl", lines(5))
    assert [a.text for a in found] == [a.text for a in plain]
    assert [a.ref for a in found] == ["n0", "n1", "n2", "n3", "n4"]
    assert found[0].source.endswith(f"{name}:1")


def test_a_gzip_file_of_many_members_is_read_to_its_end(tmp_path):
    assert len(read(tmp_path, "n.jsonl.gz", gzip.compress(lines(2)) + gzip.compress(lines(4)))) == 4


def test_a_packed_text_is_read_as_a_text(tmp_path):
    (found,) = read(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode()))
    assert found.text == TEXT


def test_a_damaged_file_gives_what_came_before_and_says_so(tmp_path):
    found = read(tmp_path, "n.jsonl.gz", gzip.compress(lines(3000))[:-4000])
    assert isinstance(found[0], Article)
    assert "damaged" in found[-1].what


def test_what_lies_just_before_the_damage_is_read(tmp_path):
    chance = random.Random(3)
    texts = ["".join(chance.choices("abcdefghij ", k=400)) for _ in range(2000)]
    whole = gzip.compress("".join(json.dumps({"text": text}) + "\n" for text in texts).encode())
    for kept in (20_000, 150_000, len(whole) - 10):
        there = zlib.decompressobj(31).decompress(whole[:kept]).count(b"\n")
        *found, last = read(tmp_path, "n.jsonl.gz", whole[:kept])
        assert there - 1 <= len(found) <= there
        assert "damaged" in last.what


def test_a_bomb_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "_FREE", 1_000_000)
    found = read(
        tmp_path, "n.jsonl.gz", gzip.compress(lines(2) + b'{"id": "b", "text": "' + b" " * 30_000_000)
    )
    assert any(isinstance(item, Unread) and "unpacks" in item.what for item in found)


def test_a_table_is_read_row_by_row(tmp_path):
    table = pa.table(
        {
            "id": ["a", "b", None],
            "text": [TEXT, "", TEXT + " Again."],
            "published": pa.array([1639612800, None, None], pa.timestamp("s")),
            "outlet": ["Harbour Post", None, None],
            "other": [1, 2, 3],
        }
    )
    pq.write_table(table, tmp_path / "n.parquet", row_group_size=2)
    first, bad, last = articles([str(tmp_path / "n.parquet")])
    assert (first.ref, first.published, first.outlet) == ("a", "2021-12-16T00:00", "Harbour Post")
    assert (bad.where, bad.what) == (str(tmp_path / "n.parquet:2"), "nothing to read in it")
    assert last.ref == "n.parquet:3"


@pytest.mark.parametrize("name", ["n.parquet", "n.parquet.gz"])
def test_what_is_no_table_says_so(tmp_path, name):
    data = b"PAR1" + b"\0" * 100
    (found,) = read(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
    assert isinstance(found, Unread)
    assert "Parquet" in found.what


def test_a_table_without_texts_says_so(tmp_path):
    pq.write_table(pa.table({"id": ["a"]}), tmp_path / "n.parquet")
    (found,) = articles([str(tmp_path / "n.parquet")])
    assert '"text"' in found.what


def record(url, payload, kind="text/html; charset=utf-8", status=200, extra=""):
    block = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-12-16T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archive(records, pack=gzip.compress):
    return b"".join(map(pack, records))


RECORDS = (
    ("https://news.example/a", PAGE.encode(), {}),
    ("https://news.example/logo.png", b"\x89PNG....", {"kind": "image/png"}),
    ("https://news.example/gone", PAGE.encode(), {"status": 404}),
    ("https://news.example/front", b"<html><body><p>Log in</p></body></html>", {}),
    ("https://news.example/b", zlib.compress(PAGE.encode()), {"extra": "Content-Encoding: deflate\r\n"}),
    ("https://news.example/c", PAGE.encode(), {"extra": "Content-Encoding: gzip\r\n"}),
)


@pytest.mark.parametrize(("name", "pack"), [("c.warc.gz", gzip.compress), ("c.warc", bytes)])
def test_pages_of_a_web_archive_are_articles(tmp_path, name, pack):
    found = read(tmp_path, name, archive([record(u, p, **k) for u, p, k in RECORDS], pack))
    pages = [item for item in found if isinstance(item, Article)]
    assert [page.url for page in pages] == [f"https://news.example/{one}" for one in "abc"]
    assert all("salt and about rails" in page.text and page.title == "Salt and rails" for page in pages)
    (bad,) = [item for item in found if isinstance(item, Unread)]
    assert "no article" in bad.what
    assert "news.example/front" in bad.what


def test_a_cut_archive_gives_what_came_before(tmp_path):
    data = archive([record(f"https://news.example/{n}", PAGE.encode()) for n in range(200)])
    found = read(tmp_path, "c.warc.gz", data[:-40])
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Unread)


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title>Salt</title><link href="https://news.example/salt"/><updated>2021-12-16T10:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;More &amp;amp; more.&lt;/p&gt;</content></entry>
<entry><title>Empty</title><link href="https://news.example/empty"/></entry></feed>"""


def test_a_saved_feed_gives_what_it_holds(tmp_path):
    first, second = read(tmp_path, "f.atom", ATOM.encode())
    assert first.text == f"{TEXT}\n\nMore & more."
    assert (first.title, first.outlet, first.url) == ("Salt", "Harbour Post", "https://news.example/salt")
    assert first.published == "2021-12-16T10:00Z"
    assert isinstance(second, Unread)


def test_a_folder_gives_all_formats(tmp_path):
    read(tmp_path, "a.jsonl.gz", gzip.compress(lines(1)))
    read(tmp_path, "b.warc.gz", archive([record("https://news.example/a", PAGE.encode())]))
    read(tmp_path, "c.rss", ATOM.encode())
    read(tmp_path, "notes.gz", b"left alone")
    found = [item for item in articles([str(tmp_path)]) if isinstance(item, Article)]
    assert [a.ref for a in found] == ["n0", "b.warc.gz:1", "c.rss:1"]
