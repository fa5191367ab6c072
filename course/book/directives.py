"""``{course-glossary}`` and ``{course-facts}``: lists made of data, so that no page repeats a definition or a claim."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from docutils.nodes import Node
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.book.evidence import anchor, fact_lines, facts_of, named_line, references_of
from course.content import Fact, Figure, GlossaryEntry, evidence_path, find_root, load_glossary
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


class CourseFacts(SphinxDirective):
    """Every fact with its permalink, as a list that reads well on a phone."""

    def run(self) -> list[Node]:
        """One block a fact; its id, in small letters, is its anchor and the target of every note."""
        references = references_of(self.env)
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        blocks: list[Node] = []
        for fact in facts_of(self.env).values():
            name = anchor(fact.id)
            domain.anonlabels[name] = self.env.docname, name
            domain.labels[name] = self.env.docname, name, fact.id
            heading = nodes.paragraph("", "", classes=["course-fact-id"])
            heading += nodes.reference("", fact.id, refid=name, internal=True)
            lines = [heading, *fact_lines(fact, references), *_more_lines(fact)]
            blocks.append(nodes.container("", *lines, ids=[name], classes=["course-fact-row", fact.grade]))
        return blocks


def _more_lines(fact: Fact) -> Iterator[nodes.Node]:
    """What the evidence page adds to a note: the figures, where it was read, when it is due."""
    if fact.figures:
        yield named_line("Figures", nodes.Text("; ".join(map(_figure, fact.figures)) + "."))
    if fact.checked_at:
        yield named_line("Read at", *_places(fact.checked_at))
    yield named_line("To be reviewed by", nodes.Text(f"{fact.review_by:%Y-%m-%d}."))


def _places(places: tuple[str, ...]) -> Iterator[nodes.Node]:
    for n, place in enumerate(places):
        if n:
            yield nodes.Text("; ")
        is_address = place.startswith(("https://", "http://"))
        yield nodes.reference("", urlsplit(place).netloc, refuri=place) if is_address else nodes.Text(place)


def _figure(figure: Figure) -> str:
    value = f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)
    more = [figure.interval, figure.comparator and f"against {figure.comparator}", figure.n and f"n = {figure.n}"]
    return ", ".join([f"{value} {figure.unit}".strip(), *(str(part) for part in more if part)])


def add_to(app: Sphinx) -> None:
    """Both directives."""
    app.add_directive("course-glossary", CourseGlossary)
    app.add_directive("course-facts", CourseFacts)
