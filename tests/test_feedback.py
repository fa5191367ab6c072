"""The page a learner gets back."""

import re
import shutil

import pytest
from banks import QUIZ, TEXT, write_bank
from cohorts import make_cohort, right_responses, write_responses
from gradebooks import set_manual

from course.content import Fact, Reference
from course.grading import Cohort, collect, feedback, grade, write_feedback
from course.grading.marks import PRIVATE_COMMENT

FACT = {
    "statement": "…", "cite": ("kelly2010",), "design": "", "population": "", "limits": "", "grade": "verified-primary",
    "checked_at": (), "checked_on": None, "review_by": None,
}  # fmt: skip
PARTIAL = {
    "words-01": "a",
    "words-02": ["a", "b"],
    "words-03": ["b", "a", "d", "c"],
    "words-04": {"p1": "x"},
    "words-05": 4,
    "words-r2": {"private": True},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Four learners: all right, some right with one reflection private, nothing, and odd things."""
    folder = tmp_path_factory.mktemp("made")
    cohort = make_cohort(folder, 4)
    bank = cohort.bank(QUIZ)
    odd = {"words-01": ["b"], "words-02": "<script>alert(1)</script>", "words-04": {"zz": "x"}, "words-05": 99}
    odd["words-03"] = ["a", "a"]
    given = [
        right_responses() | {"words-r1": {"text": "I said <b>no</b> & left.\n\nThen I came back."}},
        PARTIAL,
        {},
        odd,
    ]
    files = [write_responses(folder / f"{n}.json", bank, cohort.codes[n], r) for n, r in enumerate(given)]
    collect(cohort.folder, files)
    grade(cohort.folder)
    return cohort


@pytest.fixture
def cohort(made, tmp_path, monkeypatch):
    shutil.copytree(made.folder, tmp_path / "cohort")
    reference = Reference("kelly2010", "Kelly & Westerhoff (2010)", "https://doi.org/10.1016/j.drugpo.2009.10.010")
    monkeypatch.setattr(feedback, "load_facts", lambda root: {"ST-L-01": Fact(id="ST-L-01", topic="words", **FACT)})
    monkeypatch.setattr(feedback, "load_references", lambda root: {"kelly2010": reference})
    return Cohort(tmp_path / "cohort")


def test_every_graded_learner_gets_one_page(cohort):
    """Where nbgrader's own feedback would lie."""
    pages = write_feedback(cohort.folder)

    assert pages == [cohort.folder / "feedback" / code / QUIZ / f"{QUIZ}.html" for code in sorted(cohort.codes)]


def test_a_page_shows_what_was_chosen_what_it_earned_and_why(cohort):
    """Score by item, the option in words, its feedback, and the source of that."""
    items = _items(cohort, 1)

    assert "0 of 1" in items["words-01"]
    assert "for opioid abusers" in items["words-01"]
    assert "FEEDBACK-01-a blames." in items["words-01"]
    assert 'href="https://doi.org/10.1016/j.drugpo.2009.10.010"' in items["words-01"]
    assert "Kelly &amp; Westerhoff (2010)" in items["words-01"]
    assert "0 of 2" in items["words-02"]
    assert "dirty screen" in items["words-02"]
    assert "1 of 3" in items["words-03"]
    assert "1 of 2" in items["words-04"]
    assert "clean → in recovery" in items["words-04"]
    assert "substance abuse → not answered" in items["words-04"]


def test_a_page_does_not_give_the_key_away(cohort):
    """The next cohort answers the same quiz."""
    items = _items(cohort, 1)

    assert "for people with an opioid use disorder" not in items["words-01"]
    assert "tested positive" not in items["words-02"]


def test_an_opinion_is_shown_without_a_score(cohort):
    """Nobody is graded for what they think."""
    item = _items(cohort, 1)["words-05"]

    assert "Very much" in item
    assert " of " not in re.sub(r"<h2>.*?</h2>", "", item)


def test_words_wait_until_somebody_has_read_them(cohort):
    """An unread reflection is not one that earned nothing."""
    page = _page(cohort, 0)

    assert "Waiting to be read." in _items(cohort, 0)["words-r1"]
    assert "2 reflections are waiting to be read" in page
    assert "8 of 13 points" in page


def test_a_readers_points_and_comment_stand_under_the_words(cohort):
    """What was written, what it earned, and a human answer."""
    set_manual(cohort.folder, QUIZ, cohort.codes[0], "words-r1", 3.5, "Brave.\n<script>Thank you.</script>")

    item = _items(cohort, 0)["words-r1"]
    assert "I said &lt;b&gt;no&lt;/b&gt; &amp; left.\n\nThen I came back." in item
    assert "3.5 of 4" in item
    assert "Brave.\n&lt;script&gt;Thank you.&lt;/script&gt;" in item
    assert "Waiting" not in item
    assert "11.5 of 13 points" in _page(cohort, 0)


def test_a_private_reflection_is_named_as_kept_private(cohort):
    """The learner sees that the promise was kept."""
    item = _items(cohort, 1)["words-r2"]

    assert "kept it private. Nobody has read it" in item
    assert "1 of 1" in item
    assert PRIVATE_COMMENT not in item  # that one is for the grader


@pytest.mark.parametrize("item", ["words-01", "words-02", "words-03", "words-04", "words-05", "words-r1", "words-r2"])
def test_unanswered_is_shown_as_unanswered(cohort, item):
    """Empty must not look wrong."""
    assert "Not answered." in _items(cohort, 2)[item]


@pytest.mark.parametrize("item", ["words-01", "words-02", "words-03", "words-04", "words-05"])
def test_an_odd_answer_is_named_and_harmless(cohort, item):
    """Whatever came in, it is text here."""
    shown = _items(cohort, 3)[item]

    assert "cannot be read" in shown
    assert "<script" not in shown


def test_a_page_asks_no_host_and_runs_nothing(cohort, browser):
    """It is opened on a phone that somebody else may watch."""
    write_feedback(cohort.folder)
    page = browser.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    path = cohort.folder / "feedback" / cohort.codes[0] / QUIZ / f"{QUIZ}.html"
    page.goto(path.as_uri())

    assert asked == [path.as_uri()]
    assert faults == []
    assert page.locator("script, iframe, img, link[rel=stylesheet]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_a_cohort_is_handed_back_where_the_facts_are_not_at_hand(cohort, monkeypatch, tmp_path):
    """A folder on a stick, a laptop without the book."""
    monkeypatch.undo()

    page = write_feedback(cohort.folder, root=tmp_path)[0].read_text(encoding="utf-8")

    assert "ST-L-01" in page or "Not answered" in page


def test_stems_and_options_are_text(tmp_path):
    """An author may write < and & like anybody."""
    content = tmp_path / "content"
    path = write_bank(content)
    path.write_text(TEXT.replace("for opioid abusers", "<script>a & b</script>"), encoding="utf-8")
    from course.grading import new_cohort

    cohort = new_cohort(tmp_path / "cohort", 1, [QUIZ], content)
    file = write_responses(tmp_path / "in.json", cohort.bank(QUIZ), cohort.codes[0], {"words-01": "a"})
    collect(cohort.folder, [file])
    grade(cohort.folder)

    page = write_feedback(cohort.folder)[0].read_text(encoding="utf-8")
    assert "&lt;script&gt;a &amp; b&lt;/script&gt;" in page
    assert "<script" not in page


def _page(cohort, number: int) -> str:
    pages = {page.parents[1].name: page for page in write_feedback(cohort.folder)}
    return pages[cohort.codes[number]].read_text(encoding="utf-8")


def _items(cohort, number: int) -> dict[str, str]:
    """Item id -> its part of a learner's page."""
    return dict(re.findall(r'<section class="item" id="([^"]+)">(.*?)</section>', _page(cohort, number), re.DOTALL))
