"""From the book's MyST to plain Markdown, for hosts that know none of our roles and directives."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from course.content import (
    GRADES,
    Fact,
    GlossaryEntry,
    Reference,
    find_figure,
    load_facts,
    load_glossary,
    load_references,
    split_target,
)

_ROLE = re.compile(r"\{(fact|term|cite(?::\w+)?|doc|ref)\}`([^`]+)`")
_TITLED = re.compile(r"(.*?)\s*<([^<>]+)>\s*", re.DOTALL)
_FENCE = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<title>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.M | re.S
)
_OPTION = re.compile(r"\A:([\w-]+):[ \t]*([^\n]*)\n")
_LABEL = re.compile(r"^\([\w-]+\)=\n", re.M)
_PAGE_LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]+)\.md(#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Sources:
    """The data that pages show by name; loaded once for all pages."""

    facts: Mapping[str, Fact]
    references: Mapping[str, Reference]
    glossary: Mapping[str, GlossaryEntry]

    @classmethod
    def load(cls, root: Path) -> "Sources":
        """Read them. Raises ContentError."""
        return cls(load_facts(root), load_references(root), load_glossary(root))


@dataclass(slots=True)
class PlainPage:
    """One page on its way to plain Markdown."""

    folder: str
    """where the page lies, from the root: ``modules/03-words``"""
    sources: Sources
    used: list[str] = field(default_factory=list)
    """the ids of the facts met so far, in the order of their first use"""

    def to_plain(self, text: str) -> str:
        """The text with every role and directive in words."""
        text = _FENCE.sub(self._directive, _LABEL.sub("", text))
        text = _ROLE.sub(self._role, text)
        return _PAGE_LINK.sub(r"](\1.ipynb\2)", text)

    def list_used_facts(self) -> str:
        """The end of the page: each fact it leaned on; empty if there is none."""
        return f"## Where this comes from\n\n{self._list(self.used)}" if self.used else ""

    def _role(self, found: re.Match[str]) -> str:
        role, titled = found[1], _TITLED.fullmatch(found[2])
        words, target = (titled[1], titled[2]) if titled else ("", found[2].strip())
        if role == "fact":
            return self._fact(words, target)
        if role == "doc":
            return f"[{words or PurePosixPath(target).name}]({self._path(target)}.ipynb)"
        if role.startswith("cite"):
            known = self.sources.references
            return "; ".join(known[key].label if key in known else key for key in map(str.strip, target.split(",")))
        return words or target

    def _fact(self, words: str, target: str) -> str:
        fact_id, name, with_interval = split_target(target)
        fact = self.sources.facts.get(fact_id)
        if fact and (figure := find_figure(fact, name)):
            words = figure.to_text(with_interval)
        if fact_id not in self.used:
            self.used.append(fact_id)
        return f"{words} [{fact_id}]".strip()

    def _path(self, target: str) -> str:
        """A page named from the root, as seen from here; JupyterLab knows no other root than its own."""
        if not target.startswith("/"):
            return target
        return PurePosixPath(os.path.relpath(target[1:], self.folder).replace(os.sep, "/")).as_posix()

    def _directive(self, found: re.Match[str]) -> str:
        name, title, body = found["name"], found["title"].strip(), found["body"]
        options: dict[str, str] = {}
        while option := _OPTION.match(body):
            options[option[1]] = option[2].strip()
            body = body[option.end() :]
        body = body.strip()
        if name == "course-glossary":
            return "\n".join(f"**{e.term}**: {_one_line(e.definition)}\n" for e in self.sources.glossary.values())
        if name == "course-facts":
            topics = title.split()
            return self._list(i for i, fact in self.sources.facts.items() if not topics or fact.topic in topics)
        if name.startswith("course-"):
            return "*This list is made of data, and stands in the built book.*"
        if name == "bibliography":
            return "\n".join(f"- {r.label} {r.url}".rstrip() for r in self.sources.references.values())
        if name == "figure":
            return f"![{options.get('alt', '')}]({title})\n\n{body}"
        lines = [f"**{title or name.capitalize()}**", "", *body.splitlines()]
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _list(self, fact_ids: Iterable[str]) -> str:
        facts, references = self.sources.facts, self.sources.references
        lines = []
        for fact in (facts[fact_id] for fact_id in fact_ids if fact_id in facts):
            if fact.grade == "unverified":
                continue
            cited = "; ".join(references[key].label if key in references else key for key in fact.cite)
            lines.append(
                f"**[{fact.id}]** {_one_line(fact.statement)}\n"
                f"*Source:* {cited}. *Who and how:* {_one_line(fact.design)} {_one_line(fact.population)} "
                f"*Limits:* {_one_line(fact.limits)}\n"
                f"*How sure:* {GRADES[fact.grade]} Checked {fact.checked_on:%Y-%m-%d}.\n"
            )
        return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
