"""Whether everybody can read the book and work in it: by axe, by key, by finger, by ear, with large letters.

Every page and every state of every exercise at every width, scheme and size of text is looked at by `make test-long`.
`make test` looks at each of them once, in a combination that is the same for one commit and another for the next.
"""

import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from axe import findings
from playwright.sync_api import Browser, Page
from states import ANSWERS, STATES, open_state, wait_ready
from test_site import PAGES

from course.content import exercise_types

ROOT = Path(__file__).resolve().parents[1]


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    scheme: str
    text: int

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}, {self.text} % text"


LOOKS = [Look(*how) for how in product((320, 390, 768, 1280), ("light", "dark"), (100, 200))]
SIZES = {100: "", 200: "212.5%"}  # the book's own size is 106.25 %


def find_turn() -> int:
    """A number that is the same for one commit and moves on with the next; 0 outside git."""
    git = ["git", "-C", str(ROOT)]
    ask = [["rev-parse", "--is-shallow-repository"], ["rev-list", "--count", "HEAD"], ["rev-parse", "--short=8", "HEAD"]]
    try:
        shallow, count, commit = (subprocess.check_output([*git, *one], text=True, stderr=subprocess.DEVNULL).strip() for one in ask)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(commit, 16) if shallow == "true" else int(count)  # a shallow clone counts to 1 for ever


TURN = find_turn()


def look_of(number: int) -> Look:
    """The combination in which the page or state of that number is looked at this time."""
    return LOOKS[(7 * number + TURN) % len(LOOKS)]


def sampled(names: list[str]) -> list[object]:
    """Each name with its combination, named after both."""
    pairs = [(name, look_of(number)) for number, name in enumerate(names)]
    return [pytest.param(name, look, id=f"{name}-{'-'.join(map(str, look))}") for name, look in pairs]


@pytest.fixture
def eye(browser: Browser) -> Iterator[Page]:
    """A page in a browser that has seen nothing, and where nothing is in motion."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True, service_workers="block")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def set_look(page: Page, look: Look) -> None:
    """Show the page so."""
    page.set_viewport_size({"width": look.width, "height": 844})
    page.emulate_media(color_scheme=look.scheme)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", SIZES[look.text])


def faults(page: Page, look: Look, within: str = "", *, is_sample: bool = False) -> list[str]:
    """What axe finds, and whether the page has to be pushed sideways, each with the combination."""
    set_look(page, look)
    found = findings(page, within, is_sample=is_sample)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > look.width:
        found.append(f"the page is {width} px wide")
    return [f"{look}: {line}" for line in found]


def open_at(page: Page, site: str, name: str) -> Page:
    page.goto(f"{site}/{name}.html")
    wait_ready(page)
    return page


@pytest.mark.parametrize(("name", "look"), sampled(PAGES))
def test_axe_finds_nothing_on_a_page(name, look, site, eye):
    """A rule that every page keeps is kept for whoever needs it, also on the page that nobody looked at."""
    assert faults(open_at(eye, site, name), look, is_sample=True) == []


@pytest.mark.parametrize(("name", "look"), sampled(list(STATES)))
def test_axe_finds_nothing_in_a_state(name, look, site, built_book, eye):
    """An error, a question or an opened card is met by somebody in the middle of something: it must hold there too."""
    set_look(eye, look)
    of = open_state(eye, site, built_book, name).of
    within = f'course-exercise[type="{of}"]' if of in exercise_types() else ""

    assert faults(eye, look, within, is_sample=True) == []


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page_however_it_is_looked_at(name, site, eye):
    """Small or wide, light or dark, letters twice as large: nobody is the exception."""
    open_at(eye, site, name)

    assert [line for look in LOOKS for line in faults(eye, look)] == []


@pytest.mark.long
@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_in_a_state_however_it_is_looked_at(name, site, built_book, eye):
    """What is hard to reach is looked at least, and needed most."""
    open_state(eye, site, built_book, name)

    assert [line for look in LOOKS for line in faults(eye, look)] == []


def test_axe_finds_what_is_wrong(eye):
    """A look that finds nothing must have been able to."""
    page = '<html lang="en"><title>a</title><main><h1>a</h1><p>b</p><input><p style="color: #999">c</p></main>'
    eye.set_content(page)
    marks = [line.split(" at ")[0] for line in findings(eye)]
    # Something lies over it, so that axe cannot decide.
    eye.set_content(page + '<div style="position: absolute; inset: 0; background: #fff1"></div>')
    covered = [line for line in findings(eye) if "contrast of 2.8" in line]

    assert {"label", "color-contrast"} <= set(marks)
    assert len(covered) == 1


@pytest.mark.parametrize("of", exercise_types())
def test_every_exercise_type_says_in_which_states_it_is_met(of):
    """A new type that nobody entered would be looked at by nobody."""
    own = {name for name, state in STATES.items() if state.of == of}
    needed = {"untouched", "could-not-start"} | ({"answered", "imported", "refused", "no-room"} if of in ANSWERS else set())

    assert {f"{of}-{each}" for each in needed} <= own
    assert len(own) > len(needed), "the states that are its alone are missing"
    assert of in ANSWERS or of == "notebook"
