"""From an exercise's id to the object that draws it."""

import importlib
from functools import cache

from course.content import exercise_types, find_root, load_exercise
from course.errors import ContentError
from course.exercises.base import Exercise, join_css, join_view


def exercise(exercise_id: str) -> Exercise:
    """The exercise of that id, ready to be shown as the last line of a cell.

    Raises ContentError, in one line, for an unknown id or type and for a file that is wrong.
    """
    root = find_root()
    record = load_exercise(exercise_id, root)
    return find_type(record.type)(record, root)


@cache
def find_type(name: str) -> type[Exercise]:
    """The class of a type, found by its folder's name.

    Raises ContentError when there is no such folder.
    """
    if name not in exercise_types():
        raise ContentError(f"there is no exercise type '{name}' (known: {', '.join(exercise_types())})")
    module = importlib.import_module(f"course.exercises.{name}")
    classes = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Exercise)]
    return next(c for c in classes if c.name == name)


def view_source(name: str) -> str:
    """The ``view.js`` of a type as the static page loads it: one module that imports nothing."""
    return join_view(name, find_type(name)._esm_parts)


def view_css(name: str) -> str:
    """The ``view.css`` of a type as the static page loads it; the common styles are linked by the page."""
    return join_css(name, find_type(name)._esm_parts)
