"""The book keeps to itself: its policy stands on every page, is obeyed, and bites; search leaves no words."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from course.book.policy import REFERRER, content_policy, early_script

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["modules/index", *re.findall(r"- file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8")), "search"]
WORDS = "modules/03-words/index.html"
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{content_policy()}">'
# Each is told by the event and, for what a browser keeps to its console, by that.
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.violations.push(`${violatedDirective} ${blockedURI}`),
);
"""


class Watched:
    """A page whose every violation, fault and foreign request is noted."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.page, self.site = context.new_page(), site
        self.said: list[str] = []
        self.page.add_init_script(WATCH)
        context.route("**/offline.json", lambda route: route.fulfill(json={"bytes": 812_345}))
        self.page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._note_request)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.said.append(request.url)

    def open(self, name: str) -> Page:
        """Open a page of the book and wait until its exercises live."""
        self.page.goto(f"{self.site}/{name}")
        self.page.locator("course-exercise:not([ready])").first.wait_for(state="detached")
        return self.page

    def found(self) -> list[str]:
        """What was noted since the page was opened."""
        return [*self.page.evaluate("window.violations"), *self.said]


@pytest.fixture
def watched(phone_context: BrowserContext, site: str) -> Watched:
    """A page on a new phone, which is asked whose it is."""
    return Watched(phone_context, site)


def html_pages(built_book: Path) -> list[Path]:
    """Every page of the built site, those that no contents list too."""
    return [path for path in built_book.rglob("*.html") if "_static" not in path.parts]


def test_the_policy_stands_on_every_page_before_anything_it_governs(built_book: Path) -> None:
    """One page without it is the hole; and a rule that comes after a script does not hold for that script."""
    pages = html_pages(built_book)
    assert len(pages) >= len(PAGES)
    for path in pages:
        html = path.read_text(encoding="utf-8")
        head = html.partition("</head>")[0]
        assert head.count("Content-Security-Policy") == 1, path
        before, found, _ = head.partition(POLICY)
        assert found, path
        assert not re.search(r"<(script|link|style|base|img|meta http-equiv)", before), path
        assert f'<meta name="referrer" content="{REFERRER}">' in head, path


def test_the_only_script_in_a_page_is_the_early_one_and_its_digest_is_allowed(built_book: Path) -> None:
    """The digest would let in exactly this text; a space more and the page is unprotected from the Back button."""
    digest = base64.b64encode(hashlib.sha256(early_script().encode()).digest()).decode()
    assert f"'sha256-{digest}'" in content_policy()
    assert "unsafe" not in content_policy()
    for path in html_pages(built_book):
        html = path.read_text(encoding="utf-8")
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", html, re.DOTALL)
        run = [text for attributes, text in scripts if "application/json" not in attributes]
        assert set(run) <= {early_script()}, path
        assert len(run) == ("data-leave-to" in html), path
        assert not re.search(
            r"<[^>!]*\s(style|on[a-z]+)=[\"']", re.sub(r"<script.*?</script>", "", html, flags=re.S)
        ), path
        assert "<style" not in html, path


def test_no_page_breaks_the_policy_or_sets_a_cookie(watched: Watched) -> None:
    """Every page, opened and scrolled through, with the notes for the facilitator switched on."""
    page = watched.open("modules/index.html")
    page.get_by_role("button", name="Facilitator view").click()
    for name in PAGES:
        watched.open(f"{name}.html")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert watched.found() == [], name

    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""


def test_a_page_in_use_breaks_no_policy(watched: Watched) -> None:
    """Scripts write most of what an exercise shows; a style written into it would be refused, and nobody would see."""
    page = watched.open(WORDS)
    page.get_by_role("button", name="Mine alone").click()
    page.get_by_role("button", name="Close").click()
    page.locator("course-exercise textarea").first.fill("a sentence\n" * 12)
    page.locator("a.course-fact").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("a.course-fact").nth(1).click()
    assert watched.found() == []

    for name in ("doors", "whose-word", "what-words-do"):
        watched.open(f"modules/03-words/{name}.html")
        for field in page.locator("course-exercise textarea:visible").all():
            field.fill("He is really clean now, and no longer an addict.")
        for option in page.locator("course-exercise :is([type=radio], [type=checkbox]):visible").all()[:8]:
            option.check()
        page.locator("course-exercise .course-main:visible").evaluate_all("(all) => all.forEach((one) => one.click())")
        assert watched.found() == [], name

    watched.open("modules/03-words/quiz.html")
    page.locator("course-exercise[type=quiz] input[type=radio]").first.check()
    page.get_by_role("button", name="Review my answers").click()
    expect(page.get_by_text("Review your answers")).to_be_visible()
    page.get_by_text("What is in the file").click()
    assert watched.found() == []

    watched.open("modules/my-notebook.html")
    with page.expect_download():
        page.get_by_role("button", name="Export to a file").click()
    page.get_by_label("Keep my words only until").check()
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase").click()
    expect(page.get_by_text("Erased from this device")).to_be_visible()
    assert watched.found() == []

    watched.open("search.html")
    search(page, "buprenorphine")
    finished(page)
    assert watched.found() == []


def test_the_policy_really_bites(watched: Watched) -> None:
    """A rule that nothing has ever met may as well not be there."""
    page = watched.open(WORDS)
    ran = page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ranInline = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", '<p id="try" style="color: rgb(1, 2, 3)">Try</p>');
          document.head.append(Object.assign(document.createElement("style"), { textContent: "#try { top: 7px }" }));
          document.getElementById("try").setAttribute("onclick", "window.ranHandler = true");
          document.getElementById("try").click();
          const { color, top } = getComputedStyle(document.getElementById("try"));
          const image = new Promise((done) => {
            const one = new Image();
            one.onload = () => done("loaded");
            one.onerror = () => done("refused");
            one.src = "https://example.org/one.png";
          });
          const asked = await fetch("https://example.org/").then(() => "fetched", () => "refused");
          const styles = [color === "rgb(1, 2, 3)", top === "7px"];
          return [window.ranInline ?? false, window.ranHandler ?? false, ...styles, await image, asked];
        }"""
    )
    told = " ".join(page.evaluate("window.violations"))

    assert ran == [False, False, False, False, "refused", "refused"]
    for rule in ("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src", "connect-src"):
        assert rule in told
    assert watched.found() != []


def search(page: Page, words: str) -> None:
    """Ask the search."""
    page.get_by_label("Words to look for").fill(words)
    page.get_by_role("button", name="Search").click()


def finished(page: Page) -> None:
    """Wait until the list stands."""
    expect(page.locator("#search-results")).to_contain_text(re.compile("Search finished|did not match"))


@pytest.mark.parametrize("is_shared", [False, True])
def test_search_leaves_its_words_nowhere(watched: Watched, is_shared: bool) -> None:
    """What somebody looked for says as much as what they wrote: not in an address, in storage, or at the server."""
    page, asked = watched.page, []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    if is_shared:
        page.add_init_script("localStorage['course-shared-phone'] = '1'")
    watched.open("search.html")
    before = page.evaluate("history.length")
    search(page, "sister")
    finished(page)
    page.locator("#search-results li a").first.click()
    page.wait_for_url("**/modules/**")
    page.wait_for_load_state()

    assert page.evaluate("history.length") == before + (not is_shared)
    assert "sister" not in " ".join(asked) + page.url
    assert "sister" not in page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    page.go_back()
    if is_shared:
        assert page.url == "about:blank"
    else:
        # In this tab alone, so that the list is there again.
        expect(page.get_by_label("Words to look for")).to_have_value("sister")
        finished(page)
        assert page.locator("#search-results li").count() > 0
        assert page.url.endswith("/search.html")


def test_words_sent_before_the_script_is_there_stay_out_of_the_address(site: str, browser: Browser) -> None:
    """On a slow network a form stands there long before what makes it work."""
    context = browser.new_context()
    context.route("**/search.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{site}/search.html")
    search(page, "methadone")
    page.wait_for_load_state()

    assert "methadone" not in page.url
    context.close()


def test_a_second_search_does_not_mix_with_the_first(watched: Watched) -> None:
    """The stock script writes one result after the other, into whatever list is the newest."""
    page = watched.open("search.html")
    search(page, "people")
    expect(page.locator("#search-results li").first).to_be_visible()
    asked = page.evaluate(
        """() => {
          const [form, field] = [".course-search", "#course-q"].map((one) => document.querySelector(one));
          field.value = "people";
          form.requestSubmit();
          return new Promise((done) => setTimeout(() => {
            field.value = "zzzqqq";
            form.requestSubmit();
            done(document.querySelectorAll("#search-results li").length);
          }, 12));
        }"""
    )
    expect(page.locator("#search-results")).to_contain_text("did not match")

    assert asked == 0
    page.wait_for_function("() => !document.querySelector('#search-results h2 span')?.textContent")
    assert page.locator("#search-results h2").count() == 1
    assert page.locator("#search-results li").count() == 0
    search(page, "methadone")
    finished(page)
    alone = page.locator("#search-results li a").all_inner_texts()
    assert f"found {len(alone)} page" in page.locator("#search-results").inner_text()


def test_on_a_shared_phone_the_search_for_facts_stays_out_of_the_address(watched: Watched) -> None:
    """Else the browser's history would keep every word of it; on one's own phone the address can be passed on."""
    page = watched.open("modules/evidence/index.html")
    page.get_by_label("Search the facts").fill("naloxone")
    page.wait_for_function("() => location.hash.includes('naloxone')")
    page.evaluate("localStorage['course-shared-phone'] = '1'")
    watched.open("search.html")
    watched.open("modules/evidence/index.html")
    page.get_by_label("Search the facts").fill("naloxone")
    expect(page.get_by_text(re.compile(r"\d+ of \d+ facts"))).to_be_visible()

    assert page.url.endswith("/index.html")


def test_only_the_modules_that_answer_for_it_touch_the_stores() -> None:
    """A script that keeps something past their door keeps it on a shared phone, and after everything was erased."""
    answer = {"device.js", "shared.js", "phone.js", "leave.js", "early.js", "erase.js", "edition.js"}
    store = re.compile(r"\b(localStorage|sessionStorage|indexedDB)\b|document\.cookie")
    scripts = [path for path in (ROOT / "course").rglob("*.js") if "_bundle" not in path.parts]
    code = {path.name: re.sub(r"/\*.*?\*/|//.*", "", path.read_text(encoding="utf-8"), flags=re.S) for path in scripts}

    assert {name for name, text in code.items() if store.search(text)} <= answer
