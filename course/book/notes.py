"""The list "Where this comes from" at the end of every page that leans on a fact."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from course.book.evidence import anchor, fact_lines, facts_of, references_of, row_link
from course.book.render import skip_node, visit_fact_back
from course.book.roles import fact_mark

TITLE = "Where this comes from"


class fact_back(nodes.Inline, nodes.Element):
    """The link from a note back into the text."""


class FactNotes(SphinxTransform):
    """Number the marks in the order of their facts' first use, and write one note for each fact."""

    default_priority = 200

    def apply(self, **kwargs: Any) -> None:
        """Add the list; a page without a fact, or with unknown ones only, stays as it is."""
        facts = facts_of(self.env) if next(self.document.findall(fact_mark), None) is not None else {}
        numbers: dict[str, int] = {}
        for n, mark in enumerate(self.document.findall(fact_mark), start=1):
            fact_id = mark["fact"]
            if fact_id in facts:
                number = numbers.setdefault(fact_id, len(numbers) + 1)
                mark.update_basic_atts({"ids": [f"fact-mark-{n}"]})
                mark["number"], mark["note"] = number, f"fact-note-{number}"
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
        first = next(m["ids"][0] for m in self.document.findall(fact_mark) if m["fact"] == fact_id)
        item = nodes.list_item("", *fact_lines(fact, references_of(self.env)), ids=[f"fact-note-{number}"])
        item[-1] += [nodes.Text(" "), row_link(fact), nodes.Text(" "), fact_back(mark=first, number=number)]
        item["classes"].append(f"course-note-{anchor(fact_id)}")
        return item


def add_to(app: Sphinx) -> None:
    """The transform and the way back."""
    skip = (skip_node, None)
    app.add_node(fact_back, html=(visit_fact_back, None), latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_transform(FactNotes)
