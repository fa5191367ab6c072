"""How a learner meets a scenario."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answered_by, data_of, live, state

from course.exercises.scenario.faults import to_steps
from course.exercises.scenario.graph import find_depths


def way_to_an_ending(data: dict[str, Any]) -> list[int]:
    """Which choice to take in each scene to come to the nearest ending."""
    steps = to_steps(data)
    reach = {ending["id"] for ending in data["endings"]}
    depths = {place: min(find_depths(steps, place).get(one, 99) for one in reach) for place in steps}
    here, way = data["start"], []
    while steps[here]:
        way.append(min(range(len(steps[here])), key=lambda index: depths[steps[here][index]]))
        here = steps[here][way[-1]]
    return way


@answered_by("scenario")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Go all the way to the nearest ending, and one step back and on again."""
    for choice in way_to_an_ending(data):
        live.locator(".course-choices button").nth(choice).click()
    expect(live.locator(".course-ending")).to_be_visible()


def choose(page: Page, *indexes: int) -> None:
    """Choose by place in the list, scene after scene."""
    for index in indexes:
        live(page, "scenario").locator(".course-choices button").nth(index).click()


@state("scenario")
def scenario_one_step_in(page: Page) -> None:
    """A choice was made, and its remark stands above the next scene."""
    choose(page, 0)
    expect(live(page, "scenario").locator(".course-remark")).to_be_visible()


@state("scenario")
def scenario_everything_opened(page: Page) -> None:
    """Feelings, guidance, its sources and the way so far."""
    choose(page, 0)
    live(page, "scenario").get_by_role("button", name="Back one step").click()
    for summary in live(page, "scenario").locator("summary").all():
        summary.click()
    expect(live(page, "scenario").locator(".course-source").first).to_be_visible()


@state("scenario")
def scenario_way_at_the_end(page: Page) -> None:
    """An ending found, and the way so far open."""
    fill(live(page, "scenario"), data_of(page, "scenario"))
    live(page, "scenario").get_by_text("Your way so far").first.click()
    expect(live(page, "scenario").locator(".course-spot-here")).to_be_visible()


@state("scenario")
def scenario_begun_again(page: Page) -> None:
    """Back at the first scene, with an ending found."""
    fill(live(page, "scenario"), data_of(page, "scenario"))
    live(page, "scenario").get_by_role("button", name="Begin again").click()
    expect(live(page, "scenario").get_by_text("Endings found: 1 of")).to_be_visible()
