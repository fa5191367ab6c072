"""What the tests share: one built book, one browser, and a phone-sized page that sees nothing else."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

pytest.register_assert_rewrite("oracle")  # a helper that asserts says what differs, as a test does

# `make test` tries the same cases on every machine, so that it fails by what changed and never by chance;
# `make test-long` searches, with cases of its own each time.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_CHROMIUM = (
    "No Chromium found. Install one (Debian: apt-get install chromium; Mac and Windows: Google Chrome will do) "
    "or set CHROMIUM to its path."
)


def chromium_path() -> str:
    """The Chromium on this machine: $CHROMIUM, else the first of the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    usual = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]
    usual += [r"C:\Program Files\Google\Chrome\Application\chrome.exe"]
    found = [os.environ.get("CHROMIUM", ""), *(shutil.which(n) or "" for n in names), *usual]
    path = next((p for p in found if p and Path(p).exists()), None)
    if path is None:
        pytest.exit(HOW_TO_GET_CHROMIUM, returncode=3)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the authored files, to be spoiled."""
    for name in ("modules", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "_toc.yml").write_bytes((ROOT / "_toc.yml").read_bytes())
    return tmp_path


@pytest.fixture
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    """A new, empty phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, accept_downloads=True
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def phone(phone_context: BrowserContext) -> Page:
    """A page on that phone."""
    return phone_context.new_page()


ASKED = "try { localStorage['course-phone'] ??= 'asked'; localStorage['course-offline'] ??= 'off' } catch {}"
"""Runs before a page's own scripts: the phone question was shown before, and no book is stored by the way."""


@pytest.fixture
def eye(browser: Browser) -> Iterator[Page]:
    """A page in a browser where nothing is in motion, and that asks nothing."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True, service_workers="block")
    context.set_default_timeout(15_000)
    context.add_init_script(ASKED)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the book as `course build` makes it, built once for all processes that test it."""
    from course.book.build import build_book, default_output, is_stale

    # With several test processes the first one builds; making a folder is atomic everywhere.
    base = tmp_path_factory.getbasetemp()
    lock = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "building"
    while True:
        try:
            lock.mkdir()
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            return build_book(ROOT) if is_stale(ROOT) else default_output(ROOT)
        finally:
            lock.rmdir()


@pytest.fixture(scope="session")
def site(built_book: Path) -> Iterator[str]:
    """The address of the built book, served on 127.0.0.1."""
    from course.book.serve import make_server

    server = make_server(built_book, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
