"""The server of the built book: this machine only, right types, compressed, no listing, no trace."""

import base64
import gzip
import hashlib
import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course.book.policy import content_policy
from course.book.serve import make_server, serve
from course.errors import BuildError

ROOT = Path(__file__).resolve().parents[1]
LONG = b"word " * 200
GZIP, BROTLI = gzip.compress(LONG, mtime=0), b"only a browser unpacks this"


@pytest.fixture
def folder(tmp_path):
    """A built book of one page, with a file of each kind."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_text("root", encoding="utf-8")
    (tmp_path / "modules" / "index.html").write_text("<h1>Welcome</h1>", encoding="utf-8")
    for name in ("a.js", "a.svg", "a.webmanifest", "a.css", "a.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    for name in ("page.html", "_static/course-0123abcd/book.js"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(LONG)
        path.with_name(f"{path.name}.gz").write_bytes(GZIP)
        path.with_name(f"{path.name}.br").write_bytes(BROTLI)
    return tmp_path


@pytest.fixture
def ask(folder):
    """Ask the running server for a path; gives the response with its body read."""
    server = make_server(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def get(path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        # Compressed bytes too, each as a letter.
        body = response.read().decode("latin-1")
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


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_answer_says_what_browsers_must_not_do(ask, method):
    """No page may be shown stale, ask another host, tell where its reader came from, or be taken for another type."""
    for path in ("/modules/index.html", "/nowhere", "/"):
        headers = ask(path, method)[0].headers

        assert headers.get_all("Cache-Control") == ["no-cache"]
        assert headers["Content-Security-Policy"].startswith(content_policy(in_header=True))
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Set-Cookie" not in headers


def test_the_page_for_lost_readers_keeps_its_own_style(ask):
    """The policy forbids every style in a page but this one, which it knows by its digest."""
    response, body = ask("/nowhere")
    style = re.search("<style>(.*?)</style>", body, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert response.headers["Content-Security-Policy"].endswith(f"style-src 'sha256-{digest}'")
    assert "style-src" not in ask("/page.html")[0].headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity, br;q=0.5", None),
        ("br;q=often", None),
        ("gzip;q=0", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_a_browser_gets_the_form_it_likes_best(ask, accepted, coding):
    """On a slow line a third of the bytes is a third of the wait; a browser that cannot unpack must get the plain."""
    response, body = ask("/page.html", Accept_Encoding=accepted)
    sent = {"br": BROTLI, "gzip": GZIP, None: LONG}[coding].decode("latin-1")

    assert response.headers["Content-Encoding"] == coding
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(sent)
    assert body == sent
    assert ask("/page.html", "HEAD", Accept_Encoding=accepted)[0].headers["Content-Length"] == str(len(sent))


@pytest.mark.parametrize("path", ["/page.html.gz", "/page.html.br", "/page.html.br?v=0123abcd"])
def test_a_compressed_copy_has_no_address_of_its_own(ask, path):
    """Opened by itself it would be a page of strange letters."""
    assert ask(path, Accept_Encoding="br")[0].status == 404


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_what_a_browser_has_is_not_sent_again(ask, folder, accepted):
    """A page read yesterday costs nothing today, and one that changed within the same second is sent."""
    first = ask("/page.html", Accept_Encoding=accepted)[0].headers
    by_tag, empty = ask("/page.html", Accept_Encoding=accepted, If_None_Match=first["ETag"])
    by_time = ask("/page.html", Accept_Encoding=accepted, If_Modified_Since=first["Last-Modified"])[0]

    assert (by_tag.status, by_time.status, empty) == (304, 304, "")
    assert by_tag.headers["Vary"] == "Accept-Encoding"
    other = "gzip" if accepted == "br" else "br"
    assert ask("/page.html", Accept_Encoding=other, If_None_Match=first["ETag"])[0].status == 200
    (folder / "page.html").write_bytes(LONG + b"!")
    assert ask("/page.html", Accept_Encoding=accepted, If_None_Match=first["ETag"])[0].status == 200
    assert ask("/page.html", If_Modified_Since="yesterday")[0].status == 200


def test_only_an_address_with_a_digest_is_kept_for_ever(ask):
    """Whatever keeps its address when it changes must be asked for again, the worker above all."""
    for path in ("/_static/course-0123abcd/book.js", "/a.css?v=0123abcd"):
        for method in ("GET", "HEAD"):
            assert ask(path, method)[0].headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
    for path in ("/page.html", "/a.js", "/a.css?v=1", "/_static/course-0123abcd/nowhere.js"):
        assert ask(path)[0].headers.get_all("Cache-Control") == ["no-cache"]


def test_a_folder_leads_to_its_first_page(ask):
    """People shorten addresses; relative links need the slash, and never another host."""
    assert ask("/modules/")[1] == "<h1>Welcome</h1>"
    assert (ask("/modules")[0].status, ask("/modules")[0].headers["Location"]) == (302, "/modules/")
    assert ask("//modules")[0].headers.get("Location", "/") in {"/", "/modules/"}


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
        "import signal, sys\nfrom pathlib import Path\nfrom course.book.serve import serve\n"
        # What a shell starts in the background is born deaf to Ctrl+C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
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
