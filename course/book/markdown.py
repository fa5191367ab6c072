"""From the book's MyST to plain Markdown, for hosts that know none of our roles and directives."""

import re
from pathlib import Path

from course.book.words import GRADES
from course.content import load_facts, load_glossary, load_references

_ROLE = re.compile(r"\{(fact|term|cite|cite:\w+|doc|ref)\}`([^`]+)`")
_TITLED = re.compile(r"(.*?)\s*<([^<>]+)>\s*", re.DOTALL)
_FENCE = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<title>.*)\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.M | re.S
)
_OPTION = re.compile(r"^:([\w-]+):[ \t]*(.*)\n?", re.M)
_LABEL = re.compile(r"^\([\w-]+\)=\n", re.M)
_PAGE_LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]+)\.md(#[^)\s]*)?\)")


def to_plain_markdown(text: str, root: Path, used: list[str]) -> str:
    """The text with every role and directive in words; ``used`` collects the ids of its facts."""
    text = _LABEL.sub("", text)
    text = _FENCE.sub(lambda found: _plain_directive(found, root), text)
    text = _ROLE.sub(lambda found: _plain_role(found[1], found[2], root, used), text)
    return _PAGE_LINK.sub(r"](\1.ipynb\2)", text)


def _plain_role(role: str, content: str, root: Path, used: list[str]) -> str:
    titled = _TITLED.fullmatch(content)
    words, target = (titled[1], titled[2]) if titled else ("", content.strip())
    if role == "fact":
        if target not in used:
            used.append(target)
        return f"{words} [{target}]".strip()
    if role == "term":
        return words or target
    if role in ("doc", "ref"):
        path = target if target.startswith((".", "/")) or role == "doc" else ""
        name = words or target.rpartition("/")[2]
        return f"[{name}]({path}.ipynb)" if path else name
    references = load_references(root)
    return "; ".join(references[key.strip()].label if key.strip() in references else key for key in target.split(","))


def _plain_directive(found: re.Match[str], root: Path) -> str:
    name, title = found["name"], found["title"].strip()
    options = dict(_OPTION.findall(found["body"]))
    body = _OPTION.sub("", found["body"]).strip()
    if name == "course-glossary":
        return "\n".join(f"**{e.term}**: {' '.join(e.definition.split())}\n" for e in load_glossary(root).values())
    if name == "course-facts":
        return list_facts(list(load_facts(root)), root, heading="")
    if name == "bibliography":
        return "\n".join(f"- {r.label} {r.url}".rstrip() for r in load_references(root).values())
    if name == "figure":
        return f"![{options.get('alt', '')}]({title})\n\n{body}"
    if options.get("class") == "facilitator":
        return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"
    return "\n".join(f"> {line}".rstrip() for line in [f"**{title or name.capitalize()}**", "", *body.splitlines()])


def list_facts(fact_ids: list[str], root: Path, heading: str = "## Where this comes from\n\n") -> str:
    """Those facts with source, design, limits and grade; empty if there is none."""
    facts, references = load_facts(root), load_references(root)
    lines = []
    for fact in (facts[fact_id] for fact_id in fact_ids if fact_id in facts):
        sources = "; ".join(references[key].label if key in references else key for key in fact.cite)
        lines.append(
            f"**[{fact.id}]** {fact.statement}\n"
            f"*Source:* {sources}. *Who and how:* {fact.design} {fact.population} *Limits:* {fact.limits}\n"
            f"*How sure:* {GRADES[fact.grade]} Checked {fact.checked_on:%Y-%m-%d}.\n"
        )
    return heading + "\n".join(lines) if lines else ""
