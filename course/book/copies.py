"""The book's pages as notebooks of the learner's own, in plain Markdown that any Jupyter shows.

JupyterLab does not know the course's roles, so a copy says in words what the page says in marks: a fact's id in
brackets with the fact at the end of the page, a citation by author and year, a box as a quotation.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from course.book.markdown import PlainPage, Sources
from course.content import page_paths

_MANIFEST = ".copies.json"
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)
_RUN = "*To open the exercises of this page, choose **Run**, then **Run All Cells**.*"


def write_copies(root: Path, folder: Path) -> list[str]:
    """Write or renew the working copy; return the names of files left alone because the learner changed them."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / _MANIFEST
    written: dict[str, str] = _read_manifest(manifest)
    kept: list[str] = []
    for name, make in _wanted(root):
        path = folder / name
        if path.is_file() and written.get(name) != _digest(path.read_bytes()):
            kept.append(name)
            continue
        content = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written[name] = _digest(content)
    manifest.write_text(json.dumps(written, indent=1, sort_keys=True), encoding="utf-8")
    return kept


def _wanted(root: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    sources = Sources.load(root)
    for path in page_paths(root):
        yield path.relative_to(root).with_suffix(".ipynb").as_posix(), partial(to_notebook, path, root, sources)
    for path in sorted((root / "modules").rglob("*")):
        if path.suffix in (".svg", ".png", ".jpg"):
            yield path.relative_to(root).as_posix(), path.read_bytes
    for path in sorted((root / "quizzes" / "source").glob("*/*.ipynb")):
        yield f"quizzes/{path.parent.name}/{path.name}", partial(to_release, path)


def to_notebook(path: Path, root: Path, sources: Sources) -> bytes:
    """One page as a notebook."""
    import jupytext

    page = json.loads(jupytext.writes(jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst"), fmt="ipynb"))
    plain = PlainPage(path.parent.relative_to(root).as_posix(), sources)
    cells = [_plain_cell(cell, plain) for cell in page["cells"]]
    if any(cell["cell_type"] == "code" for cell in cells):
        cells.insert(0, _markdown_cell(_RUN))
    if notes := plain.list_used_facts():
        cells.append(_markdown_cell(notes))
    # Ids by place, so that the same page always gives the same bytes.
    numbered = [cell | {"id": f"cell-{n}"} for n, cell in enumerate(cells, start=1)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": numbered, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return _to_bytes(notebook)


def to_release(path: Path) -> bytes:
    """A quiz notebook as a learner may have it: the scoring lines, which hold the keys, taken out."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = _HIDDEN.sub("", "".join(cell["source"]))
    return _to_bytes(notebook)


def _plain_cell(cell: dict[str, Any], plain: PlainPage) -> dict[str, Any]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return cell | {"source": plain.to_plain(source)}
    return cell | {"source": source, "metadata": {}}


def _markdown_cell(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _to_bytes(notebook: dict[str, Any]) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _read_manifest(path: Path) -> dict[str, str]:
    """What we wrote the last time; a manifest that cannot be read means: leave every file alone."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
