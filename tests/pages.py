"""Static pages holding exercises, served from a folder: the smallest host a view can be tried in."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Page
from small_course import WORD, make_exercise, write_course

from course.exercises import Exercise, view_css, view_source
from course.exercises.base import HOST

__all__ = ["WORD", "entries", "open_page", "serve", "write_page", "write_small_pages"]
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="_static/course/host/tokens.css">
<link rel="stylesheet" href="_static/course/host/exercise.css">
<script type="module" src="_static/course/host/course-exercise.js"></script>
<style>body { margin: 1rem; font-family: system-ui, sans-serif; background: var(--course-paper) }</style>
</head><body><main><h1>Page</h1>
"""


class _Handler(SimpleHTTPRequestHandler):
    # Windows' registry may call .js text/plain, and a browser then refuses the module.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *args: object) -> None:
        """Keep the test's output to the test."""


def write_page(folder: Path, *exercises: Exercise, name: str = "index.html") -> Path:
    """Write a page of exercises with the host files and views beside it, as the built book has them."""
    static = folder / "_static" / "course"
    copytree(HOST, static / "host", dirs_exist_ok=True)
    for kind in {exercise.name for exercise in exercises}:
        view = static / "exercises" / kind
        view.mkdir(parents=True, exist_ok=True)
        (view / "view.js").write_text(view_source(kind), encoding="utf-8")
        (view / "view.css").write_text(view_css(kind), encoding="utf-8")
    page = folder / name
    page.write_text(HEAD + "\n".join(e.to_html() for e in exercises) + "</main></body></html>", encoding="utf-8")
    return page


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on 127.0.0.1; yields its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def write_small_pages(folder: Path) -> Path:
    """The small course as the book has it: exercises on one page, My notebook on the other."""
    root, pages = write_course(folder / "course"), folder / "pages"
    pages.mkdir()
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(pages, make_exercise("my-word", root), make_exercise("try-words", root))
        write_page(pages, make_exercise("my-notebook", root), name="notebook.html")
    return pages


def open_page(page: Page, url: str, name: str = "") -> Page:
    """Open a page and wait until its exercises live."""
    page.goto(url + name)
    page.locator("course-exercise:not([ready])").first.wait_for(state="detached")
    return page


def entries(page: Page) -> dict[str, Any]:
    """What the browser's journal holds."""
    text = page.evaluate("localStorage.getItem('course-journal')")
    return json.loads(text)["entries"] if text else {}
