"""Show the built book on this machine and to nobody else; the standard library is enough, and starts at once."""

import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

from course.errors import BuildError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8800
_TRIES = 50
_START = "modules/index.html"


def serve(folder: Path, port: int | None, on_ready: Callable[[str], None]) -> None:
    """Serve a built book until Ctrl+C; ``on_ready`` gets its address as soon as it answers.

    Raises BuildError if the port that was asked for is taken, or the folder holds no book.
    """
    with make_server(folder, port) as server:
        on_ready(f"http://{ADDRESS}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def make_server(folder: Path, port: int | None = None) -> ThreadingHTTPServer:
    """A server of that folder, not yet running; without a port the first free one from 8800, with 0 any.

    Raises BuildError as ``serve`` does.
    """
    if not (folder / "index.html").is_file():
        raise BuildError(f"there is no built book in {folder}: run `course build` first")
    handler = partial(_Handler, directory=str(folder))
    for candidate in [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + _TRIES), 0]:
        try:
            return _Server((ADDRESS, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise BuildError(f"cannot serve on port {candidate}: {error.strerror}") from error
    raise BuildError(f"port {port} is taken or not allowed: name another, or leave --port out")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this would let two servers share a port, and a reader would get either.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that turned away mid-file is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


# A plain page of its own, since a book has none: the address may be deep, so its links start at the root.
_NOT_FOUND = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>No such page</title>
<style>body{max-width:36rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 system-ui,sans-serif}
a{display:inline-block;padding:.5rem 1rem .5rem 0}</style></head>
<body><main><h1>There is no such page</h1>
<p>It may have moved, or the address may be mistyped. What you wrote is not touched by this.</p>
<p><a href="/">First page</a> <a href="/modules/help.html">Help</a></p></main></body></html>
"""


class _Handler(SimpleHTTPRequestHandler):
    """Files and nothing else: no listing of folders, no log of who read what."""

    server_version, sys_version = "course", ""
    error_message_format = _NOT_FOUND
    protocol_version = "HTTP/1.1"
    # Windows' registry may call .js text/plain, and a browser then refuses the module.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
    }

    def send_head(self) -> Any:
        """Send the reader of the bare address to the first page; refuse what is no path."""
        if self.path.partition("?")[0] == "/" and (Path(self.directory) / _START).is_file():
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{_START}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        try:
            return super().send_head()
        except ValueError:  # a null byte in the path
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def end_headers(self) -> None:
        """Say to no other site where the reader comes from, and ask again for what may have changed."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> BytesIO | None:  # noqa: ARG002
        """A folder without a page of its own is not there."""
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep no record of what was read."""
