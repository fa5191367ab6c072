"""The shape of a branching conversation, as pure functions over ``{place: the places its choices lead to}``.

A scene leads on; an ending leads nowhere and stands in the mapping too, with an empty list. The way back that an
ending offers is no step of the conversation, and so is not in it.
"""

from collections.abc import Collection, Mapping, Sequence

Steps = Mapping[str, Sequence[str]]


def find_missing(steps: Steps) -> list[tuple[str, str]]:
    """Every (place, target) whose target is no place, in the order of the author."""
    return [(place, target) for place, targets in steps.items() for target in targets if target not in steps]


def find_unreachable(steps: Steps, start: str) -> list[str]:
    """Every place that no choices lead to from the start."""
    reached = find_depths(steps, start)
    return [place for place in steps if place not in reached]


def find_stuck(steps: Steps, endings: Collection[str]) -> list[str]:
    """Every place from which no ending can be reached, whatever is chosen: a dead end, or a loop with no way out."""
    ways_in: dict[str, list[str]] = {}
    for place, targets in steps.items():
        for target in targets:
            ways_in.setdefault(target, []).append(place)
    ended, new = set(endings), list(endings)
    while new:
        before = [place for place in ways_in.get(new.pop(), []) if place not in ended]
        ended.update(before)
        new += before
    return [place for place in steps if place not in ended]


def find_depths(steps: Steps, start: str) -> dict[str, int]:
    """How many choices away from the start each place is, by the shortest way; of those that can be reached.

    >>> find_depths({"a": ["b", "c"], "b": ["c"], "c": []}, "a")
    {'a': 0, 'b': 1, 'c': 1}
    """
    depths = {start: 0} if start in steps else {}
    new = list(depths)
    for place in new:
        for target in steps[place]:
            if target in steps and target not in depths:
                depths[target] = depths[place] + 1
                new.append(target)
    return depths


def lay_out(steps: Steps, start: str) -> dict[str, tuple[float, int]]:
    """Where each place stands in a drawing: how far from the middle, and in which row, the start at the top.

    >>> lay_out({"a": ["b", "c"], "b": [], "c": []}, "a")
    {'a': (0.0, 0), 'b': (-0.5, 1), 'c': (0.5, 1)}
    """
    depths = find_depths(steps, start)
    rows: dict[int, list[str]] = {}
    for place, depth in depths.items():
        rows.setdefault(depth, []).append(place)
    return {
        place: (index - (len(row) - 1) / 2, depth) for depth, row in rows.items() for index, place in enumerate(row)
    }
