"""Who leans on which fact: every place of the authored files that names one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.content import library
from course.content.evidence import split_target
from course.content.exercise_texts import find_exercise_facts
from course.content.files import read_front_matter
from course.content.prose import find_sentences
from course.content.records import Problem
from course.content.series import read_series
from course.errors import ContentError


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One place that names a fact."""

    fact: str
    path: str
    """from the root, with slashes"""
    line: int
    module: str
    """the folder of the module or part it belongs to, such as ``03-words``; of other pages the page's own name"""


def find_uses(root: Path) -> list[Use]:
    """Every use of every fact, in pages, quizzes and the evidence's own files; a file that is broken has none."""
    uses: set[Use] = set()
    for reader in (_in_pages, _in_items, _in_exercises, _in_records, _in_series):
        uses.update(reader(root))
    return sorted(uses)


def _in_pages(root: Path) -> Iterator[Use]:
    for path in library.page_paths(root):
        name = path.relative_to(root).as_posix()
        try:
            _, body, first_line = read_front_matter(path)
        except ContentError:
            continue
        if "{fact}" not in body:
            continue
        in_folder = path.parent.name[:2].isdigit() or path.stem == "index"
        module = path.parent.name if in_folder else path.stem
        for sentence in find_sentences(body, first_line):
            for role in sentence.roles:
                if role.name == "fact":
                    yield Use(split_target(role.target)[0], name, sentence.line_at(role.start), module)


def _in_items(root: Path) -> Iterator[Use]:
    for path in sorted((root / "quizzes" / "items").glob("*.yml")):
        try:
            bank = library.load_bank(path.stem, root)
        except ContentError:
            continue
        for item in bank.items:
            yield from (Use(fact, path.relative_to(root).as_posix(), item.line, bank.quiz) for fact in item.facts)


def _in_exercises(root: Path) -> Iterator[Use]:
    for path in library.exercise_paths(root):
        name, module = path.relative_to(root).as_posix(), path.parent.name
        try:
            yield from (Use(fact, name, line, module) for fact, line in find_exercise_facts(path))
        except ContentError:
            continue


def _in_records(root: Path) -> Iterator[Use]:
    for load, name, module in (
        (library.load_glossary, "terms.yml", "glossary"),
        (library.load_cases, "cases.yml", "cases"),
        (library.load_messages, "messages.yml", "messages"),
    ):
        path = library.evidence_path(name, root).relative_to(root).as_posix()
        try:
            records = load(root)
        except ContentError:
            continue
        for record in records.values():
            yield from (Use(fact, path, record.line, module) for fact in record.facts)


def _in_series(root: Path) -> Iterator[Use]:
    for path in library.series_paths(root):
        try:
            series = read_series(path)
        except ContentError:
            continue
        name = series.path.relative_to(root).as_posix()
        for line, row in enumerate(series.rows, start=2):
            yield from (Use(fact, name, line, "numbers") for fact in series.cells(row, "fact"))


def problems_of_uses(root: Path) -> Iterator[Problem]:
    """Uses of facts that there are not, or that nobody has verified, outside of pages and quizzes."""
    facts = library.load_facts(root)
    for use in find_uses(root):
        if use.path.endswith(".md") or use.path.startswith("quizzes/"):
            continue
        fact = facts.get(use.fact)
        if fact is None:
            yield Problem(use.path, use.line, f"unknown fact '{use.fact}'")
        elif fact.grade == "unverified" and use.module not in ("cases", "messages"):
            yield Problem(use.path, use.line, f"the fact '{use.fact}' is unverified and may not be used")
