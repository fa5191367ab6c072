"""From a response to points. Pure, and it fails closed: whatever is odd earns 0.0, and nothing raises.

nbgrader gives full marks when a grade cell ends in text, None or False, and none at all when it prints.
So every function here returns a float from 0 to the item's points, whatever a learner sent.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from typing import Any

from course.content.records import Item

MOST_IDS = 100
"""No item has this many options; a longer list is odd before anybody looks into it."""


def score(kind: str, points: float, key: Any, response: Any, options: Collection[str] = ()) -> float:
    """The points a response earns, from 0.0 to ``points``.

    ``options`` are all ids that may be named; where they are given, an id outside them makes the response odd.

    >>> score("order", 3.0, ["a", "b", "c", "d"], ["b", "c", "d", "a"])
    2.0
    >>> score("multiple", 1.0, ["a", "c"], ["a", "b", "c"])
    0.5
    """
    share = _SHARES.get(kind) if isinstance(kind, str) else None
    if share is None or type(points) not in (int, float) or not 0 < points <= sys.float_info.max:
        return 0.0
    earned = share(key, response)
    # What earned anything has its kind's shape, so that its ids can be looked at.
    if earned and options and not _named_options(response) <= set(options):
        return 0.0
    # The share first: points * 3 / 3 can exceed points, and nbgrader refuses a score above the maximum.
    return float(points) * earned


def score_item(item: Item, response: Any) -> float:
    """The points a response to this item earns; 0.0 for an opinion and for a text, which a person reads."""
    return score(item.kind, item.points, item.key, response, [option.id for option in item.options])


def _choice_share(key: Any, response: Any) -> float:
    return 1.0 if type(response) is str and type(key) is str and response == key else 0.0


def _multiple_share(key: Any, response: Any) -> float:
    if not (_are_ids(key) and _are_ids(response)):
        return 0.0
    right = len(set(response) & set(key))
    return max(0, right - (len(response) - right)) / len(key)


def _order_share(key: Any, response: Any) -> float:
    if not (_are_ids(key) and _are_ids(response)) or len(key) < 2 or not set(response) <= set(key):
        return 0.0
    return len(_neighbors(key) & _neighbors(response)) / (len(key) - 1)


def _match_share(key: Any, response: Any) -> float:
    if not (_are_pairs(key) and _are_pairs(response)) or not response.keys() <= key.keys():
        return 0.0
    right: int = sum(response[prompt] == key[prompt] for prompt in response)
    return right / len(key)


_SHARES: dict[str, Callable[[Any, Any], float]] = {
    "choice": _choice_share,
    "multiple": _multiple_share,
    "order": _order_share,
    "match": _match_share,
}
"""Share of the points earned, from 0 to 1, for each kind that a machine scores."""


def _are_ids(value: Any) -> bool:
    """Whether it is a list of different ids."""
    if not isinstance(value, list | tuple) or not 0 < len(value) <= MOST_IDS:
        return False
    return all(type(entry) is str for entry in value) and len(set(value)) == len(value)


def _are_pairs(value: Any) -> bool:
    """Whether it is a map from ids to ids."""
    if not isinstance(value, Mapping) or not 0 < len(value) <= MOST_IDS:
        return False
    return all(type(prompt) is str and type(option) is str for prompt, option in value.items())


def _named_options(response: str | Collection[str] | Mapping[str, str]) -> set[str]:
    if isinstance(response, str):
        return {response}
    return set(response.values() if isinstance(response, Mapping) else response)


def _neighbors(ids: Collection[str]) -> set[tuple[str, str]]:
    return set(pairwise(ids))
