"""The book: what Sphinx needs to know of this course.

The stages of a build, in order:

1. ``pages`` notes the files a page rests on, and says before any cell runs that a book is being built.
2. ``roles`` turns ``{fact}`` into nodes; ``glossary``, ``facts`` and ``records`` do so with the lists made of data.
3. ``notes`` gathers a page's facts into the list at its end; ``pages`` sets its opening and its trainer's notes.
4. ``theme/`` draws the page, ``opening`` its place in the module and the door, ``titles`` says what its tab shows,
   ``images`` sizes its pictures; ``assets`` gives it the styles and scripts it uses, and no others; ``policy`` is what
   its browser may do. ``printing`` adds the page on which a module or the whole book is put on paper.
5. ``assets`` clears away what an earlier build left; ``offline`` lists every file with its digest, for the worker that
   stores the book, and ``compress`` puts a compressed copy beside each.

Beside them, free of Sphinx: ``build`` runs Jupyter Book, ``serve`` shows the site, ``lab`` opens it in JupyterLab.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Add the course to Sphinx; imported late, so that ``serve`` and ``build`` start without Sphinx."""
    from course import __version__
    from course.book import (
        assets,
        facts,
        gallery,
        glossary,
        notes,
        offline,
        opening,
        pages,
        printing,
        records,
        roles,
        titles,
    )

    parts = (pages, roles, glossary, facts, records, gallery, notes, opening, titles, printing, assets, offline)
    for part in parts:
        part.add_to(app)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
