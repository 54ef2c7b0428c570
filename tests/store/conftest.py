"""A store with the example articles, made once; tests that write take a copy."""

import shutil

import pytest
from store_articles import fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "filled"
    fill(folder)
    return folder


@pytest.fixture
def store(filled, tmp_path):
    shutil.copytree(filled, tmp_path / "store")
    return tmp_path / "store"
