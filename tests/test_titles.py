"""What the tab, the history and the home screen give away."""

import re
from pathlib import Path

import pytest

from course.book.policy import content_policy, early_script
from course.book.titles import TELLING

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def titles(built_book) -> dict[str, str]:
    """The title of every built page, by its path."""
    found = {}
    for path in built_book.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found[path.relative_to(built_book).as_posix()] = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
    return found


def test_no_tab_tells_what_somebody_reads_about(titles):
    """A tab is seen by whoever sits beside, and the history by whoever borrows the phone."""
    assert [title for title in titles.values() if TELLING.search(title)] == []


def test_every_tab_has_a_title_of_its_own(titles):
    """Somebody with six tabs, or with a screen reader, must know which is which."""
    pages = {path: title for path, title in titles.items() if path != "index.html"}  # which only sends on
    assert len(set(pages.values())) == len(pages) > 30
    assert pages["modules/03-words/what-words-do.html"].startswith("Module 3, page 2 · ")


@pytest.mark.parametrize("word", ["Medication", "Steps", "Harm reduction", "About AA", "Sober living", "Opioids"])
def test_a_telling_title_is_known(word):
    """The check must not depend on how a word is written."""
    assert TELLING.search(word)


@pytest.mark.parametrize("title", ["Words", "Help", "Navigation", "Glossary", "First aid", "Next page"])
def test_a_plain_title_is_left_alone(title):
    """`NA` in `Navigation` is nobody's fellowship."""
    assert not TELLING.search(title)


def test_the_policy_allows_this_host_and_one_script_by_its_digest():
    """Whatever a learner pastes or an author links, nothing else may run or be asked."""
    policy = dict(rule.split(" ", 1) for rule in content_policy().split("; "))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in content_policy(in_header=True)
    assert "/*" not in early_script()
    assert "frame-ancestors" in content_policy(in_header=True)
