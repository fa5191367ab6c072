"""Score a cohort's responses into nbgrader's gradebook, as stock autograding would, without starting a kernel.

For each submission in turn:

1. read the responses and the words of the reflections; skip it if nothing changed since it was last graded;
2. score each item; say of each reflection whether somebody has to read it;
3. write the autograded notebook that formgrader shows;
4. with a batch of others, enter the rows in one transaction, and only then note what was graded.

Killed anywhere and run again it ends in the same state: each step writes what it would have written before.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from course.content import Item, ItemBank
from course.errors import ResponsesError
from course.grading.aside import SetAside
from course.grading.cohort import (
    Cohort,
    Progress,
    cell_id,
    cell_source,
    open_cohort,
    read_notebook,
    write_bytes,
    write_text,
)
from course.grading.gradebook import Gradebook, SourceCell, Submission, open_gradebook, parse_timestamp
from course.grading.marks import NO_RESPONSE, CellResult
from course.grading.words import from_cell, to_cell
from course.quiz import PRIVATE_LINE
from course.responses import FILE_NAME, parse_responses
from course.scoring import score_item

_BATCH = 200
_RULES = "grading/1"
"""Part of what is noted of a graded submission; a change of the rules here grades everything once more."""


@dataclass(slots=True)
class GradeResult:
    """What one run of grading did."""

    graded: int = 0
    unchanged: int = 0
    to_read: int = 0
    """reflections that wait for a person, over the whole cohort"""
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    """submissions that could not be read, each with its reason"""


@dataclass(frozen=True, slots=True)
class _Work:
    """One learner's submission, read."""

    learner: str
    timestamp: datetime | None
    answers: Mapping[str, Any]
    cells: Mapping[str, str]
    """item id -> what stands in the reflection's cell"""
    files: Mapping[str, bytes]
    """what lies beside the notebook, by name"""
    fingerprint: str


def grade(folder: Path, quiz: str | None = None, progress: Progress | None = None) -> GradeResult:
    """Grade every new or changed submission of a cohort (of one quiz, or of all).

    What cannot be read is set aside with a reason and stops nobody else. Scores that a person gave stay.
    """
    cohort = open_cohort(folder)
    result = GradeResult()
    with open_gradebook(cohort.folder) as gradebook:
        submissions = {name: _submitted(cohort, name) for name in cohort.quizzes(quiz)}
        total = sum(map(len, submissions.values()))
        done = 0
        for name, learners in submissions.items():
            run = _Run(cohort, gradebook, name, result)
            for start in range(0, len(learners), _BATCH):
                batch = learners[start : start + _BATCH]
                run.grade(batch)
                done += len(batch)
                if progress:
                    progress(done, total)
            result.to_read += gradebook.count_to_read(name)
    return result


def _submitted(cohort: Cohort, quiz: str) -> list[str]:
    """The learners whose submission lies in ``submitted/``, in order."""
    return sorted(path.parent.name for path in (cohort.folder / "submitted").glob(f"*/{quiz}") if path.is_dir())


class _Run:
    """Grades one quiz, a batch of learners at a time."""

    def __init__(self, cohort: Cohort, gradebook: Gradebook, quiz: str, result: GradeResult) -> None:
        self.cohort, self.gradebook, self.quiz, self.result = cohort, gradebook, quiz, result
        self.bank = cohort.bank(quiz)
        self.rules = f"{_RULES}\n{self.bank.digest}\n".encode()
        self.source = gradebook.source_cells(quiz)
        self.template = _autograded_template(cohort, quiz, self.source)
        self.aside = SetAside(cohort.folder)
        self.noted = _Noted(cohort.folder / "graded.json")
        self.known = gradebook.graded_learners(quiz)

    def grade(self, learners: list[str]) -> None:
        """Grade those of a batch that are new or changed."""
        works = [work for learner in learners if (work := self._read(learner)) and not self._is_graded(work)]
        submissions = []
        for work in works:
            cells = dict(_results(self.bank, self.source, work))
            self._write_notebook(work, cells)
            submissions.append(Submission(work.learner, work.timestamp, cells))
        if submissions:
            self.gradebook.save(self.quiz, submissions)
            self.noted.add({f"{self.quiz}/{work.learner}": work.fingerprint for work in works})
            self.result.graded += len(works)

    def _read(self, learner: str) -> _Work | None:
        folder = self.cohort.work("submitted", learner, self.quiz)
        try:
            return _read_work(folder, learner, self.quiz, self.rules)
        except (OSError, ValueError, RecursionError, ResponsesError) as error:
            name = folder.relative_to(self.cohort.folder).as_posix()
            reason = f"cannot be graded: {_one_line(error)}"
            self.aside.note(name, reason)
            self.result.set_aside.append((name, reason))
            return None

    def _is_graded(self, work: _Work) -> bool:
        notebook = self.cohort.work("autograded", work.learner, self.quiz) / f"{self.quiz}.ipynb"
        same = self.noted.find(f"{self.quiz}/{work.learner}") == work.fingerprint
        is_graded = same and work.learner in self.known and notebook.is_file()
        self.result.unchanged += is_graded
        return is_graded

    def _write_notebook(self, work: _Work, results: Mapping[str, CellResult]) -> None:
        folder = self.cohort.work("autograded", work.learner, self.quiz)
        for name, content in work.files.items():
            write_bytes(folder / name, content)
        cells = [_autograded_cell(cell, work, results, self.source) for cell in self.template["cells"]]
        notebook = self.template | {"cells": cells}
        write_text(folder / f"{self.quiz}.ipynb", json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def _read_work(folder: Path, learner: str, quiz: str, rules: bytes) -> _Work:
    notebook_path = folder / f"{quiz}.ipynb"
    files = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith(".")
    }
    digest = hashlib.sha256(rules + notebook_path.read_bytes())
    for name, content in files.items():
        digest.update(f"\n{name}\n{len(content)}\n".encode() + content)
    cells = {item: cell_source(cell) for cell in read_notebook(notebook_path)["cells"] if (item := cell_id(cell))}
    "".join(cells.values()).encode()  # half characters are a ValueError here, for this learner alone
    return _Work(
        learner=learner,
        timestamp=parse_timestamp(files.get("timestamp.txt", b"").decode()),
        answers=_answers(files.get(FILE_NAME)),
        cells=cells,
        files=files,
        fingerprint=digest.hexdigest(),
    )


def _answers(raw: bytes | None) -> Mapping[str, Any]:
    # A notebook handed in without the file beside it holds nothing to score, as in stock nbgrader.
    return {} if raw is None else parse_responses(raw, needs_learner=False).responses


def _results(bank: ItemBank, source: Mapping[str, SourceCell], work: _Work) -> Iterator[tuple[str, CellResult]]:
    for item in bank.quiz_items():
        if item.is_scored:
            yield item.id, CellResult(score_item(item, work.answers.get(item.id)))
        elif item.kind == "text" and item.id in work.cells:
            yield item.id, _reflection(item, source[item.id], work.cells[item.id])


def _reflection(item: Item, cell: SourceCell, written: str) -> CellResult:
    if written == cell.source:
        return CellResult(0.0, NO_RESPONSE)
    is_private = written.strip() == PRIVATE_LINE
    return CellResult(None, is_private=is_private, completion_points=item.completion_points)


def _autograded_template(cohort: Cohort, quiz: str, source: Mapping[str, SourceCell]) -> dict[str, Any]:
    """The released notebook with what nbgrader puts back when it autogrades: hidden tests and checksums."""
    notebook = read_notebook(cohort.notebook("release", quiz))
    count = 0
    for cell in notebook["cells"]:
        kept = source.get(cell_id(cell) or "")
        if kept is not None:
            cell["metadata"]["nbgrader"]["checksum"] = kept.checksum
            cell["source"] = kept.source
        if cell["cell_type"] == "code":
            count += 1
            cell["execution_count"] = count
    return notebook


def _autograded_cell(
    cell: dict[str, Any], work: _Work, results: Mapping[str, CellResult], source: Mapping[str, SourceCell]
) -> dict[str, Any]:
    """A cell as formgrader shows it: a scored one with its score, a reflection with the learner's words."""
    name = cell_id(cell) or ""
    if name not in results:
        return cell
    if cell["cell_type"] == "code":
        data = {"text/plain": repr(results[name].auto_score)}
        count = cell["execution_count"]
        output = {"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": data}
        return cell | {"outputs": [output]}
    written = work.cells[name]
    is_fixed = written in (source[name].source, PRIVATE_LINE)
    return cell | {"source": written if is_fixed else to_cell(from_cell(written))}


class _Noted:
    """What was graded: submission -> fingerprint, in one file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            noted = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            noted = {}  # nothing is lost but the time to grade once more
        self._noted: dict[str, str] = noted if isinstance(noted, dict) else {}

    def find(self, name: str) -> str | None:
        return self._noted.get(name)

    def add(self, noted: dict[str, str]) -> None:
        self._noted |= noted
        write_text(self._path, json.dumps(self._noted, indent=0, sort_keys=True))


def _one_line(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{Path(error.filename).name} is missing"
    return " ".join(str(error).split())[:200] or type(error).__name__
