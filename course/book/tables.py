"""Tables made of data: rows of nodes in, one docutils table out, which ``render`` writes without a needless tag.

A table with a column of figures keeps its form everywhere, and scrolls in a frame on a phone. A table of words becomes
blocks there, one a row (``course-stack``).
"""

import re
from collections.abc import Iterable, Sequence

from docutils import nodes

Cell = Sequence[nodes.Node]
"""What stands in a cell: inline nodes, or blocks."""
_FIGURE = re.compile(r"[-−]?\d[\d,.]*%?")
_NO_FIGURE = {"", "–"}


def build_table(head: Sequence[str], rows: Iterable[Sequence[Cell]], *, classes: Sequence[str] = ()) -> nodes.table:
    """A table with one head row; every row has as many cells as the head, and its first cell names it."""
    body = nodes.tbody("", *(_row(cells) for cells in rows))
    figures = [n for n in range(1, len(head)) if _holds_figures([row[n].astext() for row in body])]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1, stub=0 if n else 1) for n in range(len(head))), cols=len(head))
    group += nodes.thead("", _row([[nodes.Text(title)] for title in head]))
    group += body
    for row in group.findall(nodes.row):
        for n in figures:
            row[n]["classes"].append("course-figure")
    stack = [] if figures else ["course-stack"]
    return nodes.table("", group, classes=[*classes, *stack], made_of_data=True)


def text_cell(text: str) -> Cell:
    """A cell of plain words."""
    return [nodes.Text(" ".join(text.split()))]


def _holds_figures(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers, and nothing else but gaps."""
    texts = [cell for cell in cells if cell not in _NO_FIGURE]
    return bool(texts) and all(_FIGURE.fullmatch(text) for text in texts)


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_blocks(cell)) for cell in cells))


def _blocks(cell: Cell) -> list[nodes.Node]:
    is_inline = all(isinstance(node, nodes.Text | nodes.Inline) for node in cell)
    return [nodes.paragraph("", "", *cell)] if is_inline else list(cell)
