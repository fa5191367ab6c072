"""A host of the book that can be cut off, and that knows what was asked of it and what it cost."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from course.book.offline import write_edition
from course.book.serve import make_server


class Host:
    """``course start`` on a folder, at one address for as long as the test lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        """the path of every answer with a body, since the last ``forget``"""
        self.sent: dict[str, int] = {}
        """the bytes of each such body"""
        self.refused: set[str] = set()
        """paths at which the line breaks"""
        self.held: set[str] = set()
        """paths whose answer waits until ``release``"""
        self.released = threading.Event()
        self.is_down = False
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.go_up()

    @property
    def url(self) -> str:
        """Its address, with a slash at the end."""
        return f"http://127.0.0.1:{self._port}/"

    def go_up(self) -> None:
        """Answer again, at the same address."""
        server = make_server(self.folder, self._port)
        server.RequestHandlerClass = _watched(server.RequestHandlerClass.func, self)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._server, self._port, self.is_down = server, server.server_address[1], False

    def go_down(self) -> None:
        """No new connection, and none that is still open answers."""
        self.is_down = True
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def release(self) -> None:
        """Let go of what is held."""
        self.released.set()

    def forget(self) -> None:
        """Count from here."""
        self.asked.clear()
        self.sent.clear()


def _watched(base: type, host: Host) -> type:
    class Watched(base):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(host.folder))

        def send_head(self) -> Any:
            path = self.path.partition("?")[0].lstrip("/")
            if path in host.held:
                host.released.wait(30)
            if host.is_down or path in host.refused:
                raise ConnectionError
            file = super().send_head()
            if file:
                host.asked.append(path)
                host.sent[path] = file.seek(0, 2)
                file.seek(0)
            return file

    return Watched


@contextmanager
def host_copy(site: Path, folder: Path) -> Iterator[Host]:
    """A host of a copy of the site, to be changed and broken."""
    shutil.copytree(site, folder)
    host = Host(folder)
    try:
        yield host
    finally:
        host.go_down()


def publish(host: Host, *pages: str, old: str = "", new: str = "") -> None:
    """Change words on pages, and make an edition of what stands there now."""
    for name in pages:
        path = host.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    write_edition(host.folder)


def exchange_assets(host: Host, name: str, text: str) -> str:
    """Add a line to one of our own styles or scripts, as a build does: under another folder's name. Gives that name."""
    shutil.rmtree(host.folder / "modules" / "evidence")  # the longest pages, and the longest to compress
    static = host.folder / "_static"
    (old,) = static.glob("course-*")
    new = old.with_name("course-00000000")
    old.rename(new)
    with (new / name).open("a", encoding="utf-8") as file:
        file.write(text)
    for path in (*host.folder.rglob("*.html"), host.folder / "book.webmanifest"):
        path.write_text(path.read_text(encoding="utf-8").replace(old.name, new.name), encoding="utf-8")
    write_edition(host.folder)
    return new.name
