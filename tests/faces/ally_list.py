"""How a learner meets the list of allies."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, live, state


def add(face: Locator, kind: str, name: str, reach: str = "", note: str = "") -> None:
    """Write one entry and put it on the list."""
    face.locator(f'.course-ally-form input[value="{kind}"]').check()
    face.get_by_label("First name, initials").fill(name)
    face.get_by_label("Number, or where and when").fill(reach)
    face.get_by_label("Good for").fill(note)
    face.get_by_role("button", name="Add to my list").click()


def open_offers(face: Locator) -> None:
    """The lines and groups that the course checked."""
    face.locator(".course-ally-offers > summary").click()


@answered_by("ally_list")
def fill(face: Locator, data: dict[str, Any]) -> None:
    """A person, a group, and a line that the course checked."""
    add(face, "person", "J.", "After the Tuesday meeting", "Picks up the phone, and does not ask what you take.")
    add(face, "group", "Thursday at the library", "Seven in the evening")
    open_offers(face)
    face.get_by_role("button", name=f"Add: {data['offers'][1]['name']}").click()


@state("ally_list")
def ally_offers_open(page: Page) -> None:
    """What can be added, with a source open, one of them added."""
    answer(page, "ally_list")
    live(page, "ally_list").locator(".course-sources > summary").first.click()
    expect(live(page, "ally_list").locator(".course-source").first).to_be_visible()


@state("ally_list")
def ally_without_a_name(page: Page) -> None:
    """Nothing written, and asked for."""
    live(page, "ally_list").get_by_role("button", name="Add to my list").click()
    expect(page.get_by_text("Write a name or initials first")).to_be_visible()


@state("ally_list")
def ally_being_changed(page: Page) -> None:
    """An entry back in the form."""
    answer(page, "ally_list")
    live(page, "ally_list").get_by_role("button", name="Change: J.").click()
    expect(live(page, "ally_list").get_by_role("button", name="Keep the change")).to_be_visible()


@state("ally_list")
def ally_removed(page: Page) -> None:
    """Gone, and a way to have it back."""
    answer(page, "ally_list")
    live(page, "ally_list").get_by_role("button", name="Remove: J.").click()
    expect(page.get_by_role("button", name="Put J. back")).to_be_focused()
