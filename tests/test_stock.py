"""Each patch of a stock part still meets what it was written for, and bites."""

import re
from importlib import metadata, resources
from pathlib import Path

import pytest
from docutils.core import publish_parts

from course.book.images import size_images
from course.book.stock import SETTINGS_WITHOUT_OWNER, UNUSED_FILES, VERSIONS, mend_body, mend_contents

PACKAGES = {"sphinx": "sphinx", "myst-nb": "myst_nb", "sphinx-design": "sphinx_design"}


def source_of(package: str, *names: str) -> str:
    """The text of a file of an installed package."""
    return resources.files(package).joinpath(*names).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VERSIONS)
def test_a_patch_was_written_for_the_release_that_is_installed(name):
    """A new release may make a patch needless, or silently wrong: somebody has to look."""
    installed = metadata.version(name)
    why = f"{name} {installed}: read course/book/stock.py and search.js against it, then set VERSIONS"
    assert installed.split(".")[:2] == VERSIONS[name].split("."), why


@pytest.mark.parametrize("name", UNUSED_FILES)
def test_the_files_that_are_cleared_away_are_really_brought(name):
    """A pattern that meets nothing hides that the file has a new name, and every phone loads it again."""
    files = {path.name.removesuffix(".jinja") for path in Path(resources.files(PACKAGES[name])).rglob("*")}
    for pattern in UNUSED_FILES[name]:
        plain = pattern.replace(".*", "")  # the digest is put in when it is copied
        assert plain in files, pattern


def test_nothing_cleared_away_is_named_by_a_page(built_book):
    """A page that asks for a missing file waits for it."""
    static = {path.relative_to(built_book).as_posix() for path in (built_book / "_static").iterdir()}
    for path in built_book.rglob("*.html"):
        for name in re.findall(r'(?:src|href)="[./]*(_static/[^"?#/]+)[?"]', path.read_text(encoding="utf-8")):
            assert name in static, (path, name)


def test_docutils_still_gives_an_entry_the_withdrawn_role():
    """The day it does not, our replacement can go."""
    assert 'role="doc-biblioentry"' in source_of("docutils", "writers", "_html_base.py")
    assert mend_body('<div role="doc-biblioentry">') == '<div role="listitem">'


def test_docutils_still_labels_an_entry():
    """Its short label stands for nothing that a page of ours says."""
    html = publish_parts("See [Mil23]_.\n\n.. [Mil23] A work.\n", writer_name="html5")["body"]
    assert '<span class="label"><span class="fn-bracket">[</span>' in html
    assert "fn-bracket" not in mend_body(html).partition('role="listitem"')[2]
    assert "A work." in mend_body(html)


def test_docutils_still_writes_a_width_as_a_style(tmp_path):
    """Our policy refuses it, and the picture would be as wide as it is."""
    html = publish_parts(".. image:: a.svg\n   :width: 420px\n", writer_name="html5")["body"]
    assert 'style="width: 420px' in html
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 200" width="840" height="200"/>'
    )
    mended = size_images(mend_body(html), tmp_path)
    assert "style" not in mended
    assert 'width="420"' in mended
    assert 'height="100"' in mended


def test_only_the_first_picture_of_a_page_is_fetched_at_once(tmp_path):
    """A picture far down costs data that many readers never get to see."""
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>')
    html = size_images('<img src="a.svg" alt=""><img src="a.svg" alt=""><img src="gone.svg" alt="">', tmp_path)
    assert html == (
        '<img width="10" height="20" src="a.svg" alt=""><img loading="lazy" width="10" height="20" src="a.svg" alt="">'
        '<img loading="lazy" src="gone.svg" alt="">'
    )


def test_sphinx_still_gives_a_caption_no_level():
    """A heading without a level is a finding in every accessibility check."""
    assert "CLASS='caption', ROLE='heading')" in source_of("sphinx", "writers", "html5.py")
    assert mend_contents(lambda: '<p role="heading">Start</p>')() == '<p role="heading" aria-level="3">Start</p>'


@pytest.mark.parametrize("name", SETTINGS_WITHOUT_OWNER)
def test_jupyter_book_still_sets_what_nobody_here_reads(name):
    """Sphinx warns of an unknown setting, and a warning stops our build."""
    assert f'"{name}"' in source_of("jupyter_book", "config.py")


def test_the_stock_search_has_the_doors_that_ours_uses():
    """search.js calls them by name; renamed, the search would be silent."""
    tools = source_of("sphinx", "themes", "basic", "static", "searchtools.js")
    doors = ("performSearch: (query) =>", "if (SPHINX_HIGHLIGHT_ENABLED) {", 'getElementById("search-results")')
    # By these search.js hears when a list begins and ends: one call each, and an empty list ends by itself.
    doors += ("const results = Search._performSearch(", "Search.stopPulse();", "if (results.length) {")
    for door in doors:
        assert tools.count(door) == 1, door
    assert 'localStorage.setItem("sphinx_highlight_terms"' in tools  # why the switch is off
    assert '.get("q")' in tools  # why the form does not send
