"""The server of the built book: this machine only, right types, no listing, no trace."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course.book.serve import make_server, serve
from course.errors import BuildError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def folder(tmp_path):
    """A built book of one page, with a file of each kind."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_text("root", encoding="utf-8")
    (tmp_path / "modules" / "index.html").write_text("<h1>Welcome</h1>", encoding="utf-8")
    for name in ("a.js", "a.svg", "a.webmanifest", "a.css", "a.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


@pytest.fixture
def ask(folder):
    """Ask the running server for a path; gives the response with its body read."""
    server = make_server(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def get(path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body

    yield get
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/modules/index.html", "text/html; charset=utf-8"),
        ("/a.js", "text/javascript; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/a.svg", "image/svg+xml"),
        ("/a.webmanifest", "application/manifest+json"),
        ("/a.json", "application/json"),
    ],
)
def test_every_kind_of_file_has_its_type(ask, path, kind):
    """A browser refuses a module that comes as plain text, and Windows may call it that."""
    response, _ = ask(path)

    assert (response.status, response.headers["Content-Type"]) == (200, kind)


def test_every_answer_says_what_browsers_must_not_do(ask):
    """No page may be shown stale, tell where its reader came from, or be taken for another type."""
    for path in ("/modules/index.html", "/nowhere", "/"):
        headers = ask(path)[0].headers

        assert headers["Cache-Control"] == "no-cache"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers


def test_the_bare_address_leads_to_the_first_page(ask):
    """The address in the terminal is the one people type."""
    response, _ = ask("/?from=terminal")

    assert (response.status, response.headers["Location"]) == (302, "/modules/index.html")


@pytest.mark.parametrize("path", ["/empty/", "/nowhere.html", "/%00", "/../secret", "/%2e%2e/%2e%2e/etc/passwd"])
def test_what_is_no_page_is_not_there(ask, path):
    """No list of a folder, nothing outside it, and no traceback for a strange path."""
    assert ask(path)[0].status == 404


def test_a_lost_reader_is_shown_the_way_back(ask):
    """A mistyped address is no dead end, and least of all for somebody who looks for help."""
    response, body = ask("/modules/nowhere.html")

    assert response.headers["Content-Type"].startswith("text/html")
    assert 'href="/modules/help.html"' in body
    assert 'href="/"' in body


def test_only_reading_is_possible(ask):
    """There is nothing to send here."""
    assert ask("/modules/index.html", "POST")[0].status == 501


def test_nothing_is_written_down(ask, capfd):
    """A log of pages read is a record about a person."""
    ask("/modules/index.html")
    ask("/nowhere")

    assert capfd.readouterr() == ("", "")


def test_only_this_machine_is_answered(folder):
    """In a café the next table must not read along."""
    with make_server(folder, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(folder):
    """Whoever names a port has a reason; another one in silence would be a riddle."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(BuildError, match=f"port {port} is taken"):
            make_server(folder, port)


def test_without_a_port_the_next_free_one_is_taken(folder):
    """A second `course start` must work."""
    with make_server(folder) as first, make_server(folder) as second:
        assert first.server_address[1] != second.server_address[1]


def test_a_folder_without_a_book_is_refused(tmp_path):
    """An empty page would say nothing."""
    with pytest.raises(BuildError, match="course build"):
        serve(tmp_path, 0, lambda _: None)


def test_serving_ends_quietly_when_it_is_told_to(folder):
    """Ctrl+C is how it always ends; the first byte must come soon, so nothing heavy is imported."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom course.book.serve import serve\n"
        f"serve(Path({str(folder)!r}), 0, lambda url: print(url, flush=True))\n"
        "print('sphinx' in sys.modules or 'docutils' in sys.modules)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    time.sleep(0.3)
    process.send_signal(2)
    out, err = process.communicate(timeout=20)

    assert (out.strip(), err, process.returncode) == ("False", "", 0)
