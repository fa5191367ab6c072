"""How our own nodes are written: HTML draws them, every other output leaves them out or reads on."""

from typing import Any

from docutils import nodes


def visit_fact_mark(writer: Any, node: nodes.Element) -> None:
    """A numbered mark, as a footnote's: it works without JavaScript and in print."""
    number = node.get("number")
    if number:
        writer.body.append(
            f'<a class="course-fact" role="doc-noteref" id="{node["ids"][0]}" href="#{node["note"]}" '
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


def skip_node(_writer: Any, _node: nodes.Element) -> None:
    """Leave the node out."""
    raise nodes.SkipNode


def pass_through(_writer: Any, _node: nodes.Element) -> None:
    """Write the node's children and nothing of itself."""
