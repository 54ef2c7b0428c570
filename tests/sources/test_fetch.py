"""Fetching: within limits, politely, and only what may be fetched; against a server that misbehaves."""

import gzip
import zlib

import pytest

from misbehaving import PAGE, PROSE, UNDATED, Site, rss
from visavis.errors import InputError, NotText, TooLarge, Unfetched
from visavis.records import Article, Unread
from visavis.sources.addresses import is_public, ref_of, target
from visavis.sources.feeds import parse_feed, read_opml
from visavis.sources.fetch import Fetcher, Manners, Validators
from visavis.sources.load import articles
from visavis.sources.robots import parse
from visavis.sources.web import Web

QUICK = Manners(delay=0.0, wait=0.5, seconds=1.5, size=1_000_000, redirects=3, allow_private=True)


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


@pytest.fixture
def fetcher():
    return Fetcher(QUICK)


def failure(fetcher, url):
    with pytest.raises(InputError) as error:
        fetcher.get(url)
    assert error.value.where
    assert error.value.remedy
    return error.value


# ------------------------------------------------------------ a page, a feed


def test_a_page_becomes_an_article_that_stands_at_its_address(site):
    url = site.page("/world/treaty")
    (article,) = articles([url], web=Web(Fetcher(QUICK)))
    assert isinstance(article, Article)
    assert PROSE in article.text
    assert (article.source, article.url, article.outlet) == (url, url, "The Harbour Post")
    assert article.published.startswith("2021-12-15")
    assert article.ref == "127.0.0.1/world/treaty"


def test_a_packed_page_and_one_in_another_encoding_are_read(site, fetcher):
    assert fetcher.get(site.packed("/packed")).data.decode("utf-8") == PAGE
    for name, data in (("/zlib", zlib.compress(b"abc" * 100)), ("/raw", zlib.compress(b"abc" * 100)[2:-4])):
        assert fetcher.get(site.page(name, data, Content_Encoding="deflate")).data == b"abc" * 100
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert fetcher.get(site.page("/two", two, Content_Encoding="gzip")).data == b"one two"
    words = PAGE.replace("harbour town", "café of Kraków")
    url = site.page("/latin", words.encode("iso-8859-2", "replace"), kind="text/html; charset=iso-8859-2")
    (article,) = Web(fetcher).articles(url)
    assert "café of Kraków" in article.text


def test_a_feed_gives_the_articles_that_it_leads_to(site):
    site.page("/one", UNDATED)
    entries = (
        (site.url + "/one", "One", "Wed, 15 Dec 2021 12:00:00 GMT"),
        (site.url + "/gone", "Two", "Wed, 15 Dec 2021 13:00:00 GMT"),
        ("javascript:alert(1)", "Three", ""),
    )
    url = site.page("/feed.xml", rss(*entries), kind="application/rss+xml")
    one, gone = articles([url], web=Web(Fetcher(QUICK)))
    assert (one.published, one.outlet, one.source) == (
        "2021-12-15T12:00Z",
        "The Wire of Norland",
        site.url + "/one",
    )
    assert isinstance(gone, Unread)
    assert (gone.where, "404" in gone.what) == (site.url + "/gone", True)


def test_links_of_a_feed_are_relative_to_where_it_is():
    feed = parse_feed(rss(("/a", "A", ""), ("b", "B", "")).encode(), "http://example.org/news/feed")
    assert [entry.url for entry in feed.entries] == ["http://example.org/a", "http://example.org/news/b"]


@pytest.mark.parametrize(
    "data",
    [
        b"<rss",
        b"<rss><channel>",
        b"\0\1\2",
        b"",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b"<html>&b;</html>",
    ],
)
def test_a_broken_feed_is_said_to_be_one(data):
    with pytest.raises(NotText, match="feed"):
        parse_feed(data, "http://example.org/feed")


def test_a_feed_that_is_garbage_is_an_error_of_that_address_alone(site, fetcher):
    url = site.page("/feed", "<rss version='2.0'><chan\0nel", kind="application/rss+xml")
    (error,) = Web(fetcher).articles(url)
    assert isinstance(error, NotText)


# ------------------------------------------------------------ misbehaviour


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "password"), (403, "refuses"), (404, "no such page"), (410, "gone"), (429, "fewer requests"),
     (500, "fails"), (503, "fails"), (418, "418"), (204, "204")],
)  # fmt: skip
def test_a_refusal_is_told_by_its_reason(site, fetcher, status, words):
    assert words in failure(fetcher, site.page("/x", "", status)).what


def test_a_server_that_says_nothing_is_given_up(site, fetcher):
    assert "no answer for 0.5 seconds" in failure(fetcher, site.silent("/x")).what


def test_one_that_drips_is_given_up_after_the_time_for_all(site, fetcher):
    assert "more than 1.5 seconds" in failure(fetcher, site.endless("/x", every=0.05)).what
    assert "more than 1.5 seconds" in failure(fetcher, site.dripping_headers("/y")).what


def test_one_that_never_ends_is_given_up_at_the_size(site, fetcher):
    assert isinstance(failure(fetcher, site.endless("/x")), TooLarge)


def test_one_that_states_a_large_size_is_not_read_at_all(site, fetcher):
    assert isinstance(failure(fetcher, site.page("/x", b"x" * 1_000_001)), TooLarge)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw"])
def test_a_compressed_bomb_does_not_go_off(site, fetcher, encoding):
    assert isinstance(failure(fetcher, site.bomb("/x", encoding)), TooLarge)


def test_what_breaks_off_is_not_taken_for_whole(site, fetcher):
    assert "failed" in failure(fetcher, site.cut("/x")).what
    half = gzip.compress(PAGE.encode())[:-20]
    assert "broke off" in failure(fetcher, site.page("/y", half, Content_Encoding="gzip")).what
    garbage = site.page("/z", b"no gzip at all", Content_Encoding="gzip")
    assert "failed" in failure(fetcher, garbage).what
    assert "packed" in failure(fetcher, site.page("/br", b"x", Content_Encoding="br")).what


def test_what_is_neither_page_nor_feed_is_not_read(site, fetcher):
    assert "image/png" in failure(fetcher, site.page("/x", b"\x89PNG", kind="image/png")).what


def test_nobody_at_home_is_said(fetcher):
    idle = Site()
    idle.close()
    assert "no connection" in failure(fetcher, idle.url).what


def test_redirects_are_followed_a_few_times(site, fetcher):
    site.page("/end")
    site.redirect("/b", "/end", 301)
    assert fetcher.get(site.redirect("/a", "b")).url == site.url + "/end"
    assert "more than 3 redirects" in failure(fetcher, site.redirect("/loop", "/loop")).what
    assert "http or https" in failure(fetcher, site.redirect("/f", "file:///etc/hostname")).what


# ------------------------------------------------------------ private addresses


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1",
     "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1",
     "2001:db8::1", "ff02::1", "nonsense"],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are(address):
    assert is_public(address)


def test_a_private_address_is_not_asked_unless_allowed(site):
    url = site.page("/x")
    careful = Fetcher(Manners(delay=0.0))
    assert "--allow-private" in failure(careful, url).remedy
    assert "private address" in failure(careful, url.replace("127.0.0.1", "2130706433")).what
    assert "private address" in failure(careful, url.replace("127.0.0.1", "[::ffff:127.0.0.1]")).what
    assert site.asked == []


class Rebinding:
    """A name that is public when it is asked for first, and this machine from then on."""

    def __init__(self, first, then):
        self.answers, self.then = list(first), then

    def __call__(self, host, port):
        return [self.answers.pop(0)] if self.answers else [self.then]


def test_a_redirect_to_a_private_address_is_not_followed(site, monkeypatch):
    site.redirect("/out", f"http://inner.example:{site.port}/secret")
    site.page("/secret")
    names = {"outer.example": "127.0.0.1", "inner.example": "10.0.0.1"}
    monkeypatch.setattr("visavis.sources.addresses.is_public", lambda text: text == "127.0.0.1")
    fetcher = Fetcher(Manners(delay=0.0), resolve=lambda host, port: [names[host]])
    error = failure(fetcher, f"http://outer.example:{site.port}/out")
    assert "inner.example is at the private address 10.0.0.1" in error.what
    assert "/secret" not in site.asked


def test_a_host_with_one_private_address_among_others_is_not_asked(site):
    fetcher = Fetcher(Manners(delay=0.0), resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    assert "private" in failure(fetcher, f"http://both.example:{site.port}/").what
    assert site.asked == []


def test_a_name_is_not_resolved_again_between_check_and_connection(site, monkeypatch):
    site.page("/x")
    asked = []
    monkeypatch.setattr("visavis.sources.addresses.is_public", lambda text: text == "127.0.0.1")

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    found = Fetcher(Manners(delay=0.0), resolve=resolve).get(f"http://name.invalid:{site.port}/x")
    assert found.data  # "name.invalid" has no address: only the one that was checked can have been asked
    assert asked == ["name.invalid"] * len(site.asked)
    assert {headers["Host"] for headers in site.headers} == {f"name.invalid:{site.port}"}


def test_a_name_that_turns_private_is_caught_at_the_next_request(site, monkeypatch):
    site.page("/x")
    monkeypatch.setattr("visavis.sources.addresses.is_public", lambda text: text == "127.0.0.1")
    fetcher = Fetcher(Manners(delay=0.0), resolve=Rebinding(["127.0.0.1"], "10.0.0.1"))
    assert "10.0.0.1" in failure(fetcher, f"http://name.invalid:{site.port}/x").what
    assert site.asked == ["/robots.txt"]


# ------------------------------------------------------------ manners


def test_what_did_not_change_is_not_sent_again(site, fetcher):
    url = site.conditional("/x")
    first = fetcher.get(url)
    assert first.validators.etag == '"v1"'
    again = fetcher.get(url, Validators(etag='"v1"', stamp="s"))
    assert (again.fresh, again.data, again.validators.stamp) == (False, b"", "s")


def test_robots_txt_is_fetched_once_and_kept_to(site, fetcher):
    site.robots = "User-agent: visavis\nDisallow: /private\nAllow: /private/open\nUser-agent: *\nDisallow: /"
    for path in ("/a", "/b", "/private/open"):
        fetcher.get(site.page(path))
    assert "robots.txt" in failure(fetcher, site.page("/private/x")).what
    assert "robots.txt" in failure(fetcher, site.redirect("/r", "/private/x")).what
    assert (site.asked.count("/robots.txt"), "/private/x" in site.asked) == (1, False)


def test_a_site_whose_robots_txt_fails_is_left_alone(site, fetcher):
    site.robots = 503
    assert "robots.txt" in failure(fetcher, site.page("/x")).what
    assert "/x" not in site.asked


def test_rules_of_robots_txt_are_read_as_the_standard_says():
    rules = parse("User-agent: *\nDisallow: /a\nAllow: /a/b$\nDisallow: /*.pdf$\nDisallow:\n", "visavis")
    allowed = {path: rules.allows(path) for path in ("/", "/a", "/a/b", "/a/bc", "/x.pdf", "/x.pdf?y")}
    assert allowed == {
        "/": True, "/a": False, "/a/b": True, "/a/bc": False, "/x.pdf": False, "/x.pdf?y": True,
    }  # fmt: skip
    assert parse("User-agent: *\nCrawl-delay: 7\n", "visavis").delay == 7
    assert parse("<html>Not found</html>", "visavis").allows("/x")


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


def test_between_two_requests_to_one_host_some_time_passes(site):
    clock = Clock()
    fetcher = Fetcher(Manners(delay=2.0, allow_private=True), clock=clock, sleep=clock.sleep)
    site.robots = "User-agent: *\nCrawl-delay: 5"
    for path in ("/a", "/b"):
        fetcher.get(site.page(path))
    assert clock.slept == [2.0, 5.0]  # after robots.txt, which then asks for more


def test_a_site_that_asks_to_come_again_soon_is_asked_once_more(site):
    clock = Clock()
    fetcher = Fetcher(Manners(delay=0.0, allow_private=True), clock=clock, sleep=clock.sleep)
    url = site.page("/x", "", 429, Retry_After="3")
    assert "Try again in 3 seconds" in failure(fetcher, url).remedy
    assert (clock.slept, site.asked.count("/x")) == ([3.0], 2)
    url = site.page("/y", "", 503, Retry_After="600")
    clock.slept.clear()
    assert "Try again in 600 seconds" in failure(fetcher, url).remedy
    assert "wait 600 seconds more" in failure(fetcher, site.page("/z")).what
    assert "/z" not in site.asked


# ------------------------------------------------------------ addresses, lists of feeds


def test_an_address_has_one_form():
    assert target("HTTP://Example.ORG:80/a b?utm_source=x&q=1#top").url == "http://example.org/a%20b?q=1"
    assert target("https://bücher.example/ä").url == "https://xn--bcher-kva.example/%C3%A4"
    assert target("http://[::1]:8080").url == "http://[::1]:8080/"
    assert ref_of("https://www.example.org/world/a.html") == "example.org/world/a.html"
    for wrong in (
        "http://",
        "http://u:p@example.org/",
        "ftp://example.org/",
        "http://x:99999/",
        "http://a..b/",
    ):
        with pytest.raises(Unfetched):
            target(wrong)


OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="World">
<outline text="The Post" xmlUrl="https://post.example/feed" htmlUrl="https://post.example/"/>
<outline text="again" xmlUrl="https://post.example/feed"/><outline text="no feed"/></outline>
<outline title="Alone" xmlUrl="http://alone.example/rss"/></body></opml>"""


def test_a_list_of_feeds_is_read(tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, encoding="utf-8")
    post, alone = read_opml(path)
    assert (post.url, post.title, post.folder) == ("https://post.example/feed", "The Post", "World")
    assert (alone.title, alone.folder) == ("Alone", None)


@pytest.mark.parametrize(
    "text",
    ["", "no xml", "<html/>", "<opml><body/></opml>",
     '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body>'
     '<outline text="&x;" xmlUrl="http://a.example/"/></body></opml>'],
)  # fmt: skip
def test_what_is_no_list_of_feeds_is_said_to_be_none(tmp_path, text):
    path = tmp_path / "feeds.opml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_opml(path)
