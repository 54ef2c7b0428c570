"""Watching: feeds of a list into a store, what did not change spared, ended gracefully."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from misbehaving import PAGE, PROSE, UNDATED, Site, rss
from visavis.commands import intake
from visavis.store.store import Store

pytestmark = pytest.mark.usefixtures("own_store")

DATE = "Wed, 15 Dec 2021 12:00:00 GMT"


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Let no test wait between two requests."""
    from visavis.sources import fetch

    own = fetch.Fetcher._exchange

    def at_once(self, to, headers):
        self._due.clear()
        return own(self, to, headers)

    monkeypatch.setattr(fetch.Fetcher, "_exchange", at_once)


def opml(path, *feeds):
    lines = "".join(f'<outline text="{name}" xmlUrl="{url}"/>' for name, url in feeds)
    path.write_text(f'<opml version="2.0"><body>{lines}</body></opml>', encoding="utf-8")
    return path


def feed_of(site, *names, path="/feed"):
    entries = [(f"{site.url}/{name}", name, DATE) for name in names]
    return site.page(path, rss(*entries), kind="application/rss+xml")


def test_an_address_is_ingested_and_not_sent_again(visavis, site, tmp_path):
    url = site.conditional("/treaty")
    code, out, err = visavis("ingest", url, "--allow-private")
    assert (code, err, out.splitlines()[0]) == (0, "", "1 new article")
    code, out, _ = visavis("ingest", url, "--allow-private")
    assert (code, out.splitlines()[0]) == (0, "0 new articles, 1 known already")
    assert site.asked.count("/treaty") == 2
    assert site.headers[-1]["If-None-Match"] == '"v1"'
    site.conditional("/treaty", PAGE.replace("useful", "very useful"), '"v2"')
    assert (
        visavis("ingest", url, "--allow-private")[1].splitlines()[0] == "0 new articles, 1 in a new version"
    )


def test_an_address_that_cannot_be_read_stands_in_status_with_a_command(visavis, site, tmp_path):
    url = site.page("/x", "", 500)
    assert visavis("ingest", url, "--allow-private")[0] == 3
    held = json.loads(visavis("status", "--format", "json")[1])["quarantine"]
    assert [(one["place"], one["retry"]) for one in held] == [
        (url, f"visavis ingest {url} --store {tmp_path / 'store'}")
    ]
    site.page("/x")
    assert visavis("ingest", url, "--allow-private")[0] == 0
    assert json.loads(visavis("status", "--format", "json")[1])["quarantine"] == []


def test_a_private_address_is_refused_unless_allowed(visavis, site):
    code, _, err = visavis("read", site.page("/x"))
    assert code == 3
    assert "--allow-private" in err
    assert site.asked == []
    code, out, _ = visavis("read", site.url + "/x", "--allow-private", "--format", "jsonl")
    assert (code, PROSE in json.loads(out)["text"]) == (0, True)


def test_feeds_are_looked_at_once_and_what_did_not_change_is_spared(visavis, site, tmp_path):
    site.page("/one", PAGE)
    site.page("/two", UNDATED.replace("harbour town", "old capital"))
    good, bad = feed_of(site, "one", "two", "gone"), site.page("/bad", "<rss", kind="text/xml")
    listed = opml(tmp_path / "feeds.opml", ("The Wire", good), ("Broken", bad))
    code, out, err = visavis("watch", listed, "--once", "--allow-private")
    assert code == 1
    assert "2 new articles, 1 could not be read" in out
    assert "Broken: no feed, or one that is broken" in err
    assert "/gone: there is no such page" in err
    site.asked.clear()
    assert visavis("watch", listed, "--once", "--allow-private")[0] == 1
    assert {"/one", "/two", "/gone"} & set(site.asked) == set()
    with Store(tmp_path / "store") as store:
        by_title = {feed.title: feed for feed in store.feeds()}
        assert {r.outlet for r in store.records()} == {"The Harbour Post", "The Wire of Norland"}
    wire, broken = by_title["The Wire"], by_title["Broken"]
    assert (wire.added, wire.entries, wire.error, wire.failures) == (2, 3, None, 0)
    assert (broken.failures, broken.error) == (2, "no feed, or one that is broken")
    assert broken.next > wire.next > wire.checked
    told = visavis("status")[1]
    assert "2 feeds are watched:" in told
    assert "failed 2 times in a row: no feed" in told
    opml(listed, ("The Wire", good))
    visavis("watch", listed, "--once", "--allow-private")
    with Store(tmp_path / "store") as store:
        assert [feed.title for feed in store.feeds()] == ["The Wire"]


def test_an_entry_that_the_feed_says_has_changed_is_fetched_again(visavis, site, tmp_path):
    site.page("/one", PAGE)
    listed = opml(tmp_path / "feeds.opml", ("The Wire", feed_of(site, "one")))
    visavis("watch", listed, "--once", "--allow-private")
    site.page("/one", PAGE.replace("useful", "very useful"))
    later = rss((site.url + "/one", "one", "Thu, 16 Dec 2021 12:00:00 GMT"))
    site.page("/feed", later, kind="application/rss+xml")
    assert "1 in a new version" in visavis("watch", listed, "--once", "--allow-private")[1]


def test_an_entry_without_a_date_is_looked_at_again_after_a_day(visavis, site, tmp_path, monkeypatch):
    site.page("/one", PAGE)
    feed = site.page("/feed", rss((f"{site.url}/one", "one", "")), kind="application/rss+xml")
    listed = opml(tmp_path / "feeds.opml", ("The Wire", feed))
    visavis("watch", listed, "--once", "--allow-private")
    site.page("/one", PAGE.replace("useful", "very useful"))
    assert visavis("watch", listed, "--once", "--allow-private")[1].startswith("0 new articles")
    assert site.asked.count("/one") == 1
    monkeypatch.setattr(intake, "_LATELY", timedelta(seconds=-1))
    assert "1 in a new version" in visavis("watch", listed, "--once", "--allow-private")[1]


@pytest.mark.parametrize("every", ["10", "1s", "soon", "15 minutes"])
def test_a_length_of_time_is_checked(visavis, tmp_path, every):
    code, _, err = visavis("watch", tmp_path / "feeds.opml", "--every", every)
    assert code == 2
    assert "--every" in err


def test_a_list_that_is_none_is_an_error(visavis, tmp_path):
    assert visavis("watch", tmp_path / "absent.opml", "--once")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_watching_ends_gracefully(site, tmp_path, name):
    site.page("/one", PAGE)
    listed = opml(tmp_path / "feeds.opml", ("The Wire", feed_of(site, "one")))
    command = [sys.executable, "-m", "visavis", "watch", str(listed), "--allow-private", "--jobs", "1",
               "--store", str(tmp_path / "store")]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        assert "The Wire of Norland: 1 new article" in first
        time.sleep(0.2)
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert out.startswith("1 new article\n")
