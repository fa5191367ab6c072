"""The whole thread: a member on a phone, a trainer, a grader, and feedback; nothing in between is made up."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from formgrader import serve_formgrader
from playwright.sync_api import BrowserContext, Page, expect
from printed import sheets_of
from test_cli import course

from course.content import load_bank

BANK = load_bank("03-words")
WORDS = "In our opening we say “really clean”. A man left. I was the secretary; I’ll ask the group on Tuesday."
KEPT_PRIVATE = "Nobody reads this but me."


@pytest.fixture(scope="module")
def cohort(tmp_path_factory) -> Path:
    """A trainer makes a cohort with the command."""
    folder = tmp_path_factory.mktemp("thread") / "spring"
    done = course("cohort", "new", str(folder), "--learners", "25")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def code(cohort) -> str:
    """The code on the first slip."""
    return _codes(cohort)[0]


def _codes(cohort: Path) -> list[str]:
    with (cohort / "learners.csv").open(encoding="utf-8-sig", newline="") as file:
        return [next(iter(row.values())) for row in csv.DictReader(file)]


@dataclass
class HandedIn:
    """What a member leaves behind."""

    file: Path
    asked: list[str]
    """every address the phone asked for"""
    printed: dict[str, str]
    """the text of each page, printed"""


@pytest.fixture(scope="module")
def hands_in(browser, site, code, tmp_path_factory) -> HandedIn:
    """A member goes through module 3 on a phone, prints it and downloads the responses."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    context.set_default_timeout(20_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    _reflects(page, site)
    _practices(page, site)
    _looks_through_the_lens(page, site)
    file = _answers_the_quiz(page, site, code, tmp_path_factory.mktemp("phone"))
    _finds_it_all_in_my_notebook(page, site)
    names = ("03-words/index", "03-words/whose-word", "03-words/doors", "03-words/quiz", "my-notebook")
    printed = {name: _prints(page, site, name) for name in names}
    assert context.cookies() == []
    context.close()
    return HandedIn(file, asked, printed)


def _open(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/modules/{name}.html")
    page.locator("course-exercise[ready]").first.wait_for()


def _reflects(page: Page, site: str) -> None:
    _open(page, site, "03-words/index")
    page.get_by_role("textbox").first.fill("At the picnic. She went quiet.")
    page.reload()
    page.locator("course-exercise[ready]").first.wait_for()
    expect(page.get_by_role("textbox").first).to_have_value("At the picnic. She went quiet.")


def _practices(page: Page, site: str) -> None:
    _open(page, site, "03-words/whose-word")
    exercise = page.locator("course-exercise")
    exercise.get_by_role("radio").first.check()
    exercise.get_by_role("button", name="Check").first.click()
    expect(exercise.locator(".course-mark:visible").first).to_be_visible()
    page.reload()
    expect(exercise.get_by_role("radio").first).to_be_checked()


def _looks_through_the_lens(page: Page, site: str) -> None:
    _open(page, site, "03-words/doors")
    page.locator("course-exercise").get_by_role("textbox").first.fill("No junkies in this hall. I am an addict.")
    page.get_by_role("button", name=re.compile("^junkies")).click()
    page.get_by_role("button", name="people who use drugs").click()
    expect(page.locator("course-exercise").get_by_role("textbox").first).to_have_value(
        "No people who use drugs in this hall. I am an addict."
    )
    page.reload()
    expect(page.locator("course-exercise").get_by_role("textbox").first).to_have_value(re.compile("people who use"))


def _answers_the_quiz(page: Page, site: str, code: str, folder: Path) -> Path:
    _open(page, site, "03-words/quiz")
    page.get_by_label("Learner code").first.fill(code)
    items = page.locator(".course-quiz-item")
    for number, item in enumerate(BANK.quiz_items()):
        answer(items.nth(number), item)
    page.reload()
    page.locator("course-exercise[ready]").first.wait_for()
    expect(page.get_by_text("Answered 11 of 11")).to_be_visible()
    page.get_by_role("button", name="Review my answers").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my answers").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def answer(shown, item) -> None:
    """By its key, but for the order, which is kept as it stands, and the reflections."""
    text = {option.id: option.text for option in item.options}
    if item.kind in ("choice", "multiple"):
        for option_id in [item.key] if item.kind == "choice" else item.key:
            shown.get_by_label(text[option_id]).check()
    elif item.kind == "order":
        shown.get_by_role("button", name="Keep this order").click()
    elif item.kind == "match":
        for prompt in item.prompts:
            shown.get_by_label(prompt.text).select_option(label=text[item.key[prompt.id]])
    elif item.kind == "likert":
        shown.get_by_label(item.labels[-1], exact=True).check()
    else:
        shown.get_by_role("textbox").fill(WORDS if item.id == "words-r1" else KEPT_PRIVATE)
        if item.id == "words-r2":
            shown.get_by_label("keep it private").check()


def _finds_it_all_in_my_notebook(page: Page, site: str) -> None:
    _open(page, site, "my-notebook")
    for words in ("At the picnic.", "people who use drugs", KEPT_PRIVATE):
        expect(page.locator("course-exercise")).to_contain_text(words)


def _prints(page: Page, site: str, name: str) -> str:
    _open(page, site, name)
    return re.sub(r"\s+", " ", " ".join(sheets_of(page.pdf(format="Letter"))))


@pytest.fixture(scope="module")
def graded(cohort, code, hands_in) -> Path:
    """The trainer collects that very file, with a broken one beside it, and grades."""
    file = hands_in.file
    broken = file.with_name("broken.json")
    broken.write_text("{", encoding="utf-8")
    collected = course("collect", str(cohort), str(file), str(broken))
    assert (collected.returncode, collected.stdout.split(",")[0]) == (1, "1 taken")
    assert "broken.json" in collected.stderr
    done = course("grade", str(cohort))
    assert done.returncode == 0, done.stderr
    assert "1 reflection to read" in done.stdout
    return cohort


def test_no_request_leaves_this_machine(hands_in):
    """Somebody's evening with this course is nobody's business."""
    asked = hands_in.asked

    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}


def test_every_exercise_prints_with_what_was_written(hands_in, code):
    """Somebody without a printer at home prints at the library, once."""
    printed = hands_in.printed

    assert "At the picnic. She went quiet." in printed["03-words/index"]
    assert "No people who use drugs in this hall." in printed["03-words/doors"]
    assert "No junkies in this hall." in printed["03-words/doors"]
    assert WORDS in printed["03-words/quiz"] and code in printed["03-words/quiz"]
    assert KEPT_PRIVATE not in printed["03-words/quiz"]
    assert "At the picnic." in printed["my-notebook"]


def test_the_file_holds_the_answers_and_not_the_private_words(hands_in, code):
    """What leaves the phone is what the page said would leave it."""
    document = json.loads(hands_in.file.read_text(encoding="utf-8"))

    assert (document["learner"], document["bank"]) == (code, BANK.digest)
    assert document["responses"]["words-r1"] == {"text": WORDS}
    assert document["responses"]["words-r2"] == {"private": True}
    assert KEPT_PRIVATE not in str(document)


def test_the_trainer_reads_grades_hands_back_and_exports(graded, code, tmp_path):
    """From the gradebook on, all of it is stock nbgrader, asked over its own API."""
    with serve_formgrader(graded, tmp_path) as ask:
        (submission,) = [s for s in json.loads(ask("/formgrader/api/submitted_notebooks/03-words/03-words")) if s["id"]]
        page = ask(f"/formgrader/submissions/{submission['id']}/")
        assert "I was the secretary" in page
        assert BANK.find("words-r1").rubric[-1].text.split(".")[0] in page
        grades = json.loads(ask(f"/formgrader/api/grades?submission_id={submission['id']}"))
        to_read = next(grade for grade in grades if grade["name"] == "words-r1")
        ask(f"/formgrader/api/grade/{to_read['id']}", {"manual_score": 3, "extra_credit": None})
    assert "0 submissions graded, 1 unchanged; 0 reflections to read" in course("grade", str(graded)).stdout
    assert course("feedback", str(graded)).returncode == 0
    assert course("export", str(graded), "--to", "csv").returncode == 0

    feedback = (graded / "feedback" / code / "03-words" / "03-words.html").read_text(encoding="utf-8")
    assert "3 of 4" in feedback
    assert KEPT_PRIVATE not in feedback
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//(?!doi\.org)[^\"' >]*\.(?:js|css|png|woff2?)", feedback)


def test_the_exported_row_holds_each_score(graded, code, tmp_path):
    """A spreadsheet is where many trainers meet the result."""
    out = tmp_path / "scores.csv"
    assert course("export", str(graded), "--to", "csv", "--out", str(out)).returncode == 0

    with out.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if code in row.values())
    scores = {name.split(" ")[0]: value for name, value in row.items()}
    full = {item.id: item.points for item in BANK.quiz_items() if item.is_scored and item.kind != "order"}
    assert {name: float(scores[name]) for name in full} == full
    assert 0 <= float(scores["words-06"]) <= 1
    assert float(scores["words-r2"]) == BANK.find("words-r2").completion_points


def test_a_second_phone_with_the_same_code_is_set_aside(graded, hands_in, tmp_path):
    """Two people with one code must not overwrite each other."""
    document = json.loads(hands_in.file.read_text(encoding="utf-8")) | {"device": "f" * 16}
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document), encoding="utf-8")

    done = course("collect", str(graded), str(other))

    assert done.returncode == 1
    assert "other.json" in done.stderr and "device" in done.stderr


def test_killed_in_the_middle_of_a_sentence_the_phone_has_it_all(phone_context: BrowserContext, site):
    """A phone drops a tab without asking; what was typed until then is there."""
    page = phone_context.new_page()
    _open(page, site, "03-words/index")
    page.get_by_role("textbox").first.press_sequentially("She never came ba")
    page.close(run_before_unload=False)

    again = phone_context.new_page()
    _open(again, site, "03-words/index")
    expect(again.get_by_role("textbox").first).to_have_value("She never came ba")
