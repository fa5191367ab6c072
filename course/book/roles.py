"""``{fact}`ST-L-01``` or ``{fact}`words <ST-L-01>```: a quiet mark that leads to where a claim comes from."""

from datetime import date

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from course.book.evidence import facts_of, fault_of
from course.book.render import skip_node, visit_fact_mark

LOG = logging.getLogger(__name__)


class FactMark(nodes.Inline, nodes.Element):
    """A mark in the text; ``notes`` gives it its number and the ids of both ends."""


class FactRole(ReferenceRole):
    """Tie a claim to a fact by its id; a fact that may not be used is a warning with file and line."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The author's words, if there are any, and the mark."""
        fault = fault_of(self.target, facts_of(self.env), date.today())
        if fault:
            LOG.warning("%s", fault, type="course", subtype="fact", location=self.get_location())
        words: list[Node] = [nodes.inline("", self.title)] if self.has_explicit_title else []
        return [*words, FactMark(fact=self.target)], []


def add_to(app: Sphinx) -> None:
    """The role, and its mark in each kind of output: only HTML draws it."""
    app.add_role("fact", FactRole())
    skip = (skip_node, None)
    app.add_node(FactMark, html=(visit_fact_mark, None), latex=skip, text=skip, man=skip, texinfo=skip)
