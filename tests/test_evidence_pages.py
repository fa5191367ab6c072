"""The evidence pages of the real book in a real browser: find a fact, land on its card, read it, print it."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from course.book.words import SHORT_GRADES
from docutils import nodes
from playwright.sync_api import Browser, Page, expect
from printed import sheets_of

from course.book.tables import build_table, text_cell
from course.content import Fact, find_uses, load_facts, load_topics

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path.stem for path in (ROOT / "modules" / "evidence").glob("*.md"))
FACTS = [fact for fact in load_facts(ROOT).values() if fact.grade != "unverified"]
TOPICS = load_topics(ROOT)
USED = {use.fact for use in find_uses(ROOT)}
A_TOPIC = FACTS[len(FACTS) // 2].topic
A_FACT = FACTS[len(FACTS) // 2].id
HEAD = ["Fact", "What was found", "Topic", "How sure", "Used in", "Review by"]
SHOWN = "rows => rows.filter(row => row.getClientRects().length).map(row => row.cells[0].textContent)"


@pytest.fixture
def index(phone: Page, site: str) -> Page:
    """The page with the table on a phone, its search ready."""
    return open_index(phone, site)


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    """A page on a phone with JavaScript switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page on a reviewer's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def open_index(page: Page, site: str, asked: str = "") -> Page:
    page.goto("about:blank")  # else a new address with the same path loads nothing
    page.goto(f"{site}/modules/evidence/index.html{asked}")
    page.get_by_role("searchbox").wait_for()
    return page


def shows(page: Page, wanted: Callable[[Fact], bool] | list[str]) -> None:
    """Hold the page to showing these facts and no others, and to saying how many they are."""
    ids = wanted if isinstance(wanted, list) else [fact.id for fact in FACTS if wanted(fact)]
    words = f"{len(ids)} of {len(FACTS)} facts" if len(ids) < len(FACTS) else re.compile(rf"\b{len(FACTS)} facts$")
    expect(page.get_by_role("status")).to_have_text(words)
    expect(page.locator(".course-fact-table tbody tr:visible")).to_have_count(len(ids))
    assert sorted(page.locator(".course-fact-table tbody tr").evaluate_all(SHOWN)) == sorted(ids)


def table_text(page: Page) -> dict[str, str]:
    """The words of each row by its fact, as the table has them without any search."""
    rows = page.locator(".course-fact-table tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return {row[0]: "\n".join(row) for row in rows}


@pytest.mark.parametrize("asked", ["methadone", "METHADONE   deaths", "moud-", "second-hand naloxone", "2027"])
def test_a_search_keeps_the_rows_that_hold_every_word_in_any_column(asked, index):
    """Somebody remembers a word of it, or its code, or the year, and not where it stood."""
    wanted = [
        name for name, text in table_text(index).items() if all(word in text.lower() for word in asked.lower().split())
    ]
    index.get_by_role("searchbox").fill(asked)

    assert 0 < len(wanted) < len(FACTS)
    shows(index, wanted)


def test_accents_capitals_and_a_printers_quotes_make_no_difference(index):
    """A phone's keyboard sets curly quotes or straight ones as it likes, and accents by itself."""
    owner = next(name for name, text in table_text(index).items() if re.search(r"\w’s\b", text))
    quoted = re.search(r"\w+’s\b", table_text(index)[owner])[0]
    box = index.get_by_role("searchbox")
    found = []
    typed = quoted.replace("’", "'")
    for asked in (f"{owner} {quoted}", f"{owner.lower()} {typed.upper()}", f"“{owner}” {typed}"):
        box.fill(asked)
        expect(index.get_by_role("status")).to_have_text(f"1 of {len(FACTS)} facts")
        found.append(index.locator(".course-fact-table tbody tr:visible th").inner_text())
        box.fill("")
        shows(index, lambda _: True)
    box.fill("méthàdone")
    shows(index, [name for name, text in table_text(index).items() if "methadone" in text.lower()])

    assert found == [owner] * 3


def test_each_topic_shows_its_facts(index):
    """A trainer preparing one module wants what there is on one thing."""
    assert {fact.topic for fact in FACTS} <= set(TOPICS)
    index.get_by_label("Topic").select_option(TOPICS[A_TOPIC])

    shows(index, lambda fact: fact.topic == A_TOPIC)


@pytest.mark.parametrize("grade", ["verified-primary", "verified-secondary"])
def test_each_grade_shows_its_facts(grade, index):
    """A hostile reader starts with what was read second-hand, and is right to."""
    index.get_by_label("How sure").select_option(SHORT_GRADES[grade])

    shows(index, lambda fact: fact.grade == grade)


def test_a_page_shows_the_facts_it_leans_on_also_where_others_do_too(index):
    """A cell may name several pages; who corrects one of them wants every fact of it."""
    cells = index.locator(".course-fact-table tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].textContent, row.cells[4].textContent.split('; ')])"
    )
    shared = next(pages for _, pages in cells if len(pages) > 1)
    for name in shared:
        index.get_by_label("Used in").select_option(name)
        shows(index, [fact for fact, pages in cells if name in pages])


def test_what_no_page_uses_can_be_found(index):
    """An author looks there first for what could still be said, and a maintainer for what need not be checked again."""
    index.get_by_label("Used in").select_option("nowhere yet")

    assert 0 < len(USED) < len(FACTS)
    shows(index, lambda fact: fact.id not in USED)


@pytest.mark.parametrize("months", [3, 6, 12])
def test_what_is_due_within_some_months_is_told_by_the_devices_date(months, phone, site):
    """The build's own date would be wrong on every day but one; the last day counts, and what is late."""
    last = min(fact.review_by for fact in FACTS if fact.review_by.day <= 28)
    today = last.replace(year=last.year - (last.month <= months), month=(last.month - months - 1) % 12 + 1)
    phone.clock.set_fixed_time(f"{today}T12:00:00")
    open_index(phone, site).get_by_label("Due for review").select_option(f"Overdue or within {months} months")

    shows(phone, lambda fact: fact.review_by <= last)


def test_a_fact_is_overdue_from_the_day_after(phone, site):
    """It is good up to and on the day by which it is to be reviewed, as the course's own check has it."""
    today = max(fact.review_by for fact in FACTS)
    phone.clock.set_fixed_time(f"{today}T12:00:00")
    open_index(phone, site).get_by_label("Due for review").select_option("Overdue")

    shows(phone, lambda fact: fact.review_by < today)


def test_search_and_filters_narrow_one_another(index):
    """Each choice is a condition, and all of them hold."""
    index.get_by_label("Topic").select_option(TOPICS[A_TOPIC])
    index.get_by_label("How sure").select_option("source read")
    index.get_by_role("searchbox").fill("the")

    texts = table_text(index)
    read = [fact.id for fact in FACTS if (fact.topic, fact.grade) == (A_TOPIC, "verified-primary")]
    shows(index, [name for name in read if "the" in texts[name].lower()])


def test_of_two_choices_made_in_one_breath_the_second_holds(index):
    """Many rows come back by and by, and those still on their way must not come into another choice's list."""
    index.get_by_role("searchbox").evaluate(
        """field => {
          for (const asked of ["zzzz", "", "methadone"]) {
            field.value = asked;
            field.form.requestSubmit();
          }
          return new Promise((done) => setTimeout(done, 300));
        }"""
    )

    shows(index, [name for name, text in table_text(index).items() if "methadone" in text.lower()])


def test_where_nothing_fits_the_page_says_what_to_do_and_one_button_clears_all(index):
    """A blank page looks broken, and undoing five choices by hand is more than most people will do."""
    index.get_by_label("Topic").select_option(TOPICS[A_TOPIC])
    index.get_by_role("searchbox").fill("zzzz")
    expect(index.get_by_role("status")).to_have_text(re.compile(rf"^0 of {len(FACTS)} facts\. .*try fewer words"))
    expect(index.locator(".course-fact-table")).to_be_hidden()
    index.get_by_role("button", name="Show all facts").click()

    shows(index, lambda _: True)
    expect(index.get_by_role("button", name="Show all facts")).to_be_hidden()
    expect(index.get_by_role("searchbox")).to_have_value("")
    expect(index.get_by_label("Topic")).to_have_value("")
    expect(index.get_by_role("status")).to_be_focused()
    assert index.url.endswith("/index.html")


def test_a_filtered_view_has_an_address_that_holds_elsewhere_after_reload_and_on_the_way_back(index, site, desk):
    """People check facts together: one sends the other what to look at."""
    index.get_by_label("How sure").select_option("second-hand")
    index.get_by_role("searchbox").fill("naloxone")
    expect(index).to_have_url(re.compile("#.*naloxone"))
    wanted = index.locator(".course-fact-table tbody tr").evaluate_all(SHOWN)

    open_index(desk, site, index.url[index.url.index("#") :])
    shows(desk, wanted)
    expect(desk.get_by_role("searchbox")).to_have_value("naloxone")
    expect(desk.get_by_label("How sure")).to_have_value("second-hand")
    desk.reload()
    shows(desk, wanted)
    desk.locator(".course-fact-table tbody tr:visible a").first.click()
    desk.locator(".course-fact-row:target").wait_for()
    desk.go_back()
    shows(desk, wanted)


def test_an_anchor_or_a_link_that_names_what_is_gone_leaves_the_facts_in_sight(phone, site):
    """A topic may be renamed after a link was sent; an empty table would say that there are no facts."""
    open_index(phone, site, "#topic=No+such+topic&q=")
    shows(phone, lambda _: True)
    assert phone.get_by_label("Topic").evaluate("each => each.selectedIndex") == 0
    phone.get_by_role("searchbox").fill("methadone")
    expect(phone).to_have_url(re.compile("#q=methadone"))
    wanted = phone.locator(".course-fact-table tbody tr").evaluate_all(SHOWN)
    phone.get_by_role("link", name="Contents", exact=True).click()
    expect(phone).to_have_url(re.compile("#contents"))

    shows(phone, wanted)


def test_every_step_can_be_taken_by_keyboard(desk, site):
    """Not everybody can point; the way is search, choices, button, rows, in the order in which they stand."""
    page = open_index(desk, site)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("methadone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^\d+ of {len(FACTS)} facts"))
    met = []
    for _ in range(4):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.labels?.[0].textContent"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("second")
    expect(page.get_by_label("How sure")).to_have_value("second-hand")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all facts")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".course-fact-table tbody tr:visible a").first).to_be_focused()
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.locator(".course-fact-row:target").wait_for()

    assert met == ["Topic", "How sure", "Used in", "Due for review"]
    assert page.url.endswith(f"#{name.lower()}")


def test_what_is_looked_for_is_asked_of_nobody_and_kept_nowhere(index):
    """Which facts somebody doubts, or needs, is theirs; the part behind the # never goes to a server."""
    asked: list[str] = []
    index.on("request", lambda request: asked.append(request.url))
    index.get_by_label("Used in").select_option("nowhere yet")
    index.get_by_role("searchbox").fill("methadone")
    expect(index).to_have_url(re.compile("#.*methadone"))
    index.reload()
    expect(index.get_by_role("searchbox")).to_have_value("methadone")

    assert "methadone" not in "".join(asked) and "nowhere" not in "".join(asked)
    assert index.evaluate("localStorage.length + sessionStorage.length") == 0
    assert index.context.cookies() == []


def test_without_javascript_the_whole_table_stands_alone(without_script, site):
    """A form that does nothing is worse than none."""
    without_script.goto(f"{site}/modules/evidence/index.html")

    expect(without_script.locator(".course-fact-table tbody tr:visible")).to_have_count(len(FACTS))
    expect(without_script.locator("form, .course-finder-count, .course-finder-clear")).to_have_count(0)


@pytest.mark.parametrize("name", PAGES)
def test_no_evidence_page_has_to_be_pushed_sideways(name, site, desk):
    """A line that runs out of a phone's side is not read; only a wide table of figures scrolls, in its own frame."""
    desk.goto(f"{site}/modules/evidence/{name}.html")
    for width in (1280, 390, 320):
        desk.set_viewport_size({"width": width, "height": 800})
        cells = desk.locator(".course-stack tbody :is(th, td)")
        cut = cells.evaluate_all("all => all.filter(c => c.scrollWidth > c.clientWidth + 1).map(c => c.textContent)")

        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert cut == []


def test_on_a_phone_a_row_is_a_block_with_its_labels_and_still_a_row_for_a_screen_reader(index):
    """Six columns cannot be read on a phone, and a screen reader must still be able to say in which one it is."""
    index.get_by_role("searchbox").fill(A_FACT)
    expect(index.get_by_role("status")).to_have_text(re.compile("^1 of"))
    row = index.locator(".course-fact-table tbody tr:visible")
    labels = row.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]

    assert labels[0] == "none" and labels[1:] == [f'"{title}: "' for title in HEAD[2:]]
    assert all(box["x"] + box["width"] <= 390 for box in boxes)
    assert boxes[1]["width"] > 300
    expect(index.locator(".course-fact-table")).to_match_aria_snapshot(
        "- table:\n  - rowgroup:\n    - row:\n"
        + "".join(f'      - columnheader "{title}"\n' for title in HEAD)
        + f'  - rowgroup:\n    - row:\n      - rowheader "{A_FACT}":\n        - link "{A_FACT}"\n'
        + "      - cell\n" * 5
    )
    # A browser that forgets a table's meaning when its rows are blocks goes by the roles alone.
    assert index.locator(".course-fact-table :is(table, tr, th, td):not([role])").count() == 0


@pytest.mark.parametrize("name", ["index", "language"])
def test_a_screen_reader_meets_every_row_of_a_table_on_a_phone(name, site, phone):
    """What is kept from being laid out until it is scrolled to is kept from a screen reader too."""
    phone.goto(f"{site}/modules/evidence/{name}.html")
    rows = phone.locator(".course-stack tbody tr").count()
    tree = phone.context.new_cdp_session(phone).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]

    assert rows > 50
    assert roles.count("rowheader") == rows
    assert roles.count("cell") == rows * (phone.locator(".course-stack thead th").count() - 1)


def test_at_a_desk_the_table_is_a_table_whose_head_stays(desk, site):
    """A reviewer compares down a column, and two hundred rows on still knows which it is."""
    page = open_index(desk, site)
    rows = page.locator(".course-fact-table tbody tr")
    row, below = rows.nth(len(FACTS) // 2), rows.nth(len(FACTS) // 2 + 1)
    below.get_by_role("link").focus()
    row.evaluate("each => each.scrollIntoView({ block: 'start', behavior: 'instant' })")
    tops = [cell.bounding_box()["y"] for cell in row.locator("th, td").all()]
    head = page.locator(".course-fact-table thead th").first.bounding_box()
    page.keyboard.press("Shift+Tab")
    code = row.get_by_role("link")

    expect(code).to_be_focused()
    assert max(tops) - min(tops) < 2
    header = page.locator(".course-header").bounding_box()
    assert abs(head["y"] - header["y"] - header["height"]) <= 2
    assert code.bounding_box()["y"] >= head["y"] + head["height"]


def test_what_a_finger_meets_is_large_enough(index, site):
    """Old hands, an old phone: 44 px for what is used much, 24 px at the least."""
    index.get_by_role("searchbox").fill("methadone")
    clear = index.get_by_role("button", name="Show all facts")
    expect(clear).to_be_visible()
    fields = [*index.locator(".course-finder :is(input, select)").all(), clear]
    codes = index.locator(".course-fact-table tbody tr:visible a").all()
    heights = [each.bounding_box()["height"] for each in codes]
    assert all(each.bounding_box()["height"] >= 44 for each in fields)
    index.goto(f"{site}/modules/evidence/medication.html")
    heights += index.locator(".course-fact-id a").evaluate_all("all => all.map(each => each.offsetHeight)")

    assert len(heights) > len(codes) > 0
    assert min(heights) >= 24


def test_every_code_in_the_table_leads_to_a_card(built_book):
    """A dead link in a list of evidence says that nobody looked."""
    folder = built_book / "modules" / "evidence"
    page = (folder / "index.html").read_text(encoding="utf-8")
    table = page[page.index('class="course-fact-table') : page.index("</table>")]
    links = re.findall(r'href="([\w-]+\.html)#([\w-]+)"', table)
    cards = {name: (folder / name).read_text(encoding="utf-8") for name in {name for name, _ in links}}

    assert [anchor for _, anchor in links] == [
        fact.id.lower() for topic in TOPICS for fact in FACTS if fact.topic == topic
    ]
    assert [anchor for name, anchor in links if f'id="{anchor}"' not in cards[name]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_permalink_lands_on_its_card_and_the_card_is_marked(scheme, browser, site, built_book):
    """Who follows a link from a quarrel must see at once which of fifty cards was meant."""
    table = (built_book / "modules" / "evidence" / "index.html").read_text(encoding="utf-8")
    link = re.search(rf'href="([\w-]+\.html#{A_FACT.lower()})"', table)[1]
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}/modules/evidence/{link}")
    card = page.locator(".course-fact-row:target")
    look = "each => (({ outlineStyle, backgroundColor }) => [outlineStyle, backgroundColor])(getComputedStyle(each))"
    marked, plain = card.evaluate(look), page.locator(".course-fact-row:not(:target)").first.evaluate(look)

    expect(card).to_be_in_viewport()
    assert 0 <= card.bounding_box()["y"] < 100
    assert card.get_by_role("link", name=A_FACT).get_attribute("href") == f"#{A_FACT.lower()}"
    assert marked[0] == "solid" and plain[0] == "none" and marked[1] != plain[1]
    context.close()


def test_on_a_card_what_was_found_comes_first_and_the_rest_is_smaller(phone, site):
    """Fifty cards are skimmed by what they say, not by their codes."""
    phone.goto(f"{site}/modules/evidence/medication.html")
    card = phone.locator(".course-fact-row").first
    parts = [card.locator(name).first for name in (".course-fact-statement", ".course-fact-id", ".course-line")]
    tops = [part.bounding_box()["y"] for part in parts]
    sizes = [float(part.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) for part in parts]

    assert tops == sorted(tops)
    assert sizes[0] > max(sizes[1:])


def test_figures_stand_right_and_a_wide_table_scrolls_in_its_own_frame(phone, site):
    """Digits are compared by their place; a table of ten columns is pushed by itself, not with the page."""
    phone.goto(f"{site}/modules/evidence/numbers.html")
    figures = phone.locator(".course-series td.course-figure")
    texts = figures.all_inner_texts()
    aligned = figures.evaluate_all("all => all.map(each => getComputedStyle(each).textAlign)")
    frames = phone.locator(".course-table").evaluate_all(
        "all => all.map(each => [each.scrollWidth > each.clientWidth, getComputedStyle(each).overflowX, each.tabIndex])"
    )

    assert len(texts) > 100
    assert [text for text in texts if not re.fullmatch(r"[\d.,−-]+|–", text)] == []
    assert set(aligned) <= {"end", "right"}
    assert any(is_wide for is_wide, *_ in frames)
    assert all((overflow, tab) == ("auto", 0) for _, overflow, tab in frames)


def printed(page: Page) -> str:
    """The text of the page as the browser prints it; a code broken over two lines is whole again."""
    text = "\n".join(sheets_of(page.pdf()))
    return re.sub(r"\s+", "", text)


def test_print_holds_the_rows_that_are_shown_and_no_form(desk, site):
    """A trainer prints the facts of one topic for the table; the other pages would be paper for nothing."""
    page = open_index(desk, site)
    page.get_by_label("Topic").select_option(TOPICS[A_TOPIC])
    shows(page, lambda fact: fact.topic == A_TOPIC)
    text = printed(page)
    kept = ("Whatwasfound", "Reviewby", f"of{len(FACTS)}facts")
    # Where one code begins another, only the longer can be told from the text.
    codes = {fact.id: fact.topic for fact in FACTS if not any(o.id != fact.id and fact.id in o.id for o in FACTS)}

    assert [code for code, topic in codes.items() if (code in text) != (topic == A_TOPIC)] == []
    assert [word for word in kept if word not in text] == []
    assert [word for word in ("Searchthefacts", "Dueforreview", "Showallfacts") if word in text] == []


def test_print_is_a_table_black_on_white_with_no_row_cut(browser, site):
    """Also from a phone at night: paper is white, and half a row on the next sheet is lost."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = open_index(context.new_page(), site)
    page.emulate_media(media="print")
    row = page.locator(".course-fact-table tbody tr").first
    look = "each => (({ display, breakInside, color }) => [display, breakInside, color])(getComputedStyle(each))"

    assert row.evaluate(look) == ["table-row", "avoid", "rgb(0, 0, 0)"]
    assert page.locator(".course-fact-table thead").evaluate(look)[0] == "table-header-group"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_only_the_evidence_pages_load_what_is_theirs(built_book):
    """A phone pays for every file on every page that names it."""
    pages = {path: path.read_text(encoding="utf-8") for path in built_book.rglob("*.html")}
    with_style = {path.stem for path, text in pages.items() if "/evidence.css" in text}
    with_script = [path for path, text in pages.items() if "/evidence.js" in text]

    assert with_style == set(PAGES) - {"lens"}
    assert with_script == [built_book / "modules" / "evidence" / "index.html"]


@pytest.mark.parametrize("name", PAGES)
def test_an_evidence_page_stays_light(name, built_book):
    """A later page is 40 kB at the most; the one table of all facts is the exception, and well within a first load."""
    page = (built_book / "modules" / "evidence" / f"{name}.html").read_bytes()

    assert len(gzip.compress(page, 9)) < (60_000 if name == "index" else 40_000)


def test_a_column_of_figures_is_known_by_what_it_holds():
    """Years and counts in a first column name the rows; a column with one word in it is a column of words."""
    rows = [("2019", "13.4", "1,204", "–", "3 of 4", ""), ("2020", "−0.2", "15%", "12", "5", "")]
    head = ("Year", "Share", "People", "Deaths", "Answers", "Note")
    table = build_table(head, [[text_cell(text) for text in row] for row in rows])
    marked = [["course-figure" in cell["classes"] for cell in row] for row in table.findall(nodes.row)]

    assert marked == [[False, True, True, True, False, False]] * 3
    assert "course-stack" not in table["classes"]
    assert "course-stack" in build_table(("Word", "Why"), [[text_cell("a"), text_cell("b")]])["classes"]
