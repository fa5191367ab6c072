"""Stock formgrader, in a real Jupyter server, on a cohort that we graded."""

import json
import re

import pytest
from banks import QUIZ
from cohorts import make_cohort, right_responses, write_responses
from formgrader import serve_formgrader
from gradebooks import read_gradebook

from course.grading import collect, grade, write_feedback

WORDS = "Somebody said “clean”, and I felt dirty.\n\n<script>alert(1)</script>"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Three learners: words to read, words kept private, nothing."""
    folder = tmp_path_factory.mktemp("formgrader")
    cohort = make_cohort(folder, 3)
    given = [right_responses() | {"words-r1": {"text": WORDS}}, {"words-r1": {"private": True}}, {}]
    bank = cohort.bank(QUIZ)
    collect(
        cohort.folder, [write_responses(folder / f"{n}.json", bank, cohort.codes[n], r) for n, r in enumerate(given)]
    )
    grade(cohort.folder)
    return cohort


@pytest.fixture(scope="module")
def ask(cohort, tmp_path_factory):
    """Ask a Jupyter server that was started in the cohort's folder."""
    with serve_formgrader(cohort.folder, tmp_path_factory.mktemp("home")) as ask:
        yield ask


@pytest.fixture(scope="module")
def first(ask, cohort):
    """The first learner's submission, as formgrader knows it."""
    submissions = json.loads(ask(f"/formgrader/api/submitted_notebooks/{QUIZ}/{QUIZ}"))
    return next(each for each in submissions if each["student"] == cohort.codes[0])


def test_formgrader_lists_every_submission(ask, cohort):
    """A trainer opens it and sees who is there, and who is still to be read."""
    submissions = json.loads(ask(f"/formgrader/api/submissions/{QUIZ}"))

    assert [each["student"] for each in submissions] == sorted(cohort.codes)
    assert all(each["autograded"] and each["submitted"] for each in submissions)
    by_code = {each["student"]: each for each in submissions}
    assert [by_code[code]["needs_manual_grade"] for code in cohort.codes] == [True, False, False]
    assert [by_code[code]["score"] for code in cohort.codes] == [8, 3, 0]
    assert by_code[cohort.codes[0]]["max_score"] == 13


def test_formgrader_opens_on_the_cohorts_folder(ask):
    """Started elsewhere it would show nothing but a page of faults."""
    assert "nbgrader formgrade" in ask("/formgrader/manage_assignments")
    (assignment,) = json.loads(ask("/formgrader/api/assignments"))
    assert (assignment["name"], assignment["num_submissions"], assignment["max_score"]) == (QUIZ, 3, 13)


def test_the_grading_page_shows_the_words_beside_their_rubric(ask, first):
    """Blind reading: the words, what they are read for, and nothing of the person."""
    page = ask(f"/formgrader/submissions/{first['id']}/")

    text = re.sub(r"\s+", " ", page)
    assert "Somebody said “clean”, and I felt dirty." in page
    assert "It is told from the other person&#39;s side" in text or "It is told from the other person's side" in text
    assert (
        text.index("Tell of a word that closed a door") < text.index("Somebody said") < text.index("What would you say")
    )


def test_words_run_nothing_in_the_graders_browser(ask, first):
    """Formgrader shows Markdown as it comes, beside a server that runs code."""
    page = ask(f"/formgrader/submissions/{first['id']}/")

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_points_given_in_formgrader_stay_and_reach_the_learner(ask, cohort, first):
    """The whole thread: read, give points, grade again, hand back."""
    grades = json.loads(ask(f"/formgrader/api/grades?submission_id={first['id']}"))
    comments = json.loads(ask(f"/formgrader/api/comments?submission_id={first['id']}"))
    given = next(each for each in grades if each["name"] == "words-r1")
    said = next(each for each in comments if each["name"] == "words-r1")
    assert (given["needs_manual_grade"], given["max_score"]) == (True, 4)

    ask(f"/formgrader/api/grade/{given['id']}", {"manual_score": 3.5, "extra_credit": None})
    ask(f"/formgrader/api/comment/{said['id']}", {"manual_comment": "Thank you for this."})
    grade(cohort.folder)

    kept = read_gradebook(cohort.folder, QUIZ)[cohort.codes[0], "grade", "words-r1"]
    assert (kept["manual_score"], kept["needs_manual_grade"]) == (3.5, False)
    write_feedback(cohort.folder)
    page = (cohort.work("feedback", cohort.codes[0], QUIZ) / f"{QUIZ}.html").read_text(encoding="utf-8")
    assert "3.5 of 4" in page
    assert "Thank you for this." in page
