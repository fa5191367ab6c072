"""What an exercise's texts rest on: the facts its author named, as a card in the view and a small line on paper."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content import (
    GRADES,
    SHORT_GRADES,
    ExerciseData,
    Fact,
    Reference,
    evidence_path,
    load_facts,
    load_references,
)
from course.errors import ContentError
from course.exercises.paper import escape


def find_fact_ids(fields: Any) -> Iterator[str]:
    """Every id under a key ``facts``, however deep, in the order of the author."""
    if isinstance(fields, Mapping):
        for key, value in fields.items():
            if key == "facts":
                yield from value
            else:
                yield from find_fact_ids(value)
    elif isinstance(fields, list | tuple):
        for value in fields:
            yield from find_fact_ids(value)


def load_sources(data: Mapping[str, Any], exercise: ExerciseData, root: Path) -> dict[str, dict[str, Any]]:
    """The card of each fact that an exercise's data names, by its id; the view shows them with ``makeSources``.

    Raises ContentError for a fact that there is not, and for one that nobody has verified.
    """
    wanted = list(dict.fromkeys(find_fact_ids(data)))
    if not wanted or not evidence_path("facts.yml", root).is_file():
        return {}
    facts, references = load_facts(root), load_references(root)
    for fact_id in wanted:
        if fact_id not in facts:
            raise ContentError(f"{exercise.path}: facts: there is no fact '{fact_id}'")
        if facts[fact_id].grade == "unverified":
            raise ContentError(f"{exercise.path}: facts: '{fact_id}' is unverified and may not be used")
    return {fact_id: _to_card(facts[fact_id], references) for fact_id in wanted}


def _to_card(fact: Fact, references: Mapping[str, Reference]) -> dict[str, Any]:
    works = [references[key] for key in fact.cite if key in references]
    return {
        "statement": fact.statement,
        "who": f"{fact.population} {fact.design}".strip(),
        "limits": fact.limits,
        "sure": f"{GRADES[fact.grade]} Checked {fact.checked_on:%Y-%m-%d}.",
        "short": SHORT_GRADES[fact.grade],
        "from": [[work.label, work.url] for work in works],
    }


def sources_paper(data: Mapping[str, Any], fact_ids: Sequence[str], label: str) -> str:
    """A small line naming the facts and their sources, under what rests on them; empty without any."""
    cards = data.get("sources", {})
    parts = [_line(fact_id, cards[fact_id]) for fact_id in fact_ids if fact_id in cards]
    return f'<p class="course-quiet course-from">{escape(label)}: {"; ".join(parts)}.</p>' if parts else ""


def _line(fact_id: str, card: Mapping[str, Any]) -> str:
    works = ", ".join(label for label, _ in card["from"])
    return escape(f"{fact_id} ({', '.join(part for part in (works, card['short']) if part)})")
