"""Everything a gradebook holds, as nbgrader's own classes read it, without the ids that are random."""

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

Rows = dict[tuple[str, ...], dict[str, Any]]


def read_gradebook(folder: Path, quiz: str) -> Rows:
    """Every row about a quiz: by learner, and by learner and cell."""
    rows: Rows = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        assignment = gradebook.find_assignment(quiz)
        for submission in assignment.submissions:
            learner = submission.student.id
            rows[learner,] = {k: v for k, v in submission.to_dict().items() if k != "id"}
            (notebook,) = submission.notebooks
            plain = {k: v for k, v in notebook.to_dict().items() if k != "id"}
            rows[learner, "notebook"] = plain | {"late_submission_penalty": notebook.late_submission_penalty}
            for grade in notebook.grades:
                rows[learner, "grade", grade.name] = {k: v for k, v in grade.to_dict().items() if k != "id"}
            for comment in notebook.comments:
                rows[learner, "comment", comment.name] = {k: v for k, v in comment.to_dict().items() if k != "id"}
        for student in gradebook.students:
            rows["student", student.id] = student.to_dict()
    return rows


def dump(folder: Path) -> list[str]:
    """The whole database, random ids and all, as SQL."""
    import sqlite3

    with sqlite3.connect(folder / "gradebook.db") as connection:
        return list(connection.iterdump())


def set_manual(folder: Path, quiz: str, learner: str, item: str, score: float | None, comment: str | None) -> None:
    """What formgrader does when a person gives points and a comment."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(item, quiz, quiz, learner)
        grade.manual_score = score
        grade.needs_manual_grade = score is None and grade.auto_score is None
        gradebook.find_comment(item, quiz, quiz, learner).manual_comment = comment
        gradebook.db.commit()
