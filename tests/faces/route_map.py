"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answered_by, data_of, live, state

DAY = "2027-03-01"


def choose_route(live: Locator, data: dict[str, Any], index: int = 0) -> dict[str, Any]:
    """Choose an idea; its route."""
    route: dict[str, Any] = data["routes"][index]
    live.get_by_role("radio", name=route["label"]).check()
    return route


@answered_by("route_map")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Choose an idea, put the first stop behind one, and a name and a day beside the second."""
    first, second, *_ = choose_route(live, data)["steps"]
    live.get_by_label(f"Done: {first['place']}").check()
    live.get_by_label(f"Whom I ask there: {second['place']}").fill("The secretary")
    live.get_by_label(f"By when: {second['place']}").fill(DAY)


@state("route_map")
def route_map_walked(page: Page) -> None:
    """Every stop is behind one, and every box is open."""
    face, data = live(page, "route_map"), data_of(page, "route_map")
    for step in choose_route(face, data, -1)["steps"]:
        face.get_by_label(f"Done: {step['place']}").check()
    for box in face.locator("details").all():
        box.evaluate("box => (box.open = true)")
    expect(face.get_by_text("All the stops are behind you.")).to_be_visible()


@state("route_map")
def route_map_chosen(page: Page) -> None:
    """An idea, and nothing done yet."""
    choose_route(live(page, "route_map"), data_of(page, "route_map"), 1)
    expect(live(page, "route_map").get_by_text("You are here").first).to_be_visible()
