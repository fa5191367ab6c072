"""The list of allies: numbers that somebody checked, a list that can be put in order, and a card that fits a wallet."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from faces.ally_list import add, open_offers
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Locator, Page, expect
from printed import sheets_of
from states import ANSWERS, data_of

from course.content import ExerciseData, load_exercises, load_facts
from course.errors import ContentError
from course.exercises.ally_list import AllyList

ROOT = Path(__file__).resolve().parents[1]
OURS = "whom-i-can-point-to"
SET = "value => document.querySelector('course-exercise').model.set('response', value)"


def our_fields() -> dict[str, Any]:
    """The author's fields of the real exercise, to be changed."""
    return deepcopy(dict(load_exercises(ROOT)[OURS].fields))


def build(fields: dict[str, Any]) -> dict[str, Any]:
    """What the view is given for an author's fields."""
    return AllyList.to_data(ExerciseData("allies", "ally_list", fields, Path("allies.yml")), ROOT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real exercise on a page of its own."""
    folder = tmp_path_factory.mktemp("allies")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, AllyList(load_exercises(ROOT)[OURS], ROOT))
    with serve(folder) as address:
        yield address


@pytest.fixture
def face(phone: Page, url: str) -> Locator:
    """The live face on a phone."""
    return open_page(phone, url).locator(".course-live")


def names(face: Locator) -> list[str]:
    """Who is on the list, in its order."""
    return face.locator(".course-ally-list strong").all_inner_texts()


@pytest.mark.parametrize("number", ["1-800-972-0591", "18009720590", "989"])
def test_a_number_that_no_fact_holds_is_refused(number: str) -> None:
    """A wrong digit on a wallet card could cost a life."""
    fields = our_fields()
    fields["offers"][3]["reach"] = number

    with pytest.raises(
        ContentError, match=rf"allies\.yml: offers\.3\.reach: no fact named here holds the number {number}"
    ):
        build(fields)


def test_whatever_is_offered_stands_on_the_help_page_too() -> None:
    """Two lists of numbers that are not the same are one list that nobody checked."""
    help_page = (ROOT / "modules" / "help.md").read_text(encoding="utf-8").lower()

    assert [o["reach"] for o in our_fields()["offers"] if o["reach"].lower() not in help_page] == []


def test_an_offer_says_the_day_of_its_oldest_fact() -> None:
    """What was read later does not make the rest newer."""
    fields, facts = our_fields(), load_facts(ROOT)
    fields["offers"][0]["facts"] = ["RES-911-OVERDOSE-STEPS", "RES-SAFESPOT"]
    days = {facts[one].checked_on for one in fields["offers"][0]["facts"]}

    assert len(days) > 1
    assert build(fields)["offers"][0]["checked"] == f"{min(days):%B} {min(days).day}, {min(days).year}"


def test_the_list_is_there_after_a_reload_in_its_order(phone: Page, url: str, face: Locator) -> None:
    """And an order made by keyboard alone, with the focus on the button that moved it."""
    ANSWERS["ally_list"](face, data_of(phone, "ally_list"))
    face.get_by_role("button", name="Down: J.").press("Enter")
    expect(face.get_by_role("button", name="Down: J.")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(face.get_by_role("button", name="Up: J.")).to_be_focused()  # nothing is below it any more
    phone.reload()

    expect(face.locator(".course-ally-list > li")).to_have_count(3)
    assert names(face)[2] == "J."
    kept = entries(phone)[OURS]["response"]["entries"]
    assert [kept[key]["name"] for key in sorted(kept)] == names(face)


def test_more_than_nine_keep_their_order(phone: Page, url: str, face: Locator) -> None:
    """Keys are sorted as text, and “a10” would come before “a2”."""
    many = {f"a{n:03}": {"kind": "person", "name": f"P{n}"} for n in range(1, 13)}
    phone.evaluate(SET, {"entries": many})
    add(face, "person", "Last")

    assert names(face) == [*(f"P{n}" for n in range(1, 13)), "Last"]


def test_an_entry_is_changed_in_its_place(phone: Page, url: str, face: Locator) -> None:
    """A new number is not a new friend."""
    ANSWERS["ally_list"](face, data_of(phone, "ally_list"))
    face.get_by_role("button", name="Change: J.").click()
    expect(face.get_by_label("First name, initials")).to_be_focused()
    face.get_by_label("Number, or where and when").fill("Thursdays now")
    face.get_by_label("Number, or where and when").press("Enter")

    expect(face.get_by_role("button", name="Change: J.")).to_be_focused()
    assert entries(phone)[OURS]["response"]["entries"]["a001"]["reach"] == "Thursdays now"
    assert len(names(face)) == 3


def test_what_was_removed_by_a_slip_can_be_put_back(phone: Page, url: str, face: Locator) -> None:
    """In the same place, with all that stood there; and an empty list leaves nothing in the journal."""
    add(face, "person", "J.", "Tuesday")
    add(face, "person", "K.")
    face.get_by_role("button", name="Remove: J.").click()
    expect(face.get_by_role("button", name="Put J. back")).to_be_focused()
    phone.keyboard.press("Enter")
    assert names(face) == ["J.", "K."]
    for name in ("J.", "K."):
        face.get_by_role("button", name=f"Remove: {name}").click()

    expect(face.get_by_text("Nobody yet.")).to_be_visible()
    assert entries(phone).get(OURS, {"response": None})["response"] is None


def test_an_offer_is_added_once_and_keeps_the_focus(phone: Page, url: str, face: Locator) -> None:
    """A second tap by a cold thumb must not fill the card with one number."""
    open_offers(face)
    face.get_by_role("button", name="Add: Emergency").press("Enter")
    added = face.get_by_role("button", name="On your list: Emergency")
    expect(added).to_be_focused()
    phone.keyboard.press("Enter")

    assert names(face) == ["Emergency"]


def test_an_entry_needs_a_name_and_nothing_else(phone: Page, url: str, face: Locator) -> None:
    """Without one nobody knows later who it was."""
    face.get_by_role("button", name="Add to my list").click()
    expect(face.get_by_text("Write a name or initials first")).to_be_visible()
    expect(face.get_by_label("First name, initials")).to_be_focused()
    assert names(face) == []
    add(face, "service", "Walk-in clinic")

    assert names(face) == ["Walk-in clinic"]


def test_the_card_prints_alone_at_the_size_of_a_bank_card(phone: Page, url: str, face: Locator) -> None:
    """It is to fit where a bank card fits, with every entry on it."""
    for n in range(7):
        add(face, "person", f"Person {n}", "555")
    phone.evaluate("window.print = () => {}")
    face.get_by_role("button", name="Print my wallet card").click()
    alone = sheets_of(phone.pdf())
    phone.emulate_media(media="print")
    box = phone.locator(".course-cut").first.bounding_box()

    assert len(alone) == 1
    assert re.findall(r"Person \d", alone[0]) == [f"Person {n}" for n in range(7)]
    assert "Lines, services and groups" not in alone[0]
    assert box and round(box["width"] / 96 * 25.4) == 85 and round(box["height"] / 96 * 25.4) == 54


def test_the_sheet_has_every_entry_and_is_empty_again_when_all_is_erased(phone: Page, url: str, face: Locator) -> None:
    """More than its table has lines, too."""
    many = {f"a{n:03}": {"kind": "group", "name": f"Group {n}"} for n in range(1, 12)}
    phone.evaluate(SET, {"entries": many})
    text = " ".join(sheets_of(phone.pdf()))
    assert all(f"Group {n}" in text for n in range(1, 12))
    phone.evaluate(SET, None)

    assert phone.locator(".paper [data-row]").count() == 8 + 2 * 5
    assert phone.locator(".paper [data-part]:not(:empty)").count() == 0
    assert names(face) == []


def test_erasing_while_an_entry_is_being_changed_breaks_nothing(phone: Page, url: str, face: Locator) -> None:
    """What stands in the form becomes a new entry, if it is kept."""
    add(face, "person", "J.")
    face.get_by_role("button", name="Change: J.").click()
    phone.evaluate(SET, None)
    face.get_by_role("button", name="Keep the change").click()

    assert names(face) == ["J."]
