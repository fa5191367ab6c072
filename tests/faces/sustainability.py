"""How a learner meets the ten things that help a change last."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, data_of, live, state

STEPS = [4, 2, 5, "unknown", 3, 1, "pass", 5, 4, 2]


@answered_by("sustainability")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Name a change and rate all ten."""
    live.get_by_role("textbox").fill(WORDS)
    rate_all(live, data, STEPS)


def rate_all(live: Locator, data: dict[str, Any], steps: list[Any]) -> None:
    """One after the other, for as many as there are steps."""
    for step in steps[: len(data["factors"])]:
        live.locator(f'.course-scale:visible input[value="{step}"]').check()
        if live.get_by_role("button", name="Next").count():
            live.get_by_role("button", name="Next").click()


@state("sustainability")
def sustainability_two_rated(page: Page) -> None:
    """Too few for a picture."""
    face = live(page, "sustainability")
    rate_all(face, data_of(page, "sustainability"), [2, 3])
    expect(face.get_by_text("the picture appears here")).to_be_visible()


@state("sustainability")
def sustainability_all_full(page: Page) -> None:
    """Nothing is low, as somebody sees it."""
    face = live(page, "sustainability")
    rate_all(face, data_of(page, "sustainability"), [5] * 10)
    expect(face.get_by_text("from another chair")).to_be_visible()


@state("sustainability")
def sustainability_copied(page: Page) -> None:
    """What is next is on the clipboard, or the browser would not."""
    answer(page, "sustainability")
    live(page, "sustainability").get_by_role("button", name="Copy this").click()
    expect(live(page, "sustainability").get_by_role("status")).not_to_be_empty()
