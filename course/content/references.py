"""``references.bib``: every work by its key, with the least that a reader needs to find it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.content.files import read_text
from course.content.records import Problem, Reference
from course.errors import ContentError


def read_references(path: Path) -> dict[str, Reference]:
    """Every entry of the bibliography by its key. Raises ContentError."""
    # pybtex takes a tenth of a second to import, and most commands need no bibliography.
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    text = read_text(path)
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as error:
        line = getattr(error, "lineno", None) or _last_line_of(str(error).split()[-1], text)
        raise ContentError(Problem(str(path), line, f"not valid BibTeX: {str(error).splitlines()[0]}")) from error
    references = {key: _reference(key, entry, text) for key, entry in entries.items()}
    problems = [
        Problem(str(path), reference.line, f"{key}: {fault}")
        for key, reference in references.items()
        for fault in (*_lacks(reference), *_lacks_fields(entries[key]))
    ]
    if problems:
        raise ContentError(*sorted(problems))
    return references


def _reference(key: str, entry: Any, text: str) -> Reference:
    year = re.search(r"\d{4}", entry.fields.get("year", ""))
    place = re.search(rf"^\s*@\w+\s*\{{\s*{re.escape(key)}\s*,", text, re.M)
    line = text.count("\n", 0, place.start()) + 1 if place else 1
    title = _plain(entry.fields.get("title", ""))
    return Reference(
        key=key,
        label=_label(entry),
        url=_address(entry),
        year=int(year[0]) if year else 0,
        title=title,
        authors=_surnames(entry),
        line=line,
    )


_WANTED = {
    "article": ("journal",),
    "book": ("publisher",),
    "incollection": ("booktitle",),
    "inproceedings": ("booktitle",),
    "phdthesis": ("school",),
    "techreport": ("institution",),
}
"""What the bibliography's style cannot do without, besides title and year."""


def _lacks_fields(entry: Any) -> Iterator[str]:
    for field in _WANTED.get(entry.type.lower(), ()):
        if field not in entry.fields:
            yield f"is an @{entry.type} without '{field}'; name it, or make it a @misc"
    if "year" not in entry.fields:
        yield "has no year; write n.d. where there is none"


def _lacks(reference: Reference) -> Iterator[str]:
    if not reference.title:
        yield "has no title"
    if not reference.url.startswith(("https://", "http://")):
        yield "has neither a doi nor a url that begins with https://, so nobody can look it up"


def _last_line_of(word: str, text: str) -> int:
    return text.count("\n", 0, max(text.rfind(word), 0)) + 1


def _label(entry: Any) -> str:
    """`Kelly and Westerhoff (2010)`, as it would stand in a sentence."""
    names = _surnames(entry)
    who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{who or _plain(entry.fields.get('title', ''))} ({entry.fields.get('year', 'n.d.')})"


def _surnames(entry: Any) -> tuple[str, ...]:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return tuple(_surname(person) for person in people)


def _plain(text: str) -> str:
    """Without the braces that keep a capital, which only a bibliography's style can read."""
    return re.sub(r"[{}]|\\", "", text)


def _surname(person: Any) -> str:
    name = " ".join([*person.prelast_names, *person.last_names]) or str(person)
    return _plain(name)


def _address(entry: Any) -> str:
    doi = entry.fields.get("doi", "")
    address: str = f"https://doi.org/{doi}" if doi else entry.fields.get("url", "")
    return re.sub(r"\\(?=[_&%])", "", address)
