"""A learner's words in a Markdown cell, and back.

What a learner wrote is shown to a grader inside Jupyter, and nbgrader's formgrader shows Markdown as it comes:
HTML in it would run with the grader's rights, and a picture in it would tell another host that it was read. So
the words stand escaped in one preformatted block, which Markdown and MathJax both leave alone.
"""

import html
import re

_OPEN = '<pre style="white-space: pre-wrap; font: inherit">'
_CLOSE = "</pre>"
# A preformatted block of HTML ends at its closing tag, so blank lines are safe; these are not, unescaped.
_HALF = re.compile("[\ud800-\udfff]")
_BLOCK = re.compile(re.escape(_OPEN) + "\n(.*)\n" + re.escape(_CLOSE), re.DOTALL)


def to_cell(words: str) -> str:
    """The source of a Markdown cell that shows the words exactly as written."""
    return f"{_OPEN}\n{html.escape(_plain_lines(words), quote=False)}\n{_CLOSE}"


def from_cell(source: str) -> str:
    """The words that stand in a cell, whether we put them there or a learner typed them."""
    found = _BLOCK.fullmatch(source)
    return html.unescape(found[1]) if found else source


def to_text(source: str) -> str:
    """What a learner typed, as text: without NUL and half characters, as the page cleans it before sending."""
    return _HALF.sub("\ufffd", source).replace("\0", "")


def _plain_lines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
