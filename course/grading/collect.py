"""Take what learners handed in: ``.json`` and ``.txt`` from phones, ``.ipynb`` from JupyterLab, ``.zip`` of these.

1. ``parcels`` opens what was given and finds the responses in it; nothing is unpacked to disk and nothing is run.
2. Each set of responses is read strictly and held against the cohort: its codes, its quizzes, its item banks.
3. Of one device the later ``saved_at`` holds. A second device under the same code is set aside for the trainer.
4. What holds is written to ``submitted/<code>/<quiz>/`` for nbgrader; every set read is kept in ``incoming/``.

What cannot be taken is set aside with a reason, and nobody else's work stops.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from course.content import ItemBank
from course.errors import GradingError, ResponsesError
from course.grading.aside import SetAside
from course.grading.cohort import Cohort, Progress, cell_id, open_cohort, read_notebook, write_bytes, write_text
from course.grading.parcels import Parcel, Refused, open_parcels
from course.grading.words import from_cell, to_cell, to_text
from course.quiz import PRIVATE_LINE
from course.responses import FILE_NAME, Responses, is_private, parse_responses, reflection_text, to_bytes


@dataclass(slots=True)
class CollectResult:
    """What one run of collecting did; pairs are of learner code and quiz."""

    accepted: list[tuple[str, str]] = field(default_factory=list)
    """taken, the first from this learner"""
    replaced: list[tuple[str, str]] = field(default_factory=list)
    """taken, in place of an earlier one from the same device"""
    kept_earlier: list[tuple[str, str]] = field(default_factory=list)
    """already there, or older than what is there"""
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    """not taken: the file and why"""


def collect(folder: Path, files: Iterable[Path], progress: Progress | None = None) -> CollectResult:
    """Take responses into a cohort. The same files once more change nothing."""
    cohort = open_cohort(folder)
    run = _Run(cohort)
    given = [Path(file) for file in files]
    for done, parcel in enumerate(open_parcels(given), start=1):
        run.take(parcel)
        if progress:
            progress(min(done, len(given)), max(done, len(given)))
    return run.result


class _Run:
    """One run over what was given."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self.codes = set(cohort.codes)
        self.digests = {quiz: bank.digest for quiz, bank in cohort.banks.items()}
        self.aside = SetAside(cohort.folder)
        self.releases = {quiz: read_notebook(cohort.notebook("release", quiz)) for quiz in cohort.banks}
        self.result = CollectResult()

    def take(self, parcel: Parcel | Refused) -> None:
        """Take one set of responses, or set it aside."""
        if isinstance(parcel, Refused):
            self._refuse(parcel.name, parcel.content, parcel.reason, is_file=parcel.is_file)
            return
        try:
            responses = self._check(parcel)
        except (ResponsesError, GradingError) as error:
            self._refuse(parcel.name, parcel.received, str(error))
            return
        self._file(parcel, responses)

    def _refuse(self, name: str, content: bytes | None, reason: str, *, is_file: bool = True) -> None:
        name, reason = _printable(name), _printable(reason)
        if content is not None:
            self.aside.keep(name, content, reason)
        elif is_file:
            self.aside.note(name, reason)
        self.result.set_aside.append((name, reason))

    def _check(self, parcel: Parcel) -> Responses:
        """The responses, checked against the cohort and with the words from the notebook's cells in them."""
        responses = parse_responses(parcel.responses)
        if responses.quiz not in self.cohort.banks:
            raise GradingError(f"quiz: this cohort does not have '{responses.quiz}'")
        if responses.learner not in self.codes:
            raise GradingError(f"learner: '{responses.learner}' is not a code of this cohort")
        if responses.bank != self.digests[responses.quiz]:
            raise GradingError("bank: it was answered against other items than this cohort's; ask for it to be redone")
        return _with_words(responses, self.cohort.bank(responses.quiz), self.releases[responses.quiz], parcel)

    def _file(self, parcel: Parcel, responses: Responses) -> None:
        content = to_bytes(responses.to_dict())
        key = (responses.learner, responses.quiz)
        folder = self.cohort.work("submitted", *key)
        incoming = self.cohort.folder / "incoming" / _incoming_name(responses, content)
        current = _current(folder / FILE_NAME)
        if current is not None and current.device != responses.device:
            reason = (
                f"{responses.learner} has handed in {responses.quiz} from another device ({current.device}); this one "
                f"is from {responses.device}. If this one counts, remove {'/'.join(('submitted', *key))} and "
                "collect this file alone"
            )
            self._refuse(parcel.name, parcel.received, reason)
            return
        holds = current is None or _is_later(responses, current, parcel, is_new=not incoming.exists())
        if holds:
            _write_submission(folder, responses, content, self.releases[responses.quiz])
        # Last, since a set that lies in incoming/ is known to have been dealt with.
        write_bytes(incoming, content)
        outcome = self.result.accepted if current is None else self.result.replaced
        (outcome if holds else self.result.kept_earlier).append(key)


def _is_later(responses: Responses, current: Responses, parcel: Parcel, is_new: bool) -> bool:
    if responses.saved_at != current.saved_at:
        return responses.saved_at > current.saved_at
    # In JupyterLab the words of a reflection can change after the last tap, and the taps carry the time.
    return is_new and parcel.notebook is not None and responses != current


def _incoming_name(responses: Responses, content: bytes) -> str:
    stamp = responses.saved_at.strftime("%Y%m%dT%H%M%SZ")
    return f"{responses.learner}/{responses.quiz}-{stamp}-{hashlib.sha256(content).hexdigest()[:12]}.json"


def _current(path: Path) -> Responses | None:
    """What was handed in before; None if nothing was, or nothing that can be read."""
    try:
        return parse_responses(path.read_bytes())
    except (OSError, ResponsesError):
        return None


def _with_words(responses: Responses, bank: ItemBank, release: dict[str, Any], parcel: Parcel) -> Responses:
    """The responses with each reflection in one form: its words, or that it is private."""
    blank = {cell_id(cell): cell["source"] for cell in release["cells"]}
    merged = dict(responses.responses)
    for item in bank.quiz_items():
        if item.kind != "text":
            continue
        given = merged.pop(item.id, None)
        words = _without_line("".join(blank[item.id]), to_text((parcel.notebook or {}).get(item.id, "")))
        # What a learner marked private stays so, even if the words came along.
        if is_private(given) or words == PRIVATE_LINE:
            merged[item.id] = {"private": True}
        elif text := from_cell(words) or reflection_text(given):
            merged[item.id] = {"text": text}
    if merged == dict(responses.responses):
        return responses
    # Read once more: words from a notebook may be too long.
    return parse_responses(to_bytes(replace(responses, responses=merged).to_dict()))


def _without_line(blank: str, written: str) -> str:
    """What a learner wrote over, above or below the line that asks them to write."""
    return "\n".join(line for line in written.splitlines() if line.strip() != blank.strip()).strip()


def _write_submission(folder: Path, responses: Responses, content: bytes, release: dict[str, Any]) -> None:
    cells = [_submitted_cell(cell, responses.responses) for cell in release["cells"]]
    notebook = json.dumps(release | {"cells": cells}, indent=1, ensure_ascii=False) + "\n"
    write_text(folder / f"{responses.quiz}.ipynb", notebook)
    # nbgrader's own form of a time
    stamp = responses.saved_at.replace(tzinfo=None).isoformat(sep=" ") + " UTC\n"
    write_text(folder / "timestamp.txt", stamp)
    write_bytes(folder / FILE_NAME, content)


def _submitted_cell(cell: dict[str, Any], responses: Any) -> dict[str, Any]:
    response = responses.get(cell_id(cell)) if cell["cell_type"] == "markdown" else None
    if is_private(response):
        return cell | {"source": PRIVATE_LINE}
    text = reflection_text(response)
    return cell | {"source": to_cell(text)} if text else cell


def _printable(text: str) -> str:
    """A stranger's text as it can stand in one line of a terminal: no new lines, no control characters."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)[:300]
