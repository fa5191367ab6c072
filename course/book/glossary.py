"""``{course-glossary}``: the glossary made of data, so that no page repeats a definition."""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.content import GlossaryEntry, evidence_path, find_root, load_glossary
from course.errors import ContentError

LOG = logging.getLogger(__name__)


class CourseGlossary(SphinxDirective):
    """The glossary of ``terms.yml`` as Sphinx's own, so that ``{term}`` finds its words."""

    def run(self) -> list[Node]:
        """One entry a word; its other names lead to the same place."""
        root = find_root(Path(self.env.srcdir))
        path = evidence_path("terms.yml", root)
        self.env.note_dependency(str(path))
        try:
            entries = load_glossary(root)
        except ContentError as error:
            for problem in error.problems or [error]:
                LOG.warning("%s", problem, type="course", subtype="content", location=self.get_location())
            return []
        lines = ["```{glossary}", ":sorted:", "", *_glossary_lines(entries), "```"]
        holder = nodes.container(classes=["course-glossary"])
        self.state.nested_parse(StringList(lines, source=str(path)), self.content_offset, holder)
        return list(holder.children)


def _glossary_lines(entries: dict[str, GlossaryEntry]) -> Iterator[str]:
    for entry in entries.values():
        marks = " ".join(f"{{fact}}`{fact_id}`" for fact_id in entry.facts)
        yield from (entry.term, *entry.also)
        yield f"  {' '.join(entry.definition.split())} {marks}".rstrip()
        yield ""


def add_to(app: Sphinx) -> None:
    """The directive."""
    app.add_directive("course-glossary", CourseGlossary)
