"""A module and its quiz by key alone, from the first link to the saved file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ASKED
from keyboard import Keyboard
from playwright.sync_api import Browser, Page, expect
from states import TELLING, data_of, wait_ready

from course.responses import parse_responses

CODE = "amber-heron-41"
TWICE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '212.5%' })"
DESKS = [
    pytest.param((390, ""), id="390"),
    pytest.param((320, TWICE), id="320-letters-twice-as-large", marks=pytest.mark.long),
    pytest.param((1280, ""), id="1280", marks=pytest.mark.long),
    pytest.param((1280, TWICE), id="1280-letters-twice-as-large", marks=pytest.mark.long),
]


@pytest.fixture
def desk(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at which nobody has a pointer, of a width and with letters of a size."""
    width, script = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 700}, accept_downloads=True, service_workers="block"
    )
    context.set_default_timeout(15_000)
    context.add_init_script(ASKED + script)
    yield context.new_page()
    context.close()


def past_the_head(keys: Keyboard) -> None:
    """Past the head of a page that has just opened, by its first link."""
    wait_ready(keys.page)
    keys.tab_to("Skip to the text")
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main"


def answer(keys: Keyboard) -> None:
    """Do at a stop what a learner would; a key or two must do, whatever it is."""
    name = keys.at["name"]
    match keys.at["kind"]:
        case "radio":
            keys.press("Space")
            keys.press("ArrowDown")
        case "checkbox" if "private" not in name and "shared" not in name:
            keys.press("Space")
        case "select":
            keys.press("ArrowDown")
        case "textarea":
            keys.type(TELLING)
        case "text":
            keys.type(CODE)
        case "button" if name.startswith("Down: "):
            keys.press("ArrowDown")
        case "button" if name == "Check":
            keys.press("Enter")
            assert keys.at["name"] == "Try again"
        case "span":  # a word that the lens marked
            keys.press("Enter")
            assert "Who says so" in keys.page.evaluate("document.activeElement.textContent")
            keys.press("Escape")
            assert keys.at["name"] == name
        case "a" if name.endswith("where this comes from"):
            keys.press("Enter")
            assert keys.page.evaluate("document.activeElement.id") == "course-fact-card"
            keys.press("Escape")
            assert keys.at["name"] == name


@pytest.mark.parametrize("desk", DESKS, indirect=True)
def test_a_module_and_its_quiz_are_done_by_key_alone(desk, site):
    """Some hands cannot point. Whoever tabs must always see where they are, and must come to the end.

    Every stop has a ring, stands in view and under nothing that is fixed to the screen.
    """
    desk.goto(f"{site}/modules/03-words/index.html")
    keys = Keyboard(desk)
    past_the_head(keys)
    while "/quiz.html" not in desk.url:
        keys.tab_to("Next", lambda: answer(keys))
        with desk.expect_navigation():
            desk.keyboard.press("Enter")
        past_the_head(keys)
    asked = data_of(desk, "quiz")["items"]
    keys.tab_to("Review my answers", lambda: answer(keys))
    keys.press("Enter")
    expect(desk.get_by_text("Review your answers")).to_be_focused()
    for _ in range(3):
        keys.tab()
    for _ in range(2):
        keys.tab("Shift+Tab")
    keys.tab_to("Download my answers")
    with desk.expect_download() as waiting:
        desk.keyboard.press("Enter")
    given = parse_responses(Path(waiting.value.path()).read_bytes())

    assert keys.faults == []
    assert given.learner == CODE
    assert sorted(given.responses) == sorted(item["id"] for item in asked)
    assert {item["kind"] for item in asked} == {"choice", "multiple", "order", "match", "likert", "text"}


@pytest.mark.parametrize("desk", DESKS[:1], indirect=True)
def test_the_keyboard_comes_out_at_the_end_of_a_page(desk, site):
    """A place that no key leaves is a dead end: what stands behind it is not there."""
    desk.goto(f"{site}/modules/my-notebook.html")
    keys = Keyboard(desk)
    past_the_head(keys)
    keys.tab_to("Facilitator view")
    keys.tab_to("Skip to the text")  # the last stop leaves the page, and the browser begins anew

    assert keys.faults == []


@pytest.mark.parametrize("desk", DESKS[:1], indirect=True)
def test_a_stop_that_cannot_be_seen_is_told(desk, site):
    """A walk that finds no fault must have been able to."""
    desk.goto(f"{site}/modules/help.html")
    desk.evaluate("""() => {
      const cover = document.createElement("div");
      Object.assign(cover.style, { position: "fixed", inset: 0, zIndex: 9 });
      document.body.append(cover);
      document.querySelector(".course-brand").style.outline = "none";
    }""")
    keys = Keyboard(desk)
    keys.tab()
    keys.tab()

    assert any("lies under" in fault for fault in keys.faults)
    assert any("has no ring" in fault for fault in keys.faults)
