"""What helps a change last, in a real browser: a picture without a total, and what to do next."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faces.sustainability import fill, rate_all
from pages import open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import WORDS

from course.content import load_exercise
from course.exercises import find_type
from course.exercises.sustainability import Sustainability

ROOT = Path(__file__).resolve().parents[1]
RECORD = load_exercise("making-it-last", ROOT)
DATA: dict[str, Any] = Sustainability.build_data(RECORD, ROOT)
LABELS = {factor["id"]: factor["label"] for factor in DATA["factors"]}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the ten alone."""
    folder = tmp_path_factory.mktemp("lasting")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, find_type("sustainability")(RECORD, ROOT))
    with serve(folder) as address:
        yield address


def put(page: Page, response: Any) -> None:
    """A response from elsewhere."""
    page.evaluate("r => document.querySelector('course-exercise').model.set('response', r)", response)


def test_the_two_lowest_come_with_what_to_do_and_stay(phone: Page, url: str) -> None:
    """A picture alone would leave somebody with a feeling and nothing to do."""
    face = open_page(phone, url).locator(".course-live")
    fill(face, DATA)
    phone.reload()
    lowest = [DATA["factors"][5], DATA["factors"][1]]
    expect(face.locator(".course-last ol li")).to_have_text([f"{one['label']}. {one['next']}" for one in lowest])
    expect(face.locator(".course-bars li")).to_have_count(10)
    printed = " ".join(" ".join(sheets_of(phone.pdf())).split())

    expect(face.locator(".course-bars svg")).to_have_count(8)
    assert f"Written: {LABELS['habit']}; {LABELS['believed']}" in printed
    assert " ".join(WORDS.split()) in printed


@pytest.mark.parametrize(
    ("steps", "lowest"),
    [
        ([5, 5, 5], []),
        ([5, 4, 5], ["believed"]),
        ([3, 3, 3, 3], ["others-gain", "believed"]),
        (["pass", "unknown", 2, 5, 1], ["a-say", "bends"]),
    ],
)
def test_the_lowest_are_those_that_can_rise(phone: Page, url: str, steps: list[Any], lowest: list[str]) -> None:
    """Neither a pass nor a full mark is a thing to work on; alike ones come in the order of the list."""
    face = open_page(phone, url).locator(".course-live")
    put(phone, {"ratings": dict(zip(LABELS, steps, strict=False)) | {"gone": 1}})

    expect(face.locator(".course-last ol li")).to_have_count(len(lowest))
    for place, one in enumerate(lowest):
        expect(face.locator(".course-last ol li").nth(place)).to_contain_text(LABELS[one])


def test_little_is_not_made_into_a_picture(phone: Page, url: str) -> None:
    """Two ratings are no picture; and what is erased leaves none."""
    face = open_page(phone, url).locator(".course-live")
    rate_all(face, DATA, [2, 3])
    expect(face.get_by_text("the picture appears here")).to_be_visible()
    expect(face.get_by_role("button", name="Copy this")).to_be_hidden()
    rate_all(face, DATA, [4])
    expect(face.locator(".course-bars li")).to_have_count(3)
    put(phone, None)

    expect(face.locator("input:checked")).to_have_count(0)
    expect(face.get_by_text("the picture appears here")).to_be_visible()


def test_the_keyboard_is_enough(phone: Page, url: str) -> None:
    """Rate by arrow keys, go on by Enter; after the last the focus goes to the picture."""
    face = open_page(phone, url).locator(".course-live")
    for _ in DATA["factors"]:
        face.locator(".course-scale:visible input").first.focus()
        phone.keyboard.press("ArrowDown")
        face.locator(".course-cards .course-main").focus()
        phone.keyboard.press("Enter")

    expect(face.locator(".course-last")).to_be_focused()
    expect(face.locator(".course-bars li")).to_have_count(10)


def test_no_text_of_the_ten_is_a_total() -> None:
    """The model it follows scores; this does not, since nobody has shown what a score here would mean."""
    texts = itertools.chain(Sustainability.words.values(), (factor["text"] for factor in DATA["factors"]))

    assert len(DATA["factors"]) == 10
    assert not [text for text in texts if "total" in text.lower() or "score" in text.lower()]


def test_my_notebook_says_the_words_behind_the_ids() -> None:
    """The change, and each rating as it was read."""
    words = Sustainability.labels(DATA)

    assert words["change"] == DATA["change"] and words["habit/1"] == "Not yet" and words["habit/pass"] == "Pass"
