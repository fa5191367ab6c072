"""Every exercise of the course, through the gallery: on a phone that dies half-way, in JupyterLab, and on paper."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lab import open_and_run, restart_and_run, serve_lab, wait_for
from pages import entries
from playwright.sync_api import Browser, BrowserContext, Page, expect
from printed import sheets_of
from states import ANSWERS, data_of, live, wait_ready
from test_jupyterlab import CELL, KERNEL

from course.content import EXERCISE_CALL, exercise_types, is_fitting, load_exercises, page_paths
from course.exercises import find_type
from course.exercises.journal import Journal
from course.exercises.shape import load_response_schema

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "modules" / "facilitator" / "gallery"
TYPES = [name for name in exercise_types() if name in ANSWERS]


def page_of(name: str) -> str:
    """The address of a type's page in the gallery."""
    return f"modules/facilitator/gallery/{name.replace('_', '-')}.html"


def test_every_exercise_of_the_course_stands_on_a_page() -> None:
    """What no page opens, nobody sees, and nobody looks after."""
    called = {one for path in page_paths(ROOT) for one in EXERCISE_CALL.findall(path.read_text(encoding="utf-8"))}

    assert set(load_exercises(ROOT)) == called


@pytest.mark.parametrize("name", exercise_types())
def test_every_type_keeps_the_shape_of_its_response(name: str) -> None:
    """Without one, an older edition's response would be shown as it came, and might break the view."""
    assert (load_response_schema(name) is None) == (name == "notebook")


def test_every_exercise_has_its_note_for_the_facilitator() -> None:
    """Purpose, minutes, with screens and without, what may come up: what somebody needs who leads a room."""
    missing = []
    for path in page_paths(ROOT):
        for part in path.read_text(encoding="utf-8").split("```{code-cell}")[1:]:
            note = part.partition(":class: facilitator")[2]
            named = ("Purpose", "Minutes", "With screens", "Without screens", "What may come up")
            if EXERCISE_CALL.search(part) and not all(f"**{word}.**" in note for word in named):
                missing.append(f"{path.name}: {EXERCISE_CALL.findall(part)[0]}")

    assert [one for one in missing if "my-notebook.md" not in one] == []


def test_nothing_is_lost_by_a_phone_that_dies_half_way(
    phone_context: BrowserContext, site: str, tmp_path: Path
) -> None:
    """Every exercise is done at 390 px, each tab killed without a word; then all goes to the laptop in a file."""
    for name in TYPES:
        page = phone_context.new_page()
        page.goto(f"{site}/{page_of(name)}")
        wait_ready(page)
        ANSWERS[name](live(page, name), data_of(page, name))
        page.close(run_before_unload=False)
    page = phone_context.new_page()
    page.goto(f"{site}/modules/my-notebook.html")
    wait_ready(page)
    kept = entries(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export to a file").click()
    waiting.value.save_as(tmp_path / "my-notebook.json")
    journal = Journal(tmp_path / "journal.json")
    journal.load_export((tmp_path / "my-notebook.json").read_text(encoding="utf-8"))
    opened = journal.read()

    assert {entry["type"] for entry in kept.values()} >= set(TYPES)
    assert {one: entry["response"] for one, entry in opened.items()} == {
        one: entry["response"] for one, entry in kept.items()
    }
    wrong = [
        one
        for one, entry in kept.items()
        if (schema := load_response_schema(entry["type"])) and not is_fitting(entry["response"], schema)
    ]
    assert wrong == []


def test_the_whole_gallery_prints_in_one_go(phone: Page, site: str) -> None:
    """A facilitator without a projector takes all of it along as paper."""
    phone.goto(f"{site}/print.html")
    phone.evaluate("window.print = () => {}")
    for box in phone.locator('input[type=checkbox][value*="/gallery/"]').all():
        box.check()
    phone.get_by_role("button", name="Make the pages").click()
    expect(phone.get_by_role("button", name="Choose again")).to_be_visible()
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))
    titles = [exercise.fields["title"] for exercise in load_exercises(ROOT).values() if "title" in exercise.fields]

    assert [title for title in titles if title not in text] == []


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """JupyterLab on a folder with one notebook in which every type stands once, and which exercise that is."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("modules", "quizzes", "_toc.yml"):
        (folder / name).symlink_to(ROOT / name)
    chosen = {exercise.type: one for one, exercise in load_exercises(ROOT).items() if exercise.type in TYPES}
    chosen.pop("quiz", None)  # it saves beside its own notebook, and has tests of its own
    cells = [nbformat.v4.new_code_cell(CELL.format(one), id=one) for one in chosen.values()]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "all.ipynb")
    with serve_lab(folder, tmp_path_factory.mktemp("jupyter")) as url:
        yield url, folder, chosen


def test_every_exercise_lives_in_jupyterlab_and_outlives_its_kernel(
    lab: tuple[str, Path, dict[str, str]], browser: Browser
) -> None:
    """The same view, with a kernel behind it: what is done is in journal.json, and there again after a restart."""
    url, folder, chosen = lab
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    open_and_run(page, url, "all.ipynb")
    journal = Journal(folder / "journal.json")
    for name, one in chosen.items():
        face = face_in_lab(page, one, chosen)
        ANSWERS[name](face, data_in_python(one))
        wait_for(lambda one=one: one in journal.read(), f"{one} in journal.json")
    done = settled(journal)
    restart_and_run(page)
    page.wait_for_timeout(1000)
    for one in chosen.values():
        expect(face_in_lab(page, one, chosen)).to_be_visible()
    notices = [line for line in page.locator(".course-notice").all_inner_texts() if line]
    page.close()

    assert notices == []
    assert {one: entry["response"] for one, entry in journal.read().items()} == done
    for name, one in chosen.items():
        schema = load_response_schema(name)
        assert schema is None or is_fitting(done[one], schema), one


def settled(journal: Journal) -> dict[str, Any]:
    """The responses once nothing more is on its way from the browser to the kernel and the disk."""
    seen: list[dict[str, Any]] = [{}]

    def is_still() -> bool:
        seen.append({one: entry["response"] for one, entry in journal.read().items()})
        return len(seen) > 5 and all(one == seen[-1] for one in seen[-5:])

    wait_for(is_still, "the journal to be still")
    return seen[-1]


def face_in_lab(page: Page, one: str, chosen: dict[str, str]) -> Any:
    """The live face of an exercise, brought into view, since JupyterLab draws a cell when it is near."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(list(chosen.values()).index(one))
    cell.scroll_into_view_if_needed()
    face = cell.locator(".course-live").first
    face.wait_for()
    return face


def data_in_python(one: str) -> dict[str, Any]:
    """What the view was given, as JSON has it."""
    exercise = load_exercises(ROOT)[one]
    data: dict[str, Any] = json.loads(json.dumps(find_type(exercise.type).to_data(exercise, ROOT)))
    return data
