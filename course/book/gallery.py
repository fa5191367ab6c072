"""``{course-gallery}``: every exercise type with the page that shows it, made from the folders there are."""

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.content import exercise_types
from course.exercises import find_type

LOG = logging.getLogger(__name__)
FOLDER = "modules/facilitator/gallery"


class CourseGallery(SphinxDirective):
    """One entry a type: its page's title, and what a learner does in it."""

    def run(self) -> list[Node]:
        """A list, since a table of two columns has no room on a small phone with large letters."""
        return [nodes.definition_list("", *map(self._entry, exercise_types()))]

    def _entry(self, name: str) -> nodes.definition_list_item:
        page = f"{FOLDER}/{name.replace('_', '-')}"
        if page not in self.env.found_docs:
            message = f"the exercise type '{name}' has no page {page}.md in the gallery"
            LOG.warning("%s", message, type="course", subtype="gallery", location=self.get_location())
        link = addnodes.pending_xref(
            "", nodes.inline("", name), refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=False
        )
        link["refdoc"] = self.env.docname
        said = nodes.paragraph("", (find_type(name).__doc__ or "").splitlines()[0])
        return nodes.definition_list_item("", nodes.term("", "", link), nodes.definition("", said))


def add_to(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("course-gallery", CourseGallery)
