"""``visavis ask``: questions to a record, answered in cited sentences.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from visavis.commands.shared import EXIT_CODES, capabilities_in, complain, from_store, inputs, leave, merged

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.records import Answer

KEY = "VISAVIS_LLM_KEY"
"""The environment variable that holds the key of a language model's server."""


@click.command(
    epilog=f"""\b
Examples:
  visavis ask "Are China and Russia allies?" --examples
  visavis ask "What did each side say about Taiwan?" articles/*.txt
  visavis ask "Who would be drawn in if China attacked Taiwan?" --store winter --as-of 2022-02-05
  visavis ask "How many independent reports of the summit are there?" news.jsonl --format json
  visavis ask "Are they allies?" --examples --llm http://127.0.0.1:8080/v1 --llm-model local
  visavis ask --list

{EXIT_CODES}"""
)
@click.argument("question", required=False)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day looked at.")
@click.option("--examples", is_flag=True, help="Ask the example articles that come with visavis.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--capabilities", "table", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="What states have: state, year and columns of numbers, as cinc.")  # fmt: skip
@click.option("--full", is_flag=True, help="Every line, with every sentence that it rests on.")
@click.option("--list", "listing", is_flag=True, help="List the kinds of questions that can be asked.")
@click.option("--llm", "url", metavar="URL", help="Have the answer phrased by a language model: URL of an "
              f"OpenAI-compatible server. Its key is read from {KEY}.")  # fmt: skip
@click.option(
    "--llm-model", metavar="NAME", default="default", show_default=True, help="The model to ask there."
)
@click.option("--llm-seconds", type=click.FloatRange(0.1, 600), default=60.0, show_default=True,
              help="How long its reply may take.")  # fmt: skip
@from_store
@inputs
def ask(
    question: str | None, paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None,
    as_of: Any, examples: bool, form: str, table: str | None, full: bool, listing: bool, url: str | None,
    llm_model: str, llm_seconds: float,
) -> None:  # fmt: skip
    """Answer QUESTION from articles, or from what a store holds; each sentence with where it was read.

    What is not in the record is said not to be; a question of no known kind is said to be out of reach, and
    what can be asked is named. Nothing is guessed.

    With --llm a model is handed the answer's lines and the sentences that they rest on. What it writes
    without citing them is struck out, and said to be.
    """
    from visavis.asking.answer import answer
    from visavis.asking.material import Material
    from visavis.coding.actors.registry import registry
    from visavis.records import to_json
    from visavis.showing.answers import show_answer
    from visavis.showing.output import write
    from visavis.showing.terminal import console_for

    if listing:
        _list()
        return
    if question is None:
        raise click.UsageError("ask something: visavis ask QUESTION PATH..., or --list")
    outcome = merged(paths, published, options, jobs, examples=examples)
    if not outcome.records:
        leave(False, True)
    day = as_of.date() if as_of else None
    actors = registry(options.actors)
    given = capabilities_in(table)
    held = Material(outcome.records, outcome.stories, as_of=day, actors=actors, capabilities=given)
    found = answer(question, held)
    failed = False
    if url and found.status != "out of reach":
        found, failed = _phrased(found, url, llm_model, llm_seconds)
    if form == "json":
        write(sys.stdout.buffer, to_json(found) + "\n")
    else:
        out, taken = console_for(sys.stdout.buffer)
        show_answer(out, found, full=full)
        write(sys.stdout.buffer, taken())
    leave(True, failed or bool(outcome.unread))


def _phrased(found: Answer, url: str, model: str, seconds: float) -> tuple[Answer, bool]:
    """Return an answer with a model's phrasing, and whether the model failed; then it is as it was."""
    from msgspec.structs import replace

    from visavis.asking.phrasing import checked, messages
    from visavis.errors import EndpointError
    from visavis.showing.endpoint import Endpoint, chat

    to = Endpoint(url, model, os.environ.get(KEY) or None, seconds)
    try:
        return replace(found, phrasing=checked(chat(to, messages(found)), found, model)), False
    except EndpointError as error:
        complain(f"{error}. The answer stands as it was read")
        return found, True


def _list() -> None:
    from visavis.asking.lexicon import kinds

    words = {"a": "China", "b": "Russia", "first": "the first", "last": "the last article", "topic": "Taiwan"}
    for one in kinds():
        click.echo(one.kind.says[:1].upper() + one.kind.says[1:])
        click.echo(f"  {one.kind.ask.format(**words)}")
