"""The page that prints: every page of the book in the order of its contents, to choose from.

``static/print.js`` puts the chosen ones together in the browser, so that what was written never leaves it. Without
JavaScript the page is a list of links, since every page prints by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sphinx.addnodes import toctree
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

PAGE = "print"
_WELCOME = "Welcome"
_OPENING = "Opening page"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that can be printed, or, with ``pages``, a module that is printed whole or in part."""

    name: str
    """what stands behind the # of a link that chooses it"""

    title: str
    docname: str
    pages: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book, as the contents name it; the caption may be empty."""

    caption: str
    entries: tuple[Entry, ...]


def find_parts(env: BuildEnvironment) -> list[Part]:
    """The book's parts in order, the first page of all at the head of the first."""
    root = str(env.config.root_doc)
    welcome = Entry(_name_of(env, root), _WELCOME, root)
    trees = list(env.get_doctree(root).findall(toctree))
    parts = [Part(tree["caption"] or "", tuple(_entry(env, name) for name in tree["includefiles"])) for tree in trees]
    if not parts:
        return [Part("", (welcome,))]
    return [Part(parts[0].caption, (welcome, *parts[0].entries)), *parts[1:]]


def _entry(env: BuildEnvironment, docname: str) -> Entry:
    title = env.titles[docname].astext()
    below = tuple(_below(env, docname))
    if not below:
        return Entry(_name_of(env, docname), title, docname)
    opening = Entry(_name_of(env, docname), _OPENING, docname)
    return Entry(_name_of(env, docname).removesuffix("/index"), title, docname, (opening, *below))


def _below(env: BuildEnvironment, docname: str) -> Iterator[Entry]:
    for name in env.toctree_includes.get(docname, []):
        yield Entry(_name_of(env, name), env.titles[name].astext(), name)
        yield from _below(env, name)


def _name_of(env: BuildEnvironment, docname: str) -> str:
    """``03-words/doors``: the address without the folder in which the whole book lies."""
    folder = str(env.config.root_doc).rpartition("/")[0]
    return docname.removeprefix(f"{folder}/") if folder else docname


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Have Sphinx draw the page beside the search, whoever builds the book."""
    yield PAGE, {"title": "Print", "course_parts": find_parts(app.env)}, "print.html"


def set_choice(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """From a page of a module the link in the foot chooses that module, from any other the page itself."""
    known = page in app.env.found_docs
    context["course_print"] = f"#{_name_of(app.env, page).partition('/')[0]}" if known else ""


def add_to(app: Sphinx) -> None:
    """The page, and what every other page says to it."""
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", set_choice)
