import io
import itertools

import msgspec
import pytest
from rich.console import Console

from visavis.coding.events.codebook import codebook
from visavis.records import (
    DateSpan,
    DifferenceValue,
    Edge,
    Happening,
    Record,
    Span,
    Speaker,
    Statement,
    Words,
)
from visavis.showing.brief import sayers
from visavis.showing.charts import Mark, timeline
from visavis.showing.folding import by_month, folded
from visavis.showing.items import Happened
from visavis.showing.layout import Box, columns, label_places, rows, spread, ticks
from visavis.showing.phrases import (
    Read,
    about_words,
    act_words,
    happened_words,
    in_sentence,
    joined,
    phrases,
    place_words,
    read_by,
    value_words,
)
from visavis.showing.sayings import predicate
from visavis.showing.terminal import show_record
from visavis.showing.wording import short, signed, speaker_words

DAY = DateSpan("2021-12-15", "2021-12-15", "day", "")


def happening(kind, mode=None, aux=()):
    return Happening("h", kind, mode, aux, (), (), (), DAY, None, 1.0, (), (), 1, 1, ())


def shown(iso, day, origins=1):
    return Happened(
        "h", "met", "CONSULT", "", "coop", "X", day, iso, "", "", "", origins, origins, (), (), "", 0
    )


@pytest.mark.parametrize(
    ("kind", "mode", "aux", "to", "said"),
    [
        ("CONSULT", "phone", (), "", "talked by telephone or video"),
        ("CONSULT", "visit", (), "Iran", "visited Iran"),
        ("CONSULT", "visit", (), "", "met on a visit"),
        ("SUPPORT", None, (), "the United States", "voiced support for the United States"),
        ("SUPPORT", None, (), "", "voiced support"),
        ("AGREE", None, ("future",), "China", "to meet, agree or work together with China"),
        ("ASSAULT", "drone", ("hypothetical",), "Ukraine", "might attack Ukraine with drones"),
        ("ASSAULT", None, ("negation",), "Ukraine", "attacked Ukraine"),
        ("ACCUSE", "allege", (), "{0} {}", "accused {0} {}"),
    ],
)
def test_what_happened_is_said_as_a_sentence(kind, mode, aux, to, said):
    assert happened_words(happening(kind, mode, aux), to) == said


def test_every_type_of_the_codebook_has_its_words():
    book = phrases().phrase
    entries = codebook().entries
    assert set(entries) <= set(book)
    known = {f"{kind}:{mode.name}" for kind, entry in entries.items() for mode in entry.mode}
    assert {key for key in book if ":" in key} == known - {"ASSAULT:primitive", "ASSAULT:unconventional"}


def test_a_frame_has_words_of_its_own_where_its_type_is_wider():
    frames = {f"{kind}#{frame.id}" for kind, entry in codebook().entries.items() for frame in entry.frame}
    assert {key for key in phrases().phrase if "#" in key} <= frames
    treaty = happening("SUPPORT")
    assert happened_words(treaty, "Russia", Read("sign")) == "signed or renewed an agreement with Russia"
    assert happened_words(treaty, "Russia", Read("beside")) == "voiced support for Russia"
    assert read_by([]) == Read("", "")


def test_the_words_that_tell_it_decide_where_a_frame_covers_several_acts():
    told = phrases().told
    for entry in told:
        one = happening(entry.type, entry.mode)
        for words in entry.yes:
            assert happened_words(one, "", Read("", words)) == happened_words(one, "", Read("", entry.yes[0]))
        for words in entry.no:
            assert happened_words(one, "", Read("", words)) != happened_words(one, "", Read("", entry.yes[0]))
    assert (
        happened_words(happening("SUPPORT"), "Oman", Read("praise", "thanked")) == "praised or thanked Oman"
    )
    assert (
        happened_words(happening("SUPPORT"), "Oman", Read("praise", "gave support"))
        == "voiced support for Oman"
    )
    planned = happening("AGREE", None, ("future",))
    assert happened_words(planned, "Oman", Read("visit", "fly to")) == "to meet or talk with Oman"


def test_every_phrase_stands_with_and_without_recipients():
    for key in phrases().phrase:
        kind, _, frame = key.partition("#")
        kind, _, mode = kind.partition(":")
        for aux, to in itertools.product(((), ("future",)), ("", "Iran")):
            words = happened_words(happening(kind, mode or None, aux), to, Read(frame))
            assert words.strip() == words
            assert not set("{}[]|") & set(words)
            assert "  " not in words


def test_names_take_their_article_within_a_sentence():
    assert (
        joined(in_sentence(c) for c in ("CHN", "USA", "GBR"))
        == "China, the United States and the United Kingdom"
    )
    assert joined([]) == ""


def test_a_negated_cue_says_that_it_was_not_said():
    assert act_words("say", negated=True) == "did not say"
    assert act_words("demand", negated=False) == "demands"


def test_joint_speakers_are_all_named():
    both = (Speaker("Putin", 0, 5, "RUS", "Vladimir Putin"), Speaker("Xi", 6, 8, "CHN", "Xi Jinping"))
    said = Statement(
        "s", "indirect", 0, 5, "x", Speaker("They", 0, 4), Words(0, 1, "said"), None,
        (), (), (), Span(0, 5), joint=both,
    )  # fmt: skip
    assert speaker_words(said) == "Vladimir Putin (Russia) and Xi Jinping (China)"


def test_numbers_and_long_words():
    assert [signed(n) for n in (0.5, -0.004, -0.25)] == ["+0.50", "0.00", "−0.25"]
    assert len(short("a" * 1_000_000)) <= 160
    assert short("a" * 1_000_000).endswith("…")
    assert about_words("CHN RUS") == "China and Russia"
    assert about_words("an attack (RUS UKR)") == "an attack (Russia, Ukraine)"
    assert about_words("CHN USA") == "China and the United States"
    assert about_words("FRA the West") == "France and the West"
    assert value_words(DifferenceValue("USA", (), ())) == "the United States"
    assert value_words(DifferenceValue("not: allies", (), ())) == "not allies"
    assert [place_words(p) for p in ("Red Sea", "Mediterranean", "Oslo", "the Gulf", "")] == [
        "the Red Sea", "the Mediterranean", "Oslo", "the Gulf", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "cue", "content", "code", "said"),
    [
        (
            "Kenya's envoy thanked Oman for its grain.",
            "thanked",
            "Oman for its grain",
            "KEN",
            "thanked Oman for its grain",
        ),
        ("She flew in to ask Oman for grain.", "ask", "Oman for grain", "KEN", "asks Oman for grain"),
        ("It would deny any part in it.", "deny", "any part in it", "KEN", "denies any part in it"),
        ("The two sides deny any part in it.", "deny", "any part in it", None, "deny any part in it"),
        ("Kenya's demand that Oman pay was heard.", "demand", "Oman pay", "KEN", ""),
        ("Kenya was urged to wait by Oman.", "urged", "to wait by Oman", "OMN", ""),
        ("Calling Oman a friend, Kenya left.", "Calling", "Oman a friend", "KEN", ""),
    ],
)
def test_a_statement_stands_as_a_predicate_where_the_article_joins_it(sentence, cue, content, code, said):
    start, at = sentence.index(cue), sentence.index(content)
    speaker = Speaker("Kenya" if code else "The two sides", 0, 5, code, None)
    one = Statement(
        "s", "indirect", at, at + len(content), content, speaker, Words(start, start + len(cue), cue), None,
        (), (), (), Span(0, len(sentence)),
    )  # fmt: skip
    assert predicate(sentence, one) == said


def test_both_countries_are_named_once_and_a_pronoun_by_its_state():
    speaker = Speaker("both states", 0, 5, "KEN"), Speaker("both states", 0, 5, "OMN")
    one = Statement(
        "s", "indirect", 9, 12, "x", speaker[0], Words(6, 8, "said"), None,
        (), (), (), Span(0, 12), joint=speaker,
    )  # fmt: skip
    assert speaker_words(one) == "both states (Kenya and Oman)"
    alone = msgspec.structs.replace(one, joint=(), speaker=Speaker("we", 0, 2, "OMN"))
    assert speaker_words(alone) == "Oman"


def test_who_holds_a_value_is_not_mixed_up_with_outlets_that_say_it_themselves():
    outlets = {"a.txt": "The Post", "b.txt": "The Sun", "c.txt": "c.txt"}
    mixed = DifferenceValue("axis", ("A. Writer", "The Post"), ("a.txt", "b.txt"))
    assert sayers(mixed, outlets) == [([], ["a.txt"]), (["A. Writer"], ["b.txt"])]
    assert sayers(DifferenceValue("axis", ("A. Writer",), ("b.txt",)), outlets) == [
        (["A. Writer"], ["b.txt"])
    ]
    assert sayers(DifferenceValue("axis", ("c.txt",), ("c.txt",)), outlets) == [([], ["c.txt"])]


def test_dots_of_a_stack_do_not_lie_on_each_other():
    at = [100.0, 104.0, 104.0, 130.0, 104.0]
    found = rows(at, [1, 1, 1, 1, -1], 12.0)
    assert found == [1, 2, 3, 1, -1]


def test_an_axis_holds_its_days_and_a_single_day_stands_in_the_middle():
    assert columns(["2021-12-01", "2021-12-11", "2021-12-21"], 100) == [0.0, 50.0, 100.0]
    assert columns(["2021-12-01"] * 2, 100) == [50.0, 50.0]
    assert ticks(["2021-12-01", "2021-12-03"], 6) == ["2021-12-01", "2021-12-02", "2021-12-03"]
    assert ticks(["2021-12-01"], 6) == ["2021-12-01"]


def test_labels_of_the_network_do_not_cover_each_other():
    nodes = [f"N{n}" for n in range(14)]
    edges = [Edge(a, b, 0.5 if n % 2 else -0.5, 0.8, 1) for n, (a, b) in enumerate(itertools.pairwise(nodes))]
    box = Box(840, 460)
    names = dict.fromkeys(nodes, "Some Republic")
    places = spread(nodes, edges, box)
    labels = label_places(places, names, edges, box)
    for (x, y), (u, v) in itertools.combinations(labels.values(), 2):
        assert abs(x - u) >= 90 or abs(y - v) >= 15
    assert all(0 <= x <= 840 and 0 <= y <= 460 for x, y in places.values())


def test_many_happenings_of_one_day_stay_on_the_drawing():
    chart = timeline([Mark("2021-12-15", 1 - 2 * (n % 2), f"happening {n}", 1, "#h") for n in range(300)])
    assert chart.svg.count("<svg") == chart.narrow.count("<svg") == 1
    height = float(chart.svg.split('height="')[1].split('"')[0])
    assert height < 400


def test_a_list_is_folded_and_what_is_left_out_is_counted():
    part = folded(list(range(100)), 10, 40)
    assert (len(part.first), len(part.rest), part.left_out) == (10, 30, 60)
    assert folded([1, 2], 10, 40).rest == ()


def test_happenings_stand_under_their_month_year_or_under_no_date():
    items = [shown("2001-01-01", "2001"), shown("2021-12-15", "15 Dec 2021"), shown("", "undated")]
    assert [heading for heading, _ in by_month(items)] == ["2001", "December 2021", "Without a date"]


def test_the_terminal_says_when_a_speaker_did_not_say_it():
    text = "Putin did not say that war would come."
    said = Statement(
        "s", "indirect", 23, 37, text[23:37], Speaker("Putin", 0, 5, "RUS", "Vladimir Putin"),
        Words(14, 17, "say"), None, (), (), (), Span(0, len(text)), aux=("negation",),
    )  # fmt: skip
    record = Record(
        "i", "r.txt", "r.txt", None, None, None, None, None, "en", text, (), (), (Span(0, len(text)),),
        (), (), (), (said,), (), (), (), (),
    )  # fmt: skip
    out = Console(width=120, file=io.StringIO(), markup=False, highlight=False)
    show_record(out, record)
    assert "Vladimir Putin (Russia) did not say: war would come" in out.file.getvalue()
