"""What takes minutes: a second cohort for the oracle, the wheel, the twins of the lens, and the largest cohort."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path
from random import Random

import oracle
import pytest
from banks import QUIZ, write_bank
from cohorts import write_many
from lens_twin import as_json, open_twin
from oracle import Twice, grade_twice

from course.content import load_lens_rules
from course.grading import Cohort, new_cohort
from course.lens import find_marks

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]


def test_stock_nbgrader_agrees_on_a_larger_cohort_and_the_courses_own_quiz(tmp_path):
    """The everyday oracle knows one small bank and one seed; a rule that fits those alone would pass it."""
    cohort = new_cohort(tmp_path / "cohort", 200, [QUIZ], ROOT)

    grade_twice(tmp_path, cohort, Random(303))

    twice = Twice(tmp_path)
    oracle.assert_cells_agree(twice)
    oracle.assert_private_differs_by_its_points_alone(twice)
    oracle.assert_totals_agree(twice)
    oracle.assert_notebooks_agree(twice)


def run(*argv: object, cwd: Path, **environment: str) -> str:
    """Run a program that must succeed; gives what it printed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTHONPATH"))}
    done = subprocess.run(
        [str(arg) for arg in argv], cwd=cwd, env=inherited | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(built_book, tmp_path_factory) -> Path:
    """The command of a course installed from its wheel, in an environment that has its dependencies and no network."""
    base = tmp_path_factory.mktemp("wheel")
    offline = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", base, ROOT, cwd=base, **offline)
    (wheel,) = base.glob("*.whl")
    venv.create(base / "venv")
    bin_ = base / "venv" / ("Scripts" if os.name == "nt" else "bin")
    # What this environment has installed stands behind the wheel; the checkout, which it names by a .pth, does not.
    (packages,) = {Path(p) for p in sys.path if p.endswith("site-packages") and Path(p).is_relative_to(sys.prefix)}
    (own,) = (base / "venv").rglob("site-packages")
    (own / "behind.pth").write_text(f"{packages}\n", encoding="utf-8")
    run(*pip, "--python", bin_ / "python", "install", "--no-deps", "--ignore-installed", wheel, cwd=base, **offline)
    where = run(bin_ / "python", "-c", "import course; print(course.__file__)", cwd=base)
    assert Path(where.strip()).is_relative_to(base), "the checkout was imported instead of the wheel"
    return bin_ / "course"


def test_an_installed_course_serves_the_book_it_brought(installed, tmp_path):
    """After `pip install` a trainer in a church basement has no network and no minute to wait for a build."""
    port = free_port()
    command = [str(installed), "start", "--no-browser", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
            page = read(f"http://127.0.0.1:{port}/modules/03-words/quiz.html")
            assets = re.search(r"_static/course-[0-9a-f]{8}/", page)[0]
            view = read(f"http://127.0.0.1:{port}/{assets}exercises/quiz/view.js")
        finally:
            server.terminate()

    assert "<course-exercise" in page
    assert "export default" in view
    assert list(tmp_path.iterdir()) == [], "it built or wrote something"


def test_an_installed_course_checks_itself_and_makes_a_cohort(installed, tmp_path):
    """The wheel carries the item bank, the facts and the schemas, or grading stops at its first step."""
    assert "sound" in run(installed, "check", cwd=tmp_path)
    run(installed, "cohort", "new", "spring", "--learners", "3", cwd=tmp_path)

    cohort = Cohort(tmp_path / "spring")
    assert len(cohort.codes) == 3
    assert list(cohort.banks) == [QUIZ]
    assert cohort.notebook("release", QUIZ).is_file()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read(address: str) -> str:
    """A page of a server that may still be starting."""
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}")


def test_page_and_python_mark_alike_in_thousands_of_heaps(browser):
    """Every word of the rules beside every kind of character that the two languages might read apart."""
    rules = load_lens_rules(ROOT)
    random = Random(2026)
    heaps = [heap(random, rules) for _ in range(2_000)]
    expected = [as_json(find_marks(text, rules)) for text in heaps]
    with open_twin(browser, rules) as read_heaps:
        given = [marks for start in range(0, len(heaps), 200) for marks in read_heaps(heaps[start : start + 200])]

    assert sum(map(len, expected)) > 5_000, "heaps in which nothing is found would prove nothing"
    for text, mine, theirs in zip(heaps, expected, given, strict=True):
        assert theirs == mine, text


GLUE = [" ", " ", " ", " ", " ", " ", ". ", ", ", "? ", "\n", "\n\n", "\r\n", "\r", "\t", "\x0b", "\x1c", "\x85"]
GLUE += [
    "\u00a0",
    "\u2009",
    "\u2028",
    "\ufeff",
    "\u200b",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "(",
    ")",
    "> ",
    "- ",
    "*",
    "😀",
]
PLAIN = "I am we are my our name is was not never instead of word words Big Book people in the rooms José été ſ K İ ß"
PLAIN += " the an a he she who drug alcohol Narcotics Anonymous Office National Institute on Abuse Dr. said called 12 ٣"


def heap(random: Random, rules) -> str:
    """Terms of the lens among plain words, held together by anything."""
    terms = [name for term in rules.terms for name in term.term.split(" / ")]
    words = [random.choice(terms) if random.random() < 0.3 else random.choice(PLAIN.split()) for _ in range(80)]
    cased = [random.choice([str, str, str, str.upper, str.capitalize])(word) for word in words[: random.randint(1, 80)]]
    return "".join(part for word in cased for part in (word, random.choice(GLUE)))


MEASURED = """
import resource, sys
from pathlib import Path
from course.grading import collect, export_csv, grade, new_cohort, write_feedback
folder, root = Path(sys.argv[2]), Path(sys.argv[3])
match sys.argv[1]:
    case "new": print(len(new_cohort(folder, 10_000, None, root).codes))
    case "collect": print(len(collect(folder, sorted((root / "in").iterdir())).accepted))
    case "grade": print(grade(folder).graded)
    case "feedback": print(len(write_feedback(folder, root=root)))
    case "export": print(len(export_csv(folder).read_text("utf-8").splitlines()) - 1)
status = Path("/proc/self/status")
if status.exists():  # Linux counts the memory of the process that started this one into the other figure
    peak = int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(peak // 1024 ** 2)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows tells no process its peak of memory")
def test_ten_thousand_learners_fit_in_500_mb(tmp_path):
    """The largest cohort there may be is graded on the trainer's own laptop."""
    write_bank(tmp_path)
    cohort = tmp_path / "cohort"
    peaks = {}
    for step in ("new", "collect", "grade", "feedback", "export"):
        began = time.monotonic()
        done, peaks[step] = run(
            sys.executable, "-c", MEASURED, step, cohort, tmp_path, cwd=ROOT, PYTHONPATH=str(ROOT)
        ).split()
        print(f"{step}: {time.monotonic() - began:.0f} s, {peaks[step]} MB")
        assert done == "10000"
        if step == "new":
            write_many(tmp_path / "in", Cohort(cohort), Random(10_000))

    assert all(int(peak) < 500 for peak in peaks.values()), peaks
