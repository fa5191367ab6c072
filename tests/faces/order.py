"""How a learner meets steps to put in order."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, data_of, give, live, state


@answered_by("order")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Move one step, and look why."""
    live.locator("li button:enabled").first.click()
    live.get_by_role("button", name="See why").click()


@state("order")
def order_kept(page: Page) -> None:
    """One step moved, and nothing said yet."""
    live(page, "order").locator("li button:enabled").first.click()
    expect(live(page, "order").get_by_text("Now 2 of")).to_be_visible()


@state("order")
def order_right(page: Page) -> None:
    """Every step in its place, and the sources open."""
    steps, data = live(page, "order"), data_of(page, "order")
    give(steps, {"kind": "order"}, [step["id"] for step in data["steps"]])
    steps.get_by_role("button", name="See why").click()
    expect(steps.get_by_text("In its place.")).to_have_count(len(data["steps"]))
    steps.locator("summary").last.click()


@state("order")
def order_tried_again(page: Page) -> None:
    """The reasons are out of sight, and the order stands."""
    answer(page, "order")
    live(page, "order").get_by_role("button", name="Try again").click()
    expect(live(page, "order").locator(".course-mark:visible")).to_have_count(0)
