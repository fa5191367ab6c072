"""How a learner meets the messages."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, live, state


def sort_as(face: Locator, kind: str) -> None:
    """Say what the message on the screen is about."""
    face.locator(f'input[value="{kind}"]').check()


@answered_by("message_navigator")
def fill(face: Locator, data: dict[str, Any]) -> None:
    """Three messages: one reply as it is, one in other words, one let pass."""
    jump = face.get_by_label("Go to a message")
    for index, (kind, use) in enumerate((("worth", "record"), ("membership", "own"), ("power", "pass"))):
        jump.select_option(index=index)
        expect(face.locator(".course-message-heard")).to_contain_text(data["messages"][index]["message"])
        sort_as(face, kind)
        face.locator(f'input[value="{use}"]').check()
        if use == "own":
            face.locator("textarea").fill("I’m here, and I’m staying.")


@state("message_navigator")
def message_sorted_otherwise(page: Page) -> None:
    """Put elsewhere than the course put it."""
    sort_as(live(page, "message_navigator"), "power")
    expect(page.get_by_text("We put it under").first).to_be_visible()


@state("message_navigator")
def message_sorted_alike(page: Page) -> None:
    """And where the course put it too."""
    sort_as(live(page, "message_navigator"), "medical")
    expect(page.get_by_text("We sorted it there too").first).to_be_visible()


@state("message_navigator")
def message_not_sorted(page: Page) -> None:
    """Looked at without an answer, with its sources open."""
    live(page, "message_navigator").get_by_role("button", name="Show it without sorting").click()
    live(page, "message_navigator").locator("summary").click()
    expect(live(page, "message_navigator").locator(".course-source").first).to_be_visible()


@state("message_navigator")
def message_with_a_caution(page: Page) -> None:
    """One that has something to take care of."""
    face = live(page, "message_navigator")
    face.get_by_label("Go to a message").select_option(index=8)
    sort_as(face, "medical")
    expect(face.get_by_text("Take care:")).to_be_visible()


@state("message_navigator")
def message_in_own_words(page: Page) -> None:
    """The field for other words."""
    face = live(page, "message_navigator")
    sort_as(face, "worth")
    face.locator('input[value="own"]').check()
    expect(face.locator("textarea")).to_be_visible()


@state("message_navigator")
def message_last_of_all(page: Page) -> None:
    """The end of the row, where nothing comes next."""
    face = live(page, "message_navigator")
    options = face.locator(".course-heard-jump option")
    face.get_by_label("Go to a message").select_option(index=options.count() - 1)
    expect(face.get_by_role("button", name="The next one")).to_be_disabled()


@state("message_navigator", before="navigator.clipboard.writeText = () => Promise.resolve()")
def message_card_copied(page: Page) -> None:
    """A card of three, copied."""
    answer(page, "message_navigator")
    live(page, "message_navigator").get_by_role("button", name="Copy the card").click()
    expect(page.get_by_text("Copied.").first).to_be_visible()


@state("message_navigator")
def message_taken_off_the_card(page: Page) -> None:
    """One fewer."""
    answer(page, "message_navigator")
    live(page, "message_navigator").get_by_role("button", name="Take off the card").first.click()
    expect(page.get_by_text("Taken off the card.").first).to_be_visible()
