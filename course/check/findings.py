"""Every finding of a course, from its files one by one and from what lies between them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from course import content
from course.check import pages, records
from course.check.sources import Sources
from course.content import Problem
from course.errors import ContentError
from course.exercises import find_type

Progress = Callable[[int, int], None]


def find_findings(root: Path, today: date | None = None, progress: Progress | None = None) -> list[Problem]:
    """Everything that is wrong in the authored files under ``root`` on a day, sorted by path and line."""
    sources = Sources(root, today or date.today())
    findings = {*content.find_problems(root), *_unmade(sources), *records.find_findings(sources)}
    paths = content.page_paths(root)
    for done, path in enumerate(paths, start=1):
        findings.update(pages.find_findings(path, sources))
        if progress:
            progress(done, len(paths))
    return sorted(findings)


def _unmade(sources: Sources) -> Iterator[Problem]:
    """Exercises that are sound in themselves and name a quiz, an item or a term that there is not."""
    for exercise in (sources.exercises or {}).values():
        try:
            find_type(exercise.type).build_data(exercise, sources.root)
        except ContentError as error:
            name = exercise.path.relative_to(sources.root).as_posix()
            for fault in error.problems:
                if isinstance(fault, Problem):
                    yield Problem(name, fault.line, fault.message)
                else:
                    yield Problem(name, 1, str(fault).removeprefix(f"{exercise.path}: "))
