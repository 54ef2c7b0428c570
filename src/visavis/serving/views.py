"""All views: what each answers and at which URL; routes and the description for programs follow from this."""

from __future__ import annotations

from visavis.serving import article, ask, book, happening, inbox, overview, relation, story, system
from visavis.serving.desk import DOMAINS
from visavis.serving.shared import FILTERS, PAGED
from visavis.serving.view import Parameter, View

_STATE = "a state's code (as CHN) or its English name"
_LAYER = Parameter("layer", "a layer to highlight; all when none is named", article.LAYERS, many=True)

VIEWS = (
    View("/overview", "overview", "What moved, what is new, and search: happenings as asked for",
         overview.overview, (*FILTERS, PAGED)),
    View("/relations", "relations", "All pairs of states: balance, intensity, probability of a change",
         relation.relation_list, (
             Parameter("actor", "only pairs of this state"),
             Parameter("order", "what comes first", relation.ORDERS), PAGED)),
    View("/relation/{a}/{b}", "relation", "How two states stand, what moved it, what binds them",
         relation.relation, (
             Parameter("domain", "one domain only", DOMAINS),
             Parameter("as_of", "the last day looked at")), {"a": _STATE, "b": _STATE}),
    View("/stories", "stories", "All stories, the latest first", story.story_list, (PAGED,)),
    View("/story/{name}", "story", "A story: what each outlet reports, leaves out or gives otherwise",
         story.story, (), {"name": "the story's id"}),
    View("/happening/{name}", "happening", "A happening: its reports, where they differ, both kinds of dates",
         happening.happening, (), {"name": "the happening's id"}),
    View("/article/{key}", "article", "An article: its text and all that was read from it",
         article.article, (
             _LAYER, Parameter("show", "the thing whose drawer is open, as e0 for the first event"),
             Parameter("part", "which part of a long text")), {"key": "the article's number in the store"}),
    View("/article/{key}/item/{item}", "item", "Why one thing read from an article is what it is",
         article.item, (), {"key": "the article's number", "item": "letter of its kind and number, as e0"}),
    View("/system", "system", "How all states stand together: factions, strain, triads, contingencies",
         system.system, system.PARAMETERS),
    View("/ask", "ask", "A question in plain words, answered in cited sentences",
         ask.ask, (Parameter("q", "the question, in English"), Parameter("as_of", "the last day looked at"))),
    View("/inbox", "inbox", "What was ingested and what could not be read", inbox.inbox, (PAGED,)),
    View("/codebook", "codebook", "The types of events", book.types),
    View("/codebook/{type}", "codebook-entry", "What a type or mode of events means, with examples",
         book.entry, (), {"type": "TYPE or TYPE:mode"}),
)  # fmt: skip
