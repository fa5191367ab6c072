"""The quiz on a phone: answer, reload, review, keep private, hand in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from banks import KEYS, make_bank
from pages import serve, write_page
from playwright.sync_api import Download, Locator, Page, expect

from course.content import ItemBank, load_exercise
from course.exercises import Exercise, find_type
from course.exercises.base import HERE
from course.responses import make_responses, parse_responses, to_bytes
from course.scoring import score_item

CODE = "amber-heron-41"
ID = "quiz-03-words"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> ItemBank:
    return make_bank(tmp_path_factory.mktemp("course"))


@pytest.fixture
def quiz(bank: ItemBank, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    monkeypatch.setenv("COURSE_BUILDING", "1")
    root = bank.path.parents[2]
    return find_type("quiz")(load_exercise(ID, root), root)


@pytest.fixture
def address(quiz: Exercise, tmp_path: Path) -> Iterator[str]:
    write_page(tmp_path, quiz)
    with serve(tmp_path) as url:
        yield url


@pytest.fixture
def page(phone: Page, address: str) -> Page:
    phone.goto(address)
    phone.locator("course-exercise[ready]").wait_for()
    return phone


def item(page: Page, number: int) -> Locator:
    return page.locator(".course-quiz-item").nth(number - 1)


def answer_all(page: Page) -> None:
    """Right, half right, one move, both pairs, an opinion, one reflection in words and one private."""
    page.get_by_label("Learner code").first.fill("Amber Heron 41")
    item(page, 1).get_by_label("for people with an opioid use disorder").check()
    item(page, 2).get_by_label("returned to use").check()
    item(page, 3).get_by_role("button", name="Keep this order").click()
    item(page, 4).get_by_label("clean").select_option(label="in recovery")
    item(page, 4).get_by_label("substance abuse").select_option(label="substance use")
    item(page, 5).get_by_label("Somewhat").check()
    item(page, 6).get_by_role("textbox").fill("They said “clean”.\n\nShe left. 🕊")
    item(page, 7).get_by_role("textbox").fill("SECRET WORDS")
    item(page, 7).get_by_label("keep it private").check()


def kept(page: Page) -> dict:
    text = page.evaluate("localStorage.getItem('course-journal')")
    return json.loads(text)["entries"][ID]["response"]


def to_review(page: Page) -> None:
    page.get_by_role("button", name="Review my answers").click()


def download(page: Page, act: Callable[[], None]) -> Download:
    with page.expect_download() as waiting:
        act()
    return waiting.value


def test_all_is_restored_after_a_reload(page: Page) -> None:
    """A phone drops a tab whenever it likes; every tap must be there again."""
    answer_all(page)
    before = kept(page)
    page.reload()
    page.locator("course-exercise[ready]").wait_for()

    expect(page.get_by_text("Answered 7 of 7")).to_be_visible()
    expect(page.get_by_label("Learner code").first).to_have_value(CODE)
    expect(item(page, 1).get_by_label("for people with")).to_be_checked()
    expect(item(page, 4).get_by_label("clean")).to_have_value("x")
    expect(item(page, 6).get_by_role("textbox")).to_have_value("They said “clean”.\n\nShe left. 🕊")
    expect(item(page, 7).get_by_label("keep it private")).to_be_checked()
    assert kept(page) == before


def test_the_file_is_what_the_course_reads_and_scores(page: Page, bank: ItemBank) -> None:
    """The phone and the grader are two programs; only this file stands between them."""
    answer_all(page)
    to_review(page)
    file = download(page, page.get_by_role("button", name="Download my answers").click)
    raw = Path(file.path()).read_bytes()
    responses = parse_responses(raw)

    assert file.suggested_filename == f"03-words-{CODE}.json"
    assert raw == to_bytes(make_responses(bank, kept(page)))
    assert (responses.quiz, responses.bank, responses.learner) == (bank.quiz, bank.digest, CODE)
    scores = [score_item(one, responses.responses.get(one.id)) for one in bank.quiz_items() if one.is_scored]
    assert scores[0::3] == [1.0, 2.0]
    assert scores[1] == 1.0
    assert responses.responses["words-05"] == 3
    assert responses.responses["words-r1"] == {"text": "They said “clean”.\n\nShe left. 🕊"}


ODD = [None, "", [], {}, 0, False, "b", ["a", "a"], {"p1": "x"}, {"text": 5}, {"text": " \n "}, {"text": " x "}]


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
def test_whatever_a_journal_holds_both_programs_make_one_file_of_it(
    phone: Page, address: str, bank: ItemBank, odd: object
) -> None:
    """A journal may come from another edition or another hand; the file is made in the browser and in JupyterLab."""
    response = {"learner": CODE, "device": "0123456789abcdef", "saved_at": "2026-11-23T10:00:00Z"}
    response |= {"responses": {one.id: odd for one in bank.quiz_items()}}
    entry = {"type": "quiz", "response": response, "saved_at": "2026-11-23T10:00:00.000Z"}
    journal = {"format": "course-journal/1", "saved_at": entry["saved_at"], "entries": {ID: entry}}
    phone.add_init_script(f"localStorage['course-journal'] = {json.dumps(json.dumps(journal))}")
    phone.goto(address)
    phone.locator("course-exercise[ready]").wait_for()
    to_review(phone)
    file = download(phone, phone.get_by_role("button", name="Download my answers").click)

    assert Path(file.path()).read_bytes() == to_bytes(make_responses(bank, response))


def test_not_one_word_of_a_private_reflection_is_in_the_file(page: Page) -> None:
    """Private is a promise, also in what the page shows of the file."""
    answer_all(page)
    to_review(page)
    page.get_by_text("What is in the file").click()
    page.get_by_text("Show the file itself").click()
    raw = Path(download(page, page.get_by_role("button", name="Save as .txt").click).path()).read_text("utf-8")

    assert "SECRET" not in raw
    assert json.loads(raw)["responses"]["words-r2"] == {"private": True}
    expect(page.locator(".course-quiz-file")).to_contain_text('"private": true')
    expect(page.locator(".course-quiz-file")).not_to_contain_text("SECRET")
    assert kept(page)["responses"]["words-r2"] == {"text": "SECRET WORDS", "private": True}


def test_an_untouched_order_is_unanswered(page: Page) -> None:
    """The order on the screen is ours until the learner moves or keeps it; it must not be a lucky guess."""
    item(page, 1).get_by_label("for junkies").check()
    to_review(page)

    assert "words-03" not in kept(page)["responses"]
    expect(page.get_by_text("Not answered: 6.")).to_be_visible()
    expect(page.locator(".course-quiz-review > li").nth(2)).to_contain_text("Not answered.")


def test_the_review_leads_back_to_an_item(page: Page) -> None:
    """Somebody who sees a gap must get to it with one tap."""
    to_review(page)
    page.get_by_role("button", name="Answer item 3").click()

    expect(page.locator(":focus")).to_have_text("Item 3 of 7")
    expect(item(page, 3)).to_be_in_viewport()


def test_the_review_is_in_view_at_once(page: Page) -> None:
    """A page that glides would show an old phone twenty screens of white, and a tap on the way hits anything."""
    page.add_style_tag(content="html { scroll-behavior: smooth }")
    button = page.get_by_role("button", name="Review my answers")
    button.scroll_into_view_if_needed()
    code = "button => { button.click(); return document.activeElement.getBoundingClientRect().top }"

    assert -1 < button.evaluate(code) < 400


def test_on_the_smallest_phone_the_review_has_room_for_words(page: Page) -> None:
    """Beside a button a question was a column of single words."""
    page.set_viewport_size({"width": 320, "height": 640})
    to_review(page)
    widths = page.locator(".course-quiz-review > li > div").evaluate_all("all => all.map((one) => one.clientWidth)")

    assert min(widths) >= 220


def test_my_notebook_tells_a_quiz_as_it_was_answered(page: Page, address: str, bank: ItemBank, tmp_path: Path) -> None:
    """A step's number, or a code without its name, means nothing to whoever reads it later or on paper."""
    root = bank.path.parents[2]
    (root / "modules" / "my-notebook.yml").write_text("type: notebook\ntitle: My notebook\n", encoding="utf-8")
    write_page(tmp_path, find_type("notebook")(load_exercise("my-notebook", root), root), name="notebook.html")
    answer_all(page)
    page.goto(f"{address}notebook.html")
    entry = page.locator(".course-live .course-entry")
    expect(entry.get_by_text("Learner code", exact=True)).to_be_visible()

    expect(entry.get_by_text("Somewhat", exact=True)).to_be_visible()
    expect(entry.get_by_text("(kept private)")).to_have_count(1)


def test_an_answer_can_be_taken_back(page: Page) -> None:
    """Everyone may pass on a question, also after a first tap."""
    item(page, 5).get_by_label("Somewhat").check()
    item(page, 5).get_by_role("button", name="Clear this answer").click()

    expect(page.get_by_text("Answered 0 of 7")).to_be_visible()
    expect(item(page, 5).get_by_label("Somewhat")).not_to_be_checked()
    assert kept(page)["responses"] == {}


def test_without_a_code_it_is_asked_for_before_the_file_is_made(page: Page) -> None:
    """A file without a code reaches a trainer who cannot tell whose it is."""
    to_review(page)
    page.get_by_role("button", name="Download my answers").click()

    expect(page.get_by_text("Type your learner code first")).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("id", f"{ID}-send-code")
    page.keyboard.type(" Amber heron_41 ")
    file = download(page, page.get_by_role("button", name="Download my answers").click)
    assert file.suggested_filename == f"03-words-{CODE}.json"
    expect(page.get_by_text("the later file counts")).to_be_visible()


def test_a_code_that_looks_wrong_is_said_gently(page: Page) -> None:
    """A slip is copied by hand; a typing error is met here, not after the workshop."""
    page.get_by_label("Learner code").first.fill("amber-heron")
    page.keyboard.press("Tab")

    expect(page.get_by_text("does not look like a code yet")).to_be_visible()
    item(page, 1).get_by_label("for junkies").check()
    assert kept(page)["responses"] == {"words-01": "c"}


def test_one_who_learns_alone_is_asked_for_nothing(page: Page) -> None:
    """Most people have no trainer; their end is what to look for and whom to talk to."""
    to_review(page)
    page.get_by_label("I am learning alone").check()

    expect(page.get_by_role("button", name="Download my answers")).to_be_hidden()
    expect(page.get_by_text("Nothing needs to be sent")).to_be_visible()
    expect(page.get_by_text("4: It is told from the other person's side").last).to_be_visible()


def test_a_later_change_gives_a_later_file_of_the_same_device(page: Page) -> None:
    """Of two files of one device the later holds; so device stays and time moves."""
    page.clock.install(time="2026-11-23T10:00:00Z")
    answer_all(page)
    first = kept(page)
    page.clock.fast_forward(60_000)
    item(page, 1).get_by_label("for junkies").check()
    second = kept(page)

    assert first["device"] == second["device"]
    assert second["saved_at"] > first["saved_at"]


def test_a_phone_that_refuses_json_shares_text(page: Page) -> None:
    """Android's share sheet takes .txt where it refuses .json."""
    page.add_init_script("""
        navigator.canShare = ({ files }) => files[0].name.endsWith('.txt');
        navigator.share = async ({ files }) => { window.shared = [files[0].name, await files[0].text()]; };
    """)
    page.reload()
    page.locator("course-exercise[ready]").wait_for()
    answer_all(page)
    to_review(page)
    page.get_by_role("button", name="Share").click()

    expect(page.get_by_text("was passed on")).to_be_visible()
    name, text = page.evaluate("window.shared")
    assert name == f"03-words-{CODE}.txt"
    assert parse_responses(text.encode()).responses["words-01"] == KEYS["words-01"]


def test_the_sheet_shows_what_was_chosen_in_print(page: Page) -> None:
    """A printed quiz can be handed in; a private reflection stays private there too."""
    answer_all(page)
    page.emulate_media(media="print")
    sheet = page.locator(".paper")

    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("for people with an opioid use disorder")
    expect(sheet.locator("[data-write=words-01]")).to_have_text("for people with an opioid use disorder")
    expect(sheet.locator("[data-write=learner]")).to_have_text(CODE)
    expect(sheet.locator("[data-write=words-r2]")).to_have_text("Done, and kept private.")
    expect(sheet).not_to_contain_text("SECRET")


def test_the_page_fits_a_narrow_phone(page: Page) -> None:
    """At 320 px nothing may run out of the side."""
    page.set_viewport_size({"width": 320, "height": 640})
    answer_all(page)
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    to_review(page)
    page.get_by_text("What is in the file").click()
    page.get_by_text("Show the file itself").click()
    widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [320, 320]


def test_the_view_has_no_key_and_no_feedback(quiz: Exercise) -> None:
    """What is not sent cannot be read in the page's source."""
    html = quiz.to_html()

    assert "FEEDBACK" not in html
    assert "RETIRED" not in html
    assert "PRACTICE-ONLY" not in html
    assert '"key"' not in html


def test_the_view_stays_readable() -> None:
    """A view is read by people who do not know the others; each of its files stays short."""
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in (HERE / "quiz").glob("*.js")}

    assert max(sizes.values()) <= 200, sizes
