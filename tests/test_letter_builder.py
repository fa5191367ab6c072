"""The letter builder: passages that compel, other words for them, and the letter that comes of it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alone import ROOT, exercise_data, open_live, put, serve_alone
from faces.letter_builder import OWN, choose_letter, fill
from pages import entries
from playwright.sync_api import Page, expect
from printed import sheets_of

from course.content import is_fitting, load_exercise
from course.errors import ContentError
from course.exercises.letter_builder import LetterBuilder, find_passages, number_parts
from course.exercises.shape import load_response_schema

ID = "a-real-choice"
COMPELS = re.compile(r"\b(?:must|required|failure to|will be (?:reported|discharged)|no credit)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The exercise, served."""
    with serve_alone(tmp_path_factory.mktemp("letter"), ID) as address:
        yield address


def test_no_wording_of_ours_compels() -> None:
    """What is put in the place of a "must" must not be another."""
    ways = [way["text"] for passage in find_passages(exercise_data(ID)) for way in passage["ways"]]

    assert [text for text in ways if COMPELS.search(text)] == []


def test_every_paper_says_what_it_rests_on_and_what_is_not_settled() -> None:
    """Law that is told as settled where it is not can cost somebody their freedom."""
    data = exercise_data(ID)

    assert "not legal advice" in data["caution"]["text"]
    for letter in data["letters"]:
        assert letter["law"] and letter["open"], letter["id"]
        assert all(point["facts"] for point in (*letter["law"], *letter["open"])), letter["id"]


def test_passages_are_numbered_in_order_and_nothing_else_is() -> None:
    """The number ties a passage to its reasons on another sheet."""
    letter = exercise_data(ID)["letters"][0]
    numbers = list(number_parts(letter))
    passages = [number for number, part in numbers if "id" in part]

    assert passages == list(range(1, len(passages) + 1))
    assert {number for number, part in numbers if "id" not in part} == {0}


def test_an_id_that_stands_for_two_things_is_named(tmp_path: Path) -> None:
    """A response keeps ids, and must not mean two wordings at once."""
    shutil.copytree(ROOT / "modules", tmp_path / "modules")
    path = tmp_path / "modules" / "13-changing-the-system" / f"{ID}.yml"
    text = path.read_text(encoding="utf-8").replace("id: clinic-expect-may", "id: program-dose-never")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="'program-dose-never' stands for two things"):
        LetterBuilder.build_data(load_exercise(ID, tmp_path), tmp_path)


def test_my_notebook_can_say_every_passage_and_wording() -> None:
    """Nobody reads ids in their own notebook."""
    data = exercise_data(ID)
    labels = LetterBuilder.labels(data)

    for passage in find_passages(data):
        assert {f"ways/{passage['id']}", f"texts/{passage['id']}"} <= labels.keys()
        assert {f"ways/{way['id']}" for way in passage["ways"]} <= labels.keys()


def test_a_letter_is_there_after_a_reload_and_fits_its_shape(url: str, phone: Page) -> None:
    """Phones reload pages whenever they like."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    phone.reload()
    letter = live.locator(".course-letter-now")
    response = entries(phone)[ID]["response"]

    expect(letter).to_contain_text(OWN)
    expect(letter.locator("mark")).to_have_count(0)
    expect(live.get_by_text("Every passage is changed.")).to_be_visible()
    assert is_fitting(response, load_response_schema("letter_builder"))


def test_a_passage_left_as_it_stands_keeps_its_mark(url: str, phone: Page) -> None:
    """The letter must show where it still compels."""
    live = open_live(phone, url)
    letter = choose_letter(live, exercise_data(ID))
    passages = [part for part in letter["parts"] if "id" in part]
    first = live.locator(".course-letter-passage").first
    first.get_by_role("radio").first.check()
    now = live.locator(".course-letter-now mark")
    expect(now).to_have_count(len(passages) - 1)
    first.get_by_label("Leave it as it stands").check()

    expect(now).to_have_count(len(passages))
    expect(live.get_by_text(f"0 of {len(passages)} passages are changed.")).to_be_visible()


def test_the_keyboard_chooses_and_writes_without_losing_its_place(url: str, phone: Page) -> None:
    """Each change draws the letter anew, and must not draw the field anew."""
    live = open_live(phone, url)
    choose_letter(live, exercise_data(ID))
    passage = live.locator(".course-letter-passage").first
    passage.get_by_label("In my own words").focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Come if you like.")

    expect(passage.locator("textarea")).to_be_focused()
    expect(live.locator(".course-letter-now")).to_contain_text("Come if you like.")


def test_what_was_done_to_one_paper_is_kept_while_another_is_looked_at(url: str, phone: Page) -> None:
    """Somebody may try all four."""
    live = open_live(phone, url)
    data = exercise_data(ID)
    fill(live, data)
    choose_letter(live, data, 1)
    choose_letter(live, data, 0)

    expect(live.locator(".course-letter-now")).to_contain_text(OWN)


def test_the_letter_is_printed_by_itself(url: str, phone: Page) -> None:
    """What goes out is the letter, without its making."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    live.get_by_role("button", name="Print the letter").click()
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert OWN in text and "COUNTY PROBATION DEPARTMENT" in text
    assert "Why this compels" not in text and "HOUSE RULES" not in text and "not legal advice" not in text


def test_the_whole_sheet_has_ticks_reasons_and_room_to_write(url: str, phone: Page) -> None:
    """A room without a screen does all of it on paper."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert "☑" in text and "What is not settled" in text and "HOUSE RULES" in text and "not legal advice" in text


def test_an_erased_letter_leaves_an_empty_face(url: str, phone: Page) -> None:
    """Erase must be seen to erase, on the screen and on paper."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    put(phone, ID, None)

    expect(live.locator(".course-letter-sheet")).to_have_count(0)
    expect(phone.locator(".paper")).not_to_contain_text(OWN)


def test_a_letter_from_another_edition_is_shown(url: str, phone: Page) -> None:
    """Passages and wordings may leave the course."""
    live = open_live(phone, url)
    ways = {"gone": "gone-too", "probation-must": "gone", "probation-list": "own"}
    put(phone, ID, {"letter": "probation", "ways": ways, "asked": ["gone"]})
    first = live.locator(".course-letter-passage").first

    expect(first.get_by_label("Leave it as it stands")).to_be_checked()
    put(phone, ID, {"letter": "gone"})
    expect(live.locator(".course-letter-sheet")).to_have_count(0)
