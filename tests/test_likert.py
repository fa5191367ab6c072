"""This type in a real browser."""

from playwright.sync_api import Page, expect
from printed import sheets_of
from states import WORDS, answer, live, wait_ready

HERE = "modules/facilitator/gallery/likert.html"


def test_what_was_written_is_there_after_a_reload_and_on_paper(site: str, phone: Page) -> None:
    """Phones reload pages whenever they like, and paper is a face of the course."""
    phone.goto(f"{site}/{HERE}")
    wait_ready(phone)
    answer(phone, "likert")
    phone.reload()

    expect(live(phone, "likert").locator("textarea")).to_have_value(WORDS)
    assert "A line of my own." in "\n".join(sheets_of(phone.pdf()))
