"""Every state in which a learner may meet a page of the real book, by name: for axe, for pictures, for whoever looks.

A state is a small function that takes a page, opened where ``of`` says, and leaves it in that state. ``of`` is an
exercise type (then the first page of the book that holds one) or the name of a page. A new type has a file of its own
in ``faces/``: how it is answered (``answered_by``), and a function for each state that is its alone.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from playwright.sync_api import FilePayload, Locator, Page, expect
from small_course import make_exercise, write_course

from course.exercises.crypto import seal

Reach = Callable[[Page], object]
Answer = Callable[[Locator, dict[str, Any]], object]
"""fills an exercise as a learner would: given its live face, on a page or in JupyterLab, and its data"""
REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
TELLING = "An addict came. My clean time is long."
WORDS = "A line of my own.\n\nAnd one more, after a while, that is long enough to run over the edge of a phone."


@dataclass(frozen=True, slots=True)
class State:
    """Where it is met, how it is reached, and what must be so before the page is opened."""

    of: str
    reach: Reach
    before: str = ""
    """a script that runs before the page's own"""
    swap: Callable[[], str] | None = None
    """gives the HTML of an exercise that stands in place of the page's own"""
    is_broken: bool = False
    """the exercise's view is not to be had"""


STATES: dict[str, State] = {}


def state(of: str, **how: Any) -> Callable[[Reach], Reach]:
    """Enter a function as a state under its name."""

    def enter(reach: Reach) -> Reach:
        STATES[reach.__name__.replace("_", "-")] = State(of, reach, **how)
        return reach

    return enter


def open_state(page: Page, site: str, book: Path, name: str) -> State:
    """Bring a page that has opened nothing yet into a state."""
    here = STATES[name]
    address = find_page(book, here.of)
    if here.before:
        page.add_init_script(here.before)
    if here.is_broken:
        page.route(f"**/exercises/{here.of}/view.js", lambda route: route.abort())
    if here.swap:
        text = re.sub(
            rf'<course-exercise [^>]*type="{here.of}".*?</course-exercise>',
            lambda _: here.swap(),
            (book / address).read_text(encoding="utf-8"),
            count=1,
            flags=re.DOTALL,
        )
        page.route(f"**/{address}", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    page.goto(f"{site}/{address}")
    if here.is_broken:
        expect(page.get_by_text("could not start here").first).to_be_visible()
    else:
        wait_ready(page)
    here.reach(page)
    return here


@cache
def find_page(book: Path, of: str) -> str:
    """The address of a page by its name, or of the first one that holds an exercise of a type."""
    if (book / f"{of}.html").is_file():
        return f"{of}.html"
    holds = re.compile(rf'<course-exercise [^>]*type="{of}"')
    # The gallery shows every type; where a page of the course has one, that is where a learner meets it.
    pages = sorted(book.glob("modules/**/*.html"), key=lambda page: ("gallery" in page.parts, page))
    return next(p for p in pages if holds.search(p.read_text(encoding="utf-8"))).relative_to(book).as_posix()


def wait_ready(page: Page) -> None:
    """Until every exercise of the page lives."""
    expect(page.locator("course-exercise:not([ready])")).to_have_count(0)


def live(page: Page, of: str) -> Locator:
    """The first exercise of a type, as it lives on the page."""
    return page.locator(f'course-exercise[type="{of}"] > .course-live').first


def data_of(page: Page, of: str) -> dict[str, Any]:
    """What an exercise's view was given."""
    text = page.locator(f'course-exercise[type="{of}"] > script').first.text_content()
    found: dict[str, Any] = json.loads(text or "{}")
    return found


# Answering, for every type that is answered


def give(form: Locator, item: dict[str, Any], response: Any) -> None:
    """Answer one item as a learner would."""
    match item["kind"]:
        case "order":
            for place, one in enumerate(response):
                row = form.locator(f'li[data-id="{one}"]')
                while row.evaluate("row => [...row.parentElement.children].indexOf(row)") > place:
                    row.locator("button").first.click()
        case "match":
            for select, partner in zip(form.locator("select").all(), response.values(), strict=True):
                select.select_option(partner)
        case "text":
            form.locator("textarea").fill(response)
        case _:
            for one in response if isinstance(response, list) else [response]:
                form.locator(f'input[value="{one}"]').check()


def wrong(item: dict[str, Any]) -> Any:
    """A response that is not the key, and for an opinion or a reflection any."""
    ids = [option["id"] for option in item.get("options", [])]
    match item["kind"]:
        case "likert":
            return 2
        case "text":
            return WORDS
        case "order":
            return ids[::-1] if ids[::-1] != item.get("key") else [*ids[1:], ids[0]]
        case "match":
            return {prompt["id"]: ids[0] for prompt in item["prompts"]}
        case "multiple":
            return [one for one in ids if one not in item.get("key", ids[1:])][:1] or ids[:1]
        case _:
            return next(one for one in ids if one != item.get("key", ids[0]))


def right(item: dict[str, Any]) -> Any:
    """The key of a practice item."""
    return item["key"]


def give_all(live: Locator, data: dict[str, Any], choose: Callable[[dict[str, Any]], Any] = wrong) -> None:
    """Answer every item of a practice or a quiz."""
    for form, item in zip(live.locator(".course-item").all(), data["items"], strict=True):
        give(form, item, choose(item))


ANSWERS: dict[str, Answer] = {}
"""How a learner fills an exercise of each type; My notebook is not filled."""


def answer(page: Page, of: str) -> None:
    """Fill the first exercise of a type on a page."""
    ANSWERS[of](live(page, of), data_of(page, of))


def stay(page: Page) -> None:
    """The page as it opens."""


def bring_in(page: Page, text: str, name: str = "my-notebook.json") -> None:
    """Import a file on My notebook."""
    file = FilePayload(name=name, mimeType="application/json", buffer=text.encode())
    page.get_by_label("A file you exported before").set_input_files(file)


def imported(of: str) -> Reach:
    """Answered on another device, and brought here in a file."""

    def reach(page: Page) -> None:
        answer(page, of)
        here, text = page.url, page.evaluate("localStorage['course-journal']")
        page.get_by_role("contentinfo").get_by_role("link", name="My notebook").click()
        wait_ready(page)
        page.evaluate("localStorage.clear()")
        page.reload()
        bring_in(page, text)
        expect(page.get_by_text(re.compile(r"\d brought in"))).to_be_visible()
        page.goto(here)
        wait_ready(page)

    return reach


def noticed(line: str, of: str) -> Reach:
    """Answered, and the browser does not keep it."""

    def reach(page: Page) -> None:
        answer(page, of)
        expect(page.get_by_text(line).first).to_be_visible()

    return reach


def enter_type(of: str) -> None:
    """The states in which every exercise is met, answered or not."""
    STATES[f"{of}-untouched"] = State(of, stay)
    STATES[f"{of}-could-not-start"] = State(of, stay, is_broken=True)


def answered_by(of: str) -> Callable[[Answer], Answer]:
    """Enter a function as what a learner does in an exercise of a type, and the states that follow from it."""

    def enter(how: Answer) -> Answer:
        ANSWERS[of] = how
        enter_type(of)
        STATES[f"{of}-answered"] = State(of, lambda page: answer(page, of))
        STATES[f"{of}-imported"] = State(of, imported(of))
        STATES[f"{of}-refused"] = State(of, noticed("does not let the page keep", of), REFUSE)
        STATES[f"{of}-no-room"] = State(of, noticed("no room left", of), FULL)
        return how

    return enter


enter_type("notebook")


# Reflection


@answered_by("reflection")
def answer_reflection(live: Locator, data: dict[str, Any]) -> None:
    """Choose a way in and write to every prompt."""
    for form in live.locator(".course-reflection").all():
        if form.locator("input").count():
            form.locator("input").last.check()
        form.locator("textarea").fill(WORDS)


@state("reflection")
def reflection_route_chosen(page: Page) -> None:
    """The words of a way in stand below it."""
    live(page, "reflection").locator("fieldset input").first.check()


@state("reflection")
def reflection_passed(page: Page) -> None:
    """Passing is always all right."""
    for form in live(page, "reflection").locator(".course-reflection").all():
        form.get_by_role("button").click()


@state("reflection", before="localStorage.getItem('course-journal') ?? localStorage.setItem('course-journal', '{half')")
def reflection_after_a_broken_notebook(page: Page) -> None:
    """What could not be read is set aside, and that is said."""
    expect(page.get_by_text("A copy is kept").first).to_be_visible()


# Practice


@answered_by("practice")
def answer_practice(live: Locator, data: dict[str, Any]) -> None:
    """Answer every item, and check none."""
    give_all(live, data)


def check_all(page: Page, choose: Callable[[dict[str, Any]], Any]) -> None:
    """Answer and check every item."""
    give_all(live(page, "practice"), data_of(page, "practice"), choose)
    for button in live(page, "practice").get_by_role("button", name="Check").all()[::-1]:
        button.click()


@cache
def every_kind() -> str:
    """A practice with an item of every kind that has a key, as a page holds it."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        return make_exercise("try-words", write_course(Path(folder))).to_html()


@state("practice")
def practice_nothing_to_check(page: Page) -> None:
    """Check was pressed before anything was chosen."""
    live(page, "practice").get_by_role("button", name="Check").first.click()
    expect(page.get_by_text("Answer first, then check.")).to_be_visible()


@state("practice")
def practice_checked_wrong(page: Page) -> None:
    """Feedback on every item: not yet."""
    check_all(page, wrong)
    expect(page.get_by_text("Not yet.").first).to_be_visible()


@state("practice")
def practice_checked_right(page: Page) -> None:
    """Feedback on every item: right."""
    check_all(page, right)
    expect(page.get_by_text("That is right.").first).to_be_visible()


@state("practice", swap=every_kind)
def practice_every_kind_answered(page: Page) -> None:
    """Order and match too, which a module may not hold."""
    answer(page, "practice")


@state("practice", swap=every_kind)
def practice_every_kind_checked_wrong(page: Page) -> None:
    """Their feedback: not yet, and partly."""
    check_all(page, wrong)
    expect(page.get_by_text("Partly right.").first).to_be_visible()


@state("practice", swap=every_kind)
def practice_every_kind_checked_right(page: Page) -> None:
    """Their feedback: right."""
    check_all(page, right)
    expect(page.get_by_text("That is right.")).to_have_count(4)


@state("practice")
def practice_tried_again(page: Page) -> None:
    """The last try is out of sight."""
    practice_checked_wrong(page)
    live(page, "practice").get_by_role("button", name="Try again").first.click()


# Quiz


@answered_by("quiz")
def answer_quiz(live: Locator, data: dict[str, Any]) -> None:
    """A code, and something to every item."""
    live.get_by_label("Learner code").first.fill("amber-heron-41")
    give_all(live, data)


def review(page: Page) -> None:
    """To the second screen of the quiz."""
    page.get_by_role("button", name="Review my answers").click()
    expect(page.get_by_text("Review your answers")).to_be_visible()


@state("quiz")
def quiz_code_looks_wrong(page: Page) -> None:
    """A slip copied with an error."""
    page.get_by_label("Learner code").first.fill("amber")
    page.keyboard.press("Tab")
    expect(page.get_by_text("does not look like a code yet").first).to_be_visible()


@state("quiz")
def quiz_answer_taken_back(page: Page) -> None:
    """One answered and one cleared."""
    answer(page, "quiz")
    page.get_by_role("button", name="Clear this answer").first.click()


@state("quiz")
def quiz_order_kept(page: Page) -> None:
    """The order on the screen taken as the answer."""
    page.get_by_role("button", name="Keep this order").first.click()
    expect(page.get_by_text("This order is kept.")).to_be_visible()


@state("quiz")
def quiz_private_and_rubric(page: Page) -> None:
    """A reflection kept private, and how it is read."""
    live(page, "quiz").get_by_label("keep it private").first.check()
    live(page, "quiz").locator("summary:visible").first.click()


@state("quiz")
def quiz_review_of_nothing(page: Page) -> None:
    """Nothing is answered yet."""
    review(page)


@state("quiz")
def quiz_review(page: Page) -> None:
    """Everything is answered."""
    answer(page, "quiz")
    review(page)


@state("quiz")
def quiz_file_without_a_code(page: Page) -> None:
    """The code is asked for before the file is made."""
    review(page)
    page.get_by_role("button", name="Download my answers").click()
    expect(page.get_by_text("Type your learner code first")).to_be_visible()


@state("quiz")
def quiz_file_shown(page: Page) -> None:
    """What is in the file, in words and as it is."""
    quiz_review(page)
    page.get_by_text("What is in the file").click()
    page.get_by_text("Show the file itself").click()


@state("quiz")
def quiz_finished(page: Page) -> None:
    """The file is saved."""
    quiz_review(page)
    with page.expect_download():
        page.get_by_role("button", name="Download my answers").click()
    expect(page.get_by_text("is saved on this device. Give it")).to_be_visible()


@state("quiz")
def quiz_alone(page: Page) -> None:
    """The end for one without a trainer."""
    quiz_review(page)
    page.get_by_label("I am learning alone").check()
    expect(page.get_by_text("Nothing needs to be sent.")).to_be_visible()


# Language lens


@answered_by("language_lens")
def answer_lens(live: Locator, data: dict[str, Any]) -> None:
    """A text in which something is marked."""
    live.get_by_label("Paste or type a text").fill(TELLING)
    live.locator(".course-lens-mark").first.wait_for()


@state("language_lens")
def lens_sample(page: Page) -> None:
    """A sample with marks of both kinds."""
    lens = live(page, "language_lens")
    lens.get_by_role("button", name="composite").first.click()
    expect(lens.locator(".course-lens-mark").first).to_be_visible()


@state("language_lens")
def lens_card_open(page: Page) -> None:
    """Why a word is marked, and what else could be written."""
    answer(page, "language_lens")
    live(page, "language_lens").locator(".course-lens-mark").first.click()
    expect(page.locator(".course-lens-card")).to_be_visible()


@state("language_lens")
def lens_replaced(page: Page) -> None:
    """Before and after, side by side."""
    lens_card_open(page)
    page.locator(".course-lens-card .course-row .course-button").first.click()
    expect(page.get_by_role("button", name="Copy the new text")).to_be_visible()


@state("language_lens")
def lens_kept(page: Page) -> None:
    """A word kept, which can be marked again."""
    lens_card_open(page)
    page.get_by_role("button", name="Keep my words").click()
    expect(page.get_by_role("button", name="Mark my kept words again")).to_be_visible()


@state("language_lens")
def lens_nothing_found(page: Page) -> None:
    """A text with no word of the list."""
    live(page, "language_lens").get_by_label("Paste or type a text").fill("There is coffee.")
    expect(page.get_by_text("No words from our list.")).to_be_visible()


@state("language_lens")
def lens_too_long(page: Page) -> None:
    """More than it reads at once."""
    live(page, "language_lens").get_by_label("Paste or type a text").fill("A plain line of words. " * 900)
    expect(page.get_by_text("Take the rest in a second round.")).to_be_visible()


@state("language_lens", before="navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
def lens_copied_by_hand(page: Page) -> None:
    """A browser that refuses the clipboard."""
    lens_replaced(page)
    page.get_by_role("button", name="Copy the new text").click()
    expect(page.get_by_text("copy it by hand")).to_be_visible()


# My notebook


def _journal(**entries: Any) -> str:
    day = "2026-01-01T10:00:00Z"
    content = {
        name.replace("_", "-"): {"type": of, "response": response, "saved_at": day}
        for name, (of, response) in entries.items()
    }
    return json.dumps({"format": "course-journal/1", "saved_at": day, "entries": content})


JOURNAL = _journal(
    first_words=("reflection", {"prompts": {"heard": {"text": WORDS, "route": "mine", "passed": False}}}),
    door_practice=("practice", {"responses": {"words-p1": "a", "words-p3": ["a", "b"]}, "checked": []}),
    opening_words=("language_lens", {"text": TELLING, "original": TELLING, "kept": []}),
    quiz_03_words=("quiz", {"learner": "amber-heron-41", "responses": {"words-r1": {"text": WORDS, "private": True}}}),
)
WITH_WORDS = f"localStorage['course-journal'] ??= {json.dumps(JOURNAL)};"


@state("notebook", before=WITH_WORDS)
def notebook_full(page: Page) -> None:
    """Something from every type."""
    expect(live(page, "notebook").locator(".course-entry")).to_have_count(4)


@state("notebook", before=WITH_WORDS)
def notebook_one_to_be_erased(page: Page) -> None:
    """Asked before one entry goes."""
    page.get_by_role("button", name="Erase: ").first.click()
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()


@state("notebook", before=WITH_WORDS)
def notebook_all_to_be_erased(page: Page) -> None:
    """Asked before everything goes."""
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_visible()


@state("notebook", before=f"sessionStorage['once'] ??= (localStorage['course-journal'] = {json.dumps(JOURNAL)});")
def notebook_erased(page: Page) -> None:
    """And it is said."""
    notebook_all_to_be_erased(page)
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.get_by_text("Erased from this device")).to_be_visible()


@state("notebook", before=WITH_WORDS)
def notebook_exported(page: Page) -> None:
    """The file is made."""
    with page.expect_download():
        page.get_by_role("button", name="Export to a file").click()
    expect(page.get_by_text("Your file is ready.")).to_be_visible()


@cache
def _sealed() -> str:
    return seal(JOURNAL, "right")


@state("notebook")
def notebook_passphrase_asked(page: Page) -> None:
    """A file under a passphrase."""
    bring_in(page, _sealed())
    expect(page.get_by_label("Passphrase of this file")).to_be_visible()


@state("notebook")
def notebook_passphrase_wrong(page: Page) -> None:
    """And the wrong one given."""
    notebook_passphrase_asked(page)
    page.get_by_label("Passphrase of this file").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("does not open this journal")).to_be_visible()


@state("notebook")
def notebook_file_refused(page: Page) -> None:
    """A file that is none of ours."""
    bring_in(page, "{half")
    expect(page.get_by_text("This file is not a journal")).to_be_visible()


@state("notebook")
def notebook_imported(page: Page) -> None:
    """A file brought in."""
    bring_in(page, JOURNAL)
    expect(page.get_by_text("4 brought in.")).to_be_visible()


@state("notebook", before=WITH_WORDS)
def notebook_on_a_shared_phone(page: Page) -> None:
    """Words that go with the tab."""
    page.get_by_label("Keep my words only until").check()
    expect(page.get_by_text("stay in this tab only")).to_be_visible()


@state("notebook", before=REFUSE)
def notebook_refused(page: Page) -> None:
    """A browser that keeps nothing."""
    expect(live(page, "notebook").get_by_text("Nothing is written here yet.")).to_be_visible()


# The site around them


def open_first_card(page: Page) -> None:
    """Where a claim comes from, in place."""
    page.locator("main a.course-fact:visible").first.click()
    expect(page.locator(".course-fact-card")).to_be_visible()


@state("modules/03-words/index")
def site_fact_card_open(page: Page) -> None:
    """Where a claim comes from, in place."""
    open_first_card(page)


@state("modules/03-words/index")
def site_fact_note_reached(page: Page) -> None:
    """The note of a mark, as without the card's script."""
    page.goto(f"{page.url}#fact-note-1")


@state("modules/03-words/index")
def site_facilitator_view(page: Page) -> None:
    """The notes for whoever leads a group."""
    page.get_by_role("button", name="Facilitator view").click()
    expect(page.locator("details.course-facilitator p").first).to_be_visible()


@state("modules/03-words/index")
def site_skip_link_shown(page: Page) -> None:
    """The first thing a keyboard meets."""
    page.keyboard.press("Tab")
    expect(page.locator(".course-skip")).to_be_visible()


@state("modules/evidence/index")
def evidence_filtered(page: Page) -> None:
    """Some of the facts."""
    page.get_by_role("searchbox").fill("methadone")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ of"))


@state("modules/evidence/index")
def evidence_none_found(page: Page) -> None:
    """No fact fits."""
    page.get_by_role("searchbox").fill("xyzzy plugh")
    expect(page.get_by_text("No fact fits all of this")).to_be_visible()


@state("modules/evidence/medication")
def evidence_card_reached(page: Page) -> None:
    """One card, by its address."""
    page.goto(f"{page.url}#{page.locator('.course-fact-row').nth(3).get_attribute('id')}")


def _search(page: Page, words: str) -> None:
    page.get_by_label("Words to look for").fill(words)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-results .search-summary")).to_have_text(re.compile("finished|did not match"))


@state("search")
def search_found(page: Page) -> None:
    """A list of pages."""
    _search(page, "buprenorphine")
    expect(page.locator("#search-results li").first).to_be_visible()


@state("search")
def search_nothing_found(page: Page) -> None:
    """No page has the word."""
    _search(page, "xyzzyplugh")


NOT_ASKED = "localStorage.removeItem('course-phone');"


@state("modules/index", before=NOT_ASKED)
def phone_question(page: Page) -> None:
    """The sheet at the foot of the first page."""
    expect(page.get_by_role("region", name=re.compile("yours alone"))).to_be_visible()


@state("modules/index", before=NOT_ASKED)
def phone_question_answered(page: Page) -> None:
    """And what the answer did."""
    page.get_by_role("button", name="Others use it").click()
    expect(page.get_by_text("stay in this tab only")).to_be_visible()


@state("modules/03-words/what-words-do")
def site_page_read(page: Page) -> None:
    """Marked at its end, and in the contents."""
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Read ✓")).to_be_visible()


def _tick(page: Page, name: str) -> None:
    page.evaluate("window.print = () => {}")
    page.get_by_label(name, exact=True).check()


@state("print")
def print_ticked(page: Page) -> None:
    """Some pages chosen."""
    _tick(page, "How this works")


@state("print")
def print_nothing_ticked(page: Page) -> None:
    """None chosen, and asked for."""
    page.get_by_role("button", name="Make the pages").click()
    expect(page.get_by_role("status").first).not_to_be_empty()


@state("print")
def print_made(page: Page) -> None:
    """The pages as they go on paper."""
    _tick(page, "How this works")
    page.get_by_role("button", name="Make the pages").click()
    expect(page.get_by_role("button", name="Choose again")).to_be_visible()


# Types with a file of their own. They come last, since they take from here what they need.
from faces import load  # noqa: E402

load()
