"""A cohort's folder: an nbgrader course folder, its learner codes, and the quizzes it is graded against."""

import csv
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course.content import ItemBank, load_bank, load_banks, read_bank
from course.errors import GradingError
from course.grading.codes import new_codes
from course.grading.slips import build_slips

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do."""

MOST_LEARNERS = 10_000

_CONFIG = '''"""nbgrader's settings for this cohort. They name no place: the folder may be moved or copied."""

import os

c = get_config()  # noqa: F821 (nbgrader defines it)

HERE = os.path.dirname(os.path.realpath(__file__))
c.CourseDirectory.root = HERE

# The gradebook. For PostgreSQL: postgresql://user@host/database
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(HERE, "gradebook.db")

# What a learner finds in the cell of a reflection.
c.ClearSolutions.text_stub = {placeholder!r}

# No course_id: without one nbgrader leaves its exchange folder alone. Responses come in by `course collect`.
'''


@dataclass(frozen=True)
class Cohort:
    """The learners of one run, and where their work lies."""

    folder: Path

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The learner codes, in the order of the slips."""
        with (self.folder / "learners.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        if rows and "learner_code" not in rows[0]:
            raise GradingError(f"{self.folder / 'learners.csv'} has no column 'learner_code'")
        return tuple(code for row in rows if (code := (row["learner_code"] or "").strip()))

    @cached_property
    def banks(self) -> dict[str, ItemBank]:
        """The items each quiz is graded against, as they were when the cohort was made."""
        return {path.stem: read_bank(path) for path in sorted((self.folder / "items").glob("*.yml"))}

    def bank(self, quiz: str) -> ItemBank:
        """The items of one quiz. Raises GradingError if the cohort does not have it."""
        if quiz not in self.banks:
            raise GradingError(f"this cohort has no quiz '{quiz}' (it has: {', '.join(self.banks) or 'none'})")
        return self.banks[quiz]

    def quizzes(self, quiz: str | None = None) -> list[str]:
        """The quiz asked for, else all of them."""
        return [self.bank(quiz).quiz] if quiz else list(self.banks)

    def work(self, step: str, learner: str, quiz: str) -> Path:
        """Where a learner's quiz lies in one of nbgrader's steps."""
        return self.folder / step / learner / quiz

    def notebook(self, step: str, quiz: str) -> Path:
        """Our own notebook of a quiz: ``source``, with its keys, or ``release``, without."""
        return self.folder / step / quiz / f"{quiz}.ipynb"


def open_cohort(folder: Path) -> Cohort:
    """The cohort in a folder made by ``new_cohort``."""
    for name in ("nbgrader_config.py", "learners.csv", "items"):
        if not (folder / name).exists():
            raise GradingError(f"{folder} is not a cohort's folder (no {name}); make one with `course cohort new`")
    return Cohort(folder.resolve())


def new_cohort(
    folder: Path,
    learners: int,
    quizzes: list[str] | None = None,
    root: Path | None = None,
    progress: Progress | None = None,
) -> Cohort:
    """Make a cohort's folder for so many learners and these quizzes (all there are, unless named).

    It appears at once and whole, or not at all. Raises GradingError if something stands there already.
    """
    if not 1 <= learners <= MOST_LEARNERS:
        raise GradingError(f"a cohort has 1 to {MOST_LEARNERS:,} learners, not {learners:,}")
    _refuse_existing(folder)
    banks = [load_bank(quiz, root) for quiz in dict.fromkeys(quizzes)] if quizzes else list(load_banks(root).values())
    banks = [bank for bank in banks if bank.quiz_items()]
    if not banks:
        raise GradingError("there is no quiz to hand out: no item of it has `use: quiz`")
    codes = new_codes(learners)
    try:
        _make_whole(folder.absolute(), codes, banks, progress)
    except OSError as error:
        raise GradingError(f"{folder} cannot be made: {_remedy(error)}") from error
    return Cohort(folder.resolve())


def _make_whole(folder: Path, codes: list[str], banks: list[ItemBank], progress: Progress | None) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-cohort-", dir=folder.parent) as scratch:
        made = Path(scratch).resolve() / "cohort"
        _fill(made, codes, banks, progress)
        _refuse_existing(folder)
        if folder.exists():
            folder.rmdir()  # empty; Windows does not rename onto a folder
        made.replace(folder)


def _refuse_existing(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise GradingError(f"{folder} exists already; a new cohort needs a new folder")


def _fill(folder: Path, codes: list[str], banks: list[ItemBank], progress: Progress | None) -> None:
    from course.grading.release import create_gradebook, generate_release
    from course.quiz import PLACEHOLDER, write_notebook

    total = len(banks) + 1
    (folder / "items").mkdir(parents=True)
    # A folder made inside a checkout must never go into its history: it will hold people's own words.
    write_text(folder / ".gitignore", "*\n")
    write_text(folder / "nbgrader_config.py", _CONFIG.format(placeholder=PLACEHOLDER))
    with (folder / "learners.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["learner_code"], *([code] for code in codes)])
    write_text(folder / "slips.html", build_slips(codes))
    create_gradebook(folder, codes)
    for done, bank in enumerate(banks, start=1):
        if progress:
            progress(done, total)
        (folder / "items" / f"{bank.quiz}.yml").write_bytes(bank.path.read_bytes())
        source = folder / "source" / bank.quiz / f"{bank.quiz}.ipynb"
        source.parent.mkdir(parents=True)
        write_notebook(bank, source)
        generate_release(folder, bank.quiz)
    if progress:
        progress(total, total)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, so that a killed run leaves no half of one.

    Raises GradingError, which says what to do, if it cannot be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Like ``write_text``; nothing is written when the file holds it already."""
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    scratch = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        _put_in_place(scratch, path)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink()
        raise GradingError(f"{path} cannot be written: {_remedy(error)}") from error


def _put_in_place(scratch: Path, path: Path) -> None:
    try:
        scratch.replace(path)
    except PermissionError:
        path.chmod(0o644)  # nbgrader leaves files read-only, and Windows does not replace those
        scratch.replace(path)


def _remedy(error: OSError) -> str:
    """Why something could not be written, and what a person can do."""
    if isinstance(error, PermissionError):
        return "close the program that has it open, or choose a place where you may write"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "a part of its path is a file; choose another place"
    return error.strerror or str(error)


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as plain data. Raises ValueError if it is none; nothing in it is run or trusted."""
    notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("it is no notebook")
    return notebook


def cell_id(cell: object) -> str | None:
    """The name under which nbgrader knows a cell; None if it does not."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return name if isinstance(name, str) else None


def cell_source(cell: dict[str, Any]) -> str:
    """The text of a cell; notebooks hold it whole or by lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
