"""What a screen reader is given: places, headings, names, and what is said when something happens."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from states import STATES, open_state


def names_by_role(page: Page) -> dict[str, list[str]]:
    """What a screen reader is given: the names of what there is, by role."""
    found: dict[str, list[str]] = {}
    for node in page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]:
        if not node["ignored"]:
            role, name = (node.get(key, {}).get("value", "") for key in ("role", "name"))
            found.setdefault(role, []).append(name)
    return found


@pytest.mark.parametrize("name", ["site-facilitator-view", "quiz-untouched", "notebook-full", "search-found"])
def test_read_aloud_a_page_has_its_places_its_order_and_a_name_for_everything(name, site, built_book, eye):
    """Whoever listens goes by landmarks and headings, as an eye goes by the layout."""
    open_state(eye, site, built_book, name)
    names = names_by_role(eye)
    levels = eye.get_by_role("heading").evaluate_all("all => all.map((one) => Number(one.ariaLevel ?? one.tagName[1]))")
    places = names["navigation"]

    assert [len(names[role]) for role in ("banner", "main", "contentinfo")] == [1, 1, 1]
    assert len(set(places)) == len(places) and "" not in places
    assert {"Quick links", "Contents"} <= set(places)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    for role in ("link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "img"):
        assert "" not in names.get(role, []), role


def test_read_aloud_a_quiz_says_what_is_asked_how_many_to_choose_and_where_one_is(site, built_book, eye):
    """Between two boxes to tick nobody hears the page again; the question must come with them."""
    open_state(eye, site, built_book, "quiz-untouched")
    quiz = eye.locator('course-exercise[type="quiz"] > .course-live')
    items = quiz.locator(".course-item fieldset")
    asked = eye.locator('course-exercise[type="quiz"] legend').all_inner_texts()

    assert len(asked) == items.count() > 5
    for fieldset, words in zip(items.all(), asked, strict=True):
        expect(fieldset).to_have_accessible_name(words)
    expect(quiz.locator("fieldset:has([type=radio])").first).to_have_accessible_description("Choose one.")
    expect(quiz.locator("fieldset:has([data-move])").first).to_have_accessible_description(re.compile("in order"))
    expect(eye.get_by_label("Learner code").first).to_have_accessible_description(re.compile("It is not your name"))


LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll("[role=status], [aria-live=polite]"))
    new MutationObserver(() => heard.push(region.textContent.trim()))
      .observe(region, { childList: true, characterData: true, subtree: true });
}"""
"""Only what was there before it said something is heard, so the regions are gathered first."""
SAID = [
    ("reflection-untouched", "reflection-answered", "Saved on this device"),
    ("practice-untouched", "practice-nothing-to-check", "Answer first, then check."),
    ("practice-untouched", "practice-checked-wrong", "✗ Not yet. Read why above, and try again if you like."),
    ("quiz-untouched", "quiz-answered", "Answered 1 of 11"),
    ("quiz-untouched", "quiz-order-kept", "This order is kept."),
    ("quiz-untouched", "quiz-file-without-a-code", "Type your learner code first"),
    ("quiz-untouched", "quiz-finished", "is saved on this device"),
    ("language_lens-untouched", "language_lens-answered", "1 word to look at, 1 gentle note."),
    ("language_lens-untouched", "lens-replaced", "Replaced “"),
    ("notebook-full", "notebook-exported", "Your file is ready."),
    ("notebook-untouched", "notebook-passphrase-wrong", "That passphrase does not open this journal"),
    ("evidence-filtered", "evidence-none-found", "No fact fits all of this"),
]


@pytest.mark.parametrize(("first", "then", "line"), SAID)
def test_what_happens_is_said_aloud(first, then, line, site, built_book, eye):
    """A line that only appears is not met by whoever does not see it appear."""
    open_state(eye, site, built_book, first)
    eye.evaluate(LISTEN)
    STATES[then].reach(eye)

    assert line in "\n".join(eye.evaluate("heard"))
