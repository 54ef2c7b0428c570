"""Sets: what quality is measured on, and how, for ``quality.py``.

Figures are points out of 100. Our own sets lie beside this file; those of ``shared/`` (the environment's
VISAVIS_SHARED, else beside the repository) are there where that folder is.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small products: threads would cost more than they give

import articles
import attributions
import events
import frames
import furniture
import pairs
import statements
import stories_score
import treebank

import visavis
from visavis.merging.merge import merge
from visavis.pipeline import read_all, read_one
from visavis.records import Article, Record, write_jsonl
from visavis.sources.document import text_id

HERE = Path(__file__).parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("VISAVIS_SHARED") or ROOT.parent / "shared")

Figures = dict[str, float]


@dataclass(frozen=True)
class Set:
    """Something that figures are measured on.

    Attributes:
        name: how the baseline calls it.
        on: what it is, in words, with how it is measured.
        files: what it consists of; the baseline keeps their hash.
        measure: returns its figures.
        fast: whether ``--fast`` measures it.
    """

    name: str
    on: str
    files: tuple[Path, ...]
    measure: Callable[[], Figures]
    fast: bool = True


# ---------------------------------------------------------------- our own sets


def points(share: object) -> float:
    """Return a share (0..1, or "3/4") as points, to a hundredth."""
    return round(100 * float(Fraction(str(share))), 2)


def of_furniture(half: str) -> Figures:
    """Return how well furniture is marked, by character."""
    found = furniture.score(furniture.labelled(HERE / "furniture" / f"{half}.txt"))
    return {key: points(found[key]) for key in ("f1", "kind_accuracy", "body_marked")}


def of_statements(half: str) -> Figures:
    """Return how well statements and their speakers are found."""
    found = statements.score(half, show=False)
    return {key: points(found[key]) for key in ("p", "r", "f1", "speaker")}


def of_stories(half: str) -> Figures:
    """Return how well articles are put together into stories, and reports into happenings."""
    file = HERE / "stories" / f"{half}.jsonl"
    records, _ = read_all([str(file)])
    stories = merge(records)
    labels = stories_score.rows(file.with_suffix(".happenings.jsonl"))
    told = stories_score.given(records, labels)
    gold = {str(row["id"]): str(row["story"]) for row in stories_score.rows(file)}
    return {
        "bcubed_f1": points(stories_score.bcubed(gold, stories)["f1"]),
        "happenings_given_events_f1": points(stories_score.pairs(half, told, merge(told))["f1"]),
        "happenings_end_to_end_f1": points(stories_score.pairs(half, records, stories)["f1"]),
    }


def of_ordinary_stories(half: str) -> Figures:
    """Return how well undated articles of ordinary news are put together into stories."""
    inputs, gold = stories_score.ordinary(half)
    return {"bcubed_f1": points(stories_score.bcubed(gold, visavis.stories(inputs))["f1"])}


def of_events(half: str) -> Figures:
    """Return how well events are coded in sentences of news agencies, and how often there is none."""
    chosen = [
        [events.read(item) for item in events.items(name) if item.half == half]
        for name in ("agency.jsonl", "nothing.jsonl")
    ]
    found = events.score(*chosen)
    return {
        "type_f1": points(found["type"]["f1"]),
        "type_recall": points(found["type"]["r"]),
        "type_and_parties_f1": points(found["type_and_parties"]["f1"]),
        "modes_right": points(found["modes_right"]),
        "false_alarms": points(found["false_alarms"]),
    }


def of_fresh_events(half: str, file: str = "fresh.jsonl") -> Figures:
    """Return how well events are coded in the second set of agency sentences, or in another file of such."""
    rows = [events.read(item) for item in events.items(file) if item.half == half]
    found = events.score([row for row in rows if row.wanted], [row for row in rows if not row.wanted])
    modes_labelled = any(event.mode for row in rows for event in row.item.events)
    return {
        "type_f1": points(found["type"]["f1"]),
        "type_recall": points(found["type"]["r"]),
        "type_and_parties_f1": points(found["type_and_parties"]["f1"]),
        **({"modes_right": points(found["modes_right"])} if modes_labelled else {}),
    }


def of_frames(half: str) -> Figures:
    """Return how often an event's aux, date, voice and place are right, of the labelled ones coded."""
    found = frames.score([row for row in frames.verdicts() if row.item.half == half])
    return {name: points(found[name]) for name in ("found", "aux", "date", "voice", "place")}


def of_articles(half: str) -> Figures:
    """Return how well whole articles are coded: events, their parties, dates, voices, what is told."""
    found = articles.score([articles.read(one) for one in articles.articles() if one.half == half])
    return {
        "type_f1": points(found["events"]["f1"]),
        "type_recall": points(found["events"]["r"]),
        "type_and_parties_f1": points(found["events_and_parties"]["f1"]),
        **{name: points(found[name]) for name in ("parties", "date", "aux", "voice", "speakers", "figures")},
    }


def of_pairs(half: str) -> Figures:
    """Return how well the type of a marked pair of parties is told, each type counting alike."""
    found = pairs.score(pairs.rows(half))
    return {key: points(found[key]) for key in ("macro_f1", "answered", "accuracy", "fitting")}


def of_ordinary_news(half: str) -> Figures:
    """Return the share of ordinary sentences, without any event between political actors, that are coded."""
    rows = tomllib.loads((HERE / "false_alarms.toml").read_text(encoding="utf-8"))["sentence"]
    texts = [row["text"] for row in rows if row["held_out"] is (half == "held_out")]
    coded = 0
    for text in texts:
        record = read_one(Article(text_id(text), "s", "s", text, published="2005-06-15"))
        found = record.events if isinstance(record, Record) else ()
        coded += any(not {"historical", "negation", "hypothetical"} & set(event.aux) for event in found)
    return {"false_alarms": points(coded / len(texts))}


# ---------------------------------------------------------------- sets of shared/


def scored(kinds: Sequence[str], gold: Path) -> list[dict[str, dict[str, float]]]:
    """Read a gold file's texts as visavis reads anything, and score the records with shared's score.py."""
    tool = SHARED / "tools" / "score.py"

    def run(*arguments: object) -> str:
        command = [sys.executable, str(tool), *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    with tempfile.TemporaryDirectory() as folder:
        given, read = Path(folder) / "given.jsonl", Path(folder) / "read.jsonl"
        given.write_text(run("input", gold), encoding="utf-8")
        records, _ = read_all([str(given)])
        read.write_text(write_jsonl(records), encoding="utf-8")
        return [json.loads(run(kind, gold, read)) for kind in kinds]


def of_gsr() -> Figures:
    """Return how well events of PLOVER's gold standard records are coded from raw text."""
    (found,) = scored(["events"], SHARED / "gold" / "plover_gsr_dev.jsonl")
    return {
        "type_f1": points(found["type"]["f1"]),
        "type_recall": points(found["type"]["r"]),
        "type_and_parties_f1": points(found["type_and_parties"]["f1"]),
    }


def of_meantime() -> Figures:
    """Return how well times and figures of MEANTIME's articles are found and resolved."""
    dates, numbers = scored(["dates", "figures"], SHARED / "gold" / "meantime_dev.jsonl")
    return {
        "time_spans_f1": points(dates["span_relaxed"]["f1"]),
        "time_intervals_f1": points(dates["resolved_interval"]["f1"]),
        "figures_r": points(numbers["overlap"]["r"]),
        "figures_f1": points(numbers["overlap"]["f1"]),
    }


def of_treebank(half: str) -> Figures:
    """Return how well events are coded in labelled sentences of the treebanks' documents, each read whole."""
    found = treebank.score(half)
    return {
        "type_f1": points(found["type"]["f1"]),
        "type_recall": points(found["type"]["r"]),
        "type_and_parties_f1": points(found["type_and_parties"]["f1"]),
        "false_alarms": points(found["false_alarms"]),
    }


def of_attributions(half: str) -> Figures:
    """Return which share of the attributions that GUM's treebank marks is found, and by whom they are."""
    found = attributions.score(half)
    return {key: points(found[key]) for key in ("recall", "speaker")}


def of_model() -> Figures:
    """Return what the embedded model scores on the treebanks' test sets (training/score.py)."""
    model = ROOT / "src" / "visavis" / "data" / "model"
    command = [sys.executable, str(ROOT / "training" / "score.py"), str(model), str(SHARED / "treebanks")]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {
        f"{bank}_{key}": said[bank]["syntax"][key] for bank in ("ewt", "gum_news") for key in ("las", "upos")
    }
    found["gum_news_sentences_f1"] = said["gum_news"]["text_by_paragraph"]["sentences_f1"]
    if "names_uner_ewt" in said:
        found["uner_ewt_names_f1"] = said["names_uner_ewt"]["all"]["f1"]
    return found


# ---------------------------------------------------------------- all of them

_END_TO_END = "end to end from raw text"


def sets() -> list[Set]:
    """Return what can be measured here, the half of each set that was kept out of tuning first."""
    found = []
    for fast, what in ((True, "kept out of tuning"), (False, "rules were tuned on it")):
        found += [
            _own("furniture", ("kept_out", "tuned")[not fast], of_furniture, "{}.txt", fast,
                 f"our own labelled articles, {what}; by character"),
            _own("statements", ("held_out", "tuning")[not fast], of_statements, "{}.toml", fast,
                 f"our own marked quotations, {what}; content by overlap of half, {_END_TO_END}"),
            _own("press_statements", ("kept", "tune")[not fast],
                 lambda half: of_statements(f"press/{half}"), "statements/press.toml", fast,
                 f"our own marked attributions in the manners of the press, {what}; content by overlap of "
                 f"half, {_END_TO_END}"),
            _own("stories", ("heldout", "tune")[not fast], of_stories, "{0}.jsonl {0}.happenings.jsonl", fast,
                 f"our own made-up stories, {what}; B-cubed of stories, pairs of reports of happenings"),
            _own("ordinary_stories", ("heldout", "tune")[not fast], of_ordinary_stories,
                 "stories/ordinary.txt", fast,
                 f"our own undated reports of ordinary news, {what}; B-cubed of stories"),
            _own("events", ("kept", "tune")[not fast], of_events, "events/agency.jsonl events/nothing.jsonl",
                 fast, f"our own agency sentences by an author without the codebook, {what}; {_END_TO_END}"),
            _own("fresh_events", ("kept", "tune")[not fast], of_fresh_events, "events/fresh.jsonl", fast,
                 f"our own agency sentences, written before a look at the triggers, {what}; {_END_TO_END}"),
            _own("later_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="later.jsonl"), "events/later.jsonl", fast,
                 f"our own agency sentences, by the keeper of the codebook, before they were run, {what}; "
                 f"half, {_END_TO_END}"),
            _own("wires_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="wires.jsonl"), "events/wires.jsonl", fast,
                 "our own agency sentences in as many words as agencies use, labelled before a look at the "
                 f"triggers, {what}; {_END_TO_END}"),
            _own("reports_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="reports.jsonl"), "events/reports.jsonl", fast,
                 "our own agency sentences in idiom and constructions of every kind, labelled before a look "
                 f"at the codebook, {what}; {_END_TO_END}"),
            _own("idioms_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="idioms.jsonl"), "events/idioms.jsonl", fast,
                 "our own agency sentences in idiom, type by type, labelled before a look at the triggers, "
                 f"{what}; {_END_TO_END}"),
            _own("who_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="who.jsonl"), "events/who.jsonl", fast,
                 f"our own agency sentences on who does it to whom, {what}; {_END_TO_END}"),
            _own("acts_events", ("kept", "tune")[not fast],
                 functools.partial(of_fresh_events, file="acts.jsonl"), "events/acts.jsonl", fast,
                 "our own agency sentences, four for each type in constructions of every kind, labelled "
                 f"before they were run, {what}; {_END_TO_END}"),
            _own("pairs", ("kept", "tune")[not fast], of_pairs, "events/pairs.jsonl", fast,
                 "our own agency sentences with a marked pair, ten for each type, two thirds within one "
                 f"country, labelled before a look at the codebook, {what}; {_END_TO_END}"),
            _own("frames", ("kept", "tune")[not fast], of_frames, "events/frames.jsonl", fast,
                 f"our own sentences labelled before they were read, {what}; {_END_TO_END}"),
            _own("articles", ("kept", "tune")[not fast], of_articles,
                 " ".join(f"articles/{one.name}" for one in sorted((HERE / "articles").glob("*.txt"))), fast,
                 f"our own news reports on real affairs, labelled before they were read, {what}; every "
                 f"event, {_END_TO_END}"),
            _own("ordinary_news", ("held_out", "tuned")[not fast], of_ordinary_news, "false_alarms.toml",
                 fast, f"our own sentences of ordinary news without any event, {what}; share coded"),
        ]  # fmt: skip
    return [*found, *shared_sets()]


def _own(room: str, half: str, measure: Callable[[str], Figures], files: str, fast: bool, on: str) -> Set:
    paths = tuple(HERE / name for name in files.format(f"{room}/{half}").split())
    return Set(f"{room}/{half}", on, paths, functools.partial(measure, half), fast)


def shared_sets() -> list[Set]:
    """Return the sets of shared/ that are there."""
    gold, banks = SHARED / "gold", SHARED / "treebanks"
    tests = ("ewt_test.conllu.gz", "gum_news_test.conllu.gz", "uner_en_ewt-ud-test.iob2.gz")
    found = [
        Set(
            "plover_gsr_dev",
            f"PLOVER gold standard records, development part, {_END_TO_END}",
            (gold / "plover_gsr_dev.jsonl",),
            of_gsr,
        ),
        Set(
            "meantime_dev",
            f"MEANTIME (Wikinews), development part, {_END_TO_END}; figures by overlap",
            (gold / "meantime_dev.jsonl",),
            of_meantime,
        ),
        *(
            Set(
                f"attributions/{genres}/{half}",
                f"attributions that the rhetorical relations of UD English GUM mark ({genres}), {what}; "
                f"content by overlap of half, {_END_TO_END}; the model was trained on these sentences",
                attributions.FILES,
                functools.partial(of_attributions, f"{genres}/{half}"),
                half == "kept",
            )
            for genres in ("news", "other")
            for half, what in (("kept", "kept out of tuning"), ("tuned", "rules were tuned on it"))
        ),
        Set(
            "model",
            "the embedded model on test sets: UD EWT and GUM news (gold words, single sentences; all words, "
            "relations with subtypes), UNER EWT names; sentences of GUM news by paragraph",
            tuple(banks / name for name in tests),
            of_model,
            False,
        ),
    ]
    found += [
        Set(
            f"treebank_events/{half}",
            f"real sentences of GUM and EWT that name political actors, {what}; labelled before a run, "
            "documents read whole",
            (treebank.LABELS, *(treebank.BANKS / name for name in treebank.FILES)),
            functools.partial(of_treebank, half),
            fast,
        )
        for half, what, fast in (
            ("kept", "kept out of tuning", True),
            ("tune", "rules were tuned on it", False),
        )
    ]
    return [one for one in found if all(file.exists() for file in one.files)]
