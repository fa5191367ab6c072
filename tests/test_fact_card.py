"""The card that a mark opens, in a real browser on a little book of its own: by thumb, pointer, key and ear."""

import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from printed import sheets_of
from test_book import FACT, write_book

from course.book.build import build_book
from course.book.serve import make_server

LONG = "It was one study, of doctors. " + "It goes on for longer than a small screen is high. " * 30
TEXT = """# Words

One word moved blame {fact}`AA-1` as [help](help.md) says.
Two marks stand together {fact}`AA-1` {fact}`AA-2`, or with a comma {fact}`AA-1`, {fact}`AA-2`.

| Who | What |
|---|---|
| doctors | blame {fact}`AA-2` |

- In a list {fact}`AA-2`

:::{admonition} Take care
:class: care
In a box {fact}`AA-1`.
:::

:::{admonition} For the facilitator
:class: facilitator
In a note {fact}`AA-2`.
:::

"""
MORE = [f"CC-{n}" for n in range(1, 11)]  # so that there are numbers of two digits
FILLER = "A plain line.\n\n" * 12
KEPT_FOR = 60_000  # ms of a clock that the test turns, so nobody waits


def write_marks(root: Path) -> Path:
    """The little book of test_book with marks in every kind of place, and one note longer than a phone."""
    write_book(root)
    (root / "modules" / "help.md").write_text("---\ntitle: Help\n---\n\n# Help\n\nCall somebody.\n", encoding="utf-8")
    page, facts = root / "modules" / "words.md", root / "modules" / "evidence" / "facts.yml"
    row = " ".join(f"{{fact}}`{name}`" for name in MORE)
    text = f"{TEXT}{FILLER}Said by all {row}.\n\nThe last of it {{fact}}`AA-1`.\n"
    page.write_text(f"---\ntitle: Words\n---\n\n{text}", encoding="utf-8")
    about = {"statement": "One more.", "grade": "verified-primary", "review_by": "2999-01-01"}
    more = "".join(FACT.format(id=name, **about) for name in MORE)
    facts.write_text(facts.read_text(encoding="utf-8").replace("It was one study.", LONG) + more, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The address of the page with the marks; no test changes the book."""
    server = make_server(build_book(write_marks(tmp_path_factory.mktemp("marks"))), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/modules/words.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(browser):
    """A page on a desk, with a mouse and a clock that stands still until it is turned."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1)
    yield page
    context.close()


def mark_of(page: Page, number: int, nth: int = 0):
    """A mark as a screen reader finds it."""
    return page.get_by_role("button", name=f"{number}, where this comes from", exact=True).nth(nth)


def card_of(page: Page):
    """The open card."""
    return page.get_by_role("dialog")


def focus_of(page: Page) -> str:
    """What has the focus, by its role or its words."""
    return page.evaluate("document.activeElement.getAttribute('role') || document.activeElement.textContent")


def printed(page: Page) -> str:
    """The text of the page as the browser prints it."""
    return " ".join("\n".join(sheets_of(page.pdf())).split())


def test_only_a_page_with_a_mark_loads_the_card(words, desk):
    """Every file a page does not need costs a phone time."""
    loaded = {}
    for name in ("words", "help"):
        desk.goto(words.replace("words", name))
        loaded[name] = re.findall(r"/course-[0-9a-f]{8}/fact-card\.(css|js)\"", desk.content())

    assert loaded == {"words": ["css", "js"], "help": []}


def test_a_tap_shows_the_whole_note_in_place_and_asks_for_nothing(words, phone):
    """A reader who doubts must not lose the sentence, nor wait, nor let anybody know what was doubted."""
    phone.goto(words, wait_until="networkidle")
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    mark_of(phone, 1).tap()

    card = card_of(phone)
    for part in ("A label moved blame.", "Randomized vignettes. 516 clinicians.", "One story, on paper."):
        expect(card).to_contain_text(part)
    expect(card).to_contain_text("We read it in the source itself. Checked 2020-01-01.")
    expect(card.get_by_role("link", name="Kelly and Westerhoff (2010)")).to_have_attribute(
        "href", re.compile("doi.org")
    )
    expect(card.get_by_role("link", name="AA-1")).to_have_attribute("href", "evidence/index.html#aa-1")
    expect(card.locator(".course-fact-back")).to_have_count(0)
    assert asked == []
    assert phone.url == words


def test_no_id_is_on_the_page_twice(words, phone):
    """A link to a note must lead to the note and not to its copy."""
    phone.goto(words)
    phone.evaluate("document.querySelector('#fact-note-1 p').id = 'part-of-a-note'")
    for number in (2, 1):
        mark_of(phone, number).tap()
        expect(card_of(phone)).to_be_visible()
        card_of(phone).get_by_role("button", name="Close").tap()
    ids = phone.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")

    assert len(ids) == len(set(ids))


def test_on_a_phone_the_card_is_a_sheet_that_leaves_the_claim_in_sight(words, phone):
    """What is said and where it comes from belong together; a long note scrolls within its sheet."""
    phone.goto(words)
    last, long = phone.locator("a.course-fact").last, mark_of(phone, 2)
    for mark in (last, long):
        mark.tap()
        expect(mark).to_be_in_viewport(ratio=1)
        sheet, size = card_of(phone).bounding_box(), phone.viewport_size
        phone.wait_for_function(
            "([at, top]) => at.getBoundingClientRect().bottom <= top", arg=[mark.element_handle(), sheet["y"]]
        )
        assert (sheet["x"], sheet["width"]) == (0, size["width"])
        assert sheet["y"] + sheet["height"] == pytest.approx(size["height"], abs=1)
        assert sheet["height"] <= 0.7 * size["height"] + 1
        card_of(phone).get_by_role("button", name="Close").tap()
    long.tap()
    row = card_of(phone).get_by_role("link", name="AA-2")
    expect(row).not_to_be_in_viewport()
    row.scroll_into_view_if_needed()
    expect(row).to_be_in_viewport()
    expect(card_of(phone).get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)


def test_close_a_tap_outside_and_a_second_tap_on_the_mark_all_close(words, phone):
    """Whoever opened a card by accident tries any of them, and none may leave a mess."""
    phone.goto(words)
    mark, card = mark_of(phone, 1), card_of(phone)
    ways_out = (
        card.get_by_role("button", name="Close").tap,
        phone.locator("h1").tap,
        mark.tap,
    )
    for leave in ways_out:
        mark.tap()
        expect(card).to_be_visible()
        leave()
        expect(card).to_have_count(0)
        expect(mark).to_have_attribute("aria-expanded", "false")


def test_scrolling_the_page_by_finger_leaves_the_card_open(words, phone):
    """A reader looks back at the paragraph while the note is there; only a tap says "enough"."""
    phone.goto(words)
    mark_of(phone, 1).tap()
    finger = phone.context.new_cdp_session(phone)
    for step in range(12):
        touch = {"type": "touchMove" if step else "touchStart", "touchPoints": [{"x": 200, "y": 300 - 20 * step}]}
        finger.send("Input.dispatchTouchEvent", touch)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function("scrollY > 50")

    expect(card_of(phone)).to_be_visible()


def test_the_way_back_of_a_phone_closes_the_card_and_stays_on_the_page(words, phone):
    """On Android everybody leaves a sheet by Back; losing the page would be the price."""
    # The request that Back makes of the browser's CloseWatcher, for there is no such key here.
    phone.add_init_script(
        "window.CloseWatcher = class extends CloseWatcher { constructor() { super(); window.made = this; } }"
    )
    phone.goto(words)
    mark_of(phone, 1).tap()
    expect(card_of(phone)).to_be_visible()
    phone.evaluate("window.made.requestClose()")

    expect(card_of(phone)).to_have_count(0)
    assert phone.url == words


def test_only_one_card_is_open(words, desk):
    """Two cards would hide the text, and nobody could tell which belongs to what."""
    desk.goto(words)
    # As a screen reader clicks, with no pointer that would first meet the page outside the card.
    for mark in (mark_of(desk, 1), mark_of(desk, 2)):
        mark.dispatch_event("click")

    expect(card_of(desk)).to_have_count(1)
    expect(card_of(desk)).to_contain_text("It was one study")
    expect(desk.locator("a.course-fact[aria-expanded=true]")).to_have_count(1)
    expect(mark_of(desk, 2)).to_have_attribute("aria-expanded", "true")


def test_a_pointer_that_rests_opens_and_one_that_passes_does_not(words, desk):
    """A card that jumps up under every movement is noise."""
    desk.goto(words)
    mark_of(desk, 1).hover()
    desk.clock.run_for(100)
    expect(card_of(desk)).to_have_count(0)
    desk.locator("h1").hover()
    desk.clock.run_for(KEPT_FOR)
    expect(card_of(desk)).to_have_count(0)
    mark_of(desk, 1).hover()
    desk.clock.run_for(300)

    expect(card_of(desk)).to_contain_text("A label moved blame.")
    assert desk.evaluate("document.activeElement === document.body")


def test_no_pointer_opens_a_sheet_by_resting(words, desk):
    """WCAG 1.4.13: at the other end of a small window it would be gone before the pointer reached it."""
    desk.set_viewport_size({"width": 500, "height": 800})
    desk.goto(words)
    mark_of(desk, 1).hover()
    desk.clock.run_for(KEPT_FOR)
    expect(card_of(desk)).to_have_count(0)
    mark_of(desk, 1).click()

    expect(card_of(desk)).to_be_focused()


def test_a_card_under_the_pointer_stays_and_goes_when_the_pointer_has_left_both(words, desk):
    """WCAG 1.4.13: who needs a lens or a slow hand must be able to go onto the card and read."""
    desk.goto(words)
    mark_of(desk, 1).hover()
    desk.clock.run_for(300)
    for rest in (card_of(desk).get_by_text("One story, on paper."), mark_of(desk, 1)):
        rest.hover()
        desk.clock.run_for(KEPT_FOR)
        expect(card_of(desk)).to_be_visible()
    desk.locator("h1").hover()
    desk.clock.run_for(100)
    expect(card_of(desk)).to_be_visible()
    desk.clock.run_for(400)

    expect(card_of(desk)).to_have_count(0)


def test_escape_sends_a_hovered_card_away_and_leaves_the_focus_alone(words, desk):
    """WCAG 1.4.13: the card may lie on what somebody is reading; 2.4.3: they did not ask to be moved."""
    desk.goto(words)
    link = desk.get_by_role("link", name="help", exact=True)
    link.focus()
    mark_of(desk, 1).hover()
    desk.clock.run_for(300)
    expect(card_of(desk)).to_be_visible()
    expect(link).to_be_focused()
    desk.keyboard.press("Escape")

    expect(card_of(desk)).to_have_count(0)
    expect(link).to_be_focused()


def test_a_click_keeps_the_card_until_it_is_dismissed(words, desk):
    """Who clicks wants to read in peace, wherever the pointer lies meanwhile."""
    desk.goto(words)
    mark_of(desk, 1).hover()
    desk.clock.run_for(300)
    mark_of(desk, 1).click()
    expect(card_of(desk)).to_be_focused()
    for elsewhere in (mark_of(desk, 2), desk.locator("h1")):
        elsewhere.hover()
        desk.clock.run_for(KEPT_FOR)
        expect(card_of(desk)).to_contain_text("A label moved blame.")
    desk.locator("h1").click()

    expect(card_of(desk)).to_have_count(0)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_by_keyboard_the_card_is_read_in_order_and_left_to_what_follows_the_mark(words, desk, key):
    """Who reads by keyboard goes through the card and on, without a detour over the whole page."""
    desk.goto(words)
    mark_of(desk, 1).focus()
    desk.keyboard.press(key)
    order = [focus_of(desk)]
    for _ in range(4):
        desk.keyboard.press("Tab")
        order.append(focus_of(desk))

    assert order == ["dialog", "Close", "Kelly and Westerhoff (2010)", "AA-1 in the evidence", "help"]
    expect(card_of(desk)).to_have_count(0)
    assert desk.evaluate("scrollY") == 0


@pytest.mark.parametrize("key", ["Escape", "Shift+Tab"])
def test_escape_and_going_backward_lead_from_the_card_to_its_mark(words, desk, key):
    """Whoever closes a card wants to be where they were."""
    desk.goto(words)
    mark = desk.locator("a.course-fact").last
    mark.focus()
    desk.keyboard.press("Enter")
    expect(card_of(desk)).to_be_focused()
    desk.keyboard.press(key)

    expect(card_of(desk)).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_screen_reader_hears_what_a_mark_does_and_what_has_opened(words, desk):
    """A bare "one" in the middle of a sentence tells nobody anything."""
    desk.goto(words)
    mark = mark_of(desk, 1)
    expect(mark).to_have_attribute("aria-haspopup", "dialog")
    expect(mark).to_have_attribute("aria-expanded", "false")
    mark.click()

    expect(mark).to_have_attribute("aria-expanded", "true")
    expect(card_of(desk)).to_have_id(mark.get_attribute("aria-controls"))
    expect(card_of(desk)).to_have_accessible_name("1. Where this comes from")
    expect(card_of(desk)).to_match_aria_snapshot("""
      - dialog "1. Where this comes from":
        - paragraph: 1. Where this comes from
        - button "Close"
        - paragraph: A label moved blame.
        - paragraph:
          - strong: "Source:"
          - link "Kelly and Westerhoff (2010)"
        - paragraph:
          - strong: "Who and how:"
        - paragraph:
          - strong: "Limits:"
        - paragraph:
          - strong: "How sure:"
          - link "AA-1 in the evidence"
    """)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_finger_meets_one_mark_of_24_pixels(words, browser, width):
    """WCAG 2.5.8, for hands that shake; each corner of the target must be the mark's own."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(words)
    page.get_by_role("button", name="Facilitator view").click()
    missed = page.evaluate("""() => [...document.querySelectorAll("a.course-fact")].flatMap((mark, n) => {
      mark.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = mark.getBoundingClientRect();
      const [cx, cy] = [x + width / 2, y + height / 2];
      const corners = [[-1, -1], [-1, 1], [1, -1], [1, 1]].map(([a, b]) => [cx + a * 11.9, cy + b * 11.9]);
      return corners.filter(([a, b]) => document.elementFromPoint(a, b) !== mark).map(() => n);
    })""")
    marks = page.locator("a.course-fact").count()
    context.close()

    assert marks == 20
    assert missed == []


def test_a_mark_spoils_no_line(words, desk):
    """A target of 24 pixels must not push the lines of a paragraph apart."""
    desk.goto(words)
    with_mark, plain = desk.locator("p:has(> a.course-fact)").last, desk.get_by_text("A plain line.").first

    assert with_mark.bounding_box()["height"] == plain.bounding_box()["height"]


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (844, 390), (1280, 800)])
def test_every_card_lies_within_the_screen(words, browser, width, height):
    """In a table, a list, a box, a trainer's note, at the top and at the end: nobody should have to hunt for it."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(words)
    page.get_by_role("button", name="Facilitator view").click()
    for mark in page.locator("a.course-fact").all():
        mark.focus()
        page.keyboard.press("Enter")
        box = card_of(page).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= height
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(mark).to_be_in_viewport(ratio=1)
        edge = mark.bounding_box()
        assert edge["y"] + edge["height"] <= box["y"] + 1 or box["y"] + box["height"] <= edge["y"] + 1
        page.keyboard.press("Escape")
    context.close()


def test_without_javascript_a_mark_leads_to_its_note_and_back(words, browser):
    """The plain page is the face that always works."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(words)
    page.get_by_label("1, where this comes from").first.click()
    expect(page.locator("#fact-note-1")).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Back to mark 1", exact=True).click()

    expect(page.locator("#fact-mark-1")).to_be_in_viewport()
    context.close()


def test_should_the_card_fail_the_link_still_leads_to_the_note(words, phone):
    """An old browser lacks things nobody thought of."""
    phone.add_init_script("Node.prototype.cloneNode = undefined")
    phone.goto(words)
    mark_of(phone, 1).tap()

    expect(phone.locator("#fact-note-1")).to_be_in_viewport()
    expect(card_of(phone)).to_have_count(0)


@pytest.mark.parametrize("how", [{"modifiers": ["Control"]}, {"button": "middle"}])
def test_a_click_for_a_new_tab_stays_the_readers_own(words, desk, how):
    """Who opens the note beside the text has a reason."""
    desk.goto(words)
    with desk.context.expect_page() as opened:
        mark_of(desk, 1).click(**how)

    assert opened.value.url == f"{words}#fact-note-1"
    expect(card_of(desk)).to_have_count(0)


def test_an_address_of_a_note_leads_to_the_note(words, phone):
    """Somebody sent it to somebody, on paper or by phone."""
    phone.goto(f"{words}#fact-note-2")

    expect(phone.locator("#fact-note-2")).to_be_in_viewport()
    expect(card_of(phone)).to_have_count(0)


def test_an_open_card_is_not_printed(words, desk):
    """On paper the note stands at the page's end, once."""
    desk.goto(words)
    mark_of(desk, 1).click()
    expect(card_of(desk)).to_be_visible()
    text = printed(desk)

    assert text.count("A label moved blame.") == 1
    assert text.count("Where this comes from") == 1
    assert "Close" not in text


def test_the_card_wears_the_colors_of_the_page(words, browser):
    """At night a white card hurts; in a high-contrast theme a card without an edge is not there."""
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(words)
    mark_of(page, 1).click()
    style = "(node) => (({ backgroundColor, color, animationName }) => [backgroundColor, color, animationName])"
    style += "(getComputedStyle(node))"
    night = card_of(page).evaluate(style)
    assert night == page.locator("body").evaluate(style)
    assert night[2] == "none"
    page.emulate_media(forced_colors="active")
    edge, underline = (
        card_of(page).evaluate("(node) => getComputedStyle(node).borderTopWidth"),
        mark_of(page, 1).evaluate("(node) => getComputedStyle(node).textDecorationLine"),
    )
    context.close()

    assert edge != "0px"
    assert underline == "underline"
