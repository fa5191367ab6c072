"""What a learner's own ratings add up to. Pure, and twin to what the views of `likert` and `vignette_mirror` do.

Nothing here is a verdict: a mean of a person's own answers, a difference between them, and how little few answers
prove. A test feeds the same cases to these functions and to the views.
"""

import math
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

STEPS = 5
LEAST_ITEMS = 2
"""with fewer answered items a construct has no mean"""
LEAST_PAIRS = 3
"""with fewer whole pairs a difference is not worked out"""
_WORD = 0xFFFFFFFF
T_975 = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
    2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
)  # fmt: skip
"""Student's t for a 95 percent interval, by degrees of freedom from 1; the last stands for all that are more."""


def is_step(value: Any) -> bool:
    """Whether a rating is a step of the scale, and neither passed nor odd."""
    return not isinstance(value, bool) and value in range(1, STEPS + 1)


def construct_means(items: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> dict[str, float | None]:
    """The mean of each construct's answered items, reverse-keyed ones turned round; None where too few were answered.

    >>> items = [{"id": "a", "construct": "c"}, {"id": "b", "construct": "c", "reversed": True}]
    >>> construct_means(items, {"a": 5, "b": 2}), construct_means(items, {"a": 5, "b": "pass"})
    ({'c': 4.5}, {'c': None})
    """
    steps: dict[str, list[int]] = {item["construct"]: [] for item in items}
    for item in items:
        value: Any = answers.get(item["id"])
        if is_step(value):
            steps[item["construct"]].append(STEPS + 1 - value if item.get("reversed") else value)
    return {one: sum(of) / len(of) if len(of) >= LEAST_ITEMS else None for one, of in steps.items()}


def mulberry32(seed: int) -> Iterator[float]:
    """Numbers from 0 to below 1, the same for the same seed here and in the browser.

    >>> next(mulberry32(1))
    0.6270739405881613
    """
    state = seed & _WORD
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        mixed = (state ^ (state >> 15)) * (state | 1) & _WORD
        mixed = (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61) & _WORD) & _WORD) ^ mixed
        yield (mixed ^ (mixed >> 14)) / 2**32


def shuffle(values: MutableSequence[Any], numbers: Iterator[float]) -> None:
    """Put values in a random order, in place."""
    for last in range(len(values) - 1, 0, -1):
        other = math.floor(next(numbers) * (last + 1))
        values[last], values[other] = values[other], values[last]


@dataclass(frozen=True, slots=True)
class Design:
    """Who is met in which order, and with which detail."""

    order: tuple[str, ...]
    levels: Mapping[str, str]
    """the level that each person carries"""


def draw_design(factors: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]], seed: int) -> Design:
    """Give the two people of each pair the two levels of its factor, and everybody a place.

    For every seed each level of a factor is met equally often; among a factor's pairs, each level is carried by the
    first person, and met first, in half of them (one apart where their number is odd). Two of a pair never follow
    each other, where there is more than one pair.
    """
    numbers = mulberry32(seed)
    levels: dict[str, str] = {}
    halves: tuple[list[str], list[str]] = ([], [])
    for factor in factors:
        own = [pair for pair in pairs if pair["factor"] == factor["id"]]
        turned, high_is_met_first = _halve(own, numbers), _halve(own, numbers)
        for pair in own:
            low, high = (person["id"] for person in pair["people"][:: -1 if turned[pair["id"]] else 1])
            levels |= {low: factor["levels"][0]["id"], high: factor["levels"][1]["id"]}
            sides = (high, low) if high_is_met_first[pair["id"]] else (low, high)
            for half, person in zip(halves, sides, strict=True):
                half.append(person)
    partner = dict(zip(*halves, strict=True))
    for half in halves:
        shuffle(half, numbers)
    early, late = halves
    if len(late) > 1 and partner[early[-1]] == late[0]:
        late[0], late[1] = late[1], late[0]
    return Design((*early, *late), levels)


def _halve(pairs: Sequence[Mapping[str, Any]], numbers: Iterator[float]) -> dict[str, bool]:
    """Yes for half of the pairs, chosen at random, by the pair's id."""
    ids = [pair["id"] for pair in pairs]
    shuffle(ids, numbers)
    begins = next(numbers) < 0.5
    return {one: (place % 2 == 0) == begins for place, one in enumerate(ids)}


@dataclass(frozen=True, slots=True)
class Difference:
    """How much further a person's ratings went for one detail than for the other."""

    pairs: int
    mean: float | None
    """None where there are too few pairs"""
    low: float | None
    high: float | None
    """a 95 percent t interval for paired differences; None where all differences are the same, which proves nothing"""


def estimate_difference(differences: Sequence[int]) -> Difference:
    """The mean of paired differences with its t interval, no further than the scale goes.

    >>> estimate_difference([1, 1])
    Difference(pairs=2, mean=None, low=None, high=None)
    >>> estimate_difference([0, -1, -2])
    Difference(pairs=3, mean=-1.0, low=-3.484165003242203, high=1.484165003242203)
    """
    count = len(differences)
    if count < LEAST_PAIRS:
        return Difference(count, None, None, None)
    mean = sum(differences) / count
    spread = math.sqrt(sum((one - mean) * (one - mean) for one in differences) / (count - 1))
    if len(set(differences)) == 1:
        return Difference(count, mean, None, None)
    margin = T_975[min(count - 1, len(T_975)) - 1] * spread / math.sqrt(count)
    most = STEPS - 1
    return Difference(count, mean, max(-most, mean - margin), min(most, mean + margin))


def paired_differences(
    factor: Mapping[str, Any], pairs: Sequence[Mapping[str, Any]], levels: Mapping[str, str], ratings: Mapping[str, Any]
) -> list[int]:
    """For each pair of a factor that was rated whole: the rating of its second level less that of its first."""
    low, high = (level["id"] for level in factor["levels"])
    found = []
    for pair in pairs:
        if pair["factor"] != factor["id"]:
            continue
        ids = [person["id"] for person in pair["people"]]
        by_level: dict[str | None, Any] = {levels.get(one): ratings.get(one) for one in ids}
        if is_step(by_level.get(low)) and is_step(by_level.get(high)):
            found.append(by_level[high] - by_level[low])
    return found
