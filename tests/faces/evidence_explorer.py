"""How a learner meets this type."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import WORDS, answered_by, live, state

OF = "evidence_explorer"


@answered_by(OF)
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Another plot, as people, with the doubts on, and a sentence."""
    plot = next(one for one in data["plots"] if "people" in one and "ratio" in one)
    live.get_by_label(plot["label"], exact=True).check()
    live.get_by_label("people, out of 1,000").check()
    live.get_by_label("Show what may explain it otherwise").check()
    live.get_by_label(data["ask"]["text"]).fill(WORDS)


def look_at(page: Page, number: int) -> Locator:
    """One of the plots, chosen."""
    face = live(page, OF)
    face.locator(".course-ev-chooser input").nth(number).check()
    return face


@state(OF)
def evidence_explorer_switched(page: Page) -> None:
    """Another outcome."""
    face = look_at(page, 0)
    face.locator("select").first.select_option("death-from-opioids")
    expect(face.get_by_role("status")).to_contain_text("Rows shown")


@state(OF)
def evidence_explorer_nothing_measured(page: Page) -> None:
    """An outcome that no study measured with that comparison."""
    face = look_at(page, 0)
    face.locator("select").first.select_option("death-from-opioids")
    face.locator("select").last.select_option("time-out-of-treatment")
    expect(face.get_by_text("No study here measured that.")).to_be_visible()


@state(OF)
def evidence_explorer_doubted(page: Page) -> None:
    """What may explain it otherwise, and tails on the bars."""
    look_at(page, 0).get_by_label("Show what may explain it otherwise").check()


@state(OF)
def evidence_explorer_table_and_card_open(page: Page) -> None:
    """The table twin, and a fact's card."""
    face = look_at(page, 0)
    face.get_by_text("The same as a table").click()
    face.locator(".course-ev-line summary").first.click()


@state(OF)
def evidence_explorer_no_people(page: Page) -> None:
    """People are asked for where there is no rate to count them by."""
    face = look_at(page, 0)
    face.get_by_label("people, out of 1,000").check()
    expect(face.locator(".course-ev-note")).to_be_visible()


@state(OF)
def evidence_explorer_findings_without_numbers(page: Page) -> None:
    """A study whose ratios were not read: words and no bars."""
    face = live(page, OF)
    for number in range(face.locator(".course-ev-chooser input").count()):
        look_at(page, number)
        if face.locator(".course-ev-found-lower").count():
            return
    raise AssertionError("no plot of findings in words")


@state(OF)
def evidence_explorer_trials(page: Page) -> None:
    """Chance decided: the heaviest form, and other limits."""
    face = live(page, OF)
    face.locator(".course-ev-chooser input").last.check()
    face.get_by_label("Show what may explain it otherwise").check()
