"""The phone question: asked once, in plain words, in nobody's way; and what each answer does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

WELCOME = "modules/index.html"
WORDS = "modules/03-words/index.html"
NOTEBOOK = "modules/my-notebook.html"
# What host/offline.js does is tested elsewhere; here, that it is asked to.
OFFLINE = """
export const look = async () => ({ state: "none", bytes: 0, room: 0, share: 0, isNewer: false });
export const findRegistration = async () => undefined;
export const onNewer = () => {};
export const store = async () => {
  globalThis.did = [...(globalThis.did ?? []), "store"];
  if (globalThis.isFull) throw new Error("There is no room for the book on this device.");
};
export const remove = async () => { globalThis.did = [...(globalThis.did ?? []), "remove"]; };
"""


@pytest.fixture
def context(phone_context: BrowserContext) -> BrowserContext:
    """A phone that was never asked, and a book whose size is told."""
    phone_context.route("**/offline.json", lambda route: route.fulfill(json={"bytes": 812_345}))
    phone_context.route("**/host/offline.js", lambda route: route.fulfill(body=OFFLINE, content_type="text/javascript"))
    return phone_context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab on that phone; a fault in a script is a failure."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


def question(page: Page) -> Locator:
    """The sheet."""
    return page.get_by_role("region", name="Is this phone yours alone?")


def kept(page: Page) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in the device's store and in the tab's."""
    stores = page.evaluate("[{ ...localStorage }, { ...sessionStorage }]")
    return stores[0], stores[1]


def test_the_question_says_what_each_answer_does_and_the_size_before_storing(site: str, page: Page) -> None:
    """Data costs money, and a book on a shared phone tells on its reader: nobody can choose without knowing."""
    page.goto(f"{site}/{WELCOME}")

    expect(question(page)).to_contain_text("what you write stays on it, and the book (812 kB) is stored")
    expect(question(page)).to_contain_text("If others use it, nothing is kept once you close the tab.")
    assert kept(page) == ({}, {})


def test_mine_alone_keeps_the_words_and_stores_the_book(site: str, page: Page) -> None:
    """It is told that it happens, and when it has happened."""
    page.goto(f"{site}/{WELCOME}")
    question(page).get_by_role("button", name="Mine alone").click()

    expect(page.locator(".course-phone [role=status]")).to_have_text(
        "The book is stored. It opens without a signal now."
    )
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    assert page.evaluate("did") == ["store"]
    assert kept(page)[0] == {"course-phone": "mine"}
    page.reload(wait_until="networkidle")
    assert question(page).count() == 0


def test_a_book_that_cannot_be_stored_is_told_in_one_line(site: str, page: Page) -> None:
    """Whoever relies on it in a basement must know now."""
    page.add_init_script("globalThis.isFull = true")
    page.goto(f"{site}/{WELCOME}")
    question(page).get_by_role("button", name="Mine alone").click()

    expect(page.locator(".course-phone [role=status]")).to_have_text("There is no room for the book on this device.")


def test_without_a_size_nothing_is_said_of_storing_and_nothing_is_stored(site: str, page: Page) -> None:
    """A promise without a number is none; and what was not announced is not done."""
    page.context.route("**/offline.json", lambda route: route.fulfill(status=404))
    page.goto(f"{site}/{WELCOME}")
    expect(question(page)).to_be_visible()
    expect(question(page)).not_to_contain_text("stored")
    question(page).get_by_role("button", name="Mine alone").click()

    expect(page.locator(".course-phone [role=status]")).to_have_text("What you write stays on this phone.")
    assert page.evaluate("globalThis.did ?? null") is None
    assert kept(page) == ({"course-phone": "mine"}, {})


def test_others_use_it_is_the_switch_of_my_notebook(site: str, page: Page) -> None:
    """What was written before goes along into the tab, a stored book goes, and no other tab finds a word."""
    page.goto(f"{site}/{WORDS}")
    page.locator("course-exercise[ready] textarea").first.fill("written before I answered")
    question(page).get_by_role("button", name="Others use it").click()

    expect(page.locator(".course-phone [role=status]")).to_contain_text("your words stay in this tab only")
    assert page.evaluate("did") == ["remove"]
    local, session = kept(page)
    assert local == {"course-shared-phone": "1"}
    assert "written before" in session["course-journal"]
    page.goto(f"{site}/{NOTEBOOK}")
    expect(page.get_by_label("Keep my words only until this tab is closed")).to_be_checked()
    expect(page.locator(".course-live").get_by_text("written before I answered")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{site}/{WORDS}", wait_until="networkidle")
    assert question(other).count() == 0
    expect(other.locator("course-exercise[ready] textarea").first).to_have_value("")


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_not_now_is_an_answer_for_this_device(site: str, page: Page, how: str) -> None:
    """A question that comes back on every page is a wall; and the keyboard is led on to the text."""
    page.goto(f"{site}/{WELCOME}")
    button = question(page).get_by_role("button", name="Not now")
    button.focus()
    page.keyboard.press("Enter" if how == "button" else "Escape")

    expect(question(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "main"
    assert kept(page) == ({"course-phone": "asked"}, {"course-asked": "1"})
    page.goto(f"{site}/{WORDS}", wait_until="networkidle")
    assert question(page).count() == 0


def test_ten_seconds_in_sight_are_asked_and_the_sheet_stays(site: str, page: Page) -> None:
    """Whoever reads on has seen it; it must not go from under a finger, and not come back on the next page."""
    page.clock.install()
    page.goto(f"{site}/{WELCOME}")
    expect(question(page)).to_be_visible()
    page.clock.run_for(9000)
    assert kept(page) == ({}, {})
    page.clock.run_for(2000)

    expect(question(page)).to_be_visible()
    assert kept(page) == ({"course-phone": "asked"}, {"course-asked": "1"})


def test_my_notebook_asks_again(site: str, page: Page) -> None:
    """Phones change hands, and a tap goes wrong."""
    page.add_init_script("localStorage['course-phone'] ??= 'asked'")
    page.goto(f"{site}/{NOTEBOOK}")
    page.get_by_role("button", name="Ask me again").click()

    expect(question(page)).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "course-phone-title"
    question(page).get_by_role("button", name="Others use it").click()
    expect(page.get_by_label("Keep my words only until this tab is closed")).to_be_checked()


def test_nobody_who_looks_for_help_is_asked(site: str, page: Page) -> None:
    """The page of numbers to call is read in need."""
    page.goto(f"{site}/modules/help.html", wait_until="networkidle")

    assert question(page).count() == 0


@pytest.mark.parametrize("refusal", ["getItem", "setItem"])
def test_where_nothing_can_be_kept_nothing_is_asked(site: str, page: Page, refusal: str) -> None:
    """A browser that refuses storage has answered already; and nothing breaks."""
    page.add_init_script(f"Storage.prototype.{refusal} = () => {{ throw new DOMException('no', 'SecurityError'); }}")
    page.goto(f"{site}/{WELCOME}", wait_until="networkidle")

    assert question(page).count() == 0
    expect(page.get_by_role("button", name="Facilitator view")).to_be_visible()


def test_an_answer_in_one_tab_is_one_for_the_other(site: str, context: BrowserContext) -> None:
    """The same phone, the same question."""
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(f"{site}/{WELCOME}")
        expect(question(page)).to_be_visible()
    one.get_by_role("button", name="Mine alone").click()

    expect(question(two)).to_have_count(0)


def test_the_question_takes_no_focus_moves_nothing_and_comes_early_by_keyboard(site: str, page: Page) -> None:
    """Who has begun to read must not be thrown off; who uses the keyboard must not pass a whole page first."""
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved +="
        " one.value))).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(f"{site}/{WELCOME}")
    expect(question(page)).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert page.evaluate("window.moved") == 0
    page.get_by_role("link", name="Leave this site now").focus()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Not now")).to_be_focused()
    assert page.evaluate("document.querySelector('dialog[open], [aria-modal], [inert]')") is None


@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_on_the_smallest_phone_the_question_leaves_half_of_the_page_and_hides_no_focus(
    site: str, browser: Browser, letters: str
) -> None:
    """It scrolls inside; and whatever the keyboard reaches is in sight above it (WCAG 2.4.11)."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    context.route("**/offline.json", lambda route: route.fulfill(json={"bytes": 1_812_345}))
    page = context.new_page()
    page.goto(f"{site}/{WORDS}")
    page.evaluate("(size) => (document.documentElement.style.fontSize = size)", letters)
    sheet = question(page)
    expect(sheet).to_contain_text("1.8 MB")
    box = sheet.bounding_box()
    assert box
    assert box["height"] <= 320
    assert box["x"] == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    others = page.get_by_role("button", name="Others use it")
    others.scroll_into_view_if_needed()
    expect(others).to_be_in_viewport(ratio=1)
    for button in sheet.get_by_role("button").all():
        target = button.bounding_box()
        assert target
        assert min(target["width"], target["height"]) >= 44
    others.focus()
    covered = """() => {
      const [sheet, header] = [".course-phone", ".course-header"].map((one) => document.querySelector(one));
      const at = document.activeElement;
      const { top, bottom, height } = at.getBoundingClientRect();
      if (sheet.contains(at) || header.contains(at) || height > 200) return null;
      const [above, below] = [header.getBoundingClientRect().bottom, sheet.getBoundingClientRect().top];
      return bottom <= above || top >= below ? at.outerHTML.slice(0, 120) : null;
    }"""
    hidden = []
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(covered))

    assert [one for one in hidden if one] == []
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.locator("footer p").last
    assert last.evaluate("(one) => one.getBoundingClientRect().bottom") <= sheet.evaluate(
        "(one) => one.getBoundingClientRect().top"
    )
    context.close()


def test_the_question_is_not_printed_and_not_asked_without_javascript(site: str, browser: Browser) -> None:
    """On paper it is noise; without a script nothing is kept anyway."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/{WELCOME}")
    sheet = page.locator(".course-phone")
    expect(sheet).to_be_visible()
    page.emulate_media(media="print")
    assert not sheet.is_visible()
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/{WELCOME}")

    assert page.locator(".course-phone").count() == 0
    context.close()
