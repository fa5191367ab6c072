"""A group's practices in a real browser: a list that can be taken along, on the screen and on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faces.group_inventory import OWN, fill
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of

from course.content import load_exercise
from course.exercises import find_type
from course.exercises.group_inventory import GroupInventory

ROOT = Path(__file__).resolve().parents[1]
RECORD = load_exercise("our-practices", ROOT)
DATA: dict[str, Any] = GroupInventory.build_data(RECORD, ROOT)
COPIES = "window.copied = []; navigator.clipboard.writeText = async (text) => void copied.push(text); 0"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the inventory alone."""
    folder = tmp_path_factory.mktemp("practices")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, find_type("group_inventory")(RECORD, ROOT))
    with serve(folder) as address:
        yield address


def put(page: Page, response: Any) -> None:
    """A response from elsewhere."""
    page.evaluate("r => document.querySelector('course-exercise').model.set('response', r)", response)


def test_the_list_is_kept_copied_and_printed(phone: Page, url: str) -> None:
    """It is made for a business meeting, and gets there by message or on paper."""
    face = open_page(phone, url).locator(".course-live")
    fill(face, DATA)
    phone.reload()
    expect(face.get_by_role("textbox")).to_have_value(OWN)
    phone.evaluate(COPIES)
    face.get_by_role("button", name="Copy the list").click()
    expect(face.get_by_text("Copied.")).to_be_visible()
    text = phone.evaluate("copied[0]")
    printed = " ".join(" ".join(sheets_of(phone.pdf())).split())

    assert text.startswith(f"Speaking. {DATA['practices'][0]['text']} Sometimes.\nTo try: Read a line")
    assert "We do not know; ask somebody who would.\nTo try: Let two of us" in text
    assert all(" ".join(line.split()) in printed for line in text.split("\n"))


def test_printing_takes_this_sheet_alone(phone: Page, url: str) -> None:
    """The rest of the page is not for the meeting."""
    face = open_page(phone, url).locator(".course-live")
    fill(face, DATA)
    phone.evaluate("window.print = () => (window.printed = document.documentElement.hasAttribute('data-print-one'))")
    face.get_by_role("button", name="Print this sheet").click()

    assert phone.evaluate("printed") is True


def test_a_pass_and_no_change_stand_on_no_list(phone: Page, url: str) -> None:
    """What somebody passed on is nobody's business meeting."""
    face = open_page(phone, url).locator(".course-live")
    practices = {"speaking": {"rating": "pass", "change": "none"}, "counting": {"rating": 1}, "gone": {"rating": 5}}
    put(phone, {"practices": practices | {"sponsoring": {"change": "own", "words": "  "}, "pressure": {"change": "x"}}})

    expect(face.locator(".course-meeting-list li")).to_have_text([f"Counting days. {DATA['practices'][2]['text']} No."])


def test_a_change_can_be_written_by_keyboard_alone_and_keeps_the_focus(phone: Page, url: str) -> None:
    """Every letter is kept, and redrawing takes nobody out of the field."""
    face = open_page(phone, url).locator(".course-live")
    form = face.locator(".course-changes").first
    form.locator("input").first.focus()
    for _ in range(3):
        phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.type("A chair by the door")
    field = form.get_by_role("textbox", name="Speaking: a change of our own")

    expect(field).to_be_focused()
    assert entries(phone)["our-practices"]["response"] == {
        "practices": {"speaking": {"change": "own", "words": "A chair by the door"}}
    }
    expect(face.get_by_text("To try: A chair by the door")).to_be_visible()


def test_erasing_leaves_nothing(phone: Page, url: str) -> None:
    """On a borrowed phone, too, and not on its paper."""
    face = open_page(phone, url).locator(".course-live")
    fill(face, DATA)
    put(phone, None)

    expect(face.locator("input:checked")).to_have_count(0)
    expect(face.get_by_text("Your list appears here")).to_be_visible()
    assert phone.locator('[data-write="list"]').text_content() == ""


def test_my_notebook_says_the_words_behind_the_ids() -> None:
    """Practice, step and change, as they were read."""
    words = GroupInventory.labels(DATA)

    assert words["speaking"].startswith("Speaking: Are people") and words["speaking/5"] == "Always"
    assert words["speaking/unknown"] == "I do not know" and words["speaking/opening"].startswith("Read a line")
    assert len({one["id"] for one in DATA["practices"]}) == 4
