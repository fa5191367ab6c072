"""The live face, in a real JupyterLab in a real browser."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect
from small_course import write_course

from course.exercises.journal import Journal

ROOT = Path(__file__).resolve().parents[1]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
CELL = "from course import exercise\nexercise({!r})"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(is_done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(url, timeout=5).status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab of our own on a folder with the small course: its address and the folder."""
    folder = write_course(tmp_path_factory.mktemp("lab"))
    for name in ("my-word", "try-words", "my-notebook", "no-such-word"):
        cells = [nbformat.v4.new_code_cell(CELL.format(name), id="one")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / f"{name}.ipynb")
    port = _free_port()
    private = tmp_path_factory.mktemp("jupyter")
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    env = {k: v for k, v in os.environ.items() if not k.startswith("COURSE_")}
    env |= {"PYTHONPATH": str(ROOT)} | {name: str(private / name) for name in names}
    options = [
        f"--port={port}",
        "--no-browser",
        "--allow-root",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={folder}"],
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(lambda: _answers(f"{url}/api"), "JupyterLab to answer")
        yield url, folder
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A laptop's page."""
    context = browser.new_context(viewport={"width": 1280, "height": 844}, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def open_and_run(page: Page, url: str, notebook: str) -> None:
    """Open a notebook by itself and run all its cells."""
    page.goto(f"{url}/lab/tree/{notebook}?reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    _choose(page, "Run", "Run All Cells")


def _choose(page: Page, menu: str, item: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def restart_and_run(page: Page) -> None:
    """Restart the kernel, clear everything shown, and run all cells again."""
    _choose(page, "Kernel", "Restart Kernel and Run All Cells…")
    page.locator(".jp-Dialog button.jp-mod-accept").click()


def _text_of(folder: Path) -> str:
    entry = Journal(folder / "journal.json").find("my-word")
    return entry["response"]["prompts"]["word"]["text"] if entry else ""


def test_what_is_written_in_jupyterlab_outlives_its_kernel(lab: tuple[str, Path], desk: Page) -> None:
    """A kernel dies for many reasons; a learner's words must not die with it."""
    url, folder = lab
    open_and_run(desk, url, "my-word.ipynb")
    desk.get_by_role("textbox", name="Which word stayed with you?").fill("clean")
    _wait_for(lambda: _text_of(folder) == "clean", "journal.json")
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
    desk.get_by_label("Passphrase for the file").fill("quiet river")
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="Export to a file").click()
    saved = folder / "exported.json"
    waiting.value.save_as(saved)
    desk.get_by_role("button", name="Erase everything").click()
    desk.get_by_role("button", name="Yes, erase").click()
    _wait_for(lambda: not (folder / "journal.json").exists(), "the journal to be erased")
    desk.get_by_label("A file you exported before").set_input_files(saved)
    desk.get_by_label("Passphrase of this file").fill("quiet river")
    desk.get_by_role("button", name="Open it").click()

    expect(desk.locator(".course-words")).to_have_text("sober")
    assert json.loads(saved.read_text(encoding="utf-8"))["format"] == "course-journal-encrypted/1"
    assert _text_of(folder) == "sober"
