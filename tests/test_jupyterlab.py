"""The live face, in a real JupyterLab in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from lab import open_and_run, restart_and_run, serve_lab, wait_for
from pages import open_page, serve, write_small_pages
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


def test_a_broken_journal_is_said_above_the_exercise(lab: tuple[str, Path], desk: Page) -> None:
    """A learner must learn that the old words are kept elsewhere, and can go on."""
    url, folder = lab
    (folder / "journal.json").write_text("{half", encoding="utf-8")
    open_and_run(desk, url, "my-word.ipynb")

    expect(desk.locator(".course-notice")).to_contain_text("kept as journal-unreadable")
    expect(desk.get_by_role("textbox", name="Which word stayed with you?")).to_have_value("")


def test_an_unknown_exercise_is_one_line_in_jupyterlab(lab: tuple[str, Path], desk: Page) -> None:
    """An author who mistypes a name needs the name, not our traceback."""
    url, _ = lab
    open_and_run(desk, url, "no-such-word.ipynb")
    output = desk.locator(".jp-OutputArea-output")

    expect(output).to_contain_text("no-such-word")
    assert "Traceback" not in output.inner_text()


def take(page: Page, path: Path) -> Path:
    """Export the notebook that is open under a passphrase."""
    page.get_by_label("Passphrase for the file").fill("quiet river")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export to a file").click()
    waiting.value.save_as(path)
    return path


def bring(page: Page, path: Path) -> None:
    """Import a file under its passphrase."""
    page.get_by_label("A file you exported before").set_input_files(path)
    page.get_by_label("Passphrase of this file").fill("quiet river")
    page.get_by_role("button", name="Open it").click()


def test_a_journal_goes_from_jupyterlab_to_a_browser_and_back(
    lab: tuple[str, Path], desk: Page, tmp_path: Path
) -> None:
    """A learner with a laptop on Tuesday and a phone on Thursday has one notebook."""
    url, folder = lab
    Journal(folder / "journal.json").erase()
    Journal(folder / "journal.json").save("my-word", "reflection", {"prompts": {"word": {"text": "sober"}}})
    open_and_run(desk, url, "my-notebook.ipynb")
    expect(desk.locator(".course-words")).to_have_text("sober")
    desk.get_by_role("button", name="Print").click()
    expect(desk.frame_locator("iframe[title=Print]").get_by_text("sober")).to_be_attached()
    saved = take(desk, tmp_path / "out.json")
    desk.get_by_role("button", name="Erase everything").click()
    desk.get_by_role("button", name="Yes, erase").click()
    wait_for(lambda: not (folder / "journal.json").exists(), "the journal to be erased")
    with serve(write_small_pages(tmp_path)) as site:
        page = open_page(desk.context.new_page(), site, "notebook.html")
        bring(page, saved)
        expect(page.locator(".course-live .course-words")).to_have_text("sober")
        back = take(page, tmp_path / "back.json")
    bring(desk, back)

    expect(desk.locator(".course-words")).to_have_text("sober")
    assert json.loads(saved.read_text(encoding="utf-8"))["format"] == "course-journal-encrypted/1"
    assert _text_of(folder) == "sober"
