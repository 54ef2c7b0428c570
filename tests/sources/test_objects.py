"""Object stores: articles come from ``s3://`` and results go there, against a local server."""

import gzip
import json
from importlib.util import find_spec

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from visavis.cli import cli
from visavis.errors import MissingPackage, OutputError
from visavis.records import Unread
from visavis.sources import objects
from visavis.sources.load import articles
from visavis.sources.objects import is_object

TEXT = "The foreign minister of Chad met the foreign minister of Sudan in Cairo on Tuesday, number {}."


@pytest.fixture(scope="module")
def bucket(request):
    """A bucket on a server of our own, with articles of several kinds."""
    if find_spec("daft") is None or find_spec("moto") is None:
        pytest.skip("Daft or moto's server is not installed: benchmarks/requirements.txt")
    import boto3
    from moto.server import ThreadedMotoServer

    patch = pytest.MonkeyPatch()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
    }  # fmt: skip
    for name, value in told.items():
        patch.setenv(name, value)
    store = boto3.client("s3")
    store.create_bucket(Bucket="news")
    lines = "".join(json.dumps({"id": f"l{n}", "text": TEXT.format(n)}) + "\n" for n in range(3)).encode()
    table = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["p1"], "text": [TEXT.format(7)], "published": ["2021-12-16"]}), table)
    for key, body in {
        "in/day/a.jsonl": lines, "in/day/b.jsonl.gz": gzip.compress(lines.replace(b'"l', b'"z')),
        "in/c.parquet": table.getvalue().to_pybytes(), "in/d.txt": TEXT.format(9).encode(),
        "in/.hidden.txt": b"x", "in/e.png": b"\x89PNG", "other/f.txt": TEXT.format(11).encode(),
    }.items():  # fmt: skip
        store.put_object(Bucket="news", Key=key, Body=body)
    yield store
    server.stop()
    patch.undo()


def refs(*names):
    return [item if isinstance(item, Unread) else item.ref for item in articles(names)]


def test_a_folder_gives_what_lies_below_it(bucket):
    assert refs("s3://news/in/") == ["p1", "d.txt", "l0", "l1", "l2", "z0", "z1", "z2"]


def test_objects_and_patterns(bucket):
    assert refs("s3://news/other/f.txt", "s3://news/in/*.txt") == ["f.txt", "d.txt"]
    assert refs("s3://news/in/c.parquet") == ["p1"]
    [one] = articles(["s3://news/in/d.txt"])
    assert (one.text, one.source) == (TEXT.format(9), "s3://news/in/d.txt")


@pytest.mark.parametrize("name", ["s3://news/nothing.txt", "s3://nowhere/a.txt", "s3://news/o*/x.txt"])
def test_what_is_not_there_is_named(bucket, name):
    [lost] = articles([name])
    assert (lost.where, lost.what) == (name, "no such object or folder")
    assert "AWS_ACCESS_KEY_ID" in lost.remedy


def test_results_go_there(bucket):
    said = ["read", "--format", "jsonl", "s3://news/in/day/", "-o", "s3://news/out/records.jsonl"]
    done = CliRunner().invoke(cli, said)
    assert done.exit_code == 0, done.output
    body = bucket.get_object(Bucket="news", Key="out/records.jsonl")["Body"].read()
    assert [json.loads(line)["ref"] for line in body.splitlines()] == ["l0", "l1", "l2", "z0", "z1", "z2"]


def test_an_export_goes_there_with_its_losses(bucket):
    said = ["export", "--format", "csv", "s3://news/in/d.txt", "-o", "s3://news/out/events.csv"]
    done = CliRunner().invoke(cli, said)
    assert done.exit_code == 0, done.output
    assert bucket.get_object(Bucket="news", Key="out/events.csv")["Body"].read().count(b"\n") > 1
    assert b"one table" in bucket.get_object(Bucket="news", Key="out/events.csv.losses.md")["Body"].read()


def test_a_bucket_that_is_not_there_takes_nothing(bucket):
    done = CliRunner().invoke(cli, ["read", "s3://news/in/d.txt", "-o", "s3://nowhere/records.txt"])
    assert isinstance(done.exception, OutputError)
    assert "bucket does not exist" in done.exception.what


LARGE = [bytes([n]) * (5 << 20) for n in range(5)]


def put(name, pieces):
    with objects.written(name) as file:
        for piece in pieces:
            file.write(piece)


def test_what_is_large_goes_in_parts(bucket):
    put("s3://news/out/large.txt.gz", LARGE)  # whatever it is called, its bytes are as they were given
    found = bucket.get_object(Bucket="news", Key="out/large.txt.gz")
    assert found["Body"].read() == b"".join(LARGE)
    assert found["ETag"].strip('"').endswith("-3")


def test_a_part_that_fails_leaves_what_was_there(bucket, monkeypatch):
    from moto.s3.models import FakeMultipart

    put("s3://news/out/kept.txt", [b"before"])
    own = FakeMultipart.set_part

    def failing(self, part_id, value):
        if part_id == 2:
            raise OSError("the disk of the server is full")
        return own(self, part_id, value)

    monkeypatch.setattr(FakeMultipart, "set_part", failing)
    with pytest.raises(OutputError, match="the store says"):
        put("s3://news/out/kept.txt", LARGE)
    assert bucket.get_object(Bucket="news", Key="out/kept.txt")["Body"].read() == b"before"


def test_where_nothing_is_written_what_was_there_stays(bucket):
    put("s3://news/out/kept.txt", [b"before"])
    put("s3://news/out/kept.txt", [])
    assert bucket.get_object(Bucket="news", Key="out/kept.txt")["Body"].read() == b"before"


def test_without_its_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "daft", None)
    with pytest.raises(MissingPackage, match=r"Install visavis\[cluster\]"):
        list(articles(["s3://news/a.txt"]))


def test_an_address_is_told_from_a_path():
    assert is_object("s3://bucket/key")
    assert not any(map(is_object, ("s3:/a", "https://a/s3://b", "a/s3://b", "s3")))
