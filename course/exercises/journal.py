"""A learner's responses in one file, ``journal.json``, beside the notebook they are working in.

The browser keeps the same document under one key of its storage (``host/journal.js``). What either host
exports, the other opens; ``course-journal/1`` is the whole format.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from course.errors import JournalError
from course.exercises import pages_read
from course.exercises.crypto import SEALED_FORMAT, open_sealed, seal

FORMAT = "course-journal/1"
EARLIER = "-earlier"
"""ends the id of a response that did not fit the edition which met it"""
MAX_CHARS = 8_000_000
"""longer than any journal a person could write; a larger file is something else"""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_TIME = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
"""what both hosts write; of other forms one language reads some and the other language others"""


class Entry(TypedDict):
    """What a learner did in one exercise, and when it was last saved."""

    type: str
    response: Any
    saved_at: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import did, in numbers of exercises."""

    brought: int
    kept: int
    same: int
    broken: int = 0
    """entries that could not be read, and stay in the file they came in"""

    def __str__(self) -> str:
        parts = [f"{self.brought} brought in"]
        parts += [f"{self.kept} kept as it was here, because it is newer"] if self.kept else []
        parts += [f"{self.same} already here"] if self.same else []
        parts += [f"{self.broken} left out, because it could not be read"] if self.broken else []
        return ", ".join(parts) + "."


def journal_path() -> Path:
    """Where the journal is: the working folder, unless COURSE_JOURNAL names another file."""
    return Path(os.environ.get("COURSE_JOURNAL") or "journal.json").absolute()


class Journal:
    """The journal in one file. Every change re-reads it, so two notebooks do not undo each other's work.

    ``notice`` is one line for the learner after a broken file was set aside, else empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""

    def read(self) -> dict[str, Entry]:
        """All entries by exercise id; empty when there is no journal yet.

        A file that is no journal is moved aside, never lost and never raised; of a journal with a broken entry a
        copy is kept, and the other entries go on. Raises JournalError when the file cannot be read at all.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except UnicodeDecodeError:
            text = ""
        except OSError as error:
            raise JournalError(f"{self.path.name} cannot be read: {error.strerror}") from error
        try:
            entries, broken = sift_journal(text)
        except JournalError:
            self._set_aside()
            return {}
        if broken:
            self._leave_out(entries, len(broken))
        return entries

    def find(self, exercise_id: str) -> Entry | None:
        """The entry of one exercise."""
        return self.read().get(exercise_id)

    def take(self, exercise_id: str, exercise_type: str, to_fitting: Callable[[Any], Any]) -> tuple[Any, bool]:
        """The response of one exercise as this edition knows it, None without one, and whether one was put aside.

        ``to_fitting`` gives None for a response that it cannot use. Such a one, and one of another type, is kept
        whole under a name of its own, so that what is written next does not replace it.
        """
        entries = self.read()
        entry = entries.get(exercise_id)
        if entry is None:
            return None, False
        response = to_fitting(entry["response"]) if entry["type"] == exercise_type else None
        if response is not None:
            return response, False
        del entries[exercise_id]
        self._write(entries | {_free_id(exercise_id, entries): entry})
        return None, True

    def save(self, exercise_id: str, exercise_type: str, response: Any) -> None:
        """Put one exercise's response in place of the one before; None takes the entry out."""
        entries = self.read()
        if response is None:
            entries.pop(exercise_id, None)
        else:
            entries[exercise_id] = {"type": exercise_type, "response": response, "saved_at": _now()}
        self._write(entries)

    def erase(self, exercise_id: str | None = None) -> None:
        """Take out one exercise's entry, or remove the file and all that is in it."""
        if exercise_id is not None:
            self.save(exercise_id, "", None)
            return
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise JournalError(f"{self.path.name} cannot be erased: {error.strerror}") from error

    def to_export(self, passphrase: str | None = None) -> str:
        """The journal as the text of a file to keep; encrypted when there is a passphrase."""
        text = _to_text(self.read())
        return seal(text, passphrase) if passphrase else text

    def load_export(self, text: str, passphrase: str | None = None) -> Merge:
        """Merge an exported journal into this one; of two entries for one exercise the newer stays.

        Pages read on either device are read.

        Raises JournalError, with nothing changed, when the text is no journal or the passphrase is wrong.
        """
        theirs, broken = sift_journal(open_sealed(text, passphrase or "") if is_sealed(text) else text)
        ours = self.read()
        theirs = _join_pages(ours, theirs)
        same = [i for i in theirs if i in ours and ours[i]["response"] == theirs[i]["response"]]
        kept = [i for i in theirs if i in ours and i not in same and _when(ours[i]) >= _when(theirs[i])]
        brought = {i: entry for i, entry in theirs.items() if i not in same and i not in kept}
        if brought:
            self._write(ours | brought)
        return Merge(len(brought), len(kept), len(same), len(broken))

    def _write(self, entries: Mapping[str, Entry]) -> None:
        """Write beside the file and swap, so that a crash leaves the old journal or the new one, never half."""
        temporary: Path | None = None
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".journal-", suffix=".tmp")
            temporary = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(_to_text(entries))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
        except OSError as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise JournalError(f"your last change is not saved: {self.path.name}: {error.strerror}") from error

    def _leave_out(self, entries: Mapping[str, Entry], count: int) -> None:
        copy = self._copy_path()
        try:
            shutil.copyfile(self.path, copy)
        except OSError as error:
            raise JournalError(f"{self.path.name} has a broken entry and cannot be copied: {error.strerror}") from error
        self._write(entries)
        what = "One entry" if count == 1 else f"{count} entries"
        self.notice = f"{what} of {self.path.name} could not be read. All is kept as {copy.name}, and the rest is here."

    def _copy_path(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        return self.path.with_name(f"{self.path.stem}-unreadable-{stamp}{self.path.suffix}")

    def _set_aside(self) -> None:
        copy = self._copy_path()
        try:
            self.path.replace(copy)
        except OSError as error:
            raise JournalError(f"{self.path.name} is not a journal and cannot be moved: {error.strerror}") from error
        self.notice = f"{self.path.name} could not be read. It is kept as {copy.name}, and a new one was started."


def to_sentence(error: JournalError) -> str:
    """What went wrong, as a learner reads it on the page."""
    line = str(error)
    return f"{line[:1].upper()}{line[1:].rstrip('.')}."


def is_sealed(text: str) -> bool:
    """Whether an exported journal asks for a passphrase."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.get("format") == SEALED_FORMAT


def sift_journal(text: str) -> tuple[dict[str, Entry], dict[str, Any]]:
    """The entries of a journal's text that can be read, and those that cannot.

    Raises JournalError, in one line, for anything that is no journal, or in which nothing can be read.
    """
    if len(text) > MAX_CHARS:
        raise JournalError("this file is too large to be a journal")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JournalError("this file is not a journal of this course") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise JournalError("this file is not a journal of this course, or it comes from a later edition")
    entries = document.get("entries")
    sound = {i: e for i, e in entries.items() if _is_entry(i, e)} if isinstance(entries, dict) else {}
    if not isinstance(entries, dict) or (entries and not sound):
        raise JournalError("this journal is damaged")
    return sound, {i: e for i, e in entries.items() if i not in sound}


def _free_id(exercise_id: str, entries: Mapping[str, Entry]) -> str:
    """Under which a response is kept that does not fit any more."""
    stem = f"{exercise_id[:60]}{EARLIER}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, len(entries) + 3)))
    return next(name for name in names if name not in entries)


def _is_entry(exercise_id: str, entry: Any) -> bool:
    if not (_ID.fullmatch(exercise_id) and isinstance(entry, dict) and set(entry) == set(Entry.__annotations__)):
        return False
    try:
        return isinstance(entry["type"], str) and bool(_TIME.fullmatch(entry["saved_at"]) and _when(entry))
    except (ValueError, TypeError):
        return False


def _join_pages(ours: Mapping[str, Entry], theirs: dict[str, Entry]) -> dict[str, Entry]:
    """Their entries, ours in that of the pages read; it is as new as the import, so that what it adds is taken."""
    here, there = ours.get(pages_read.ID), theirs.get(pages_read.ID)
    if not (here and there and here["type"] == there["type"] == pages_read.TYPE):
        return theirs
    both = pages_read.union(here["response"], there["response"])
    return theirs | {pages_read.ID: {"type": pages_read.TYPE, "response": both, "saved_at": _now()}}


def _when(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["saved_at"])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _to_text(entries: Mapping[str, Entry]) -> str:
    document = {"format": FORMAT, "saved_at": _now(), "entries": entries}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    # Half an emoji, cut in two by a phone, is no character, and no file takes it.
    return text.encode("utf-8", "replace").decode()
