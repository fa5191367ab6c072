"""``terms.yml``: the glossary of the book, and the rules of the language lens."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from course.content.files import Document, Field, load_schema, read_document
from course.content.records import GlossaryEntry, LanguageTerm, LensRules, Problem
from course.errors import ContentError


def read_glossary(path: Path) -> dict[str, GlossaryEntry]:
    """Every glossary entry by its word. Raises ContentError."""
    document = read_document(path, load_schema("terms"))
    entries: dict[str, GlossaryEntry] = {}
    problems = []
    for n, raw in enumerate(document.data.get("glossary", ())):
        if raw["term"] in entries:
            problems.append(document.problem(("glossary", n, "term"), f"'{raw['term']}' stands twice"))
        lists = {"also": tuple(raw.get("also", ())), "facts": tuple(raw.get("facts", ()))}
        entries[raw["term"]] = GlossaryEntry(**raw | lists, line=document.line(("glossary", n)))
    if problems:
        raise ContentError(*problems)
    return entries


def read_lens_rules(path: Path) -> LensRules:
    """The rules of the language lens. Raises ContentError with every fault in them."""
    document = read_document(path, load_schema("terms"))
    language = document.data.get("language")
    if language is None:
        raise ContentError(document.problem((), "'language' is missing: the lens has no rules"))
    problems = sorted(_term_problems(document))
    if problems:
        raise ContentError(*problems)
    terms = tuple(_language_term(raw) for raw in language["terms"])
    return LensRules(terms=terms, context=language["context"], sources=language["sources"])


def _language_term(raw: dict[str, Any]) -> LanguageTerm:
    lists = {key: tuple(value) for key, value in raw.items() if isinstance(value, list)}
    return LanguageTerm(**{"outcome": "flag"} | raw | lists)


def _term_problems(document: Document) -> Iterator[Problem]:
    language = document.data["language"]
    seen: set[str] = set()
    for n, raw in enumerate(language["terms"]):
        if raw["term"] in seen:
            yield document.problem(("language", "terms", n, "term"), f"'{raw['term']}' stands twice")
        seen.add(raw["term"])
        for field, message in _one_term(raw, language["sources"]):
            yield document.problem(("language", "terms", n, *field), f"{message} ({raw['term']})")
    for name, patterns in language["context"].items():
        # Names are plain text; what is asked of the text before a mark may find it empty.
        for m, fault in _faulty(() if name == "protected_names" else patterns, may_be_empty=name.endswith("_before")):
            yield document.problem(("language", "context", name, m), fault)


def _one_term(raw: dict[str, Any], sources: dict[str, str]) -> Iterator[tuple[Field, str]]:
    for key in raw["sources"]:
        if key not in sources:
            yield ("sources",), f"unknown source '{key}'"
    if raw.get("prefer_plural") and len(raw["prefer_plural"]) != len(raw["prefer"]):
        yield ("prefer_plural",), "needs one wording for each of 'prefer'"
    if not raw["patterns"] and not raw.get("acronyms"):
        yield ("patterns",), "is empty, and so is 'acronyms'"
    for name in ("patterns", "acronyms"):
        for m, fault in _faulty(raw.get(name, ())):
            yield (name, m), fault


def _faulty(patterns: Sequence[str], may_be_empty: bool = False) -> Iterator[tuple[int, str]]:
    return ((m, fault) for m, pattern in enumerate(patterns) if (fault := _pattern_fault(pattern, may_be_empty)))


def _pattern_fault(pattern: str, may_be_empty: bool) -> str:
    """What is wrong with a pattern that must read the same in Python and JavaScript; empty if nothing."""
    if re.search(r"\(\?(?![:=!])", pattern):
        return "look-behind, named groups and inline flags differ between Python and JavaScript"
    try:
        re.compile(pattern)
    except re.error as error:
        return f"not a regular expression: {error}"
    return "matches an empty text" if not may_be_empty and re.search(pattern, "") else ""
