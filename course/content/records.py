"""What authors write, once read: frozen records, and nothing behind them sees raw YAML."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

Kind = Literal["choice", "multiple", "order", "match", "likert", "text"]
SCORED_KINDS = ("choice", "multiple", "order", "match")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in an authored file; prints as ``path:line: message``."""

    path: str
    line: int
    """1-based; 1 when the fault belongs to the whole file"""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Option:
    """Anything that may be chosen, ordered or matched."""

    id: str
    text: str
    feedback: str = ""
    """what choosing it teaches; never sent with a quiz item"""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The left side of a `match` item."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """One step of a rubric by which a person reads a `text` response."""

    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the bank. Its id is for ever: an item is retired, never edited into another."""

    id: str
    kind: Kind
    use: Literal["quiz", "practice"]
    objective: str
    stem: str
    facts: tuple[str, ...] = ()
    points: float = 0.0
    """worth of the item; 0 for `likert`; the rubric's highest level for `text`"""
    options: tuple[Option, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    key: str | tuple[str, ...] | Mapping[str, str] | None = None
    """choice: an option id; multiple, order: option ids; match: prompt id -> option id"""
    labels: tuple[str, ...] = ()
    """likert: the labels of the steps 1..n"""
    rubric: tuple[RubricLevel, ...] = ()
    completion_points: float = 0.0
    """text: what a response kept private earns"""
    retired: bool = False
    line: int = field(default=1, compare=False)

    @property
    def is_scored(self) -> bool:
        """Whether a machine scores it."""
        return self.kind in SCORED_KINDS

    def shown_options(self) -> tuple[Option, ...]:
        """The options in an order fixed by the ids alone, so that no author's habit gives the key away."""
        return tuple(sorted(self.options, key=lambda o: _digest(f"{self.id}/{o.id}")))

    def to_learner(self) -> dict[str, Any]:
        """The item as a learner may receive it: no key, no feedback."""
        return {
            "id": self.id,
            "kind": self.kind,
            "stem": self.stem,
            "points": self.points,
            "options": [{"id": o.id, "text": o.text} for o in self.shown_options()],
            "prompts": [{"id": p.id, "text": p.text} for p in self.prompts],
            "labels": list(self.labels),
            "rubric": [{"points": r.points, "text": r.text} for r in self.rubric],
            "completion_points": self.completion_points,
        }


@dataclass(frozen=True, slots=True)
class ItemBank:
    """The items of one quiz, in the author's order."""

    quiz: str
    title: str
    items: tuple[Item, ...]
    path: Path = field(compare=False, default=Path())

    def quiz_items(self) -> tuple[Item, ...]:
        """The items handed in to a trainer, retired ones left out."""
        return tuple(i for i in self.items if i.use == "quiz" and not i.retired)

    def practice_items(self) -> tuple[Item, ...]:
        """The items shown with their key on a page, retired ones left out."""
        return tuple(i for i in self.items if i.use == "practice" and not i.retired)

    def find(self, item_id: str) -> Item | None:
        """The item of that id, retired or not."""
        return next((i for i in self.items if i.id == item_id), None)

    @property
    def digest(self) -> str:
        """``sha256:…`` of what is asked and how it is scored; a reworded feedback leaves it as it was."""
        asked = [i.to_learner() | {"key": _plain(i.key)} for i in self.quiz_items()]
        return "sha256:" + _digest(json.dumps([self.quiz, asked], sort_keys=True, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class ExerciseData:
    """An exercise as its author wrote it: ``fields`` are those of its type, schema-checked."""

    id: str
    type: str
    fields: Mapping[str, Any]
    path: Path = field(compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a fact, with what is needed to read it."""

    value: float | str
    unit: str
    interval: str = ""
    comparator: str = ""
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim, its source, and its limit."""

    id: str
    statement: str
    cite: tuple[str, ...]
    design: str
    population: str
    limits: str
    grade: Literal["verified-primary", "verified-secondary", "unverified"]
    checked_at: tuple[str, ...]
    checked_on: date
    review_by: date
    figures: tuple[Figure, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of the course or of the rooms, in plain language."""

    term: str
    definition: str
    also: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class LanguageTerm:
    """A word or phrase the language lens knows, and what it says of it."""

    term: str
    outcome: Literal["flag", "note"]
    category: Literal["stigmatizing", "outdated", "context-dependent", "myth"]
    patterns: tuple[str, ...]
    """regular expressions that read the same in Python and JavaScript"""
    why: str
    prefer: tuple[str, ...]
    """wordings that fit where the matched words stood, ready for one tap; empty where none would fit"""
    prefer_plural: tuple[str, ...] = ()
    """the same wordings for a plural match; empty where number makes no difference"""
    advice: tuple[str, ...] = ()
    """what else may help, in words to read and not to put in place"""
    exceptions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    """patterns that hold only in the capitals they are written in, such as MAT"""
    on_by_default: bool = True


@dataclass(frozen=True, slots=True)
class LensRules:
    """Everything the language lens runs on; the view gets the same, as JSON, from ``lens.to_view``."""

    terms: tuple[LanguageTerm, ...]
    context: Mapping[str, Any]
    """protected names and phrases, and the cues that turn a flag into a note"""
    sources: Mapping[str, str]
    """source key -> how it is shown to a reader"""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of ``references.bib``."""

    key: str
    label: str
    """as shown in a sentence: `Kelly and Westerhoff (2010)`"""
    url: str


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do after a module, with a measurable verb."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The front matter of a page; minutes are whole."""

    path: Path
    title: str
    teaching: int = 0
    exercises: int = 0
    objectives: tuple[Objective, ...] = ()
    audience: tuple[str, ...] = ()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(key: object) -> object:
    """A key as JSON knows it."""
    if isinstance(key, Mapping):
        return dict(key)
    return list(key) if isinstance(key, tuple) else key
