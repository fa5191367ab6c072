"""A cohort's scores as one table: a row for each learner and quiz, a column for each item, no names."""

import csv
import io
from pathlib import Path

from course.content import ItemBank
from course.errors import GradingError
from course.grading.cohort import open_cohort, write_text
from course.grading.gradebook import Scores, open_gradebook
from course.grading.table import safe_cell

_BEFORE = ("learner_code", "quiz", "submitted_at", "total", "max_total", "needs_manual_grade")


def export_csv(folder: Path, out: Path | None = None) -> Path:
    """Write the table (``grades.csv`` in the cohort's folder unless told otherwise) and return where it is.

    A learner who handed nothing in has empty cells. A reflection that nobody has read yet has an empty cell too.
    The file is UTF-8 with a mark at its start, by which Excel knows it.
    """
    cohort = open_cohort(folder)
    path = out or cohort.folder / "grades.csv"
    if path.is_dir():
        raise GradingError(f"{path} is a folder; name a file in it, such as {path / 'grades.csv'}")
    text = io.StringIO()
    columns = [*_BEFORE]
    for bank in cohort.banks.values():
        columns += [name for item_id in _item_ids(bank) for name in (item_id, f"{item_id}_max")]
    table = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    table.writeheader()
    with open_gradebook(cohort.folder) as gradebook:
        for quiz, bank in cohort.banks.items():
            scores = gradebook.scores(quiz)
            for learner in dict.fromkeys((*cohort.codes, *scores)):
                table.writerow({k: _cell(v) for k, v in _row(learner, bank, scores.get(learner)).items()})
    write_text(path, "\ufeff" + text.getvalue())
    return path


def _item_ids(bank: ItemBank) -> list[str]:
    """The items that carry points; an opinion has no score."""
    return [item.id for item in bank.quiz_items() if item.kind != "likert"]


def _row(learner: str, bank: ItemBank, scores: Scores | None) -> dict[str, object]:
    row: dict[str, object] = {"learner_code": learner, "quiz": bank.quiz}
    points = {item.id: item.points for item in bank.quiz_items() if item.kind != "likert"}
    row |= {f"{item_id}_max": value for item_id, value in points.items()}
    row["max_total"] = sum(points.values())
    if scores is None:
        return row
    # A cell that a trainer added in nbgrader counts in the total; the table has columns for the quiz's own items.
    for item_id, marks in ((name, marks) for name, marks in scores.marks.items() if name in points):
        is_waiting = marks.manual_score is None and marks.auto_score is None
        row[item_id] = "" if is_waiting else marks.score
    row["submitted_at"] = scores.timestamp.isoformat() + "Z" if scores.timestamp else ""
    row["total"] = scores.total
    row["needs_manual_grade"] = "yes" if scores.needs_manual_grade else "no"
    return row


def _cell(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value
