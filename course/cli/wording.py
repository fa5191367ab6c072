"""How the command speaks: a line of progress, counted nouns, short paths; and what it is given to read."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from course.errors import CourseError

Progress = Callable[[int, int], None]


@contextlib.contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A line that shows how far we are and how long it will take, once more than a second has passed."""
    began = time.monotonic()
    is_terminal = sys.stderr.isatty()
    is_shown = False

    def report(done: int, total: int) -> None:
        nonlocal is_shown
        took = time.monotonic() - began
        if not is_terminal or took < 1:
            return
        left = f", about {took / done * (total - done):.0f} s left" if done else ""
        typer.echo(f"\r{label}: {done} of {total}{left}\033[K", err=True, nl=False)
        is_shown = True

    try:
        yield report
    finally:
        if is_shown:
            typer.echo("\r\033[K", err=True, nl=False)  # an error stands on a line of its own


def count(number: int, noun: str) -> str:
    """A number with its noun, which takes an s unless there is one of it."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shown(path: Path) -> str:
    """A path as short as it can be said."""
    with contextlib.suppress(ValueError):
        return str(path.resolve().relative_to(Path.cwd()))
    return str(path)


def quoted(path: Path) -> str:
    """A path as it can be typed in a shell, which splits at spaces."""
    return f'"{path}"' if " " in str(path) else str(path)


def read_text(file: str) -> str:
    """The text of a file or of what is piped in, refused in one line where it is no text."""
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{file} is not UTF-8 text (byte {error.start}); save it as plain text and try again"
        ) from error
