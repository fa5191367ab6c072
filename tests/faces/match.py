"""How a learner meets pairs."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, data_of, live, state


@answered_by("match")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Give every principle a scene, not always the nearest, and look why."""
    scenes = [practice["id"] for practice in data["practices"]]
    for select, scene in zip(live.locator("select").all(), scenes, strict=False):
        select.select_option(scene)
    live.get_by_role("button", name="See why").click()


@state("match")
def match_nothing_paired(page: Page) -> None:
    """Looked before anything was paired."""
    live(page, "match").get_by_role("button", name="See why").click()
    expect(page.get_by_text("Pair at least one, then look.")).to_be_visible()


@state("match")
def match_all_fit(page: Page) -> None:
    """Every pair goes together, and the sources are open."""
    pairs, data = live(page, "match"), data_of(page, "match")
    for select, principle in zip(pairs.locator("select").all(), data["principles"], strict=True):
        fitting = next(one["id"] for one in data["practices"] if one["fits"][:1] == [principle["id"]])
        select.select_option(fitting)
    pairs.get_by_role("button", name="See why").click()
    expect(pairs.get_by_text("These go together.")).to_have_count(len(data["principles"]))
    pairs.locator("summary").last.click()


@state("match")
def match_tried_again(page: Page) -> None:
    """The reasons are out of sight, and the pairs stand."""
    answer(page, "match")
    live(page, "match").get_by_role("button", name="Try again").click()
    expect(live(page, "match").locator(".course-mark:visible")).to_have_count(0)
