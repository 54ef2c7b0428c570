"""What the store's tests share: the example articles, read once, and small ways to fill a store."""

import functools
from pathlib import Path

import msgspec

import visavis
from visavis import pipeline
from visavis.store.writer import Writer

EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"


@functools.cache
def pairs():
    """Return the example articles with their records."""
    return tuple(pipeline.read_each([str(EXAMPLES)]))


@functools.cache
def outcome():
    """Return what the pipeline makes of the example articles at once."""
    read = [(article, record) for article, record in pairs()]
    records, stories = pipeline.merge_dated(read)
    return pipeline.Outcome(records, stories, ())


@functools.cache
def reread(article):
    """Read an article once more; the same one only once in all tests."""
    return pipeline.read_one(article)


def fill(folder, batch=None):
    """Put articles into a store, the examples by default."""
    with Writer(folder, reread) as writer:
        return writer.add(batch if batch is not None else pairs())


def edited(pair, old, new):
    """Return an article with some words changed, read anew."""
    article = pair[0]
    assert old in article.text
    text = article.text.replace(old, new)
    from visavis.sources.document import text_id

    article = msgspec.structs.replace(article, text=text, id=text_id(text))
    return article, pipeline.read_one(article)
