"""How a learner meets a dozen people."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from states import answered_by, data_of, live, state

Rate = Callable[[int, int], int | str]
"""the step for a person's place and a question's, or "pass" """


def vary(person: int, question: int) -> int | str:
    """A mix of steps, and a pass."""
    return "pass" if (person, question) == (5, 1) else (person * 2 + question) % 5 + 1


@answered_by("vignette_mirror")
def fill(live: Locator, data: dict[str, Any]) -> None:
    """Rate everybody."""
    rate_all(live, data, vary)


def rate_all(live: Locator, data: dict[str, Any], rate: Rate, last: int | None = None) -> None:
    """Rate people one after the other, as far as the last."""
    count = sum(len(pair["people"]) for pair in data["pairs"]) if last is None else last
    for person in range(count):
        for question, form in enumerate(live.locator(".course-scale:visible").all()):
            form.locator(f'input[value="{rate(person, question)}"]').check()
        if live.get_by_role("button", name="Next person").count():
            live.get_by_role("button", name="Next person").click()


@state("vignette_mirror")
def vignette_mirror_half_way(page: Page) -> None:
    """The mirror waits, and may be had all the same."""
    face = live(page, "vignette_mirror")
    rate_all(face, data_of(page, "vignette_mirror"), vary, last=6)
    expect(face.get_by_role("button", name="Show it now")).to_be_visible()


@state("vignette_mirror")
def vignette_mirror_too_few(page: Page) -> None:
    """Some pairs are whole, and not enough of them."""
    face, data = live(page, "vignette_mirror"), data_of(page, "vignette_mirror")
    rate_all(face, data, vary, last=9)
    face.get_by_role("button", name="Show it now").click()
    expect(face.get_by_text("Too few to say").first).to_be_visible()


@state("vignette_mirror")
def vignette_mirror_all_alike(page: Page) -> None:
    """No difference anywhere, which is no certainty."""
    face = live(page, "vignette_mirror")
    rate_all(face, data_of(page, "vignette_mirror"), lambda *_: 4)
    expect(face.get_by_text("no interval can be worked out").first).to_be_visible()


@state("vignette_mirror")
def vignette_mirror_passed(page: Page) -> None:
    """Everybody may pass on everybody."""
    face = live(page, "vignette_mirror")
    rate_all(face, data_of(page, "vignette_mirror"), lambda *_: "pass")
    expect(face.get_by_text("nothing to compare")).to_be_visible()


@state("vignette_mirror")
def vignette_mirror_pairs_open(page: Page) -> None:
    """The answers behind the mean."""
    face = live(page, "vignette_mirror")
    rate_all(face, data_of(page, "vignette_mirror"), vary)
    face.get_by_text("Your pairs, side by side").click()
    expect(face.locator(".course-mirror-side").first).to_be_visible()
