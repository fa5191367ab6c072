"""A reflection that has more than prompts: what is tapped in, torn up, breathed along with, and written on paper."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from faces.reflection_grown import write_letter
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Locator, Page, expect
from printed import sheets_of
from small_course import make_exercise

ROOT = Path(__file__).resolve().parents[1]
ID = "letter-never-sent"
WRITTEN = "Dear you,\n\nWhat I did not see … was your coat.\n\nI am still thinking about you. "


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The letter on a page of its own, and a page with prompts."""
    folder = tmp_path_factory.mktemp("letter")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, make_exercise(ID, ROOT))
        write_page(folder, make_exercise("did-not-come-back", ROOT), name="prompts.html")
    with serve(folder) as address:
        yield address


@pytest.fixture
def face(phone: Page, url: str) -> Locator:
    """The live face, untouched."""
    return open_page(phone, url).locator(".course-live")


def test_a_letter_is_tapped_and_typed_and_there_after_a_reload(face: Locator, phone: Page) -> None:
    """A first sentence is the hardest; and phones reload pages whenever they like."""
    write_letter(face)
    phone.reload()

    expect(face.get_by_label("Your letter")).to_have_value(WRITTEN)
    assert "was your coat." in "\n".join(sheets_of(phone.pdf()))


def test_a_salutation_goes_in_front_of_what_is_there(face: Locator) -> None:
    """Some people find out last whom they were writing to."""
    field = face.get_by_label("Your letter")
    field.fill("I was sure.")
    face.get_by_role("button", name="Dear friend,").press("Enter")

    expect(field).to_have_value("Dear friend,\n\nI was sure.")
    expect(field).to_be_focused()


def test_tearing_up_asks_once_and_leaves_nothing(face: Locator, phone: Page) -> None:
    """Neither on the device, nor on paper, nor under the keys that undo."""
    field = face.get_by_label("Your letter")
    field.fill("only for me")
    face.get_by_role("button", name="Tear it up").press("Enter")
    face.get_by_role("button", name="No, keep it").press("Enter")
    expect(field).to_have_value("only for me")
    face.get_by_role("button", name="Tear it up").press("Enter")
    face.get_by_role("button", name="Yes, tear it up").press("Enter")
    expect(field).to_be_focused()
    phone.keyboard.press("Control+z")

    expect(field).to_have_value("")
    assert entries(phone) == {}
    assert "only for me" not in "\n".join(sheets_of(phone.pdf()))


def test_a_torn_letter_takes_nothing_else_with_it(face: Locator, phone: Page) -> None:
    """The line that was kept stays."""
    face.get_by_label("And now that it is written?").fill("I was tired.")
    face.get_by_label("Your letter").fill("x")
    face.get_by_role("button", name="Tear it up").click()
    face.get_by_role("button", name="Yes, tear it up").click()

    expect(face.get_by_label("And now that it is written?")).to_have_value("I was tired.")
    assert list(entries(phone)[ID]["response"]["prompts"]) == ["after"]


def test_the_settling_minute_is_told_in_words_and_can_be_stopped(phone: Page, url: str) -> None:
    """Nothing is learned from the circle alone, and nobody has to wait for an end."""
    phone.clock.install()
    face = open_page(phone, url).locator(".course-live")
    face.get_by_role("button", name="Breathe along for a minute").click()
    expect(face.get_by_text("Breathe in …", exact=True)).to_be_visible()
    phone.clock.run_for(4000)
    expect(face.get_by_text("… and out", exact=True)).to_be_visible()
    face.get_by_role("button", name="Stop").click()
    expect(face.locator(".course-settle-line")).to_have_text("")
    face.get_by_role("button", name="Breathe along for a minute").click()
    phone.clock.run_for(61_000)

    expect(face.get_by_text("That was a minute.")).to_be_visible()
    assert entries(phone) == {}


@pytest.mark.parametrize(("motion", "is_seen"), [("reduce", False), ("no-preference", True)])
def test_the_circle_grows_only_where_motion_is_welcome(phone: Page, url: str, motion: Any, is_seen: bool) -> None:
    """What swells and shrinks makes some people ill; the words stay for all."""
    phone.emulate_media(reduced_motion=motion)
    face = open_page(phone, url).locator(".course-live")
    face.get_by_role("button", name="Breathe along for a minute").click()

    expect(face.get_by_text("Breathe in …", exact=True)).to_be_visible()
    expect(face.locator(".course-settle-circle")).to_be_visible(visible=is_seen)


def test_on_grief_help_is_named_first_and_the_minute_last(phone: Page, url: str) -> None:
    """Whoever is shaken should not have to look for either."""
    face = open_page(phone, url, "prompts.html").locator(".course-live")
    text = face.inner_text()

    assert text.index("call or text 988") < text.index("Who was it") < text.index("A minute to settle")
    expect(face.get_by_role("link", name="Help is on a page of its own")).to_have_attribute(
        "href", url + "modules/help.html"
    )


def test_the_paper_face_has_room_for_a_letter(face: Locator, phone: Page) -> None:
    """A church basement has pens; the ways to begin, and the settling minute, stand there in words."""
    expect(face).to_be_visible()
    printed = "\n".join(sheets_of(phone.pdf()))

    assert all(words in printed for words in ("Dear you,", "I am still thinking about you.", "A minute to settle"))
    assert phone.locator(".paper .course-rule").count() == 3


def test_what_an_older_edition_kept_is_shown(face: Locator, phone: Page) -> None:
    """All that was added is optional, so a response from before the letters still fits."""
    old = {"prompts": {"letter": {"text": "from before", "route": "gone", "passed": False}, "gone": {"text": "x"}}}
    setting = "value => document.querySelector('course-exercise').model.set('response', value)"
    phone.evaluate(setting, old)
    expect(face.get_by_label("Your letter")).to_have_value("from before")
    phone.evaluate(setting, None)

    expect(face.get_by_label("Your letter")).to_have_value("")
    expect(face.get_by_role("button", name="Tear it up")).to_be_hidden()
