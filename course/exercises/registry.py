"""From an exercise's id to the object that draws it."""

import difflib
import importlib
from functools import cache
from pathlib import Path

from course.content import exercise_paths, find_root, load_exercise
from course.errors import ContentError
from course.exercises.base import HERE, Exercise, join_css, join_view


def exercise(exercise_id: str) -> Exercise:
    """The exercise of that id, ready to be shown as the last line of a cell.

    Raises ContentError, in one line, for an unknown id or type and for a file that is wrong.
    """
    root = find_root()
    known = _find_ids(root)
    if exercise_id not in known:
        raise ContentError(f"no exercise is named {exercise_id!r}; {_name_near(exercise_id, known)}")
    record = load_exercise(exercise_id, root)
    return find_type(record.type)(record, root)


def type_names() -> list[str]:
    """The types there are: the folders here that hold a view."""
    return sorted(path.parent.name for path in HERE.glob("*/view.js"))


@cache
def find_type(name: str) -> type[Exercise]:
    """The class of a type, found by its folder's name.

    Raises ContentError when there is no such folder.
    """
    if name not in type_names():
        raise ContentError(f"no exercise type is named {name!r}; {_name_near(name, type_names())}")
    module = importlib.import_module(f"course.exercises.{name}")
    classes = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Exercise)]
    return next(c for c in classes if c.name == name)


def view_source(name: str) -> str:
    """The ``view.js`` of a type as the static page loads it: one module that imports nothing."""
    return join_view(name, find_type(name)._esm_parts)


def view_css(name: str) -> str:
    """The ``view.css`` of a type as the static page loads it; the common styles are linked by the page."""
    return join_css(name, find_type(name)._esm_parts)


def _find_ids(root: Path) -> list[str]:
    """Ids from file names alone, so that one wrong file elsewhere does not stop this exercise."""
    return sorted(path.stem for path in exercise_paths(root))


def _name_near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(known) or 'none'}"
