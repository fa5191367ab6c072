"""The evidence pages: ``{course-facts}``, every fact of some topics in full, and ``{course-fact-table}``, all in short.

The table is plain HTML, sorted by topic; ``evidence.js`` adds the search and the filters, which read its cells.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.book.evidence import (
    anchor,
    fact_lines,
    facts_of,
    named_line,
    references_of,
    row_link,
    topic_heading,
    topics_of,
)
from course.book.tables import Cell, build_table, text_cell
from course.content import SHORT_GRADES, Fact, find_root, find_uses, load_pages
from course.errors import ContentError

LOG = logging.getLogger(__name__)


class CourseFacts(SphinxDirective):
    """Every verified fact of the topics named, or of all, with its permalink, as a list that reads well on a phone.

    A fact that nobody has verified stays in the file and is never printed.
    """

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """One block a fact; its id, in small letters, is its anchor and the target of every note."""
        topics = topics_of(self.env)
        wanted = self.arguments[0].split() if self.arguments else list(topics)
        for topic in wanted:
            if topic not in topics:
                message = f"unknown topic '{topic}' (known: {', '.join(topics)})"
                LOG.warning("%s", message, type="course", subtype="fact", location=self.get_location())
        return [node for topic in wanted if topic in topics for node in self._topic(topic, topics[topic])]

    def _topic(self, topic: str, title: str) -> Iterator[Node]:
        facts = [f for f in facts_of(self.env).values() if f.topic == topic and f.grade != "unverified"]
        if facts:
            yield topic_heading(title, f"topic-{topic}")
        yield from map(self._block, facts)

    def _block(self, fact: Fact) -> nodes.container:
        name = anchor(fact.id)
        domain = self.env.get_domain("std")
        assert isinstance(domain, StandardDomain)
        domain.anonlabels[name] = self.env.docname, name
        domain.labels[name] = self.env.docname, name, fact.id
        heading = nodes.paragraph("", "", classes=["course-fact-id"])
        heading += nodes.reference("", fact.id, refid=name, internal=True)
        statement, *lines = fact_lines(fact, references_of(self.env))
        lines = [statement, heading, *lines, *_more_lines(fact)]
        return nodes.container("", *lines, ids=[name], classes=["course-fact-row", fact.grade])


def _more_lines(fact: Fact) -> Iterator[nodes.Node]:
    """What the evidence page adds to a note: the figures, where it was read, when it is due."""
    if fact.figures:
        yield named_line("Figures")
        items = (nodes.list_item("", nodes.paragraph("", figure.to_line())) for figure in fact.figures)
        yield nodes.bullet_list("", *items, classes=["course-figures"])
    if fact.checked_at:
        yield named_line("Read at", *_places(fact.checked_at))
    yield named_line("To be reviewed by", nodes.Text(f"{fact.review_by:%Y-%m-%d}."))


def _places(places: tuple[str, ...]) -> Iterator[nodes.Node]:
    for n, place in enumerate(places):
        if n:
            yield nodes.Text("; ")
        if not place.startswith(("https://", "http://")):
            yield nodes.Text(place)
            continue
        address, _, more = place.partition(" ")  # an author may add what to look for there
        yield nodes.reference("", urlsplit(address).netloc, refuri=address)
        yield nodes.Text(f" {more}" if more else "")


class CourseFactTable(SphinxDirective):
    """One row a fact: its statement, topic, grade, where the course uses it, and when it is due for review."""

    def run(self) -> list[Node]:
        """The table; each row's id leads to the fact in full."""
        uses = _modules_by_fact(Path(self.env.srcdir))
        topics = topics_of(self.env)
        order = {topic: n for n, topic in enumerate(topics)}
        facts = [fact for fact in facts_of(self.env).values() if fact.grade != "unverified"]
        rows = (self._row(f, topics[f.topic], uses.get(f.id, ())) for f in sorted(facts, key=lambda f: order[f.topic]))
        self.env.course_fact_uses = uses  # type: ignore[attr-defined]
        self.env.course_fact_table = self.env.docname  # type: ignore[attr-defined]
        head = ("Fact", "What was found", "Topic", "How sure", "Used in", "Review by")
        return [build_table(head, rows, classes=["course-fact-table"])]

    @staticmethod
    def _row(fact: Fact, topic: str, used_in: tuple[str, ...]) -> tuple[Cell, ...]:
        return (
            [row_link(fact, fact.id)],
            text_cell(fact.statement),
            text_cell(topic),
            text_cell(SHORT_GRADES[fact.grade]),
            text_cell("; ".join(used_in) or "nowhere yet"),
            text_cell(f"{fact.review_by:%Y-%m-%d}"),
        )


def _modules_by_fact(start: Path) -> dict[str, tuple[str, ...]]:
    """The titles of the modules and pages that lean on each fact."""
    root = find_root(start)
    try:
        pages = load_pages(root)
        titles = {page.path.stem: page.title for page in pages}
        # The opening page of a folder speaks for it, and for a page elsewhere that bears the folder's name.
        titles |= {page.path.parent.name: page.title for page in pages if page.path.stem == "index"}
    except ContentError:
        titles = {}
    found: dict[str, dict[str, None]] = {}
    for use in find_uses(root):
        found.setdefault(use.fact, {})[titles.get(use.module, use.module.capitalize())] = None
    return {fact: tuple(modules) for fact, modules in found.items()}


def find_outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """The page with the table, where some page now leans on other facts than when it was written."""
    page = getattr(env, "course_fact_table", "")
    if page not in env.found_docs or env.course_fact_uses == _modules_by_fact(Path(app.srcdir)):  # type: ignore[attr-defined]
        return []
    return [page]


def add_to(app: Sphinx) -> None:
    """Both directives, and the moment at which a table is seen to be old."""
    app.add_directive("course-facts", CourseFacts)
    app.add_directive("course-fact-table", CourseFactTable)
    app.connect("env-get-outdated", find_outdated)
