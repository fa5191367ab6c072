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
from course.content import exercise_types
from course.exercises import view_css, view_source

_BOOK = Path(__file__).parent
_HOST = _BOOK.parent / "exercises" / "host"
_UNUSED = ("basic.css", "file.png", "minus.png", "plus.png", "mystnb.*.css", "design-tabs.js", "sphinx_highlight.js")
"""What is copied and no page of ours asks for (Sphinx 7.4, myst-nb 1.4, sphinx-design 0.8)."""
_NO_PAGES = {"search", "genindex", "index", "print"}
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
        if path.is_file() and path not in wanted:
            path.unlink()


def _files() -> Iterator[tuple[str, bytes]]:
    # early.js stands in the page itself.
    for path in sorted(p for p in (_BOOK / "static").iterdir() if p.name != "early.js"):
        yield path.name, path.read_bytes()
    # frame.js stands around a view in JupyterLab only.
    for path in sorted(p for p in _HOST.iterdir() if p.suffix in (".js", ".css") and p.name != "frame.js"):
        yield f"host/{path.name}", path.read_bytes()
    for name in exercise_types():
        if not (_HOST.parent / name / "view.js").is_file():
            continue
        yield f"exercises/{name}/view.js", view_source(name).encode()
        yield f"exercises/{name}/view.css", view_css(name).encode()


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
    # Docutils 0.20 gives a bibliography's list entries a role that ARIA has since withdrawn.
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    context["body"] = size_images(body, (Path(app.outdir) / page).parent)


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
    for pattern in _UNUSED:
        for path in (out / "_static").glob(pattern):
            path.unlink()
    shutil.rmtree(out / "_sphinx_design_static", ignore_errors=True)
    known = app.env.found_docs | _NO_PAGES
    for path in out.rglob("*.html"):
        if path.relative_to(out).with_suffix("").as_posix() not in known and "_static" not in path.parts:
            path.unlink()
    start = f"{app.config.root_doc}.html"
    title = app.config.html_title
    (out / "index.html").write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="0; url={start}"></head>'
        f'<body><main><h1>{title}</h1><p><a href="{start}">Open the course</a></p></main></body></html>\n',
        encoding="utf-8",
    )
    # The newest file of a finished build, by which build.is_stale knows its time.
    (out / ".buildinfo").touch()


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
    # Jupyter Book 1.0 always sets the option of an extension that this book leaves out (sphinx-comments).
    app.add_config_value("comments_config", {}, "")
    app.add_html_theme("course", str(_BOOK / "theme"))
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", choose_assets, priority=900)
    # After every other extension: myst-nb copies its styles, sphinx-external-toc writes a bare redirect.
    app.connect("build-finished", clear_leftovers, priority=900)
