"""Weigh and time the book beside the stock one, in one run: `python benchmarks/book.py`.

The stock book has the same pages, built by Jupyter Book with its own theme and extensions; our roles and
directives become plain text (``stock_roles.py``). Pages are loaded in a real Chromium at 390 px without a cache;
bytes are as sent by a server that compresses with gzip. Prints a table a part, in Markdown.
"""

import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
PAGES = ["index", "03-words/doors", "03-words/quiz", "evidence/index", "evidence/medication"]


def main() -> None:
    """Build both, load both."""
    from conftest import CHROMIUM_FLAGS, chromium_path

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        ours, stock = (copy_sources(Path(scratch) / name) for name in ("ours", "stock"))
        make_stock(stock / "_config.yml")
        print("| build | ours | stock |\n|---|--:|--:|")
        print(f"| cold | {build(ours):.1f} s | {build(stock):.1f} s |")
        for root in (ours, stock):
            with (root / "modules" / "about.md").open("a", encoding="utf-8") as page:
                page.write("\nOne sentence more.\n")
        print(f"| one page changed | {build(ours):.1f} s | {build(stock):.1f} s |\n")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        print(
            "| page | ours | stock | ours, requests | stock, requests | stock, other hosts |\n|---|--:|--:|--:|--:|--:|"
        )
        for name in PAGES:
            (bytes_a, count_a, _), (bytes_b, count_b, hosts) = (_load(browser, root, name) for root in (ours, stock))
            print(f"| {name} | {bytes_a / 1000:.0f} kB | {bytes_b / 1000:.0f} kB | {count_a} | {count_b} | {hosts} |")
        browser.close()
    print("\n| command | median of 5 |\n|---|--:|")
    for words in (["--help"], ["--version"], ["check"]):
        seconds = statistics.median(_seconds([sys.executable, "-c", _COURSE, *words]) for _ in range(5))
        print(f"| `course {' '.join(words)}` | {seconds:.2f} s |")
    print(f"| `course start` to the first byte | {statistics.median(_first_byte(8870 + n) for n in range(5)):.2f} s |")


_COURSE = "from course.cli import main; main()"


def copy_sources(folder: Path) -> Path:
    """A folder with the authored files, to be built as one wishes."""
    folder.mkdir()
    for name in ("modules", "quizzes"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def make_stock(config: Path) -> None:
    """Take out what makes the book ours: the theme and the short list of extensions."""
    text = config.read_text(encoding="utf-8")
    text = re.sub(
        r"(?m)^    (?:extensions|html_theme|html_theme_options|nb_ipywidgets_js|nb_mime_priority_overrides):.*\n",
        "",
        text,
    )
    config.write_text(text.replace("sphinx:\n", "sphinx:\n  extra_extensions: [stock_roles]\n"), encoding="utf-8")


def build(root: Path) -> float:
    """Run Jupyter Book there; gives the seconds it took."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", "-q", str(root)]
    return _seconds(command)


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    paths = os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")])
    environment = os.environ | {"PYTHONPATH": paths, "COURSE_BUILDING": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return time.perf_counter() - began


def _first_byte(port: int) -> float:
    import urllib.error
    import urllib.request

    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-c", _COURSE, "start", "--no-browser", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/modules/index.html", timeout=5).read(1)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.01)
            else:
                return time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()


def _load(browser: Browser, root: Path, name: str) -> tuple[int, int, int]:
    """Bytes and requests of a first load, and how many other hosts the page asks."""
    asked: list[str] = []
    with _served(root / "_build" / "html") as (address, sent):
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/modules/{name}.html", wait_until="load")
        page.wait_for_timeout(2000)
        page.context.close()
    ours = [url for url in asked if url.startswith(address)]
    others = {url.split("/")[2] for url in asked if url.startswith("http") and not url.startswith(address)}
    return sum(sent), len(ours), len(others)


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """A server that counts what it would send, compressed where text is."""
    sent: list[int] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def copyfile(self, source, outputfile):
            raw = source.read()
            is_text = re.search(r"\.(html|css|js|json|svg|txt)$", self.path.split("?")[0])
            sent.append(len(gzip.compress(raw)) if is_text else len(raw))
            outputfile.write(raw)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", sent
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
