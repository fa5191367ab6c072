"""How a learner meets a claim."""

from typing import Any

from playwright.sync_api import Locator, Page
from states import WORDS, answer, answered_by, live, state


@answered_by("claim_reader")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Pick a reading of every question, open each, write once, and say it again."""
    for question in data["questions"]:
        part = live.locator(".course-claim-part").filter(has=live.page.get_by_text(question["text"]))
        part.get_by_role("radio").first.check()
        part.get_by_role("button", name="See what the source says").click()
    live.get_by_label("Or in your own words").first.fill(WORDS)
    live.get_by_label(data["restate"]["text"]).fill(WORDS)
    live.get_by_role("button", name="See an honest way to say it").click()


@state("claim_reader")
def claim_reader_one_chosen(page: Page) -> None:
    """Chosen, and not yet opened."""
    live(page, "claim_reader").get_by_role("radio").nth(1).check()


@state("claim_reader")
def claim_reader_opened_without_a_reading(page: Page) -> None:
    """What the source says, for whoever passes."""
    live(page, "claim_reader").get_by_role("button", name="See what the source says").first.click()


@state("claim_reader")
def claim_reader_sources_open(page: Page) -> None:
    """Every box of sources is open."""
    answer(page, "claim_reader")
    for box in live(page, "claim_reader").locator("summary").all():
        box.click()


@state("claim_reader")
def claim_reader_asked_whether_to_begin_again(page: Page) -> None:
    """One tap takes nothing away."""
    answer(page, "claim_reader")
    live(page, "claim_reader").get_by_role("button", name="Begin again").click()


@state("claim_reader")
def claim_reader_begun_again(page: Page) -> None:
    """The claim as new."""
    claim_reader_asked_whether_to_begin_again(page)
    live(page, "claim_reader").get_by_role("button", name="Take them away").click()
