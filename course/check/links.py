"""Where links lead: inside the book they must arrive; outside, only a person can look, so they are listed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from course import content
from course.check.sources import Sources
from course.content import Problem, Sentence

_LINK = re.compile(r"(?P<image>!?)\[(?:[^\]\\]|\\.)*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_ROLES = ("doc", "ref", "term")
_FILE = re.compile(r"^[`:]{3,}\{(?:figure|image)\}[ \t]+(?P<target>\S+)", re.M)
_ADDRESS = re.compile(r"https?://[^\s)>\]\"'`]+")
_LABEL = re.compile(r"^\(([\w-]+)\)=$", re.M)
_NOT_LINKS = re.compile(
    r"^(?P<fence>`{3,})(?!\{(?:figure|image|admonition)).*?^(?P=fence)`*[ \t]*$"
    r"|<!--.*?-->|\{[a-z:-]+\}`[^`]*`|`[^`\n]+`",
    re.MULTILINE | re.DOTALL,
)
"""Code, comments and roles: what looks like a link in them is none."""


@dataclass(frozen=True, slots=True, order=True)
class ExternalLink:
    """An address outside the book, and one place that gives it."""

    host: str
    address: str
    path: str
    line: int


def find_findings(path: Path, text: str, sentences: Sequence[Sentence], sources: Sources) -> Iterator[Problem]:
    """Links of one page that arrive nowhere: no such page, heading, file, label or term."""
    name = path.relative_to(sources.root).as_posix()
    # Blanked, so that lines stay what they are.
    plain = _NOT_LINKS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in (*_LINK.finditer(plain), *_FILE.finditer(plain)):
        if fault := _target_fault(found["target"], path, sources):
            yield Problem(name, _line(plain, found), fault)
    for sentence in sentences:
        for role in sentence.roles:
            if role.name in _ROLES and (fault := _role_fault(role.name, role.target, path, sources)):
                yield Problem(name, sentence.line_at(role.start), fault)


def find_external_links(root: Path) -> list[ExternalLink]:
    """Every address outside the book that a page or the evidence gives, by host, once for each file."""
    evidence = [content.evidence_path(name, root) for name in ("facts.yml", "references.bib", "terms.yml")]
    seen: dict[tuple[str, str], ExternalLink] = {}
    for path in [*content.page_paths(root), *(p for p in evidence if p.is_file())]:
        text = path.read_text(encoding="utf-8-sig")
        for found in _ADDRESS.finditer(text):
            address = found[0].rstrip(".,;:}")
            name = path.relative_to(root).as_posix()
            host = urlsplit(address).netloc.removeprefix("www.")
            seen.setdefault((address, name), ExternalLink(host, address, name, _line(text, found)))
    return sorted(seen.values())


def _target_fault(target: str, page: Path, sources: Sources) -> str:
    if re.match(r"[a-z][a-z+.-]*:", target):
        return ""
    file, _, anchor = target.partition("#")
    goal = (sources.root / file[1:] if file.startswith("/") else page.parent / file).resolve() if file else page
    if not goal.is_file():
        return f"the link leads to {file}, which is not there"
    if anchor and goal.suffix == ".md" and anchor not in _anchors(goal, goal.stat().st_mtime_ns):
        return f"the link leads to #{anchor}, and {goal.name} has no such heading or label"
    return ""


def _role_fault(role: str, target: str, page: Path, sources: Sources) -> str:
    if role == "doc":
        goal = sources.root / target[1:] if target.startswith("/") else page.parent / target
        return "" if goal.with_name(goal.name + ".md").is_file() else f"{{doc}}: there is no page {target}"
    if role == "ref":
        facts = {fact_id.lower() for fact_id in sources.facts or {}}
        known = {*_labels(sources.root), *facts}
        return "" if target in known else f"{{ref}}: there is no label ({target})="
    if sources.glossary is None:
        return ""
    words = {word.lower() for entry in sources.glossary.values() for word in (entry.term, *entry.also)}
    return "" if target.lower() in words else f"{{term}}: '{target}' is not in the glossary"


@cache
def _anchors(page: Path, _mtime: int) -> frozenset[str]:
    text = page.read_text(encoding="utf-8-sig")
    headings = (sentence.text for sentence in content.read_sentences(page) if sentence.kind == "heading")
    return frozenset({*_LABEL.findall(text), *map(_slug, headings)})


def _slug(heading: str) -> str:
    """The id that docutils makes of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _labels(root: Path) -> set[str]:
    return {
        label for path in content.page_paths(root) for label in _LABEL.findall(path.read_text(encoding="utf-8-sig"))
    }


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1
