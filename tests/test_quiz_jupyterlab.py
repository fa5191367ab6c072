"""The quiz as a learner meets it in JupyterLab: nbgrader's release of the notebook, in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from banks import make_bank
from lab import choose, open_notebook, serve_lab, wait_for
from nbgrader_course import release_quiz
from playwright.sync_api import Browser, Page, expect

from course.responses import parse_responses

NOTEBOOK = "03-words.ipynb"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a learner's folder that holds the released notebook: its address and the folder."""
    folder = tmp_path_factory.mktemp("learner")
    bank = make_bank(folder)
    release = release_quiz(bank, tmp_path_factory.mktemp("cohort"))
    (folder / NOTEBOOK).write_bytes(release.read_bytes())
    with serve_lab(folder, tmp_path_factory.mktemp("jupyter")) as url:
        yield url, folder


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def run_quiz(page: Page) -> None:
    """Run the one cell that opens the quiz; JupyterLab draws only what is near the cell in hand."""
    page.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
    page.keyboard.press("Control+Enter")


def saved(folder: Path) -> dict[str, Any]:
    path = folder / "responses.json"
    return json.loads(path.read_text(encoding="utf-8"))["responses"] if path.exists() else {}


def test_a_tap_is_in_the_file_and_outlives_the_kernel(lab: tuple[str, Path], desk: Page) -> None:
    """The file beside the notebook is what gets graded; it must hold the tap at once, and give it back."""
    url, folder = lab
    open_notebook(desk, url, NOTEBOOK)
    run_quiz(desk)
    assert not (folder / "responses.json").exists()
    desk.get_by_label("for people with an opioid use disorder").check()
    wait_for(lambda: saved(folder) == {"words-01": "b"}, "the tap in responses.json")
    desk.get_by_label("Learner code").first.fill("amber-heron-41")
    desk.get_by_label("keep it private").last.check()
    wait_for(lambda: saved(folder) == {"words-01": "b", "words-r2": {"private": True}}, "the private mark")
    expect(desk.locator(".course-live textarea")).to_have_count(0)
    expect(desk.get_by_text("Write your reflection in the cell below the quiz.").first).to_be_visible()
    before = (folder / "responses.json").read_bytes()
    choose(desk, "Kernel", "Restart Kernel and Clear Outputs of All Cells…")
    desk.locator(".jp-Dialog button.jp-mod-accept").click()
    desk.locator(".course-live").wait_for(state="detached")
    run_quiz(desk)

    expect(desk.get_by_text("Answered 1 of 5")).to_be_visible()
    expect(desk.get_by_label("for people with an opioid use disorder")).to_be_checked()
    assert (folder / "responses.json").read_bytes() == before
    assert parse_responses(before).learner == "amber-heron-41"

    # The answers are in the journal; the quiz may have been answered on its page, in another folder.
    (folder / "responses.json").unlink()
    choose(desk, "Kernel", "Restart Kernel and Clear Outputs of All Cells…")
    desk.locator(".jp-Dialog button.jp-mod-accept").click()
    desk.locator(".course-live").wait_for(state="detached")
    run_quiz(desk)
    wait_for(lambda: (folder / "responses.json").exists(), "the file beside the notebook")
    assert (folder / "responses.json").read_bytes() == before
