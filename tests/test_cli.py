"""The command: what it prints, and with which code it leaves."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course.cli import wording

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = [
    "start",
    "build",
    "check",
    "new exercise",
    "lab",
    "quiz build",
    "cohort new",
    "collect",
    "grade",
    "feedback",
    "export",
    "lens",
]


def course(*args: str, stdin: str | bytes = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the real command in its own process."""
    raw = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run(
        [sys.executable, "-c", "from course.cli import main; main()", *args],
        input=raw,
        capture_output=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_refused_in_one_line(done: subprocess.CompletedProcess[str]) -> None:
    """One clear line for every error; a traceback helps no trainer."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_help(command):
    """`--help` is the first thing a trainer tries."""
    done = course(*command.split(), "--help")

    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_help_imports_nothing_heavy():
    """`course --help` answers within 0.4 s only while these wait."""
    code = "import sys; import course.cli; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    heavy = {"sphinx", "nbgrader", "anywidget", "jsonschema", "sqlalchemy", "nbformat", "yaml", "IPython", "rich"}
    assert not heavy & set(re.findall(r"'(\w+)'", done.stdout))


def test_the_version_is_the_edition():
    """A trainer who reports a fault must be able to say of what."""
    assert re.fullmatch(r"whos-in-the-room \d{4}\.\d+\n", course("--version").stdout)


def test_wrong_usage_exits_with_2():
    """A script must be able to tell a slip from a finding."""
    assert course("collect").returncode == 2
    assert course("cohort", "new", "spring", "--learners", "0").returncode == 2
    assert course("nonsense").returncode == 2


@pytest.mark.parametrize("command", ["grade", "feedback", "collect"])
def test_a_folder_that_is_no_cohort_is_refused_in_one_line(command, tmp_path):
    """The commonest slip is the wrong folder."""
    extra = ["some.json"] if command == "collect" else []

    done = course(command, str(tmp_path), *extra)

    assert_refused_in_one_line(done)
    assert str(tmp_path) in done.stderr or "cohort" in done.stderr


@pytest.fixture(scope="module")
def spring(tmp_path_factory):
    """A cohort just made, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("new") / "our spring"
    assert course("cohort", "new", str(folder), "--learners", "2", "--quiz", "03-words").returncode == 0
    return folder


@pytest.mark.parametrize(("command", "first"), [("grade", 'collect "{}" FILE'), ("feedback", 'grade "{}"')])
def test_a_step_taken_too_early_names_the_one_before(command, first, spring):
    """“0 pages” leaves a trainer looking for them."""
    done = course(command, str(spring))

    assert_refused_in_one_line(done)
    assert f"first: course {first.format(spring)}" in done.stderr


def test_collect_says_where_the_reasons_are(spring, tmp_path):
    """Lines scroll away; a slip of the keyboard leaves no reason behind, a learner's file does."""
    (tmp_path / "odd.json").write_text("{}")

    assert "reasons.csv" not in course("collect", str(spring), str(tmp_path / "none.json")).stderr
    done = course("collect", str(spring), str(tmp_path / "odd.json"))
    assert done.returncode == 1
    assert str(spring / "set-aside" / "reasons.csv") in done.stderr


def test_every_quiz_that_is_named_is_looked_for(tmp_path):
    """The last `--quiz` must not hide a misspelled first."""
    done = course("cohort", "new", str(tmp_path / "x"), "--learners", "2", "--quiz", "99-none", "--quiz", "03-words")

    assert_refused_in_one_line(done)
    assert "99-none" in done.stderr


def test_an_unknown_form_of_export_is_wrong_usage(tmp_path):
    """`--to xlsx` should say what there is."""
    done = course("export", str(tmp_path), "--to", "xlsx")

    assert done.returncode == 2
    assert "csv" in done.stderr


def test_lens_reads_a_pipe_and_gives_json():
    """Other programs can run the lens."""
    done = course("lens", "-", "--json", stdin="Welcome.\nWe turn away drug addicts here.\n")

    rows = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(row["line"], row["outcome"]) for row in rows] == [(2, "flag")]
    assert set(rows[0]) == {"line", "column", "text", "outcome", "term", "why", "prefer"}
    assert rows[0]["column"] == len("We turn away ") + 1
    assert rows[0]["text"].startswith("drug addict")


def test_lens_finds_nothing_in_a_kind_text():
    """A clean result is a result: code 0, and it says so."""
    done = course("lens", "-", stdin="People who use drugs are welcome here.\n")

    assert done.returncode == 0
    assert done.stdout == ""
    assert "0 words to look at" in done.stderr


@pytest.mark.parametrize("stdin", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\xff"])
def test_lens_refuses_what_is_no_text_in_one_line(stdin):
    """A picture dropped on the command must not spill bytes."""
    assert_refused_in_one_line(course("lens", "-", stdin=stdin))


def test_output_is_utf_8_wherever_it_goes():
    """Windows gives a pipe an old code page; a quotation mark must not end a check with an error."""
    done = subprocess.run(
        [sys.executable, "-c", "from course.cli import main; main()", "lens", "-"],
        input=b"We turn away drug addicts here.\n",
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp437"},
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert "“drug addicts”" in done.stdout.decode()


def test_lens_refuses_a_missing_file_in_one_line():
    """The file's name is what the person needs to see."""
    done = course("lens", "no-such-flyer.txt")

    assert_refused_in_one_line(done)
    assert "no-such-flyer.txt" in done.stderr


def test_check_is_green_on_the_course():
    """What we publish passes what we ask of authors."""
    done = course("check")

    assert done.stdout.strip() == "Every authored file is sound.", done.stdout


def test_check_prints_findings_with_path_and_line(tmp_path):
    """An editor can jump to `path:line: message`."""
    from shutil import copytree, ignore_patterns

    root = tmp_path / "copy"
    root.mkdir()
    for name in ("modules", "quizzes"):
        copytree(ROOT / name, root / name, ignore=ignore_patterns(".ipynb_checkpoints"))
    (root / "_toc.yml").write_bytes((ROOT / "_toc.yml").read_bytes())
    page = root / "modules" / "about.md"
    lines = page.read_text(encoding="utf-8").count("\n")
    page.write_text(
        page.read_text(encoding="utf-8") + "\nWe do not help junkies here.\n\nA claim {fact}`ST-L-99`.\n",
        encoding="utf-8",
    )

    done = course("check", cwd=root)

    assert done.returncode == 1
    found = done.stdout.splitlines()
    assert found[0].startswith(f"modules/about.md:{lines + 2}: “junkies”:")
    assert found[1] == f"modules/about.md:{lines + 4}: unknown fact 'ST-L-99'"


def test_what_falls_due_is_listed_with_the_pages_that_lean_on_it():
    """Whoever checks phone numbers twice a year needs a list, and the places to mend."""
    done = course("check", "--due", "2027-06-01")

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    form = r"modules/evidence/facts\.yml:\d+: [A-Z0-9-]+: review by 2027-0[1-6]-\d\d.*"
    assert all(re.fullmatch(form, line) for line in lines)
    assert any("RES-988: review by" in line and "modules/help.md" in line for line in lines)
    assert done.stderr.strip() == f"{len(lines)} facts to review by 2027-06-01."


def test_nothing_is_due_before_it_was_checked():
    """A date long past must give an empty list, not an error."""
    done = course("check", "--due", "2020-01-01")

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("day", ["June", "2027-13-01", ""])
def test_a_date_that_is_none_is_refused_in_words(day):
    """No traceback reaches a user."""
    done = course("check", "--due", day)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "--due" in done.stderr


def test_the_links_out_of_the_book_are_listed_by_host():
    """Only a person can tell whether a page still says what it said."""
    done = course("check", "--links")

    hosts = [line for line in done.stdout.splitlines() if not line.startswith("  ")]
    links = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    assert done.returncode == 0
    assert hosts == sorted(set(hosts)) and "smartrecovery.org" in hosts
    assert all(re.fullmatch(r"  [\w/.-]+:\d+: https?://\S+", link) for link in links)


def test_quiz_build_leaves_the_committed_notebook_as_it_is():
    """The notebook in the repository is the one the bank gives, byte for byte."""
    path = ROOT / "quizzes" / "source" / "03-words" / "03-words.ipynb"
    before = path.read_bytes()

    assert course("quiz", "build").returncode == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("seconds", "is_terminal", "shown"),
    [(3, True, "Grading: 25 of 100, about 9 s left"), (0.5, True, ""), (3, False, "")],
)
def test_a_long_step_says_how_far_it_is_and_a_short_or_piped_one_is_silent(
    monkeypatch, capsys, seconds, is_terminal, shown
):
    """Somebody who sees nothing for a minute presses Ctrl+C; somebody who reads a log wants no moving line."""
    clock = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(wording, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)

    with wording.progress("Grading") as report:
        report(25, 100)

    said = capsys.readouterr().err
    assert shown in said
    assert bool(said) == bool(shown)
