"""A cohort's folder and its learner codes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from banks import QUIZ, write_bank
from cohorts import make_cohort
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from printed import sheets_of

from course.errors import ContentError, GradingError
from course.grading import new_cohort, open_cohort
from course.grading.codes import FIRST_WORDS, MOST_CODES, SECOND_WORDS, new_codes
from course.responses import is_learner_code

SLANG = set(
    """
    acid angel base bean bee black blow blue blues brown bud bush candy chalk chicken clean cloud coke cotton cow crack
    crank crow crystal dirty dope dragon dust dusty fat ghost glass golden grass green haze hazy heavy herb high hit
    honey horse ice ivory junk junkie kush leaf lean lucid mellow mint molly monkey mushroom nod pearl pig pill poppy
    pot powder pure purple quartz rat red rock rose roxy serene sherm skunk slow smoke snake snow sober spark speed
    spice stone straw sugar tar toad tranq tranquil trip weed white yellow
    """.split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    return make_cohort(tmp_path_factory.mktemp("new"))


@given(seed=st.integers(0, 2**32), count=st.integers(1, 600))
@settings(max_examples=25, deadline=None)
def test_no_two_codes_of_a_cohort_are_one_letter_apart(seed, count):
    """A slip of the pen must not hand one learner's work to another."""
    codes = new_codes(count, Random(seed))

    assert len(set(codes)) == count
    assert not _near(codes)


def test_ten_thousand_codes_are_as_far_apart():
    """The largest cohort is where codes lie closest."""
    codes = new_codes(10_000, Random(1))

    assert all(map(is_learner_code, codes))
    assert not _near(codes)


def test_codes_cannot_be_foreseen():
    """Who knows one code must not be able to guess the next."""
    assert new_codes(25) != new_codes(25)


def test_more_codes_than_there_are_words_for_are_refused():
    """A code used twice would mix two people."""
    with pytest.raises(GradingError, match="learner codes"):
        new_codes(MOST_CODES + 1)


@pytest.mark.parametrize("words", [FIRST_WORDS, SECOND_WORDS])
def test_words_are_short_calm_and_no_slang(words):
    """A code is read aloud in a room; it must never hurt or wink."""
    assert len(set(words)) == len(words)
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in words)
    assert not SLANG & set(words)
    assert not _near(words)


def test_a_cohort_is_an_nbgrader_course_folder(cohort):
    """Stock tools must work on what we make."""
    names = {path.relative_to(cohort.folder).as_posix() for path in cohort.folder.rglob("*") if path.is_file()}

    assert names == {
        ".gitignore",
        "gradebook.db",
        f"items/{QUIZ}.yml",
        "learners.csv",
        "nbgrader_config.py",
        f"release/{QUIZ}/{QUIZ}.ipynb",
        "slips.html",
        f"source/{QUIZ}/{QUIZ}.ipynb",
    }
    with Gradebook(f"sqlite:///{cohort.folder / 'gradebook.db'}") as gradebook:
        assert sorted(student.id for student in gradebook.students) == sorted(cohort.codes)
        assert {cell.name: cell.max_score for cell in gradebook.find_notebook(QUIZ, QUIZ).grade_cells} == {
            "words-01": 1, "words-02": 2, "words-03": 3, "words-04": 2, "words-r1": 4, "words-r2": 1,
        }  # fmt: skip


def test_the_released_notebook_holds_no_key(cohort):
    """What a learner receives must not answer the quiz."""
    released = cohort.notebook("release", QUIZ).read_text()

    assert "HIDDEN TESTS" not in released
    assert "saved_response" not in released
    assert "HIDDEN TESTS" in cohort.notebook("source", QUIZ).read_text()


def test_a_cohorts_folder_may_be_moved(cohort, tmp_path):
    """A trainer copies the folder to another laptop."""
    moved = tmp_path / "somewhere else" / "spring"
    shutil.copytree(cohort.folder, moved)

    shown = subprocess.run(
        [sys.executable, "-m", "nbgrader", "db", "student", "list"],
        cwd=moved,
        text=True,
        capture_output=True,
        check=True,
    )

    assert cohort.codes[0] in shown.stdout + shown.stderr
    assert open_cohort(moved).codes == cohort.codes


def test_slips_hold_each_code_once_and_nothing_of_the_subject(cohort):
    """A slip is left on a table; it must not say what its owner came for."""
    slips = (cohort.folder / "slips.html").read_text(encoding="utf-8")
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", slips, flags=re.DOTALL)

    assert all(slips.count(code) == 1 for code in cohort.codes)
    assert not re.search(
        r"drug|recover|opioid|addict|medic|stigma|twelve|\bAA\b|\bNA\b|sober|http", text, re.IGNORECASE
    )
    assert "<script" not in slips


def test_slips_come_ten_to_a_printed_page(cohort, browser, tmp_path):
    """Both papers must take the same sheets, or cutting them goes wrong."""

    page = browser.new_page()
    page.goto((cohort.folder / "slips.html").as_uri())
    for paper in ("A4", "Letter"):
        page.pdf(path=tmp_path / f"{paper}.pdf", format=paper, prefer_css_page_size=False)
        sheets = sheets_of(tmp_path / f"{paper}.pdf")

        assert [sum(code in sheet for code in cohort.codes) for sheet in sheets] == [10, 10, 5]
    page.close()


def test_what_exists_is_never_overwritten(cohort):
    """A second `cohort new` must not cost a trainer the first."""
    before = (cohort.folder / "learners.csv").read_bytes()

    with pytest.raises(GradingError, match="exists already; a new cohort needs a new folder"):
        new_cohort(cohort.folder, 25, [QUIZ], cohort.folder.parent / "content")

    assert (cohort.folder / "learners.csv").read_bytes() == before


@pytest.mark.parametrize(("learners", "quiz", "message"), [(0, QUIZ, "1 to 10,000"), (10_001, QUIZ, "1 to 10,000")])
def test_a_cohort_of_no_size_is_refused(tmp_path, learners, quiz, message):
    """A typing error must not make a million slips."""
    with pytest.raises(GradingError, match=message):
        new_cohort(tmp_path / "cohort", learners, [quiz])


def test_a_cohort_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    """Half a folder would look like a whole one."""
    with pytest.raises(ContentError, match="no quiz '99-none'"):
        new_cohort(tmp_path / "cohort", 5, ["99-none"], tmp_path)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["file.txt", "file.txt/spring"])
def test_a_cohort_never_takes_the_place_of_a_file(tmp_path, name):
    """The line must tell a trainer what to do, not what the system calls it."""
    write_bank(tmp_path / "content")
    (tmp_path / "file.txt").write_text("mine")

    with pytest.raises(GradingError, match=r"new folder$|is a file; choose another place$"):
        new_cohort(tmp_path / name, 3, [QUIZ], tmp_path / "content")
    assert (tmp_path / "file.txt").read_text() == "mine"


def test_git_leaves_a_cohort_alone(tmp_path):
    """A trainer works inside the checkout; `git add .` must not publish people's own words."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    cohort = make_cohort(tmp_path, 2)

    found = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, text=True, capture_output=True, check=True
    )
    assert cohort.folder.name not in found.stdout


def test_a_failed_release_is_an_error_and_leaves_nothing_behind(tmp_path, monkeypatch):
    """nbgrader reports failure in a dict that is easy to overlook."""
    monkeypatch.setattr("course.quiz.write_notebook", lambda bank, path: path.write_text("no notebook"))

    with pytest.raises(GradingError, match=f"nbgrader could not release '{QUIZ}'"):
        make_cohort(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["content"]


@pytest.mark.parametrize("name", ["nbgrader_config.py", "learners.csv", "items"])
def test_another_folder_is_not_taken_for_a_cohort(cohort, tmp_path, name):
    """Grading the wrong folder must say so."""
    folder = tmp_path / "other"
    shutil.copytree(cohort.folder, folder)
    path = folder / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    with pytest.raises(GradingError, match=f"is not a cohort's folder \\(no {name}\\)"):
        open_cohort(folder)


def _near(words: list[str] | tuple[str, ...]) -> list[str]:
    """Those of the words that one letter more, less or other turns into another of them."""
    seen: dict[str, str] = {}
    near = []
    for word in words:
        shapes = {word[:n] + "*" + word[n + 1 :] for n in range(len(word))}
        shapes |= {word[:n] + "*" + word[n:] for n in range(len(word) + 1)}
        near += [word for shape in shapes if seen.setdefault(shape, word) != word]
    return near


def test_near_words_are_found():
    """The check above must be able to fail."""
    assert _near(["amber-heron-41", "amber-heron-42"])
    assert _near(["cat", "cart"])
    assert not _near(["amber-heron-41", "amber-otter-41"])


def test_the_package_imports_without_nbgrader():
    """`course collect` must not wait seconds for what it does not use."""
    code = "import sys, course.grading; print('nbgrader' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True, cwd=_ROOT)

    assert shown.stdout.strip() == "False"


_ROOT = Path(__file__).resolve().parents[1]
