"""Open what was handed in, wherever it lies, and find the sets of responses in it. Nothing is written, nothing run."""

import json
import lzma
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.grading.cohort import cell_id, cell_source
from course.responses import FILE_NAME, MAX_BYTES

MOST_NOTEBOOK_BYTES = 4 * 1024 * 1024
"""A notebook carries its outputs along, which we throw away; so it may be larger than what we keep of it."""
MOST_ZIP_FILES = 20_000
MOST_ZIP_BYTES = 512 * 1024 * 1024
"""Unpacked, all files of one zip together: 10,000 learners with 50 KiB each."""

_TEXT = (".json", ".txt")
_SHARED = (
    f"two notebooks share one {FILE_NAME}; put each into a folder of its own, with the {FILE_NAME} that is its own"
)
# What reading a file or a zip that somebody made or broke may raise.
_FAULTS = (OSError, ValueError, RuntimeError, EOFError, struct.error, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_JUNK = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.ipynb_checkpoints/)")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One set of responses, not yet read."""

    name: str
    """the file, as the trainer knows it"""
    responses: bytes
    notebook: Mapping[str, str] | None = None
    """item id -> source of the Markdown cell, where a notebook came along"""
    received: bytes | None = None
    """what to keep if it must be set aside"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that holds no responses; ``content`` is None where it is not ours to keep or too large."""

    name: str
    content: bytes | None
    reason: str
    is_file: bool = True
    """False for a slip of the trainer's own, which needs an answer at once and no place among the files set aside"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file on disk or in a zip."""

    name: str
    folder: str
    """where it lies; a notebook's responses lie in the same folder"""
    read: Callable[[int], bytes]
    """its first bytes"""

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()


def open_parcels(files: Iterable[Path]) -> Iterator[Parcel | Refused]:
    """Every set of responses in these files, in their order; what holds none comes out refused, with a reason."""
    loose = []
    for path in files:
        if path.suffix.lower() == ".zip" and path.is_file():
            yield from _open_zip(path)
        elif path.is_file():
            loose.append(_on_disk(path))
        else:
            reason = "is a folder; give the files in it" if path.is_dir() else "there is no such file"
            yield Refused(str(path), None, reason, is_file=False)
    folders = [Path(folder) for folder in dict.fromkeys(entry.folder for entry in loose if entry.suffix == ".ipynb")]
    # A notebook that was not given may still be the one to which the responses beside it belong.
    there = [_on_disk(path) for folder in folders for path in folder.iterdir() if path.suffix.lower() == ".ipynb"]
    beside = {str(folder): _on_disk(folder / FILE_NAME) for folder in folders if (folder / FILE_NAME).is_file()}
    yield from _open_entries(loose, beside, there)


def _on_disk(path: Path) -> _Entry:
    def read(size: int) -> bytes:
        with path.open("rb") as file:
            return file.read(size)

    return _Entry(path.name, str(path.resolve().parent), read)


def _open_zip(path: Path) -> Iterator[Parcel | Refused]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not _is_folder(info) and not _JUNK.search(info.filename)]
            fault = _zip_fault(infos)
            if fault:
                yield Refused(path.name, None, fault)
                return
            entries = []
            for info in infos:
                entry = _in_zip(archive, info, path.name)
                fault = _entry_fault(info)
                if fault:
                    yield Refused(entry.name, None, fault)
                else:
                    entries.append(entry)
            beside = {e.folder: e for e in entries if PurePosixPath(e.name).name == FILE_NAME}
            yield from _open_entries(entries, beside, [e for e in entries if e.suffix == ".ipynb"])
    except _FAULTS as error:
        yield Refused(path.name, None, f"the zip cannot be opened: {error}")


def _is_folder(info: zipfile.ZipInfo) -> bool:
    # Damage may leave an entry without a name, at which zipfile's own question fails (seen with Python 3.11).
    return info.filename.endswith("/")


def _zip_fault(infos: list[zipfile.ZipInfo]) -> str:
    if len(infos) > MOST_ZIP_FILES:
        return f"the zip holds {len(infos):,} files; at most {MOST_ZIP_FILES:,} are opened"
    if sum(info.file_size for info in infos) > MOST_ZIP_BYTES:
        return f"the zip holds more than {MOST_ZIP_BYTES >> 20} MiB, unpacked; that is no zip of responses"
    return "" if infos else "the zip is empty"


def _entry_fault(info: zipfile.ZipInfo) -> str:
    name = info.filename.replace("\\", "/")
    if not name:
        return "has no name in the zip: the zip is damaged"
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        return "its name in the zip points outside of the zip"
    if info.flag_bits & 0x1:
        return "is locked with a password; unpack it first"
    return "is a zip in a zip; unpack it first" if name.lower().endswith(".zip") else ""


def _in_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, zip_name: str) -> _Entry:
    def read(size: int) -> bytes:
        # Only so much is unpacked, whatever size the zip claims.
        with archive.open(info) as file:
            return file.read(size)

    name = info.filename.replace("\\", "/")
    return _Entry(f"{zip_name}/{name}", str(PurePosixPath(name).parent), read)


def _open_entries(
    entries: list[_Entry], beside: Mapping[str, _Entry], notebooks: Iterable[_Entry]
) -> Iterator[Parcel | Refused]:
    quizzes = Counter(entry.folder for entry in notebooks if _is_quiz(entry))
    read_along = {e.folder for e in entries if e.suffix == ".ipynb" and quizzes[e.folder] == 1}
    for entry in entries:
        is_part = entry.name.rsplit("/", 1)[-1] == FILE_NAME and entry.folder in read_along
        if is_part:
            continue  # it is read with its notebook
        try:
            if entry.suffix == ".ipynb" and quizzes[entry.folder] > 1 and entry.folder in beside:
                yield Refused(entry.name, None, _SHARED)
            else:
                yield _open_entry(entry, beside.get(entry.folder))
        except _FAULTS as error:
            yield Refused(entry.name, None, f"cannot be read: {error}")


def _is_quiz(entry: _Entry) -> bool:
    """Whether a notebook holds cells that nbgrader knows; any other may lie in a learner's folder too."""
    with suppress(*_FAULTS):
        return b'"grade_id"' in entry.read(MOST_NOTEBOOK_BYTES + 1)
    return False


def _open_entry(entry: _Entry, beside: _Entry | None) -> Parcel | Refused:
    if entry.suffix == ".ipynb":
        return _open_notebook(entry, beside)
    if entry.suffix not in _TEXT:
        return Refused(entry.name, None, "is no .json, .txt, .zip or .ipynb file")
    raw = entry.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return Refused(entry.name, None, f"is larger than {MAX_BYTES >> 10} KiB; a responses file is far smaller")
    if b'"course-journal' in raw[:200]:
        return Refused(entry.name, None, "is somebody's private notebook, not a responses file; it was not copied")
    return Parcel(entry.name, raw, received=raw)


def _open_notebook(entry: _Entry, beside: _Entry | None) -> Parcel | Refused:
    if beside is None:
        reason = f"a notebook alone holds no responses; hand in the {FILE_NAME} that lies beside it as well"
        return Refused(entry.name, None, reason)
    raw = entry.read(MOST_NOTEBOOK_BYTES + 1)
    if len(raw) > MOST_NOTEBOOK_BYTES:
        return Refused(entry.name, None, f"is larger than {MOST_NOTEBOOK_BYTES >> 20} MiB")
    try:
        notebook = json.loads(raw.decode("utf-8-sig"))
        cells = notebook["cells"]
        # Of cells that share an id the last one counts, as in nbgrader.
        words = {name: cell_source(cell) for cell in cells if (name := cell_id(cell))}
    except (ValueError, KeyError, TypeError, RecursionError):
        return Refused(entry.name, raw, "is no notebook; it may have been cut off on its way")
    if not words:
        return Refused(entry.name, None, "is not the notebook of a quiz")
    responses = beside.read(MAX_BYTES + 1)
    return Parcel(entry.name, responses, notebook=words, received=responses)
