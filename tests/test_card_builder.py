"""The card builder: a reading from lines to take, change and order, its length aloud, its motion and its card."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alone import ROOT, exercise_data, open_live, put, serve_alone
from faces.card_builder import CHANGED, CLOSED, OWN, fill
from hypothesis import example, given
from hypothesis import strategies as st
from pages import entries
from playwright.sync_api import Page, expect
from printed import sheets_of

from course import lens
from course.content import is_fitting, load_exercise, load_lens_rules
from course.errors import ContentError
from course.exercises import find_type
from course.exercises.card_builder import PACE, CardBuilder, count_seconds
from course.exercises.shape import load_response_schema

ID = "welcoming-reading"
TEXTS = ["", "  ", "Welcome.", "You belong\n in this\u00a0room, all  of you.", "a " * 130, "b " * 131, "…"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The exercise, served."""
    with serve_alone(tmp_path_factory.mktemp("card"), ID) as address:
        yield address


def test_a_text_of_as_many_words_as_the_pace_takes_a_minute() -> None:
    """A group that hears "half a minute" must get half a minute."""
    assert count_seconds("word " * PACE, PACE) == 60


@given(st.lists(st.sampled_from(["we", "are", "here\n", " "]), max_size=40), st.integers(60, 240))
@example([], 130)
def test_a_longer_text_never_takes_less_time(words: list[str], pace: int) -> None:
    """And an empty one takes none."""
    text = " ".join(words)

    assert count_seconds(text + " more", pace) >= count_seconds(text, pace) >= 0


def test_the_view_counts_the_same_seconds(url: str, phone: Page) -> None:
    """The sheet and the screen must not differ in what they tell a group."""
    open_live(phone, url)
    script = """async ([texts, paces]) => {
        const view = await import('./_static/course/exercises/card_builder/view.js');
        return texts.map((text) => paces.map((pace) => view.countSeconds(text, pace)));
    }"""
    counted = phone.evaluate(script, [TEXTS, [60, 130, 171]])

    assert counted == [[count_seconds(text, pace) for pace in (60, 130, 171)] for text in TEXTS]


def test_no_line_of_ours_is_marked_by_our_own_lens() -> None:
    """A group would lose its trust in both."""
    rules = load_lens_rules(ROOT)
    texts = [one["text"] for one in exercise_data(ID)["sentences"]]

    assert [mark for text in texts for mark in lens.find_marks(text, rules) if mark.outcome == "flag"] == []


def test_one_draft_names_no_medicine() -> None:
    """A group that cannot agree on a name must still be able to open the door."""
    data = exercise_data(ID)
    texts = {one["id"]: one["text"] for one in data["sentences"]}
    unnamed = next(draft for draft in data["drafts"] if draft["id"] == "unnamed")

    assert not re.search(
        r"medicat|medicine|methadone|buprenorphine|prescri", " ".join(texts[i] for i in unnamed["lines"])
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lines: [welcome, no-doctors, prescribed]", "lines: [welcom]", "there is no sentence 'welcom'"),
        ("{date}", "some day", "the slot {date} is missing"),
    ],
)
def test_an_authors_slip_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A card with a hole in it would be noticed at the meeting."""
    shutil.copytree(ROOT / "modules", tmp_path / "modules")
    path = tmp_path / "modules" / "11-changing-the-group" / f"{ID}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError, match=re.escape(told)):
        CardBuilder.build_data(load_exercise(ID, tmp_path), tmp_path)


def test_my_notebook_can_say_every_line_and_every_answer() -> None:
    """Nobody reads ids in their own notebook."""
    data = exercise_data(ID)
    labels = find_type("card_builder").labels(data)

    assert {f"lines/{one['id']}" for one in data["sentences"]} <= labels.keys()
    assert {f"answers/{one['id']}" for one in data["objections"]} <= labels.keys()


def test_a_reading_is_there_after_a_reload_and_fits_its_shape(url: str, phone: Page) -> None:
    """Phones reload pages whenever they like."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    phone.reload()
    response = entries(phone)[ID]["response"]

    expect(live.get_by_label("Line 1", exact=True)).to_have_value(CHANGED)
    expect(live.get_by_label("Look at it again on")).to_have_value("2027-03-01")
    expect(live.get_by_text("March 1, 2027")).to_be_visible()
    assert response["lines"][-1] == "own-1" and response["texts"]["own-1"] == OWN
    assert is_fitting(response, load_response_schema("card_builder"))


def test_lines_move_by_the_keyboard_and_the_focus_stays(url: str, phone: Page) -> None:
    """Nobody should need to drag, or look for the button again."""
    live = open_live(phone, url)
    live.get_by_role("button", name="Three lines").click()
    live.get_by_role("button", name=re.compile("^Down: Welcome")).focus()
    phone.keyboard.press("Enter")
    expect(live.get_by_role("button", name=re.compile("^Down: Welcome"))).to_be_focused()
    phone.keyboard.press("Enter")

    expect(live.get_by_text("Now line 3 of 3.")).to_be_visible()
    expect(live.get_by_role("button", name=re.compile("^Up: Welcome"))).to_be_focused()
    assert entries(phone)[ID]["response"]["lines"] == ["no-doctors", "prescribed", "welcome"]


def test_a_line_left_out_keeps_what_was_written(url: str, phone: Page) -> None:
    """One tap too many must not cost a sentence somebody thought about."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    live.get_by_role("button", name=re.compile("^Leave out: There is tea")).click()
    live.get_by_role("checkbox", name=OWN).check()

    expect(live.locator(".course-card-line textarea").last).to_have_value(OWN)


def test_the_lens_says_why_and_how_else_and_changes_nothing(url: str, phone: Page) -> None:
    """The words are the group's. Kept words are not marked again."""
    live = open_live(phone, url)
    live.get_by_role("button", name="Three lines").click()
    line = live.get_by_label("Line 1", exact=True)
    line.fill(CLOSED)
    mark = live.locator(".course-card-mark", has_text="addicts")
    expect(mark).to_contain_text("Other ways to say it")
    before = live.locator(".course-card-mark").count()
    mark.get_by_role("button", name="Keep my words: addicts").click()

    expect(line).to_have_value(CLOSED)
    expect(line).to_be_focused()
    expect(live.locator(".course-card-mark")).to_have_count(before - 1)


def test_the_length_is_told_with_the_pace_it_was_counted_at(url: str, phone: Page) -> None:
    """A number of seconds without its pace is a guess."""
    live = open_live(phone, url)
    live.get_by_role("button", name="Three lines").click()
    texts = {one["id"]: one["text"] for one in exercise_data(ID)["sentences"]}
    words = " ".join(texts[one] for one in ("welcome", "no-doctors", "prescribed"))

    told = f"{len(words.split())} words, about {count_seconds(words, PACE)} seconds read aloud."
    expect(live.get_by_text(told)).to_be_visible()
    expect(live.get_by_text(f"Counted at {PACE} words a minute.")).to_be_visible()


def test_the_whole_sheet_holds_the_reading_the_motion_and_the_answers(url: str, phone: Page) -> None:
    """Paper is a face of the course."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert CHANGED in text and OWN in text and "March 1, 2027" in text
    assert "So do I." in text and "☑" in text and "What a group may say" in text


@pytest.mark.parametrize(("button", "sheets"), [("Print a sheet to fold", 1), ("Print as an A6 card", 2)])
def test_a_card_is_printed_without_the_worksheet(url: str, phone: Page, button: str, sheets: int) -> None:
    """On the table of a meeting lies the reading, and not how it was made."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    live.get_by_role("button", name=button).click()
    printed = [re.sub(r"\s+", " ", sheet) for sheet in sheets_of(phone.pdf(prefer_css_page_size=True))]

    assert len(printed) == sheets
    assert CHANGED in printed[0] and "I move that" in printed[-1]
    assert "What a group may say" not in " ".join(printed)


def test_an_erased_reading_leaves_an_empty_face(url: str, phone: Page) -> None:
    """Erase must be seen to erase, on the screen and on paper."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    put(phone, ID, None)

    expect(live.get_by_text("No line is taken yet.")).to_be_visible()
    expect(live.get_by_role("checkbox", name=re.compile("^Welcome"))).not_to_be_checked()
    expect(phone.locator('[data-write="card"]')).to_have_text("")


def test_a_reading_from_another_edition_is_shown(url: str, phone: Page) -> None:
    """A sentence may leave the course; what was made of it stays."""
    live = open_live(phone, url)
    put(phone, ID, {"lines": ["gone", "welcome", "welcome", "own-7", "gone-too"], "texts": {"gone-too": "Sit down."}})

    expect(live.locator(".course-card-line")).to_have_count(3)
    expect(live.get_by_label("Line 3", exact=True)).to_have_value("Sit down.")
