"""A reader's walk in Chromium: from the overview down to the sentence and the rule that read it."""

import os
import shutil
import socket
import threading
import time

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium here: install Debian's, or name it in CHROMIUM"
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip


@pytest.fixture(scope="module")
def base(app):
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, base):
    """Return a page that notes what it complains of, and all that it asks for elsewhere."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.amiss = []
    opened.on(
        "console", lambda message: opened.amiss.append(message.text) if message.type == "error" else None
    )
    opened.on("pageerror", lambda error: opened.amiss.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(base) else opened.amiss.append(r.url))
    yield opened
    assert opened.amiss == []
    context.close()


def test_from_the_overview_to_the_explanation(page, base):
    page.goto(base + "/")
    page.get_by_role("link", name="China and Russia", exact=True).first.click()
    page.wait_for_url("**/relation/CHN/RUS")
    assert "cooperation" in page.locator(".lead").first.inner_text()
    page.locator(".sides a[href^='/happening/']").first.click()
    page.wait_for_url("**/happening/*")
    page.get_by_role("link", name="in the article").first.click()
    page.wait_for_url("**/article/*")
    drawer = page.locator("#drawer")
    assert "The rule that fired" in drawer.inner_text()
    other = page.locator("#text a.event:not(.chosen)").first
    name = other.get_attribute("data-item")
    other.click()
    page.wait_for_function("name => location.search.includes('show=' + name)", arg=name)
    assert "The codebook's entry" in drawer.inner_text()
    drawer.get_by_role("link", name="By itself").click()
    page.wait_for_url("**/item/*")
    assert "frame" in page.locator(".drawer").inner_text()


def test_a_search_and_its_filters(page, base):
    page.goto(base + "/")
    page.get_by_role("searchbox", name="Search articles and happenings").fill('"video summit"')
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    page.wait_for_url("**/?q=*")
    assert page.get_by_role("heading", name="Articles", exact=True).is_visible()
    before = page.locator("li.happening").count()
    page.get_by_label("Kind").select_option("CONSULT")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**type=CONSULT*")
    assert 0 < page.locator("li.happening").count() < before


def test_dragging_over_the_timeline_narrows_the_days(page, base):
    page.goto(base + "/")
    bars = page.locator("[data-brush] .wide svg")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")


def test_the_network_becomes_interactive_under_the_policy(page, base):
    page.goto(base + "/system")
    page.wait_for_selector("[data-chart] .vega-embed svg")
    page.get_by_label("If (attacker:attacked)").fill("CHN:TWN")
    page.get_by_role("button", name="Follow it").click()
    page.wait_for_url("**if=CHN*")
    assert page.get_by_role("heading", name="If China attacked Taiwan").is_visible()


def test_all_of_it_works_without_scripts(browser, base):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/relation/CHN/RUS")
    assert page.locator("svg.course").first.is_visible()
    page.locator(".sides a[href^='/happening/']").first.click()
    page.get_by_role("link", name="in the article").first.click()
    page.locator("#text a[data-item]").first.click()
    assert page.locator("#drawer h2").is_visible()
    context.close()


@pytest.mark.parametrize(
    "path", ["/", "/relation/CHN/RUS", "/stories", "/system", "/inbox", "/codebook/AID", "/ask"]
)
def test_nothing_runs_off_a_phone(browser, base, path):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(base + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
