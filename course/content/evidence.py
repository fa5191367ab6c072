"""The evidence: facts, court cases and messages, each from its one file."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from course.content.files import Document, Field, load_schema, read_document
from course.content.records import Case, Fact, Figure, Message, Problem
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
