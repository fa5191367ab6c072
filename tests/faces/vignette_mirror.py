"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, live, state


@answered_by("vignette_mirror")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Write to the question."""
    live.get_by_label(data["question"]).fill(WORDS)


@state("vignette_mirror")
def vignette_mirror_cleared(page: Page) -> None:
    """Begun again."""
    answer(page, "vignette_mirror")
    live(page, "vignette_mirror").get_by_role("button", name="Begin again").click()
    expect(live(page, "vignette_mirror").locator("textarea")).to_have_value("")
