"""How a learner meets an inventory."""

from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answered_by, data_of, live, state

Choices = list[int]


@answered_by("likert")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Answer every sentence of every round, a step further each time, and pass on the last of each."""
    for number, one in enumerate(data["rounds"]):
        choose_round(live, data, one["label"])
        answer_round(live, data, step=number + 2)


def choose_round(live: Locator, data: dict[str, Any], label: str) -> None:
    """Say for which time is answered, where it can be said."""
    if len(data["rounds"]) > 1:
        live.get_by_label(label, exact=True).check()


def answer_round(live: Locator, data: dict[str, Any], step: int) -> None:
    """One round from its first open sentence to its last."""
    count = len(data["items"])
    for place in range(count):
        choice = data["labels"][step - 1] if place < count - 1 else "I would rather not say"
        live.locator(".course-scale:visible").get_by_label(choice, exact=True).check()
        if place < count - 1:
            live.get_by_role("button", name="Next").click()


@state("likert")
def likert_one_answered(page: Page) -> None:
    """Too little for a picture."""
    live(page, "likert").locator(".course-scale:visible input").first.check()
    expect(live(page, "likert").get_by_text("your picture appears here")).to_be_visible()


@state("likert")
def likert_before_only(page: Page) -> None:
    """One round: a picture, and no change."""
    face, data = live(page, "likert"), data_of(page, "likert")
    answer_round(face, data, step=4)
    face.get_by_role("button", name="See my picture").click()
    expect(face.locator("svg").first).to_be_visible()


@state("likert")
def likert_everything_passed(page: Page) -> None:
    """Everybody may pass on all of it."""
    face = live(page, "likert")
    for _ in range(len(data_of(page, "likert")["items"]) - 1):
        face.locator(".course-scale:visible").get_by_label("I would rather not say").check()
        face.get_by_role("button", name="Next").click()
    expect(face.locator("svg")).to_have_count(0)


@state("likert")
def likert_looking_back_alone(page: Page) -> None:
    """What is seen by looking back is never shown as the change."""
    face, data = live(page, "likert"), data_of(page, "likert")
    choose_round(face, data, data["rounds"][-1]["label"])
    answer_round(face, data, step=3)
    expect(face.get_by_text("Perceived change")).to_have_count(0)


@state("likert")
def likert_sources_open(page: Page) -> None:
    """What is known of looking back."""
    face = live(page, "likert")
    face.locator("summary").click()
    expect(face.locator(".course-source").first).to_be_visible()
