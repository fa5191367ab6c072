"""The page that prints, in a real browser: a module or the whole book on paper, whole, linked and without the site."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from printed import sheets_of

ROOT = Path(__file__).resolve().parents[1]
CONFIG = (ROOT / "_config.yml").read_text(encoding="utf-8")
TITLE = re.search(r'^title: "(.+)"', CONFIG, re.MULTILINE)[1]
PAGES = ["modules/index", *re.findall(r"- file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))]
MODULE = [name for name in PAGES if "/03-words/" in name]
WRITTEN = "What the ferryman called me."
SITE = (
    "Skip to the text",
    "Facilitator view",
    "My notebook",
    "Make the pages",
    "Choose again",
    "Quick links",
    "Search",
)
BOXES = (
    ".admonition, .course-objectives, .course-facilitator, .course-paper-item, .course-lens-sample, "
    ".course-notes > ol > li, .course-fact-row, .course-record, .citation, figure, tr"
)
WIDTH = {"A4": 210 - 2 * 16, "Letter": 216 - 2 * 16}
HEIGHT = {"A4": 297 - 16 - 19, "Letter": 279 - 16 - 19}
PX = 96 / 25.4  # of a millimeter


def new_phone(browser: Browser, **options: Any) -> BrowserContext:
    """A dark phone on which the print window only leaves a mark."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", **options)
    context.set_default_timeout(30_000)
    context.add_init_script("""print = () => {
        const { dataset } = document.documentElement;
        dataset.printed = 1 + +(dataset.printed ?? 0);
    }""")
    return context


@pytest.fixture
def device(browser: Browser) -> Iterator[Page]:
    """A page on such a phone."""
    context = new_phone(browser)
    yield context.new_page()
    context.close()


def make_pages(page: Page, site: str, choice: str, **wanted: bool) -> Page:
    """Open the page by a link that chooses, set the options that are asked for, and wait for the print window."""
    page.goto(f"{site}/print.html#{choice}")
    for name, is_on in wanted.items():
        page.locator(f"input[name={name}]").set_checked(is_on)
    page.get_by_role("button", name="Make the pages").click()
    page.locator("html[data-printed]").wait_for()
    return page


def write(page: Page, site: str) -> None:
    """Something of the learner's own, in the first exercise of the module."""
    page.goto(f"{site}/{MODULE[0]}.html")
    page.locator("course-exercise[ready] textarea").first.fill(WRITTEN)
    page.wait_for_function("() => localStorage.getItem('course-journal')?.includes('ferryman')")


def text_of(page: Page) -> str:
    """The words of all sheets in one line."""
    return " ".join(" ".join(sheets_of(page.pdf(format="A4"))).split())


def words_for_paper(page: Page) -> str:
    """The same without making sheets of it, for which a PDF takes seconds."""
    page.emulate_media(media="print")
    return page.locator("body").inner_text()


def titles_of(names: list[str]) -> list[str]:
    """The titles that the authors gave these pages, with the quotation marks of print."""
    texts = [(ROOT / f"{name}.md").read_text(encoding="utf-8") for name in names]
    return [re.search(r"^# (.+)", text, re.MULTILINE)[1].replace("'", "’") for text in texts]


def headings(page: Page) -> list[str]:
    """The first heading of each page that was put together."""
    return page.locator(".course-sheets > article h1").all_inner_texts()


@pytest.fixture(scope="module")
def whole_book(browser: Browser, site: str) -> Iterator[tuple[Page, list[str]]]:
    """Every page of the book put together with the facilitator's notes, and what the browser complained of."""
    context = new_phone(browser)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: said.append(answer.url) if answer.status >= 400 else None)
    yield make_pages(page, site, "all", notes=True), said
    context.close()


def test_a_module_prints_every_page_in_order_with_what_was_written(site, device):
    """What a learner takes home is the module as it was read, with their own words in it, and nothing of the site."""
    write(device, site)
    make_pages(device, site, "03-words")
    text = text_of(device)
    after_the_list = text.index("CC BY 4.0")
    places = [text.find(title, after_the_list) for title in titles_of(MODULE)]

    assert headings(device) == titles_of(MODULE)
    assert places == sorted(places)
    assert -1 not in places
    assert WRITTEN in text
    assert "With your own words" in text
    assert [word for word in SITE if word in text] == []
    assert device.locator(".course-sheets :is(button, input, textarea, select, script, [tabindex])").count() == 0


def test_what_is_not_written_yet_has_lines_to_write_on(site, device):
    """In a room without screens this paper is the exercise."""
    make_pages(device, site, "03-words")
    device.emulate_media(media="print")
    look = "all => all.map(each => [getComputedStyle(each).backgroundImage, each.offsetHeight])"
    rules = device.locator(".course-rule").evaluate_all(look)

    assert len(rules) > 4
    assert [rule for rule in rules if "gradient" not in rule[0] or rule[1] < 40] == []
    assert device.locator("course-exercise > .paper").count() == 4
    assert all(face.is_visible() for face in device.locator("course-exercise > .paper").all())


def test_words_are_left_out_when_the_box_is_not_ticked(site, device):
    """A trainer who once did the exercise prints it for twenty others."""
    write(device, site)
    text = words_for_paper(make_pages(device, site, "03-words", words=False))

    assert "ferryman" not in text
    assert "With your own words" not in text


def test_on_a_shared_phone_words_are_printed_only_if_asked_for(site, device):
    """There the words go with the tab; paper stays on the kitchen table."""
    write(device, site)
    device.goto(f"{site}/print.html")
    expect(device.get_by_label("What I wrote")).to_be_checked()
    device.evaluate("""() => {
        localStorage.setItem('course-shared-phone', '1');
        sessionStorage.setItem('course-journal', localStorage.getItem('course-journal'));
    }""")
    device.reload()
    expect(device.get_by_label("What I wrote")).not_to_be_checked()

    assert WRITTEN in words_for_paper(make_pages(device, site, "03-words", words=True))


def test_the_facilitators_notes_are_printed_only_if_asked_for(site, device):
    """A learner's copy must not tell how the room is led; a trainer's must."""
    without = words_for_paper(make_pages(device, site, "03-words"))
    device.reload()
    with_notes = words_for_paper(make_pages(device, site, "03-words", notes=True))

    assert "For the facilitator" not in without
    assert with_notes.count("For the facilitator") >= 3
    assert "Say first that the cards go home in pockets." in with_notes


def test_the_whole_book_is_put_together_without_a_complaint(whole_book):
    """Every page, in order, under the policy that forbids what the page did not bring along."""
    page, said = whole_book

    assert said == []
    assert page.locator(".course-sheets > article").count() == len(PAGES)
    assert page.locator(".course-front [data-say=what]").inner_text() == "The whole book"


def test_ids_are_unique_and_every_link_inside_leads_somewhere(whole_book):
    """Each page numbers its marks from 1; put together, a mark must still lead to its own page's note."""
    page, _ = whole_book
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    inside = page.locator(".course-sheets a[href^='#']").evaluate_all("all => all.map(each => each.hash.slice(1))")
    outside = page.locator(".course-sheets a:not([href^='#'])").evaluate_all("all => all.map(each => each.href)")
    named = page.locator(".course-sheets [aria-labelledby]").evaluate_all(
        "all => all.flatMap(each => each.getAttribute('aria-labelledby').split(' '))"
    )

    assert sorted(ids) == sorted(set(ids))
    assert len(inside) > 1000
    assert set(inside) | set(named) <= set(ids)
    assert [url for url in outside if "127.0.0.1" in url] == []


def test_a_mark_leads_to_the_note_of_its_own_page(site, device):
    """The first mark of the last page is not the first mark of the first."""
    make_pages(device, site, "03-words")
    pages = device.locator(".course-sheets > article").evaluate_all("""all => all.map(page => {
        const mark = page.querySelector("a.course-fact");
        return page.contains(document.getElementById(mark.hash.slice(1)));
    })""")

    assert pages == [True] * len(MODULE)


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_no_table_and_no_picture_is_wider_than_the_sheet(sheet, whole_book):
    """What runs over the edge of the paper is gone."""
    page, _ = whole_book
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(WIDTH[sheet] * PX), "height": 900})
    wide = page.locator(".course-sheets :is(table, img, pre, .paper)").evaluate_all("""all => {
        const isWide = each => each.getBoundingClientRect().right > innerWidth + 0.5;
        return all.filter(isWide).map(each => each.outerHTML.slice(0, 80));
    }""")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})

    assert wide == []


MARK = """(all, limit) => all.filter(box => box.getBoundingClientRect().height < limit).map((box, index) => {
    const [first, last] = box.tagName === "TR" ? [box.cells[0], box.cells[box.cells.length - 1]] : [box, box];
    const sign = text => {
        const span = document.createElement("span");
        span.style.font = "1px sans-serif";
        span.textContent = text;
        return span;
    };
    first.prepend(sign(` x${index}b `));
    last.append(sign(` x${index}e `));
    return box.textContent.trim().slice(0, 60);
})"""
"""A sign at the head and at the end of each box that is shorter than a sheet."""


@pytest.mark.parametrize(("sheet", "choice"), [("A4", "03-words"), ("Letter", "start,evidence/cases,evidence/numbers")])
def test_no_box_is_cut(sheet, choice, site, device):
    """Half a question on the next sheet is no question, and half a row belongs to nothing."""
    make_pages(device, site, choice, notes=True)
    device.emulate_media(media="print")
    device.set_viewport_size({"width": int(WIDTH[sheet] * PX), "height": 900})
    boxes = device.locator(".course-sheets").locator(BOXES).evaluate_all(MARK, HEIGHT[sheet] * PX * 0.9)
    place = {}
    for number, text in enumerate(sheets_of(device.pdf(format=sheet))):
        place |= dict.fromkeys(re.findall(r"x\d+[be]", text), number)

    assert len(boxes) > 40
    assert len(place) == 2 * len(boxes)
    assert [box for i, box in enumerate(boxes) if place[f"x{i}b"] != place[f"x{i}e"]] == []


def test_a_module_begins_on_a_sheet_of_its_own_and_sheets_are_numbered(site, device):
    """A stack of paper falls down the stairs sooner or later."""
    cover, *sheets = sheets_of(make_pages(device, site, "start,facilitator,about").pdf(format="Letter"))
    names = ["modules/start", "modules/facilitator/index", "modules/about"]
    # The foot is drawn before the text; the front of all has none.
    feet = [text.splitlines()[0] for text in sheets]
    heads = [text.splitlines()[1] for text in sheets]

    assert feet == [f"{number}{TITLE}" for number in range(2, len(sheets) + 2)]
    assert cover.startswith(TITLE)
    assert [head for head in heads if head in titles_of(names)] == titles_of(names)


def test_a_page_that_cannot_be_had_is_named_and_the_others_are_printed(site, device):
    """With half a signal, four pages of five are better than none, and a gap must not go unseen."""
    device.route("**/whose-word.html", lambda route: route.abort())
    make_pages(device, site, "03-words")
    line = "Could not be loaded: Whose word is it?"

    assert device.locator(".course-sheets > article").count() == len(MODULE) - 1
    assert line in device.locator(".course-print-done [role=status]").inner_text()
    assert line in words_for_paper(device)


def test_without_a_signal_the_page_says_so_and_can_be_asked_again(site, device):
    """An error is no reason to tick everything anew."""
    device.goto(f"{site}/print.html#help")
    device.route("**/modules/*.html", lambda route: route.abort())
    device.get_by_role("button", name="Make the pages").click()
    expect(device.get_by_text("None of these pages could be loaded")).to_be_visible()
    device.unroute("**/modules/*.html")
    device.get_by_role("button", name="Make the pages").click()
    device.locator("html[data-printed]").wait_for()

    assert headings(device) == ["Help"]


def test_a_box_of_a_module_ticks_its_pages_and_shows_when_only_some_are_ticked(site, device):
    """Nobody should have to tick fifteen pages of evidence one by one."""
    device.goto(f"{site}/print.html")
    device.get_by_role("button", name="Make the pages").click()
    expect(device.get_by_text("Tick a page first.")).to_be_visible()
    module = device.locator("li[data-name='03-words'] > label input")
    module.check()
    expect(device.get_by_text(f"{len(MODULE)} pages ticked.")).to_be_visible()
    device.get_by_label("Whose word is it?").uncheck()
    expect(device.get_by_text(f"{len(MODULE) - 1} pages ticked.")).to_be_visible()

    assert module.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    device.get_by_label("The whole book").check()
    assert device.locator(".course-print-list input:not(:checked)").count() == 0


def test_escape_leads_back_to_what_was_ticked_and_the_pages_can_be_made_again(site, device):
    """The wrong page ticked is mended in place, by key too."""
    make_pages(device, site, "help")
    device.keyboard.press("Escape")
    expect(device.get_by_role("button", name="Make the pages")).to_be_focused()
    assert device.get_by_label("Help", exact=True).is_checked()
    assert device.locator(".course-sheets > *").count() == 0
    device.get_by_label("About this course").check()
    device.keyboard.press("Tab")
    device.get_by_role("button", name="Make the pages").click()
    device.locator("html[data-printed='2']").wait_for()
    assert headings(device) == titles_of(["modules/help", "modules/about"])
    device.get_by_role("button", name="Choose again").click()

    assert device.locator("form.course-print").is_visible()


def test_a_link_in_the_foot_of_a_page_chooses_its_module(site, device):
    """From the page to its paper in two taps."""
    device.goto(f"{site}/modules/03-words/doors.html")
    device.locator(".course-footer").get_by_role("link", name="Print").click()
    expect(device.get_by_text(f"{len(MODULE)} pages ticked.")).to_be_visible()


def test_without_javascript_the_page_lists_every_page_as_a_link(site, browser):
    """Every page prints by itself; the way there must not need a script."""
    context = new_phone(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/print.html")
    links = page.locator(".course-print-list a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    sizes = [link.bounding_box()["height"] for link in page.locator(".course-print-list a").all()]

    assert links == [f"{name}.html" for name in PAGES]
    assert min(sizes) >= 24
    assert page.get_by_text("Every page prints by itself").is_visible()
    assert not page.locator("form.course-print :is(button, input)").first.is_visible()
    context.close()
