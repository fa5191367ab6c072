"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, data_of, live, state

OWN = "Come if you like, and tell me what would suit you better."


def choose_letter(live: Locator, data: dict[str, Any], index: int = 0) -> dict[str, Any]:
    """Choose a paper; what is in it."""
    letter: dict[str, Any] = data["letters"][index]
    live.get_by_role("radio", name=letter["label"]).check()
    return letter


@answered_by("letter_builder")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Choose a paper, a wording for each passage, and one's own words for the last."""
    letter = choose_letter(live, data)
    passages = [part for part in letter["parts"] if "id" in part]
    for passage in passages[:-1]:
        live.locator(f'input[value="{passage["ways"][0]["id"]}"]').check()
    live.locator(".course-letter-passage").last.get_by_label("In my own words").check()
    live.get_by_label(f"My own words for passage {len(passages)}").fill(OWN)
    live.get_by_role("checkbox").first.check()


@state("letter_builder")
def letter_builder_chosen(page: Page) -> None:
    """A paper as it stands, with nothing changed yet."""
    choose_letter(live(page, "letter_builder"), data_of(page, "letter_builder"), -1)
    expect(live(page, "letter_builder").get_by_text("still as it stands").first).to_be_visible()


@state("letter_builder")
def letter_builder_all_opened(page: Page) -> None:
    """Every box with what it rests on."""
    answer(page, "letter_builder")
    for box in live(page, "letter_builder").locator("details").all():
        box.evaluate("box => (box.open = true)")
    expect(live(page, "letter_builder").locator(".course-source").first).to_be_visible()
