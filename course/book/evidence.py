"""The facts and the bibliography as a build sees them, and how one fact reads on a page."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from course.content import GRADES, Fact, Reference, evidence_path, find_root, load_facts, load_references, load_topics
from course.errors import ContentError

LOG = logging.getLogger(__name__)


def facts_of(env: BuildEnvironment) -> dict[str, Fact]:
    """Every fact by its id, and the page being read noted as resting on them."""
    path = _path(env, "facts.yml")
    if env.temp_data.get("docname"):
        env.note_dependency(str(path))
    return _load_facts(path, path.stat().st_mtime_ns) if path.is_file() else {}


def topics_of(env: BuildEnvironment) -> dict[str, str]:
    """The topics that facts are sorted under: key to title."""
    path = _path(env, "facts.yml")
    return _load_topics(path, path.stat().st_mtime_ns) if path.is_file() else {}


def references_of(env: BuildEnvironment) -> dict[str, Reference]:
    """Every entry of the bibliography by its key."""
    path = _path(env, "references.bib")
    if env.temp_data.get("docname"):
        env.note_dependency(str(path))
    return _load_references(path, path.stat().st_mtime_ns) if path.is_file() else {}


def anchor(fact_id: str) -> str:
    """The id of a fact's row on the evidence page."""
    return fact_id.lower()


def fault_of(fact_id: str, facts: dict[str, Fact], today: date) -> str:
    """Why a page may not lean on a fact; empty if it may."""
    fact = facts.get(fact_id)
    if fact is None:
        return f"unknown fact '{fact_id}': it is not in modules/evidence/facts.yml"
    if fact.grade == "unverified":
        return f"fact '{fact_id}' is unverified and may not be used yet"
    if fact.review_by < today:
        return f"fact '{fact_id}' was due for review by {fact.review_by}: check its source again"
    return ""


def fact_lines(fact: Fact, references: dict[str, Reference]) -> list[nodes.Node]:
    """What is shown of a fact wherever it stands: the statement, then four short named lines."""
    rows: list[tuple[str, list[nodes.Node]]] = [
        ("Source", source_links(fact.cite, references)),
        ("Who and how", [nodes.Text(f"{_sentence(fact.design)} {_sentence(fact.population)}")]),
        ("Limits", [nodes.Text(_sentence(fact.limits))]),
        ("How sure", [nodes.Text(f"{GRADES[fact.grade]} Checked {fact.checked_on:%Y-%m-%d}.")]),
    ]
    return [
        nodes.paragraph("", "", nodes.Text(fact.statement), classes=["course-fact-statement"]),
        *(named_line(name, *content) for name, content in rows),
    ]


def named_line(name: str, *content: nodes.Node) -> nodes.paragraph:
    """One line of the form "Name: what"."""
    return nodes.paragraph("", "", nodes.strong("", f"{name}:"), nodes.Text(" "), *content, classes=["course-line"])


def topic_heading(title: str, name: str = "") -> nodes.rubric:
    """A heading inside a list made of data; a directive cannot open a section in the middle of a page."""
    heading = nodes.rubric("", title, ids=[name] if name else [], classes=["course-topic"])
    heading["heading-level"] = 2
    return heading


def source_links(keys: Sequence[str], references: dict[str, Reference]) -> list[nodes.Node]:
    """The works cited, each leading to where it can be read."""
    links: list[nodes.Node] = []
    for n, key in enumerate(keys):
        links += [nodes.Text("; ")] if n else []
        links.append(_source(key, references))
    return links


def row_link(fact: Fact, words: str = "") -> addnodes.pending_xref:
    """A link to the fact's own row in the evidence pages, wherever it lies."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", words or f"{fact.id} in the evidence"),
        refdomain="std",
        reftype="ref",
        reftarget=anchor(fact.id),
        refexplicit=True,
        refwarn=True,
    )


def _source(key: str, references: dict[str, Reference]) -> nodes.Node:
    reference = references.get(key)
    if reference is None:
        return nodes.Text(key)
    if not reference.url:
        return nodes.Text(reference.label)
    return nodes.reference("", reference.label, refuri=reference.url, internal=False)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _path(env: BuildEnvironment, name: str) -> Path:
    return evidence_path(name, find_root(Path(env.srcdir)))


@cache
def _load_facts(path: Path, _mtime: int) -> dict[str, Fact]:
    try:
        return load_facts(path.parents[2])
    except ContentError as error:
        _tell(error)
        return {}


@cache
def _load_topics(path: Path, _mtime: int) -> dict[str, str]:
    try:
        return load_topics(path.parents[2])
    except ContentError:
        return {}  # The fault is told where the facts are loaded.


@cache
def _load_references(path: Path, _mtime: int) -> dict[str, Reference]:
    try:
        return load_references(path.parents[2])
    except ContentError as error:
        _tell(error)
        return {}


def _tell(error: ContentError) -> None:
    """Every fault of an authored file as a warning of the build, once."""
    for problem in error.problems or [error]:
        LOG.warning("%s", problem, type="course", subtype="content")
