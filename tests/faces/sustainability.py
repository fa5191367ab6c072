"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, live, state


@answered_by("sustainability")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Write to the question."""
    live.get_by_label(data["question"]).fill(WORDS)


@state("sustainability")
def sustainability_cleared(page: Page) -> None:
    """Begun again."""
    answer(page, "sustainability")
    live(page, "sustainability").get_by_role("button", name="Begin again").click()
    expect(live(page, "sustainability").locator("textarea")).to_have_value("")
