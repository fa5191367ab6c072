"""How a learner meets this type."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, live, state

CHANGED = "Come in, whoever you are, and sit where you like."
OWN = "There is tea, and nobody will ask you anything."
CLOSED = "Please come back when you are clean, addicts are not welcome here."


@answered_by("card_builder")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Begin from the last draft, change a line, add one, set the day, and answer an objection."""
    live.get_by_role("button", name=data["drafts"][-1]["label"]).click()
    live.get_by_label("Line 1", exact=True).fill(CHANGED)
    live.get_by_role("button", name="Add a line of your own").click()
    live.get_by_label(f"Line {len(data['drafts'][-1]['lines']) + 1}", exact=True).fill(OWN)
    live.get_by_label("Look at it again on").fill("2027-03-01")
    objection = live.locator(".course-card-objection").first
    objection.locator("> summary").click()
    objection.get_by_label("In my own words").fill("I hear that you want to keep us together. So do I.")


@state("card_builder")
def card_builder_looked_at(page: Page) -> None:
    """The lens points at words of the reading."""
    answer(page, "card_builder")
    live(page, "card_builder").get_by_label("Line 1", exact=True).fill(CLOSED)
    expect(live(page, "card_builder").get_by_text("may close a door.").first).to_be_visible()


@state("card_builder")
def card_builder_left_out(page: Page) -> None:
    """Every line is taken out again."""
    answer(page, "card_builder")
    face = live(page, "card_builder")
    while (buttons := face.get_by_role("button", name=re.compile("^Leave out"))).count():
        buttons.first.click()
    expect(face.get_by_text("No line is taken yet.")).to_be_visible()


@state("card_builder")
def card_builder_all_opened(page: Page) -> None:
    """Every box with its reasons and sources."""
    face = live(page, "card_builder")
    for box in face.locator("details").all():
        box.evaluate("box => (box.open = true)")
    expect(face.locator(".course-source").first).to_be_visible()
