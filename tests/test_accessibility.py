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

SMALL_TARGETS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")];
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
  // A box to tick is as large as its label, which ticks it too.
  const boxes = (one) => [...one.getClientRects(), ...(one.labels?.length ? one.labels[0].getClientRects() : [])];
  const targets = all.filter((one) => isSeen(one) && !one.disabled).map((one) => ({ one, boxes: boxes(one) }));
  const isLarge = (box) => box.width >= 24 && box.height >= 24;
  // In a sentence the line's height rules, and a larger target would lie over the lines around it.
  const isInSentence = ({ one }) =>
    getComputedStyle(one).display === "inline" &&
    [...one.parentElement.childNodes].some((other) => other !== one && /\\p{L}/u.test(other.textContent));
  const circle = ({ boxes: [box] }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const reach = (from, box) =>
    Math.hypot(from.x - Math.max(box.left, Math.min(from.x, box.right)), from.y - Math.max(box.top, Math.min(from.y, box.bottom)));
  // Or it is so far from the next that a thumb of 24 px on it meets no other.
  const isFar = (target) => targets.every((other) =>
    other === target || other.boxes.every((box) => reach(circle(target), box) >= 12) &&
    (other.boxes.some(isLarge) || Math.hypot(circle(target).x - circle(other).x, circle(target).y - circle(other).y) >= 24));
  const small = targets.filter((target) => !target.boxes.some(isLarge) && !isInSentence(target) && !isFar(target));
  return small.map(({ one, boxes: [{ width, height }] }) =>
    `${one.tagName} “${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40)}” is ${width.toFixed(1)} by ${height.toFixed(1)} px`);
}"""


def find_turn() -> int:
    """A number that is the same for one commit and moves on with the next; 0 outside git."""
    git = ["git", "-C", str(ROOT)]
    ask = [
        ["rev-parse", "--is-shallow-repository"],
        ["rev-list", "--count", "HEAD"],
        ["rev-parse", "--short=8", "HEAD"],
    ]
    try:
        shallow, count, commit = (
            subprocess.check_output([*git, *one], text=True, stderr=subprocess.DEVNULL).strip() for one in ask
        )
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
    """What axe finds, what a finger misses, and whether the page is too wide, each with the combination."""
    set_look(page, look)
    found = findings(page, within, is_sample=is_sample)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > look.width:
        found.append(f"the page is {width} px wide")
    found += page.evaluate(SMALL_TARGETS)
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
UNSEEN = """() => {
  const isNone = (color) => /^rgba\\(.*, 0\\)$|^transparent$/.test(color);
  const paper = getComputedStyle(document.body).backgroundColor;
  const isEdge = (style, name) =>
    style[`${name}Style`] !== "none" && parseFloat(style[`${name}Width`]) >= 1 && !isNone(style[`${name}Color`]) && style[`${name}Color`] !== paper;
  const all = document.querySelectorAll("main :is(button, input, select, textarea), footer button, .course-fact-card button, [role=button]");
  const seen = [...all].filter((one) => one.checkVisibility() && !["radio", "checkbox", "file"].includes(one.type));
  const isDrawn = (style) =>
    ["borderTop", "borderBottom", "outline"].some((name) => isEdge(style, name)) ||
    style.textDecorationLine.includes("underline");
  const name = (one) => `${one.tagName} “${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40)}”`;
  const faults = seen.filter((one) => !one.matches(".course-fact") && !isDrawn(getComputedStyle(one))).map((one) => `${name(one)} has no edge`);
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")) {
    if (!one.checkVisibility() || one.disabled) continue;
    one.focus({ preventScroll: true });
    if (document.activeElement === one && !isEdge(getComputedStyle(one), "outline")) faults.push(`${name(one)} has no ring`);
  }
  return faults;
}"""
MOVING = """() => {
  const seconds = (text) => text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1));
  const isMoving = (style) =>
    seconds(style.transitionDuration).some((time) => time > 0.01) ||
    (style.animationName !== "none" && seconds(style.animationDuration).some((time) => time > 0.01)) ||
    style.scrollBehavior === "smooth";
  const faults = [];
  for (const one of document.querySelectorAll("*"))
    for (const part of ["", "::before", "::after", "::backdrop"])
      if (isMoving(getComputedStyle(one, part))) faults.push(`${one.tagName} ${one.className}${part}`);
  return faults;
}"""


@pytest.mark.parametrize("name", CALM)
def test_who_asked_for_less_motion_gets_none(name, site, built_book, eye):
    """What glides or fades makes some people ill."""
    open_state(eye, site, built_book, name)

    assert eye.evaluate(MOVING) == []


@pytest.mark.parametrize("name", CALM)
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
