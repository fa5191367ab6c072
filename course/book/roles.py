"""``{fact}`ST-L-01```: a quiet mark that leads to where a claim comes from.

``{fact}`words <ST-L-01>``` puts an author's words before the mark; ``{fact}`ST-L-01.response``` the figure of that name
out of the record, and ``{fact}`ST-L-01.response with interval``` its interval too.
"""

from datetime import date

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from course.book.evidence import facts_of, fault_of
from course.book.render import skip_node, visit_fact_mark
from course.content import find_figure, split_target

LOG = logging.getLogger(__name__)


class FactMark(nodes.Inline, nodes.Element):
    """A mark in the text; ``notes`` gives it its number and the ids of both ends."""


class FactRole(ReferenceRole):
    """Tie a claim to a fact by its id; a fact that may not be used is a warning with file and line."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The author's words or the record's figure, if either is asked for, and the mark."""
        facts = facts_of(self.env)
        fact_id, name, with_interval = split_target(self.target)
        words = self.title if self.has_explicit_title else ""
        fault = fault_of(fact_id, facts, date.today())
        if name and not fault:
            figure = find_figure(facts[fact_id], name)
            words = figure.to_text(with_interval) if figure else ""
            fault = "" if figure else f"fact '{fact_id}' has no figure '{name}'"
        if fault:
            LOG.warning("%s", fault, type="course", subtype="fact", location=self.get_location())
        shown: list[Node] = [nodes.inline("", words)] if words else []
        return [*shown, FactMark(fact=fact_id)], []


def add_to(app: Sphinx) -> None:
    """The role, and its mark in each kind of output: only HTML draws it."""
    app.add_role("fact", FactRole())
    skip = (skip_node, None)
    app.add_node(FactMark, html=(visit_fact_mark, None), latex=skip, text=skip, man=skip, texinfo=skip)
