"""Lighthouse, mobile, on ours and on the stock book of the same pages: `python benchmarks/lighthouse.py [PROGRAM]`.

PROGRAM is the `lighthouse` command (12 or newer), from PATH unless named; it is no part of this project. The first
page, the longest page and a quiz page, three runs each, medians. Both books are served alike, compressed with gzip.
"""

import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from book import build, copy_sources, make_stock

RUNS = 3
QUIZ = "modules/03-words/quiz.html"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first-contentful-paint": "first paint", "largest-contentful-paint": "largest paint"}


def main() -> None:
    """Build both, measure both, print one table."""
    program = sys.argv[1] if len(sys.argv) > 1 else shutil.which("lighthouse")
    if program is None:
        raise SystemExit("no `lighthouse` on the path: install it, or name it as the first argument")
    with tempfile.TemporaryDirectory() as scratch:
        ours, stock = (copy_sources(Path(scratch) / name) for name in ("ours", "stock"))
        make_stock(stock / "_config.yml")
        sites = {name: root / "_build" / "html" for name, root in (("ours", ours), ("stock", stock))}
        for root in (ours, stock):
            build(root)
        longest = max(sites["ours"].glob("modules/**/*.html"), key=lambda path: path.stat().st_size)
        pages = ["modules/index.html", longest.relative_to(sites["ours"]).as_posix(), QUIZ]
        print("| page | book | " + " | ".join([*CATEGORIES, *TIMES.values(), "moved", "bytes", "requests"]) + " |")
        print("|---|---|" + "--:|" * (len(CATEGORIES) + len(TIMES) + 3))
        for page in pages:
            for name, folder in sites.items():
                with _served(folder) as address:
                    reports = [_run(program, f"{address}/{page}") for _ in range(RUNS)]
                print(f"| {page.removeprefix('modules/')} | {name} | {' | '.join(_cells(reports))} |", flush=True)


def _run(program: str, url: str) -> dict:
    from conftest import CHROMIUM_FLAGS, chromium_path

    flags = " ".join(["--headless=new", *CHROMIUM_FLAGS])
    command = [program, url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    # Lighthouse's own default: a mid-range phone on slow 4G, simulated.
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": chromium_path()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout)


def _cells(reports: list[dict]) -> Iterator[str]:
    def median(value) -> float:
        return statistics.median(value(report) for report in reports)

    def audit(name: str) -> float:
        return median(lambda report: report["audits"][name]["numericValue"])

    for name in CATEGORIES:
        yield f"{median(lambda report, name=name: report['categories'][name]['score']) * 100:.0f}"
    for name in TIMES:
        yield f"{audit(name) / 1000:.1f} s"
    yield f"{audit('cumulative-layout-shift'):.3f}"
    yield f"{audit('total-byte-weight') / 1000:.0f} kB"
    yield f"{median(lambda report: len(report['audits']['network-requests']['details']['items'])):.0f}"


@lru_cache(maxsize=1000)
def _compressed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes())


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files as most hosts send them: text compressed, with its length."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.translate_path(self.path)
        is_text = path.endswith((".html", ".css", ".js", ".json", ".svg", ".webmanifest"))
        if not is_text or not Path(path).is_file():
            super().do_GET()
            return
        body = _compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    main()
