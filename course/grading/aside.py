"""Files that could not be taken: kept in ``set-aside/``, each with its reason in ``reasons.csv``."""

import csv
import hashlib
import io
import re
from pathlib import Path

from course.grading.cohort import write_bytes, write_text
from course.grading.table import safe_cell

_FIELDS = ("file", "kept_as", "reason")
_MOST_KEPT = 4 * 1024 * 1024
"""A larger file is named, not kept: a cohort's folder is no place for somebody's video."""


class SetAside:
    """The refused files of a cohort. The same file refused for the same reason stands there once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "set-aside"
        self._path = self._folder / "reasons.csv"
        self._rows: dict[tuple[str, ...], None] = {}
        self._is_whole = False
        if self._path.is_file():
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                self._rows = dict.fromkeys(tuple(row) for row in list(csv.reader(file))[1:] if len(row) == len(_FIELDS))

    def keep(self, name: str, content: bytes, reason: str) -> None:
        """Keep a refused file, unless it is too large, and note why it was refused."""
        kept_as = ""
        if len(content) <= _MOST_KEPT:
            kept_as = f"{hashlib.sha256(content).hexdigest()[:12]}-{_safe_name(name)}"
            write_bytes(self._folder / kept_as, content)
        self.note(name, reason, kept_as)

    def note(self, name: str, reason: str, kept_as: str = "") -> None:
        """Note a reason alone, of something that is not ours to copy."""
        row = tuple(map(safe_cell, (name, kept_as, reason)))
        if row in self._rows:
            return
        self._rows[row] = None
        if self._is_whole:
            # Written whole for each of 10,000 refused files it would take minutes.
            with self._path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow(row)
            return
        # The first time in a run: a run that was killed may have left half a line at the end.
        text = io.StringIO()
        csv.writer(text).writerows([_FIELDS, *self._rows])
        write_text(self._path, "\ufeff" + text.getvalue())
        self._is_whole = True


def _safe_name(name: str) -> str:
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip("._")[-60:] or "file"
