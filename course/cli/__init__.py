"""The command `course`: asks the library, prints, exits. Nothing else in the course does either.

Exit codes: 0 done, 1 findings or refused input, 2 wrong usage. ``commands`` holds the commands, ``wording`` how they
speak; ``main`` sees to it that whatever goes wrong reaches the user as one line.
"""

import io
import os
import sys

import typer

from course.cli.commands import app
from course.errors import CourseError


def main() -> None:
    """Run the command; whatever goes wrong reaches the user as one line."""
    for stream in (sys.stdout, sys.stderr):
        # Into a pipe or a file Windows writes an old code page, which lacks our quotation marks.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        app(prog_name="course")
    except CourseError as error:
        for problem in getattr(error, "problems", ()) or (error,):
            typer.echo(f"course: {problem}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        # Of a file that could not be put in place the second name is the one the user knows.
        name = error.filename2 or error.filename
        hint = "; is it open in another program?" if isinstance(error, PermissionError) else ""
        typer.echo(f"course: {error.strerror or error}{f' ({name})' if name else ''}{hint}", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("COURSE_DEBUG"):
            raise
        what = " ".join(str(error).split())[:200]
        typer.echo(
            f"course: an error we did not foresee: {type(error).__name__}: {what} "
            "(set COURSE_DEBUG=1 and run it again to see where; please report it)",
            err=True,
        )
        sys.exit(1)
