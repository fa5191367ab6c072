"""The sheet for two: kept, cleared for the next two, and printed for the client."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import ANSWERS, WORDS, data_of, live

from course.content import load_exercise
from course.exercises import find_type

ROOT = Path(__file__).resolve().parents[1]
OF = "balance"


@pytest.fixture(scope="module")
def made() -> Any:
    """The real exercise."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        return find_type(OF)(load_exercise("deciding-together", ROOT), ROOT)


@pytest.fixture(scope="module")
def url(made: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """It alone on a page, served."""
    folder = tmp_path_factory.mktemp("balance")
    write_page(folder, made)
    with serve(folder) as address:
        yield address


def filled(page: Page, url: str) -> Any:
    """The live face with everything answered."""
    open_page(page, url)
    ANSWERS[OF](live(page, OF), data_of(page, OF))
    return live(page, OF)


def test_no_option_has_only_one_side(made: Any) -> None:
    """A choice is shared only where each way is told with what may help and what may harm."""
    options = [option for decision in made.data["decisions"] for option in decision["options"]]

    assert all(option["benefits"] and option["risks"] for option in options)
    assert len({option["id"] for option in options}) == len(options)


def test_what_was_written_is_there_after_a_reload_and_on_the_sheet(phone: Page, url: str) -> None:
    """The client takes home what was said."""
    filled(phone, url)
    phone.reload()
    phone.locator("course-exercise[ready]").wait_for()
    printed = "\n".join(sheets_of(phone.pdf()))

    assert printed.count("A line of my own.") == 2 + len(live(phone, OF).locator(".course-balance-option").all())
    assert "☒ Staying alive" in printed and "●" in printed and "In two weeks." in printed
    expect(live(phone, OF).get_by_label("What we agreed, and who does what")).to_have_value(WORDS)


def test_clearing_asks_first_and_then_leaves_nothing(phone: Page, url: str) -> None:
    """The next two at this device must not read the last two's sheet."""
    face = filled(phone, url)
    face.get_by_role("button", name="Clear this sheet").click()
    phone.keyboard.press("Enter")  # the focus stands on keeping it
    expect(face.locator("textarea").first).to_have_value(WORDS)
    face.get_by_role("button", name="Clear this sheet").click()
    face.get_by_role("button", name="Yes, clear it").click()

    expect(face.locator("textarea").first).to_have_value("")
    expect(face.locator("input:checked")).to_have_count(0)
    assert "A line of my own" not in str(entries(phone))


def test_a_view_of_an_option_can_be_taken_back(phone: Page, url: str) -> None:
    """Radio buttons cannot be emptied by themselves, and nobody has to have a view."""
    option = open_page(phone, url) and live(phone, OF).locator(".course-balance-option").first
    option.locator("summary").first.click()
    option.get_by_label("this fits").click()
    expect(option.locator(".course-balance-said")).to_have_text("this fits")
    option.get_by_label("this fits").click()

    expect(option.get_by_label("this fits")).not_to_be_checked()
    expect(option.locator(".course-balance-said")).to_be_empty()


def test_a_response_with_ids_that_are_gone_still_shows_the_rest(phone: Page, url: str) -> None:
    """Authors take options away; what was agreed stays."""
    open_page(phone, url)
    odd = {
        "matters": ["gone"],
        "own": "",
        "options": {"gone": {"fit": "fits", "means": "x"}},
        "agreed": "y",
        "again": "",
    }
    phone.evaluate("odd => document.querySelector('course-exercise').model.set('response', odd)", odd)

    expect(live(phone, OF).get_by_label("What we agreed, and who does what")).to_have_value("y")
