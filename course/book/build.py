"""Run Jupyter Book as anybody would, quietly, and say in one line what went wrong."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from course.errors import BuildError

Progress = Callable[[int, int], None]
_PACKAGE = Path(__file__).resolve().parents[1]
_SOURCES = ("modules", "quizzes", "_config.yml", "_toc.yml")
_NO_PART_OF_A_PAGE = {"__pycache__", "_bundle", "cli", "grading"}
_STEP = re.compile(r"(reading sources|writing output)\.\.\. \[\s*(\d+)%\]")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_FAULT = re.compile(r"\b(WARNING|ERROR|CRITICAL|SEVERE): ")
_RAISED = re.compile(r"^(?:[\w.]+\.)?(\w*(?:Error|Exception)): (?=\S)")
_READING = 85
"""The share of a build, in percent, that goes into reading: that is when exercises run."""


def build_book(root: Path, out: Path | None = None, progress: Progress | None = None, *, strict: bool = True) -> Path:
    """Build the book and return its folder of HTML; ``out`` gets a copy of it, if given.

    Raises BuildError with the first fault and the place of the whole log; with ``strict`` a warning is a fault.
    """
    work = _work_folder(root)
    log = work / "_build" / "book.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    if _run(root, work, log, progress, strict):
        raise BuildError(f"{_first_fault(log.read_text(encoding='utf-8'), root)} (whole log: {log})")
    built = work / "_build" / "html"
    return built if out is None else _copy(built, out)


def default_output(root: Path) -> Path:
    """Where a build puts the book's HTML unless told otherwise."""
    return _work_folder(root) / "_build" / "html"


def is_stale(root: Path, out: Path | None = None) -> bool:
    """Whether the book was never built, or anything it is made of is newer than it is."""
    site = out or default_output(root)
    stamp = site / ".buildinfo"
    if root == _PACKAGE / "_bundle":
        # An installed course brings its site along, and unpacking gives files whatever times it likes.
        return not (site / "index.html").is_file()
    if not stamp.is_file():
        return True
    built = stamp.stat().st_mtime_ns
    return any(path.stat().st_mtime_ns > built for path in _source_files(root))


def _source_files(root: Path) -> Iterator[Path]:
    for name in _SOURCES:
        path = root / name
        yield from [path] if path.is_file() else path.rglob("*")
    for path in _PACKAGE.rglob("*"):
        # From the package on: a checkout may itself lie in a folder called grading.
        if path.is_file() and not _NO_PART_OF_A_PAGE & set(path.relative_to(_PACKAGE).parts):
            yield path


def _work_folder(root: Path) -> Path:
    """Beside the sources; for a course installed where the learner may not write, in the learner's own cache."""
    if (root / "_build" / "html" / "index.html").is_file() or os.access(root, os.W_OK):
        return root
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(base) / "whos-in-the-room"


def _run(root: Path, work: Path, log: Path, progress: Progress | None, strict: bool) -> int:
    # Jupyter Book cannot be run with -m, and its script may lie outside the PATH.
    start = "from jupyter_book.cli.main import main; main()"
    argv = [sys.executable, "-c", start, "build", str(root), "--path-output", str(work)]
    env = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    # The kernels that run a page start in its folder, and must find this course and no other.
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_PACKAGE.parent), env.get("PYTHONPATH")]))
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            [*argv, *(["-W", "--keep-going"] if strict else [])],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env=env,
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            text = _COLOR.sub("", line)
            file.write(text)
            _report(text, progress)
    return process.returncode


def _report(line: str, progress: Progress | None) -> None:
    step = _STEP.search(line)
    if progress and step:
        share = int(step[2])
        done = share * _READING // 100 if step[1] == "reading sources" else _READING + share * (100 - _READING) // 100
        progress(done, 100)


def _first_fault(log: str, root: Path) -> str:
    """The first warning or error with its file and line; else the last exception; else a plain sentence."""
    lines = [" ".join(line.split()) for line in log.splitlines()]
    fault = next((line for line in lines if _FAULT.search(line)), "")
    if not fault or "Executing notebook failed" in fault:
        raised = [line for line in lines if _RAISED.match(line) and not line.startswith("RuntimeError")]
        page = _page_that_failed(lines)
        fault = next((f"{page}{_RAISED.sub('', line)}" for line in raised if "ExecutionError" not in line), fault)
    fault = _FAULT.sub("", fault, count=1).replace(f"{root}{os.sep}", "")
    return fault or "Jupyter Book could not build the book"


def _page_that_failed(lines: list[str]) -> str:
    names = [line.partition(": Executing notebook")[0] for line in lines if ": Executing notebook using" in line]
    return f"{names[-1]}: " if names else ""


def _copy(built: Path, out: Path) -> Path:
    """Put the site in ``out`` whole or not at all; a folder that holds something else is refused."""
    if out.exists() and any(out.iterdir()) and not (out / ".buildinfo").is_file():
        raise BuildError(f"{out} is not empty and is no built book: name another folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as spare:
        shutil.copytree(built, Path(spare) / "site")
        shutil.rmtree(out, ignore_errors=True)
        (Path(spare) / "site").replace(out)
    return out
