"""The two-way map: what an author may join, what a learner joins, and what is kept of it."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from faces.crosswalk import join, join_some
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import ANSWERS, data_of

from course.content import ExerciseData, load_exercises
from course.errors import ContentError
from course.exercises.crosswalk import Crosswalk

ROOT = Path(__file__).resolve().parents[1]
OURS = "two-way-map"
SET = "value => document.querySelector('course-exercise').model.set('response', value)"


def our_fields() -> dict[str, Any]:
    """The author's fields of the real exercise, to be changed."""
    return deepcopy(dict(load_exercises(ROOT)[OURS].fields))


def build(fields: dict[str, Any]) -> dict[str, Any]:
    """What the view is given for an author's fields."""
    return Crosswalk.to_data(ExerciseData("map", "crosswalk", fields, Path("map.yml")), ROOT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real exercise on a page of its own."""
    folder = tmp_path_factory.mktemp("map")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, Crosswalk(load_exercises(ROOT)[OURS], ROOT))
    with serve(folder) as address:
        yield address


def test_a_pair_of_ours_joins_two_principles_that_there_are() -> None:
    """A slip in an id would put a line to nowhere on our own map."""
    fields = our_fields()
    fields["pairs"][2]["right"] = "nobody"

    with pytest.raises(ContentError, match=r"map\.yml: pairs\.2\.right: there is no 'nobody' on that side"):
        build(fields)


def test_no_principle_and_no_pair_stands_twice() -> None:
    """The second would never be found by its id."""
    twice = our_fields()
    twice["left"]["items"].append(twice["left"]["items"][0])
    joined = our_fields()
    joined["pairs"].append(joined["pairs"][0])

    with pytest.raises(ContentError, match=r"left\.items: 'desire' stands twice"):
        build(twice)
    with pytest.raises(ContentError, match=r"are joined twice"):
        build(joined)


def test_our_map_says_what_it_rests_on_pair_by_pair() -> None:
    """A map of two philosophies is a reading, and a reader may want to see of what."""
    data = build(our_fields())

    assert all(pair["facts"] for pair in data["pairs"])
    assert {fact for pair in data["pairs"] for fact in pair["facts"]} <= set(data["sources"])
    assert sum("real" in pair for pair in data["pairs"]) >= 3


def test_the_notebook_has_words_for_every_pair_and_tension() -> None:
    """Ids would tell a learner nothing."""
    data = build(our_fields())
    labels = Crosswalk.labels(data)

    assert labels["/desire--what-helps"] == "A desire is enough ↔ What helps, helps"
    assert all(f"/{tension['id']}" in labels for tension in data["tensions"])


def test_pairs_are_joined_by_keyboard_and_are_there_after_a_reload(phone: Page, url: str) -> None:
    """Nobody should need to drag, and phones reload when they like."""
    face = open_page(phone, url).locator(".course-live")
    face.get_by_role("button", name="Anonymity").press("Space")
    expect(face.get_by_role("button", name="Anonymity")).to_have_attribute("aria-pressed", "true")
    face.get_by_role("button", name="Every person has worth").press("Enter")
    expect(face.get_by_role("status").first).to_have_text("Joined as pair 1: Anonymity ↔ Every person has worth.")
    phone.reload()

    expect(face.locator(".course-cross-pair")).to_have_count(1)
    expect(face.get_by_role("button", name="Anonymity Who")).to_have_count(0)  # nothing is held any more
    assert entries(phone)[OURS]["response"]["pairs"] == ["anonymity--worth"]


def test_two_that_are_joined_are_not_joined_again(phone: Page, url: str) -> None:
    """The same line twice would be one that cannot be taken away."""
    face = open_page(phone, url).locator(".course-live")
    data = data_of(phone, "crosswalk")
    for _ in range(2):
        join(face, data["left"]["items"][0], data["right"]["items"][0])

    expect(face.get_by_text("These two are joined already, as pair 1.")).to_be_visible()
    expect(face.locator(".course-cross-pair")).to_have_count(1)


def test_taking_a_pair_apart_numbers_the_others_anew_and_moves_the_focus(phone: Page, url: str) -> None:
    """The button pressed is gone with its pair, and a gap in the numbers would look like a loss."""
    face = open_page(phone, url).locator(".course-live")
    data = data_of(phone, "crosswalk")
    ANSWERS["crosswalk"](face, data)
    face.get_by_role("button", name="Take apart").first.click()
    kept = entries(phone)[OURS]["response"]

    assert len(kept["pairs"]) == 2 and kept["own"] == kept["sides"] == kept["tensions"] == {}
    expect(face.locator(".course-cross-item:focus")).to_contain_text(data["left"]["items"][0]["text"])
    expect(face.locator(".course-cross-pair").first).to_contain_text("1. A change of spirit")


def test_our_map_comes_only_when_asked_for_and_may_be_put_away(phone: Page, url: str) -> None:
    """Whoever sees it first copies it. A pair that we did not join is not called wrong."""
    face = open_page(phone, url).locator(".course-live")
    join_some(face, data_of(phone, "crosswalk"))
    expect(face.get_by_text("This disagreement is real").first).to_be_hidden()
    face.get_by_role("button", name="Compare with our map").click()
    expect(face.get_by_text("We join these two as well.")).to_have_count(2)
    expect(face.get_by_text("If you can say where they meet, it is a good pair.")).to_be_visible()
    expect(face.get_by_text("Pairs of ours that you did not join (10)")).to_be_visible()
    face.get_by_role("button", name="Put our map away").click()

    expect(face.get_by_text("We join these two as well.").first).to_be_hidden()


def test_writing_in_a_field_keeps_the_cursor_there(phone: Page, url: str) -> None:
    """Every letter is saved, and every save draws the exercise anew."""
    face = open_page(phone, url).locator(".course-live")
    join_some(face, data_of(phone, "crosswalk"))
    field = face.get_by_label("In my own words, if I like").first
    field.press_sequentially("who asks?")

    expect(field).to_be_focused()
    expect(field).to_have_value("who asks?")


def test_the_picture_says_in_words_what_it_shows_and_can_be_saved(phone: Page, url: str) -> None:
    """A line between two boxes is nothing to somebody who does not see it."""
    face = open_page(phone, url).locator(".course-live")
    join_some(face, data_of(phone, "crosswalk"))
    expect(face.get_by_role("img", name="My two-way map")).to_be_visible()
    expect(face.locator("svg desc")).to_contain_text(
        "A desire is enough ↔ No judgment and no force; A change of spirit"
    )
    expect(face.locator("svg line")).to_have_count(3)
    with phone.expect_download() as waiting:
        face.get_by_role("button", name="Save the picture").click()

    assert "A change of spirit" in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_print_shows_the_letters_the_picture_and_the_words(phone: Page, url: str) -> None:
    """And an empty sheet has its lines again once everything is erased."""
    page = open_page(phone, url)
    ANSWERS["crosswalk"](page.locator(".course-live"), data_of(page, "crosswalk"))
    text = " ".join(" ".join(sheets_of(page.pdf())).split())
    assert "C, J 1. A desire is enough" in text
    assert "They have somewhere to go, and I have not asked them." in text
    assert "A pair: number" not in text
    page.evaluate(SET, None)

    assert "A pair: number _____ and letter _____" in " ".join(sheets_of(page.pdf()))
    assert page.locator(".paper svg").count() == 0
    expect(page.locator(".course-live .course-cross-pair")).to_have_count(0)


def test_pairs_of_principles_that_are_gone_break_nothing(phone: Page, url: str) -> None:
    """An author may take a principle out; what was kept for it stays in the journal and off the map."""
    page = open_page(phone, url)
    odd = {
        "pairs": ["gone--worth", "nonsense", "desire--worth", "desire--worth"],
        "tensions": {"desire--worth": "gone"},
        "own": {"gone--worth": "x"},
        "sides": {},
        "checked": True,
    }
    page.evaluate(SET, odd)

    expect(page.locator(".course-live .course-cross-pair")).to_have_count(1)
    expect(page.locator(".course-live .course-cross-pair select")).to_have_value("")
