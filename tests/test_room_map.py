"""The room in a real browser, and its words."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from faces.room_map import chip, look, put
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import live

from course.exercises import exercise
from course.exercises.room_map import RoomMap

EMPTY = {"places": {}, "turns": {}}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The room alone on a page."""
    folder: Path = tmp_path_factory.mktemp("room")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, exercise("the-room"))
    with serve(folder) as address:
        yield address


def kept(page: Page) -> dict[str, object]:
    """What the journal holds of the room."""
    response: dict[str, object] = entries(page).get("the-room", {}).get("response") or EMPTY
    return response


def test_a_tap_on_a_person_and_a_tap_on_a_place_put_them_there(phone: Page, url: str) -> None:
    """A thumb that cannot drag must reach everything."""
    room = live(open_page(phone, url), "room_map")
    put(room, "marisol", "doorway")

    expect(room.get_by_text("Marisol: In the doorway.")).to_be_visible()
    expect(chip(room, "marisol")).to_be_focused()
    phone.reload()
    expect(room.locator('[data-place="doorway"] [data-id="marisol"]')).to_be_visible()
    put(room, "marisol", "")
    assert kept(phone) == EMPTY


def test_the_keyboard_places_and_goes_on(phone: Page, url: str) -> None:
    """Radio buttons and two more buttons are all there is to learn."""
    room = live(open_page(phone, url), "room_map")
    room.locator('.course-room-card input[value="circle"]').focus()
    phone.keyboard.press("Space")
    room.get_by_role("button", name="Next", exact=True).press("Enter")

    expect(room.locator('[role="group"]:focus')).to_contain_text("Marisol")
    assert kept(phone)["places"] == {"walt": "circle"}


def test_a_mouse_drags_somebody_and_escape_puts_them_back(phone: Page, url: str) -> None:
    """A slip must cost nothing, and a drag must not count as a tap too."""
    room = live(open_page(phone, url), "room_map")
    phone.set_viewport_size({"width": 390, "height": 2400})
    for is_let_go in (False, True):
        start, end = chip(room, "ben").bounding_box(), room.locator('[data-place="gone"]').bounding_box()
        assert start and end
        phone.mouse.move(start["x"] + 15, start["y"] + 15)
        phone.mouse.down()
        phone.mouse.move(end["x"] + 40, end["y"] + 15, steps=3)
        expect(room.locator('[data-place="gone"][data-over]')).to_be_visible()
        if not is_let_go:
            phone.keyboard.press("Escape")
            expect(room.locator("[data-lifted], [data-over]")).to_have_count(0)
        phone.mouse.up()
        assert kept(phone)["places"] == ({"ben": "gone"} if is_let_go else {})


def test_each_turn_marks_people_and_says_where_they_stand(phone: Page, url: str) -> None:
    """What the learner sees is their own placing, said back without a verdict."""
    room = live(open_page(phone, url), "room_map")
    put(room, "walt", "circle")
    put(room, "danny", "gone")
    room.get_by_role("button", name="Go on: Who speaks?").click()
    chip(room, "walt").click()
    expect(room.get_by_text("In the circle: Walt.").first).to_be_visible()
    look(room, "never")
    chip(room, "danny").click()
    chip(room, "kit").click()
    chip(room, "kit").click()

    assert kept(phone)["turns"] == {"speaks": ["walt"], "never": ["danny"]}
    expect(chip(room, "danny")).to_have_attribute("aria-pressed", "true")
    text = room.locator("svg desc").text_content() or ""
    assert "Gone: Danny." in text
    assert "Who was never asked? Danny." in text


def test_paper_shows_the_room_and_an_erased_one_is_blank_again(phone: Page, url: str) -> None:
    """Paper is a face of the course, and what is erased must be gone from it too."""
    room = live(open_page(phone, url), "room_map")
    put(room, "walt", "circle")
    assert "Written: In the circle" in " ".join(sheets_of(phone.pdf()))
    host = phone.locator("course-exercise")
    host.evaluate("host => host.model.set('response', null)")

    expect(room.locator('[data-place=""] .course-chip')).to_have_count(14)
    assert host.locator('[data-write="room"] svg').count() == 0
    assert not host.locator(".course-room-blank").evaluate("blank => blank.hidden")


def test_ids_that_are_gone_from_the_text_are_left_out(phone: Page, url: str) -> None:
    """Another edition may have other people, and a place may be called otherwise."""
    odd = {"places": {"nobody": "circle", "walt": "attic", "ben": "gone"}, "turns": {"none": ["walt"], "speaks": ["x"]}}
    open_page(phone, url).locator("course-exercise").evaluate("(h, odd) => h.model.set('response', odd)", odd)
    room = live(phone, "room_map")

    expect(room.locator('[data-place="gone"] .course-chip')).to_have_count(1)
    expect(room.locator('[data-place=""] .course-chip')).to_have_count(13)


def test_my_notebook_reads_names_and_no_ids() -> None:
    """Who opens the notebook in a year has no list of ids."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        data = json.loads(json.dumps(exercise("the-room").data))
    words = RoomMap.labels(data)

    assert words["places/walt"] == "Walt"
    assert words["places/gone"] == "Gone"
    assert words["never/danny"] == "Danny"
