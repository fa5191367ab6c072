"""Whether everybody can read the book and work in it: by axe, by finger, with large letters, without motion.

Every page and every state of every exercise at every width, scheme and size of text is looked at by `make test-long`.
That takes half an hour. `make test` takes some of them in turn, each in one combination: the same for one commit, and
others for the next, so that after five commits each was looked at.
"""

import pytest
from axe import findings
from looks import LOOKS, MOVING, SMALL_TARGETS, UNSEEN, faults, sampled, set_look, whose_turn
from playwright.sync_api import Page
from states import ANSWERS, STATES, State, open_state, wait_ready
from test_site import PAGES

from course.content import exercise_types


def open_at(page: Page, site: str, name: str) -> Page:
    page.goto(f"{site}/{name}.html")
    wait_ready(page)
    return page


def place_of(state: State) -> str:
    """Where a state differs from its page, which is looked at by itself: the exercise, else anywhere."""
    return f'course-exercise[type="{state.of}"]' if state.of in exercise_types() else ""


@pytest.mark.parametrize(("name", "look"), sampled(PAGES, 3))
def test_axe_finds_nothing_on_a_page(name, look, site, eye):
    """A rule that every page keeps is kept for whoever needs it, also on the page that nobody looked at."""
    assert faults(open_at(eye, site, name), look, is_sample=True) == []


@pytest.mark.parametrize(("name", "look"), sampled(STATES, 5))
def test_axe_finds_nothing_in_a_state(name, look, site, built_book, eye):
    """An error, a question or an opened card is met by somebody in the middle of something: it must hold there too."""
    set_look(eye, look)
    within = place_of(open_state(eye, site, built_book, name))

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
    within = place_of(open_state(eye, site, built_book, name))

    assert [line for look in LOOKS for line in faults(eye, look, within, is_sample=True)] == []


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
    needed = {"untouched", "could-not-start"} | (
        {"answered", "imported", "refused", "no-room"} if of in ANSWERS else set()
    )

    assert {f"{of}-{each}" for each in needed} <= own
    assert len(own) > len(needed), "the states that are its alone are missing"
    assert of in ANSWERS or of == "notebook"


def test_a_target_that_is_too_small_is_found(eye):
    """The look at targets has exceptions, and an exception must not swallow the rule."""
    small = 'style="display: inline-block; width: 10px; height: 10px; padding: 0; border: 0"'
    eye.set_content(f"""<ul><li><button {small}>a</button><button {small}>b</button></li></ul>
      <p>In a <a href="#">sentence</a>.</p><label>A long label<input type="checkbox"></label>
      <p style="margin-top: 60px"><button {small}>far</button></p>""")

    assert [line[:12] for line in eye.evaluate(SMALL_TARGETS)] == ["BUTTON “a” i", "BUTTON “b” i"]


CALM = [
    "site-fact-card-open",
    "quiz-answered",
    "quiz-file-shown",
    "lens-card-open",
    "practice-checked-wrong",
    "reflection-answered",
    "notebook-all-to-be-erased",
    "evidence-filtered",
    "search-found",
]
"""A state of every kind of page, for what a page's style sheets alone decide."""


@pytest.mark.parametrize("name", whose_turn(CALM, 3))
def test_who_asked_for_less_motion_gets_none(name, site, built_book, eye):
    """What glides or fades makes some people ill."""
    open_state(eye, site, built_book, name)

    assert eye.evaluate(MOVING) == []


@pytest.mark.parametrize("name", whose_turn(CALM, 3))
def test_in_colors_of_ones_own_every_control_has_an_edge_and_a_ring(name, site, built_book, browser):
    """With forced colors every ground and shadow is gone; what was told by them alone is not told."""
    context = browser.new_context(forced_colors="active", accept_downloads=True, service_workers="block")
    page = context.new_page()
    open_state(page, site, built_book, name)
    page.keyboard.press("Shift")  # rings are drawn for whoever uses keys
    faults = page.evaluate(UNSEEN)
    context.close()

    assert faults == []


def test_what_moves_or_cannot_be_seen_is_found(browser):
    """A look that finds nothing must have been able to."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.set_content("""<style>a { transition: opacity 1s; outline: none } button { border: 0 }</style>
      <main><a href="#">link</a><button>b</button></main>""")
    page.keyboard.press("Shift")
    unseen, moving = page.evaluate(UNSEEN), page.evaluate(MOVING)
    context.close()

    assert unseen == ["BUTTON “b” has no edge", "A “link” has no ring"]
    assert moving == ["A "]
