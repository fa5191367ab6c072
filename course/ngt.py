"""The pooled ranking of the nominal group technique: pure, and the same as ``exercises/nominal_group/tally.js``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One idea of the pooled ranking."""

    idea: str
    points: int
    by: int
    """how many ballots rank it"""
    place: int
    """from 1; ideas with the same points share one, and the next place counts them all"""
    is_tied: bool


def tally(ballots: Sequence[Sequence[str | None]], ideas: Mapping[str, str | None], picks: int = 5) -> list[Row]:
    """The ideas from most points to fewest; within one place as they were entered.

    A ballot names ideas from the most important down, with None for a rank left empty. Its first rank gives
    ``picks`` points, the next one less. ``ideas`` maps each idea to the one it was merged into, or to None; points
    given to a merged idea go to the one it stands under. An idea that is named twice on a ballot counts at its
    first place, and one that there is not counts nowhere.

    >>> [(row.idea, row.points, row.place) for row in tally([["b", "a"], ["b"]], {"a": None, "b": None})]
    [('b', 10, 1), ('a', 4, 2)]
    """
    heads = list(dict.fromkeys(find_head(idea, ideas) for idea in ideas))
    points = dict.fromkeys(heads, 0)
    by = dict.fromkeys(heads, 0)
    for ballot in ballots:
        given: dict[str, int] = {}
        for rank, idea in enumerate(ballot[:picks]):
            if idea is not None and idea in ideas:
                given.setdefault(idea, picks - rank)
        for idea, some in given.items():
            points[find_head(idea, ideas)] += some
        for head in {find_head(idea, ideas) for idea in given}:
            by[head] += 1
    return [_place(head, points, by) for head in sorted(heads, key=lambda head: -points[head])]


def find_head(idea: str, ideas: Mapping[str, str | None]) -> str:
    """The idea that one stands under, following what was merged into what; a ring ends where it closes."""
    seen = {idea}
    while (into := ideas.get(idea)) is not None and into in ideas and into not in seen:
        seen.add(into)
        idea = into
    return idea


def _place(head: str, points: Mapping[str, int], by: Mapping[str, int]) -> Row:
    mine = points[head]
    place = 1 + sum(other > mine for other in points.values())
    is_tied = sum(other == mine for other in points.values()) > 1
    return Row(head, mine, by[head], place, is_tied)
