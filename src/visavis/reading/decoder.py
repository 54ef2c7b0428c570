"""Greedy transition parsing of many sentences at once, a step of all of them at a time.

spaCy's own loop takes and gives back Python's global lock for each hidden unit of each state, which costs
more than the arithmetic. Here each step is a matrix product over all sentences that are not finished; states,
features and transitions stay spaCy's (arc-eager, Nivre 2003), and so does what comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc


def decodes(pipe: Any) -> bool:
    """Tell whether a component can be decoded here: a greedy parser whose last layer is linear."""
    model: Any = getattr(pipe, "model", None)
    return (
        getattr(model, "name", "") == "parser_model"
        and pipe.cfg.get("beam_width", 1) == 1
        and bool(model.attrs.get("has_upper"))
        and not model.attrs.get("unseen_classes")
        and model.layers[-1].name == "linear"
    )


def decode(pipe: Any, docs: Sequence[Doc]) -> None:
    """Parse documents in place.

    Args:
        pipe: a parser that ``decodes`` accepts.
        docs: documents with the vectors that it reads.
    """
    batch = pipe.moves.init_batch(docs)
    states = [state for state in batch if not state.is_final()]
    if states:
        step = pipe.model.predict(docs)
        weights, bias = step.vec2scores.get_param("W").T, step.vec2scores.get_param("b")
        while states:
            hidden = step.state2vec.predict(step.get_token_ids(states))
            scores = hidden @ weights
            scores += bias
            states = pipe.transition_states(states, scores)
        step.clear_memory()
    pipe.set_annotations(docs, batch)
