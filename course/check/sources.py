"""What pages are held against, loaded once; what cannot be read is None, and its own faults are told elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from course import content
from course.content import ExerciseData, Fact, GlossaryEntry, LensRules, Reference
from course.errors import ContentError
from course.figures import Holdings

T = TypeVar("T")


@dataclass(frozen=True)
class Sources:
    """The authored data of one root, on one day."""

    root: Path
    today: date

    @cached_property
    def facts(self) -> Mapping[str, Fact] | None:
        """Every fact by its id."""
        return self._load(content.load_facts)

    @cached_property
    def references(self) -> Mapping[str, Reference] | None:
        """Every entry of the bibliography by its key."""
        return self._load(content.load_references)

    @cached_property
    def glossary(self) -> Mapping[str, GlossaryEntry] | None:
        """Every glossary entry by its word."""
        return self._load(content.load_glossary)

    @cached_property
    def lens_rules(self) -> LensRules | None:
        """The rules of the language lens."""
        return self._load(content.load_lens_rules)

    @cached_property
    def exercises(self) -> Mapping[str, ExerciseData] | None:
        """Every exercise by its id."""
        return self._load(content.load_exercises)

    def holdings(self, fact_ids: tuple[str, ...], cited: tuple[str, ...] = ()) -> Holdings:
        """What some facts, and the works that they and the page cite, hold; unknown ids hold nothing."""
        facts = [self.facts[i] for i in dict.fromkeys(fact_ids) if self.facts and i in self.facts]
        keys = dict.fromkeys([*(key for fact in facts for key in fact.cite), *cited])
        return Holdings.of(facts, [self.references[k] for k in keys if self.references and k in self.references])

    def _load(self, load: Callable[[Path], T]) -> T | None:
        try:
            return load(self.root)
        except ContentError:
            return None
