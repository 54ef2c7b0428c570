import hashlib
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from visavis.records import (
    Agreement,
    DateSpan,
    Difference,
    DifferenceValue,
    Event,
    Furniture,
    Happening,
    Obligation,
    Party,
    Record,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    StorySpan,
    Unread,
    Voice,
    Words,
)
from visavis.showing.brief import brief_page
from visavis.showing.spans import layers, paragraphs

TEXT = 'Putin and Xi met on Wednesday.\n<script>alert(1)</script> "We meet", Putin said.\nSubscribe now'
DAY = DateSpan("2021-12-15", "2021-12-15", "day", "Wednesday <- published 2021-12-16")
NEXT = DateSpan("2021-12-16", "2021-12-16", "day", "dateline")


def party(code, words):
    start = TEXT.index(words)
    return Party(code, words, start, start + len(words))


def event(name, kind, actors, recipients, score, aux=()):
    return Event(
        name, kind, None, (), aux, actors, recipients, DAY, None, Voice("outlet"),
        Words(13, 16, "met"), Span(0, 30), score, 0.9, "consult.toml#meet",
    )  # fmt: skip


def record(number):
    start = TEXT.index('"We')
    said = Statement(
        "s1", "direct", start, start + 9, "We meet", Speaker("Putin", 0, 5, "RUS", "Vladimir Putin"),
        None, None, (), (), (), Span(TEXT.index("<script"), TEXT.index("\nSub")),
    )  # fmt: skip
    both = (party("RUS", "Putin"), party("CHN", "Xi"))
    return Record(
        f"id{number}", f"r{number}.txt", "src", "Outlet <b>", "A \u202etitle",
        None, None, NEXT, "en", TEXT, (),
        (Furniture(TEXT.index("Subscribe"), len(TEXT), "subscription"),), (Span(0, 30),), (), (),
        (event("e1", "CONSULT", both, (), 2.5), event("e2", "CONSULT", both, (), 2.5, ("future",))),
        (said,), (), (), (), ("a note",),
    )  # fmt: skip


def happening(name, aux=(), reports=("r0.txt", "r1.txt"), event_id="e1"):
    return Happening(
        name, "CONSULT", None, aux, ("CHN", "RUS"), ("CHN", "RUS"), (), DAY, None, 2.5, (),
        tuple(Report(ref, event_id) for ref in reports), len(reports), len(reports), (),
    )  # fmt: skip


def story_of_two():
    return Story(
        "s", ("r0.txt", "r1.txt"), "Two presidents meet",
        ("Outlet <b>",), 2, (), StorySpan("2021-12-15", "2021-12-16"),
        (happening("h1"), happening("h2", ("future",), event_id="e2")), (), (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page():
    return brief_page(
        [record(0), record(1)], [story_of_two()], [Unread("x.txt", "the file is empty", "Give it text")]
    )


def test_every_link_leads_somewhere(page):
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 10
    assert links <= ids


def test_hostile_text_is_shown_as_text(page):
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Outlet <b>" not in page
    assert "\u202e" not in page


def test_planned_is_kept_apart_from_what_happened(page):
    happened = page[page.index('id="happened"') : page.index('id="apart"')]
    apart = page[page.index('id="apart"') : page.index('id="said"')]
    assert 'id="h-h1"' in happened
    assert 'id="h-h2"' in apart
    assert "Planned or promised" in apart
    assert "China and Russia to meet or talk" in re.sub(r"</?b>", "", apart)


def test_event_date_and_publication_date_are_both_there(page):
    item = page[page.index('id="h-h1"') : page.index('id="apart"')]
    assert "15 Dec 2021" in item
    assert "16 Dec 2021" in item
    assert "Wednesday &lt;- published 2021-12-16" in item


def test_page_asks_for_nothing_from_outside(page):
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", outside)
    assert "default-src 'none'" in html.unescape(page)


def test_unread_input_is_named_with_its_reason(page):
    assert "x.txt" in page
    assert "the file is empty" in page


def test_charts_are_drawn_and_their_specifications_are_json(page):
    specs = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.S)
    assert len(specs) == 2
    for spec in specs:
        assert json.loads(spec)["$schema"].startswith("https://vega.github.io/schema/vega-lite")
    assert page.count('<svg role="img"') == 4  # each wide and for a phone


def test_same_input_gives_the_same_bytes(page):
    story = Story(
        "s",
        ("r0.txt",),
        "T",
        (),
        1,
        (),
        StorySpan(None, None),
        (happening("h1", reports=("r0.txt",)),),
        (),
        (),
    )
    assert brief_page([record(0)], [story]) == brief_page([record(0)], [story])


def test_the_seed_of_hashes_makes_no_difference():
    script = (
        "import hashlib, test_brief as t; "
        "page = t.brief_page([t.record(0), t.record(1)], [t.story_of_two()]); "
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
    )
    here = brief_page([record(0), record(1)], [story_of_two()])
    assert done.stdout.decode().strip() == hashlib.sha256(here.encode()).hexdigest()


def test_a_story_in_short_says_what_happened_and_leads_there(page):
    short = page[page.index('id="short"') : page.index('id="happened"')]
    assert '<a href="#h-h1">15 Dec 2021: China and Russia met or talked</a>' in short
    assert "2 independent sources" in short


def test_a_story_told_by_one_article_has_no_table_of_differences():
    difference = Difference("claim", "CHN RUS", (DifferenceValue("allies", ("some",), ("r0.txt",)),) * 2)
    story = Story(
        "s", ("r0.txt",), "Alone", (), 1, (), StorySpan(None, None),
        (happening("h1", reports=("r0.txt",)),), (), (difference,),
    )  # fmt: skip
    page = brief_page([record(0)], [story])
    assert "Where they differ" not in page
    assert "Told by one article" in page


def test_a_long_text_is_cut_and_says_so_and_links_still_lead_somewhere():
    text = "Russia met China. " * 5_000
    far = len(text) - 20
    one = msgspec.structs.replace(
        record(0),
        text=text,
        furniture=(),
        statements=(),
        events=(
            msgspec.structs.replace(
                event("e1", "CONSULT", (party("RUS", "Putin"),), (), 2.5),
                trigger=Words(far, far + 3, "met"),
                sentence=Span(far - 5, far + 10),
            ),
        ),
    )
    story = Story(
        "s", ("r0.txt",), "T", (), 1, (), StorySpan(None, None),
        (happening("h1", reports=("r0.txt",)),), (), (),
    )  # fmt: skip
    page = brief_page([one], [story])
    assert "30,000 characters that this page leaves out" in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'\bid="([^"]+)"', page))
    assert 'href="#a0-cut"' in page


def test_nothing_in_a_drawing_takes_the_keyboard(page):
    for drawing in re.findall(r"<svg.*?</svg>", page, flags=re.S):
        assert "<a " not in drawing
        assert "tabindex" not in drawing


def test_ids_are_the_pages_own_once_each(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_binds_a_pair_by_the_registry_stands_apart_from_what_texts_say():
    at = TEXT.index("met")
    denied = Agreement(
        "mutual defence", ("CHN", "RUS"), "alliance", None, DateSpan(None, None, "unknown", ""),
        (Obligation("defense", False),), at, at + 3, Span(0, 30), ("negation",),
    )  # fmt: skip
    page = brief_page([msgspec.structs.replace(record(0), agreements=(denied,)), record(1)], [story_of_two()])
    card = page[page.index('id="pair-CHN-RUS"') : page.index('id="system"')]
    registry, texts = card.split("What the articles say binds them")
    assert "Treaty of Good-Neighborliness" in registry
    assert "16 July 2001" in registry
    assert "Mutual defence (alliance), said not to bind to defence" in texts
    assert "said to bind" not in texts


def test_nothing_read_is_said_in_words():
    page = brief_page([], [])
    assert "No two states were found" in page
    assert "too few ties" in page


def test_stretches_hold_the_whole_text_and_its_marks():
    one = record(0)
    lines = list(paragraphs(one.text, layers(one, "a0")))
    assert ["".join(s.text for s in line) for line in lines] == TEXT.split("\n")
    marked = [s for line in lines for s in line if "event" in s.layers]
    assert [s.text for s in marked] == ["met"]
    assert marked[0].anchors == ("a0-e0", "a0-e1")
    assert lines[2][0].layers == ("furniture",)
