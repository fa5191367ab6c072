"""Decks of cards: what an author may write, how the decks are balanced, and the deck in a real browser."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import ANSWERS

from course.content import ExerciseData, load_cases, load_exercises
from course.errors import ContentError
from course.exercises.case_cards import CaseCards

ROOT = Path(__file__).resolve().parents[1]
DECKS = {one: deck for one, deck in load_exercises(ROOT).items() if deck.type == "case_cards"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The deck on the law, which has every part a card can have, on a page of its own."""
    folder = tmp_path_factory.mktemp("cards")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, CaseCards(DECKS["lawful-or-not"], ROOT))
    with serve(folder) as address:
        yield address


def face(page: Page) -> Any:
    """The deck as it lives on the page."""
    return page.locator("course-exercise > .course-live")


def with_fields(**change: Any) -> ExerciseData:
    """A deck of two cards, with something changed."""
    fields = {
        "title": "Deck",
        "question": "Which?",
        "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
        "cards": [
            {"id": "one", "name": "One", "text": "Here.", "fits": ["a"], "answer": "So."},
            {"id": "two", "name": "Two", "text": "There.", "fits": ["b"], "answer": "So."},
        ],
    }
    return ExerciseData("deck", "case_cards", fields | change, Path("deck.yml"))


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_no_option_of_a_deck_is_nearly_always_right(deck: ExerciseData) -> None:
    """Who learns that one option mostly fits stops reading the cards."""
    cards = deck.fields["cards"]
    fits = Counter(one for card in cards for one in card["fits"])

    assert set(fits) == {option["id"] for option in deck.fields["options"]}
    assert min(fits.values()) >= 2
    assert max(fits.values()) <= len(cards) / 2


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_every_card_rests_on_evidence_and_says_what_it_does_not_settle(deck: ExerciseData) -> None:
    """A card without a source is an opinion with a number on it."""
    assert [card["id"] for card in deck.fields["cards"] if not card.get("facts")] == []
    silent = [card["id"] for card in deck.fields["cards"] if not card.get("open")]
    assert len(silent) <= 1  # one scene of the first deck leaves nothing open


def test_a_card_that_names_a_case_names_its_facts_too() -> None:
    """The case's own record says what it rests on."""
    cases = load_cases(ROOT)
    for card in DECKS["lawful-or-not"].fields["cards"]:
        if "case" in card:
            assert set(card["facts"]) & set(cases[card["case"]].facts), card["id"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"options": [{"id": "a", "text": "A"}, {"id": "a", "text": "B"}]}, "options: a stands there twice"),
        (
            {"cards": [{"id": "one", "name": "One", "text": "Here.", "fits": ["c"], "answer": "So."}]},
            "one: the deck has no option 'c'",
        ),
        (
            {"cards": [{"id": "one", "name": "One", "text": "Here.", "fits": ["a"], "answer": "So.", "case": "no"}]},
            "there is no case 'no'",
        ),
    ],
)
def test_what_an_author_got_wrong_is_told(change: dict[str, Any], message: str) -> None:
    """The file is named, and the fault."""
    with pytest.raises(ContentError, match=message):
        CaseCards.build_data(with_fields(**change), ROOT)


def test_my_notebook_can_say_a_card_in_words() -> None:
    """A learner does not know our ids."""
    labels = CaseCards.labels(CaseCards.build_data(with_fields(), ROOT))

    assert labels["two"] == "2. Two"
    assert labels["two/b"] == "B"
    assert labels["two/choice"] == "Chosen"


def test_on_paper_the_answers_stand_after_the_last_card() -> None:
    """A card is cut out; its answer must not be on it."""
    paper = CaseCards(DECKS["which-stigma"], ROOT).to_paper()
    cards, _, answers = paper.partition('<div class="course-answers">')

    assert cards.count("course-paper-card") == len(DECKS["which-stigma"].fields["cards"])
    for card in CaseCards.to_data(DECKS["which-stigma"], ROOT)["cards"]:
        assert card["answer"][:25] not in cards
        assert card["answer"][:25] in answers


def test_each_choice_gets_its_word(phone: Page, url: str) -> None:
    """Fits, can be argued, or points elsewhere; and who passes is told that it is fine."""
    live = face(open_page(phone, url))
    live.get_by_label("Go to a card").select_option("1")
    live.get_by_role("button", name="Pass, and see the answer").click()
    word = live.locator(".course-word")
    expect(word).to_contain_text("You passed")
    for option, said in (("no", "That fits."), ("goes-on", "can be argued."), ("yes", "points elsewhere.")):
        live.locator(f'input[value="{option}"]').check()
        expect(word).to_contain_text(said)
    live.get_by_text("The case: Kerr v. Farrey").click()

    expect(live.get_by_text("US Court of Appeals, Seventh Circuit, 1996")).to_be_visible()


def test_what_was_done_is_there_after_a_reload_and_on_paper(phone: Page, url: str) -> None:
    """Phones reload pages whenever they like, and who comes back finds the first card not opened yet."""
    open_page(phone, url)
    ANSWERS["case_cards"](face(phone), DECKS["lawful-or-not"].fields)
    open_page(phone, url)
    expect(face(phone).get_by_text("Card 4 of 17 · 3 of 17 opened")).to_be_visible()
    face(phone).get_by_label("Go to a card").select_option("2")
    expect(face(phone).locator('input[value="yes"]')).to_be_checked()
    printed = " ".join("\n".join(sheets_of(phone.pdf())).split())

    assert "A line of my own." in printed
    assert "Written: Not lawful" in printed
    assert "The answers" in printed


def test_the_keyboard_goes_through_the_deck(phone: Page, url: str) -> None:
    """On and back take along the focus, which would be lost with the card."""
    live = face(open_page(phone, url))
    live.get_by_role("button", name="Next card").press("Enter")
    expect(live.locator(".course-case-scene .course-prompt")).to_be_focused()
    expect(live.locator(".course-case-scene .course-prompt")).to_contain_text("2.")
    live.get_by_role("button", name="Pass, and see the answer").press("Enter")
    expect(live.locator(".course-case-found .course-prompt")).to_be_focused()
    live.get_by_role("button", name="Back").press("Enter")

    expect(live.locator(".course-case-scene .course-prompt")).to_contain_text("1.")


def test_beginning_again_asks_first_and_takes_everything(phone: Page, url: str) -> None:
    """One tap too many must not cost somebody their notes."""
    live = face(open_page(phone, url))
    live.get_by_role("radio").first.check()
    live.get_by_label("Go to a card").select_option(label="After the last card")
    live.get_by_role("button", name="Begin again").click()
    live.get_by_role("button", name="Keep them").click()
    assert entries(phone)["lawful-or-not"]["response"]["cards"]
    live.get_by_role("button", name="Begin again").click()
    live.get_by_role("button", name="Take them away").click()
    expect(live.get_by_role("radio").first).not_to_be_checked()

    kept = entries(phone).get("lawful-or-not")
    assert kept is None or kept["response"] is None


def test_a_response_from_elsewhere_redraws_the_card_that_is_open(phone: Page, url: str) -> None:
    """Another tab erases; an import may hold cards and options that this edition no longer has."""
    live = face(open_page(phone, url))
    live.get_by_role("radio").first.check()
    set_response = """(response) => {
      const { model } = document.querySelector("course-exercise");
      model.set("response", response);
    }"""
    odd = {"cards": {"family-visits": {"choice": "gone", "checked": True, "note": "hm"}, "gone": {"choice": "no"}}}
    phone.evaluate(set_response, odd)
    expect(live.locator(".course-word")).to_contain_text("You passed")
    expect(live.get_by_label("A line of your own")).to_have_value("hm")
    phone.evaluate(set_response, None)

    expect(live.locator(".course-case-found")).to_be_hidden()
    expect(live.get_by_text("0 of 17 opened")).to_be_visible()
