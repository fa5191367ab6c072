"""The way out: gone at once, and the Back button does not bring it back."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ASKED, CHROMIUM_FLAGS, chromium_path
from playwright.sync_api import Browser, BrowserContext, Page, expect

from course.book.policy import LEAVE_TO
from course.book.serve import make_server

WELCOME = "modules/index.html"
WORDS = "modules/03-words/index.html"
DOORS = "modules/03-words/doors.html"
QUIZ = "modules/03-words/quiz.html"
SHARED = "localStorage['course-shared-phone'] = '1'"
NEUTRAL = "<!doctype html><title>Weather</title><p>Sunny.</p>"
NOTE_WAKING = """addEventListener("pageshow", ({ persisted }) => {
  if (persisted) localStorage["try-woken"] = `${location.pathname} ${document.documentElement.style.visibility}`;
})"""
WORKER = """
addEventListener("install", (event) => event.waitUntil(caches.open("course-try").then((one) => one.add("away.html"))));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
const answer = async (request) => (await caches.match(request)) ?? fetch(request);
addEventListener("fetch", (event) => event.respondWith(answer(event.request)));
"""


def neutral(context: BrowserContext) -> BrowserContext:
    """Answer for the page that the way out leads to, so that no test leaves this machine."""
    context.set_default_timeout(15_000)
    context.route(f"{LEAVE_TO}**", lambda route: route.fulfill(body=NEUTRAL, content_type="text/html"))
    return context


@pytest.fixture
def context(phone_context: BrowserContext) -> BrowserContext:
    """A phone that was asked already whose it is."""
    phone_context.add_init_script(ASKED)
    return neutral(phone_context)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab on that phone, in which a box that holds somebody back would be a failure."""
    page = context.new_page()
    boxes: list[str] = []
    page.on("dialog", lambda dialog: (boxes.append(dialog.message), dialog.accept()))
    yield page
    assert boxes == []


def press_escape(page: Page, times: int) -> None:
    """Quickly, as somebody does who hears steps; the page may be gone before the last key is up."""
    for _ in range(times):
        page.keyboard.down("Escape")
        page.keyboard.up("Escape")


def test_a_tap_blanks_the_page_before_it_goes_anywhere(site: str, page: Page) -> None:
    """A slow network must not leave the page in sight while the next one comes; nor its name on the tab."""
    page.goto(f"{site}/{WORDS}")
    link = page.get_by_role("link", name="Leave this site now")
    seen = link.evaluate(
        """(link) => {
          link.click();
          const { documentElement: root, title } = document;
          return [root.style.display, title];
        }"""
    )

    assert seen == ["none", "Blank page"]
    page.wait_for_url(LEAVE_TO)


@pytest.mark.parametrize("how", ["tap", "Enter"])
def test_back_finds_nothing_of_the_book(site: str, page: Page, how: str) -> None:
    """The next person at the phone presses Back first of all; and again."""
    for name in (WELCOME, WORDS, DOORS):
        page.goto(f"{site}/{name}")
    link = page.get_by_role("link", name="Leave this site now")
    if how == "tap":
        link.tap()
    else:
        link.focus()
        page.keyboard.press("Enter")
    page.wait_for_url(LEAVE_TO)
    for _ in range(2):
        page.evaluate("history.back()")
        page.wait_for_function("() => document.title === 'Weather'")
        page.wait_for_url(LEAVE_TO)
    page.evaluate("history.forward()")

    expect(page.get_by_text("Sunny.")).to_be_visible()
    assert page.url == LEAVE_TO


@pytest.fixture
def keeping(browser: Browser) -> Iterator[Page]:
    """A page in a browser that keeps pages whole, which Playwright else forbids."""
    other = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=CHROMIUM_FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = neutral(other.new_context()).new_page()
    page.add_init_script(f"{ASKED}; {NOTE_WAKING}")
    yield page
    other.close()


def test_back_finds_nothing_of_a_page_that_the_browser_kept_whole(site: str, keeping: Page) -> None:
    """Such a page is not loaded anew: it would stand there as it was, words and all, if only for a blink."""
    page = keeping
    page.goto(f"{site}/{WELCOME}")
    page.goto(f"{site}/{WORDS}")
    page.get_by_role("link", name="Leave this site now").click()
    page.wait_for_url(LEAVE_TO)
    page.evaluate("history.back()")
    page.wait_for_event("framenavigated", lambda frame: frame.url == LEAVE_TO)
    page.goto(f"{site}/away.html")

    woken = page.evaluate("localStorage['try-woken']")
    assert woken, "this browser keeps no page, so the test shows nothing"
    assert woken == "/modules/index.html hidden"


def test_a_page_that_slept_is_seen_again_when_nobody_left(site: str, keeping: Page) -> None:
    """Back within the book is most of what Back is for."""
    page = keeping
    page.goto(f"{site}/{WELCOME}")
    page.goto(f"{site}/{WORDS}")
    page.go_back(wait_until="commit")

    expect(page.locator("h1")).to_contain_text("in the Room")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("localStorage['try-woken']") == "/modules/index.html hidden"


def test_whoever_opens_the_book_anew_is_let_in(site: str, context: BrowserContext, page: Page) -> None:
    """The way out is no lock: the reader comes back when it is quiet."""
    page.goto(f"{site}/{WORDS}")
    page.get_by_role("link", name="Leave this site now").tap()
    page.wait_for_url(LEAVE_TO)
    other = context.new_page()
    other.goto(f"{site}/{WORDS}")
    expect(other.locator("h1")).to_be_visible()
    page.goto(f"{site}/{WORDS}")

    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('course-left')") is None


def test_escape_three_times_leaves_from_the_middle_of_a_word(site: str, page: Page) -> None:
    """A hand on the keyboard finds no button; and on a phone of one's own the words are still kept."""
    page.goto(f"{site}/{WORDS}")
    page.locator("course-exercise[ready] textarea").first.press_sequentially("half a sen")
    press_escape(page, 3)
    page.wait_for_url(LEAVE_TO)
    page.goto(f"{site}/{WORDS}")

    expect(page.locator("course-exercise[ready] textarea").first).to_have_value("half a sen")


def test_escape_three_times_leaves_with_a_card_open(site: str, page: Page) -> None:
    """The first press closes the card, as ever; all three count."""
    page.goto(f"{site}/{WORDS}")
    page.locator("a.course-fact").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press_escape(page, 2)

    page.wait_for_url(LEAVE_TO)


def test_reading_card_after_card_by_keyboard_leaves_nothing(site: str, page: Page) -> None:
    """Three cards are opened and closed within two seconds by whoever is looking for one."""
    page.goto(f"{site}/{WORDS}")
    for mark in page.locator("a.course-fact").all()[:5]:
        mark.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()

    expect(page.locator("h1")).to_be_visible()


def test_escape_once_or_twice_or_slowly_or_held_down_leaves_nothing(site: str, page: Page) -> None:
    """Escape closes cards all day long; nobody may be thrown out by it."""
    page.clock.install()
    page.goto(f"{site}/{WORDS}")
    stays = """(times) => {
      for (const [timeStamp, repeat] of times) {
        const event = new KeyboardEvent("keydown", { key: "Escape", repeat, bubbles: true });
        Object.defineProperty(event, "timeStamp", { value: timeStamp });
        document.body.dispatchEvent(event);
      }
      return document.documentElement.style.display;
    }"""

    assert page.evaluate(stays, [[1000, False], [1100, False]]) == ""
    assert page.evaluate(stays, [[5000, False], [6500, False], [8000, False]]) == ""
    assert page.evaluate(stays, [[20_000, False], *[[20_000 + at, True] for at in range(30, 900, 30)]]) == ""
    assert page.evaluate(stays, [[30_000, False], [30_900, False], [31_800, False]]) == "none"


def test_leaving_a_quiz_just_filled_asks_no_question_and_loses_no_answer(site: str, page: Page) -> None:
    """A box that asks “leave this page?” is the one thing that must not come up now."""
    page.goto(f"{site}/{QUIZ}")
    option = page.locator("course-exercise[type=quiz][ready] input[type=radio]").first
    option.check()
    page.get_by_role("link", name="Leave this site now").tap()
    page.wait_for_url(LEAVE_TO)
    page.goto(f"{site}/{QUIZ}")

    expect(page.locator("course-exercise[type=quiz][ready] input[type=radio]").first).to_be_checked()


def test_a_shared_phone_has_kept_nothing_when_the_page_is_left(site: str, page: Page) -> None:
    """Neither in the device nor in the tab, not even what was typed a moment before."""
    page.add_init_script(SHARED)
    page.goto(f"{site}/modules/03-words/whose-word.html")
    page.goto(f"{site}/{WORDS}")
    page.locator("course-exercise[ready] textarea").first.press_sequentially("nobody's business")
    assert "business" in page.evaluate("sessionStorage['course-journal']")
    press_escape(page, 3)
    page.wait_for_url(LEAVE_TO)
    page.goto(f"{site}/away.html")

    assert page.evaluate("Object.keys(sessionStorage)") == ["course-left"]
    assert "course-journal" not in page.evaluate("Object.keys(localStorage)")


def test_a_text_in_the_lens_is_not_saved_on_the_way_out_of_a_shared_phone(site: str, page: Page) -> None:
    """The lens waits a moment before it keeps a text, and keeps it at the latest when the page is left."""
    page.add_init_script(SHARED)
    page.goto(f"{site}/{DOORS}")
    lens = page.locator("course-exercise[ready] textarea.course-lens-field")
    lens.evaluate(
        """(field) => {
          field.value = "really clean";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector(".course-leave").click();
        }"""
    )
    page.wait_for_url(LEAVE_TO)
    page.goto(f"{site}/away.html")

    assert page.evaluate("Object.keys(sessionStorage)") == ["course-left"]


def test_on_a_shared_phone_the_history_of_the_tab_holds_one_page_of_ours(site: str, page: Page) -> None:
    """Back then leaves the book; a link that a reader opens in a tab of its own stays the reader's."""
    page.add_init_script(SHARED)
    page.goto("about:blank")
    page.goto(f"{site}/{WELCOME}")
    before = page.evaluate("history.length")
    for name in ("How this works", "Privacy"):
        page.locator("#contents, footer").get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("h1")).to_contain_text(name)
        page.wait_for_load_state()  # until its script is there, a link is a link
    assert page.evaluate("history.length") == before
    with page.context.expect_page() as waiting:
        page.locator("footer").get_by_role("link", name="About").click(modifiers=["ControlOrMeta"])
    expect(waiting.value.locator("h1")).to_contain_text("About")
    expect(page.locator("h1")).to_contain_text("Privacy")
    page.go_back()

    assert page.url == "about:blank"


def test_on_a_phone_of_ones_own_back_goes_through_the_book(site: str, page: Page) -> None:
    """The same link, as everywhere else."""
    page.goto(f"{site}/{WELCOME}")
    page.locator("footer").get_by_role("link", name="Privacy").click()
    expect(page.locator("h1")).to_contain_text("Privacy")
    page.go_back()

    assert page.url == f"{site}/{WELCOME}"


def test_without_a_network_a_blank_page_is_put_in_place(site: str, page: Page) -> None:
    """The browser's own page about a missing network would show the address that was asked for."""
    page.goto(f"{site}/{WELCOME}")
    page.goto(f"{site}/{WORDS}")
    page.context.set_offline(True)
    press_escape(page, 3)
    page.wait_for_url("about:blank")

    assert page.title() == ""


@pytest.fixture
def stored_site(built_book: Path, tmp_path: Path) -> Iterator[str]:
    """The built book beside a small worker of the test's own that keeps the blank page."""
    shutil.copytree(built_book, tmp_path / "site")
    (tmp_path / "site" / "try-worker.js").write_text(WORKER, encoding="utf-8")
    with make_server(tmp_path / "site", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_stored_book_has_a_blank_page_of_its_own(stored_site: str, page: Page) -> None:
    """It names no course and holds no script of ours, and Back from it shows no page of the book."""
    page.goto(f"{stored_site}/{WELCOME}")
    page.evaluate(
        """async () => {
          const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
          await navigator.serviceWorker.register("../try-worker.js");
          await taken;
        }"""
    )
    page.goto(f"{stored_site}/{WORDS}")
    page.context.set_offline(True)
    page.get_by_role("link", name="Leave this site now").tap()
    page.wait_for_url("**/away.html")

    assert page.title() == "Blank page"
    assert page.locator("script").count() == 0
    assert "Room" not in page.content()


def test_a_way_out_that_hangs_ends_at_a_blank_page(site: str, page: Page) -> None:
    """With a bad signal the address of the book would stand over an empty page for minutes."""
    page.context.unroute(f"{LEAVE_TO}**")
    page.context.route(f"{LEAVE_TO}**", lambda _route: None)
    page.clock.install()
    page.goto(f"{site}/{WORDS}")
    page.get_by_role("link", name="Leave this site now").evaluate("(link) => link.click()")
    page.clock.run_for(6000)

    page.wait_for_url("about:blank")


def test_a_page_that_hangs_on_the_way_out_is_not_shown_by_loading_it_again(site: str, page: Page) -> None:
    """Nervous fingers reload."""
    page.goto(f"{site}/{WORDS}")
    page.evaluate("sessionStorage.setItem('course-left', '1')")
    page.evaluate("location.reload()")

    page.wait_for_url(LEAVE_TO)


def test_without_javascript_the_way_out_is_a_plain_link(site: str, browser: Browser) -> None:
    """It leads to the same page, and tells it nothing."""
    context = neutral(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.goto(f"{site}/{WORDS}")
    link = page.get_by_role("link", name="Leave this site now")
    assert link.get_attribute("rel") == "noreferrer"
    with page.expect_request(LEAVE_TO) as asked:
        link.click()

    assert "referer" not in asked.value.headers
    context.close()


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (320, "200%"), (390, "100%"), (1280, "100%")])
def test_the_way_out_is_always_at_hand_and_covers_no_text(
    site: str, browser: Browser, width: int, letters: str
) -> None:
    """However far the page is scrolled; and the bar it stands in takes no more than a fifth of a small screen."""
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.add_init_script(ASKED)
    page.goto(f"{site}/{WORDS}")
    page.evaluate("(size) => (document.documentElement.style.fontSize = size)", letters)
    page.evaluate("scrollTo(0, 3000)")
    page.wait_for_function(
        "() => document.querySelector('.course-header').getBoundingClientRect().bottom < innerHeight / 5"
    )
    link = page.get_by_role("link", name="Leave this site now")
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    page.evaluate("document.querySelectorAll('main h2')[2].scrollIntoView()")
    foot, head = page.evaluate(
        "[document.querySelector('.course-header'), document.querySelectorAll('main h2')[2]].map((one, index) =>"
        " one.getBoundingClientRect()[index ? 'top' : 'bottom'])"
    )
    assert head >= foot
    context.close()


def test_the_way_out_stays_above_an_open_card_and_off_the_paper(site: str, page: Page) -> None:
    """It is needed most when something is open; on paper it means nothing."""
    page.goto(f"{site}/{WORDS}")
    page.locator("a.course-fact").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    link = page.get_by_role("link", name="Leave this site now")
    on_top = """(link) => {
      const { left, top, width, height } = link.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === link;
    }"""
    assert link.evaluate(on_top)
    page.emulate_media(forced_colors="active")
    assert link.evaluate("(link) => getComputedStyle(link).borderTopWidth") != "0px"
    page.emulate_media(media="print")

    assert not link.is_visible()
