"""Who's in the Room?: the machinery of an open course.

The stages, in order:

1. An author writes pages, exercises' data and items in ``modules/`` and ``quizzes/`` (``content`` reads them).
2. A page opens an exercise by name; the same view draws it in JupyterLab and on a plain page (``exercises``).
3. Jupyter Book builds the pages into a site that needs no server of its own (``book``).
4. A quiz becomes a notebook; a cohort's responses become rows of nbgrader's gradebook (``quiz``, ``grading``).
5. The command ``course`` is the one place that prints (``cli``).

``exercise(id)`` is all an author needs; it is imported late, so that the command answers at once.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.exercises import exercise

__all__ = ["__version__", "exercise"]
__version__ = "2026.1"


def __getattr__(name: str) -> Any:
    """Import ``exercise`` when it is first asked for."""
    if name == "exercise":
        from course.exercises import exercise

        return exercise
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
