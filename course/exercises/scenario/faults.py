"""What is wrong with a scenario as its author wrote it: every fault at once, each with the line it stands on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from course.exercises.scenario.graph import find_missing, find_stuck, find_unreachable

Field = tuple[str | int, ...]
Fault = tuple[Field, str]


def to_steps(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    """The places of a scenario, with where each leads."""
    scenes = {scene["id"]: [choice["goto"] for choice in scene["choices"]] for scene in fields["scenes"]}
    return scenes | {ending["id"]: [] for ending in fields["endings"]}


def find_faults(fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault that a schema cannot see, with the field it lies in."""
    yield from _same_ids(fields)
    yield from _wrong_ways(fields)
    for index, scene in enumerate(fields["scenes"]):
        yield from _bare_guidance(("scenes", index), f"scene '{scene['id']}'", scene)
    scenes = {scene["id"] for scene in fields["scenes"]}
    for index, ending in enumerate(fields["endings"]):
        yield from _bare_guidance(("endings", index), f"ending '{ending['id']}'", ending)
        yield from _unsafe_ending(index, ending, scenes)


def _same_ids(fields: Mapping[str, Any]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for kind in ("scenes", "endings"):
        for index, place in enumerate(fields[kind]):
            seen[place["id"]] += 1
            if seen[place["id"]] > 1:
                yield (kind, index, "id"), f"the id '{place['id']}' stands twice among scenes and endings"
            twice = [one for one, n in Counter(c["id"] for c in place.get("choices", ())).items() if n > 1]
            for one in twice:
                yield (kind, index, "choices"), f"scene '{place['id']}': the choice '{one}' stands twice"


def _wrong_ways(fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Targets there are not; and of the rest, scenes that nobody comes to or that nobody gets out of."""
    steps = to_steps(fields)
    start = fields["start"]
    lines: dict[str, Field] = {
        place["id"]: (kind, index, "id") for kind in ("scenes", "endings") for index, place in enumerate(fields[kind])
    }
    if start not in {scene["id"] for scene in fields["scenes"]}:
        yield ("start",), f"start: there is no scene '{start}'"
        return
    missing = set(find_missing(steps))
    for index, scene in enumerate(fields["scenes"]):
        for number, choice in enumerate(scene["choices"]):
            if (scene["id"], choice["goto"]) in missing:
                where = f"scene '{scene['id']}', choice '{choice['id']}': goto"
                field = ("scenes", index, "choices", number, "goto")
                yield field, f"{where}: there is no scene or ending '{choice['goto']}'"
    for place in find_unreachable(steps, start):
        yield lines[place], f"'{place}': no choice leads here from the start; lead one to it, or take it out"
    for place in find_stuck(steps, [ending["id"] for ending in fields["endings"]]):
        yield lines[place], f"scene '{place}': no ending can be reached from here; give it a choice that leads to one"


def _bare_guidance(field: Field, where: str, place: Mapping[str, Any]) -> Iterator[Fault]:
    if place.get("guidance") and not place.get("facts"):
        yield (*field, "guidance"), f"{where}: guidance: rests on no fact; name one under facts, or take it out"


def _unsafe_ending(index: int, ending: Mapping[str, Any], scenes: set[str]) -> Iterator[Fault]:
    where = f"ending '{ending['id']}'"
    if ending.get("safe") is not True:
        message = f"{where}: safe: not marked; read it as the person it is about would, then write safe: true"
        yield ("endings", index, "safe"), message
    if not ending.get("help"):
        yield ("endings", index, "help"), f"{where}: help: say where somebody finds help; the link is added"
    back = ending.get("back")
    if not back:
        yield ("endings", index, "back"), f"{where}: back: offer a way back, with a text and the scene it goes to"
    elif back["goto"] not in scenes:
        yield ("endings", index, "back", "goto"), f"{where}: back: goto: there is no scene '{back['goto']}'"
