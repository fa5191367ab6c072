"""What will need a second look at its source by a date."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course import content
from course.content import Fact


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact whose review falls due, and the pages and files that lean on it."""

    fact: Fact
    used_by: tuple[str, ...]


def find_due(root: Path, by: date) -> list[DueFact]:
    """Every verified fact to be reviewed on or before a day, the earliest first. Raises ContentError."""
    used: dict[str, list[str]] = {}
    for use in content.find_uses(root):
        used.setdefault(use.fact, []).append(use.path)
    due = (f for f in content.load_facts(root).values() if f.review_by <= by and f.grade != "unverified")
    return [
        DueFact(fact, tuple(dict.fromkeys(used.get(fact.id, ()))))
        for fact in sorted(due, key=lambda f: (f.review_by, f.id))
    ]
