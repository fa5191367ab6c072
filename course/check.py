"""`course check`: every finding in what authors wrote, in one list.

Data files are read as the course reads them; pages are also held against the evidence and the language lens.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from course import content, lens
from course.content import Fact, LensRules, Problem

_FACT_ROLE = re.compile(r"\{fact\}`(?:[^`<]*<)?(?P<id>[A-Z][A-Z0-9-]+)>?`")


def find_findings(root: Path, today: date | None = None) -> list[Problem]:
    """Everything that is wrong in the authored files under ``root`` on a day, sorted by path and line.

    Where data files are broken, the pages are not held against them: the first fault would cause the others.
    """
    problems = content.find_problems(root)
    if problems:
        return problems
    facts = content.load_facts(root)
    rules = content.load_lens_rules(root)
    findings: set[Problem] = set(_overdue(facts, today or date.today()))
    for path in content.page_paths(root):
        text = path.read_text(encoding="utf-8-sig")
        name = path.relative_to(root).as_posix()
        findings.update(_fact_findings(text, name, facts))
        findings.update(_language_findings(text, name, rules))
    return sorted(findings)


def _overdue(facts: dict[str, Fact], today: date) -> Iterator[Problem]:
    for fact in facts.values():
        if fact.review_by < today and fact.grade != "unverified":
            message = f"{fact.id}: due for review since {fact.review_by}; look at its source again, then set both dates"
            yield Problem("modules/evidence/facts.yml", fact.line, message)


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
