"""Show the built book on this machine and to nobody else; the standard library is enough, and starts at once."""

import base64
import errno
import hashlib
import os
import re
import sys
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from course.book.policy import headers
from course.errors import BuildError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8800
_TRIES = 50
_START, _FIRST = "modules/index.html", "index.html"


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
_STYLE = (
    "body{max-width:36rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 system-ui,sans-serif}"
    "a{display:inline-block;padding:.5rem 1rem .5rem 0}"
)
_NOT_FOUND = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>No such page</title><style>{_STYLE}</style></head>
<body><main><h1>There is no such page</h1>
<p>It may have moved, or the address may be mistyped. What you wrote is not touched by this.</p>
<p><a href="/">First page</a> <a href="/modules/help.html">Help</a></p></main></body></html>
"""
_FOREVER = re.compile(r"^/_static/course-[0-9a-f]{8}/|[?&]v=[0-9a-f]{8}(?:&|$)")
"""Addresses that carry a digest of what they hold."""
_COPIES = {"br": ".br", "gzip": ".gz"}
"""What a browser calls a compressed copy, and how it ends; the better one first."""


class _Handler(SimpleHTTPRequestHandler):
    """Files and nothing else: no listing of folders, no log of who read what."""

    server_version, sys_version = "course", ""
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

    def send_head(self) -> BinaryIO | None:
        """Send the head of an answer and give the file whose bytes follow, if any do."""
        address = urlsplit(self.path).path
        path = self._find_file(address)
        if address == "/" and (Path(self.directory) / _START).is_file():
            self._redirect(f"/{_START}")
        elif path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif path.name == _FIRST and not address.endswith((_FIRST, "/")):
            self._redirect(f"{address}/")  # a folder: relative links of its first page need the slash
        else:
            return self._send_file(path)
        return None

    def _find_file(self, address: str) -> Path | None:
        """The file at an address; a folder's first page for a folder."""
        try:
            path = Path(self.translate_path(address))
            if path.is_dir():
                path = path / _FIRST
            elif address.endswith("/"):
                return None
            # A compressed copy is another form of its file, not a file of the book.
            is_copy = path.suffix in _COPIES.values() and path.with_suffix("").is_file()
            return path if path.is_file() and not is_copy else None
        except (OSError, ValueError):  # a null byte in the path, or a name too long
            return None

    def _send_file(self, path: Path) -> BinaryIO | None:
        coding, copy = _choose_copy(path, self.headers.get("Accept-Encoding", ""))
        try:
            file = copy.open("rb")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        try:
            changed, size = path.stat(), os.fstat(file.fileno()).st_size
            tag = f'"{changed.st_mtime_ns:x}-{changed.st_size:x}{coding and f"-{coding}"}"'
            is_known = self._is_known(tag, changed.st_mtime)
            self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
            self.send_header("Cache-Control", _lifetime(self.path))
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", self.date_time_string(int(changed.st_mtime)))
            if not is_known:
                self.send_header("Content-Type", self.guess_type(str(path)))
                self.send_header("Content-Length", str(size))
                if coding:
                    self.send_header("Content-Encoding", coding)
            self.end_headers()
        except BaseException:
            file.close()
            raise
        if is_known:
            file.close()
            return None
        return file

    def _is_known(self, tag: str, changed: float) -> bool:
        """Whether the browser has this very answer already; a tag is finer than a time, and goes first."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in tags.split(",")]
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return int(changed) <= since.timestamp()
        except (TypeError, ValueError, OverflowError):
            return False

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # Two slashes at the beginning would name another host.
        self.send_header("Location", "/" + address.lstrip("/"))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Whatever is wrong, show the way back."""
        body = _NOT_FOUND.encode()
        self.send_response(code)
        self.send_header("Connection", "close")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers(style=_STYLE)
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self, style: str = "") -> None:
        """Say with every answer what a browser may do, and to no other site where the reader comes from."""
        for name, value in _headers(style).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep no record of what was read."""


@cache
def _headers(style: str) -> dict[str, str]:
    """The policy's headers; ``style`` is what stands in the one page that has its style with it."""
    named = headers()
    if style:
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        named["Content-Security-Policy"] += f"; style-src 'sha256-{digest}'"
    return named


def _lifetime(address: str) -> str:
    return "public, max-age=31536000, immutable" if _FOREVER.search(address) else "no-cache"


def _choose_copy(path: Path, accepted: str) -> tuple[str, Path]:
    """The form of a file that a browser likes best, of those that lie there: its coding ("" for none) and the file."""
    weights = _weights(accepted)
    best, chosen = 0.0, ("", path)
    for coding, suffix in _COPIES.items():
        copy = path.with_name(path.name + suffix)
        weight = weights.get(coding, weights.get("*", 0.0))
        if weight > best and copy.is_file():
            best, chosen = weight, (coding, copy)
    return ("", path) if weights.get("identity", 0.0) > best else chosen


def _weights(accepted: str) -> dict[str, float]:
    """``br;q=0.8, gzip`` by coding; a weight that is no number counts as a refusal."""
    found = {}
    for part in accepted.lower().split(","):
        coding, _, rest = part.partition(";")
        weight = re.search(r"(?:^|;)\s*q\s*=\s*([^;\s]*)", rest)
        try:
            value = float(weight[1]) if weight else 1.0
        except ValueError:
            value = 0.0
        found[coding.strip()] = value
    return found
