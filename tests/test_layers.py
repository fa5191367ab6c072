"""The drawing of the rooms, held against the code: a module imports only from rows below its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

COURSE = Path(__file__).resolve().parents[1] / "course"
ROWS = [
    {"errors", "numerals"},
    {"content"},
    {"figures", "forest", "lens", "ngt", "psychometrics", "responses", "scoring"},
    {"exercises", "quiz"},
    {"check", "grading", "book", "new"},
    {"cli"},
]
DOORS = {
    "yaml": {"content"},
    "jsonschema": {"content"},
    "pybtex": {"content"},
    "markdown_it": {"content"},
    "mdit_py_plugins": {"content"},
    "readability": {"check"},
    "anywidget": {"exercises"},
    "traitlets": {"exercises", "grading"},
    "cryptography": {"exercises"},
    "nbformat": {"quiz"},
    "nbgrader": {"grading"},
    "sqlalchemy": {"grading"},
    "alembic": {"grading"},
    "sphinx": {"book"},
    "docutils": {"book"},
    "brotli": {"book"},
    "jupytext": {"book"},
    "typer": {"cli"},
}
"""Which room may import a heavy dependency."""

MODULES = sorted(path for path in COURSE.rglob("*.py") if "_bundle" not in path.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(COURSE).as_posix())
def test_a_module_imports_only_from_rows_below_its_own(path):
    """Downward arrows are what lets a reader take one room at a time."""
    row = _row(_room(path))
    above = {room for room in _rooms_imported(path) if room != _room(path) and _row(room) >= row}

    assert not above, f"{_room(path)} may not import {above}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(COURSE).as_posix())
def test_a_heavy_dependency_has_one_door(path):
    """Where a dependency is met in one room only, it can be replaced in one room only."""
    wrong = {name for name in _imported(path) if _room(path) not in DOORS.get(name.split(".")[0], {_room(path)})}

    assert not wrong


def test_every_room_has_a_row():
    """A new room must say where it stands."""
    rooms = {_room(path) for path in MODULES} - {"__init__"}

    assert rooms == set().union(*ROWS)


def test_no_module_imports_from_its_own_package_door():
    """A child that imports from its package's __init__ begins an import cycle."""
    wrong = [
        path.name
        for path in MODULES
        if path.name != "__init__.py"
        and path.parent != COURSE
        and any(name == ".".join(["course", *path.parent.relative_to(COURSE).parts]) for name in _from_imports(path))
    ]

    assert not wrong


def test_only_the_command_prints_or_exits():
    """A library that prints cannot be called from a widget or a test."""
    wrong = [
        path.name
        for path in MODULES
        if _room(path) != "cli"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "exit", "sys.exit", "quit"}
    ]

    assert not wrong


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _room(path: Path) -> str:
    return path.relative_to(COURSE).with_suffix("").parts[0]


def _row(room: str) -> int:
    # The package's own __init__ hands out `exercise`, and only when it is asked for.
    return next((n for n, row in enumerate(ROWS) if room in row), len(ROWS))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _from_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            # `from course.content import library` names a sibling, not something the door holds.
            siblings = {p.stem for p in path.parent.iterdir()}
            if any(alias.name not in siblings for alias in node.names):
                yield node.module


def _rooms_imported(path: Path) -> set[str]:
    rooms = {name.split(".")[1] for name in _imported(path) if name.startswith("course.")}
    return {room for room in rooms if (COURSE / room).is_dir() or (COURSE / f"{room}.py").is_file()}
