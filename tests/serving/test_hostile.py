"""Articles that mean harm: all that they bring is shown as text, and no page grows without end."""

import html
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from visavis import pipeline
from visavis.records import Article, Unread
from visavis.serving.app import application
from visavis.serving.desk import Desk
from visavis.store.writer import Writer

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
TURNED = "\u202egnp.exe\u2066"
TEXT = (
    f"{EVIL}\n\nChina's President Xi Jinping met Russian President Vladimir Putin in Beijing on Friday. "
    f"Putin said {EVIL} was “a {TURNED} strategic partner {{{{ 7 * 7 }}}} <b>of China</b>”. "
    "The United States condemned Russia on 4 February 2022.\n\n"
)
_LONG = "a" * 1_000_000


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "store"
    common = {"outlet": f"Outlet {EVIL}", "title": f"Title {EVIL} {TURNED}", "url": "javascript:alert(3)",
              "published": "2022-02-04", "byline": EVIL, "published_basis": "metadata"}  # fmt: skip
    articles = [
        Article("a" * 12, f"../{EVIL}.txt", f"/tmp/{EVIL}.txt", TEXT, **common),
        Article("b" * 12, "long word", "long.txt", TEXT + _LONG, **common),
    ]
    with Writer(folder, pipeline.read_one) as writer:
        writer.add([(one, pipeline.read_one(one)) for one in articles])
        writer.add([(None, Unread(f"{EVIL}.html", f"broken {EVIL}", f"{EVIL}"))])
    app = application(Desk(folder, patience=120))
    with TestClient(app, base_url="http://localhost") as client:
        found = {}
        ahead = ["/", "/relations", "/relation/CHN/RUS", "/stories", "/system", "/inbox", "/?q=Beijing"]
        ahead += [f"/?q={EVIL}", f"/?outlet={EVIL}&actor={EVIL}", f"/ask?q={EVIL}", f"/relation/{EVIL}/RUS"]
        ahead += ["/ask?q=Are China and Russia allies?", f"/happening/{EVIL}"]
        while ahead and len(found) < 120:
            path = ahead.pop(0)
            if path not in found:
                found[path] = client.get(path)
                links = re.findall(r'href="(/(?:article|story|happening)/[^"#]*)', found[path].text)
                ahead += [html.unescape(link) for link in links if not re.search(r"\.(json|csv)\b", link)]
    return found


def test_many_kinds_of_pages_were_seen(pages):
    kinds = {path.split("/")[1] for path in pages}
    assert {"article", "story", "happening", "relation", "system", "inbox"} <= kinds
    assert any("/item/" in path for path in pages)


class Markup(HTMLParser):
    """Collects what would act: elements that run or load, handlers of events, addresses that are scripts."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        ours = tag == "script" and (
            given.get("type") == "application/json" or "/static/" in given.get("src", "")
        )
        if tag in ("script", "img", "iframe", "object", "embed", "base", "style") and not (
            tag == "script" and ours
        ):
            self.found.append(tag)
        for name, value in attrs:
            link = name in ("href", "src", "action", "formaction")
            if name.startswith("on") or name == "style" or (link and not re.match(r"[/#]", value or "")):
                self.found.append(f"{name}={value}")


def test_nothing_of_an_article_becomes_markup(pages):
    for path, answer in pages.items():
        seen = Markup()
        seen.feed(answer.text)
        assert seen.found == [], path
        assert "<b>of China" not in answer.text, path
        assert "{{ 7 * 7 }}" in answer.text or "7 * 7" not in answer.text, path


def test_what_turns_words_around_is_made_visible_or_left_out(pages):
    for path, answer in pages.items():
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", html.unescape(answer.text)), path


def test_no_page_is_too_large(pages):
    assert {path: len(a.content) for path, a in pages.items() if len(a.content) > 1_000_000} == {}


def test_all_of_a_long_text_can_be_read_part_by_part(pages):
    parts = [path for path in pages if "part=" in path]
    assert parts
    assert any("part 1 of 1" not in pages[path].text and " of 17" in pages[path].text for path in parts)
