"""How a group meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answered_by, live, state

IDEAS = ["A line in the opening", "Two greeters at the door", "Greeters who know names", "Answer the phone kindly"]


def to_round(live: Locator) -> None:
    """Question read, paper written."""
    live.get_by_role("button", name="Begin: write in silence").click()
    live.get_by_role("button", name="Go on: one idea a turn").click()


def to_ideas(live: Locator) -> None:
    """Each idea in its turn, and then what is meant."""
    to_round(live)
    for idea in IDEAS:
        live.get_by_label("The idea, in a few words").fill(idea)
        live.get_by_role("button", name="Write it down").click()
    live.get_by_role("button", name="Go on: what is meant?").click()


def merge(live: Locator) -> None:
    """Two ideas that are the same."""
    live.get_by_label("This idea").select_option("i3")
    live.get_by_label("goes together with").select_option("i2")
    live.get_by_role("button", name="Merge these two").click()


def rank(live: Locator, *numbers: int) -> None:
    """One person takes the device, ranks and hides it; without numbers, passes."""
    live.get_by_role("button", name="I have the device").click()
    for number in numbers:
        live.locator(".course-ngt-ballot button").nth(number).click()
    live.get_by_role("button", name="Keep my ranking" if numbers else "Pass: I rank nothing").click()


@answered_by("nominal_group")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """All of it, by five people, of whom one passes."""
    live.get_by_label("People in the group").select_option("5")
    to_ideas(live)
    merge(live)
    live.get_by_role("button", name="Go on to ranking").click()
    for numbers in ((0, 1, 2), (1, 0), (), (1,), (0,)):
        rank(live, *numbers)
    live.get_by_role("button", name="Show the pooled result").click()
    expect(live.locator(".course-ngt-result li").first).to_be_visible()


def face(page: Page) -> Locator:
    """The exercise on its page."""
    return live(page, "nominal_group")


@state("nominal_group")
def nominal_group_everything_open(page: Page) -> None:
    """The minutes, the ideas to read out, and where the method comes from."""
    for summary in face(page).locator("summary").all():
        summary.click()


@state("nominal_group")
def nominal_group_timer_runs(page: Page) -> None:
    """Writing in silence."""
    face(page).get_by_role("button", name="Begin: write in silence").click()
    face(page).get_by_role("button", name="Start the timer").click()
    expect(face(page).get_by_role("button", name="Pause")).to_be_visible()


@state("nominal_group")
def nominal_group_round(page: Page) -> None:
    """Ideas come in, and one person passed."""
    to_round(face(page))
    face(page).get_by_label("The idea, in a few words").fill(IDEAS[0])
    face(page).get_by_role("button", name="Write it down").click()
    face(page).get_by_role("button", name="Pass", exact=True).click()


@state("nominal_group")
def nominal_group_merged(page: Page) -> None:
    """Two ideas stand together."""
    to_ideas(face(page))
    merge(face(page))


@state("nominal_group")
def nominal_group_curtain(page: Page) -> None:
    """Between two people, with the question whether to begin the ranking again."""
    to_ideas(face(page))
    face(page).get_by_role("button", name="Go on to ranking").click()
    rank(face(page), 1, 0)
    face(page).get_by_role("button", name="Show the pooled result").click()
    expect(face(page).get_by_text("Fewer than three people")).to_be_visible()
    face(page).get_by_role("button", name="Begin the ranking again").click()


@state("nominal_group")
def nominal_group_ranking(page: Page) -> None:
    """One person ranks, and finds that five are enough."""
    to_ideas(face(page))
    face(page).get_by_role("button", name="Go on to ranking").click()
    face(page).get_by_role("button", name="I have the device").click()
    for number in (2, 0):
        face(page).locator(".course-ngt-ballot button").nth(number).click()
