"""`course check`: every finding in what authors wrote, in one list.

Data files are read as the course reads them, and each exercise is made of its own; pages are also held against the
exercises they open, the evidence and the language lens.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from course import content, lens
from course.content import ExerciseData, Fact, LensRules, Problem
from course.errors import ContentError
from course.exercises import find_type

_FACT_ROLE = re.compile(r"\{fact\}`(?:[^`<]*<)?(?P<id>[A-Z][A-Z0-9-]+)>?`")


Progress = Callable[[int, int], None]


def find_findings(root: Path, today: date | None = None, progress: Progress | None = None) -> list[Problem]:
    """Everything that is wrong in the authored files under ``root`` on a day, sorted by path and line.

    Where data files are broken, the pages are not held against them: the first fault would cause the others.
    """
    problems = content.find_problems(root)
    if problems:
        return problems
    facts = content.load_facts(root)
    rules = content.load_lens_rules(root)
    exercises = content.load_exercises(root)
    findings = {*_overdue(facts, today or date.today()), *_unmade(exercises.values(), root)}
    paths = content.page_paths(root)
    for done, path in enumerate(paths, start=1):
        text = path.read_text(encoding="utf-8-sig")
        name = path.relative_to(root).as_posix()
        findings.update(_fact_findings(text, name, facts))
        findings.update(_call_findings(text, name, exercises))
        findings.update(_language_findings(text, name, rules))
        if progress:
            progress(done, len(paths))
    return sorted(findings)


def _overdue(facts: dict[str, Fact], today: date) -> Iterator[Problem]:
    for fact in facts.values():
        if fact.review_by < today and fact.grade != "unverified":
            message = f"{fact.id}: due for review since {fact.review_by}; look at its source again, then set both dates"
            yield Problem("modules/evidence/facts.yml", fact.line, message)


def _unmade(exercises: Collection[ExerciseData], root: Path) -> Iterator[Problem]:
    """Exercises that are sound in themselves and name a quiz, an item or a term that there is not."""
    for exercise in exercises:
        try:
            find_type(exercise.type).build_data(exercise, root)
        except ContentError as error:
            message = str(error).removeprefix(f"{exercise.path}: ")
            yield Problem(exercise.path.relative_to(root).as_posix(), 1, message)


def _call_findings(text: str, name: str, exercises: Collection[str]) -> Iterator[Problem]:
    for found in content.EXERCISE_CALL.finditer(text):
        if found[1] not in exercises:
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(name, line, f"there is no exercise '{found[1]}': no file modules/…/{found[1]}.yml")


def _fact_findings(text: str, name: str, facts: dict[str, Fact]) -> Iterator[Problem]:
    for found in _FACT_ROLE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        fact = facts.get(found["id"])
        if fact is None:
            yield Problem(name, line, f"unknown fact '{found['id']}'")
        elif fact.grade == "unverified":
            yield Problem(name, line, f"the fact '{fact.id}' is unverified and may not be used")


def _language_findings(text: str, name: str, rules: LensRules) -> Iterator[Problem]:
    for mark in lens.find_marks_in_document(text, rules, markdown=True):
        if mark.outcome == "flag":
            wordings = " or ".join(f"“{wording}”" for wording in mark.prefer[:2])
            advice = f"; rather {wordings}" if wordings else ""
            yield Problem(name, mark.line, f"“{mark.text}”: {mark.why}{advice}")
