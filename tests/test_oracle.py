"""Stock nbgrader as oracle: it starts a kernel for each submission, we start none, and the gradebooks must agree."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from banks import QUIZ
from cohorts import make_cohort, write_many
from gradebooks import dump, read_gradebook

from course.grading import collect, grade, open_cohort
from course.grading.marks import PRIVATE_COMMENT
from course.quiz import PRIVATE_LINE

LEARNERS = 64
ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.timeout(900)  # stock takes two seconds and more for each of them


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A cohort graded by us, and its copies graded by stock nbgrader; made once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "oracle"
    try:
        folder.mkdir()
    except FileExistsError:
        while not (folder / "done").exists():
            time.sleep(0.5)
    else:
        try:
            _make(folder)
        finally:
            (folder / "done").touch()
    return folder


def _make(folder: Path) -> None:
    cohort = make_cohort(folder, LEARNERS)
    result = collect(cohort.folder, write_many(folder / "in", cohort, Random(20261123)))
    assert len(result.accepted) == LEARNERS
    _damage(cohort)
    # Two processes, each with half of the learners in a gradebook of its own.
    halves = [folder / "stock-0", folder / "stock-1"]
    for number, half in enumerate(halves):
        shutil.copytree(cohort.folder, half)
        for learner in cohort.codes[number::2]:
            shutil.rmtree(half / "submitted" / learner)
    command = [sys.executable, "-m", "nbgrader", "autograde", QUIZ]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    runs = []
    for half in halves:
        log = (half / "log.txt").open("w")
        runs.append(subprocess.Popen(command, cwd=half, env=environment, stdout=log, stderr=subprocess.STDOUT))
    grade(cohort.folder)
    for run, half in zip(runs, halves, strict=True):
        assert run.wait() == 0, (half / "log.txt").read_text()[-3000:]


def _damage(cohort) -> None:
    """What collecting never leaves behind, and a trainer's own hands may."""
    work = [cohort.work("submitted", code, QUIZ) for code in cohort.codes[2:7]]
    (work[0] / "responses.json").unlink()
    (work[1] / "responses.json").unlink()
    (work[1] / "timestamp.txt").unlink()
    (work[2] / "timestamp.txt").write_text("2026-11-23 10:00:00.123456 EST\n")
    for number, change in ((3, _type_words), (4, _unlock)):
        path = work[number] / f"{QUIZ}.ipynb"
        notebook = json.loads(path.read_text())
        change(notebook["cells"])
        path.write_text(json.dumps(notebook))


def _type_words(cells) -> None:
    """Words typed in by hand, not by collecting."""
    next(cell for cell in cells if cell["id"] == "words-r1")["source"] = ["Typed *by hand*.\n", "Two lines."]


def _unlock(cells) -> None:
    """A grade cell rewritten so that it would give full marks, and worth more."""
    cell = next(cell for cell in cells if cell["id"] == "words-01")
    cell["source"] = "1000.0"
    cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False}


@pytest.fixture(scope="module")
def ours(graded):
    return read_gradebook(graded / "cohort", QUIZ)


@pytest.fixture(scope="module")
def stock(graded):
    """Both halves in one."""
    codes = open_cohort(graded / "cohort").codes
    rows = {}
    for number in (0, 1):
        half = read_gradebook(graded / f"stock-{number}", QUIZ)
        here = set(codes[1 - number :: 2])
        rows |= {key: row for key, row in half.items() if key[0] in here or (key[0] == "student" and key[1] in here)}
    return rows


@pytest.fixture(scope="module")
def private(graded):
    """The reflections that were kept private, as (learner, item)."""
    found = set()
    for path in graded.glob(f"cohort/submitted/*/{QUIZ}/{QUIZ}.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["cell_type"] == "markdown" and "".join(cell["source"]).strip() == PRIVATE_LINE:
                found.add((path.parent.parent.name, cell["id"]))
    return found


def test_the_oracle_has_seen_every_kind_of_response(ours):
    """Agreement about nothing but zeros would prove nothing."""
    scores = {key[2]: set() for key in ours if key[1:2] == ("grade",)}
    for key, row in ours.items():
        if key[1:2] == ("grade",):
            scores[key[2]].add(row["auto_score"])

    assert len({key[0] for key in ours if len(key) == 1}) >= 60
    assert scores["words-01"] == {0, 1}
    assert len(scores["words-02"]) >= 3
    assert len(scores["words-03"]) >= 3
    assert len(scores["words-04"]) == 3
    assert scores["words-r1"] == scores["words-r2"] == {0, None}


def test_every_cell_is_scored_as_stock_nbgrader_scores_it(ours, stock, private):
    """Scores, flags and comments, cell by cell; only a private reflection is settled by us."""
    cells = [key for key in stock if key[1:2] in (("grade",), ("comment",))]
    differing = {key for key in cells if ours[key] != stock[key]}

    assert {key for key in ours if key[1:2] in (("grade",), ("comment",))} == set(cells)
    assert len(private) > 5
    assert differing == {(learner, kind, item) for learner, item in private for kind in ("grade", "comment")}


def test_a_private_reflection_differs_by_its_completion_points_alone(ours, stock, private):
    """Nothing else about it may be ours."""
    points = {"words-r1": 3.0, "words-r2": 1.0}
    for learner, item in private:
        given = {"manual_score": points[item], "needs_manual_grade": False}

        assert ours[learner, "grade", item] == stock[learner, "grade", item] | given
        assert ours[learner, "comment", item] == stock[learner, "comment", item] | {"manual_comment": PRIVATE_COMMENT}


def test_totals_flags_and_times_are_those_of_stock_nbgrader(ours, stock, private):
    """What formgrader lists of each submission."""
    kept = {learner for learner, _ in private}
    same = [key for key in stock if key[0] not in kept and not (key[0] == "student" and key[1] in kept)]

    assert len(same) > 100
    assert {key: ours[key] for key in same} == {key: stock[key] for key in same}
    for learner in kept:
        given = sum({"words-r1": 3.0, "words-r2": 1.0}[item] for who, item in private if who == learner)
        written = ("score", "written_score", "needs_manual_grade")
        expected = {name: value for name, value in stock[learner,].items() if name not in written}

        assert {name: ours[learner,][name] for name in expected} == expected
        assert ours[learner,]["score"] == stock[learner,]["score"] + given


def test_autograded_notebooks_hold_what_stock_ones_hold(graded):
    """Formgrader shows these, and stock autograding may come after us."""
    for number in (0, 1):
        for path in (graded / f"stock-{number}").glob(f"autograded/*/{QUIZ}/{QUIZ}.ipynb"):
            theirs, mine = (json.loads(p.read_text()) for p in (path, _ours(graded, path)))
            is_sound = path.parent.parent.name not in open_cohort(graded / "cohort").codes[5:7]

            assert mine["metadata"]["kernelspec"] == theirs["metadata"]["kernelspec"]
            if is_sound:  # those two were damaged by hand
                assert list(map(_shown, mine["cells"])) == list(map(_shown, theirs["cells"]))


def _ours(graded: Path, path: Path) -> Path:
    return graded / "cohort" / path.relative_to(path.parents[3])


def _shown(cell: dict) -> tuple:
    """A cell without what depends on the moment it was run, and what the live quiz puts out."""
    shown = [o for o in cell.get("outputs", ()) if cell["id"] != "quiz-open"]
    outputs = [(o["output_type"], "".join(o["data"]["text/plain"])) for o in shown]
    return cell["id"], cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("nbgrader"), outputs


def test_files_beside_the_notebook_are_copied_as_stock_does(graded):
    """A later stock run compares the times in them."""
    for path in (graded / "stock-0").glob(f"autograded/*/{QUIZ}/*"):
        if path.suffix != ".ipynb":
            assert _ours(graded, path).read_bytes() == path.read_bytes()


def test_grading_once_more_changes_nothing(graded, tmp_path):
    """A trainer grades every evening."""
    folder = tmp_path / "cohort"
    shutil.copytree(graded / "cohort", folder)
    before = dump(folder)

    result = grade(folder)

    assert (result.graded, result.unchanged) == (0, LEARNERS)
    assert dump(folder) == before


def test_grading_anew_without_notes_changes_nothing(graded, tmp_path):
    """What was graded is noted in a file, and files get lost."""
    folder = tmp_path / "cohort"
    shutil.copytree(graded / "cohort", folder)
    before = dump(folder)
    (folder / "graded.json").unlink()

    result = grade(folder)

    assert (result.graded, result.unchanged) == (LEARNERS, 0)
    assert dump(folder) == before


def test_our_grading_of_what_stock_graded_agrees(graded, tmp_path, ours):
    """A cohort begun with stock nbgrader goes on with ours."""
    folder = tmp_path / "cohort"
    shutil.copytree(graded / "stock-0", folder)

    grade(folder)

    rows = read_gradebook(folder, QUIZ)
    assert rows == {key: ours[key] if key[0] != "student" else rows[key] for key in rows}
