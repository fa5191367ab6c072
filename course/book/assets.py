"""The files beside the pages: what is copied, what a page links, what is cleared away."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from course.book.images import size_images
from course.book.policy import LEAVE_TO, REFERRER, content_policy, early_script
from course.book.stock import SETTINGS_WITHOUT_OWNER, clear_unused, mend_body, mend_contents
from course.content import exercise_types
from course.exercises import view_css, view_source

_BOOK = Path(__file__).parent
_HOST = _BOOK.parent / "exercises" / "host"
_NO_PAGES = {"search", "genindex", "index", "away", "print"}
_EVIDENCE = re.compile(r'class="(?:[\w-]+ )*course-(?:fact-table|fact-row|record|language|series)[ "]')
"""What only the evidence pages hold."""


def folder_name() -> str:
    """The folder of our own styles and scripts, named by what they hold.

    All of them under one name, so that a page, the modules it loads and those that they load are of one edition, and
    a browser may keep every one of them for ever.
    """
    digest = hashlib.sha256()
    for name, content in _files():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return f"course-{digest.hexdigest()[:8]}"


def write_assets(app: Sphinx) -> None:
    """Copy styles, scripts, icon and every exercise type's view into ``_static``; take away older ones."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    target = static / app.config.course_assets
    for old in static.glob("course*"):
        if old != target:
            shutil.rmtree(old)
    wanted = {target / name: content for name, content in _files()}
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
    for path in list(target.rglob("*")):
        # The compressed copies beside them are seen to when the build ends.
        if path.is_file() and path not in wanted and path.with_suffix("") not in wanted:
            path.unlink()


def _files() -> Iterator[tuple[str, bytes]]:
    # early.js stands in the page itself, worker.js at the root of the site.
    for path in sorted(p for p in (_BOOK / "static").iterdir() if p.name not in ("early.js", "worker.js")):
        yield path.name, _slim(path.read_bytes()) if path.suffix == ".js" else path.read_bytes()
    # frame.js stands around a view in JupyterLab only.
    for path in sorted(p for p in _HOST.iterdir() if p.suffix in (".js", ".css") and p.name != "frame.js"):
        yield f"host/{path.name}", _slim(path.read_bytes()) if path.suffix == ".js" else path.read_bytes()
    for name in exercise_types():
        if not (_HOST.parent / name / "view.js").is_file():
            continue
        yield f"exercises/{name}/view.js", _slim(view_source(name).encode())
        yield f"exercises/{name}/view.css", view_css(name).encode()


_COMMENT = re.compile(rb"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)


def _slim(script: bytes) -> bytes:
    """A script without the comments that have lines of their own: a fifth of what a phone would fetch.

    They are for whoever reads the source; a text in backquotes must not hold such a line, and a test looks for one.
    """
    return _COMMENT.sub(b"", script)


def choose_assets(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give a page the styles and scripts it uses, each with a digest, and take away every other."""
    body = context.get("body") or ""
    has_exercise = "<course-exercise" in body
    has_mark = 'class="course-fact"' in body
    styles = ["host/tokens.css", "course.css"]
    if has_mark:
        styles.append("fact-card.css")
    if _EVIDENCE.search(body):
        styles.append("evidence.css")
    if has_exercise:
        styles.append("host/exercise.css")
    scripts = ["book.js"] + (["fact-card.js"] if has_mark else [])
    scripts += ["host/course-exercise.js"] if has_exercise else []
    scripts += ["evidence.js"] if 'class="course-fact-table' in body else []
    ours = f"_static/{app.config.course_assets}"
    static = Path(app.outdir) / "_static"
    context["course_assets"] = ours
    context["course_styles"] = [f"{ours}/{name}" for name in styles]
    if " sd-" in body or '"sd-' in body:
        context["course_styles"].append(_dated(static, "sphinx-design.min.css"))
    context["course_scripts"] = [f"{ours}/{name}" for name in scripts]
    context["course_dated"] = partial(_dated, static)
    context["course_has_code"] = 'class="highlight' in body
    context["course_policy"], context["course_early"] = content_policy(), early_script()
    context["course_referrer"], context["course_leave_to"] = REFERRER, LEAVE_TO
    context["css_files"], context["script_files"] = [], []
    context["body"] = size_images(mend_body(body), (Path(app.outdir) / page).parent)
    context["toctree"] = mend_contents(context["toctree"])


def _dated(static: Path, name: str) -> str:
    """A stock file's address with its digest, so that a browser never shows an old one."""
    path = static / name
    if not path.is_file():
        return f"_static/{name}"
    return f"_static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"


def clear_leftovers(app: Sphinx, exception: Exception | None) -> None:
    """Remove what no page uses and pages that are no longer in the book; send the root to the first page."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    clear_unused(out)
    known = app.env.found_docs | _NO_PAGES
    for path in out.rglob("*.html"):
        if path.relative_to(out).with_suffix("").as_posix() not in known and "_static" not in path.parts:
            path.unlink()
    _write_bare_pages(out, app.config.html_title, f"{app.config.root_doc}.html")


def _write_bare_pages(out: Path, title: str, start: str) -> None:
    """The root, which leads to the first page; and a page that tells nothing, for the way out without a signal."""
    (out / "index.html").write_text(
        _bare_page(
            title,
            f'<h1>{title}</h1><p><a href="{start}">Open the course</a></p>',
            f'<meta http-equiv="refresh" content="0; url={start}">',
        ),
        encoding="utf-8",
    )
    (out / "away.html").write_text(_bare_page("Blank page", "<h1>Blank page</h1>"), encoding="utf-8")


def _bare_page(title: str, main: str, more: str = "") -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy()}">'
        f'<meta name="referrer" content="{REFERRER}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{more}<title>{title}</title>'
        f'<link rel="icon" href="data:,"></head><body><main>{main}</main></body></html>\n'
    )


def _machinery() -> str:
    """A digest of the code, styles and scripts of this room: pages written by an older one are written anew."""
    files = sorted(path for path in _BOOK.rglob("*") if path.suffix in (".py", ".css", ".js", ".html", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def add_to(app: Sphinx) -> None:
    """The theme and the three moments at which files are seen to."""
    # Sphinx knows nothing of our code, and would leave a page as the code of yesterday wrote it.
    app.add_config_value("course_machinery", _machinery(), "env")
    # A page names this folder, so every page is drawn again, though not read again, when what it holds has changed.
    app.add_config_value("course_assets", folder_name(), "html")
    for name in SETTINGS_WITHOUT_OWNER:
        app.add_config_value(name, {}, "")
    app.add_html_theme("course", str(_BOOK / "theme"))
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", choose_assets, priority=900)
    # After every other extension: myst-nb copies its styles, sphinx-external-toc writes a bare redirect.
    app.connect("build-finished", clear_leftovers, priority=900)
