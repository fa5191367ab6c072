"""The list "Where this comes from" at the end of every page that leans on a fact."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from course.book.evidence import anchor, fact_lines, facts_of, references_of, row_link
from course.book.render import skip_node, visit_fact_back
from course.book.roles import FactMark

TITLE = "Where this comes from"


class FactBack(nodes.Inline, nodes.Element):
    """The link from a note back into the text."""


class FactNotes(SphinxTransform):
    """Number the marks in the order of their facts' first use, and write one note for each fact."""

    default_priority = 200

    def apply(self, **_: Any) -> None:
        """Add the list; a page without a fact, or with unknown ones only, stays as it is."""
        facts = facts_of(self.env) if next(self.document.findall(FactMark), None) is not None else {}
        numbers: dict[str, int] = {}
        for n, mark in enumerate(self.document.findall(FactMark), start=1):
            fact_id = mark["fact"]
            if fact_id in facts:
                number = numbers.setdefault(fact_id, len(numbers) + 1)
                mark.update_basic_atts({"ids": [f"fact-mark-{n}"]})
                mark["number"], mark["note"] = number, f"fact-note-{number}"
                _close_gap(mark)
        if numbers:
            self._page_end().append(self._section(list(numbers)))

    def _page_end(self) -> nodes.Element:
        return next(self.document.findall(nodes.section), self.document)

    def _section(self, fact_ids: list[str]) -> nodes.section:
        section = nodes.section("", nodes.title("", TITLE), ids=["where-this-comes-from"], names=[])
        section["classes"].append("course-notes")
        section += nodes.enumerated_list("", *(self._note(n, i) for n, i in enumerate(fact_ids, start=1)))
        return section

    def _note(self, number: int, fact_id: str) -> nodes.list_item:
        fact = facts_of(self.env)[fact_id]
        first = next(m["ids"][0] for m in self.document.findall(FactMark) if m["fact"] == fact_id)
        item = nodes.list_item("", *fact_lines(fact, references_of(self.env)), ids=[f"fact-note-{number}"])
        item[-1] += [nodes.Text(" "), row_link(fact), nodes.Text(" "), FactBack(mark=first, number=number)]
        item["classes"].append(f"course-note-{anchor(fact_id)}")
        return item


def _close_gap(mark: FactMark) -> None:
    """An author puts a space before the role; on the page a mark stands at the word it belongs to."""
    place = mark.parent.index(mark)
    before = mark.parent[place - 1] if place else None
    if isinstance(before, nodes.Text):
        # By its place: two runs of spaces are equal, and `replace` would take the first.
        mark.parent[place - 1] = nodes.Text(before.rstrip())


def add_to(app: Sphinx) -> None:
    """The transform and the way back."""
    skip = (skip_node, None)
    app.add_node(FactBack, html=(visit_fact_back, None), latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_transform(FactNotes)
