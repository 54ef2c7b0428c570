"""Articles of one affair come together, near neighbours stay apart, order never matters."""

import itertools
import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merging_records import article, event

from visavis.coding.record import code
from visavis.merging.merge import merge
from visavis.reading.page import read
from visavis.records import Article, write_jsonl

ACTORS = {"Norway": "NOR", "Norwegian": "NOR", "Iceland": "ISL", "Icelandic": "ISL", "Oslo": "NOR"}
DENMARK = {"Denmark": "DNK", "Danish": "DNK"}


def fishing():
    """Two reports and the follow-up of a quarrel over herring; then the same pair's next affair."""
    return [
        article(
            "quota-1",
            "Norway and Iceland failed to agree on herring quotas in Bergen on Monday.",
            "Negotiators had argued over spawning stocks and trawlers for three days.",
            "Icelandic skippers want a fifth of the catch.",
            title="Herring talks in Bergen collapse",
            published="2020-03-03",
            outlet="North Post",
            actors=ACTORS,
        ),
        article(
            "quota-2",
            "Talks about the herring catch between Iceland and Norway broke down in Bergen.",
            "The sides differ on how the spawning stock is counted and on trawlers from Bergen.",
            "Skippers threatened to sail without quotas.",
            title="No herring quotas after Bergen talks",
            published="2020-03-04",
            outlet="Fjord Times",
            actors=ACTORS,
        ),
        article(
            "quota-3",
            "Trawlers left port without herring quotas after the collapse of the Bergen talks.",
            "The coastguard of Norway followed them towards the spawning grounds.",
            title="Trawlers sail without herring quotas",
            published="2020-03-06",
            outlet="North Post",
            actors=ACTORS,
        ),
        article(
            "cable-1",
            "Norway and Iceland signed an accord on a power cable under the sea.",
            "Geothermal plants are to feed Oslo's grid by 2030 through converters in Stavanger.",
            title="Sea cable to link grids",
            published="2020-04-08",
            outlet="North Post",
            actors=ACTORS,
        ),
        article(
            "cable-2",
            "A cable that carries geothermal power to Stavanger was agreed by Iceland and Norway.",
            "Converters in Stavanger will feed the grid.",
            title="Geothermal power for Stavanger",
            published="2020-04-09",
            outlet="Fjord Times",
            actors=ACTORS,
        ),
    ]


def members(stories):
    return sorted(sorted(s.members) for s in stories)


def test_affairs_of_one_pair_are_told_apart():
    assert members(merge(fishing())) == [["cable-1", "cable-2"], ["quota-1", "quota-2", "quota-3"]]


@pytest.mark.parametrize("order", [(4, 2, 0, 3, 1), (1, 0, 4, 3, 2), (3, 4, 2, 1, 0)])
def test_the_order_of_arrival_changes_nothing(order):
    records = fishing()
    assert write_jsonl(merge([records[i] for i in order])) == write_jsonl(merge(records))


def test_two_summits_of_one_pair_a_month_apart_are_two_stories():
    texts = {
        "may": (
            "The leaders of Norway and Denmark met at the royal palace for a summit on gas.",
            "They promised each other pipelines, and a hotline for storms at sea.",
        ),
        "june": (
            "At the royal palace the leaders of Denmark and Norway met again, and gas was the theme of it.",
            "The summit brought no pipelines, only another promise of a hotline.",
        ),
    }
    records = []
    for ref, (published, day) in {
        "may": ("2020-05-05", "2020-05-04"),
        "june": ("2020-06-05", "2020-06-04"),
    }.items():
        record = article(
            ref, *texts[ref], title="Gas summit", published=published, actors={**ACTORS, **DENMARK}
        )
        met = event(record, 0, "CONSULT", ["NOR", "DNK"], date=day, trigger="met")
        records.append(msgspec.structs.replace(record, events=(met,)))
    assert members(merge(records)) == [["june"], ["may"]]


def test_an_undated_article_joins_the_story_that_it_fits():
    records = fishing()
    undated = article(
        "undated",
        "The herring talks in Bergen ended in anger over the spawning stock.",
        "Skippers spoke of trawlers without quotas.",
        title="Anger in Bergen over herring",
        actors=ACTORS,
    )
    found = members(merge([*records, undated]))
    assert ["quota-1", "quota-2", "quota-3", "undated"] in found


def test_no_articles_and_articles_without_words_are_no_trouble():
    assert merge([]) == ()
    stories = merge([article("empty", "."), article("other", "!")])
    assert sorted(itertools.chain(*(s.members for s in stories))) == ["empty", "other"]


def test_the_same_article_twice_changes_nothing():
    assert write_jsonl(merge(fishing() + fishing()[:2])) == write_jsonl(merge(fishing()))


def test_a_story_names_its_outlets_and_its_span():
    story = next(s for s in merge(fishing()) if "quota-1" in s.members)
    assert story.outlets == ("Fjord Times", "North Post")
    assert story.independent_sources == 2
    assert (story.span.start, story.span.end) == ("2020-03-03", "2020-03-06")
    assert "erring" in story.title


def benchmark_set():
    """Return the articles of our own story set that are tuned on, without a language model."""
    path = Path(__file__).parents[2] / "benchmarks" / "stories" / "tune.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        sentences = re.split(r"(?<=[.!?])\s+", row["text"])
        record = article(
            row["id"], *sentences, published=row["published"], outlet=row["outlet"], title=row["title"]
        )
        yield record, row["story"]


def test_the_story_set_is_told_apart_by_its_words_alone():
    records, stories = zip(*benchmark_set(), strict=True)
    wanted = dict(zip((r.ref for r in records), stories, strict=True))
    found = merge(records)
    pure = sum(len({wanted[ref] for ref in s.members}) == 1 for s in found)
    assert pure >= len(found) - 1
    assert len(found) <= 1.7 * len(set(stories))


@given(st.permutations(range(len(fishing()))))
@settings(max_examples=15, deadline=None)
def test_any_order_gives_the_same_bytes(order):
    records = fishing()
    assert write_jsonl(merge([records[i] for i in order])) == write_jsonl(merge(records))


def test_articles_in_another_language_come_together_uncoded():
    texts = {
        "fr-1": "Le président chinois Xi Jinping et le président russe Vladimir Poutine se sont entretenus "
        "par vidéo le 15 décembre 2021. Ils ont parlé de l’OTAN, de l’Ukraine, de Taïwan pendant 90 minutes.",
        "fr-2": "Le 15 décembre 2021, Vladimir Poutine et Xi Jinping ont discuté 90 minutes en vidéo. "
        "Selon Moscou, ils ont évoqué l'Ukraine, Taïwan et l'OTAN.",
        "es": "Las lluvias del 3 de marzo de 2019 dejaron dos muertos en Lima, según el alcalde Muñoz. "
        "Las clases quedaron suspendidas y 400 familias fueron evacuadas.",
    }
    records = [code(read(Article(id=ref, ref=ref, source=ref, text=text))) for ref, text in texts.items()]
    assert all(not r.events and any("not coded" in note for note in r.notes) for r in records)
    assert sorted(sorted(story.members) for story in merge(records)) == [["es"], ["fr-1", "fr-2"]]
