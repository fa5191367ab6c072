"""Where a page stands in its module, in words and as a drawing.

A module opens with a door, a little further open in each; every other page of it has one line on its place. The first
page of the book has the cover. The colors are classes (``course.css``), because a page may hold no style of its own.
"""

import html
import re
from dataclasses import dataclass
from math import sqrt
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from course import __version__

MODULES = 13
"""The modules of the whole course, written or not: the last one's door stands wide open."""
COVER = "A door stands ajar in a dim hall. Warm light falls through it across the floor to an empty chair."
_MODULE = re.compile(r"(?:^|/)(\d\d)-[\w-]+/[\w-]+$")
_TITLE = re.compile(r"<h1>.*?</h1>", re.DOTALL)

_LEFT, _RIGHT, _TOP, _FLOOR, _HEIGHT, _WIDTH = 26.0, 86.0, 22.0, 126.0, 150.0, 112.0
_AJAR, _WIDE = 0.1, 0.94
"""How much of its opening the first and the last door leave free."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page's place: its module and part, its number, and the pages of that module; page 1 is the opening."""

    module: int
    part: str
    page: int
    pages: tuple[str, ...]

    @property
    def opening(self) -> str:
        """The page that opens the module."""
        return self.pages[0]


def place_of(env: BuildEnvironment, docname: str) -> Place | None:
    """The place of a page in its module; None for a page that belongs to none."""
    module = _MODULE.search(docname)
    index = f"{docname.rpartition('/')[0]}/index"
    pages = (index, *env.toctree_includes.get(index, []))
    if module is None or docname not in pages:
        return None
    return Place(int(module[1]), _part_of(env, index), pages.index(docname) + 1, pages)


def _part_of(env: BuildEnvironment, index: str) -> str:
    """The caption in ``_toc.yml`` that a module stands under."""
    contents = env.tocs[env.config.root_doc].findall(addnodes.toctree)
    return next((str(toctree.get("caption") or "") for toctree in contents if index in toctree["includefiles"]), "")


def draw_door(n: int, total: int = MODULES) -> str:
    """The door of the n-th of ``total`` modules as SVG: nearly shut in the first, wide open in the last.

    The leaf turns on its left edge toward the reader: what its width loses by the turn its free edge gains in depth,
    and the light falls through what it leaves free.
    """
    free = free_part(n, total)
    turned = sqrt(1 - (1 - free) ** 2)
    edge = _RIGHT - (_RIGHT - _LEFT) * free
    near, far = _FLOOR + 18 * turned, _TOP - 9 * turned
    room = f"M{_LEFT:g} {_FLOOR:g}V{_TOP:g}H{_RIGHT:g}V{_FLOOR:g}z"
    leaf = f"M{_LEFT:g} {_TOP:g}L{edge:.1f} {far:.1f}V{near:.1f}L{_LEFT:g} {_FLOOR:g}z"
    light = f"M{edge:.1f} {_FLOOR:g}H{_RIGHT:g}L{_RIGHT + 24 * free:.1f} {_HEIGHT:g}H{edge - 16 * free:.1f}z"
    # A chair in the room behind it: at first nobody can see it.
    chair = "M50 124V105H66V124M66 105V84"
    knob = f'<circle cx="{edge - 7 * (1 - free):.1f}" cy="80" r="{1.2 + 1.4 * (1 - free):.1f}"/>'
    return (
        f'<svg class="course-door" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="{_WIDTH:g}" height="{_HEIGHT:g}"'
        ' aria-hidden="true" focusable="false">'
        f'<path class="course-door-light" d="{light}"/><path class="course-door-room" d="{room}"/>'
        f'<path class="course-door-chair" d="{chair}"/><path class="course-door-frame" d="{room}"/>'
        f'<path class="course-door-leaf" d="{leaf}"/><g class="course-door-room">{knob}</g></svg>'
    )


def free_part(n: int, total: int = MODULES) -> float:
    """How much of the opening the n-th door leaves free, between 0 and 1."""
    way = (n - 1) / (total - 1) if total > 1 else 1.0
    return _AJAR + (_WIDE - _AJAR) * min(max(way, 0.0), 1.0)


def open_module(body: str, place: Place) -> str:
    """The body of a module's first page, its title set beside the door."""
    where = " · ".join(part for part in (html.escape(place.part), f"Module {place.module}") if part)
    return _set_title(
        body,
        f'<div class="course-opening"><div><p class="course-part-name">{where}</p>\n%s\n'
        f'<p class="course-count" data-pages="{" ".join(place.pages)}"></p></div>\n{draw_door(place.module)}</div>',
    )


def open_book(body: str, picture: str) -> str:
    """The body of the book's first page, its title on the cover."""
    return _set_title(
        body,
        '<div class="course-opening course-cover"><div>\n%s\n'
        f'<p class="course-part-name">An open course · Edition {__version__}</p></div>\n'
        f'<img src="{picture}" width="640" height="264" alt="{COVER}"></div>',
    )


def _set_title(body: str, around: str) -> str:
    """Put the page's title into the place of ``%s``; a page without one stays as it is."""
    return _TITLE.sub(lambda title: around.replace("%s", title[0]), body, count=1)


def set_opening(app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None) -> None:
    """Give the layout the page's place and name, and the body its opening."""
    known = page in app.env.found_docs
    place = place_of(app.env, page) if known else None
    context["course_place"] = place
    context["course_page"] = page if known and _is_read_through(app.env.metadata[page]) else ""
    if page == app.config.root_doc:
        picture = context["pathto"](f"_static/{app.config.course_assets}/cover.svg", 1)
        context["body"] = open_book(context["body"], picture)
    elif place is not None and place.page == 1:
        context["body"] = open_module(context["body"], place)


def _is_read_through(front_matter: dict[str, Any]) -> bool:
    """Whether a page states its minutes: the others are for looking things up, and are never marked as read."""
    return any(int(front_matter.get(name, 0)) for name in ("teaching", "exercises"))


def add_to(app: Sphinx) -> None:
    """Set each page's opening when it is drawn."""
    app.connect("html-page-context", set_opening)
