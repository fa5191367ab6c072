"""``{course-gallery}``: every exercise type with the page that shows it, made from the folders there are."""

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.book.tables import Cell, build_table, text_cell
from course.content import exercise_types
from course.exercises import find_type

LOG = logging.getLogger(__name__)
FOLDER = "modules/facilitator/gallery"


class CourseGallery(SphinxDirective):
    """One row a type: its name, which leads to its page, and what a learner does in it."""

    def run(self) -> list[Node]:
        """The table; a type that has no page in the gallery is a warning of the build."""
        return [build_table(("Type", "What a learner does"), map(self._row, exercise_types()))]

    def _row(self, name: str) -> tuple[Cell, Cell]:
        page = f"{FOLDER}/{name.replace('_', '-')}"
        if page not in self.env.found_docs:
            message = f"the exercise type '{name}' has no page {page}.md in the gallery"
            LOG.warning("%s", message, type="course", subtype="gallery", location=self.get_location())
        link = addnodes.pending_xref(
            "", nodes.literal("", name), refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=True
        )
        return [link], text_cell((find_type(name).__doc__ or "").splitlines()[0])


def add_to(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("course-gallery", CourseGallery)
