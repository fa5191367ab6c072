"""The command `course`: asks the library, prints, exits. Nothing else in the course does either.

Exit codes: 0 done, 1 findings or refused input, 2 wrong usage. Every heavy import waits until a command needs it,
so that `course --help` answers at once.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from course import __version__
from course.errors import CourseError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Who's in the Room?: read the course, write it, and run it with a cohort.",
)
quiz_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Quizzes as nbgrader's notebooks.")
cohort_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="A cohort's folder.")
app.add_typer(quiz_app, name="quiz")
app.add_typer(cohort_app, name="cohort")

Progress = Callable[[int, int], None]
CohortFolder = Annotated[Path, typer.Argument(metavar="DIR", help="The cohort's folder.")]
QuizId = Annotated[str | None, typer.Option("--quiz", metavar="ID", help="One quiz; all of the cohort's otherwise.")]


def main() -> None:
    """Run the command; whatever goes wrong reaches the user as one line."""
    try:
        app()
    except CourseError as error:
        for problem in getattr(error, "problems", ()) or (error,):
            typer.echo(f"course: {problem}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # `course lens … | head` closed the pipe; that is not an error of ours.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        typer.echo(f"course: {error.strerror or error}{place}", err=True)
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


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"whos-in-the-room {__version__}")
        raise typer.Exit


@app.callback()
def _course(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the edition and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def start(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="A port of your choice; 8800 otherwise.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only serve; open nothing.")] = False,
) -> None:
    """Serve the book on this machine only and open it in the browser."""
    from course.book.serve import serve

    site = _built_site()

    def ready(address: str) -> None:
        typer.echo(f"The book is at {address} (this machine only). Press Ctrl+C to stop.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    serve(site, port, ready)


@app.command()
def build(
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where to; _build/html otherwise.")] = None,
) -> None:
    """Build the book, as `jupyter-book build .` does."""
    from course.book.build import build_book
    from course.content import find_root

    with _progress("Building the book") as progress:
        site = build_book(find_root(), out, progress)
    typer.echo(f"The book is in {_shown(site)}")


@app.command()
def check() -> None:
    """Check every authored file.

    Each finding is one line, path:line: message.
    """
    from course.check import find_findings
    from course.content import find_root

    findings = find_findings(find_root())
    for finding in findings:
        typer.echo(finding)
    if findings:
        typer.echo(f"{_count(len(findings), 'finding')}.", err=True)
        raise typer.Exit(1)
    typer.echo("Every authored file is sound.")


@app.command()
def lab(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A cohort's folder; the book's pages otherwise.")
    ] = None,
) -> None:
    """Open JupyterLab on a cohort, or on the pages.

    On a cohort's folder, formgrader shows the reflections to read. Without a folder, the pages of the book open
    as notebooks in a working copy, with the exercises live.
    """
    from course.book.lab import lab_command
    from course.content import find_root

    plan = lab_command(folder, find_root())
    typer.echo(plan.hint)
    with contextlib.suppress(KeyboardInterrupt):
        raise typer.Exit(subprocess.run(plan.argv, env=plan.env, cwd=plan.cwd, check=False).returncode)


@quiz_app.command("build")
def quiz_build() -> None:
    """Build nbgrader's notebook of every quiz from the item bank."""
    from course.content import find_root
    from course.quiz import build_all

    for path in build_all(find_root()):
        typer.echo(f"Built {_shown(path)}")


@cohort_app.command("new")
def cohort_new(
    folder: CohortFolder,
    learners: Annotated[int, typer.Option("--learners", metavar="N", min=1, max=10_000, help="How many codes.")],
    quiz: QuizId = None,
) -> None:
    """Make a cohort's folder: nbgrader's course folder, learner codes, and a page of code slips to print."""
    from course.content import find_root
    from course.grading import new_cohort

    with _progress("Making the cohort") as progress:
        cohort = new_cohort(folder, learners, [quiz] if quiz else None, find_root(), progress)
    typer.echo(f"{_count(learners, 'learner code')} in {_shown(cohort.folder / 'learners.csv')}")
    typer.echo(f"Slips to print and cut: {_shown(cohort.folder / 'slips.html')}")


@app.command()
def collect(
    folder: CohortFolder,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=".json, .txt, .zip or .ipynb files.")],
) -> None:
    """Take learners' responses into the cohort.

    What cannot be taken is set aside with a reason, and stops nobody else.
    """
    from course.grading import collect as collect_files

    with _progress("Collecting") as progress:
        result = collect_files(folder, files, progress)
    for name, reason in result.set_aside:
        typer.echo(f"set aside: {name}: {reason}", err=True)
    typer.echo(
        f"{len(result.accepted)} taken, {len(result.replaced)} replaced an earlier one, "
        f"{len(result.kept_earlier)} already there or older, {len(result.set_aside)} set aside."
    )
    if result.set_aside:
        raise typer.Exit(1)


@app.command()
def grade(folder: CohortFolder, quiz: QuizId = None) -> None:
    """Score the responses into nbgrader's gradebook.

    It may be run again at any time; scores that a person gave stay as they are.
    """
    from course.grading import grade as grade_cohort

    with _progress("Grading") as progress:
        result = grade_cohort(folder, quiz, progress)
    for name, reason in result.set_aside:
        typer.echo(f"set aside: {name}: {reason}", err=True)
    typer.echo(
        f"{_count(result.graded, 'submission')} graded, {result.unchanged} unchanged; "
        f"{_count(result.to_read, 'reflection')} to read."
    )
    if result.to_read:
        typer.echo(f"Read them with: course lab {folder}")
    if result.set_aside:
        raise typer.Exit(1)


@app.command()
def feedback(folder: CohortFolder, quiz: QuizId = None) -> None:
    """Write one page of feedback a learner."""
    from course.grading import write_feedback

    with _progress("Writing feedback") as progress:
        pages = write_feedback(folder, quiz, progress)
    typer.echo(f"{_count(len(pages), 'page')} in {_shown(folder / 'feedback')}")


@app.command()
def export(
    folder: CohortFolder,
    to: Annotated[str, typer.Option("--to", metavar="csv", help="The form: csv.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to; DIR/grades.csv otherwise.")
    ] = None,
) -> None:
    """Write the cohort's scores as a table; learners are codes."""
    from course.grading import export_csv

    if to != "csv":
        raise typer.BadParameter(f"'{to}' is not a form we write; use csv", param_hint="--to")
    typer.echo(f"The scores are in {_shown(export_csv(folder, out))}")


@app.command()
def lens(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text or Markdown file; - reads what is piped in.")],
    as_json: Annotated[bool, typer.Option("--json", help="A list, for other programs.")] = False,
) -> None:
    """Find the words of a text that may close a door.

    For each: why, and other wordings. Nothing leaves this machine. The code is 1 when there is something to look at.
    """
    from course.content import find_root, load_lens_rules
    from course.lens import find_marks_in_document

    text = _read_text(file)
    rules = load_lens_rules(find_root())
    marks = find_marks_in_document(text, rules, markdown=file.lower().endswith((".md", ".markdown")))
    if as_json:
        fields = ("line", "column", "text", "outcome", "term", "why", "prefer")
        rows = [{name: getattr(mark, name) for name in fields} for mark in marks]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for mark in marks:
            wordings = f" Other wordings: {', '.join(mark.prefer)}." if mark.prefer else ""
            typer.echo(f"{file}:{mark.line}:{mark.column}: {mark.outcome}: “{mark.text}”: {mark.why}{wordings}")
        flags = sum(mark.outcome == "flag" for mark in marks)
        typer.echo(f"{_count(flags, 'word')} to look at, {_count(len(marks) - flags, 'gentle note')}.", err=True)
    if any(mark.outcome == "flag" for mark in marks):
        raise typer.Exit(1)


def _read_text(file: str) -> str:
    """The text of a file or of what is piped in, refused in one line where it is no text."""
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{file} is not UTF-8 text (byte {error.start}); save it as plain text and try again"
        ) from error


def _built_site() -> Path:
    """The built book: an installed course brings it along; a checkout builds it when something changed."""
    from course.book.build import build_book, default_output, is_stale
    from course.content import find_root

    root = find_root()
    if is_stale(root):
        with _progress("Building the book (a minute or so)") as progress:
            # A fact past its review is for authors to mend; it must not keep a reader from the book.
            return build_book(root, None, progress, strict=False)
    return default_output(root)


@contextlib.contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A line that shows how far we are and how long it will take, once more than a second has passed."""
    began = time.monotonic()
    is_terminal = sys.stderr.isatty()
    shown = False

    def report(done: int, total: int) -> None:
        nonlocal shown
        took = time.monotonic() - began
        if not is_terminal or took < 1:
            return
        left = f", about {took / done * (total - done):.0f} s left" if done else ""
        typer.echo(f"\r{label}: {done} of {total}{left}\033[K", err=True, nl=False)
        shown = True

    yield report
    if shown:
        typer.echo("\r\033[K", err=True, nl=False)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _shown(path: Path) -> str:
    """A path as short as it can be said."""
    with contextlib.suppress(ValueError):
        return str(path.resolve().relative_to(Path.cwd()))
    return str(path)
