"""The table of scores."""

import csv
import shutil
from random import Random

import pytest
from banks import QUIZ
from cohorts import make_cohort, write_many
from gradebooks import read_gradebook, set_manual

from course.errors import GradingError
from course.grading import Cohort, collect, export_csv, grade
from course.grading.export import _row
from course.grading.gradebook import Scores
from course.grading.marks import Marks
from course.grading.table import safe_cell


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Six learners, of whom five have handed something in."""
    folder = tmp_path_factory.mktemp("made")
    cohort = make_cohort(folder, 6)
    collect(cohort.folder, write_many(folder / "in", cohort, Random(3))[:5])
    grade(cohort.folder)
    return cohort


@pytest.fixture
def cohort(made, tmp_path):
    shutil.copytree(made.folder, tmp_path / "cohort")
    return Cohort(tmp_path / "cohort")


def test_each_learner_has_a_row_a_quiz(cohort):
    """A trainer looks for those who are missing, too."""
    rows = _read(export_csv(cohort.folder))

    assert [row["learner_code"] for row in rows] == list(cohort.codes)
    assert {row["quiz"] for row in rows} == {QUIZ}
    assert list(rows[0]) == [
        *("learner_code", "quiz", "submitted_at", "total", "max_total", "needs_manual_grade"),
        *(f"words-{n}{end}" for n in ("01", "02", "03", "04", "r1", "r2") for end in ("", "_max")),
    ]


def test_scores_are_those_of_the_gradebook(cohort):
    """Formgrader and the table must not tell two stories."""
    set_manual(cohort.folder, QUIZ, cohort.codes[0], "words-r1", 2.5, "Good.")
    gradebook = read_gradebook(cohort.folder, QUIZ)
    rows = _read(export_csv(cohort.folder))

    for row in rows[:5]:
        kept = gradebook[row["learner_code"],]
        assert (float(row["total"]), float(row["max_total"])) == (kept["score"], kept["max_score"])
        assert row["needs_manual_grade"] == ("yes" if kept["needs_manual_grade"] else "no")
        assert row["submitted_at"] == kept["timestamp"] + "Z"
    assert (rows[0]["words-r1"], rows[0]["words-r1_max"]) == ("2.5", "4.0")
    assert rows[0]["words-r2"] == ""  # nobody has read it yet


def test_who_handed_nothing_in_has_no_zeros(cohort):
    """Nothing handed in is not the same as nothing earned."""
    row = _read(export_csv(cohort.folder))[5]

    assert row["learner_code"] == cohort.codes[5]
    assert (row["total"], row["submitted_at"], row["words-01"], row["needs_manual_grade"]) == ("", "", "", "")


def test_the_table_goes_where_it_is_told(cohort, tmp_path):
    """Excel knows UTF-8 by the mark at the start."""
    path = export_csv(cohort.folder, tmp_path / "out" / "scores.csv")

    assert path == tmp_path / "out" / "scores.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in path.read_bytes()
    assert export_csv(cohort.folder) == cohort.folder / "grades.csv"


def test_a_table_that_cannot_be_written_says_what_to_do_and_leaves_nothing(cohort, tmp_path, monkeypatch):
    """Excel keeps a table locked while it shows it; the line must say so, and the old table must stay."""
    path = export_csv(cohort.folder)
    before = path.read_bytes()

    def refuse(self, target):
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    set_manual(cohort.folder, QUIZ, cohort.codes[0], "words-r1", 2.5, "Good.")
    with pytest.raises(GradingError, match=r"grades\.csv cannot be written: close the program that has it open"):
        export_csv(cohort.folder)

    assert path.read_bytes() == before
    assert not list(cohort.folder.glob(".*.part"))


@pytest.mark.parametrize(("out", "fault"), [("cohort", "is a folder; name a file in it"), ("file/x.csv", "is a file")])
def test_a_table_needs_a_place_of_its_own(cohort, tmp_path, out, fault):
    """`--out` with a folder is what a person types first."""
    (tmp_path / "file").write_text("mine")

    with pytest.raises(GradingError, match=fault):
        export_csv(cohort.folder, tmp_path / out)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_is_taken_for_a_formula(text):
    """A spreadsheet runs what begins like one."""
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("amber-heron-41") == "amber-heron-41"


def _read(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_cell_that_a_trainer_added_stops_no_export(made):
    """Stock nbgrader lets anybody add a graded cell; the table has no column for it, and says so in the total."""
    scores = Scores(timestamp=None, marks={"words-01": Marks(auto_score=1.0), "added-by-hand": Marks(manual_score=2.0)})

    row = _row("amber-heron-41", made.bank(QUIZ), scores)

    assert "added-by-hand" not in row
    assert (row["words-01"], row["total"]) == (1.0, 3.0)
