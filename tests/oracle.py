"""One cohort graded twice, by us and by stock nbgrader, and what must be equal in the two gradebooks."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from banks import QUIZ
from cohorts import write_many
from gradebooks import Rows, read_gradebook

from course.grading import Cohort, collect, grade, open_cohort
from course.grading.marks import PRIVATE_COMMENT
from course.quiz import PRIVATE_LINE

ROOT = Path(__file__).resolve().parents[1]


def grade_twice(folder: Path, cohort: Cohort, random: Random) -> None:
    """Let a new cohort hand in, then grade it ourselves and its copies with stock nbgrader."""
    result = collect(cohort.folder, write_many(folder / "in", cohort, random))
    assert len(result.accepted) == len(cohort.codes)
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


def _damage(cohort: Cohort) -> None:
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


def _type_words(cells: list[dict]) -> None:
    """Words typed in by hand, not by collecting."""
    next(cell for cell in cells if cell["id"] == "words-r1")["source"] = ["Typed *by hand*.\n", "Two lines."]


def _unlock(cells: list[dict]) -> None:
    """A grade cell rewritten so that it would give full marks, and worth more."""
    cell = next(cell for cell in cells if cell["id"] == "words-01")
    cell["source"] = "1000.0"
    cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False}


@dataclass(frozen=True)
class Twice:
    """What ``grade_twice`` left in a folder."""

    folder: Path

    @cached_property
    def cohort(self) -> Cohort:
        return open_cohort(self.folder / "cohort")

    @cached_property
    def ours(self) -> Rows:
        return read_gradebook(self.folder / "cohort", QUIZ)

    @cached_property
    def stock(self) -> Rows:
        """Both halves in one."""
        rows: Rows = {}
        for number in (0, 1):
            half = read_gradebook(self.folder / f"stock-{number}", QUIZ)
            here = set(self.cohort.codes[1 - number :: 2])
            is_here = {key: key[0] in here or (key[0] == "student" and key[1] in here) for key in half}
            rows |= {key: row for key, row in half.items() if is_here[key]}
        return rows

    @cached_property
    def private(self) -> dict[tuple[str, str], float]:
        """The reflections that were kept private, as (learner, item), and what each earns for being done."""
        points = {item.id: item.completion_points for item in self.cohort.bank(QUIZ).quiz_items()}
        found = {}
        for path in self.folder.glob(f"cohort/submitted/*/{QUIZ}/{QUIZ}.ipynb"):
            for cell in json.loads(path.read_text())["cells"]:
                if cell["cell_type"] == "markdown" and "".join(cell["source"]).strip() == PRIVATE_LINE:
                    found[path.parent.parent.name, cell["id"]] = points[cell["id"]]
        return found


def assert_cells_agree(twice: Twice) -> None:
    """Scores, flags and comments, cell by cell; only a private reflection is settled by us."""
    kinds = (("grade",), ("comment",))
    cells = {key for key in twice.stock if key[1:2] in kinds}
    differing = {key for key in cells if twice.ours[key] != twice.stock[key]}

    assert {key for key in twice.ours if key[1:2] in kinds} == cells
    assert len(twice.private) > 5
    assert differing == {(learner, kind, item) for learner, item in twice.private for kind in ("grade", "comment")}


def assert_private_differs_by_its_points_alone(twice: Twice) -> None:
    """Nothing else about a private reflection may be ours."""
    for (learner, item), points in twice.private.items():
        score = {"manual_score": points, "needs_manual_grade": False}
        words = {"manual_comment": PRIVATE_COMMENT}

        assert twice.ours[learner, "grade", item] == twice.stock[learner, "grade", item] | score
        assert twice.ours[learner, "comment", item] == twice.stock[learner, "comment", item] | words


def assert_totals_agree(twice: Twice) -> None:
    """What formgrader lists of each submission: totals, flags and times."""
    kept = {learner for learner, _ in twice.private}
    same = [key for key in twice.stock if key[0] not in kept and not (key[0] == "student" and key[1] in kept)]

    assert len(same) > 100
    assert {key: twice.ours[key] for key in same} == {key: twice.stock[key] for key in same}
    for learner in kept:
        given = sum(points for (who, _), points in twice.private.items() if who == learner)
        written = ("score", "written_score", "needs_manual_grade")
        expected = {name: value for name, value in twice.stock[learner,].items() if name not in written}

        assert {name: twice.ours[learner,][name] for name in expected} == expected
        assert twice.ours[learner,]["score"] == twice.stock[learner,]["score"] + given


def assert_notebooks_agree(twice: Twice) -> None:
    """Formgrader shows these, and stock autograding may come after us."""
    damaged = twice.cohort.codes[5:7]
    paths = [p for n in (0, 1) for p in twice.folder.glob(f"stock-{n}/autograded/*/{QUIZ}/{QUIZ}.ipynb")]
    assert len(paths) == len(twice.cohort.codes)
    for path in paths:
        theirs, mine = (json.loads(p.read_text()) for p in (path, ours_of(twice.folder, path)))

        assert mine["metadata"]["kernelspec"] == theirs["metadata"]["kernelspec"]
        if path.parent.parent.name not in damaged:
            assert list(map(_shown, mine["cells"])) == list(map(_shown, theirs["cells"]))


def ours_of(folder: Path, path: Path) -> Path:
    """Our file that stands for a file of stock's."""
    return folder / "cohort" / path.relative_to(path.parents[3])


def _shown(cell: dict) -> tuple:
    """A cell without what depends on the moment it was run, and what the live quiz puts out."""
    shown = [o for o in cell.get("outputs", ()) if cell["id"] != "quiz-open"]
    outputs = [(o["output_type"], "".join(o["data"]["text/plain"])) for o in shown]
    return cell["id"], cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("nbgrader"), outputs
