"""Points: the formulas of the quiz, and that nothing odd earns one."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.content import Item, Option
from course.scoring import score, score_item

SCORED = ["choice", "multiple", "order", "match"]
KEYS: dict[str, Any] = {
    "choice": "b",
    "multiple": ["a", "c"],
    "order": ["a", "b", "c", "d"],
    "match": {"p": "x", "q": "y"},
}
OPTIONS = ["a", "b", "c", "d", "x", "y"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["a", "b", "x"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3) | st.just("p"), inner, max_size=4),
    max_leaves=12,
)
ids = st.lists(st.text("abcdefgh", min_size=1, max_size=2), min_size=2, max_size=8, unique=True)
points = st.floats(min_value=0.01, max_value=100)


@pytest.mark.parametrize(
    ("kind", "response", "share"),
    [
        ("choice", "b", 1),
        ("choice", "a", 0),
        ("multiple", ["a", "c"], 1),
        ("multiple", ["c", "a"], 1),
        ("multiple", ["a"], 1 / 2),
        ("multiple", ["a", "b"], 0),
        ("multiple", ["a", "c", "b"], 1 / 2),
        ("multiple", ["a", "b", "c", "d"], 0),
        ("multiple", [], 0),
        ("order", ["a", "b", "c", "d"], 1),
        ("order", ["b", "c", "d", "a"], 2 / 3),
        ("order", ["d", "c", "b", "a"], 0),
        ("order", ["c", "d", "a", "b"], 2 / 3),
        ("order", ["a", "b"], 1 / 3),
        ("match", {"p": "x", "q": "y"}, 1),
        ("match", {"p": "x"}, 1 / 2),
        ("match", {"p": "y", "q": "y"}, 1 / 2),
        ("match", {}, 0),
    ],
)
def test_a_response_earns_its_share_of_the_points(kind: str, response: Any, share: float) -> None:
    """These are the formulas a trainer is told; a gradebook that differs from them is wrong."""
    assert score(kind, 2.0, KEYS[kind], response, OPTIONS) == pytest.approx(2.0 * share)


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("choice", ["b"]),
        ("choice", True),
        ("choice", None),
        ("multiple", "ac"),
        ("multiple", ["a", "a"]),
        ("multiple", ["a", "a", "c"]),
        ("multiple", ["a", "c", "z"]),
        ("multiple", ["a", 1]),
        ("multiple", [["a"], "c"]),
        ("multiple", {"a": "c"}),
        ("order", ["a", "b", "c", "d", "d"]),
        ("order", ["a", "b", "c", "d", "z"]),
        ("order", ["a", "b"] * 5000),
        ("order", "abcd"),
        ("match", {"p": "x", "q": "z"}),
        ("match", {"p": "x", "z": "y"}),
        ("match", {"p": ["x"], "q": "y"}),
        ("match", [["p", "x"]]),
        ("likert", 3),
        ("text", {"text": "words"}),
        ("essay", "b"),
    ],
)
def test_what_is_odd_earns_nothing(kind: str, response: Any) -> None:
    """nbgrader gives full marks for an odd result, so ours must never be one."""
    earned = score(kind, 2.0, KEYS.get(kind), response, OPTIONS)

    assert type(earned) is float
    assert earned == 0.0


@given(
    kind=st.sampled_from([*SCORED, "likert", "text", "", "?"]), key=json_values, response=json_values, worth=json_values
)
def test_no_input_raises_or_leaves_the_range(kind: str, key: Any, response: Any, worth: Any) -> None:
    """A response comes from anywhere; one that raised would stop a cohort's grading."""
    earned = score(kind, worth, key, response)
    most = worth if type(worth) in (int, float) and math.isfinite(worth) else 0

    assert type(earned) is float
    assert 0.0 <= earned <= max(0, most)


@given(kind=st.sampled_from(SCORED), response=json_values, worth=points)
def test_no_response_leaves_the_range_of_a_real_key(kind: str, response: Any, worth: float) -> None:
    """nbgrader refuses a submission with a score above the maximum."""
    assert 0.0 <= score(kind, worth, KEYS[kind], response, OPTIONS) <= worth


@given(key=ids, worth=points, data=st.data())
def test_the_key_earns_exactly_the_points(key: list[str], worth: float, data: st.DataObject) -> None:
    """Not a hair more or less, whatever the points divide into."""
    pairs = dict(zip(key, reversed(key), strict=True))

    assert score("choice", worth, key[0], key[0]) == worth
    assert score("multiple", worth, key, data.draw(st.permutations(key))) == worth
    assert score("order", worth, key, list(key)) == worth
    assert score("match", worth, pairs, dict(data.draw(st.permutations(list(pairs.items()))))) == worth


@given(key=ids, others=ids, data=st.data())
def test_one_more_right_pick_never_costs_and_one_more_wrong_never_earns(
    key: list[str], others: list[str], data: st.DataObject
) -> None:
    """Knowing more must not score less."""
    wrong = [other for other in others if other not in key]
    picked = data.draw(st.lists(st.sampled_from([*key, *wrong]), unique=True))
    before = score("multiple", 1.0, key, picked)

    for more in {*key, *wrong} - {*picked}:
        after = score("multiple", 1.0, key, [*picked, more])
        assert after >= before if more in key else after <= before


@given(key=ids, data=st.data())
def test_an_order_earns_a_share_for_each_pair_of_neighbors(key: list[str], data: st.DataObject) -> None:
    """Any order of the options lies on the steps 0, 1, 2 … of the formula, and only the key's own is full."""
    response = data.draw(st.permutations(key))
    steps = score("order", float(len(key) - 1), key, response)

    assert steps == pytest.approx(round(steps))
    assert (steps == len(key) - 1) == (list(response) == key)


def test_an_item_is_scored_by_its_own_key_and_options() -> None:
    """The gradebook and the notebook's cell must agree, and the cell is told the options too."""
    options = tuple(Option(one, one.upper()) for one in "abc")
    item = Item("w-01", "multiple", "quiz", "o1", "Which?", points=2.0, options=options, key=("a", "b"))

    assert score_item(item, ["a", "b"]) == 2.0
    assert score_item(item, ["a", "b", "z"]) == 0.0
    assert score_item(item, None) == 0.0
