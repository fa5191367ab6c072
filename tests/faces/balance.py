"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, live, state

OF = "balance"


@answered_by(OF)
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Tick what matters, open and weigh every option, and write what was agreed."""
    live.get_by_label(data["matters"]["options"][0]["text"], exact=True).check()
    live.get_by_label(data["matters"]["own"]).fill(WORDS)
    for number, option in enumerate(live.locator(".course-balance-option").all()):
        option.locator("summary").first.click()
        option.locator(".course-balance-fits input").nth(number % 3).check()
        option.locator("textarea").fill(WORDS)
    live.get_by_label(data["agreed"]).fill(WORDS)
    live.get_by_label(data["again"]).fill("In two weeks.")


@state(OF)
def balance_option_open(page: Page) -> None:
    """One option with its benefits and risks, and the card of a fact."""
    option = live(page, OF).locator(".course-balance-option").first
    option.locator("summary").first.click()
    option.locator(".course-sources summary").first.click()


@state(OF)
def balance_asked_to_clear(page: Page) -> None:
    """Clearing asks first."""
    answer(page, OF)
    live(page, OF).get_by_role("button", name="Clear this sheet").click()
    expect(live(page, OF).get_by_role("button", name="Keep it")).to_be_focused()


@state(OF)
def balance_cleared(page: Page) -> None:
    """Nothing is left for the next two."""
    balance_asked_to_clear(page)
    live(page, OF).get_by_role("button", name="Yes, clear it").click()
    expect(live(page, OF).get_by_text("The sheet is empty.")).to_be_visible()
