"""What each command asks of the library and says of the answer.

Every heavy import waits until a command needs it, so that `course --help` answers at once.
"""

import contextlib
import json
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from course import __version__
from course.cli.wording import count, progress, quoted, read_text, shown
from course.errors import CourseError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Who's in the Room?: read the course, write it, and run it with a cohort.",
)
quiz_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Quizzes as nbgrader's notebooks.")
new_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Something new to work on.")
cohort_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="A cohort's folder.")
app.add_typer(quiz_app, name="quiz")
app.add_typer(cohort_app, name="cohort")
app.add_typer(new_app, name="new")

CohortFolder = Annotated[Path, typer.Argument(metavar="DIR", help="The cohort's folder.")]
QuizId = Annotated[str | None, typer.Option("--quiz", metavar="ID", help="One quiz; all of the cohort's otherwise.")]


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

    with progress("Building the book") as report:
        site = build_book(find_root(), out, report)
    typer.echo(f"The book is in {shown(site)}")


@new_app.command("exercise")
def new_exercise(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters and underscores: breathing_space.")],
) -> None:
    """Begin a new exercise type: folder, sample, gallery page and test, all of which work."""
    from course.content import find_root
    from course.new import new_exercise

    for path in new_exercise(name, find_root()):
        typer.echo(shown(path))
    typer.echo("Now `course start` shows its page, and `make test` looks at it.")


@app.command()
def check(
    due: Annotated[
        datetime | None,
        typer.Option("--due", metavar="DATE", formats=["%Y-%m-%d"], help="Instead, list the facts to review by then."),
    ] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Instead, list the links out of the book, for a person to open.")
    ] = False,
) -> None:
    """Check every authored file.

    Each finding is one line, path:line: message.
    """
    from course.content import find_root

    root = find_root()
    if due is not None:
        _show_due(root, due.date())
    elif links:
        _show_links(root)
    else:
        _show_findings(root)


def _show_findings(root: Path) -> None:
    from course.check import find_external_links, find_findings

    with progress("Checking") as report:
        findings = find_findings(root, progress=report)
    for finding in findings:
        typer.echo(finding)
    addresses = {link.address for link in find_external_links(root)}
    typer.echo(f"{count(len(addresses), 'link')} out of the book: `course check --links` lists them.", err=True)
    if findings:
        typer.echo(f"{count(len(findings), 'finding')}.", err=True)
        raise typer.Exit(1)
    typer.echo("Every authored file is sound.")


def _show_due(root: Path, by: date) -> None:
    from course.check import find_due

    due = find_due(root, by)
    for one in due:
        used = f"; used by {', '.join(one.used_by)}" if one.used_by else ""
        typer.echo(f"modules/evidence/facts.yml:{one.fact.line}: {one.fact.id}: review by {one.fact.review_by}{used}")
    typer.echo(f"{count(len(due), 'fact')} to review by {by}.", err=True)


def _show_links(root: Path) -> None:
    from course.check import find_external_links

    host = ""
    links = find_external_links(root)
    for link in links:
        if link.host != host:
            host = link.host
            typer.echo(host)
        typer.echo(f"  {link.path}:{link.line}: {link.address}")
    hosts = len({link.host for link in links})
    typer.echo(f"{count(len({link.address for link in links}), 'link')} to {count(hosts, 'host')}.", err=True)


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
        typer.echo(f"Built {shown(path)}")


@cohort_app.command("new")
def cohort_new(
    folder: CohortFolder,
    learners: Annotated[int, typer.Option("--learners", metavar="N", min=1, max=10_000, help="How many codes.")],
    quiz: Annotated[
        list[str] | None, typer.Option("--quiz", metavar="ID", help="A quiz it takes; may be repeated. All otherwise.")
    ] = None,
) -> None:
    """Make a cohort's folder: nbgrader's course folder, learner codes, and a page of code slips to print."""
    from course.content import find_root
    from course.grading import new_cohort

    with progress("Making the cohort") as report:
        cohort = new_cohort(folder, learners, quiz or None, find_root(), report)
    typer.echo(f"{count(learners, 'learner code')} in {shown(cohort.folder / 'learners.csv')}")
    typer.echo(f"Slips to print and cut: {shown(cohort.folder / 'slips.html')}")


@app.command()
def collect(
    folder: CohortFolder,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=".json, .txt, .zip or .ipynb files.")],
) -> None:
    """Take learners' responses into the cohort.

    What cannot be taken is set aside with a reason, and stops nobody else.
    """
    from course.grading import collect as collect_files

    with progress("Collecting") as report:
        result = collect_files(folder, files, report)
    for name, reason in result.set_aside:
        typer.echo(f"set aside: {name}: {reason}", err=True)
    typer.echo(
        f"{len(result.accepted)} taken, {len(result.replaced)} replaced an earlier one, "
        f"{len(result.kept_earlier)} already there or older, {len(result.set_aside)} set aside."
    )
    reasons = folder / "set-aside" / "reasons.csv"
    if result.set_aside:
        if reasons.is_file():
            typer.echo(f"All that is set aside, and why: {shown(reasons)}", err=True)
        raise typer.Exit(1)


@app.command()
def grade(folder: CohortFolder, quiz: QuizId = None) -> None:
    """Score the responses into nbgrader's gradebook.

    It may be run again at any time; scores that a person gave stay as they are.
    """
    from course.grading import grade as grade_cohort

    with progress("Grading") as report:
        result = grade_cohort(folder, quiz, report)
    if not (result.graded or result.unchanged or result.set_aside):
        raise CourseError(f"nothing has been handed in yet; first: course collect {quoted(folder)} FILE…")
    for name, reason in result.set_aside:
        typer.echo(f"set aside: {name}: {reason}", err=True)
    typer.echo(
        f"{count(result.graded, 'submission')} graded, {result.unchanged} unchanged; "
        f"{count(result.to_read, 'reflection')} to read."
    )
    if result.to_read:
        typer.echo(f"Read them with: course lab {quoted(folder)}")
    if result.set_aside:
        raise typer.Exit(1)


@app.command()
def feedback(folder: CohortFolder, quiz: QuizId = None) -> None:
    """Write one page of feedback a learner."""
    from course.grading import write_feedback

    with progress("Writing feedback") as report:
        pages = write_feedback(folder, quiz, report)
    if not pages:
        raise CourseError(f"nothing is graded yet; first: course grade {quoted(folder)}")
    typer.echo(f"{count(len(pages), 'page')} in {shown(folder / 'feedback')}")


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
    typer.echo(f"The scores are in {shown(export_csv(folder, out))}")


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

    text = read_text(file)
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
        typer.echo(f"{count(flags, 'word')} to look at, {count(len(marks) - flags, 'gentle note')}.", err=True)
    if any(mark.outcome == "flag" for mark in marks):
        raise typer.Exit(1)


def _built_site() -> Path:
    """The built book: an installed course brings it along; a checkout builds it when something changed."""
    from course.book.build import build_book, default_output, is_stale
    from course.content import find_root

    root = find_root()
    if is_stale(root):
        with progress("Building the book (a minute or so)") as report:
            # A fact past its review is for authors to mend; it must not keep a reader from the book.
            return build_book(root, None, report, strict=False)
    return default_output(root)
