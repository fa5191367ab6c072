"""One static page holding one exercise, served from a folder: the smallest host a view can be tried in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree

from course.exercises import Exercise, view_css, view_source
from course.exercises.base import HOST

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
