"""What a page says, sentence by sentence: its words, the roles that stand in them, and the line to send an author to.

1. ``markdown-it``, with the plugins that MyST itself uses, finds the blocks; code, comments and targets fall away.
2. Directives are opened: what stands in an admonition is read as the rest of the page is, and its class is remembered.
3. Each block becomes one text in which a role stands as its shown words and one mark (``MARK``); the text is cut into
   sentences. A row of a table is one sentence, read together with the head of its table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from course.content.files import read_front_matter

MARK = "\ufffc"
"""Stands in a text where a role stood that shows no words of its own, such as a fact's mark."""

_READ = {
    "admonition",
    "note",
    "tip",
    "warning",
    "important",
    "caution",
    "hint",
    "seealso",
    "epigraph",
    "figure",
    "dropdown",
}
"""Directives whose body is prose; of every other (code, exercises, lists made of data) nothing is read here."""
_OPTION = re.compile(r":([\w-]+):[ \t]*([^\n]*)\n?")
_TITLED = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*", re.DOTALL)
_END = re.compile(rf"[.!?…][\"'”’)\]*_]*[{MARK} ]*\s+(?=[\"'“‘(*_\[]*[A-Z0-9“\"])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|Prof|St|No|Nos|vs?|cf|e\.g|i\.e|etc|al|Cir|Supp|Ct|Dep|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Ed|ed|a\.m|p\.m)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass(frozen=True, slots=True)
class Role:
    """One role in a sentence: ``{fact}`words <ST-L-01>``` has the words and the target."""

    name: str
    target: str
    words: str
    start: int
    """offset in the sentence's text of its mark, or of its first word"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a page, or one row of a table."""

    text: str
    """as a reader sees it, roles without words as ``MARK``"""
    line: int
    """1-based, of its first word"""
    roles: tuple[Role, ...] = ()
    around: str = ""
    """words that belong to it and stand elsewhere: the head of its table"""
    kind: str = "text"
    """`text`, `heading` or `row`"""
    inside: frozenset[str] = frozenset()
    """the classes of the admonitions it stands in, and `story` where its section says that it is a composite"""
    lines: tuple[int, ...] = field(default=(), repr=False, compare=False)
    """the line of each character"""

    def line_at(self, offset: int) -> int:
        """The line on which a character of the text stands."""
        return self.lines[offset] if 0 <= offset < len(self.lines) else self.line

    def targets(self, *names: str) -> tuple[str, ...]:
        """What the roles of those names point at; a list of keys in one role counts as each of them."""
        return tuple(t.strip() for role in self.roles if role.name in names for t in role.target.split(","))


def read_sentences(path: Path) -> list[Sentence]:
    """Every sentence of a page, in order. Raises ContentError if the page has no front matter."""
    _, body, first_line = read_front_matter(path)
    return find_sentences(body, first_line)


def find_sentences(text: str, first_line: int = 1) -> list[Sentence]:
    """Every sentence of a Markdown text whose first line is ``first_line`` of its file."""
    return _with_stories(list(_read(text, first_line, frozenset())))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    for plugin in (myst_role_plugin, myst_block_plugin, colon_fence_plugin, deflist_plugin, attrs_plugin):
        parser.use(plugin)
    return parser


def _read(text: str, first_line: int, inside: frozenset[str]) -> Iterator[Sentence]:
    tokens = _parser().parse(text)
    head: list[str] = []
    for n, token in enumerate(tokens):
        if token.type in ("fence", "colon_fence"):
            yield from _directive(token, first_line, inside)
        elif token.type == "thead_open":
            head = [t.content for t in tokens[n : _closing(tokens, n, "thead_close")] if t.type == "inline"]
        elif token.type == "tr_open":
            cells = [t for t in tokens[n : _closing(tokens, n, "tr_close")] if t.type == "inline"]
            yield from _row(cells, head, first_line, inside)
        elif token.type == "inline" and token.map and tokens[n - 1].type not in ("td_open", "th_open"):
            kind = "heading" if tokens[n - 1].type == "heading_open" else "text"
            block = _Block(first_line + token.map[0])
            block.add(token.children or ())
            yield from block.sentences(kind, inside)


def _closing(tokens: list[Token], start: int, kind: str) -> int:
    return next(n for n in range(start, len(tokens)) if tokens[n].type == kind)


def _directive(token: Token, first_line: int, inside: frozenset[str]) -> Iterator[Sentence]:
    found = re.match(r"\{([\w-]+)\}", token.info.strip())
    if not found or found[1] not in _READ or token.map is None:
        return
    body, line, classes = token.content, first_line + token.map[0] + 1, {found[1]}
    while option := _OPTION.match(body):
        classes |= set(option[2].split()) if option[1] == "class" else set()
        body, line = body[option.end() :], line + 1
    yield from _read(body, line, inside | classes)


def _row(cells: list[Token], head: list[str], first_line: int, inside: frozenset[str]) -> Iterator[Sentence]:
    """A row as one sentence; of the head itself, the names of its columns."""
    lines = [cell.map[0] for cell in cells if cell.map]
    if not lines:
        return
    block = _Block(first_line + lines[0])
    for n, cell in enumerate(cells):
        if n:
            block.put(" | ")
        block.add(cell.children or ())
    yield block.whole("row", inside, " | ".join(head))


class _Block:
    """The text of one block on its way to sentences: each character with its line, each role with its place."""

    def __init__(self, line: int) -> None:
        self.text = ""
        self.lines: list[int] = []
        self.roles: list[Role] = []
        self.line = line

    def put(self, text: str) -> None:
        """Add words."""
        self.text += text
        self.lines += [self.line] * len(text)

    def add(self, children: Iterable[Token]) -> None:
        """Add what an inline token holds; code, images and raw HTML are not read."""
        for child in children:
            if child.type == "text":
                self.put(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                self.put(" ")
                self.line += 1
            elif child.type == "myst_role":
                self._role(child)
            elif child.type == "code_inline":
                self.put(MARK)

    def _role(self, token: Token) -> None:
        titled = _TITLED.fullmatch(token.content)
        words = titled["words"] if titled else ""
        target = titled["target"] if titled else token.content.strip()
        name = token.meta["name"].partition(":")[0]
        shown = words or (target if name in ("term", "abbr") else "")
        self.roles.append(Role(name, " ".join(target.split()), words, len(self.text)))
        self.put(" ".join(shown.split()) + (MARK if name in ("fact", "cite") or not shown else ""))
        self.line += token.content.count("\n")

    def sentences(self, kind: str, inside: frozenset[str]) -> Iterator[Sentence]:
        """The text cut where its sentences end."""
        start = 0
        for found in _END.finditer(self.text):
            point = self.text[: found.start() + 1]
            if not _NO_END.search(point):
                yield from self._cut(start, found.end(), kind, inside)
                start = found.end()
        yield from self._cut(start, len(self.text), kind, inside)

    def whole(self, kind: str, inside: frozenset[str], around: str) -> Sentence:
        """All of it as one sentence."""
        line = self.lines[0] if self.lines else self.line
        return Sentence(self.text, line, tuple(self.roles), around, kind, inside, tuple(self.lines))

    def _cut(self, start: int, end: int, kind: str, inside: frozenset[str]) -> Iterator[Sentence]:
        text = self.text[start:end]
        if not text.strip():
            return
        roles = tuple(Role(r.name, r.target, r.words, r.start - start) for r in self.roles if start <= r.start < end)
        lines = tuple(self.lines[start:end])
        first = len(text) - len(text.lstrip())
        yield Sentence(text.rstrip(), lines[min(first, len(lines) - 1)], roles, "", kind, inside, lines)


def _with_stories(sentences: list[Sentence]) -> list[Sentence]:
    """A section that says it tells a composite is a story, from its heading to the next."""
    sections: list[list[Sentence]] = [[]]
    for sentence in sentences:
        if sentence.kind == "heading":
            sections.append([])
        sections[-1].append(sentence)
    return [sentence for section in sections for sentence in _marked(section)]


def _marked(section: list[Sentence]) -> list[Sentence]:
    if not any(re.search(r"\bcomposite\b", sentence.text) for sentence in section):
        return section
    return [Sentence(s.text, s.line, s.roles, s.around, s.kind, s.inside | {"story"}, s.lines) for s in section]
