"""How a learner meets a reflection that has more than prompts: a letter, beginnings to tap in, a settling minute."""

from playwright.sync_api import Locator, Page, expect
from states import WORDS, state

LETTER = "modules/facilitator/gallery/reflection-letter"


def letter_of(page: Page) -> Locator:
    """The letter, on a page where it is not the first reflection."""
    return page.locator("course-exercise .course-live").filter(has=page.locator("textarea.course-unsent"))


def write_letter(letter: Locator) -> None:
    """A salutation, a beginning that is gone on with, and a closing."""
    letter.get_by_role("button", name="Dear you,").click()
    letter.get_by_role("button", name="What I did not see …").click()
    letter.get_by_label("Your letter").press_sequentially("was your coat.")
    letter.get_by_role("button", name="I am still thinking about you.").click()


@state(LETTER)
def reflection_letter_written(page: Page) -> None:
    """All of it tapped and typed, with a composite's way in."""
    letter_of(page).get_by_label("Lena’s letter").check()
    write_letter(letter_of(page))


@state(LETTER)
def reflection_letter_to_be_torn(page: Page) -> None:
    """It asks once."""
    letter_of(page).get_by_label("Your letter").fill(WORDS)
    letter_of(page).get_by_role("button", name="Tear it up").click()
    expect(letter_of(page).get_by_role("button", name="No, keep it")).to_be_focused()


@state(LETTER)
def reflection_letter_torn(page: Page) -> None:
    """Nothing is left."""
    reflection_letter_to_be_torn(page)
    letter_of(page).get_by_role("button", name="Yes, tear it up").click()
    expect(letter_of(page).get_by_text("It is torn up.")).to_be_visible()


@state(LETTER)
def reflection_settling(page: Page) -> None:
    """In the middle of a breath."""
    letter_of(page).get_by_role("button", name="Breathe along for a minute").click()
    expect(letter_of(page).get_by_role("button", name="Stop")).to_be_visible()


@state(LETTER)
def reflection_letter_passed(page: Page) -> None:
    """Passing is always all right, on a letter too."""
    letter_of(page).get_by_role("button", name="Pass on this one").first.click()


@state(LETTER)
def reflection_sources_open(page: Page) -> None:
    """Where the number to call comes from."""
    page.locator("course-exercise .course-sources summary").first.click()
