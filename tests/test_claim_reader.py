"""A claim taken apart: what an author may write, and the exercise in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import ANSWERS, WORDS

from course.content import ExerciseData, load_exercises
from course.errors import ContentError
from course.exercises.claim_reader import ClaimReader

ROOT = Path(__file__).resolve().parents[1]
CLAIMS = {one: claim for one, claim in load_exercises(ROOT).items() if claim.type == "claim_reader"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The first claim, on a page of its own."""
    folder = tmp_path_factory.mktemp("claim")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, ClaimReader(CLAIMS["one-claim"], ROOT))
    with serve(folder) as address:
        yield address


def face(page: Page) -> Any:
    """The exercise as it lives on the page."""
    return page.locator("course-exercise > .course-live")


def test_a_question_that_is_asked_twice_is_told() -> None:
    """The five are what a learner takes along, so none may be missing."""
    claim = CLAIMS["one-claim"]
    questions = [*claim.fields["questions"][:4], claim.fields["questions"][0]]
    twice = ExerciseData("claim", "claim_reader", {**claim.fields, "questions": questions}, Path("claim.yml"))

    with pytest.raises(ContentError, match=r"claim\.yml: questions: each is asked once"):
        ClaimReader.build_data(twice, ROOT)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_every_answer_rests_on_facts(claim: ExerciseData) -> None:
    """Whoever takes a claim apart is held to the same questions."""
    parts = [*claim.fields["questions"], claim.fields["restate"]]

    assert [part for part in parts if not part.get("facts")] == []


def test_my_notebook_can_say_a_reading_in_words() -> None:
    """A learner does not know our ids."""
    labels = ClaimReader.labels(ClaimReader.to_data(CLAIMS["one-claim"], ROOT))

    assert labels["who"] == "Who said it, and from what?"
    assert labels["who/author"] == "An author, from his reading of older studies."
    assert labels["restate/own"] == "Your words"


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_on_paper_what_the_source_says_stands_on_a_sheet_of_its_own(claim: ExerciseData) -> None:
    """A sheet that gives its answer away is read and not worked."""
    asked, _, told = ClaimReader(claim, ROOT).to_paper().partition('<div class="course-claim-sheet">')

    for question in claim.fields["questions"]:
        assert question["found"][:25] not in asked
        assert question["found"][:25] in told
    assert claim.fields["restate"]["honest"][:25] not in asked


def test_a_reading_gets_its_word_and_no_reading_gets_none(phone: Page, url: str) -> None:
    """Who passes sees what the source says all the same."""
    live = face(open_page(phone, url))
    live.get_by_role("button", name="See what the source says").first.click()
    expect(live.get_by_text("Lance Dodes, an author of the book")).to_be_visible()
    expect(live.get_by_text("No such trial")).to_be_hidden()
    live.locator('input[value="trial"]').check()

    expect(live.get_by_text("No such trial stands behind it")).to_be_visible()


def test_what_was_done_is_there_after_a_reload_and_on_paper(phone: Page, url: str) -> None:
    """Phones reload pages whenever they like, and paper is a face of the course."""
    open_page(phone, url)
    ANSWERS["claim_reader"](face(phone), CLAIMS["one-claim"].fields)
    open_page(phone, url)
    expect(face(phone).get_by_text("5 of 5 questions opened")).to_be_visible()
    expect(face(phone).get_by_label(CLAIMS["one-claim"].fields["restate"]["text"])).to_have_value(WORDS)
    printed = " ".join("\n".join(sheets_of(phone.pdf())).split())

    assert printed.count("A line of my own.") == 2
    assert "Written: A trial that followed people" in printed
    assert "One honest way to say it" in printed


def test_the_keyboard_opens_an_answer_and_lands_on_it(phone: Page, url: str) -> None:
    """The button pressed has gone, and the focus would go with it."""
    live = face(open_page(phone, url))
    live.get_by_role("radio").first.press("Space")
    expect(live.get_by_role("radio").first).to_be_checked()
    live.get_by_role("button", name="See what the source says").first.press("Enter")

    expect(live.locator(".course-claim-found .course-prompt").first).to_be_focused()


def test_beginning_again_asks_first_and_takes_everything(phone: Page, url: str) -> None:
    """One tap too many must not cost somebody their words."""
    live = face(open_page(phone, url))
    expect(live.get_by_role("button", name="Begin again")).to_be_hidden()
    live.get_by_label("Or in your own words").first.fill("mine")
    live.get_by_role("button", name="Begin again").click()
    live.get_by_role("button", name="Keep them").click()
    expect(live.get_by_label("Or in your own words").first).to_have_value("mine")
    live.get_by_role("button", name="Begin again").click()
    live.get_by_role("button", name="Take them away").click()
    expect(live.get_by_label("Or in your own words").first).to_have_value("")

    kept = entries(phone).get("one-claim")
    assert kept is None or kept["response"] is None


def test_a_response_from_elsewhere_is_shown(phone: Page, url: str) -> None:
    """Another tab erases; an import may hold questions and readings that this edition no longer has."""
    live = face(open_page(phone, url))
    set_response = """(response) => document.querySelector("course-exercise").model.set("response", response)"""
    odd = {"answers": {"who": {"reading": "gone", "checked": True}, "gone": {"own": "x"}, "restate": {"own": "hm"}}}
    phone.evaluate(set_response, odd)
    expect(live.get_by_text("1 of 5 questions opened")).to_be_visible()
    expect(live.get_by_label(CLAIMS["one-claim"].fields["restate"]["text"])).to_have_value("hm")
    phone.evaluate(set_response, None)

    expect(live.get_by_text("0 of 5 questions opened")).to_be_visible()
    expect(live.locator(".course-claim-found").first).to_be_hidden()
