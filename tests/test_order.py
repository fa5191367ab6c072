"""Steps in order: where each may stand, and in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import give, live

from course.exercises import exercise
from course.exercises.order import find_places, mix

RIGHT = ["see", "give-and-call", "awake", "side", "second", "stay"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The steps alone on a page."""
    folder: Path = tmp_path_factory.mktemp("order")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, exercise("naloxone-steps"))
    with serve(folder) as address:
        yield address


@given(st.lists(st.booleans(), min_size=1, max_size=9))
def test_every_step_may_stand_where_its_author_put_it(ties: list[bool]) -> None:
    """The author's own order must be right, whatever is tied."""
    places = find_places([{"with_next": tie} for tie in ties])

    assert all(place in allowed for place, allowed in enumerate(places, start=1))
    assert all((places[i] == places[i + 1]) == tie for i, tie in enumerate(ties[:-1]))


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=2, max_size=9, unique=True))
def test_mixed_steps_are_never_right_and_always_the_same(ids: list[str]) -> None:
    """A start that is right already asks nothing; one that changes would print two different sheets."""
    assert sorted(mix(ids)) == sorted(ids)
    assert mix(ids) == mix(list(ids))
    assert mix(ids) != ids


@pytest.mark.parametrize("order", [RIGHT, [*RIGHT[:2], "side", "awake", *RIGHT[4:]]])
def test_two_steps_that_belong_together_may_change_places(phone: Page, url: str, order: list[str]) -> None:
    """Both happen within seconds, and calling one order wrong would teach something untrue."""
    steps = live(open_page(phone, url), "order")
    give(steps, {"kind": "order"}, order)
    steps.get_by_role("button", name="See why").press("Enter")

    expect(steps.get_by_text("In its place.")).to_have_count(6)
    expect(steps.get_by_text("That is the order.")).to_be_visible()


def test_a_step_out_of_place_says_where_it_comes_and_why(phone: Page, url: str) -> None:
    """Checked without a move too: nobody must guess before they may read."""
    steps = live(open_page(phone, url), "order")
    steps.get_by_role("button", name="See why").click()

    expect(steps.locator('li[data-id="give-and-call"]')).to_contain_text("Comes as number 2. The call goes along")
    expect(steps.locator('li[data-id="awake"]')).to_contain_text("Comes as number 3 or 4.")


def test_a_step_is_dragged_to_the_top_and_stays_there(phone: Page, url: str) -> None:
    """A drag does what the buttons do; it is there after a reload and on paper."""
    steps = live(open_page(phone, url), "order")
    phone.set_viewport_size({"width": 390, "height": 2400})
    grip = steps.locator('li[data-id="see"] .course-grip').bounding_box()
    to = steps.locator("li").first.bounding_box()
    assert grip and to
    phone.mouse.move(grip["x"] + 9, grip["y"] + 9)
    phone.mouse.down()
    phone.mouse.move(to["x"] + 60, to["y"] + 9, steps=3)
    phone.mouse.up()
    expect(steps.get_by_text("Now 1 of 6: See that")).to_be_visible()
    phone.reload()

    expect(steps.locator("li").first).to_have_attribute("data-id", "see")
    assert entries(phone)["naloxone-steps"]["response"]["order"][0] == "see"
    assert "Written: 1" in " ".join(sheets_of(phone.pdf()))


def test_odd_and_erased_responses_redraw(phone: Page, url: str) -> None:
    """Steps come and go between editions, and another tab may erase."""
    steps = live(open_page(phone, url), "order")
    first = steps.locator("li").first.get_attribute("data-id")
    host = phone.locator("course-exercise")
    host.evaluate("h => h.model.set('response', {order: ['stay', 'gone', 'stay'], checked: true})")
    expect(steps.locator("li")).to_have_count(6)
    expect(steps.locator("li").first).to_have_attribute("data-id", "stay")
    host.evaluate("h => h.model.set('response', null)")

    expect(steps.locator("li").first).to_have_attribute("data-id", first or "")
    expect(steps.locator(".course-mark:visible")).to_have_count(0)
