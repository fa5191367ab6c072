"""What the stock parts do to a page that no setting of theirs turns off, and what is done about it: one place each.

``VERSIONS`` names the releases that each patch was written for. ``tests/test_stock.py`` holds every patch against the
installed code and fails when a release changes underneath: then read the patch again, and drop it if it can go.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

VERSIONS = {"sphinx": "7.4", "docutils": "0.21", "myst-nb": "1.4", "sphinx-design": "0.8", "jupyter-book": "1.0"}

UNUSED_FILES = {
    "sphinx": ("basic.css", "file.png", "minus.png", "plus.png", "sphinx_highlight.js"),
    "myst-nb": ("mystnb.*.css",),
    "sphinx-design": ("design-tabs.js",),
}
"""Copied into ``_static`` by each, whatever the theme, and named by no page of ours."""
_UNUSED_FOLDERS = ("_sphinx_design_static",)
"""sphinx-design puts a second copy of its files beside the pages."""

_LABEL = re.compile(
    r'<span class="label"><span class="fn-bracket">\[</span>.*?<span class="fn-bracket">\]</span></span>\n'
)
_WIDTH_STYLE = re.compile(r' style="width: (\d+)(?:px)?;?"')


def clear_unused(out: Path) -> None:
    """Take away the files that no page asks for."""
    for patterns in UNUSED_FILES.values():
        for path in (path for pattern in patterns for path in (out / "_static").glob(pattern)):
            path.unlink()
    for name in _UNUSED_FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)


def mend_body(body: str) -> str:
    """Mend a page's HTML.

    - docutils gives the entries of a bibliography the role ``doc-biblioentry``, which ARIA has since withdrawn.
    - docutils writes the width of a picture as a style, which the page's policy refuses.
    - docutils puts a short label before each entry of a bibliography. Pages cite by author and year, so it says nothing
      to a reader, and weighs a tenth of the page.
    """
    body = _LABEL.sub("", body.replace('role="doc-biblioentry"', 'role="listitem"'))
    return _WIDTH_STYLE.sub(r' width="\1"', body)


def mend_contents(toctree: Callable[..., str]) -> Callable[..., str]:
    """Sphinx makes a caption of the contents a heading, but of no level."""
    return lambda **options: (toctree(**options) or "").replace('role="heading"', 'role="heading" aria-level="3"')


SETTINGS_WITHOUT_OWNER = ("comments_config",)
"""Jupyter Book sets it for sphinx-comments, which this book leaves out, and Sphinx would warn of it at each build."""
