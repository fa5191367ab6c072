"""How a learner meets the room."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answer, answered_by, data_of, live, state


@answered_by("room_map")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Place everybody but one, and mark some in every turn."""
    places = [place["id"] for place in data["places"]]
    look(live, "place")
    for index, _ in enumerate(data["people"][:-1]):
        live.locator(f'.course-room-card input[value="{places[index % 3 if index % 5 else 0]}"]').check()
        live.get_by_role("button", name="Next", exact=True).click()
    put(live, data["people"][-2]["id"], "gone")
    for index, turn in enumerate(data["turns"]):
        look(live, turn["id"])
        for person in data["people"][index::4]:
            chip(live, person["id"]).click()


def look(live: Locator, value: str) -> None:
    """Take a look at the room."""
    live.locator(f'input[value="{value}"]').first.check()


def chip(live: Locator, person: str) -> Locator:
    """Somebody's chip on the board."""
    return live.locator(f'.course-chip[data-id="{person}"] button')


def put(live: Locator, person: str, place: str) -> None:
    """Tap a person, then a place."""
    chip(live, person).click()
    live.locator(f'.course-area[data-place="{place}"] > button').click()


@state("room_map")
def room_map_placing(page: Page) -> None:
    """In the middle of placing, with the sources of a person open."""
    room, data = live(page, "room_map"), data_of(page, "room_map")
    put(room, data["people"][0]["id"], "circle")
    put(room, next(one["id"] for one in data["people"] if one.get("facts")), "doorway")
    room.locator(".course-room-card:visible summary").click()
    expect(room.locator(".course-source").first).to_be_visible()


@state("room_map")
def room_map_turn_of_nobody(page: Page) -> None:
    """A turn before anybody is marked."""
    room, data = live(page, "room_map"), data_of(page, "room_map")
    look(room, data["turns"][0]["id"])
    expect(room.get_by_text("Nobody is marked yet.").locator("visible=true")).to_be_visible()


@state("room_map")
def room_map_everybody_gone(page: Page) -> None:
    """The fullest a place may be, and the whole said in words."""
    room, data = live(page, "room_map"), data_of(page, "room_map")
    for person in data["people"]:
        put(room, person["id"], "gone")
    room.get_by_text("The room in words").click()


@state("room_map")
def room_map_picture_saved(page: Page) -> None:
    """The picture is a file of the learner's now."""
    answer(page, "room_map")
    with page.expect_download():
        page.get_by_role("button", name="Save the picture").click()
    expect(page.get_by_text("my-room.svg is made")).to_be_visible()


@state("room_map")
def room_map_held(page: Page) -> None:
    """Somebody is being dragged over the circle."""
    room, data = live(page, "room_map"), data_of(page, "room_map")
    held = chip(room, data["people"][0]["id"])
    held.scroll_into_view_if_needed()
    box, to = held.bounding_box(), room.locator('.course-area[data-place="gone"]').bounding_box()
    assert box and to
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(to["x"] + 30, to["y"] + 20, steps=3)
    expect(room.locator("[data-over]")).to_have_count(1)
