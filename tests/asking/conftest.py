"""What questions are asked of in tests: made once."""

import os
from pathlib import Path

import pytest

from visavis import pipeline
from visavis.asking.material import Material

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[3] / "shared"))
EXAMPLES = Path(pipeline.__file__).parent / "examples" / "articles"


@pytest.fixture(scope="session")
def seeds():
    """The five seed texts, where they are; they are no part of the project."""
    paths = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []
    if not paths:
        pytest.skip("the seed texts are not here")
    outcome = pipeline.run([str(path) for path in paths])
    return Material(outcome.records, outcome.stories)


@pytest.fixture(scope="session")
def examples():
    """The articles that come with visavis."""
    outcome = pipeline.run([str(EXAMPLES)])
    return Material(outcome.records, outcome.stories)
