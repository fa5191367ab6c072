"""The whole book on a device: the list of its files, the worker that stores them, and what a home screen shows.

An *edition* is the site as it stands. Its list names each file a reader needs with a digest; ``worker.js`` carries the
list, so that a changed page is a changed worker, by which a browser learns of a new edition.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from course.book.compress import compress_file, compress_site, is_compressed, transfer_size
from course.book.titles import DESCRIPTION

WORKER, SUMMARY, MANIFEST = "worker.js", "offline.json", "book.webmanifest"
_TEMPLATE = Path(__file__).parent / "static" / WORKER
_TOKENS = Path(__file__).parents[1] / "exercises" / "host" / "tokens.css"
_SLOT = 'const BOOK = { edition: "", bytes: 0, room: 0, files: {} };'
"""The line of the template that the build fills in."""
_NOT_READ = {WORKER, SUMMARY, "objects.inv"}
_PAPER = re.compile(r"--course-paper:\s*(#[0-9a-f]{6})\b")
_ICON = re.compile(r"icon-(maskable-)?(\d+)\.png")
_TOUCH_ICON = "icon-180.png"


def write_edition(site: Path) -> None:
    """Write the worker with the list of this site's files, the summary, and compressed copies of everything.

    From the same site come the same bytes.
    """
    compress_site(site)
    paths = _files(site)
    files = {quote(name): hashlib.sha256(path.read_bytes()).hexdigest()[:32] for name, path in paths.items()}
    template = _TEMPLATE.read_text(encoding="utf-8")
    # With the worker's own text: a mended worker is another edition, and leaves the older one's files alone.
    edition = hashlib.sha256(json.dumps([template, files]).encode()).hexdigest()[:16]
    sizes = {
        "bytes": sum(transfer_size(path) for path in paths.values()),
        "room": sum(path.stat().st_size for path in paths.values()),
    }
    book = json.dumps({"edition": edition} | sizes | {"files": files}, indent=0)
    _write(site / WORKER, template.replace(_SLOT, f"const BOOK = {book};"))
    _write(site / SUMMARY, json.dumps({"edition": edition} | sizes | {"files": len(files)}) + "\n")
    for name in (WORKER, SUMMARY):
        compress_file(site / name)


def _files(site: Path) -> dict[str, Path]:
    """Every file that a reader may come to need, by its address from the site's root."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    return {
        name: path
        for name, path in found.items()
        if name not in _NOT_READ
        and not is_compressed(path)
        and not any(part.startswith(".") for part in name.split("/"))
    }


def write_manifest(site: Path, title: str, start: str, assets: str) -> None:
    """What a phone needs to put the book on its home screen; every address is relative, so a sub-folder will do."""
    light, _dark = theme_colors()
    manifest = {
        "name": title,
        "description": DESCRIPTION,
        "lang": "en",
        "start_url": start,
        "scope": "./",
        "id": "./",
        "display": "standalone",
        "background_color": light,
        "theme_color": light,
        "icons": _icons(site, assets),
    }
    _write(site / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def _icons(site: Path, assets: str) -> list[dict[str, str]]:
    icons = []
    for path in sorted((site / assets).glob("icon-*.png")):
        if (found := _ICON.fullmatch(path.name)) is None:
            continue
        icon = {"src": f"{assets}/{path.name}", "sizes": f"{found[2]}x{found[2]}", "type": "image/png"}
        icons.append(icon | ({"purpose": "maskable"} if found[1] else {}))
    return [*icons, {"src": f"{assets}/icon.svg", "sizes": "any", "type": "image/svg+xml"}]


def theme_colors() -> tuple[str, str]:
    """The paper's color, light and dark, for the browser's own bars."""
    light, dark, *_ = _PAPER.findall(_TOKENS.read_text(encoding="utf-8"))
    return light, dark


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def set_links(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None) -> None:
    """Give the layout what a page's head says to a phone."""
    context["course_manifest"] = MANIFEST
    context["course_colors"] = theme_colors()
    icon = f"_static/{app.config.course_assets}/{_TOUCH_ICON}"
    context["course_touch_icon"] = icon if (Path(app.outdir) / icon).is_file() else ""


def finish(app: Sphinx, exception: Exception | None) -> None:
    """The last step of a build: nothing may change in the site after its files are listed."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    # Other Sphinx projects could link into the book by it; none does, and every reader would store it.
    (site / "objects.inv").unlink(missing_ok=True)
    start, assets = f"{app.config.root_doc}.html", f"_static/{app.config.course_assets}"
    write_manifest(site, app.config.html_title, start, assets)
    write_edition(site)
    # The newest file of a finished build, by which build.is_stale knows its time.
    (site / ".buildinfo").touch()


def add_to(app: Sphinx) -> None:
    """The links in a page's head, and the last step."""
    app.connect("html-page-context", set_links)
    app.connect("build-finished", finish, priority=999)
