"""Every fault of every authored file at once, and those that lie between two files."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from course.content import library, uses
from course.content.items import read_bank
from course.content.pages import read_exercise, read_page
from course.content.records import Fact, Item, ItemBank, Problem
from course.content.series import read_series
from course.errors import ContentError


def find_problems(root: Path | None = None) -> list[Problem]:
    """Every fault in every authored data file, sorted, with paths relative to the root; none stops the others."""
    root = root or library.find_root()
    problems: list[Problem] = []
    for read in _readers(root):
        problems += _problems_of(read)
    for check in (_item_problems, _fact_problems, uses.problems_of_uses, _series_problems, _same_ids):
        # What lies between two files is asked only where both can be read; their own faults are told above.
        problems += _problems_of(partial(_listed, check, root))
    return sorted({_relative(problem, root) for problem in problems})


def _listed(check: Callable[[Path], Iterator[Problem]], root: Path) -> list[Problem]:
    return list(check(root))


def _problems_of(read: Callable[[], object]) -> list[Problem]:
    """What a reader complains of, or what a check gives."""
    try:
        found = read()
    except ContentError as error:
        return [p for p in error.problems if isinstance(p, Problem)]
    return [p for p in found if isinstance(p, Problem)] if isinstance(found, list) else []


def _readers(root: Path) -> Iterator[Callable[[], object]]:
    for path in sorted((root / "quizzes" / "items").glob("*.yml")):
        yield partial(read_bank, path)
    for path in library.exercise_paths(root):
        yield partial(read_exercise, path)
    for path in library.page_paths(root):
        yield partial(read_page, path)
    for path in library.series_paths(root):
        yield partial(read_series, path)
    for load in (
        library.load_facts,
        library.load_glossary,
        library.load_lens_rules,
        library.load_references,
        library.load_cases,
        library.load_messages,
    ):
        yield partial(load, root)


def _relative(problem: Problem, root: Path) -> Problem:
    path = Path(problem.path)
    if path.is_absolute() and path.is_relative_to(root):
        return Problem(path.relative_to(root).as_posix(), problem.line, problem.message)
    return problem


def _item_problems(root: Path) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    facts = library.load_facts(root)
    for bank in library.load_banks(root).values():
        objectives = _objectives(bank, root)
        for item in bank.items:
            yield from _one_item(item, bank, objectives, facts)
            if item.id in seen:
                yield Problem(str(bank.path), item.line, f"the id '{item.id}' is also an item of {seen[item.id]}")
            seen[item.id] = bank.quiz


def _one_item(item: Item, bank: ItemBank, objectives: set[str], facts: dict[str, Fact]) -> Iterator[Problem]:
    for fact_id in item.facts:
        fact = facts.get(fact_id)
        if fact is None:
            yield Problem(str(bank.path), item.line, f"{item.id}: unknown fact '{fact_id}'")
        elif fact.grade == "unverified":
            yield Problem(str(bank.path), item.line, f"{item.id}: the fact '{fact_id}' is unverified")
    if objectives and item.objective not in objectives:
        known = ", ".join(sorted(objectives))
        yield Problem(str(bank.path), item.line, f"{item.id}: unknown objective '{item.objective}' (known: {known})")


def _objectives(bank: ItemBank, root: Path) -> set[str]:
    """The objectives of the module whose quiz it is; empty where the module has no pages yet."""
    pages = sorted((root / "modules" / bank.quiz).glob("*.md"))
    return {objective.id for path in pages for objective in library.load_page(path).objectives}


def _fact_problems(root: Path) -> Iterator[Problem]:
    path = str(library.evidence_path("facts.yml", root))
    references = library.load_references(root)
    for fact in library.load_facts(root).values():
        for key in fact.cite:
            if key not in references:
                yield Problem(path, fact.line, f"{fact.id}: no entry '{key}' in references.bib")


def _series_problems(root: Path) -> Iterator[Problem]:
    references = library.load_references(root)
    for path in library.series_paths(root):
        for key in read_series(path).source:
            if key not in references:
                yield Problem(str(path), 1, f"source: no entry '{key}' in references.bib")


def _same_ids(root: Path) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path in library.exercise_paths(root):
        if path.stem in seen:
            yield Problem(str(path), 1, f"the exercise id '{path.stem}' is also used by {seen[path.stem].name}")
        seen[path.stem] = path
