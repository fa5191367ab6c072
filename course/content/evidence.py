"""The evidence: facts, glossary, language rules and references, each from its one file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from course.content.files import Document, Field, load_schema, read_document, read_text
from course.content.records import Fact, Figure, GlossaryEntry, LanguageTerm, LensRules, Problem, Reference
from course.errors import ContentError


def read_facts(path: Path) -> dict[str, Fact]:
    """Every fact by its id. Raises ContentError with every fault in the file."""
    document = read_document(path, load_schema("facts"))
    problems = sorted(_fact_problems(document))
    if problems:
        raise ContentError(*problems)
    facts = document.data["facts"]
    return {raw["id"]: _fact(raw, document.line(("facts", n))) for n, raw in enumerate(facts)}


def _fact(raw: dict[str, Any], line: int) -> Fact:
    figures = tuple(Figure(**{"interval": "", "comparator": "", "n": None} | f) for f in raw.get("figures", ()))
    lists = {name: tuple(raw[name]) for name in ("cite", "checked_at")}
    return Fact(**raw | lists | {"figures": figures, "line": line, "statement": raw["statement"].strip()})


def _fact_problems(document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, raw in enumerate(document.data["facts"]):
        field = ("facts", n)
        if raw["id"] in seen:
            yield document.problem((*field, "id"), f"'{raw['id']}' stands twice; an id is for one fact")
        seen.add(raw["id"])
        dates_ok = True
        for name in ("checked_on", "review_by"):
            if not isinstance(raw[name], date):
                dates_ok = False
                yield document.problem((*field, name), f"is not a date like 2026-11-23 ({raw['id']})")
        if dates_ok and raw["review_by"] <= raw["checked_on"]:
            yield document.problem((*field, "review_by"), f"is not after checked_on ({raw['id']})")
        if raw["grade"] != "unverified" and not raw["checked_at"]:
            yield document.problem((*field, "checked_at"), f"a verified fact says where it was read ({raw['id']})")


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
    return {key: Reference(key, _label(entry), _address(entry)) for key, entry in entries.items()}


def _last_line_of(word: str, text: str) -> int:
    return text.count("\n", 0, max(text.rfind(word), 0)) + 1


def _label(entry: Any) -> str:
    """`Kelly and Westerhoff (2010)`, as it would stand in a sentence."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_surname(person) for person in people]
    who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return f"{who or entry.fields.get('title', '')} ({entry.fields.get('year', 'n.d.')})"


def _surname(person: Any) -> str:
    name = " ".join([*person.prelast_names, *person.last_names]) or str(person)
    return re.sub(r"[{}]|\\", "", name)


def _address(entry: Any) -> str:
    doi = entry.fields.get("doi", "")
    address: str = f"https://doi.org/{doi}" if doi else entry.fields.get("url", "")
    return re.sub(r"\\(?=[_&%])", "", address)
