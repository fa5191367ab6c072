"""Stock nbgrader as oracle: it starts a kernel for each submission, we start none, and the gradebooks must agree."""

import os
import shutil
import time
from random import Random

import oracle
import pytest
from banks import QUIZ
from cohorts import make_cohort
from gradebooks import dump, read_gradebook
from oracle import Twice, grade_twice, ours_of

from course.grading import grade

LEARNERS = 64
pytestmark = pytest.mark.timeout(900)  # stock takes two seconds and more for each of them


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
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
            grade_twice(folder, make_cohort(folder, LEARNERS), Random(20261123))
        finally:
            (folder / "done").touch()
    return Twice(folder)


def test_the_oracle_has_seen_every_kind_of_response(twice):
    """Agreement about nothing but zeros would prove nothing."""
    scores = {key[2]: set() for key in twice.ours if key[1:2] == ("grade",)}
    for key, row in twice.ours.items():
        if key[1:2] == ("grade",):
            scores[key[2]].add(row["auto_score"])

    assert len({key[0] for key in twice.ours if len(key) == 1}) >= 60
    assert scores["words-01"] == {0, 1}
    assert len(scores["words-02"]) >= 3
    assert len(scores["words-03"]) >= 3
    assert len(scores["words-04"]) == 3
    assert scores["words-r1"] == scores["words-r2"] == {0, None}


def test_every_cell_is_scored_as_stock_nbgrader_scores_it(twice):
    """Scores, flags and comments; a trainer may change from one to the other on any evening."""
    oracle.assert_cells_agree(twice)


def test_a_private_reflection_differs_by_its_completion_points_alone(twice):
    """Nothing else about it may be ours."""
    assert set(twice.private.values()) == {3.0, 1.0}
    oracle.assert_private_differs_by_its_points_alone(twice)


def test_totals_flags_and_times_are_those_of_stock_nbgrader(twice):
    """What formgrader lists of each submission."""
    oracle.assert_totals_agree(twice)


def test_autograded_notebooks_hold_what_stock_ones_hold(twice):
    """Formgrader shows these, and stock autograding may come after us."""
    oracle.assert_notebooks_agree(twice)


def test_files_beside_the_notebook_are_copied_as_stock_does(twice):
    """A later stock run compares the times in them."""
    for path in (twice.folder / "stock-0").glob(f"autograded/*/{QUIZ}/*"):
        if path.suffix != ".ipynb":
            assert ours_of(twice.folder, path).read_bytes() == path.read_bytes()


def test_grading_once_more_changes_nothing(twice, tmp_path):
    """A trainer grades every evening."""
    folder = tmp_path / "cohort"
    shutil.copytree(twice.cohort.folder, folder)
    before = dump(folder)

    result = grade(folder)

    assert (result.graded, result.unchanged) == (0, LEARNERS)
    assert dump(folder) == before


def test_grading_anew_without_notes_changes_nothing(twice, tmp_path):
    """What was graded is noted in a file, and files get lost."""
    folder = tmp_path / "cohort"
    shutil.copytree(twice.cohort.folder, folder)
    before = dump(folder)
    (folder / "graded.json").unlink()

    result = grade(folder)

    assert (result.graded, result.unchanged) == (LEARNERS, 0)
    assert dump(folder) == before


def test_our_grading_of_what_stock_graded_agrees(twice, tmp_path):
    """A cohort begun with stock nbgrader goes on with ours."""
    folder = tmp_path / "cohort"
    shutil.copytree(twice.folder / "stock-0", folder)

    grade(folder)

    rows = read_gradebook(folder, QUIZ)
    assert rows == {key: twice.ours[key] if key[0] != "student" else rows[key] for key in rows}
