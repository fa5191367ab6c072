"""The stored book in a real browser: one visit is enough, an update costs what changed, and nothing written is lost."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import imagesize
import pytest
from hosts import Host, exchange_assets, host_copy, publish
from playwright.sync_api import Page, expect
from test_site import PAGES
from test_thread import answer

from course.book.offline import write_edition, write_manifest
from course.book.titles import TELLING
from course.content import load_bank

START = "modules/start.html"
WORDS = "modules/03-words/index.html"
QUIZ = "modules/03-words/quiz.html"
NOTEBOOK = "modules/my-notebook.html"
IS_STORED = "navigator.serviceWorker.getRegistration().then((r) => r?.active?.state === 'activated')"
WAITS = "navigator.serviceWorker.getRegistration().then((r) => Boolean(r?.waiting))"
NOTHING = (
    "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then(([c, r]) => c.length + r.length)"
)
UPDATE = "navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true, () => false)"


@pytest.fixture(scope="module")
def shared_host(built_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host that no test changes."""
    with host_copy(built_book, tmp_path_factory.mktemp("host") / "site") as host:
        yield host


@pytest.fixture
def host(built_book: Path, tmp_path: Path) -> Iterator[Host]:
    """A host of a copy of its own."""
    with host_copy(built_book, tmp_path / "site") as host:
        yield host


def until(page: Page, promise: str) -> None:
    """Wait in the page until a promise gives something true; Playwright's own waiting takes any promise for true."""
    page.evaluate(f"""async () => {{
      const end = Date.now() + 15_000;
      while (!(await {promise})) {{
        if (Date.now() > end) throw new Error('waited for nothing');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }}
    }}""")


def visit(page: Page, host: Host, name: str = START) -> Page:
    """Open a page and wait until its exercises live."""
    page.goto(host.url + name)
    page.locator("course-exercise:not([ready])").first.wait_for(state="detached")
    return page


def store(page: Page, host: Host) -> Page:
    """Visit on a phone of one's own, and stay until the book is stored."""
    visit(page, host).evaluate("localStorage.setItem('course-phone', 'mine')")
    until(visit(page, host), IS_STORED)
    return page


def cut(page: Page, host: Host) -> None:
    """Airplane mode; the host is stopped too, because the browser's own switch may not hold for a worker."""
    page.context.set_offline(True)
    host.go_down()


def empty_cache(page: Page) -> None:
    """The browser's own cache holds what it likes, and may hold nothing tomorrow."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def join(page: Page, host: Host) -> None:
    """Back in the signal."""
    page.context.set_offline(False)
    host.go_up()


def notice(page: Page):
    """What a page says of a new edition."""
    return page.get_by_role("status").filter(has_text="A new edition of this course is ready.")


# An edition


class Links(HTMLParser):
    """Every address that a page's markup names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what leads to a file."""
        self.found += [value for name, value in attrs if name in ("href", "src", "data") and value]


def listed(site: Path) -> dict[str, str]:
    """The list in the worker."""
    found = re.search(
        r"^const BOOK = (\{.*?\}\n?\});$", (site / "worker.js").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return json.loads(found[1])["files"]


def test_the_list_holds_every_file_that_a_page_names(built_book):
    """One that is missing is a hole in the book, found in a basement."""
    files = listed(built_book)
    missing = []
    for name in files:
        if not name.endswith(".html"):
            continue
        links = Links()
        links.feed((built_book / name).read_text(encoding="utf-8"))
        for link in links.found:
            address = urljoin(f"http://book/{name}", link)
            path = unquote(address.removeprefix("http://book/").partition("#")[0].partition("?")[0])
            if address.startswith("http://book/") and path not in files:
                missing.append((name, link))

    assert missing == []


def test_the_list_is_what_lies_there(built_book):
    """A wrong digest would keep every phone from the edition; a file that nobody reads would cost every phone."""
    files = listed(built_book)

    for name, digest in files.items():
        assert hashlib.sha256((built_book / unquote(name)).read_bytes()).hexdigest().startswith(digest)
    assert not [name for name in files if name.endswith((".gz", ".br", ".inv", ".py")) or "/." in f"/{name}"]
    assert not {"worker.js", "offline.json"} & set(files)
    assert {"book.webmanifest", "searchindex.js", "index.html"} <= set(files)


def test_from_the_same_site_comes_the_same_edition(built_book, tmp_path):
    """Else every build would be an update for every phone."""
    shutil.copytree(built_book, tmp_path / "site")
    before = {path: path.read_bytes() for path in sorted((tmp_path / "site").rglob("*")) if path.is_file()}
    for name in (f"{START}.gz", f"{START}.br", "worker.js", "worker.js.br"):
        (tmp_path / "site" / name).unlink()
    write_edition(tmp_path / "site")

    assert {path: path.read_bytes() for path in sorted((tmp_path / "site").rglob("*")) if path.is_file()} == before


def test_a_changed_page_changes_its_own_digest_and_no_other(built_book, tmp_path):
    """An update must cost what changed."""
    site = Path(shutil.copytree(built_book, tmp_path / "site"))
    before = listed(site)
    (site / START).write_text((site / START).read_text("utf-8") + "<!-- -->", encoding="utf-8")
    (site / "modules/about.html.gz").write_bytes(b"cut short")
    (site / "modules/gone.html.br").write_bytes(b"of a page that is gone")
    (site / "table.tar.gz").write_bytes(b"to be downloaded")
    write_edition(site)
    after = listed(site)

    assert {name for name in after if after[name] != before.get(name)} == {START, "table.tar.gz"}
    assert (site / "modules/about.html.gz").read_bytes() == (built_book / "modules/about.html.gz").read_bytes()
    assert not (site / "modules/gone.html.br").exists()
    assert json.loads((site / "offline.json").read_text())["files"] == len(after)


def test_every_text_has_compressed_copies_and_no_copy_is_larger(built_book):
    """A copy that gains nothing would only cost the time to unpack it."""
    for path in built_book.rglob("*.html"):
        assert path.with_name(f"{path.name}.br").stat().st_size < path.stat().st_size
        assert path.with_name(f"{path.name}.gz").stat().st_size < path.stat().st_size
    for copy in (*built_book.rglob("*.br"), *built_book.rglob("*.gz")):
        assert copy.stat().st_size < copy.with_suffix("").stat().st_size


def test_a_phone_can_put_the_book_on_its_home_screen(built_book, shared_host, phone):
    """Name, start, icons; from any folder of any host; and nothing there says what the book is about."""
    manifest = json.loads((built_book / "book.webmanifest").read_text(encoding="utf-8"))

    assert manifest["name"] == "Who's in the Room?"
    assert manifest["display"] == "standalone"
    assert (built_book / manifest["start_url"]).is_file()
    assert (manifest["scope"], manifest["id"]) == ("./", "./")
    assert not TELLING.search(json.dumps(manifest))
    for icon in manifest["icons"]:
        assert not icon["src"].startswith(("/", "http"))
        if icon["type"] == "image/png":
            width, height = imagesize.get(built_book / icon["src"])
            assert f"{width}x{height}" == icon["sizes"]
    visit(phone, shared_host)
    assert phone.locator("link[rel=manifest]").evaluate("(link) => link.href") == f"{shared_host.url}book.webmanifest"
    assert phone.locator("meta[name=theme-color]").count() == 2
    session = phone.context.new_cdp_session(phone)
    assert session.send("Page.getAppManifest")["errors"] == []


def test_icons_are_named_by_what_lies_there(tmp_path):
    """A home screen cuts a maskable icon to its own shape, and must be told which it may cut."""
    (tmp_path / "a").mkdir()
    for name in ("icon-180.png", "icon-512.png", "icon-maskable-512.png", "icon.svg", "cover.png"):
        (tmp_path / "a" / name).write_bytes(b"")
    write_manifest(tmp_path, "A book", "modules/index.html", "a")
    icons = json.loads((tmp_path / "book.webmanifest").read_text(encoding="utf-8"))["icons"]

    assert [(icon["src"], icon["sizes"], icon.get("purpose")) for icon in icons] == [
        ("a/icon-180.png", "180x180", None),
        ("a/icon-512.png", "512x512", None),
        ("a/icon-maskable-512.png", "512x512", "maskable"),
        ("a/icon.svg", "any", None),
    ]


# Without a signal


def test_after_one_visit_the_whole_book_works_in_airplane_mode(shared_host, phone, tmp_path):
    """Every page, the search, a quiz to its file, My notebook: a member in a basement has no second chance to fetch."""
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: said.append(str(error)))
    store(phone, shared_host)
    cut(phone, shared_host)
    try:
        for name in PAGES:
            assert visit(phone, shared_host, f"{name}.html").locator("h1").count() == 1
            assert phone.evaluate("getComputedStyle(document.body).margin") == "0px", f"{name} has no style"
        _search(phone, shared_host)
        _answer_the_quiz(phone, shared_host, tmp_path)
        visit(phone, shared_host, NOTEBOOK)
        expect(phone.locator("course-exercise")).to_contain_text("amber-heron-41")
        expect(phone.get_by_text("The whole book is stored on this device")).to_be_visible()
        for shortened in ("", "modules/03-words/", "modules/03-words", "modules/start"):
            assert visit(phone, shared_host, shortened).locator("h1").count() == 1
        phone.goto(f"{shared_host.url}modules/deep/nowhere.html")
        expect(phone.get_by_role("heading", name="This page is not on this device")).to_be_visible()
        phone.get_by_role("link", name="Help").click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text("elp")
    finally:
        join(phone, shared_host)

    assert [line for line in said if "503" not in line and "ERR_INTERNET_DISCONNECTED" not in line] == []


def _search(page: Page, host: Host) -> None:
    visit(page, host, "search.html")
    page.get_by_label("Words to look for").fill("buprenorphine")
    page.get_by_role("button", name="Search").click()
    # The words around a hit come out of the page itself.
    expect(page.locator("#search-results li p").first).to_be_visible()
    page.locator("#search-results li a").first.click()
    expect(page.locator("h1")).to_have_count(1)


def _answer_the_quiz(page: Page, host: Host, folder: Path) -> None:
    visit(page, host, QUIZ)
    page.get_by_label("Learner code").first.fill("amber-heron-41")
    for number, item in enumerate(load_bank("03-words").quiz_items()):
        answer(page.locator(".course-quiz-item").nth(number), item)
    visit(page, host, QUIZ)
    expect(page.get_by_text("Answered 11 of 11")).to_be_visible()
    page.get_by_role("button", name="Review my answers").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my answers").click()
    waiting.value.save_as(folder / "responses.json")
    assert json.loads((folder / "responses.json").read_text(encoding="utf-8"))["learner"] == "amber-heron-41"


def test_what_is_said_to_be_fetched_is_what_is_fetched(host, phone):
    """Whoever pays by the megabyte is told the truth before."""
    visit(phone, host, NOTEBOOK)
    size = json.loads((host.folder / "offline.json").read_text(encoding="utf-8"))
    told = phone.locator(".course-part", has_text="The book without a signal")
    bytes_ = size["bytes"]
    cost = f"{-(-bytes_ // 1000)} kB" if bytes_ < 1e6 else f"{bytes_ / 1e6:.1f} MB"
    expect(told).to_contain_text(f"takes {cost} to fetch and {size['room'] / 1e6:.1f} MB of room")
    host.forget()
    # What the browser has from this very page it need not fetch again; told is what it costs at most.
    empty_cache(phone)
    told.get_by_role("button", name="Store the book").click()
    expect(told.get_by_role("status")).to_contain_text("every page opens without a signal")
    expect(told.get_by_role("button", name="Take it away")).to_be_visible()
    files = listed(host.folder)

    assert {unquote(name) for name in files} <= set(host.asked)
    assert sum(host.sent[unquote(name)] for name in files) == size["bytes"]
    assert len(host.asked) - len(set(host.asked)) <= 1, "a file was fetched twice"


def test_a_slow_line_shows_how_far_it_has_come(host, phone):
    """Half a megabyte can take minutes; without a sign of life people turn the phone off."""
    visit(phone, host, NOTEBOOK)
    host.held = {QUIZ}
    part = phone.locator(".course-part", has_text="The book without a signal")
    part.get_by_role("button", name="Store the book").click()
    bar = part.get_by_role("progressbar", name="How much of the book has come")
    expect(bar).to_be_visible()
    expect(part.get_by_text("The book is being stored. You can go on reading.")).to_be_visible()
    expect(bar).not_to_have_js_property("value", 0)
    assert bar.evaluate("(bar) => bar.value < 1")
    host.release()
    expect(part.get_by_role("status")).to_contain_text("every page opens without a signal")

    expect(bar).to_be_hidden()


def test_a_file_in_parts_is_given_in_parts(shared_host, phone):
    """A player on a phone asks for a sound or a film piece by piece, and some refuse it whole."""
    store(phone, shared_host)
    visit(phone, shared_host)
    get = """async (range) => {
      const response = await fetch('../searchindex.js', { headers: { Range: range } });
      return [response.status, response.headers.get('Content-Range')?.split('/')[0], (await response.text()).length];
    }"""

    assert phone.evaluate(get, "bytes=10-19") == [206, "bytes 10-19", 10]
    assert phone.evaluate(get, "bytes=0-")[0] == 206
    assert phone.evaluate(get, "bytes=-5")[::2] == [206, 5]
    assert phone.evaluate(get, "bytes=99999999-")[::2] == [416, 0]


# When it is stored, and when not


def test_nothing_is_stored_before_it_is_wanted(host, phone):
    """A phone that somebody only passed through is left as it was."""
    visit(phone, host, WORDS)
    visit(phone, host, NOTEBOOK)

    assert phone.evaluate(NOTHING) == 0
    assert "worker.js" not in host.asked


def test_a_question_left_open_does_not_cost_the_book(shared_host, phone):
    """Most people close what asks them; the only visit with a signal must be enough all the same."""
    visit(phone, shared_host).evaluate("sessionStorage.setItem('course-asked', '1')")
    until(visit(phone, shared_host, WORDS), IS_STORED)


def test_a_page_that_is_read_for_a_while_looks_again(shared_host, phone):
    """The question may be asked after the page stands, and the page be the only one of the visit."""
    phone.clock.install()
    visit(phone, shared_host)
    phone.wait_for_load_state("networkidle")
    phone.evaluate("sessionStorage.setItem('course-asked', '1')")
    phone.clock.run_for(15_000)
    phone.clock.resume()
    until(phone, IS_STORED)


def test_a_book_that_was_taken_away_does_not_come_back_by_itself(host, phone):
    """Whoever took it away wants the room, or wants nobody to find it."""
    visit(store(phone, host), host, NOTEBOOK)
    part = phone.locator(".course-part", has_text="The book without a signal")
    part.get_by_role("button", name="Take it away").click()
    expect(part.get_by_role("status")).to_contain_text("The stored book is gone from this device.")
    expect(part.get_by_role("button", name="Store the book")).to_be_visible()

    assert phone.evaluate(NOTHING) == 0
    visit(phone, host, WORDS)
    phone.wait_for_load_state("networkidle")
    assert phone.evaluate(NOTHING) == 0
    visit(phone, host, NOTEBOOK)
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_contain_text("every page opens without a signal")
    cut(phone, host)
    visit(phone, host, WORDS)


def test_on_a_shared_phone_nothing_is_stored_and_what_was_is_taken_away(host, phone):
    """The next person at that phone must not find a book about this on it."""
    visit(store(phone, host), host, NOTEBOOK)
    phone.get_by_label("Keep my words only until").check()
    part = phone.locator(".course-part", has_text="The book without a signal")
    expect(part.get_by_text("On a shared phone the book is not stored.")).to_be_visible()
    expect(part.get_by_role("button")).to_have_count(0)
    until(phone, f"{NOTHING}.then((count) => count === 0)")
    visit(phone, host, WORDS)
    phone.wait_for_load_state("networkidle")

    assert phone.evaluate(NOTHING) == 0


def test_a_full_device_keeps_the_edition_it_has(host, phone):
    """Old phones are full; the half of a newer book must not push out the whole of the older one."""
    visit(phone, host, NOTEBOOK)
    session = phone.context.new_cdp_session(phone)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 400_000})
    part = phone.locator(".course-part", has_text="The book without a signal")
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_have_text("There is no room on this device. Nothing is stored.")
    until(phone, f"{NOTHING}.then((count) => count === 0)")
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/")})
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_contain_text("every page opens without a signal")

    publish(host, START, QUIZ, old="<h1>", new="<h1>Mended: ")
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 3_000_000})
    phone.evaluate(UPDATE)
    until(phone, "navigator.serviceWorker.getRegistration().then((r) => r.active && !r.installing)")
    assert not phone.evaluate(WAITS)
    assert phone.evaluate("caches.keys().then((names) => names.length)") == 1
    cut(phone, host)
    assert "Mended" not in visit(phone, host, QUIZ).locator("h1").inner_text()


def test_a_broken_line_is_said_in_one_line(host, phone):
    """And leaves no half of a book behind that would be taken for a whole one."""
    visit(phone, host, NOTEBOOK)
    host.refused = {QUIZ}
    part = phone.locator(".course-part", has_text="The book without a signal")
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_have_text("No connection: nothing is stored yet.")
    expect(part.get_by_role("button", name="Store the book")).to_be_visible()
    host.refused = set()
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_contain_text("every page opens without a signal")


def test_what_came_before_the_line_broke_is_not_fetched_again(host, phone):
    """In a place with a bad signal the book comes bit by bit, or never."""
    visit(phone, host, NOTEBOOK)
    last = list(listed(host.folder))[-1]
    host.refused = {last}
    part = phone.locator(".course-part", has_text="The book without a signal")
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_have_text("No connection: nothing is stored yet.")
    host.refused = set()
    host.forget()
    empty_cache(phone)
    part.get_by_role("button", name="Store the book").click()
    expect(part.get_by_role("status")).to_contain_text("every page opens without a signal")

    assert last in host.asked
    assert len(set(host.asked) & set(listed(host.folder))) < 8


# A new edition


def test_a_new_edition_is_told_of_costs_what_changed_and_loses_no_word(host, phone):
    """A learner in the middle of a quiz must neither lose an answer nor be thrown out of it."""
    visit(store(phone, host), host, QUIZ)
    phone.locator(".course-quiz-item").first.get_by_role("radio").first.check()
    written = phone.evaluate("localStorage['course-journal']")
    host.forget()
    empty_cache(phone)
    publish(host, START, QUIZ, old="<h1>", new="<h1>Mended: ")
    visit(phone, host, QUIZ)
    expect(notice(phone)).to_be_visible()

    assert set(host.asked) == {"worker.js", START, QUIZ}
    assert "Mended" not in phone.locator("h1").inner_text(), "a page changed under its reader"
    phone.get_by_role("textbox").last.fill("written while it waited")
    notice(phone).get_by_role("button", name="Use it now").click()
    expect(phone.locator("h1")).to_contain_text("Mended")
    phone.locator("course-exercise[ready]").first.wait_for()
    expect(phone.get_by_role("textbox").last).to_have_value("written while it waited")
    expect(phone.locator(".course-quiz-item").first.get_by_role("radio").first).to_be_checked()
    expect(notice(phone)).to_have_count(0)
    entries = json.loads(phone.evaluate("localStorage['course-journal']"))["entries"]
    assert entries.keys() == json.loads(written)["entries"].keys()
    cut(phone, host)
    assert "Mended" in visit(phone, host, START).locator("h1").inner_text()


def test_without_a_tap_it_is_used_when_the_book_is_opened_next(host, phone_context):
    """Nobody has to understand what an edition is."""
    page = store(phone_context.new_page(), host)
    publish(host, START, old="<h1>", new="<h1>Mended: ")
    until(visit(page, host, WORDS), WAITS)
    page.close()
    page = visit(phone_context.new_page(), host, WORDS)
    until(page, f"{WAITS}.then((waits) => !waits)")

    assert "Mended" in visit(page, host, START).locator("h1").inner_text()


def test_an_older_tab_keeps_its_own_styles_and_scripts(host, phone_context):
    """Left open over night, it must not fail half-way because its scripts are gone from the host."""
    (old,) = [path.name for path in (host.folder / "_static").glob("course-*")]
    older = visit(store(phone_context.new_page(), host), host, WORDS)
    new = exchange_assets(host, "course.css", "\n/* mended */\n")
    host.forget()
    page = visit(phone_context.new_page(), host, WORDS)
    notice(page).get_by_role("button", name="Use it now").click()
    page.locator(f"link[href*='{new}']").first.wait_for(state="attached")
    assert f"_static/{new}/course.css" in host.asked
    assert f"_static/{new}/host/crypto.js" not in host.asked, "an unchanged file was fetched again under its new name"
    cut(page, host)
    empty_cache(page)

    assert older.evaluate(f"import('/_static/{old}/exercises/practice/view.js').then(() => true)")
    assert page.evaluate(f"import('/_static/{new}/exercises/practice/view.js').then(() => true)")
    older.get_by_role("textbox").first.fill("still here")
    assert visit(older, host, WORDS).locator(f"link[href*='{new}']").count() > 0
    expect(older.get_by_role("textbox").first).to_have_value("still here")


def test_an_edition_that_nobody_reads_any_more_is_cleared_away(host, phone_context):
    """An old phone has little room."""
    page = store(phone_context.new_page(), host)
    publish(host, START, old="<h1>", new="<h1>Mended: ")
    visit(page, host, WORDS)
    notice(page).get_by_role("button", name="Use it now").click()
    until(page, f"{WAITS}.then((waits) => !waits)")
    until(page, "caches.keys().then((names) => names.length === 2)")
    page.close()
    page = visit(phone_context.new_page(), host, WORDS)

    until(page, "caches.keys().then((names) => names.length === 1)")


@pytest.mark.parametrize("fault", ["broken line", "half published"])
def test_an_update_that_fails_leaves_the_edition_before_whole(host, phone, fault):
    """All or nothing: a mix of two editions could show a question with another's answers."""
    store(phone, host)
    publish(host, START, QUIZ, old="<h1>", new="<h1>Mended: ")
    if fault == "broken line":
        host.refused = {QUIZ}
    else:
        text = (host.folder / QUIZ).read_text(encoding="utf-8")
        for path in (QUIZ, f"{QUIZ}.br", f"{QUIZ}.gz"):
            (host.folder / path).unlink()
        (host.folder / QUIZ).write_text(text.replace("Mended", "Not yet put online"), encoding="utf-8")
    visit(phone, host, WORDS)
    phone.evaluate(UPDATE)
    until(phone, "navigator.serviceWorker.getRegistration().then((r) => r.active && !r.installing)")
    assert not phone.evaluate(WAITS)
    cut(phone, host)
    for name in (START, QUIZ, NOTEBOOK):
        heading = visit(phone, host, name).locator("h1").inner_text()
        assert "Mended" not in heading
        assert "Not yet" not in heading
    join(phone, host)
    host.refused = set()
    write_edition(host.folder)
    visit(phone, host, WORDS)

    expect(notice(phone)).to_be_visible()


def test_the_stored_book_works_in_a_sub_folder_beside_others(built_book, tmp_path, phone):
    """Much of the world hosts its sites as folders of one host, and each must keep to its own."""
    (tmp_path / "index.html").write_text("a host", encoding="utf-8")
    with host_copy(built_book, tmp_path / "a" / "course") as host:
        host.folder = tmp_path
        host.go_down()
        host.go_up()
        phone.goto(f"{host.url}a/course/{START}")
        phone.evaluate("localStorage.setItem('course-phone', 'mine'); caches.open('of another site')")
        phone.reload()
        until(phone, IS_STORED)
        cut(phone, host)
        phone.goto(f"{host.url}a/course/{NOTEBOOK}")
        phone.get_by_role("button", name="Take it away").click()
        expect(phone.get_by_text("The stored book is gone from this device.")).to_be_visible()

        assert phone.evaluate("caches.keys()") == ["of another site"]
