"""How our own nodes are written: HTML draws them, every other output leaves them out or reads on."""

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


def visit_fact_mark(writer: Any, node: nodes.Element) -> None:
    """A numbered mark, as a footnote's: it works without JavaScript and in print."""
    number = node.get("number")
    if number:
        names = "course-fact course-fact-more" if node.get("more") else "course-fact"
        writer.body.append(
            f'<a class="{names}" role="doc-noteref" id="{node["ids"][0]}" href="#{node["note"]}" '
            f'aria-label="{number}, where this comes from">{number}</a>'
        )
    raise nodes.SkipNode


def visit_fact_back(writer: Any, node: nodes.Element) -> None:
    """The way back from a note to the first place that used it."""
    writer.body.append(
        f'<a class="course-fact-back" role="doc-backlink" href="#{node["mark"]}" '
        f'aria-label="Back to mark {node["number"]}">↑</a>'
    )
    raise nodes.SkipNode


def visit_facilitator(writer: Any, node: nodes.Element) -> None:
    """A closed box without JavaScript; ``book.js`` hides it until Facilitator view is switched on."""
    writer.body.append(f'<details class="course-facilitator"><summary>{node["title"]}</summary>\n')


def depart_facilitator(writer: Any, _node: nodes.Element) -> None:
    """Close the box."""
    writer.body.append("</details>\n")


def visit_table(writer: Any, node: nodes.Element) -> None:
    """A table wider than a phone scrolls in a frame of its own, by finger or by key."""
    writer.body.append('<div class="course-table" role="group" aria-label="Table" tabindex="0">\n')
    HTML5Translator.visit_table(writer, node)


def depart_table(writer: Any, node: nodes.Element) -> None:
    """Close the frame."""
    HTML5Translator.depart_table(writer, node)
    writer.body.append("</div>\n")


def skip_node(_writer: Any, _node: nodes.Element) -> None:
    """Leave the node out."""
    raise nodes.SkipNode


def pass_through(_writer: Any, _node: nodes.Element) -> None:
    """Write the node's children and nothing of itself."""
