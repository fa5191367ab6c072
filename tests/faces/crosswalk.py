"""How a learner meets the two columns."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answer, answered_by, data_of, live, state


def join(face: Locator, left: dict[str, Any], right: dict[str, Any]) -> None:
    """Hold one on each side."""
    sides = face.locator(".course-cross-side")
    sides.nth(0).get_by_role("button", name=left["text"]).click()
    sides.nth(1).get_by_role("button", name=right["text"]).click()


def join_some(face: Locator, data: dict[str, Any]) -> None:
    """Two pairs that the map has, and one that it has not."""
    find = {side: {item["id"]: item for item in data[side]["items"]} for side in ("left", "right")}
    for pair in (data["pairs"][0], data["pairs"][-1]):
        join(face, find["left"][pair["left"]], find["right"][pair["right"]])
    join(face, find["left"][data["pairs"][0]["left"]], find["right"][data["pairs"][-1]["right"]])


@answered_by("crosswalk")
def fill(face: Locator, data: dict[str, Any]) -> None:
    """Three pairs, the first with its tension and the other side's case."""
    join_some(face, data)
    first = face.locator(".course-cross-pair").first
    first.locator("select").select_option(data["tensions"][1]["id"])
    first.locator("textarea").first.fill(WORDS)
    first.locator("textarea").last.fill("They have somewhere to go, and I have not asked them.")


@state("crosswalk")
def crosswalk_one_held(page: Page) -> None:
    """One side chosen, with its note."""
    live(page, "crosswalk").locator(".course-cross-item").first.click()
    expect(page.get_by_text("Now its partner on the other side")).to_be_visible()


@state("crosswalk")
def crosswalk_joined(page: Page) -> None:
    """Pairs, and the picture of them."""
    join_some(live(page, "crosswalk"), data_of(page, "crosswalk"))
    expect(page.get_by_text("Joined as pair 3")).to_be_visible()


@state("crosswalk")
def crosswalk_compared(page: Page) -> None:
    """Our map beside theirs, and the sources of a pair open."""
    answer(page, "crosswalk")
    face = live(page, "crosswalk")
    face.get_by_role("button", name="Compare with our map").click()
    face.locator(".course-cross-pair summary").first.click()
    face.locator(".course-cross-others > summary").click()
    expect(face.get_by_text("We did not join these two.")).to_be_visible()


@state("crosswalk")
def crosswalk_compared_without_a_pair(page: Page) -> None:
    """Passed on, and looked at all the same."""
    live(page, "crosswalk").get_by_role("button", name="Compare with our map").click()
    expect(page.get_by_text("Pairs of ours that you did not join")).to_be_visible()


@state("crosswalk")
def crosswalk_taken_apart(page: Page) -> None:
    """A pair less."""
    answer(page, "crosswalk")
    live(page, "crosswalk").get_by_role("button", name="Take apart").first.click()
    expect(page.get_by_text("Taken apart:")).to_be_visible()
