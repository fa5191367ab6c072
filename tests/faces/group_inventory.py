"""How a learner meets the practices of a group."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, live, state

OWN = "Let two of us stand at the door,\nand say hello."


@answered_by("group_inventory")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Say something of every practice, and write a change of one's own for the last."""
    for number, practice in enumerate(live.locator(".course-practice").all()):
        practice.locator(".course-scale input").nth(number + 2).check()
        practice.locator(".course-changes input").nth(number).check()
    live.get_by_role("textbox").fill(OWN)


@state("group_inventory")
def group_inventory_not_known(page: Page) -> None:
    """What somebody does not know is a question to take along."""
    face = live(page, "group_inventory")
    for form in face.locator(".course-scale").all():
        form.get_by_label("I do not know").check()
    expect(face.get_by_text("ask somebody who would").first).to_be_visible()


@state("group_inventory")
def group_inventory_passed(page: Page) -> None:
    """Everybody may pass on all of it."""
    face = live(page, "group_inventory")
    for form in face.locator(".course-scale").all():
        form.get_by_label("Pass").check()
    expect(face.get_by_text("Your list appears here")).to_be_visible()


@state("group_inventory")
def group_inventory_copied(page: Page) -> None:
    """The list is on the clipboard, or the browser would not."""
    answer(page, "group_inventory")
    live(page, "group_inventory").get_by_role("button", name="Copy the list").click()
    expect(live(page, "group_inventory").get_by_role("status")).not_to_be_empty()


@state("group_inventory")
def group_inventory_sources_open(page: Page) -> None:
    """What is known of a practice."""
    face = live(page, "group_inventory")
    face.locator("summary").first.click()
    expect(face.locator(".course-source").first).to_be_visible()
