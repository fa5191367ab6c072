"""`course new exercise`: what a developer begins with works, and nothing of theirs is written over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import assert_refused_in_one_line, course

from course.content import exercise_types
from course.errors import ContentError
from course.new import NewType, new_exercise

ROOT = Path(__file__).resolve().parents[1]
SHARED = ("course", "modules", "quizzes", "tests")
PYTEST = ("pytest", "-q", "-p", "no:cacheprovider")
FILES = ("_toc.yml", "_config.yml", "pyproject.toml", "README.md", "CONTRIBUTING.md", "Makefile")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout, without what is made in it."""
    away = shutil.ignore_patterns("__pycache__", ".*_cache", "_bundle")
    for name in SHARED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=away)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def in_checkout(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python there, with the copy in place of this checkout."""
    env = os.environ | {"PYTHONPATH": str(checkout), "COURSE_BUILDING": ""}
    return subprocess.run([sys.executable, "-m", *command], cwd=checkout, env=env, capture_output=True, text=True)


def test_a_new_type_is_sound_as_it_comes(checkout: Path) -> None:
    """Whoever begins must not begin by mending."""
    new_exercise("breathing_space", checkout)
    checked = subprocess.run(
        [sys.executable, "-c", "from course.cli import main; main()", "check"],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        capture_output=True,
    )
    ruled = in_checkout(checkout, "ruff", "check", ".")
    shaped = in_checkout(checkout, "ruff", "format", "--check", ".")
    tested = in_checkout(
        checkout,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_exercises.py",
        "tests/test_layers.py",
        "-k",
        "breathing_space",
    )

    assert checked.returncode == 0, checked.stdout
    assert ruled.returncode == 0, ruled.stdout
    assert shaped.returncode == 0, shaped.stdout
    assert tested.returncode == 0 and "passed" in tested.stdout, tested.stdout


@pytest.mark.long
def test_a_new_type_lives_in_a_browser_as_it_comes(checkout: Path) -> None:
    """Its own test, its states and its place in the gallery: all that `make test` would ask of it."""
    new_exercise("breathing_space", checkout)
    names = ["breathing_space", "gallery", "shape", "accessibility", "site"]
    tested = in_checkout(
        checkout,
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        *(f"tests/test_{name}.py" for name in names),
        "-m",
        "not long",
    )

    assert tested.returncode == 0, tested.stdout[-3000:]


def test_its_page_stands_in_the_gallery_in_the_order_of_the_alphabet(checkout: Path) -> None:
    """A list that is kept by hand is out of order by the third entry."""
    for name in ("zebra", "breathing_space", "quiz_too"):
        new_exercise(name, checkout)
    text = (checkout / "_toc.yml").read_text(encoding="utf-8")
    pages = [line.split("/")[-1] for line in text.splitlines() if "facilitator/gallery/" in line]

    assert pages == sorted(pages) and {"zebra", "breathing-space", "quiz-too"} <= set(pages)


@pytest.mark.parametrize("name", ["Breathing", "breathing-space", "2nd", "a b", "", "../up", "_a", "a__b"])
def test_a_name_that_is_none_is_refused(name: str, checkout: Path) -> None:
    """It becomes a folder, a module and an address."""
    with pytest.raises(ContentError, match="is no name for a type"):
        new_exercise(name, checkout)


def test_what_is_there_is_not_written_over(checkout: Path) -> None:
    """Half an evening's work may lie under that name."""
    with pytest.raises(ContentError, match="there is an exercise type 'practice' already"):
        new_exercise("practice", checkout)
    mine = checkout / "tests" / "test_breathing_space.py"
    mine.write_text("mine", encoding="utf-8")
    before = (checkout / "_toc.yml").read_text(encoding="utf-8")
    with pytest.raises(ContentError, match=r"test_breathing_space\.py is there already"):
        new_exercise("breathing_space", checkout)

    assert mine.read_text(encoding="utf-8") == "mine"
    assert not (checkout / "course" / "exercises" / "breathing_space").exists()
    assert (checkout / "_toc.yml").read_text(encoding="utf-8") == before


def test_outside_of_a_checkout_it_says_so(tmp_path: Path) -> None:
    """An installed course has no tests to add one to."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\n", encoding="utf-8")
    done = course("new", "exercise", "breathing_space", cwd=tmp_path)

    assert_refused_in_one_line(done)
    assert "is no checkout of the course" in done.stderr


@given(st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,8}){0,3}", fullmatch=True))
def test_every_name_has_its_forms(name: str) -> None:
    """One name, as folder, address, class and title."""
    new = NewType(name)

    assert new.id.replace("-", "_") == name and new.class_name.isidentifier()
    assert new.title.lower() == name.replace("_", " ")
    assert name in exercise_types() or new.id not in exercise_types()
