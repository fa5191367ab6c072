"""Grading a cohort, from code slips to feedback.

1. ``cohort`` makes the folder: codes, slips, nbgrader's configuration, and the quizzes it is graded against.
2. ``collect`` takes responses from phones and notebooks into ``submitted/``.
3. ``autograde`` scores them into nbgrader's gradebook and writes the notebooks that formgrader shows.
4. ``feedback`` writes one page a learner; ``export`` a table.

What needs nbgrader is imported when it is asked for, since nbgrader alone takes seconds to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from course.grading.cohort import Cohort, new_cohort, open_cohort
from course.grading.collect import CollectResult, collect

if TYPE_CHECKING:
    from course.grading.autograde import GradeResult, grade
    from course.grading.export import export_csv
    from course.grading.feedback import write_feedback

__all__ = [
    "Cohort",
    "CollectResult",
    "GradeResult",
    "collect",
    "export_csv",
    "grade",
    "new_cohort",
    "open_cohort",
    "write_feedback",
]

_WITH_NBGRADER = {
    "GradeResult": "autograde",
    "export_csv": "export",
    "grade": "autograde",
    "write_feedback": "feedback",
}


def __getattr__(name: str) -> Any:
    """Import what needs nbgrader when it is first asked for."""
    if name in _WITH_NBGRADER:
        return getattr(import_module(f"course.grading.{_WITH_NBGRADER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
