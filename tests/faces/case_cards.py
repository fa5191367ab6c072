"""How a learner meets a deck of cards."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, data_of, live, state


@answered_by("case_cards")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Choose on the first three cards, see each answer, note a line on the last, and stay there."""
    for number in range(3):
        live.get_by_label("Go to a card").select_option(str(number))
        live.get_by_role("radio").nth(number % len(data["options"])).check()
        live.get_by_role("button", name="See the answer").click()
    live.get_by_label("A line of your own").fill(WORDS)


def open_all(page: Page) -> None:
    """Pass on every card, one after the other."""
    face = live(page, "case_cards")
    for _ in data_of(page, "case_cards")["cards"]:
        face.get_by_role("button", name="see the answer").click()
        face.get_by_role("button", name="Next card").click()


@state("case_cards")
def case_cards_chosen(page: Page) -> None:
    """Chosen, and not yet seen."""
    live(page, "case_cards").get_by_role("radio").nth(1).check()


@state("case_cards")
def case_cards_passed(page: Page) -> None:
    """The answer without a choice."""
    live(page, "case_cards").get_by_role("button", name="Pass, and see the answer").click()


@state("case_cards")
def case_cards_boxes_open(page: Page) -> None:
    """What the words mean, and where the answer comes from."""
    answer(page, "case_cards")
    for box in live(page, "case_cards").locator("summary").all():
        if box.is_visible():
            box.click()


@state("case_cards")
def case_cards_after_the_last(page: Page) -> None:
    """Every card opened."""
    open_all(page)
    expect(live(page, "case_cards").get_by_text("That was the last card.")).to_be_visible()


@state("case_cards")
def case_cards_asked_whether_to_begin_again(page: Page) -> None:
    """One tap takes nothing away."""
    open_all(page)
    live(page, "case_cards").get_by_role("button", name="Begin again").click()


@state("case_cards")
def case_cards_begun_again(page: Page) -> None:
    """The deck as new."""
    case_cards_asked_whether_to_begin_again(page)
    live(page, "case_cards").get_by_role("button", name="Take them away").click()
    expect(live(page, "case_cards").get_by_text("0 of")).to_be_visible()
