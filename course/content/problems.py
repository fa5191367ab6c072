"""Every fault of every authored file at once, and those that lie between two files."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from course.content import library
from course.content.evidence import read_facts, read_glossary, read_lens_rules, read_references
from course.content.items import read_bank
from course.content.pages import read_exercise, read_page
from course.content.records import Fact, Item, ItemBank, Problem
from course.errors import ContentError


def find_problems(root: Path | None = None) -> list[Problem]:
    """Every fault in every authored data file, sorted, with paths relative to the root; none stops the others."""
    root = root or library.find_root()
    problems: list[Problem] = []
    for read in _readers(root):
        try:
            read()
        except ContentError as error:
            problems += [p for p in error.problems if isinstance(p, Problem)]
    if not problems:
        problems += cross_problems(root)
    return sorted({_relative(problem, root) for problem in problems})


def _readers(root: Path) -> Iterator[Callable[[], object]]:
    for path in sorted((root / "quizzes" / "items").glob("*.yml")):
        yield partial(read_bank, path)
    for path in library.exercise_paths(root):
        yield partial(read_exercise, path)
    for path in library.page_paths(root):
        yield partial(read_page, path)
    for name, reader in (
        ("facts.yml", read_facts),
        ("terms.yml", read_glossary),
        ("terms.yml", read_lens_rules),
        ("references.bib", read_references),
    ):
        yield partial(reader, library.evidence_path(name, root))


def _relative(problem: Problem, root: Path) -> Problem:
    path = Path(problem.path)
    if path.is_absolute() and path.is_relative_to(root):
        return Problem(path.relative_to(root).as_posix(), problem.line, problem.message)
    return problem


def cross_problems(root: Path) -> Iterator[Problem]:
    """What is wrong between files that are each sound in themselves."""
    yield from _item_problems(root)
    yield from _fact_problems(root)
    yield from _glossary_problems(root)
    yield from _same_ids(root)


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


def _glossary_problems(root: Path) -> Iterator[Problem]:
    path = str(library.evidence_path("terms.yml", root))
    facts = library.load_facts(root)
    for entry in library.load_glossary(root).values():
        for fact_id in entry.facts:
            if fact_id not in facts:
                yield Problem(path, entry.line, f"glossary: '{entry.term}' names an unknown fact '{fact_id}'")


def _same_ids(root: Path) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path in library.exercise_paths(root):
        if path.stem in seen:
            yield Problem(str(path), 1, f"the exercise id '{path.stem}' is also used by {seen[path.stem].name}")
        seen[path.stem] = path
