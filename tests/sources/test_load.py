"""What the user names becomes articles; what cannot be read is named with why."""

import io
import json
import os
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visavis.errors import InputError
from visavis.records import Article, Unread
from visavis.sources import decode, lines
from visavis.sources.document import text_id
from visavis.sources.load import articles, published_date

TEXT = "The two presidents met in Harbour City on Friday. They signed a pact."
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Pact signed - The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="Pact signed">
<meta property="article:published_time" content="2021-12-16T08:10:42+01:00">
<meta name="author" content="Ann Lee"><link rel="canonical" href="https://harbour.example/pact">
</head><body><nav><a href="/">Home</a></nav><article>
<h1>Pact signed</h1>
<p>Both governments signed a pact on fishing rights on Wednesday, a spokesman said.</p>
<p>The ministers spoke for an hour and praised what they called an unusually frank exchange.</p>
<p>Observers in the capital said that the harder questions had been put off until spring.</p></article>
<footer>All rights reserved</footer></body></html>"""


def load(*inputs, **options):
    return list(articles([str(i) for i in inputs], **options))


def one(*inputs, **options):
    (found,) = load(*inputs, **options)
    return found


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def piped(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# ---------------------------------------------------------------- plain text


def test_a_text_file_is_one_article(tmp_path):
    path = put(tmp_path, "pact.txt", TEXT)
    article = one(path)
    assert (article.text, article.ref, article.source) == (TEXT, "pact.txt", str(path))
    assert (article.title, article.outlet, article.published, article.notes) == (None, None, None, ())


def test_the_id_is_of_the_words_alone(tmp_path):
    a = one(put(tmp_path, "a.txt", TEXT))
    b = one(put(tmp_path, "b.txt", TEXT.replace(" They", "\n\n   They") + "\n"))
    assert a.id == b.id == text_id(TEXT)
    assert a.text != b.text
    assert one(put(tmp_path, "c.txt", TEXT + " More.")).id != a.id


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("Café “talks” went on.".encode("utf-8-sig"), None),
        ("Café “talks” went on.".encode("utf-16"), "utf-16"),
        ("Café “talks” went on.".encode("utf-16-le"), "utf-16"),
        ("Café “talks” went on.".encode("utf-32"), "utf-32"),
        ("Café “talks” went on.".encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_are_told(tmp_path, data, note):
    article = one(put(tmp_path, "a.txt", data))
    assert article.text == "Café “talks” went on."
    assert bool(article.notes) == bool(note)
    assert note is None or note in article.notes[0]


def test_other_scripts_are_detected(tmp_path):
    text = "Президент встретился с министром в столице. Они говорили о мире и о границе. " * 4
    article = one(put(tmp_path, "a.txt", text.encode("cp1251")))
    assert article.text == text
    assert "encoding" in article.notes[0]


def test_invalid_utf8_is_read_and_said(tmp_path):
    data = ("Straße, “quoted”. " * 5).encode() + b"cut \xe2\x80 here \xff."
    article = one(put(tmp_path, "a.txt", data))
    assert article.text.endswith("cut \ufffd here \ufffd.")
    assert any("2 bytes or runs of bytes" in note for note in article.notes)


def test_mojibake_is_repaired_once_and_said_but_quotes_stay(tmp_path):
    article = one(put(tmp_path, "a.txt", "Moscowâ€™s envoy said “no” to a ﬁnal oﬀer."))
    assert article.text == "Moscow’s envoy said “no” to a ﬁnal oﬀer."
    assert any("repaired" in note for note in article.notes)


def test_line_ends_are_unified_without_a_note(tmp_path):
    article = one(put(tmp_path, "a.txt", b"One.\r\nTwo.\rThree."))
    assert article.text == "One.\nTwo.\nThree."
    assert article.notes == ()


def test_a_terminal_cannot_be_commanded(tmp_path):
    assert "\x1b" not in one(put(tmp_path, "a.txt", "\x1b[31mRed\x1b[0m alert in the strait.")).text


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "nothing to read"),
        ("mark.txt", b"\xef\xbb\xbf", "nothing to read"),
        ("nul.txt", b"text\0with NUL", "binary"),
        ("noise.txt", bytes(range(1, 32)) * 50, "binary"),
        ("paper.pdf", b"%PDF-1.7 ...", "PDF"),
        ("paper.docx", b"PK\x03\x04....", "ZIP"),
        ("news.gz", b"\x1f\x8b\x08....", "gzip"),
        ("empty.html", b"", "empty"),
        ("empty.jsonl", b"\n\n", "no lines"),
        ("binary.jsonl", b"\0\1\2", "binary"),
        ("list.json", b'[{"id": 1, "text": "x"}]', "list"),
    ],
)
def test_what_is_no_article_is_named_with_why_and_remedy(tmp_path, name, data, what):
    path = put(tmp_path, name, data)
    found = one(path)
    assert isinstance(found, Unread)
    assert found.where == str(path)
    assert what in found.what
    assert found.remedy


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = put(tmp_path, "big.txt", "")
    with path.open("wb") as file:
        file.truncate(50_000_000)
    found = one(path)
    assert found.what.startswith("50.0 MB")
    assert "Split it" in found.remedy


def test_a_text_above_the_limit_is_refused(tmp_path):
    found = one(put(tmp_path, "long.txt", "word " * (decode.MAX_TEXT // 5 + 1)))
    assert "characters" in found.what


# ---------------------------------------------------------------- pages


def test_a_page_gives_its_article_and_what_it_states(tmp_path):
    article = one(put(tmp_path, "pact.html", PAGE))
    assert article.title == "Pact signed"
    assert article.byline == "Ann Lee"
    assert article.outlet == "The Harbour Post"
    assert article.url == "https://harbour.example/pact"
    assert (article.published, article.published_basis) == ("2021-12-16T08:10+01:00", "metadata")
    assert article.language == "en"
    assert "fishing rights" in article.text
    assert "<p>" not in article.text
    assert "All rights reserved" not in article.text
    assert "put off until spring." in article.text.split("\n\n")[-1]


def test_a_page_is_known_by_its_beginning(tmp_path):
    assert one(put(tmp_path, "pact.txt", PAGE)).title == "Pact signed"


def test_a_page_that_states_no_date_gets_none_from_its_text(tmp_path):
    page = PAGE.replace("2021-12-16T08:10:42+01:00", "").replace("Observers", "On 3 May 2019 observers")
    assert one(put(tmp_path, "pact.html", page)).published is None


def test_linked_data_dates_a_page(tmp_path):
    data = '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-12-16T05:00:00Z"}]}</script>'
    page = PAGE.replace("article:published_time", "x").replace("</head>", data + "</head>")
    assert one(put(tmp_path, "pact.html", page)).published == "2021-12-16T05:00Z"


def test_a_declared_charset_is_believed(tmp_path):
    page = PAGE.replace("utf-8", "windows-1251").replace("Ann Lee", "Анна Ли")
    assert one(put(tmp_path, "pact.html", page.encode("cp1251"))).byline == "Анна Ли"


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><body><form>User <input></form><p>Please log in.</p></body></html>",
        "<html><body><ul>"
        + "".join(f"<li><a href=/{i}>A headline about the summit, number {i}</a></li>" for i in range(40))
        + "</ul></body></html>",
        "<html><body>" + "<div>" * 100_000 + "deep",
        "<html><script>" + "x" * 10_000,
    ],
    ids=["empty", "login", "headlines", "bomb", "script"],
)
def test_a_page_without_an_article_says_so(tmp_path, html):
    found = one(put(tmp_path, "page.html", html))
    assert isinstance(found, Unread)
    assert "no article" in found.what
    assert found.where.endswith("page.html")


# ---------------------------------------------------------------- JSON lines


def jsonl(folder, *rows, name="a.jsonl"):
    return put(folder, name, "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n")


def test_a_line_is_taken_word_for_word(tmp_path):
    text = "Moscowâ€™s offer\r\n  and \u201ctwo\u201d\x07 spaces \ufb01"
    row = {
        "id": "x1",
        "text": text,
        "title": "T",
        "outlet": "O",
        "published": "2021-12-16",
        "url": "u",
        "language": "en",
    }
    path = jsonl(tmp_path, row)
    article = one(path)
    assert article.text == text
    assert (article.ref, article.source) == ("x1", f"{path}:1")
    assert (article.title, article.outlet, article.published, article.published_basis) == (
        "T",
        "O",
        "2021-12-16",
        "metadata",
    )
    assert (article.url, article.language, article.notes) == ("u", "en", ())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("not json", "not JSON"),
        ("[1]", "a list"),
        ('"text"', "text and no object"),
        ('{"id": 1}', 'no "text"'),
        ('{"id": 1, "text": 5}', "a number"),
        ('{"id": [], "text": "x"}', '"id" is a list'),
        ('{"id": 1, "text": "  "}', "nothing to read"),
        ('{"id": 1, "text": "x"', "not JSON"),
        ('{"a":' * 100_000, "nested"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_read(tmp_path, line, what):
    path = jsonl(tmp_path, {"id": "a", "text": TEXT}, line, {"id": "b", "text": TEXT + " More."})
    first, bad, last = load(path)
    assert (first.ref, last.ref) == ("a", "b")
    assert bad.where == f"{path}:2"
    assert what in bad.what
    assert bad.remedy


def test_bytes_that_are_no_utf8_spoil_one_line_only(tmp_path):
    path = put(tmp_path, "a.jsonl", b'{"id":"a","text":"caf\xe9"}\n{"id":"b","text":"fine"}\n')
    bad, good = load(path)
    assert "not UTF-8" in bad.what
    assert good.ref == "b"


def test_a_file_of_no_json_lines_is_one_error(tmp_path):
    assert "none of its first" in one(put(tmp_path, "a.jsonl", "plain words\n" * 500)).what


def test_odd_fields_are_left_out_and_said(tmp_path):
    article = one(
        jsonl(tmp_path, {"id": 7, "text": "x y", "title": 4, "published": "yesterday", "outlet": None})
    )
    assert (article.ref, article.title, article.published) == ("7", None, None)
    assert len(article.notes) == 2


def test_half_characters_do_not_move_offsets(tmp_path):
    article = one(jsonl(tmp_path, '{"id":"a","text":"a\\ud800b"}'))
    assert article.text == "a\ufffdb"
    assert "surrogates" in article.notes[0]


def test_a_line_without_id_is_called_by_its_place(tmp_path):
    assert one(jsonl(tmp_path, {"text": "x"})).ref == "a.jsonl:1"


def test_ids_given_twice_are_told_apart_and_twins_read_once(tmp_path):
    found = load(
        jsonl(tmp_path, {"id": "a", "text": "x"}, {"id": "a", "text": "y"}, {"id": "a", "text": "x"})
    )
    assert [a.ref for a in found] == ["a", "a#2"]


def test_a_line_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "MAX_BYTES", 1000)
    long = {"id": "a", "text": "x" * 5000}
    bad, good = load(jsonl(tmp_path, long, {"id": "b", "text": "fine"}))
    assert "a line of more than" in bad.what
    assert good.ref == "b"


# ---------------------------------------------------------------- what is named


def test_folders_are_read_whole_and_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.html", "sub/d.jsonl", "picture.png", ".hidden.txt", ".git/x.txt"):
        content = (
            PAGE
            if name.endswith("html")
            else json.dumps({"id": "d", "text": name})
            if "jsonl" in name
            else name
        )
        put(tmp_path, name, content)
    assert [a.ref for a in load(tmp_path)] == ["a.txt", "b.txt", "c.html", "d"]


def test_a_folder_without_articles_says_so(tmp_path):
    put(tmp_path, "picture.png", b"\x89PNG")
    assert "no article" in one(tmp_path).what


def test_patterns_are_expanded_also_when_quoted(tmp_path):
    for name in ("a.txt", "b.txt", "deep/c.txt", "n.html"):
        put(tmp_path, name, PAGE if name == "n.html" else name)
    assert [a.ref for a in load(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert [a.ref for a in load(tmp_path / "**" / "*.txt")] == ["a.txt", "b.txt", "c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    assert one(put(tmp_path, "a[1].txt", TEXT)).ref == "a[1].txt"


@pytest.mark.parametrize("name", ["missing.txt", "miss*.txt", "", "a\0b", "x" * 5000])
def test_what_is_not_there_is_said(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    found = one(name)
    assert isinstance(found, Unread)
    assert found.remedy


def test_one_file_named_in_many_ways_is_read_once(tmp_path, monkeypatch):
    path = put(tmp_path, "a.txt", TEXT)
    link = tmp_path / "b.txt"
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    assert [a.ref for a in load("a.txt", path, "*.txt", tmp_path, link)] == ["a.txt"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    for name in ("x/day1/a.txt", "y/day1/a.txt", "y/b.txt"):
        put(tmp_path, name, name)
    assert [a.ref for a in load(tmp_path)] == ["x/day1/a.txt", "b.txt", "y/day1/a.txt"]


def test_good_files_are_read_beside_bad_ones(tmp_path):
    good = put(tmp_path, "good.txt", TEXT)
    found = load(
        tmp_path / "missing.txt", put(tmp_path, "empty.txt", ""), good, put(tmp_path, "b.bin", b"\0\1")
    )
    assert [isinstance(f, Article) for f in found] == [False, False, True, False]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    path = put(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert "may not be read" in one(path).what


def test_a_device_is_no_file():
    assert "device" in one("/dev/zero").what


def test_sources_can_be_shown_from_a_folder(tmp_path):
    put(tmp_path, "set/a.txt", TEXT)
    assert one(tmp_path, shown_from=tmp_path).source == "set/a.txt"


@pytest.mark.parametrize(
    ("data", "ref"),
    [
        (TEXT.encode(), "stdin"),
        (PAGE.encode(), "stdin"),
        (json.dumps({"id": "j", "text": TEXT}).encode(), "j"),
    ],
)
def test_standard_input_may_be_text_page_or_lines(monkeypatch, data, ref):
    piped(monkeypatch, data)
    article = one("-")
    assert article.ref == ref
    assert article.source.startswith("-")
    assert " signed a pact" in article.text
    assert sys.stdin.buffer.closed is False


def test_standard_input_may_be_empty_or_too_large(monkeypatch):
    piped(monkeypatch, b"")
    assert "empty" in one("-").what
    piped(monkeypatch, b"word " * 5_000_000)
    assert "MB" in one("-").what


# ---------------------------------------------------------------- dates


def test_the_date_given_is_for_those_that_state_none(tmp_path):
    text, page = put(tmp_path, "a.txt", TEXT), put(tmp_path, "b.html", PAGE)
    a, b = load(text, page, published="2021-12-15")
    assert (a.published, a.published_basis) == ("2021-12-15", "argument")
    assert (b.published[:10], b.published_basis) == ("2021-12-16", "metadata")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", "2021"),
        ("2021-12", "2021-12"),
        ("2021-12-16", "2021-12-16"),
        ("20211216", "2021-12-16"),
        ("2021-12-16 16:47", "2021-12-16T16:47"),
        ("2021-12-16T16:47:30.123+0900", "2021-12-16T16:47+09:00"),
        ("2021-12-16T07:47Z", "2021-12-16T07:47Z"),
        ("2021-12-16T07:47+00:00", "2021-12-16T07:47Z"),
        (" 2021-2-5 ", "2021-02-05"),
    ],
)
def test_dates_are_put_in_one_form(text, date):
    assert published_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2021-13-01",
        "2021-02-30",
        "16/12/2021",
        "2021-12-16T25:00",
        "0000",
        "0001-01-01",
        "9999",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(InputError) as caught:
        published_date(text)
    assert "2021-12-16" in str(caught.value)


# ---------------------------------------------------------------- anything at all


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".html", ".jsonl", ".xyz"]))
def test_any_bytes_are_read_or_refused(tmp_path, data, suffix):
    for found in load(put(tmp_path, "any" + suffix, data)):
        assert isinstance(found, Article | Unread)
        if isinstance(found, Article):
            found.text.encode("utf-8")
            assert found.text.strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["id", "text", "title", "published"]), x),
    )
)
def test_any_json_is_read_or_refused(tmp_path, value):
    for found in load(jsonl(tmp_path, json.dumps(value))):
        if isinstance(found, Article):
            assert found.text == value["text"] or "\ufffd" in found.text
