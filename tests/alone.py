"""One exercise of the course on a page of its own, served: what a type's tests in a browser stand on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pages import open_page, serve, write_page
from playwright.sync_api import Locator, Page
from small_course import make_exercise

ROOT = Path(__file__).resolve().parents[1]
LIVE = "course-exercise > .course-live"
PUT = """async ([id, response]) => {
    const model = document.querySelector(`course-exercise[exercise-id="${id}"]`).model;
    model.set("response", response);
    model.save_changes();
}"""


@contextmanager
def serve_alone(folder: Path, exercise_id: str) -> Iterator[str]:
    """The address of a page that holds this exercise and nothing else."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, make_exercise(exercise_id, ROOT))
    with serve(folder) as address:
        yield address


def open_live(page: Page, url: str) -> Locator:
    """Open the page; the exercise's live face."""
    page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    return open_page(page, url).locator(LIVE)


def put(page: Page, exercise_id: str, response: Any) -> None:
    """Set the response from outside, as an import, another tab or the button that erases does."""
    page.evaluate(PUT, [exercise_id, response])


def exercise_data(exercise_id: str) -> dict[str, Any]:
    """What the exercise's view is given."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        return make_exercise(exercise_id, ROOT).data
