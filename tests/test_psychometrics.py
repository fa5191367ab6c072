"""What a learner's own ratings add up to: by hand, by property, and the same in the view."""

import math
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.psychometrics import (
    LEAST_PAIRS,
    construct_means,
    draw_design,
    estimate_difference,
    is_step,
    mulberry32,
    paired_differences,
)

ITEMS = [
    {"id": "a", "construct": "one"},
    {"id": "b", "construct": "one", "reversed": True},
    {"id": "c", "construct": "two"},
]
answers = st.dictionaries(
    st.sampled_from("abcz"), st.integers(-1, 7) | st.sampled_from(["pass", None, True, 2.5, "3"]), max_size=4
)
seeds = st.integers(0, 2**32 - 1)


def make_parts(*sizes: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Factors with so many pairs each."""
    factors = [{"id": f"f{n}", "levels": [{"id": f"f{n}-low"}, {"id": f"f{n}-high"}]} for n in range(len(sizes))]
    pairs = [
        {"id": f"f{n}p{m}", "factor": f"f{n}", "people": [{"id": f"f{n}p{m}a"}, {"id": f"f{n}p{m}b"}]}
        for n, size in enumerate(sizes)
        for m in range(size)
    ]
    return factors, pairs


parts = st.lists(st.integers(0, 5), min_size=1, max_size=4).map(lambda sizes: make_parts(*sizes)).filter(lambda p: p[1])


def test_a_reverse_keyed_item_counts_from_the_other_end() -> None:
    """To disagree with “it swaps one for another” is to agree with the subject."""
    assert construct_means(ITEMS, {"a": 5, "b": 1, "c": 3}) == {"one": 5.0, "two": None}


@given(answers)
def test_a_mean_stands_on_the_scale_and_on_two_answers_at_least(given_: dict[str, Any]) -> None:
    """One answer is a sentence, not a view; and whatever is odd counts as not answered."""
    means = construct_means(ITEMS, given_)

    assert means["two"] is None
    assert (means["one"] is not None) == (is_step(given_.get("a")) and is_step(given_.get("b")))
    assert means["one"] is None or 1 <= means["one"] <= 5


@given(answers)
def test_turning_every_item_round_mirrors_the_means(given_: dict[str, Any]) -> None:
    """The key says what counts as more; nothing else may."""
    turned = [item | {"reversed": not item.get("reversed")} for item in ITEMS]
    means, mirrored = construct_means(ITEMS, given_), construct_means(turned, given_)

    assert all(
        (mean is None and mirrored[one] is None) or math.isclose(6 - mean, mirrored[one]) for one, mean in means.items()
    )


@given(seeds)
def test_the_numbers_are_from_0_to_below_1_and_come_again(seed: int) -> None:
    """A design kept as a seed must be the same when it is drawn anew."""
    numbers = list(islice(mulberry32(seed), 20))

    assert all(0 <= number < 1 for number in numbers)
    assert numbers == list(islice(mulberry32(seed), 20))


@given(parts, seeds)
def test_every_design_is_balanced(made: tuple[list[dict[str, Any]], list[dict[str, Any]]], seed: int) -> None:
    """What differs between two people of a pair is the detail, and not who they are or who came first."""
    factors, pairs = made
    design = draw_design(factors, pairs, seed)
    place = {one: n for n, one in enumerate(design.order)}

    assert sorted(design.order) == sorted(p["id"] for pair in pairs for p in pair["people"])
    for factor in factors:
        low, high = (level["id"] for level in factor["levels"])
        own = [[p["id"] for p in pair["people"]] for pair in pairs if pair["factor"] == factor["id"]]
        assert all({design.levels[a], design.levels[b]} == {low, high} for a, b in own)
        first_is_low = sum(design.levels[a] == low for a, _ in own)
        low_is_met_first = sum((place[a] < place[b]) == (design.levels[a] == low) for a, b in own)
        assert abs(2 * first_is_low - len(own)) <= 1
        assert abs(2 * low_is_met_first - len(own)) <= 1


@given(parts, seeds)
def test_two_of_a_pair_never_follow_each_other(
    made: tuple[list[dict[str, Any]], list[dict[str, Any]]], seed: int
) -> None:
    """Side by side the one detail would show, and a person would answer to the test and not to the person."""
    factors, pairs = made
    partners = {frozenset(p["id"] for p in pair["people"]) for pair in pairs}
    followed = {frozenset(two) for two in pairwise(draw_design(factors, pairs, seed).order)}

    assert len(pairs) == 1 or not partners & followed


def test_other_seeds_give_other_designs() -> None:
    """Each level falls to each person, and each person comes first, for some learner."""
    factors, pairs = make_parts(3, 3)
    designs = [draw_design(factors, pairs, seed) for seed in range(60)]

    assert len({design.order for design in designs}) > 50
    assert {design.order[0] for design in designs} == {p["id"] for pair in pairs for p in pair["people"]}
    assert all({design.levels[one] for design in designs} == {"f0-low", "f0-high"} for one in ("f0p0a", "f0p2b"))


@pytest.mark.parametrize(
    ("differences", "mean", "low", "high"),
    [
        ([0, 1, 2], 1.0, -1.484138, 3.484138),  # t(2) = 4.302653, sd 1
        ([1, 1, 0, 1, 1, 0, 1, 1], 0.75, 0.362998, 1.137002),  # the test vector of the evidence file on measuring
        ([-4, 4, 4], 4 / 3, -4, 4),  # no further than the scale goes
    ],
)
def test_the_interval_is_students_t_for_paired_differences(
    differences: list[int], mean: float, low: float, high: float
) -> None:
    """Worked out elsewhere first."""
    found = estimate_difference(differences)

    assert found.mean == pytest.approx(mean)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.lists(st.integers(-4, 4), max_size=30))
def test_nothing_is_worked_out_of_too_little(differences: list[int]) -> None:
    """Two pairs say nothing; and answers that are all alike must not look certain."""
    found = estimate_difference(differences)

    assert found.pairs == len(differences)
    assert (found.mean is None) == (len(differences) < LEAST_PAIRS)
    assert (found.low is None) == (len(differences) < LEAST_PAIRS or len(set(differences)) == 1)
    if found.low is not None and found.high is not None and found.mean is not None:
        assert -4 <= found.low <= found.mean <= found.high <= 4


def test_a_pair_that_is_not_rated_whole_is_left_out() -> None:
    """Passing on one of two leaves nothing to compare."""
    factors, pairs = make_parts(3)
    levels = {"f0p0a": "f0-low", "f0p0b": "f0-high", "f0p1a": "f0-high", "f0p1b": "f0-low", "f0p2a": "f0-low"}
    ratings = {"f0p0a": 4, "f0p0b": 2, "f0p1a": 5, "f0p1b": "pass", "f0p2a": 3, "f0p2b": 3}

    assert paired_differences(factors[0], pairs, levels, ratings) == [-2]
