"""How our own nodes are written: HTML draws them, every other output leaves them out or reads on."""

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


def visit_fact_mark(writer: Any, node: nodes.Element) -> None:
    """A numbered mark, as a footnote's, for print and without JavaScript; ``fact-card.js`` makes it a button."""
    number = node.get("number")
    if number:
        names = "course-fact"
        names += " course-fact-wide" if number > 9 else ""
        names += " course-fact-more" if _follows_another(node) else ""
        writer.body.append(
            f'<a class="{names}" role="doc-noteref" id="{node["ids"][0]}" href="#{node["note"]}" '
            f'aria-label="{number}, where this comes from">{number}</a>'
        )
    raise nodes.SkipNode


def _follows_another(mark: nodes.Element) -> bool:
    """Whether nothing, or no more than a comma, parts the mark from the one before it."""
    before = list(mark.parent[: mark.parent.index(mark)])
    while before and isinstance(before[-1], nodes.Text) and len(before[-1].strip()) < 2:
        before.pop()
    return bool(before) and isinstance(before[-1], type(mark))


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


_FRAME = '<div class="course-table" role="group" aria-label="Table" tabindex="0">\n'


def visit_table(writer: Any, node: nodes.Element) -> None:
    """A table wider than a phone scrolls in a frame of its own, by finger or by key; one that stacks needs no frame."""
    stacks = "course-stack" in node["classes"]
    writer.body.append("" if stacks else _FRAME)
    if not node.get("made_of_data"):
        HTML5Translator.visit_table(writer, node)
        return
    _write_data_table(writer, node, stacks)
    writer.body.append("" if stacks else "</div>\n")
    raise nodes.SkipNode


def depart_table(writer: Any, node: nodes.Element) -> None:
    """Close the frame."""
    HTML5Translator.depart_table(writer, node)
    writer.body.append("</div>\n")


def _write_data_table(writer: Any, table: nodes.Element, stacks: bool) -> None:
    """A table with hundreds of rows: no paragraph in a cell, no class on a row.

    A browser forgets that a table is one when its rows are shown as blocks, so a table that stacks says its roles, and
    each cell its column.
    """

    def start(node: nodes.Element, tag: str, role: str, **atts: str) -> None:
        writer.body.append(writer.starttag(node, tag, "", **atts, **({"role": role} if stacks else {})))

    head, body = next(table.findall(nodes.thead)), next(table.findall(nodes.tbody))
    labels = [{"data-label": cell.astext()} if stacks else {} for cell in head[0]]
    start(table, "table", "table")
    start(head, "thead", "rowgroup")
    start(head[0], "tr", "row")
    for cell in head[0]:
        start(cell, "th", "columnheader", scope="col")
        _write_words(writer, cell, "</th>")
    writer.body.append("</tr></thead>\n")
    start(body, "tbody", "rowgroup")
    for row in body:
        start(row, "tr", "row")
        start(row[0], "th", "rowheader", scope="row")
        _write_words(writer, row[0], "</th>")
        for cell, label in zip(row[1:], labels[1:], strict=True):
            start(cell, "td", "cell", **label)
            _write_words(writer, cell, "</td>")
        writer.body.append("</tr>\n")
    writer.body.append("</tbody></table>\n")


def _write_words(writer: Any, cell: nodes.Element, end: str) -> None:
    alone = len(cell) == 1 and isinstance(cell[0], nodes.paragraph)
    for part in cell[0] if alone else cell:
        part.walkabout(writer)
    writer.body.append(end)


def skip_node(_writer: Any, _node: nodes.Element) -> None:
    """Leave the node out."""
    raise nodes.SkipNode


def pass_through(_writer: Any, _node: nodes.Element) -> None:
    """Write the node's children and nothing of itself."""
