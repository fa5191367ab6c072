"""One page: the exercises it opens, its claims, its words, its level and its links."""

from collections.abc import Iterator
from pathlib import Path

from course import content, lens
from course.check import claims, links, reading
from course.check.sources import Sources
from course.content import Problem
from course.errors import ContentError


def find_findings(path: Path, sources: Sources) -> Iterator[Problem]:
    """Every finding of a page; nothing for a page whose front matter cannot be read, which is a problem of its own."""
    try:
        page = content.load_page(path)
        sentences = content.read_sentences(path)
    except ContentError:
        return
    name = path.relative_to(sources.root).as_posix()
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    yield from _calls(text, name, sources)
    yield from _language(text, name, sources)
    yield from claims.find_findings(sentences, name, sources, own_numbers=page.own_numbers)
    yield from reading.find_findings(sentences, name)
    yield from links.find_findings(path, text, sentences, sources)


def _calls(text: str, name: str, sources: Sources) -> Iterator[Problem]:
    if sources.exercises is None:
        return
    for found in content.EXERCISE_CALL.finditer(text):
        if found[1] not in sources.exercises:
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(name, line, f"there is no exercise '{found[1]}': no file modules/…/{found[1]}.yml")


def _language(text: str, name: str, sources: Sources) -> Iterator[Problem]:
    if sources.lens_rules is None:
        return
    for mark in lens.find_marks_in_document(text, sources.lens_rules, markdown=True):
        if mark.outcome == "flag":
            wordings = " or ".join(f"“{wording}”" for wording in mark.prefer[:2])
            advice = f"; rather {wordings}" if wordings else ""
            yield Problem(name, mark.line, f"“{mark.text}”: {mark.why}{advice}")
