"""nbgrader's database: the one module that reads and writes its rows.

The rows are written in bulk with nbgrader's own table definitions, never with SQL of ours, so that any database
that nbgrader takes by URL will do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.utils import parse_utc
from sqlalchemy import Connection, bindparam, create_engine, func, insert, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from course.errors import GradingError
from course.grading.marks import CellResult, Marks, settle
from course.grading.release import load_course_directory

_STUDENT = api.Student.__table__
_ASSIGNMENT = api.Assignment.__table__
_NOTEBOOK = api.Notebook.__table__
_CELL = api.BaseCell.__table__
_GRADE_CELL = api.GradeCell.__table__
_SOLUTION_CELL = api.SolutionCell.__table__
_SOURCE_CELL = api.SourceCell.__table__
_SUBMISSION = api.SubmittedAssignment.__table__
_SUBMITTED_NOTEBOOK = api.SubmittedNotebook.__table__
_GRADE = api.Grade.__table__
_COMMENT = api.Comment.__table__


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of the quiz as nbgrader keeps it, to put back what a learner must not change."""

    source: str
    checksum: str
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """What grading found in one learner's submission."""

    learner: str
    timestamp: datetime | None
    cells: Mapping[str, CellResult]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the gradebook holds of one learner's submission."""

    timestamp: datetime | None
    marks: Mapping[str, Marks]
    """item id -> marks"""

    @property
    def total(self) -> float:
        """The sum of all scores, extra credit in it."""
        return sum(marks.score for marks in self.marks.values())

    @property
    def needs_manual_grade(self) -> bool:
        """Whether a person still has something to read."""
        return any(marks.needs_manual_grade for marks in self.marks.values())


@contextmanager
def open_gradebook(folder: Path) -> Iterator["Gradebook"]:
    """The gradebook of a cohort; a database that cannot be used becomes one clear line."""
    url = load_course_directory(folder).db_url
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise GradingError(f"nbgrader_config.py names a gradebook that cannot be used from here: {error}") from error
    try:
        if not inspect(engine).has_table("grade"):
            raise GradingError(f"the gradebook at {engine.url!r} is empty; make the cohort with `course cohort new`")
        yield Gradebook(engine.connect)
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise GradingError(f"the gradebook at {engine.url!r} cannot be used: {cause}{_remedy(cause)}") from error
    finally:
        engine.dispose()


def _remedy(cause: str) -> str:
    """What a person can do about the two faults that are nobody's mistake."""
    if "locked" in cause:
        return "; close JupyterLab and run this again"
    return "; copy the cohort to a place where you may write" if "readonly" in cause else ""


class Gradebook:
    """Reads and writes many submissions at a time, one transaction a call."""

    def __init__(self, connect: Any) -> None:
        self._connect = connect
        self._quizzes: dict[str, _Quiz] = {}

    def source_cells(self, quiz: str) -> dict[str, SourceCell]:
        """Every cell nbgrader keeps of the quiz, by its id."""
        with self._connect() as connection:
            rows = connection.execute(
                select(_SOURCE_CELL).where(_SOURCE_CELL.c.notebook_id == self._quiz(connection, quiz).notebook)
            )
            return {row.name: SourceCell(row.source, row.checksum, row.locked) for row in rows}

    def graded_learners(self, quiz: str) -> set[str]:
        """The codes with a submission of the quiz in the gradebook."""
        with self._connect() as connection:
            of_quiz = _SUBMISSION.c.assignment_id == self._quiz(connection, quiz).assignment
            return set(connection.execute(select(_SUBMISSION.c.student_id).where(of_quiz)).scalars())

    def count_to_read(self, quiz: str) -> int:
        """How many cells of the quiz wait for a person."""
        with self._connect() as connection:
            of_quiz = _SUBMITTED_NOTEBOOK.c.notebook_id == self._quiz(connection, quiz).notebook
            waiting = select(func.count()).select_from(_GRADE.join(_SUBMITTED_NOTEBOOK))
            return int(connection.execute(waiting.where(of_quiz, _GRADE.c.needs_manual_grade)).scalar_one())

    def save(self, quiz: str, submissions: Sequence[Submission]) -> None:
        """Enter a batch: the rows stock autograding writes, and the completion points of private reflections."""
        with self._connect() as connection, connection.begin():
            quiz_ = self._quiz(connection, quiz)
            notebooks = _add_missing_rows(connection, quiz_, [s.learner for s in submissions])
            stamps = [
                {"the_assignment": quiz_.assignment, "learner": s.learner, "timestamp": s.timestamp}
                for s in submissions
                if s.timestamp is not None
            ]
            if stamps:
                of_learner = _SUBMISSION.c.student_id == bindparam("learner")
                of_quiz = _SUBMISSION.c.assignment_id == bindparam("the_assignment")
                connection.execute(update(_SUBMISSION).where(of_quiz, of_learner), stamps)
            _save_marks(connection, quiz_, {notebooks[s.learner]: s.cells for s in submissions})

    def scores(self, quiz: str) -> dict[str, Scores]:
        """Everything the gradebook holds of a quiz: learner code -> scores."""
        with self._connect() as connection:
            quiz_ = self._quiz(connection, quiz)
            rows = connection.execute(
                select(_SUBMISSION.c.student_id, _SUBMISSION.c.timestamp, _SUBMITTED_NOTEBOOK.c.id)
                .join(_SUBMITTED_NOTEBOOK, _SUBMITTED_NOTEBOOK.c.assignment_id == _SUBMISSION.c.id)
                .where(_SUBMITTED_NOTEBOOK.c.notebook_id == quiz_.notebook)
                .order_by(_SUBMISSION.c.student_id)
            ).all()
            marks = _read_marks(connection, quiz_, [row.id for row in rows])
        return {row.student_id: Scores(row.timestamp, marks.get(row.id, {})) for row in rows}

    def _quiz(self, connection: Connection, name: str) -> "_Quiz":
        if name not in self._quizzes:
            self._quizzes[name] = _find_quiz(connection, name)
        return self._quizzes[name]


def parse_timestamp(written: str) -> datetime | None:
    """A ``timestamp.txt`` as nbgrader reads it; None for an empty one. Raises ValueError for anything odd."""
    try:
        return parse_utc(written.strip()) if written.strip() else None
    except (ValueError, OverflowError, TypeError) as error:
        raise ValueError(f"timestamp.txt holds no time: {error}") from error


@dataclass(frozen=True, slots=True)
class _Quiz:
    """The ids under which nbgrader knows a quiz and its cells."""

    assignment: str
    notebook: str
    grade_cells: Mapping[str, str]
    """item id -> cell id"""
    solution_cells: Mapping[str, str]


def _find_quiz(connection: Connection, name: str) -> _Quiz:
    row = connection.execute(
        select(_ASSIGNMENT.c.id, _NOTEBOOK.c.id.label("notebook"))
        .join(_NOTEBOOK, _NOTEBOOK.c.assignment_id == _ASSIGNMENT.c.id)
        .where(_ASSIGNMENT.c.name == name, _NOTEBOOK.c.name == name)
    ).one_or_none()
    if row is None:
        raise GradingError(f"the gradebook knows no quiz '{name}'")

    def cells(kind: Any) -> dict[str, str]:
        found = select(_CELL.c.name, _CELL.c.id).join(kind, kind.c.id == _CELL.c.id)
        return {cell.name: cell.id for cell in connection.execute(found.where(_CELL.c.notebook_id == row.notebook))}

    return _Quiz(row.id, row.notebook, cells(_GRADE_CELL), cells(_SOLUTION_CELL))


def _add_missing_rows(connection: Connection, quiz: _Quiz, learners: list[str]) -> dict[str, str]:
    """Make sure each learner has a submission with all its rows; learner code -> id of the submitted notebook."""
    known = set(connection.execute(select(_STUDENT.c.id).where(_STUDENT.c.id.in_(learners))).scalars())
    _insert(connection, _STUDENT, [{"id": code} for code in learners if code not in known])

    has_quiz = (_SUBMISSION.c.assignment_id == quiz.assignment) & _SUBMISSION.c.student_id.in_(learners)
    found = select(_SUBMISSION.c.student_id, _SUBMISSION.c.id).where(has_quiz)
    submissions = {row.student_id: row.id for row in connection.execute(found)}
    new = {code: api.new_uuid() for code in learners if code not in submissions}
    rows = [{"id": row_id, "assignment_id": quiz.assignment, "student_id": code} for code, row_id in new.items()]
    _insert(connection, _SUBMISSION, rows)
    submissions |= new

    found = select(_SUBMITTED_NOTEBOOK.c.assignment_id, _SUBMITTED_NOTEBOOK.c.id).where(
        _SUBMITTED_NOTEBOOK.c.notebook_id == quiz.notebook,
        _SUBMITTED_NOTEBOOK.c.assignment_id.in_(submissions.values()),
    )
    notebooks = {row.assignment_id: row.id for row in connection.execute(found)}
    missing = {row_id: api.new_uuid() for row_id in submissions.values() if row_id not in notebooks}
    rows = [
        {"id": row_id, "notebook_id": quiz.notebook, "assignment_id": submission, "flagged": False}
        for submission, row_id in missing.items()
    ]
    _insert(connection, _SUBMITTED_NOTEBOOK, rows)
    notebooks |= missing

    blank = {"needs_manual_grade": True}
    _add_missing_cells(connection, _GRADE, list(notebooks.values()), quiz.grade_cells.values(), blank)
    _add_missing_cells(connection, _COMMENT, list(notebooks.values()), quiz.solution_cells.values(), {})
    return {code: notebooks[submission] for code, submission in submissions.items()}


def _add_missing_cells(
    connection: Connection, table: Any, notebooks: list[str], cells: Iterable[str], blank: dict[str, Any]
) -> None:
    found = select(table.c.notebook_id, table.c.cell_id).where(table.c.notebook_id.in_(notebooks))
    known = {(row.notebook_id, row.cell_id) for row in connection.execute(found)}
    wanted = [(notebook, cell) for notebook in notebooks for cell in cells if (notebook, cell) not in known]
    rows = [{"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell} | blank for notebook, cell in wanted]
    _insert(connection, table, rows)


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _read_marks(connection: Connection, quiz: _Quiz, notebooks: list[str]) -> dict[str, dict[str, Marks]]:
    """Submitted notebook -> item id -> marks."""
    of_quiz = _SUBMITTED_NOTEBOOK.c.notebook_id == quiz.notebook
    wanted = set(notebooks)
    # A batch is asked for by its ids; a whole quiz in one go, since databases limit the length of a list of ids.
    narrow = len(notebooks) <= 1000

    def rows(table: Any) -> list[Any]:
        query = select(table).join(_SUBMITTED_NOTEBOOK, _SUBMITTED_NOTEBOOK.c.id == table.c.notebook_id).where(of_quiz)
        query = query.where(table.c.notebook_id.in_(notebooks)) if narrow else query
        return [row for row in connection.execute(query) if row.notebook_id in wanted]

    comments = {(row.notebook_id, row.cell_id): row for row in rows(_COMMENT)}
    names = {cell: name for name, cell in quiz.grade_cells.items()}
    marks: dict[str, dict[str, Marks]] = {}
    for row in rows(_GRADE):
        name = names[row.cell_id]
        comment = comments.get((row.notebook_id, quiz.solution_cells.get(name)))
        marks.setdefault(row.notebook_id, {})[name] = Marks(
            auto_score=row.auto_score,
            manual_score=row.manual_score,
            extra_credit=row.extra_credit,
            needs_manual_grade=row.needs_manual_grade,
            auto_comment=comment.auto_comment if comment else None,
            manual_comment=comment.manual_comment if comment else None,
        )
    return marks


def _save_marks(connection: Connection, quiz: _Quiz, results: dict[str, Mapping[str, CellResult]]) -> None:
    old = _read_marks(connection, quiz, list(results))
    grades, comments = [], []
    for notebook, cells in results.items():
        for name, result in cells.items():
            marks = settle(old[notebook][name], result)
            place = {"the_notebook": notebook, "the_cell": quiz.grade_cells[name]}
            grades.append(
                place
                | {
                    "auto_score": marks.auto_score,
                    "manual_score": marks.manual_score,
                    "needs_manual_grade": marks.needs_manual_grade,
                }
            )
            if name in quiz.solution_cells:
                comments.append(
                    {
                        "the_notebook": notebook,
                        "the_cell": quiz.solution_cells[name],
                        "auto_comment": marks.auto_comment,
                        "manual_comment": marks.manual_comment,
                    }
                )
    for table, rows in ((_GRADE, grades), (_COMMENT, comments)):
        if rows:
            here = (table.c.notebook_id == bindparam("the_notebook")) & (table.c.cell_id == bindparam("the_cell"))
            connection.execute(update(table).where(here), rows)
