"""The look: the door of each opening, the marks of what was read, and a page that fits whoever holds it."""

import gzip
import json
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from printed import sheets_of

from course.book.opening import MODULES, Place, draw_door, free_part, open_book, open_module
from course.exercises.pages_read import to_pages, union

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "course" / "book" / "static"
MODULE = "modules/03-words"
SAMPLE = [
    "modules/index",
    "modules/start",
    f"{MODULE}/index",
    f"{MODULE}/whose-word",
    f"{MODULE}/quiz",
    "modules/evidence/medication",
    "modules/facilitator/grading",
    "modules/glossary",
    "modules/my-notebook",
    "search",
]
LIGHT = re.compile(r'class="course-door-light" d="M([\d.]+) [\d.]+H([\d.]+)')


# The drawing


def test_a_door_stands_further_open_in_each_module():
    """It tells, before any word is read, that this is another opening and how far one has come."""
    lights = [LIGHT.search(draw_door(n)) for n in range(1, MODULES + 1)]
    widths = [float(light[2]) - float(light[1]) for light in lights if light]

    assert len(widths) == MODULES
    assert widths == sorted(set(widths))
    assert widths[0] < 10 and widths[-1] > 50


@pytest.mark.parametrize("n", [1, 2, 7, 13, 99])
def test_a_door_is_drawn_whole_and_without_a_style_of_its_own(n):
    """The policy forbids styles in a page, and what leaves the picture is cut off."""
    door = ET.fromstring(draw_door(n))
    _, _, width, height = (float(part) for part in door.attrib["viewBox"].split())
    numbers = [float(x) for path in door.iter("path") for x in re.findall(r"-?\d+\.?\d*", path.attrib["d"])]

    assert door.attrib["aria-hidden"] == "true"
    assert not [one for one in door.iter() if {"style", "fill", "stroke"} & set(one.attrib)]
    assert all(-1 <= x <= max(width, height) for x in numbers)


def test_a_course_of_one_module_has_an_open_door():
    """The drawing is not tied to this course's number of modules."""
    assert 0 < free_part(1, 5) < free_part(2, 5) < free_part(5, 5) == free_part(1, 1) < 1


def test_an_opening_keeps_the_title_and_tells_part_and_module():
    """The title is the page's only first heading, wherever it is drawn."""
    place = Place(4, "Part <II>: Know", 1, ("m/04-x/index", "m/04-x/a"))
    drawn = open_module("<section><h1>A <em>b</em></h1><p>c</p></section>", place)

    assert drawn.count("<h1>A <em>b</em></h1>") == 1
    assert "Part &lt;II&gt;: Know · Module 4" in drawn
    assert open_module("<p>no title</p>", place) == "<p>no title</p>"
    assert "<h1>" not in open_book("<p>no title</p>", "cover.svg")


@pytest.mark.parametrize("name", ["icon.svg", "cover.svg"])
def test_the_drawings_are_small_and_say_nothing(name):
    """Whoever sees a home screen or a cover must not learn what it is about; and a cover must come at once."""
    text = (STATIC / name).read_text(encoding="utf-8")

    assert len(text) < 4_000
    assert ET.fromstring(text).find(".//{http://www.w3.org/2000/svg}text") is None


@pytest.mark.parametrize(
    ("name", "size"), [("icon-180", 180), ("icon-192", 192), ("icon-512", 512), ("icon-maskable-512", 512)]
)
def test_the_icons_have_the_sizes_in_their_names(name, size):
    """A phone refuses an icon of another size than the one promised."""
    head = (STATIC / f"{name}.png").read_bytes()

    assert struct.unpack(">II", head[16:24]) == (size, size)
    assert len(head) < 16_000


def test_the_stylesheet_stays_light():
    """Every page waits for it."""
    assert len(gzip.compress((STATIC / "course.css").read_bytes())) < 7_000


# The marks, as data


def test_pages_read_on_either_device_are_read_and_the_first_day_stays():
    """Two devices are one reader: an import may add marks and never take one away."""
    ours = {"a": {"read": "2026-11-20"}, "b": {"exercises": ["x"]}}
    theirs = {
        "a": {"read": "2026-11-24", "exercises": ["y"]},
        "b": {"exercises": ["z", "x"]},
        "c": {"read": "2026-01-01"},
    }

    assert union(ours, theirs) == {
        "a": {"read": "2026-11-20", "exercises": ["y"]},
        "b": {"exercises": ["x", "z"]},
        "c": {"read": "2026-01-01"},
    }
    assert union(None, theirs) == union(theirs, theirs) == theirs


@pytest.mark.parametrize(
    "response", [None, 3, "read", ["a"], {"a": None}, {"a": {"read": 7}}, {"a": {"read": "yes", "exercises": [3]}}]
)
def test_what_is_no_mark_is_left_out(response):
    """A file from elsewhere may hold anything under any id."""
    assert to_pages(response) == {}


# The marks, on a phone


def marks(page: Page) -> dict[str, object]:
    """What this phone keeps of pages read."""
    text = "(localStorage.getItem('course-journal') ?? sessionStorage.getItem('course-journal') ?? '{}')"
    return page.evaluate(f"JSON.parse({text}).entries?.['pages-read']?.response ?? {{}}")


def read_to_end(page: Page, address: str) -> None:
    """Open a page and come to the end of its text."""
    page.goto(address)
    page.get_by_role("button", name="Mark as read").wait_for()
    page.locator(".course-notes h2, .course-done").first.scroll_into_view_if_needed()
    page.get_by_role("button", name="Read ✓").wait_for()


def test_a_page_read_to_its_end_is_marked_there_and_in_the_contents(site, phone):
    """Whoever comes back after a bad week must find the place."""
    read_to_end(phone, f"{site}/{MODULE}/what-words-do.html")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", marks(phone)[f"{MODULE}/what-words-do"]["read"])
    phone.goto(f"{site}/{MODULE}/index.html")

    expect(phone.locator("#contents .course-read")).to_have_count(1)
    expect(phone.get_by_role("link", name="What words do, and what we know of it (read)")).to_be_attached()
    expect(phone.locator(".course-count")).to_have_text("1 of 5 pages read")


def test_a_page_is_not_marked_before_its_end_was_seen(site, phone):
    """A mark that is set by opening a page says nothing."""
    phone.goto(f"{site}/{MODULE}/what-words-do.html")
    expect(phone.get_by_role("button", name="Mark as read")).to_be_visible()

    phone.clock.install()
    phone.reload()
    phone.get_by_role("button", name="Mark as read").wait_for()
    phone.clock.run_for(60_000)
    assert marks(phone) == {}


def test_a_mark_is_the_readers_to_take_away_and_set(site, phone):
    """The phone cannot know what somebody has read; and nothing puts back what they took away."""
    address = f"{site}/{MODULE}/what-words-do.html"
    read_to_end(phone, address)
    phone.get_by_role("button", name="Read ✓").press("Enter")
    again = phone.get_by_role("button", name="Mark as read")
    expect(again).to_be_focused()
    assert marks(phone) == {}
    expect(phone.locator("#contents .course-read")).to_have_count(0)

    again.click()
    expect(phone.locator("#contents .course-read")).to_have_count(1)
    assert marks(phone).keys() == {f"{MODULE}/what-words-do"}

    phone.evaluate("localStorage.clear()")
    phone.clock.install()
    phone.reload()
    phone.get_by_role("button", name="Mark as read").press("Enter")
    phone.get_by_role("button", name="Read ✓").press("Enter")
    phone.locator(".course-notes h2").scroll_into_view_if_needed()
    phone.evaluate(
        "new Promise((seen) => new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && seen())"
        ".observe(document.querySelector('.course-notes h2')))"
    )
    phone.clock.run_for(60_000)
    assert marks(phone) == {}


def test_an_exercise_begun_shows_at_the_pages_end_and_as_a_half_mark(site, phone):
    """Begun and left is the place to go back to; erased is not begun."""
    phone.goto(f"{site}/{MODULE}/index.html")
    expect(phone.locator(".course-done")).to_contain_text("0 of 1 exercise begun")
    phone.locator("course-exercise[ready] textarea").first.fill("a word")
    expect(phone.locator(".course-done")).to_contain_text("1 of 1 exercise begun")
    phone.goto(f"{site}/{MODULE}/doors.html")
    begun = phone.locator("#contents .course-begun")
    expect(begun).to_have_count(1)
    assert "(begun)" in begun.inner_text()

    phone.evaluate(
        "import(document.querySelector('script[src*=book]').src.replace('book.js', 'host/journal.js'))"
        ".then((journal) => journal.save('first-words', '', null))"
    )
    expect(begun).to_have_count(0)


def test_my_notebook_lists_the_pages_read_by_title_and_erases_them(site, phone):
    """What a phone keeps of somebody is shown to them in words, and goes when they say so."""
    read_to_end(phone, f"{site}/{MODULE}/what-words-do.html")
    phone.goto(f"{site}/modules/my-notebook.html")
    entry = phone.locator(".course-live .course-entry")
    expect(entry).to_contain_text("Pages you have read")
    expect(entry).to_contain_text("What words do, and what we know of it")
    expect(entry).to_contain_text("Read: 2")
    assert MODULE not in entry.inner_text()

    expect(phone.locator("#contents .course-read")).to_have_count(0)  # its module is not unfolded here
    phone.goto(f"{site}/{MODULE}/quiz.html")
    expect(phone.locator("#contents .course-read")).to_have_count(1)
    notebook = phone.context.new_page()
    notebook.goto(f"{site}/modules/my-notebook.html")
    notebook.get_by_role("button", name="Erase: Pages you have read").click()
    notebook.get_by_role("button", name="Yes, erase").click()
    expect(phone.locator("#contents .course-read")).to_have_count(0)
    assert marks(phone) == {}


def test_on_a_shared_phone_marks_go_with_the_tab(site, phone):
    """Nothing may tell the next holder of the phone what somebody has read."""
    phone.goto(f"{site}/{MODULE}/index.html")
    phone.evaluate("localStorage.setItem('course-shared-phone', '1')")
    read_to_end(phone, f"{site}/{MODULE}/what-words-do.html")

    assert phone.evaluate("Object.keys(localStorage)") == ["course-shared-phone"]
    other = phone.context.new_page()
    other.goto(f"{site}/{MODULE}/what-words-do.html")
    expect(other.get_by_role("button", name="Mark as read")).to_be_visible()
    assert other.locator("#contents .course-read").count() == 0


def test_an_import_adds_pages_read_and_takes_none(site, phone, tmp_path):
    """A journal of another device is newer or older as a whole; what was read on either is read."""
    read_to_end(phone, f"{site}/{MODULE}/what-words-do.html")
    theirs = {
        "type": "progress",
        "response": {f"{MODULE}/doors": {"read": "2026-01-01"}},
        "saved_at": "2026-01-01T00:00:00Z",
    }
    file = tmp_path / "journal.json"
    journal = {"format": "course-journal/1", "saved_at": theirs["saved_at"], "entries": {"pages-read": theirs}}
    file.write_text(json.dumps(journal), encoding="utf-8")
    phone.goto(f"{site}/modules/my-notebook.html")
    phone.locator("course-exercise[ready]").wait_for()
    phone.get_by_label("A file you exported before").set_input_files(file)
    expect(phone.get_by_text("1 brought in.")).to_be_visible()
    assert marks(phone).keys() == {f"{MODULE}/doors", f"{MODULE}/what-words-do"}

    phone.reload()
    phone.locator("course-exercise[ready]").wait_for()
    phone.get_by_label("A file you exported before").set_input_files(file)
    expect(phone.get_by_text("0 brought in, 1 already here.")).to_be_visible()


def test_a_page_for_looking_things_up_is_never_marked(site, phone):
    """Nobody should find in their phone that they opened the help page."""
    for name in ("modules/help", "modules/glossary", "modules/index", "search"):
        phone.goto(f"{site}/{name}.html", wait_until="networkidle")
        assert phone.locator(".course-done").count() == 0
    assert phone.evaluate("localStorage.length") == 0


def test_the_marks_move_nothing_on_the_page(site, phone):
    """What comes late must not push away what somebody is reading or about to tap."""
    read_to_end(phone, f"{site}/{MODULE}/what-words-do.html")
    phone.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const shift of list.getEntries())"
        " if (!shift.hadRecentInput) moved += shift.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    for name in (f"{MODULE}/index", f"{MODULE}/what-words-do", "modules/index"):
        phone.goto(f"{site}/{name}.html", wait_until="networkidle")
        assert phone.evaluate("moved") < 0.02, name


# The page


@pytest.fixture
def large_letters(browser: Browser) -> Iterator[Page]:
    """The smallest phone, with letters twice as large."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '200%')"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", SAMPLE)
def test_with_letters_twice_as_large_nothing_is_pushed_sideways(name, site, large_letters):
    """Whoever needs large letters has the small phone too."""
    large_letters.goto(f"{site}/{name}.html", wait_until="networkidle")

    assert large_letters.evaluate("document.documentElement.scrollWidth") <= 320


def test_with_large_letters_only_the_way_out_stays_at_hand(site, large_letters):
    """A header of four rows would leave no room to read in."""
    large_letters.goto(f"{site}/{MODULE}/doors.html", wait_until="networkidle")
    large_letters.evaluate("scrollTo(0, 2000)")
    large_letters.wait_for_function("scrollY >= 1900")

    expect(large_letters.locator(".course-leave")).to_be_in_viewport(ratio=1)
    expect(large_letters.locator(".course-brand")).not_to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_header_is_one_row_and_stays_at_hand(site, browser, width):
    """Help, the contents and the way out are where they always are."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/{MODULE}/doors.html", wait_until="networkidle")
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_function("scrollY >= 1400")
    header = page.locator(".course-header")
    links = [link for link in header.get_by_role("link").all() if link.is_visible()]
    boxes = [link.bounding_box() for link in links]
    height = header.bounding_box()["height"]
    context.close()

    assert len(boxes) >= 4
    assert height <= 64
    assert all(0 <= box["y"] < height and box["x"] + box["width"] <= width for box in boxes)
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert max(middles) - min(middles) < 6
    starts = sorted((box["x"], box["x"] + box["width"]) for box in boxes)
    assert all(end <= start + 1 for (_, end), (start, _) in pairwise(starts))


def test_nothing_that_is_jumped_to_or_focused_is_under_the_header(site, phone):
    """A link to a heading, or the Tab key, must not end beneath the head of the page."""
    phone.goto(f"{site}/{MODULE}/what-words-do.html#then-why-bother", wait_until="networkidle")
    head = phone.locator(".course-header").bounding_box()
    top = phone.locator("#then-why-bother h2").bounding_box()["y"]
    assert head["y"] == 0
    assert top >= head["height"]

    for _ in range(12):  # back up through the links, which scroll in from above
        phone.keyboard.press("Shift+Tab")
        box = phone.evaluate(
            "(() => { const at = document.activeElement; const { top } = at.getBoundingClientRect();"
            " return at.closest('.course-header, .course-skip') ? 1e4 : top })()"
        )
        assert box >= head["height"] - 1


def test_a_module_page_says_where_it_stands(site, phone):
    """Somebody who arrives from a link must know what they hold, and how much is left."""
    phone.goto(f"{site}/{MODULE}/doors.html")
    trail = phone.get_by_role("navigation", name="Where you are")
    expect(trail).to_have_text("Module 3 · page 4 of 5")
    assert phone.locator(".course-steps span").count() == 5
    assert phone.locator(".course-step-done").count() == 4
    trail.get_by_role("link", name="Module 3").click()

    expect(phone.locator(".course-opening")).to_contain_text("Part I: See · Module 3")
    assert phone.locator(".course-opening h1").count() == phone.locator("h1").count() == 1
    assert phone.locator(".course-trail").count() == 0


def test_without_javascript_nothing_is_said_of_reading(site, browser):
    """A button that does nothing is worse than none."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{MODULE}/index.html")
    said = page.locator(".course-done").inner_text() + page.locator(".course-count").inner_text()
    context.close()

    assert said.strip() == ""


def test_the_first_page_prints_its_cover_on_a_sheet_of_its_own(site, phone):
    """A book that is handed round begins with a cover; the text begins on the next sheet."""
    phone.goto(f"{site}/modules/index.html", wait_until="networkidle")
    first, second, *_ = sheets_of(phone.pdf())

    assert "Room?" in first and "chairs fold" not in first
    assert "chairs fold" in second
    phone.goto(f"{site}/{MODULE}/index.html", wait_until="networkidle")
    sheet = sheets_of(phone.pdf())[0]
    assert "Module 3" in sheet and "After this module you can" in sheet and "pages read" not in sheet


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colors_the_blocks_keep_a_mark_and_an_edge(site, browser, scheme):
    """A high-contrast theme takes every background away."""
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}/{MODULE}/index.html")
    edges = page.evaluate(
        "[...document.querySelectorAll('.course-objectives, .admonition.care')].map((box) =>"
        " getComputedStyle(box).borderInlineStartWidth)"
    )
    mark, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('.care .admonition-title'), '::before').backgroundColor,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    context.close()

    assert len(edges) == 2 and "0px" not in edges
    assert mark != paper
