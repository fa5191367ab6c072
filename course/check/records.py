"""Authored data that people read: facts past their review, numbers no fact holds, references nobody uses."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from course import content, lens
from course.check.sources import Sources
from course.content import ExerciseText, Fact, Problem
from course.errors import ContentError
from course.figures import find_misfits
from course.numerals import find_numbers

T = TypeVar("T")


def find_findings(sources: Sources) -> Iterator[Problem]:
    """Every finding that lies in data and not in a page."""
    if sources.facts is None or sources.references is None:
        return
    yield from _overdue(sources)
    yield from _unused_references(sources)
    for path, line, fact_ids, text in _texts(sources):
        yield from _misfits(path, line, fact_ids, text, sources)
    for path, found in _exercise_texts(sources):
        if not found.has_own_numbers:
            yield from _misfits(path, found.line, found.facts, found.text, sources)
    yield from _series(sources)
    yield from _language(sources)


def _overdue(sources: Sources) -> Iterator[Problem]:
    for fact in (sources.facts or {}).values():
        if fact.review_by < sources.today and fact.grade != "unverified":
            message = f"{fact.id}: due for review since {fact.review_by}; look at its source again, then set both dates"
            yield Problem(_name("facts.yml"), fact.line, message)


def _unused_references(sources: Sources) -> Iterator[Problem]:
    used = {key for fact in (sources.facts or {}).values() for key in fact.cite}
    for path in content.page_paths(sources.root):
        for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", path.read_text(encoding="utf-8-sig")):
            used |= {key.strip() for key in keys.split(",")}
    for series in _or_nothing(sources, content.load_series):
        used |= set(series.source)
    for reference in (sources.references or {}).values():
        if reference.key not in used:
            message = f"{reference.key}: no fact, page or series uses this reference; take it out or use it"
            yield Problem(_name("references.bib"), reference.line, message)


def _texts(sources: Sources) -> Iterator[tuple[str, int, tuple[str, ...], str]]:
    """Every text of a record that may say a number: path, line, the facts it rests on, and its words."""
    for entry in (sources.glossary or {}).values():
        yield _name("terms.yml"), entry.line, entry.facts, entry.definition
    for case in _or_nothing(sources, content.load_cases):
        for text in (case.holding, case.choice, case.posture, case.unsettled):
            yield _name("cases.yml"), case.line, case.facts, text
    for message in _or_nothing(sources, content.load_messages):
        for text in (message.guidance, message.reply, message.caution):
            yield _name("messages.yml"), message.line, message.facts, text
    for bank in _or_nothing(sources, content.load_banks):
        name = bank.path.relative_to(sources.root).as_posix()
        for item in bank.items:
            # A wrong option may well say a wrong number, and a situation has numbers of its own; what teaches may not.
            for option in item.options if item.facts else ():
                yield name, item.line, item.facts, option.feedback


def _exercise_texts(sources: Sources) -> Iterator[tuple[str, ExerciseText]]:
    """The texts of every exercise but the language lens, whose samples are there to be marked."""
    for exercise in (sources.exercises or {}).values():
        if exercise.type != "language_lens":
            path = exercise.path.relative_to(sources.root).as_posix()
            yield from ((path, text) for text in content.find_exercise_texts(exercise.path))


def _misfits(path: str, line: int, fact_ids: Iterable[str], text: str, sources: Sources) -> Iterator[Problem]:
    numbers = [number for number in find_numbers(text) if number.counts]
    if not numbers:
        return
    ids = tuple(i for i in fact_ids if i in (sources.facts or {}))
    held = sources.holdings(ids)
    # A year in which a law or a text came out is often in its fact's own words.
    for number, fault in find_misfits(numbers, text, held):
        if str(int(number.value)) not in held.text or number.kind != "year":
            yield Problem(path, line, fault.replace("{facts}", " or ".join(ids) or "any fact named here"))


def _language(sources: Sources) -> Iterator[Problem]:
    """Words that make a condition the person; a study's own terms, such as "detox", may stand in a record."""
    if sources.lens_rules is None:
        return
    facts = (
        (_name("facts.yml"), fact.line, " ".join((fact.statement, fact.design, fact.population, fact.limits)))
        for fact in (sources.facts or {}).values()
    )
    # An item may be about such a word, and the language lens is for it to judge.
    records = ((path, line, text) for path, line, _, text in _texts(sources) if not path.startswith("quizzes/"))
    # What is heard in the rooms is heard there, and an exercise is where one may look at it.
    exercises = ((path, found.line, found.text) for path, found in _exercise_texts(sources) if not found.is_heard)
    for path, line, text in (*facts, *records, *exercises):
        for mark in lens.find_marks(text, sources.lens_rules):
            if mark.outcome == "flag" and mark.category == "stigmatizing":
                yield Problem(path, line, f"“{mark.text}”: {mark.why}")


def _series(sources: Sources) -> Iterator[Problem]:
    """A number of a series that its row's fact does not hold."""
    for series in _or_nothing(sources, content.load_series):
        name = series.path.relative_to(sources.root).as_posix()
        for line, row in enumerate(series.rows, start=2):
            facts = [f for f in map((sources.facts or {}).get, series.cells(row, "fact")) if f is not None]
            held = _numbers(facts)
            for cell in series.cells(row, "number", "year"):
                if cell and facts and round(float(cell), 9) not in held:
                    yield Problem(name, line, f"no figure of {facts[0].id} holds {cell}")


def _numbers(facts: Iterable[Fact]) -> set[float]:
    """Every number a fact holds, years in its own words too."""
    held = {round(number, 9) for fact in facts for figure in fact.figures for number in figure.numbers()}
    prose = " ".join(f"{fact.statement} {fact.design} {fact.population}" for fact in facts)
    return held | {number.value for number in find_numbers(prose) if number.kind in ("year", "date")}


def _or_nothing(sources: Sources, load: Callable[[Path], Mapping[str, T]]) -> list[T]:
    """The records of a file; none where it cannot be read, which is told elsewhere."""
    try:
        return list(load(sources.root).values())
    except ContentError:
        return []


def _name(file: str) -> str:
    return (Path("modules") / "evidence" / file).as_posix()
