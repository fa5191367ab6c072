"""The real book in a real browser, page by page: private, light, readable on a small phone and without scripts."""

import gzip
import re
from pathlib import Path

import pytest
from printed import sheets_of

from course.book.compress import transfer_size

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    "modules/index",
    *re.findall(r"- file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8")),
    "search",
    "print",
]
WORDS = "modules/03-words/index.html"


@pytest.fixture
def small(browser):
    """The smallest phone anybody still holds, light or dark as asked."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.fixture
def without_script(browser):
    """A page in a browser with JavaScript switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_itself_stays_light_and_fits_a_small_phone(name, site, small):
    """No other host may learn who reads this; every kilobyte is time; nobody should push a page sideways.

    The bounds are DESIGN's, compressed: 150 kB for a first visit, of which 30 kB our own JavaScript.
    """
    asked, said, finished = [], [], []
    small.on("request", lambda request: asked.append(request.url))
    small.on("requestfinished", lambda request: finished.append(request))
    small.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    small.on("pageerror", lambda error: said.append(str(error)))
    small.goto(f"{site}/{name}.html", wait_until="networkidle")
    sizes = {one.url.partition("?")[0]: len(gzip.compress(one.response().body())) for one in finished}

    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
    assert said == []
    assert small.context.cookies() == []
    assert sum(sizes.values()) < 150_000, sizes
    assert sum(size for url, size in sizes.items() if "/_static/course-" in url and url.endswith(".js")) < 30_000, sizes
    assert any("/host/device.js" in url for url in sizes), "our own scripts were not counted"
    assert name == "search" or "searchindex.js" not in "".join(sizes)
    assert small.evaluate("document.documentElement.scrollWidth") <= 320
    assert small.locator("h1").count() == 1
    assert small.locator("header").get_by_role("link", name="Help").is_visible()


def test_a_later_page_costs_little(built_book):
    """What every page uses is on the phone after the first one; each page after it is its own text and pictures.

    The bound is DESIGN's, compressed: 40 kB. The table of all facts, one row for each, is let pass with 45.
    """
    sizes = {}
    for name in PAGES:
        page = built_book / f"{name}.html"
        own = [page, *re.findall(r'src="([./]*_images/[^"]+)"', page.read_text(encoding="utf-8"))]
        sizes[name] = sum(transfer_size(page.parent / part) for part in own)
    bounds = {name: 45_000 if name == "modules/evidence/index" else 40_000 for name in PAGES}

    assert {name: size for name, size in sizes.items() if size > bounds[name]} == {}


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_a_page_is_whole(name, site, without_script):
    """Exercises are there as on paper, notes in boxes that open, every mark has its note, no switch does nothing."""
    page = without_script
    page.goto(f"{site}/{name}.html")

    for face in page.locator("course-exercise > .paper").all():
        assert face.is_visible()
        assert face.inner_text().strip()
    for box in page.locator("details.course-facilitator").all():
        assert box.is_visible()
        assert box.get_attribute("open") is None
    for mark in page.locator("a.course-fact").all():
        note = page.locator(mark.get_attribute("href"))
        assert "How sure:" in note.inner_text()
        assert page.locator(note.locator("a.course-fact-back").get_attribute("href")).count() == 1
        if box := mark.is_visible() and mark.bounding_box():
            assert min(box["width"], box["height"]) >= 24
    assert not page.locator(".course-switch").is_visible()
    assert page.locator("#contents a").count() > 5


def test_the_facilitator_view_is_off_until_asked_for_and_then_remembered(site, phone):
    """A member must not stumble into how the room is led; a trainer must not switch it on at every page."""
    phone.goto(f"{site}/{WORDS}")
    box = phone.locator("details.course-facilitator").first
    switch = phone.get_by_role("button", name="Facilitator view")
    assert not box.is_visible()
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    phone.goto(f"{site}/modules/03-words/doors.html")
    assert phone.locator("details.course-facilitator p").first.is_visible()

    switch.click()
    phone.reload()
    assert not phone.locator("details.course-facilitator").first.is_visible()
    assert phone.evaluate("localStorage.getItem('course-facilitator')") is None


def test_the_keyboard_meets_the_way_past_the_header_first(site, phone):
    """Whoever cannot point should not pass the same links on every page."""
    phone.goto(f"{site}/{WORDS}")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.textContent") == "Skip to the text"
    phone.keyboard.press("Enter")

    assert phone.evaluate("document.activeElement.id") == "main"


def test_search_finds_a_page(site, phone):
    """Stock search must still work in our own page."""
    phone.goto(f"{site}/search.html")
    phone.get_by_label("Words to look for").fill("buprenorphine")
    phone.get_by_role("button", name="Search").click()
    phone.wait_for_selector("#search-results li a")

    assert (
        "finished" in phone.locator("#search-results").inner_text() or phone.locator("#search-results li").count() > 0
    )


def printed(page) -> str:
    """The text of the page as the browser prints it."""
    return " ".join("\n".join(sheets_of(page.pdf())).split())


def test_print_holds_the_words_written_and_the_sources_and_no_site(site, browser):
    """What is printed goes on a table or into a pocket: it must be whole, and only the page."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/{WORDS}")
    page.locator("course-exercise[ready] textarea").first.fill("a sentence of my own")
    page.wait_for_timeout(600)
    text = printed(page)
    context.close()

    assert "a sentence of my own" in text
    assert "Where this comes from" in text
    for chrome in ("Skip to the text", "Facilitator view", "Contents", "For the facilitator"):
        assert chrome not in text


def test_print_holds_the_facilitators_notes_once_they_are_switched_on(site, phone):
    """The trainer's copy is a print of the same page."""
    phone.goto(f"{site}/{WORDS}")
    phone.get_by_role("button", name="Facilitator view").click()

    assert "For the facilitator" in printed(phone)
