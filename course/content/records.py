"""What authors write, once read: frozen records, and nothing behind them sees raw YAML."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from course.numerals import find_numbers

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
    """a number; text for what is dialed"""
    unit: str
    """what it counts; begins with "percent" where it is a share of a hundred"""
    name: str = ""
    """how a page asks for it, ``{fact}`ST-L-01.response```; unique within its fact"""
    interval: tuple[float, float] | None = None
    level: float = 95.0
    """of the interval, in percent"""
    comparator: str = ""
    n: int | None = None
    rounded: float | None = None
    """the same, as a page may round it"""
    words: tuple[str, ...] = ()
    """by which other words a sentence may speak of it"""

    @property
    def is_year(self) -> bool:
        """Whether it says when, and not how many: ``{value: 2001, unit: year of the order}``."""
        says_so = re.search(r"\b(?:years?|decade)\b", self.unit) is not None
        return says_so and isinstance(self.value, int) and 1800 <= self.value < 2100

    def to_text(self, with_interval: bool = False) -> str:
        """The number as a page says it: ``71%``, ``1,288``, ``2001``, ``0.34 (95% interval 0.27 to 0.43)``."""
        if self.is_year:
            return str(self.value)
        share = "%" if self.unit.startswith("percent") else ""
        text = f"{_grouped(self.value)}{share}"
        if not with_interval or self.interval is None:
            return text
        low, high = map(_grouped, self.interval)
        return f"{text} ({self.level:g}% interval {low}{share} to {high}{share})"

    def to_line(self) -> str:
        """The figure with all that is needed to read it, as the evidence pages list it."""
        unit = self.unit.removeprefix("percent").strip()
        against = (
            ""
            if not self.comparator
            else self.comparator
            if _COMPARES.match(self.comparator)
            else f"against {self.comparator}"
        )
        people = "" if self.n is None else f"n = {self.n:,}"
        return ", ".join(
            part for part in (f"{self.to_text(with_interval=True)} {unit}".strip(), against, people) if part
        )

    def numbers(self) -> tuple[float, ...]:
        """Every number it holds: itself, rounded, its interval with the level, how many it was measured in."""
        value = (float(self.value),) if isinstance(self.value, int | float) else ()
        more = (self.rounded, self.n, *((*self.interval, self.level) if self.interval else ()))
        named = (number.value for number in find_numbers(f"{self.unit}; {self.comparator}") if number.value)
        return (*value, *(float(number) for number in more if number is not None), *named)


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim, its source, and its limit."""

    id: str
    topic: str
    """a key of the file's ``topics``"""
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
class Case:
    """A court case or settlement: what was decided, and what was not."""

    id: str
    name: str
    court: str
    year: int
    about: Literal["required attendance", "medication"]
    holding: str
    posture: str
    """at what stage it ended, and what came after"""
    unsettled: str
    facts: tuple[str, ...]
    citation: str = ""
    setting: str = ""
    choice: str = ""
    """whether there was a real secular choice"""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Message:
    """Something heard in the rooms, what guidance says of it, and a reply."""

    id: str
    kind: Literal["medical", "membership", "worth", "power"]
    message: str
    may_mean: str
    guidance: str
    reply: str
    facts: tuple[str, ...]
    checked: bool
    """whether the guidance was read at a source; if not, it is kept and never shown"""
    caution: str = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a series."""

    name: str
    title: str
    kind: Literal["text", "number", "year", "fact", "status"]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A small table of figures for a plot; each row names the fact that holds its numbers."""

    id: str
    title: str
    source: tuple[str, ...]
    """keys of the bibliography"""
    status: Literal["final", "provisional", "mixed"]
    reading: str
    """how to read it, and what it does not show"""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    path: Path = field(compare=False)

    def cells(self, row: tuple[str, ...], *kinds: str) -> list[str]:
        """The cells of a row that stand in columns of these kinds."""
        return [cell for column, cell in zip(self.columns, row, strict=True) if column.kind in kinds]


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
    year: int = 0
    """of publication; 0 where it has none"""
    title: str = ""
    authors: tuple[str, ...] = ()
    """their surnames, in the order of the work"""
    line: int = field(default=1, compare=False)


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
    own_numbers: bool = False
    """whether its numbers are about the course itself, and so rest on no fact"""


_COMPARES = re.compile(r"(?:of|than|versus|vs|compared|against|in|among|per|from)\b")
"""How a comparator may begin that reads on by itself."""


def _grouped(value: float | str) -> str:
    """A number with its thousands set apart, as many digits as its author gave."""
    return value if isinstance(value, str) else f"{value:,}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(key: object) -> object:
    """A key as JSON knows it."""
    if isinstance(key, Mapping):
        return dict(key)
    return list(key) if isinstance(key, tuple) else key
