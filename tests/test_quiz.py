"""The notebook of a quiz: one bank, one notebook, and stock nbgrader on it."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from banks import KEYS, make_bank
from nbgrader_course import release_quiz, run_nbgrader

from course.content import ItemBank, find_root, load_banks, load_exercise
from course.exercises import Exercise, find_type
from course.quiz import PLACEHOLDER, build_all, build_notebook, write_notebook
from course.responses import parse_responses

ROOT = Path(__file__).resolve().parents[1]
CODE = "amber-heron-41"


@pytest.fixture
def bank(tmp_path: Path) -> ItemBank:
    return make_bank(tmp_path / "course")


def text_of(notebook: nbformat.NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells)


def test_the_same_bank_gives_the_same_bytes(bank: ItemBank, tmp_path: Path) -> None:
    """A notebook that changes by itself looks changed in every diff, and its cells' checksums with it."""
    first, second = (tmp_path / name for name in ("one.ipynb", "two.ipynb"))
    for path in (first, second):
        write_notebook(bank, path)

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"}\n")
    assert b"\r" not in first.read_bytes()


def test_an_unchanged_notebook_is_left_alone(bank: ItemBank, tmp_path: Path) -> None:
    """A build that touches nothing makes nothing that hangs on it stale."""
    path = tmp_path / "one.ipynb"
    write_notebook(bank, path)
    path.chmod(0o444)
    before = path.stat().st_mtime_ns
    write_notebook(bank, path)

    assert path.stat().st_mtime_ns == before


def test_the_cells_stand_in_the_order_of_the_bank(bank: ItemBank) -> None:
    """Grades refer to these names for ever; an opinion has no cell, nor has a retired or a practice item."""
    notebook = build_notebook(bank)
    nbformat.validate(notebook)
    ids = ["words-01", "words-02", "words-03", "words-04", "words-r1-rubric", "words-r1", "words-r2-rubric", "words-r2"]

    assert [cell.id for cell in notebook.cells] == ["intro", "quiz-open", *ids]
    assert [cell.metadata.nbgrader.grade_id for cell in notebook.cells[1:]] == ["quiz-open", *ids]
    assert notebook.cells[-1].source == PLACEHOLDER
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_a_grade_cell_runs_to_a_number_and_says_nothing(
    bank: ItemBank, tmp_path: Path, monkeypatch: Any, capfd: Any
) -> None:
    """nbgrader takes the last value as the score, and gives none to a cell that printed on stderr."""
    monkeypatch.chdir(tmp_path)
    cells = [cell for cell in build_notebook(bank).cells if cell.cell_type == "code"][1:]
    for cell in cells:
        *lines, last = [line for line in cell.source.splitlines() if not line.startswith("#")]
        names: dict[str, Any] = {}
        exec("\n".join(lines), names)
        assert eval(last, names) == 0.0

    assert capfd.readouterr() == ("", "")


def test_build_all_writes_each_quiz_where_nbgrader_looks(bank: ItemBank, tmp_path: Path) -> None:
    """`course quiz build` has no other place to put it."""
    root = tmp_path / "course"

    assert build_all(root) == [root / "quizzes" / "source" / "03-words" / "03-words.ipynb"]


@pytest.mark.parametrize("quiz", sorted(load_banks(ROOT)))
def test_the_committed_notebook_is_the_bank_of_today(quiz: str, tmp_path: Path) -> None:
    """Somebody who edits an item and forgets `course quiz build` would grade against yesterday's key."""
    built = tmp_path / "built.ipynb"
    write_notebook(load_banks(find_root(ROOT))[quiz], built)

    assert (ROOT / "quizzes" / "source" / quiz / f"{quiz}.ipynb").read_bytes() == built.read_bytes()


def test_what_a_learner_gets_holds_no_key_and_no_feedback(bank: ItemBank, tmp_path: Path) -> None:
    """A key in the release, hidden or not, ends the quiz."""
    notebook = nbformat.read(release_quiz(bank, tmp_path / "cohort"), as_version=4)
    said = text_of(notebook)

    assert "HIDDEN" not in said
    assert "score(" not in said
    assert "FEEDBACK" not in said
    assert '"b"' not in said
    assert said.count("# Scored after you hand in; leave this cell as it is.") == 4
    assert said.count(PLACEHOLDER) == 2


def test_stock_nbgrader_gives_the_scores_of_the_file_beside_the_notebook(bank: ItemBank, tmp_path: Path) -> None:
    """The gradebook of a trainer who knows only nbgrader must be right too."""
    folder = tmp_path / "cohort"
    release = release_quiz(bank, folder)
    submitted = folder / "submitted" / CODE / bank.quiz
    submitted.mkdir(parents=True)
    notebook = nbformat.read(release, as_version=4)
    next(cell for cell in notebook.cells if cell.id == "words-r1").source = "She left."
    nbformat.write(notebook, submitted / release.name)
    given = {**KEYS, "words-02": ["a"], "words-03": ["a", "c", "d", "b"], "words-05": 2}
    about = {"format": "course-responses/1", "quiz": bank.quiz, "bank": bank.digest, "learner": ""}
    about |= {"device": "0" * 16, "saved_at": "2026-11-23T10:00:00Z"}
    (submitted / "responses.json").write_text(json.dumps(about | {"responses": given}), encoding="utf-8")
    run_nbgrader(folder, "autograde", bank.quiz, "--create")

    assert read_grades(folder) == {
        "words-01": (1.0, 0),
        "words-02": (1.0, 0),
        "words-03": (2.0, 0),
        "words-04": (2.0, 0),
        "words-r1": (None, 1),
        "words-r2": (0.0, 0),
    }
    autograded = folder / "autograded" / CODE / bank.quiz / "responses.json"
    assert autograded.read_bytes() == (submitted / "responses.json").read_bytes()


def read_grades(folder: Path) -> dict[str, tuple[float | None, int]]:
    """Each cell's automatic score, and whether a person has to look at it."""
    rows = "SELECT c.name, g.auto_score, g.needs_manual_grade FROM grade g JOIN base_cell c ON c.id = g.cell_id"
    with sqlite3.connect(folder / "gradebook.db") as connection:
        return {name: (score, needs) for name, score, needs in connection.execute(rows)}


@pytest.fixture
def live(bank: ItemBank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    monkeypatch.delenv("COURSE_BUILDING", raising=False)
    monkeypatch.delenv("COURSE_JOURNAL", raising=False)
    monkeypatch.chdir(tmp_path)
    return open_quiz(bank)


def open_quiz(bank: ItemBank) -> Exercise:
    root = bank.path.parents[2]
    return find_type("quiz")(load_exercise("quiz-03-words", root), root)


def tapped(**responses: Any) -> dict[str, Any]:
    about = {"learner": CODE, "device": "0" * 16, "saved_at": "2026-11-23T10:00:00Z"}
    return about | {"responses": {name.replace("_", "-"): given for name, given in responses.items()}}


def test_the_quiz_has_no_key_for_the_view(live: Exercise) -> None:
    """What the browser has, a learner can read."""
    told = json.dumps(live.data) + live.to_paper()

    assert [item["id"] for item in live.data["items"]][:2] == ["words-01", "words-02"]
    for secret in ("FEEDBACK", "PRACTICE-ONLY", "RETIRED", '"key"'):
        assert secret not in told


def test_a_change_is_in_the_file_beside_the_notebook(live: Exercise, bank: ItemBank, tmp_path: Path) -> None:
    """In JupyterLab there is no download: the file is what is handed in."""
    live.response = tapped(words_01="b")
    live.response = tapped(
        words_01="b", words_02=["a"], words_r1={"text": "SECRET"}, words_r2={"text": "x", "private": True}
    )
    responses = parse_responses((tmp_path / "responses.json").read_bytes())

    assert responses.responses == {"words-01": "b", "words-02": ["a"], "words-r2": {"private": True}}
    assert (responses.bank, responses.learner) == (bank.digest, CODE)
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_opening_the_quiz_writes_nothing(live: Exercise, bank: ItemBank, tmp_path: Path) -> None:
    """nbgrader opens it in the learner's folder to grade: what was handed in must stay as it is."""
    live.response = tapped(words_01="b")
    (tmp_path / "responses.json").write_bytes(b"as handed in")
    again = open_quiz(bank)

    assert again.response == tapped(words_01="b")
    assert (tmp_path / "responses.json").read_bytes() == b"as handed in"


def test_a_quiz_that_was_answered_elsewhere_has_its_file_once_it_is_seen(live: Exercise, tmp_path: Path) -> None:
    """The journal is one for all folders; whoever hands in this folder must find the answers in it."""
    live.response = tapped(words_01="b")
    (tmp_path / "responses.json").unlink()

    live._handle_custom_msg({"do": "stand beside"}, [])
    assert parse_responses((tmp_path / "responses.json").read_bytes()).responses
    (tmp_path / "responses.json").write_bytes(b"as handed in")
    live._handle_custom_msg({"do": "stand beside"}, [])
    assert (tmp_path / "responses.json").read_bytes() == b"as handed in"


def test_an_erased_quiz_takes_its_file_away(live: Exercise, tmp_path: Path) -> None:
    """Erased means erased."""
    live.response = tapped(words_01="b")
    live.response = None

    assert not (tmp_path / "responses.json").exists()


def test_a_file_that_cannot_be_written_is_told_and_stops_nothing(live: Exercise, tmp_path: Path) -> None:
    """A learner must know while there is time to mend it."""
    (tmp_path / "responses.json").mkdir()
    live.response = tapped(words_01="b")

    assert "not in responses.json" in live.notice


def test_building_a_page_writes_nothing_of_a_learners(bank: ItemBank, tmp_path: Path, monkeypatch: Any) -> None:
    """The book is built on a trainer's machine, where there may be a journal."""
    monkeypatch.setenv("COURSE_BUILDING", "1")
    monkeypatch.chdir(tmp_path)
    open_quiz(bank).response = tapped(words_01="b")

    assert not (tmp_path / "responses.json").exists()
