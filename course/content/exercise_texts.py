"""The sentences an author wrote into the data of an exercise, with the facts beside them, for whoever checks them.

A type's schema may mark a property: ``"heard": true`` for words that somebody in the room says, which are theirs and
not the course's; ``"own_numbers": true`` for numbers that are no finding, such as a time of day in a story.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.content.files import load_exercise_schema, read_document

_MARKS = ("heard", "own_numbers")


@dataclass(frozen=True, slots=True)
class ExerciseText:
    """One text of an exercise, where it stands, and which facts it may lean on."""

    text: str
    line: int
    facts: tuple[str, ...]
    """those of the record it stands in, and of the records around that"""
    is_heard: bool
    has_own_numbers: bool


def find_exercise_texts(path: Path) -> Iterator[ExerciseText]:
    """Every text of more than one word in an exercise's data. Raises ContentError for a file that cannot be read."""
    document = read_document(path)
    if not isinstance(document.data, dict):
        return
    schema = load_exercise_schema(str(document.data.get("type"))) or {}
    for field, text, place in _walk(document.data, (), _Place(schema, schema)):
        yield ExerciseText(text, document.line(field), place.facts, "heard" in place.marks, bool(place.marks))


def find_exercise_facts(path: Path) -> Iterator[tuple[str, int]]:
    """Every fact an exercise's data names, with its line. Raises ContentError for a file that cannot be read."""
    document = read_document(path)
    yield from ((str(fact), document.line(field)) for field, fact in _facts(document.data, ()))


Field = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of a value by where it stands."""

    schema: Mapping[str, Any]
    whole: Mapping[str, Any]
    """the schema of the file, into which a ``$ref`` leads"""
    facts: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    def into(self, schema: Mapping[str, Any], facts: Any = ()) -> "_Place":
        """One step further in, under a schema of its own and with more facts, if it names any."""
        name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        schema = self.whole.get("$defs", {}).get(name, schema)
        named = tuple(map(str, facts)) if isinstance(facts, list) else ()
        marks = self.marks | {mark for mark in _MARKS if schema.get(mark)}
        return _Place(schema, self.whole, (*self.facts, *named), marks)


def _walk(value: Any, field: Field, place: _Place) -> Iterator[tuple[Field, str, _Place]]:
    if isinstance(value, str) and " " in value:
        yield field, value, place
    elif isinstance(value, dict):
        known, rest = place.schema.get("properties", {}), place.schema.get("additionalProperties")
        for key, inner in value.items():
            below = known.get(key) or (rest if isinstance(rest, dict) else {})
            yield from _walk(inner, (*field, key), place.into(below, value.get("facts")))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*field, index), place.into(place.schema.get("items", {})))


def _facts(value: Any, field: Field) -> Iterator[tuple[Field, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "facts" and isinstance(inner, list):
                yield from (((*field, key, index), fact) for index, fact in enumerate(inner))
            else:
                yield from _facts(inner, (*field, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _facts(inner, (*field, index))
