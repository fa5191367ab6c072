"""A quiz as nbgrader's notebook, built from its item bank; the same bank always gives the same bytes.

The cells, in order: an opening word; the quiz itself, live; one locked grade cell for each scored item, whose key
stands in hidden tests that nbgrader takes out of the release; and for each reflection its rubric and a Markdown
cell to write in, which a person grades. An opinion (``likert``) has no cell. Nothing here runs a notebook.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from course.content import Item, ItemBank, find_root, load_banks

PRIVATE_LINE = "*Kept private by the learner: done, and not shared.*"
"""What stands in the cell of a reflection whose words the learner kept"""
PLACEHOLDER = "Write here, in place of this line."
"""What stands in it before; nbgrader gives an unchanged cell 0 and the comment "No response." """

_Cell = dict[str, Any]
_KINDS_THAT_NAME_OPTIONS = ("multiple", "match")
# For the other kinds a response with an unknown id earns nothing anyway.


def build_notebook(bank: ItemBank) -> nbformat.NotebookNode:
    """The source notebook of a quiz, with the keys; nbgrader makes the learner's release from it."""
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    plain = {"cells": list(_cells(bank)), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    notebook: nbformat.NotebookNode = nbformat.from_dict(plain)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    return notebook


def write_notebook(bank: ItemBank, path: Path) -> None:
    """Write the source notebook; a file that holds it already is left alone."""
    text = str(nbformat.writes(build_notebook(bank)))  # type: ignore[no-untyped-call]
    # As bytes: on Windows a text file would get other line ends, and so another checksum.
    content = f"{text.rstrip()}\n".encode()
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def build_all(root: Path | None = None) -> list[Path]:
    """Write the notebook of every quiz that has items to hand in; returns where they lie."""
    root = root or find_root()
    banks = [bank for bank in load_banks(root).values() if bank.quiz_items()]
    paths = [root / "quizzes" / "source" / bank.quiz / f"{bank.quiz}.ipynb" for bank in banks]
    for bank, path in zip(banks, paths, strict=True):
        write_notebook(bank, path)
    return paths


def _cells(bank: ItemBank) -> Iterator[_Cell]:
    items = bank.quiz_items()
    yield _markdown_cell("intro", _intro(bank), {})
    yield _opening_cell(bank)
    yield from (_grade_cell(item) for item in items if item.is_scored)
    for number, item in enumerate((item for item in items if item.kind == "text"), start=1):
        yield _rubric_cell(item, number)
        yield _writing_cell(item)


def _intro(bank: ItemBank) -> str:
    return "\n".join(
        [
            f"# Quiz: {bank.title}",
            "",
            "Run the cell below (Shift+Enter) to open the quiz.",
            "Each tap is saved in `responses.json` beside this notebook.",
            "Run the cell again at any time: your answers come back.",
            "",
            "Your reflections go into the cells at the end, in your own words.",
            "Then hand in this notebook together with `responses.json`.",
        ]
    )


def _opening_cell(bank: ItemBank) -> _Cell:
    source = f'from course import exercise\nexercise("quiz-{bank.quiz}")'
    return _code_cell("quiz-open", source, _nbgrader("quiz-open", locked=True))


def _grade_cell(item: Item) -> _Cell:
    """The locked cell that scores one item from the file beside the notebook.

    nbgrader takes the last value as the score only if it is a number from 0 to the points; for text, False or no
    value it gives full marks, for a line on stderr none. ``score`` always ends in such a number, and is silent.
    """
    call = f'score("{item.kind}", {item.points}, {_literal(item.key)}, saved_response("{item.id}")'
    if item.kind in _KINDS_THAT_NAME_OPTIONS:
        call += f", {_literal([option.id for option in item.options])}"
    lines = [
        "# Scored after you hand in; leave this cell as it is.",
        "### BEGIN HIDDEN TESTS",
        "from course.responses import saved_response",
        "from course.scoring import score",
        f"{call})",
        "### END HIDDEN TESTS",
    ]
    return _code_cell(item.id, "\n".join(lines), _nbgrader(item.id, locked=True, grade=True, points=item.points))


def _rubric_cell(item: Item, number: int) -> _Cell:
    name = f"{item.id}-rubric"
    lines = [f"## Reflection {number}", "", item.stem, "", "How it is read:", ""]
    lines += [f"- {_points(level.points)}: {level.text}" for level in _from_top(item)]
    kept = f"Keep it private (in the quiz above) and it earns {_points(item.completion_points)} for being done."
    source = "\n".join([*lines, "", kept])
    return _markdown_cell(name, source, _nbgrader(name, locked=True))


def _writing_cell(item: Item) -> _Cell:
    return _markdown_cell(item.id, PLACEHOLDER, _nbgrader(item.id, grade=True, solution=True, points=item.points))


def _markdown_cell(cell_id: str, source: str, metadata: dict[str, Any]) -> _Cell:
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def _code_cell(cell_id: str, source: str, metadata: dict[str, Any]) -> _Cell:
    unrun: _Cell = {"cell_type": "code", "execution_count": None, "outputs": []}
    return unrun | {"id": cell_id, "metadata": metadata, "source": source}


def _nbgrader(
    grade_id: str, *, locked: bool = False, grade: bool = False, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    worth = {} if points is None else {"points": points}
    known = {"grade_id": grade_id, "schema_version": 3, "task": False}
    return {"nbgrader": known | worth | {"locked": locked, "grade": grade, "solution": solution}}


def _from_top(item: Item) -> list[Any]:
    return sorted(item.rubric, key=lambda level: -level.points)


def _points(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def _literal(key: Any) -> str:
    """A key as Python reads it; a map in the order of its prompts, so that the bytes stay the same."""
    plain = dict(sorted(key.items())) if isinstance(key, Mapping) else key
    return json.dumps(plain, ensure_ascii=False)
