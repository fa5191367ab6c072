"""Grading a cohort: what a person gave stays, a bad submission stops nobody, a killed run is made good."""

import json
import re
import shutil
from contextlib import closing
from random import Random

import pytest
from banks import QUIZ
from cohorts import make_cohort, right_responses, write_many, write_responses
from gradebooks import dump, read_gradebook, set_manual
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from course.errors import GradingError
from course.grading import Cohort, autograde, collect, grade
from course.grading.gradebook import Gradebook
from course.grading.marks import NO_RESPONSE, PRIVATE_COMMENT, CellResult, Marks, settle
from course.grading.words import from_cell, to_cell
from course.quiz import PLACEHOLDER, PRIVATE_LINE

PRIVATE = {"words-r1": {"private": True}}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A cohort whose twelve learners have all handed something in."""
    folder = tmp_path_factory.mktemp("made")
    cohort = make_cohort(folder, 12)
    collect(cohort.folder, write_many(folder / "in", cohort, Random(7)))
    return cohort


@pytest.fixture
def cohort(made, tmp_path):
    shutil.copytree(made.folder, tmp_path / "cohort")
    return Cohort(tmp_path / "cohort")


@pytest.fixture
def hand_in(cohort, tmp_path):
    """The first learner hands in (once more), a minute later than before."""
    minutes = iter(range(1, 60))

    def write(responses: dict) -> str:
        learner = cohort.codes[0]
        earlier = json.loads((cohort.work("submitted", learner, QUIZ) / "responses.json").read_text())
        saved_at = f"2026-11-24T10:{next(minutes):02d}:00Z"
        path = write_responses(
            tmp_path / "again.json", cohort.bank(QUIZ), learner, responses, device=earlier["device"], saved_at=saved_at
        )
        assert collect(cohort.folder, [path]).replaced
        return learner

    return write


def test_right_responses_earn_every_point(cohort):
    """The first learner of the fixture has all right, the second nothing at all."""
    result = grade(cohort.folder)

    rows = read_gradebook(cohort.folder, QUIZ)
    first, second = cohort.codes[:2]
    assert result.graded == 12
    assert (rows[first,]["code_score"], rows[first,]["max_score"]) == (8.0, 13.0)
    assert rows[first,]["needs_manual_grade"]
    assert rows[second,]["score"] == 0
    assert not rows[second,]["needs_manual_grade"]
    assert rows[second, "comment", "words-r1"]["auto_comment"] == NO_RESPONSE


def test_what_a_person_gave_stays(cohort):
    """An evening of reading must survive every later command."""
    grade(cohort.folder)
    learner = cohort.codes[0]
    set_manual(cohort.folder, QUIZ, learner, "words-r1", 3.5, "Thank you.")
    before = dump(cohort.folder)

    grade(cohort.folder)

    assert dump(cohort.folder) == before


def test_changed_words_ask_to_be_read_again_and_keep_their_score(cohort, hand_in):
    """The grader decides whether the new words are worth another score."""
    grade(cohort.folder)
    set_manual(cohort.folder, QUIZ, cohort.codes[0], "words-r1", 3.5, "Thank you.")

    learner = hand_in(right_responses() | {"words-r1": {"text": "Other words."}})
    result = grade(cohort.folder)

    row = read_gradebook(cohort.folder, QUIZ)[learner, "grade", "words-r1"]
    assert (result.graded, result.unchanged) == (1, 11)
    assert (row["manual_score"], row["needs_manual_grade"]) == (3.5, True)
    assert _shown(cohort, learner)["words-r1"] == to_cell("Other words.")


def test_a_private_reflection_earns_its_completion_points(cohort, hand_in):
    """Keeping it private costs nobody a place in the queue."""
    learner = hand_in(right_responses() | PRIVATE)
    grade(cohort.folder)

    rows = read_gradebook(cohort.folder, QUIZ)
    assert rows[learner, "grade", "words-r1"]["manual_score"] == 3
    assert not rows[learner, "grade", "words-r1"]["needs_manual_grade"]
    assert rows[learner, "comment", "words-r1"]["manual_comment"] == PRIVATE_COMMENT
    assert _shown(cohort, learner)["words-r1"] == PRIVATE_LINE


def test_a_persons_score_of_a_private_reflection_is_never_touched(cohort, hand_in):
    """A grader may know more than the file does."""
    learner = hand_in(right_responses() | PRIVATE)
    grade(cohort.folder)
    set_manual(cohort.folder, QUIZ, learner, "words-r1", 1.0, "We talked about it.")
    hand_in(right_responses() | PRIVATE)
    grade(cohort.folder)

    rows = read_gradebook(cohort.folder, QUIZ)
    assert rows[learner, "grade", "words-r1"]["manual_score"] == 1.0
    assert rows[learner, "comment", "words-r1"]["manual_comment"] == "We talked about it."


def test_completion_points_go_when_the_words_are_shared_after_all(cohort, hand_in):
    """They were for keeping it private; now somebody has to read it."""
    hand_in(right_responses() | PRIVATE)
    grade(cohort.folder)
    learner = hand_in(right_responses())
    grade(cohort.folder)

    rows = read_gradebook(cohort.folder, QUIZ)
    assert rows[learner, "grade", "words-r1"]["manual_score"] is None
    assert rows[learner, "grade", "words-r1"]["needs_manual_grade"]
    assert rows[learner, "comment", "words-r1"]["manual_comment"] is None


marks = st.builds(
    Marks,
    auto_score=st.none() | st.floats(0, 4),
    manual_score=st.none() | st.sampled_from([0.0, 2.0, 3.0]),
    needs_manual_grade=st.booleans(),
    manual_comment=st.sampled_from([None, PRIVATE_COMMENT, "By a person."]),
)
found = st.builds(
    CellResult, auto_score=st.none(), is_private=st.booleans(), completion_points=st.just(3.0)
) | st.builds(CellResult, auto_score=st.floats(0, 4))


@given(old=marks, new=found)
@example(old=Marks(manual_score=2.0, manual_comment=PRIVATE_COMMENT), new=CellResult(None, None, True, 3.0))
def test_settling_twice_is_settling_once(old, new):
    """A run that is killed and repeated must not end elsewhere."""
    once = settle(old, new)

    assert settle(once, new) == once


@given(old=marks, new=found)
def test_settling_changes_no_score_but_our_own(old, new):
    """Whatever else happens, a person's score stands."""
    is_ours = old.manual_comment == PRIVATE_COMMENT and old.manual_score == new.completion_points

    if old.manual_score is not None and not is_ours:
        assert settle(old, new).manual_score == old.manual_score


HALF = json.dumps({"cells": [{"metadata": {"nbgrader": {"grade_id": "words-r1"}}, "source": "\ud800"}]})
DAMAGED = {
    "responses": ("responses.json", "{", "the file is not JSON"),
    "notebook": (f"{QUIZ}.ipynb", "{", "cannot be graded"),
    "no notebook": (f"{QUIZ}.ipynb", "[]", "it is no notebook"),
    "half a character": (f"{QUIZ}.ipynb", HALF, "surrogates not allowed"),
    "time": ("timestamp.txt", "yesterday-ish", "timestamp.txt holds no time"),
    "no such time": ("timestamp.txt", "99999999999999999999", "timestamp.txt holds no time"),
    "missing": (f"{QUIZ}.ipynb", None, f"{QUIZ}.ipynb is missing"),
}


@pytest.mark.parametrize(("name", "content", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_a_bad_submission_is_set_aside_and_stops_nobody(cohort, name, content, reason):
    """Eleven people must not wait for one broken file; nor may it cost its owner a zero."""
    learner = cohort.codes[3]
    path = cohort.work("submitted", learner, QUIZ) / name
    path.unlink() if content is None else path.write_text(content)

    result = grade(cohort.folder)

    assert result.graded == 11
    assert [given for given, _ in result.set_aside] == [f"submitted/{learner}/{QUIZ}"]
    assert reason in result.set_aside[0][1]
    assert (learner,) not in read_gradebook(cohort.folder, QUIZ)
    assert f"submitted/{learner}/{QUIZ}" in (cohort.folder / "set-aside" / "reasons.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("moment", range(1, 45, 4))
def test_a_run_killed_at_any_point_is_made_good_by_the_next(cohort, monkeypatch, moment):
    """A laptop's battery dies in the middle of an evening."""
    monkeypatch.setattr(autograde, "_BATCH", 5)
    calls = iter(range(1, 10_000))

    class Killed(BaseException):
        pass

    def killing(function):
        def call(*args, **kwargs):
            if next(calls) == moment:
                raise Killed
            return function(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("write_text", "write_bytes"):
            patch.setattr(autograde, name, killing(getattr(autograde, name)))
        patch.setattr(Gradebook, "save", killing(Gradebook.save))
        with pytest.raises(Killed):
            grade(cohort.folder)
    grade(cohort.folder)

    whole = cohort.folder.parent / "whole"
    shutil.copytree(cohort.folder, whole)
    for name in ("autograded", "set-aside"):
        shutil.rmtree(whole / name, ignore_errors=True)
    (whole / "graded.json").unlink()
    grade(whole)
    assert read_gradebook(cohort.folder, QUIZ) == read_gradebook(whole, QUIZ)
    assert _files(cohort.folder / "autograded") == _files(whole / "autograded")


def test_one_quiz_can_be_graded_alone_and_another_is_refused(cohort):
    """A cohort has several quizzes, not each of which is due."""
    assert grade(cohort.folder, QUIZ).graded == 12
    with pytest.raises(GradingError, match=f"has no quiz '99-none' \\(it has: {QUIZ}\\)"):
        grade(cohort.folder, "99-none")


def test_progress_reaches_its_end(cohort):
    """The command shows how far it is."""
    seen = []
    grade(cohort.folder, progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (12, 12)


def test_a_gradebook_that_cannot_be_used_is_one_line(cohort):
    """A database's own message is a page of SQL."""
    (cohort.folder / "gradebook.db").write_bytes(b"no database at all, but long enough to look like one" * 40)

    with pytest.raises(GradingError, match="cannot be used: file is not a database") as caught:
        grade(cohort.folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql+pg8000://u@h/db", "nonsense", "oracle+zz://x"])
def test_a_gradebook_by_a_url_that_leads_nowhere_is_one_line(cohort, url):
    """The settings invite a trainer to name another database, and its driver may not be installed."""
    settings = cohort.folder / "nbgrader_config.py"
    settings.write_text(f"{settings.read_text()}\nc.CourseDirectory.db_url = {url!r}\n", encoding="utf-8")

    with pytest.raises(GradingError, match=r"^nbgrader_config\.py names a gradebook that cannot be used") as caught:
        grade(cohort.folder)
    assert "\n" not in str(caught.value)


def test_a_gradebook_in_use_says_to_close_what_uses_it(cohort, monkeypatch):
    """Formgrader may be writing in another window."""
    import sqlite3

    monkeypatch.setattr("course.grading.gradebook.create_engine", lambda url: create_engine(url + "?timeout=0.1"))
    with closing(sqlite3.connect(cohort.folder / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradingError, match=r"is locked; close JupyterLab and run this again$"):
            grade(cohort.folder)

    assert grade(cohort.folder).graded == 12


def test_grading_starts_no_process(cohort, monkeypatch):
    """A kernel would run what a learner sent."""
    monkeypatch.setattr("subprocess.Popen.__init__", lambda *args, **kwargs: pytest.fail("a process was started"))

    assert grade(cohort.folder).graded == 12


def test_words_cannot_become_markup_where_a_grader_reads_them(cohort, hand_in):
    """Formgrader shows Markdown cells as they come, with the grader's rights."""
    from nbconvert import HTMLExporter

    words = "</pre><script>alert(1)</script>\n\n![](http://example.org/x.png) $\\href{javascript:alert(1)}{x}$"
    learner = hand_in(right_responses() | {"words-r1": {"text": words}})
    grade(cohort.folder)

    notebook = cohort.work("autograded", learner, QUIZ) / f"{QUIZ}.ipynb"
    body = HTMLExporter(template_name="basic").from_filename(str(notebook))[0]
    assert "<script>alert" not in body
    assert "example.org/x.png" in body
    assert not re.search(r"<img[^>]*example\.org", body)
    assert re.search(r"<pre[^>]*>[^<]*\\href\{javascript", body)


@given(words=st.text().filter(lambda text: "\r" not in text and "\0" not in text))
@example(words="</pre>")
@example(words="&lt;pre&gt;\n\n")
def test_words_come_out_of_a_cell_as_they_went_in(words):
    """What a learner wrote is given back to the letter."""
    assert from_cell(to_cell(words)) == words
    assert "</pre>" not in to_cell(words)[:-6]


def test_words_never_look_like_an_empty_cell():
    """Whoever writes the very line that stood there has still written it."""
    assert to_cell(PLACEHOLDER) != PLACEHOLDER


def _shown(cohort, learner) -> dict[str, str]:
    notebook = json.loads((cohort.work("autograded", learner, QUIZ) / f"{QUIZ}.ipynb").read_text())
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def _files(folder) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
