"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, live, state


def write(live: Locator, number: int, day: str = "2027-01-05") -> None:
    """One plan, with all its parts."""
    plan = live.get_by_role("group", name=f"Plan {number}")
    plan.get_by_label("If …", exact=True).fill("a new person looks at the door")
    plan.get_by_label("… then I will …").fill("go over and say my first name")
    plan.get_by_label("The day, or the day from which").fill(day)
    plan.get_by_label("Who could stand by me").fill("D.")
    plan.get_by_text("How it stands in a calendar").click()
    plan.get_by_label("Remind me at nine").check()


@answered_by("action_plan")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """One plan of one's own, and one that was offered."""
    write(live, 1)
    live.get_by_text("Start from one of these").click()
    live.locator(".course-plan-starters button").first.click()


def face(page: Page) -> Locator:
    """The exercise on its page."""
    return live(page, "action_plan")


@state("action_plan")
def action_plan_no_day_yet(page: Page) -> None:
    """A calendar wants a day."""
    face(page).get_by_role("button", name="Make a calendar file").click()
    expect(face(page).get_by_text("Give a plan a day first.")).to_be_visible()


@state("action_plan")
def action_plan_all_taken(page: Page) -> None:
    """As many as there may be, and one more is asked for."""
    for number in range(4):
        face(page).get_by_text("Start from one of these").click()
        face(page).locator(".course-plan-starters button").nth(number).click()
    expect(face(page).get_by_text("You have 3 plans already.")).to_be_visible()


@state("action_plan")
def action_plan_file_made(page: Page) -> None:
    """The calendar file is there, with the plans that have a day."""
    answer(page, "action_plan")
    with page.expect_download():
        face(page).get_by_role("button", name="Make a calendar file").click()
    expect(face(page).get_by_text("planned.ics is made.")).to_be_visible()


@state("action_plan")
def action_plan_to_be_taken_away(page: Page) -> None:
    """It asks once."""
    answer(page, "action_plan")
    face(page).get_by_role("button", name="Take this plan away").first.click()
    expect(face(page).get_by_role("button", name="No, leave it")).to_be_focused()
