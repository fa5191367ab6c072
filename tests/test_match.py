"""Pairs in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import live

from course.exercises import exercise
from course.exercises.match import Match, mix


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pairs alone on a page."""
    folder: Path = tmp_path_factory.mktemp("match")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, exercise("principle-to-practice"))
    with serve(folder) as address:
        yield address


def test_a_scene_may_fit_more_than_one_idea(phone: Page, url: str) -> None:
    """Where two are true, only calling one of them right would be untrue."""
    pairs = live(open_page(phone, url), "match")
    for idea in ("Every small step counts.", "Success is a better life"):
        pairs.get_by_label(idea).select_option("weekend")
    pairs.get_by_label("Each person has worth").select_option("board")
    pairs.get_by_role("button", name="See why").press("Enter")

    expect(pairs.get_by_text("These go together.")).to_have_count(2)
    expect(pairs.get_by_text("We would put it with: People who use drugs have a real say")).to_be_visible()
    expect(pairs.get_by_role("button", name="Try again")).to_be_focused()


def test_a_scene_is_dragged_to_its_idea_and_is_there_after_a_reload(phone: Page, url: str) -> None:
    """A drag does what the list does, and no more."""
    pairs = live(open_page(phone, url), "match")
    phone.set_viewport_size({"width": 390, "height": 2400})
    grip = pairs.locator('.course-match-scene[data-id="name"] .course-grip').bounding_box()
    to = pairs.locator('.course-pair[data-place="worth"]').bounding_box()
    assert grip and to
    phone.mouse.move(grip["x"] + 9, grip["y"] + 9)
    phone.mouse.down()
    phone.mouse.move(to["x"] + 30, to["y"] + 20, steps=3)
    phone.mouse.up()
    phone.reload()

    expect(pairs.get_by_label("Each person has worth")).to_have_value("name")
    assert entries(phone)["principle-to-practice"]["response"] == {"pairs": {"worth": "name"}, "checked": False}
    assert "Written: At the syringe program" in " ".join(sheets_of(phone.pdf()))


def test_odd_and_erased_responses_redraw(phone: Page, url: str) -> None:
    """Ids may be gone in another edition, and another tab may erase."""
    pairs = live(open_page(phone, url), "match")
    host = phone.locator("course-exercise")
    host.evaluate(
        "h => h.model.set('response', {pairs: {gone: 'name', worth: 'gone', steps: 'weekend'}, checked: true})"
    )
    expect(pairs.locator(".course-mark:visible")).to_have_count(1)
    host.evaluate("h => h.model.set('response', null)")

    expect(pairs.get_by_label("Every small step counts.")).to_have_value("")
    expect(pairs.locator(".course-mark:visible")).to_have_count(0)


def test_the_order_of_scenes_is_always_the_same_and_not_the_authors() -> None:
    """Else the first scene would go with the first idea, and two printed sheets would differ."""
    things = [{"id": one} for one in ("worth", "wellbeing", "voice", "steps", "own-choice")]

    assert mix(things) == mix(things[::-1])
    assert mix(things) != things


def test_my_notebook_reads_both_halves_of_a_pair() -> None:
    """Who opens the notebook in a year has no list of ids."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        words = Match.labels(exercise("principle-to-practice").data)

    assert words["steps"] == "Every small step counts."
    assert words["steps/weekend"].startswith("Dee")
