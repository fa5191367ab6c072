"""The live face, in a real JupyterLab in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from lab import open_and_run, restart_and_run, serve_lab, wait_for
from playwright.sync_api import Browser, Page, expect
from small_course import write_course

from course.exercises.journal import Journal

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
CELL = "from course import exercise\nexercise({!r})"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab of our own on a folder with the small course: its address and the folder."""
    folder = write_course(tmp_path_factory.mktemp("lab"))
    for name in ("my-word", "try-words", "my-notebook", "no-such-word"):
        cells = [nbformat.v4.new_code_cell(CELL.format(name), id="one")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / f"{name}.ipynb")
    with serve_lab(folder, tmp_path_factory.mktemp("jupyter")) as url:
        yield url, folder


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A laptop's page."""
    context = browser.new_context(viewport={"width": 1280, "height": 844}, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def _text_of(folder: Path) -> str:
    entry = Journal(folder / "journal.json").find("my-word")
    return entry["response"]["prompts"]["word"]["text"] if entry else ""


def test_what_is_written_in_jupyterlab_outlives_its_kernel(lab: tuple[str, Path], desk: Page) -> None:
    """A kernel dies for many reasons; a learner's words must not die with it."""
    url, folder = lab
    open_and_run(desk, url, "my-word.ipynb")
    desk.get_by_role("textbox", name="Which word stayed with you?").fill("clean")
    wait_for(lambda: _text_of(folder) == "clean", "journal.json")
    restart_and_run(desk)
    desk.wait_for_timeout(500)

    field = desk.get_by_role("textbox", name="Which word stayed with you?")
    expect(field).to_have_value("clean")
    expect(desk.locator(".jp-OutputArea-output script")).to_have_count(0)


def test_keys_pressed_in_an_exercise_do_not_edit_the_notebook(lab: tuple[str, Path], desk: Page) -> None:
    """In a notebook "x" cuts a cell and the arrows leave it; on a radio button they must not."""
    url, _ = lab
    open_and_run(desk, url, "try-words.ipynb")
    desk.get_by_label("Option a of 1").check()
    for key in ("x", "d", "d", "b"):
        desk.keyboard.press(key)
    row = desk.locator(".course-order li").last
    moved = row.get_attribute("data-id")
    row.get_by_role("button", name="Up:").focus()
    desk.keyboard.press("ArrowUp")

    expect(desk.locator(".jp-Notebook .jp-CodeCell")).to_have_count(1)
    expect(desk.locator(".course-order li").nth(1)).to_have_attribute("data-id", str(moved))


def test_an_unknown_exercise_is_one_line_in_jupyterlab(lab: tuple[str, Path], desk: Page) -> None:
    """An author who mistypes a name needs the name, not our traceback."""
    url, _ = lab
    open_and_run(desk, url, "no-such-word.ipynb")
    output = desk.locator(".jp-OutputArea-output")

    expect(output).to_contain_text("no-such-word")
    assert "Traceback" not in output.inner_text()


def test_a_journal_goes_out_of_jupyterlab_and_comes_back(lab: tuple[str, Path], desk: Page) -> None:
    """The same page, My notebook, must work where the journal is a file."""
    url, folder = lab
    Journal(folder / "journal.json").erase()
    Journal(folder / "journal.json").save("my-word", "reflection", {"prompts": {"word": {"text": "sober"}}})
    open_and_run(desk, url, "my-notebook.ipynb")
    expect(desk.locator(".course-words")).to_have_text("sober")
    desk.get_by_role("button", name="Print").click()
    expect(desk.frame_locator("iframe[title=Print]").get_by_text("sober")).to_be_attached()
    desk.get_by_label("Passphrase for the file").fill("quiet river")
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="Export to a file").click()
    saved = folder / "exported.json"
    waiting.value.save_as(saved)
    desk.get_by_role("button", name="Erase everything").click()
    desk.get_by_role("button", name="Yes, erase").click()
    wait_for(lambda: not (folder / "journal.json").exists(), "the journal to be erased")
    desk.get_by_label("A file you exported before").set_input_files(saved)
    desk.get_by_label("Passphrase of this file").fill("quiet river")
    desk.get_by_role("button", name="Open it").click()

    expect(desk.locator(".course-words")).to_have_text("sober")
    assert json.loads(saved.read_text(encoding="utf-8"))["format"] == "course-journal-encrypted/1"
    assert _text_of(folder) == "sober"
