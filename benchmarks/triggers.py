#!/usr/bin/env python3
"""List the codebook's triggers that no sentence proves: `python benchmarks/triggers.py [TYPE] [--show]`.

A trigger is proved when it holds in a positive example of its type, or in its own sentence in
`data/codebook/proofs/`, whether or not a more specific one wins there. Prints the unproved ones by frame, and
the proofs that name no trigger, do not hold or do not give their type; counts as JSON at the end. `--show`
prints every proof with what is coded of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from visavis.coding.events.codebook import codebook
from visavis.coding.events.proofs import coded, faults, proofs, triggers, unproved


def coded_as(text: str) -> str:
    """Return the events of a sentence in words: type, mode, aux, parties."""
    return "; ".join(
        f"{e.type}:{e.mode or ''} {'+'.join(e.aux)} "
        f"{'+'.join(p.code or p.text for p in e.actors)} > {'+'.join(p.code or p.text for p in e.recipients)}"
        for e in coded(text)
    )


def main(arguments: Sequence[str]) -> None:
    """Print what no sentence proves, what is wrong with sentences, and counts."""
    counts: dict[str, dict[str, int]] = {}
    wanted = set(arguments) - {"--show"}
    for name, entry in codebook().entries.items():
        if wanted and name not in wanted:
            continue
        left, wrong = unproved(entry), faults(entry)
        counts[name] = {"triggers": len(triggers(name)), "unproved": len(left), "faults": len(wrong)}
        for frame, kind, text in left:
            sys.stdout.write(f"{name} {frame} {kind}: {text}\n")
        if "--show" in arguments:
            for key, text in proofs(name).items():
                sys.stdout.write(f"{' '.join(key)}: {text} -> {coded_as(text)}\n")
        for line in wrong:
            sys.stdout.write(f"{name} FAULT {line}\n")
    sys.stdout.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
