"""The static face in a real browser: what a learner does is kept, shown again, printed and erased."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import WORD, entries, open_page, serve, write_small_pages
from playwright.sync_api import Browser, BrowserContext, Page, expect
from printed import sheets_of

from course.scoring import score


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course's pages."""
    return write_small_pages(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """Their address."""
    with serve(folder) as address:
        yield address


def text_of_pdf(page: Page) -> str:
    """The page as printed."""
    return "\n".join(sheets_of(page.pdf()))


def test_what_was_typed_is_there_after_a_reload(phone: Page, url: str) -> None:
    """Phones reload pages whenever they like."""
    open_page(phone, url).get_by_label(WORD).fill("clean")
    phone.get_by_label("Option b of 1").check()
    phone.reload()

    expect(phone.get_by_label(WORD)).to_have_value("clean")
    expect(phone.get_by_label("Option b of 1")).to_be_checked()


def test_what_was_typed_is_there_after_the_tab_was_killed(phone_context: BrowserContext, url: str) -> None:
    """A phone short of memory ends tabs without a word."""
    page = open_page(phone_context.new_page(), url)
    page.get_by_label(WORD).press_sequentially("sober")
    page.close(run_before_unload=False)
    again = open_page(phone_context.new_page(), url)

    expect(again.get_by_label(WORD)).to_have_value("sober")


def test_two_tabs_do_not_undo_each_other(phone_context: BrowserContext, url: str) -> None:
    """The other tab shows what was written here, and saving there keeps it."""
    one, two = (open_page(phone_context.new_page(), url) for _ in range(2))
    one.get_by_label(WORD).fill("first")
    expect(two.get_by_label(WORD)).to_have_value("first")
    two.get_by_label("Option a of 1").check()
    expect(one.get_by_label("Option a of 1")).to_be_checked()

    assert set(entries(one)) == {"my-word", "try-words"}


def test_without_javascript_the_paper_face_stands(browser: Browser, url: str) -> None:
    """No script, no loss: every prompt and item can be read and printed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)

    for text in (WORD, "A made-up person", "Option c of 4", "What to look for"):
        expect(page.get_by_text(text).first).to_be_visible()
    context.close()


def test_print_shows_what_was_written_and_no_button(phone: Page, url: str) -> None:
    """Paper is a face of the course; on it a button is noise."""
    open_page(phone, url).get_by_label(WORD).fill("a door that closed")
    phone.get_by_label("Option b of 1").check()
    printed = text_of_pdf(phone)

    assert "a door that closed" in printed and "Written: Option b of 1" in printed
    assert "Pass on this one" not in printed and "Check" not in printed


def test_a_prompt_can_be_passed_and_taken_up_again(phone: Page, url: str) -> None:
    """Everyone may pass, and nothing written before is lost by it."""
    open_page(phone, url).get_by_label(WORD).fill("kept")
    phone.get_by_role("button", name="Pass on this one").first.click()
    expect(phone.get_by_label(WORD)).to_be_hidden()
    phone.reload()
    phone.get_by_role("button", name="Write after all").click()

    expect(phone.get_by_label(WORD)).to_have_value("kept")


def test_checking_says_right_and_wrong_in_words(phone: Page, url: str) -> None:
    """Color alone would say nothing to many people."""
    item = open_page(phone, url).locator(".course-item-choice")
    item.get_by_label("Option a of 1").check()
    item.get_by_role("button", name="Check").click()

    expect(item.get_by_text("✗ Not this one. Why a of 1.")).to_be_visible()
    expect(item.get_by_text("✓ This is it. Why b of 1.")).to_be_visible()
    expect(item.get_by_text("Not yet.")).to_be_visible()
    item.get_by_text("Where this comes from").click()
    expect(item.get_by_text("A made-up fact of a made-up paper.")).to_be_visible()
    expect(item.get_by_role("link", name="ST-L-01")).to_have_attribute(
        "href", url + "modules/evidence/index.html#st-l-01"
    )


def test_what_is_not_kept_is_not_called_saved(phone: Page, url: str) -> None:
    """A browser that refuses storage must not be covered by a line that says the opposite."""
    phone.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    open_page(phone, url).get_by_label(WORD).fill("clean")

    expect(phone.get_by_text("does not let the page keep your words").first).to_be_visible()
    expect(phone.get_by_text("Saved on this device")).to_have_count(0)


def test_print_cuts_no_box_and_strikes_no_word(phone: Page, url: str) -> None:
    """A frame across two sheets looks torn, and at the break the ruled lines ran through the words."""
    open_page(phone, url).get_by_label(WORD).fill("clean")
    phone.emulate_media(media="print")
    style = "(one, name) => getComputedStyle(one)[name]"
    face = phone.locator("course-exercise > .paper").first
    rules = face.locator(".course-rule")

    assert face.evaluate(style, "border-left-width") == "0px"
    assert rules.first.evaluate(style, "background-image") == "none"
    assert rules.last.evaluate(style, "background-image") != "none"
    assert face.locator(".course-title").evaluate(style, "break-after") == "avoid"


def test_trying_again_puts_the_last_try_out_of_sight(phone: Page, url: str) -> None:
    """Practice keeps no record of errors."""
    item = open_page(phone, url).locator(".course-item-choice")
    item.get_by_label("Option a of 1").check()
    item.get_by_role("button", name="Check").click()
    expect(item.get_by_role("button", name="Try again")).to_be_focused()
    phone.keyboard.press("Enter")

    expect(item.get_by_text("Why a of 1.")).to_be_hidden()
    expect(item.get_by_label("Option a of 1")).not_to_be_checked()
    assert entries(phone)["try-words"]["response"] == {"responses": {}, "checked": []}


def test_an_order_is_made_with_the_keyboard_alone(phone: Page, url: str) -> None:
    """Nobody should need to drag."""
    item = open_page(phone, url).locator(".course-item-order")
    for name in ("c", "b", "a"):  # each to the top, in turn: a, b, c
        row = item.locator(f"li[data-id={name}] button:enabled").first
        row.focus()
        for _ in range(2):
            phone.keyboard.press("ArrowUp")
    item.get_by_role("button", name="Check").press("Enter")

    expect(item.get_by_text("That is right.")).to_be_visible()
    assert entries(phone)["try-words"]["response"]["responses"]["s-03"] == ["a", "b", "c"]


def test_the_focus_stays_with_the_row_that_moves(phone: Page, url: str) -> None:
    """Whoever has no pointer would else start again from the top of the page at every step."""
    row = open_page(phone, url).locator(".course-item-order li[data-id=a]")
    row.get_by_role("button", name="Down").focus()
    for place in (2, 3):
        phone.keyboard.press("Enter")
        expect(row.locator("button:focus")).to_have_count(1)
        expect(phone.get_by_text(f"Now {place} of 3: Option a of 3")).to_be_visible()

    assert entries(phone)["try-words"]["response"]["responses"]["s-03"][-1] == "a"


def test_on_the_smallest_phone_the_words_of_an_order_have_room(phone: Page, url: str) -> None:
    """Beside two buttons a long word was broken in the middle."""
    phone.set_viewport_size({"width": 320, "height": 640})
    page = open_page(phone, url)
    widths = page.locator(".course-order-text").evaluate_all("rows => rows.map((row) => row.clientWidth)")

    assert min(widths) >= 144
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_partner_too_long_for_a_select_is_read_below_it(phone: Page, url: str) -> None:
    """A phone cuts off what does not fit a select, and offers no way to see the rest."""
    item = open_page(phone, url).locator(".course-item-match")
    whole = item.locator(".course-pair-whole").first
    item.get_by_label("Prompt p").select_option("a")
    expect(whole).to_be_hidden()
    item.get_by_label("Prompt p").select_option("c")

    expect(whole).to_have_text("Option c of 4, in more words than a select shows")
    expect(whole).to_be_visible()


def test_matching_is_scored_in_parts(phone: Page, url: str) -> None:
    """Half right is said as partly right, without a number, since nothing is scored here."""
    item = open_page(phone, url).locator(".course-item-match")
    item.get_by_label("Prompt p").select_option("a")
    item.get_by_role("button", name="Check").click()

    expect(item.get_by_text("Partly right. Read why above")).to_be_visible()
    expect(item.get_by_text("It goes with: Option b of 4.")).to_be_visible()


SCORED: list[tuple[str, Any, list[Any]]] = [
    ("choice", "b", ["b", "a", None, "", ["b"], 1]),
    (
        "multiple",
        ["a", "c"],
        [["a"], ["a", "c"], ["c", "a"], ["a", "b"], ["b"], ["a", "b", "c"], [], None, ["a", "a"], "a"],
    ),
    ("multiple", ["a", "b", "c"], [["a", "b", "c"], ["a", "b"], ["a"]]),
    (
        "order",
        ["a", "b", "c", "d"],
        [list("abcd"), list("bcda"), list("dcba"), list("abdc"), [], None, list("aabb"), ["a"], list("abx")],
    ),
    (
        "match",
        {"p": "1", "q": "2"},
        [{"p": "1", "q": "2"}, {"p": "1"}, {"p": "2", "q": "1"}, {}, None, "p", {"q": "2"}, {"p": "1", "x": "2"}],
    ),
]


def test_the_browser_scores_as_the_gradebook_does(phone: Page, url: str) -> None:
    """Practice must not teach another arithmetic than the one that grades."""
    table = [(kind, points, key, r) for kind, key, responses in SCORED for r in responses for points in (1, 0.7)]
    code = "async (rows) => { const { score } = await import('./_static/course/exercises/practice/view.js');"
    given = open_page(phone, url).evaluate(code + "return rows.map((row) => score(...row)); }", table)

    assert given == [score(*row) for row in table]


REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize(("script", "line"), [(REFUSE, "does not let the page keep"), (FULL, "no room left")])
def test_a_browser_that_keeps_nothing_says_so_and_still_works(phone: Page, url: str, script: str, line: str) -> None:
    """A private window is no reason to lose the page."""
    phone.add_init_script(script)
    open_page(phone, url).get_by_label(WORD).fill("for now")

    expect(phone.get_by_text(line).first).to_be_visible()
    assert "for now" in text_of_pdf(phone)


def test_a_broken_journal_is_kept_aside_and_said(phone: Page, url: str) -> None:
    """It may be the only copy of what somebody wrote."""
    open_page(phone, url).evaluate("localStorage.setItem('course-journal', '{half')")
    phone.reload()
    expect(phone.get_by_text("A copy is kept").first).to_be_visible()

    assert phone.evaluate("Object.keys(localStorage).map((key) => localStorage.getItem(key))") == ["{half"]


@pytest.mark.parametrize("broken", ["data", "view"])
def test_an_exercise_that_cannot_start_stays_on_paper(phone: Page, url: str, folder: Path, broken: str) -> None:
    """A fault of ours must cost a learner nothing but the comfort."""
    page = (folder / "index.html").read_text(encoding="utf-8")
    wrong = {"data": page.replace('{"pass"', '{"pass', 1), "view": page.replace('type="reflection"', 'type="gone"', 1)}
    (folder / f"{broken}.html").write_text(wrong[broken], encoding="utf-8")
    phone.goto(f"{url}{broken}.html")

    expect(phone.get_by_text("could not start here")).to_be_visible()
    expect(phone.locator(".paper").first).to_be_visible()
    expect(phone.locator("course-exercise[ready]")).to_have_count(1)


def test_nothing_is_asked_of_another_host_and_no_cookie_is_set(phone: Page, url: str) -> None:
    """Nothing leaves the learner's device."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    open_page(phone, url).get_by_label(WORD).fill("x")
    open_page(phone, url, "notebook.html")

    assert all(address.startswith((url, "data:", "blob:")) for address in asked)
    assert phone.context.cookies() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_side(browser: Browser, url: str, width: int) -> None:
    """A page that scrolls sideways cannot be read with one hand."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = open_page(context.new_page(), url)
    for name in ("", "notebook.html"):
        open_page(page, url, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
