"""A store with the example articles and an input that cannot be read, made once; an application over it."""

from pathlib import Path

import pytest

import visavis
from visavis import pipeline
from visavis.records import Unread
from visavis.store.writer import Writer

EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serving") / "store"
    with Writer(folder, pipeline.read_one) as writer:
        writer.add(pipeline.read_each([str(EXAMPLES)]))
        writer.add([(None, Unread("lost <b>page</b>.html", "it is empty", "Save it again"))])
    return folder


@pytest.fixture(scope="session")
def app(kept):
    from visavis.serving import desk
    from visavis.serving.app import application

    desk._PROVING = 120.0  # a busy machine leaves nothing out
    return application(desk.Desk(kept, patience=200))


@pytest.fixture(scope="session")
def client(app):
    from starlette.testclient import TestClient

    with TestClient(app, base_url="http://localhost", raise_server_exceptions=True) as opened:
        yield opened
