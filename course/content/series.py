"""The data behind the plots: small CSV files, each with its metadata in a YAML file of the same name."""

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

from course.content.files import load_schema, read_document, read_text
from course.content.records import Column, Problem, Series
from course.errors import ContentError

_STATUS = ("final", "provisional")


def read_series(path: Path) -> Series:
    """One series, by the path of its metadata (``sordo-rates.yml``).

    Raises ContentError with every fault in both files.
    """
    document = read_document(path, load_schema("series"))
    raw = document.data
    columns = tuple(Column(**column) for column in raw["columns"])
    data_path = path.with_suffix(".csv")
    rows = list(csv.reader(io.StringIO(read_text(data_path))))
    problems = [Problem(str(data_path), line, message) for line, message in _faults(rows, columns)]
    if kinds := _missing_kinds(columns, raw["status"]):
        problems.append(document.problem(("columns",), f"no column of kind {' or '.join(kinds)}"))
    if problems:
        raise ContentError(*sorted(problems))
    return Series(
        id=path.stem,
        title=raw["title"],
        source=tuple(raw["source"]),
        status=raw["status"],
        reading=raw["reading"].strip(),
        columns=columns,
        rows=tuple(tuple(cell.strip() for cell in row) for row in rows[1:]),
        path=data_path,
    )


def _missing_kinds(columns: tuple[Column, ...], status: str) -> list[str]:
    wanted = ["fact"] + (["status"] if status == "mixed" else [])
    return [kind for kind in wanted if kind not in {column.kind for column in columns}]


def _faults(rows: list[list[str]], columns: tuple[Column, ...]) -> Iterator[tuple[int, str]]:
    names = [column.name for column in columns]
    if not rows or rows[0] != names:
        yield 1, f"the head must be {','.join(names)}, as in the metadata"
        return
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            yield line, f"has {len(row)} cells, and the head has {len(names)}; quote a cell that holds a comma"
            continue
        for column, cell in zip(columns, row, strict=True):
            if fault := _cell_fault(column, cell.strip()):
                yield line, f"{column.name}: {fault}"


def _cell_fault(column: Column, cell: str) -> str:
    if column.kind == "fact":
        return "" if cell else "is empty; every row names the fact that holds its numbers"
    if column.kind == "status":
        return "" if cell in _STATUS else f"'{cell}' is not one of {', '.join(_STATUS)}"
    if column.kind in ("number", "year") and cell:
        try:
            number = float(cell)
        except ValueError:
            return f"'{cell}' is not a number; leave a cell empty where nothing was read"
        return "" if math.isfinite(number) else f"'{cell}' is not a number"
    return ""
