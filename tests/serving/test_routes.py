"""Every page in its three forms, what is not there, and what may not be asked."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from visavis.serving.app import application
from visavis.serving.desk import Desk
from visavis.serving.views import VIEWS
from visavis.store import finding
from visavis.store.store import Store


@pytest.fixture(scope="session")
def places(kept):
    """Return a path of each view that leads to something."""
    with Store(kept) as store:
        story = max(store.stories(), key=lambda s: len(s.members))
        happening = max(story.happenings, key=lambda h: len(h.reports))
        key = finding.entries_of(store, [happening.reports[0].ref])[happening.reports[0].ref].key
    return {
        "relation": "/relation/CHN/RUS",
        "story": f"/story/{story.id}",
        "happening": f"/happening/{happening.id}",
        "article": f"/article/{key}",
        "item": f"/article/{key}/item/e0",
        "codebook-entry": "/codebook/CONSULT",
    }


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_every_view_is_a_page_and_its_data(client, places, view):
    path = places.get(view.name, view.path)
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "</main>" in page.text
    data = client.get(path + ".json")
    assert data.status_code == 200
    assert isinstance(data.json(), dict)
    table = client.get(path + ".csv")
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
def test_links_of_every_page_lead_somewhere(client, places, view):
    page = client.get(places.get(view.name, view.path)).text
    links = {
        link.replace("&amp;", "&").partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', page)
    }
    assert links
    for link in sorted(links)[:60]:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/story/none", "/happening/none", "/article/4711", "/article/x", "/relation/CHN/NOWHERE",
     "/codebook/DANCE", "/article/1/item/e999", "/article/1/item/z0", "/article/1?show=q1", "/static/x.css"],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "</main>" in answer.text or answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/overview?since=yesterday", "/overview?type=DANCE", "/overview?page=0", "/overview?status=perhaps",
     "/relation/CHN/CHN", "/relation/CHN/RUS?domain=sport", "/relation/CHN/RUS?as_of=2021",
     "/relations?order=size",
     "/system?as_of=2021-13-01", "/system?if=CHN", "/system?change=CHN,RUS", "/system?change=CHN,RUS,7"],
)  # fmt: skip
def test_what_is_not_understood_is_explained(client, path):
    assert client.get(path).status_code == 400
    path, _, query = path.partition("?")
    answer = client.get(f"{path}.json?{query}")
    assert answer.status_code == 400
    assert len(answer.json()["error"]) > 10


def test_search_finds_articles_and_happenings_with_filters(client):
    page = client.get("/", params={"q": '"video summit"', "actor": ["China", "russia"]})
    assert "Putin and Xi hold video summit" in page.text
    data = client.get("/overview.json", params={"actor": ["CHN", "RUS"], "type": "consult"}).json()
    assert data["total"] == len(data["happenings"]) > 0
    assert all({"CHN", "RUS"} <= set(h["parties"]) and h["type"] == "CONSULT" for h in data["happenings"])


def test_pages_of_a_list_hold_each_happening_once(client):
    first = client.get("/overview.json?status=all").json()
    seen = [
        h["id"]
        for n in range(1, first["pages"] + 1)
        for h in client.get(f"/overview.json?status=all&page={n}").json()["happenings"]
    ]
    assert len(seen) == len(set(seen)) == first["total"]


def test_a_relation_says_its_baseline_and_interval_in_words(client):
    page = client.get("/relation/CHN/RUS").text
    assert "with nothing known it would be" in page
    assert "90% probability" in page
    assert "Treaty of Good-Neighborliness" in page
    assert "No text in the registry binds them to defend each other" in page
    assert re.search(r"a share of \d+% for China, \d+% to \d+%", page)


def test_a_system_says_how_sure_its_measures_are_and_how_it_went(client):
    page = client.get("/system").text
    assert "With ties drawn from their posteriors" in page
    data = client.get("/system.json").json()
    assert ("Over time, as known then" in page) == bool(data["course"])
    assert ("what would ease most" in page) == bool(data["relief"])
    assert all(point["day"] <= data["as_of"] for point in data["course"])


def test_a_contingency_and_a_supposed_tie_are_followed(client):
    page = client.get("/system", params={"if": ["CHN:TWN", "RUS:UKR"], "change": "CHN,RUS,-0.5"}).text
    assert "If China attacked Taiwan" in page
    assert "Both at once" in page
    assert "before the supposed change" in page


def test_a_question_is_answered_with_links_to_its_sentences(client):
    page = client.get("/ask", params={"q": "Are China and Russia allies?"}).text
    assert "understood as" in page
    links = re.findall(r'href="(/article/\d+\?show=[a-z]\d+)[^"]*"[^>]*>in the article', page)
    assert links
    assert all(client.get(link).status_code == 200 for link in links)
    answer = client.get("/ask.json", params={"q": "Are China and Russia allies?"}).json()
    assert answer["status"] == "answered"


def test_a_question_out_of_reach_is_said_to_be(client):
    page = client.get("/ask", params={"q": "What is the meaning of <b>life</b>?"}).text
    assert "What can be asked" in page
    assert "&lt;b&gt;life" in page


def test_the_description_names_every_route(client):
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {f"{v.path}.{form}" for v in VIEWS for form in ("json", "csv")}
    for path, item in described["paths"].items():
        named = {p["name"] for p in item["get"]["parameters"] if p["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path))
    page = client.get("/api").text
    assert all(view.path in page for view in VIEWS)


def test_words_of_inputs_are_text_in_the_inbox(client):
    page = client.get("/inbox").text
    assert "lost &lt;b&gt;page&lt;/b&gt;.html" in page


# ---------------------------------------------------------------- who may ask


def test_every_answer_forbids_scripts_of_others(client):
    for path in ("/", "/nothing", "/overview.json", "/static/serve.js", "/openapi.json"):
        headers = client.get(path).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_holds_a_script_or_style_within(client, places):
    for path in ["/", "/system", *places.values()]:
        page = client.get(path).text
        assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io", "[::2]"])
def test_a_foreign_name_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8017", "[::1]:80", "LOCALHOST"])
def test_our_own_names_are_let_through(client, host):
    assert client.get("/inbox", headers={"host": host}).status_code == 200


def test_nothing_is_changed_by_asking(client, kept):
    def state():
        with Store(kept) as store:
            return finding.last_batch(store), store.status()

    before = state()
    for path in ("/inbox/retry", "/", "/inbox"):
        client.get(path)
    assert client.get("/inbox/retry").status_code == 405
    assert client.delete("/inbox").status_code == 405
    assert state() == before


def test_a_change_must_come_from_our_own_page(kept):
    tried = []

    def retry(place):
        tried.append(place)
        return "1 read"

    app = application(Desk(kept, retry, patience=60))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        form = {"place": "lost <b>page</b>.html"}
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"origin": "http://evil.example"},
            {"origin": "null"},
        ):
            assert client.post("/inbox/retry", data=form, headers=headers).status_code == 403
        assert tried == []
        own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
        answer = client.post("/inbox/retry", data=form, headers=own)
        assert (answer.status_code, tried) == (303, ["lost <b>page</b>.html"])
        assert client.post("/inbox/retry", data={"place": "other.txt"}, headers=own).status_code == 303
        assert tried == ["lost <b>page</b>.html"]


def test_beyond_this_machine_a_token_is_needed(kept):
    app = application(Desk(kept, patience=60), hosts=["reading.example"], token="s3cret-t0ken")
    with TestClient(app, base_url="http://reading.example", follow_redirects=False) as client:
        assert client.get("/inbox").status_code == 401
        assert client.get("/inbox?token=wrong").status_code == 401
        assert client.get("/inbox", headers={"authorization": "Bearer s3cret-t0ken"}).status_code == 200
        entered = client.get("/inbox?token=s3cret-t0ken&page=1")
        assert (entered.status_code, entered.headers["location"]) == (303, "/inbox?page=1")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert client.get("/inbox").status_code == 200
        elsewhere = client.get("http://reading.example//evil.example/x?token=s3cret-t0ken")
        assert elsewhere.headers["location"] == "/evil.example/x"
