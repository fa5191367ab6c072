"""The evidence: facts, glossary, language rules and references, each from its one file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from course.content.files import Document, Field, load_schema, read_document, read_text
from course.content.records import (
    Case,
    Fact,
    Figure,
    GlossaryEntry,
    LanguageTerm,
    LensRules,
    Message,
    Problem,
    Reference,
)
from course.errors import ContentError
from course.numerals import find_numbers


def read_facts(path: Path) -> dict[str, Fact]:
    """Every fact by its id. Raises ContentError with every fault in the file."""
    document = read_document(path, load_schema("facts"))
    problems = sorted(_fact_problems(document))
    if problems:
        raise ContentError(*problems)
    facts = document.data["facts"]
    return {raw["id"]: _fact(raw, document.line(("facts", n))) for n, raw in enumerate(facts)}


_TARGET = re.compile(r"(?P<fact>[^.\s]+)(?:\.(?P<name>[\w-]+)(?P<interval>\s+with\s+interval)?)?")


def split_target(target: str) -> tuple[str, str, bool]:
    """What a ``{fact}`` points at: the fact's id, the name of a figure, and whether its interval is wanted.

    >>> split_target("ST-L-01"), split_target("MOUD-SANTO-ALLCAUSE.any with interval")
    (('ST-L-01', '', False), ('MOUD-SANTO-ALLCAUSE', 'any', True))
    """
    found = _TARGET.fullmatch(target.strip())
    return (found["fact"], found["name"] or "", bool(found["interval"])) if found else (target.strip(), "", False)


def find_figure(fact: Fact, name: str) -> Figure | None:
    """The figure of a fact that bears a name."""
    return next((figure for figure in fact.figures if figure.name == name), None) if name else None


def read_topics(path: Path) -> dict[str, str]:
    """The topics that facts are sorted under, in the order of the file: key to title. Raises ContentError."""
    topics: dict[str, str] = read_document(path, load_schema("facts")).data["topics"]
    return topics


def _fact(raw: dict[str, Any], line: int) -> Fact:
    figures = tuple(_figure(figure) for figure in raw.get("figures", ()))
    lists = {name: tuple(raw[name]) for name in ("cite", "checked_at")}
    return Fact(**raw | lists | {"figures": figures, "line": line, "statement": raw["statement"].strip()})


def _figure(raw: dict[str, Any]) -> Figure:
    return Figure(**raw | {key: tuple(value) for key, value in raw.items() if isinstance(value, list)})


def _fact_problems(document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, raw in enumerate(document.data["facts"]):
        field = ("facts", n)
        if raw["id"] in seen:
            yield document.problem((*field, "id"), f"'{raw['id']}' stands twice; an id is for one fact")
        seen.add(raw["id"])
        if raw["topic"] not in document.data["topics"]:
            yield document.problem((*field, "topic"), f"'{raw['topic']}' is not one of the file's topics ({raw['id']})")
        for step, message in (*_date_faults(raw), *_figure_faults(raw), *_number_faults(raw)):
            yield document.problem((*field, *step), f"{message} ({raw['id']})")
        if raw["grade"] != "unverified" and not raw["checked_at"]:
            yield document.problem((*field, "checked_at"), f"a verified fact says where it was read ({raw['id']})")


def _date_faults(raw: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    wrong = [name for name in ("checked_on", "review_by") if not isinstance(raw[name], date)]
    for name in wrong:
        yield (name,), "is not a date like 2026-11-23"
    if not wrong and raw["review_by"] <= raw["checked_on"]:
        yield ("review_by",), "is not after checked_on"


def _figure_faults(raw: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    names: set[str] = set()
    for n, figure in enumerate(raw.get("figures", ())):
        field, value, interval = ("figures", n), figure["value"], figure.get("interval")
        if isinstance(value, str) and re.fullmatch(r"[\d.,]+\s?[–-]\s?[\d.,]+%?", value):
            yield (*field, "value"), f"“{value}” is two figures: give the lowest and the highest each its own"
        if figure.get("name") in names:
            yield (*field, "name"), f"'{figure['name']}' stands twice in one fact"
        names |= {figure["name"]} if "name" in figure else set()
        if interval and interval[0] >= interval[1]:
            yield (*field, "interval"), "begins with the lower bound"
        elif interval and isinstance(value, int | float) and not interval[0] <= value <= interval[1]:
            yield (*field, "interval"), f"does not hold its own value, {value}"
        if "rounded" in figure and not _is_rounding(value, figure["rounded"]):
            yield (*field, "rounded"), f"{figure['rounded']} is no rounding of {value}"


def _is_rounding(value: object, rounded: float) -> bool:
    """Whether ``rounded`` is ``value`` to fewer digits, before or after the point."""
    if not isinstance(value, int | float):
        return False
    step = next(step for step in (10.0**n for n in range(9, -7, -1)) if _is_whole(rounded / step))
    return abs(value - rounded) <= step / 2 * (1 + 1e-9)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9 and round(number) != 0


PROSE = ("statement", "design", "population", "limits")
"""The fields of a fact that people read."""


def _number_faults(raw: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    """Numbers that people read in a fact's own words and that none of its figures holds.

    A year may also be that of a cited work, by its key; dates, names and words are held by the text itself.
    """
    figures = [_figure(figure) for figure in raw.get("figures", ())]
    held = {round(number, 9) for figure in figures for number in figure.numbers()}
    dialed = {_digits(str(figure.value)) for figure in figures}
    years = {float(year) for key in raw["cite"] for year in re.findall(r"(?:19|20)\d\d", key)}
    for n, figure in enumerate(figures):
        if "year" in figure.unit and figure.value in years:
            yield ("figures", n), f"{figure.value} is the year of a work it cites, which needs no figure"
    for name in PROSE:
        for number in find_numbers(raw[name]):
            if number.kind == "phone":
                fault = _digits(number.text) not in {"911", *dialed} and float(_digits(number.text)) not in held
            else:
                fault = number.kind in ("count", "percent", "year") and round(number.value, 9) not in held | years
            if fault:
                yield (name,), f"says “{number.text}”, and no figure of the fact holds it"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def read_cases(path: Path) -> dict[str, Case]:
    """Every court case by its id. Raises ContentError."""
    return {raw["id"]: Case(**raw) for raw in _read_records(path, "cases")}


def read_messages(path: Path) -> dict[str, Message]:
    """Every message of the navigator by its id. Raises ContentError."""
    return {raw["id"]: Message(**raw) for raw in _read_records(path, "messages")}


def _read_records(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of a file that holds one list of them, each with its line, its lists frozen and its text trimmed."""
    document = read_document(path, load_schema(name))
    seen: set[str] = set()
    problems = []
    for n, raw in enumerate(document.data[name]):
        if raw["id"] in seen:
            problems.append(document.problem((name, n, "id"), f"'{raw['id']}' stands twice; an id is for one record"))
        seen.add(raw["id"])
    if problems:
        raise ContentError(*problems)
    for n, raw in enumerate(document.data[name]):
        frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
        trimmed = {key: value.strip() if isinstance(value, str) else value for key, value in frozen.items()}
        yield trimmed | {"line": document.line((name, n))}


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
    title = re.sub(r"[{}]|\\", "", entry.fields.get("title", ""))
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
    return f"{who or entry.fields.get('title', '')} ({entry.fields.get('year', 'n.d.')})"


def _surnames(entry: Any) -> tuple[str, ...]:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return tuple(_surname(person) for person in people)


def _surname(person: Any) -> str:
    name = " ".join([*person.prelast_names, *person.last_names]) or str(person)
    return re.sub(r"[{}]|\\", "", name)


def _address(entry: Any) -> str:
    doi = entry.fields.get("doi", "")
    address: str = f"https://doi.org/{doi}" if doi else entry.fields.get("url", "")
    return re.sub(r"\\(?=[_&%])", "", address)
