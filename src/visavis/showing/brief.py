"""The brief: one self-contained page, without network, in which every line leads back to its sentence."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from visavis import __version__
from visavis.records import DifferenceValue, Record, Story, Unread
from visavis.showing import charts
from visavis.showing.folding import by_month, folded, main_happenings, speakers, stories_first
from visavis.showing.items import Brief, Happened
from visavis.showing.order import worst_ties
from visavis.showing.otherwise import otherwise
from visavis.showing.phrases import about_words, in_sentence, value_words
from visavis.showing.spans import layers, paragraphs
from visavis.showing.view import brief_view
from visavis.showing.wording import (
    actor_name,
    actor_names,
    date_words,
    iso_words,
    kind_words,
    outlet_words,
    party_names,
    plain,
    published_words,
    says_who,
    short,
    signed,
    speaker_words,
    visible,
)

_MOST_ON_CHART = 400
_CHART_DAYS = 550
# How much stands open, and how much is on the page at all.
_STORIES = 6
_OPEN, _MOST_LISTED = 30, 400
_PAIRS, _MOST_PAIRS = 12, 60
_SPEAKERS, _MOST_SPEAKERS = 12, 80
_EACH, _MOST_EACH = 5, 60


def brief_page(
    records: Sequence[Record],
    stories: Sequence[Story],
    unread: Sequence[Unread] = (),
    *,
    title: str = "News brief",
) -> str:
    """Return the brief as HTML.

    Args:
        records: the articles, coded.
        stories: what belongs together among them.
        unread: inputs that could not be read.
        title: the page's heading.

    Returns:
        One page with its style, charts and scripts inside; the same input gives the same bytes.
    """
    return page_of(brief_view(records, stories, unread, title))


def page_of(brief: Brief) -> str:
    """Return a brief that is already put together as HTML."""
    happened = main_happenings(brief.happened, _OPEN, _MOST_LISTED)
    apart = [(heading, folded(items, _OPEN // 2, _MOST_LISTED)) for heading, items in brief.apart]
    listed = {h.anchor for part in (happened, *(f for _, f in apart)) for h in (*part.first, *part.rest)}
    still = {"timeline": _timeline(brief, listed), "network": _network(brief)}
    drawn = {name: chart for name, chart in still.items() if chart is not None}
    scripts = [*([charts.javascript()] if drawn else []), script()]
    return (
        environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            happened=happened,
            sides=[a for a in brief.system.alignments if a.probability >= 0.5][:4] if brief.system else [],
            apart=apart,
            listed=listed,
            core=stories_first(brief.stories, _STORIES),
            told=[s for s in brief.stories if s.articles > 1],
            alone=folded([s for s in brief.stories if s.articles == 1], _OPEN, _MOST_LISTED),
            said=folded(speakers(brief.said, _EACH, _MOST_EACH), _SPEAKERS, _MOST_SPEAKERS),
            worst=worst_ties(brief.system) if brief.system else [],
            otherwise=otherwise(brief.records, brief.system) if brief.system else [],
            pairs=folded(brief.pairs, _PAIRS, _MOST_PAIRS),
            marks=_marks(brief, listed),
            charts=drawn,
            style=Markup(asset("brief.css")),  # noqa: S704 (our own file)
            scripts=[Markup(s) for s in scripts],  # noqa: S704 (our own file and the charts' library)
            policy=policy(scripts),
            version=__version__,
            articles=[_article(brief, record) for record in brief.records],
        )
    )


def _marks(brief: Brief, listed: set[str]) -> list[charts.Mark]:
    """Return what the timeline shows: the months around the articles; the list holds what is much older."""
    days = sorted(d for r in brief.records if r.published and (d := (r.published.start or "")[:10]))
    dated = [h for h in brief.happened if len(h.iso) == 10 and len(h.day) > 8 and h.anchor in listed]
    if days:
        first = _earlier(days[0])
        dated = [h for h in dated if h.iso >= first] or dated
    return [_mark(h) for h in dated[-_MOST_ON_CHART:]]


def _timeline(brief: Brief, listed: set[str]) -> charts.Chart | None:
    marks = _marks(brief, listed)
    return charts.timeline(marks) if marks else None


def _mark(h: Happened) -> charts.Mark:
    sign = {"coop": 1, "conf": -1, "none": 0}[h.sign]
    return charts.Mark(h.iso, sign, f"{h.parties} {h.what}", h.outlets, f"#{h.anchor}")


def _earlier(day: str) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=_CHART_DAYS)).isoformat()
    except (ValueError, OverflowError):  # only a year or a month is known, or the first days of the calendar
        return ""


def _network(brief: Brief) -> charts.Chart | None:
    return charts.network(brief.system) if brief.system and brief.system.edges else None


def _article(brief: Brief, record: Record) -> dict[str, object]:
    anchor, shown = brief.anchors[record.ref], brief.shown[record.ref]
    kept = [layer for layer in layers(record, anchor) if layer.start < shown]
    return {
        "anchor": anchor,
        "record": record,
        "left_out": len(record.text) - shown,
        "shown": shown,
        "paragraphs": [list(line) for line in paragraphs(record.text[:shown], kept)],
    }


def _upper(words: str) -> str:
    """Return words with the first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def policy(scripts: Sequence[str]) -> str:
    """Return a Content-Security-Policy that lets this page's own scripts run and nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts
    )
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {hashes}"


def asset(name: str) -> str:
    """Return a file beside the templates."""
    return (resources.files("visavis") / "showing" / "templates" / name).read_text(encoding="utf-8")


def script() -> str:
    """Return what pages that stand alone do beyond being read."""
    return asset("charts.js") + asset("brief.js")


@functools.cache
def environment() -> Environment:
    """Return the templates of pages that stand alone."""
    made = Environment(
        loader=PackageLoader("visavis.showing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    dress(made)
    made.filters["href"] = _anchor
    made.globals.update(to_relation=lambda a, b: "", to_pair=lambda pair: _anchor(pair.anchor))
    return made


def dress(environment: Environment) -> None:
    """Give templates the filters that put records into a reader's words."""
    environment.filters.update(
        plain=plain,
        about=about_words,
        value=value_words,
        sayers=sayers,
        visible=visible,
        actor=actor_name,
        actors=actor_names,
        date=date_words,
        kind=kind_words,
        months=by_month,
        short=short,
        signed=signed,
        iso=iso_words,
        upper=_upper,
        parties=party_names,
        outlet=outlet_words,
        published=published_words,
        says=says_who,
        speaker=speaker_words,
        within=in_sentence,
        svg=Markup,  # the drawings are made by vl-convert from escaped data
    )


def sayers(value: DifferenceValue, outlets: Mapping[str, str]) -> list[tuple[list[str], list[str]]]:
    """Return who holds one of several differing values, and in which articles.

    Args:
        value: the value with its holders and articles.
        outlets: what each article's outlet is called, by ref.

    Returns:
        First each article whose own outlet holds it, with nobody else named; then those whom the other
        articles name, with these; then those of whom it is not known in which of the articles they stand.
    """
    others = [holder for holder in value.holders if holder not in outlets.values()]
    own = [ref for ref in value.refs if outlets.get(ref, ref) in value.holders or not others]
    rest = [ref for ref in value.refs if ref not in own]
    return [*(([], [ref]) for ref in own), *([(others, rest)] if others else [])]


def _anchor(link: str) -> str:
    """Return the address of something on this page."""
    return f"#{link}"
