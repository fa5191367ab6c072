"""The nominal group technique: the pooled ranking, and one device that goes around a table and gives nobody away."""

import os
import re
from collections.abc import Iterator
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from faces.nominal_group import IDEAS, fill, merge, rank, to_ideas, to_round
from hypothesis import given
from hypothesis import strategies as st
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Locator, Page, expect
from printed import sheets_of
from small_course import make_exercise

from course.ngt import tally

ROOT = Path(__file__).resolve().parents[1]
ID = "what-shall-we-try"
Ballots = list[list[str | None]]
Ideas = dict[str, str | None]
FREE: Ideas = {"a": None, "b": None, "c": None, "d": None, "e": None, "f": None}

EXAMPLES: dict[str, tuple[Ballots, Ideas, list[tuple[str, int, int, int, bool]]]] = {
    "three-full-ballots": (
        [["a", "b", "c", "d", "e"], ["b", "a", "c", "e", "f"], ["a", "c", "b", "f", "d"]],
        FREE,
        [
            ("a", 14, 3, 1, False),
            ("b", 12, 3, 2, False),
            ("c", 10, 3, 3, False),
            ("d", 3, 2, 4, True),
            ("e", 3, 2, 4, True),
            ("f", 3, 2, 4, True),
        ],
    ),
    "a-tie-for-the-first-place-leaves-no-second": (
        [["a", "b"], ["b", "a"], ["c"]],
        {"a": None, "b": None, "c": None},
        [("a", 9, 2, 1, True), ("b", 9, 2, 1, True), ("c", 5, 1, 3, False)],
    ),
    "a-rank-left-empty-moves-nothing-up": (
        [[None, "a", None, "b"], ["b"]],
        {"a": None, "b": None},
        [("b", 7, 2, 1, False), ("a", 4, 1, 2, False)],
    ),
    "fewer-than-five-still-give-five-to-the-first": (
        [["a"], ["b", "a"]],
        {"a": None, "b": None},
        [("a", 9, 2, 1, False), ("b", 5, 1, 2, False)],
    ),
    "who-passes-gives-nothing": (
        [[], ["a"], []],
        {"a": None, "b": None},
        [("a", 5, 1, 1, False), ("b", 0, 0, 2, False)],
    ),
    "points-for-a-merged-idea-go-to-the-one-it-stands-under": (
        [["a", "b", "c"], ["c", "b"]],
        {"a": None, "b": "a", "c": None},
        [("a", 13, 2, 1, False), ("c", 8, 2, 2, False)],
    ),
    "merged-twice-over": ([["a"], ["b"], ["c"]], {"a": "b", "b": "c", "c": None}, [("c", 15, 3, 1, False)]),
    "named-twice-counts-at-its-first-place": (
        [["a", "a", "b"]],
        {"a": None, "b": None},
        [("a", 5, 1, 1, False), ("b", 3, 1, 2, False)],
    ),
    "an-idea-that-is-gone-counts-nowhere": ([["x", "a"]], {"a": None}, [("a", 4, 1, 1, False)]),
    "nobody-ranked": ([], {"a": None, "b": None}, [("a", 0, 0, 1, True), ("b", 0, 0, 1, True)]),
    "only-five-ranks-count": (
        [list("abcdef")],
        FREE,
        [
            ("a", 5, 1, 1, False),
            ("b", 4, 1, 2, False),
            ("c", 3, 1, 3, False),
            ("d", 2, 1, 4, False),
            ("e", 1, 1, 5, False),
            ("f", 0, 0, 6, False),
        ],
    ),
    "a-ring-of-merges-loses-no-point": (
        [["a"], ["b"]],
        {"a": "b", "b": "a"},
        [("b", 5, 1, 1, True), ("a", 5, 1, 1, True)],
    ),
}
"""by hand: ballots, ideas, and the rows as idea, points, ranked by, place, tied"""

NAMES = list(FREE)
ideas = st.fixed_dictionaries({name: st.none() | st.sampled_from(NAMES) for name in NAMES})
ballots = st.lists(st.lists(st.none() | st.sampled_from([*NAMES, "gone"]), max_size=6), max_size=9)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_ranking_is_pooled_as_it_would_be_by_hand(name: str) -> None:
    """A group can check the sums with a pencil."""
    some, known, rows = EXAMPLES[name]

    assert [astuple(row) for row in tally(some, known)] == rows


@given(st.data(), ballots, ideas)
def test_the_order_of_ballots_does_not_matter(data: st.DataObject, some: Ballots, known: Ideas) -> None:
    """They are kept sorted so that nobody is known by theirs, and are pulled out of a bowl on paper."""
    assert tally(data.draw(st.permutations(some)), known) == tally(some, known)


@given(st.lists(st.lists(st.sampled_from(NAMES), max_size=5, unique=True), max_size=9), ideas)
def test_every_point_that_was_given_is_in_the_result(some: list[list[str]], known: Ideas) -> None:
    """Merging two ideas must take nothing from the people who ranked either."""
    given_out = sum(5 - rank for ballot in some for rank, _ in enumerate(ballot))

    assert sum(row.points for row in tally(some, known)) == given_out


@given(ballots, ideas)
def test_ideas_with_the_same_points_share_a_place_and_no_others_do(some: Ballots, known: Ideas) -> None:
    """A tie that is broken by the order of entry would be a decision that nobody took."""
    rows = tally(some, known)

    assert all((one.place == two.place) == (one.points == two.points) for one in rows for two in rows)
    assert all(one.points >= two.points and one.place <= two.place for one, two in pairwise(rows))
    assert all(row.is_tied == (sum(other.place == row.place for other in rows) > 1) for row in rows)
    assert all(row.by <= len(some) for row in rows)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The exercise on a page of its own."""
    folder = tmp_path_factory.mktemp("ngt")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, make_exercise(ID, ROOT))
    with serve(folder) as address:
        yield address


@pytest.fixture
def face(phone: Page, url: str) -> Locator:
    """The live face, untouched."""
    return open_page(phone, url).locator(".course-live")


def response(page: Page) -> dict[str, Any]:
    """What is kept of the group."""
    found: dict[str, Any] = entries(page)[ID]["response"]
    return found


def to_ranking(face: Locator) -> None:
    """Ideas are in, and the device is about to go around."""
    face.get_by_label("People in the group").select_option("5")
    to_ideas(face)
    face.get_by_role("button", name="Go on to ranking").click()


def test_the_view_pools_as_python_does(phone: Page, face: Locator) -> None:
    """Paper, page and gradebook must not know two arithmetics."""
    expect(face).to_be_visible()
    code = """async (rows) => { const { tally } = await import('./_static/course/exercises/nominal_group/view.js');
      return rows.map(([ballots, ideas]) => tally(ballots, Object.fromEntries(Object.entries(ideas)
        .map(([id, into]) => [id, into ? { text: id, into } : { text: id }])))
        .map((row) => [row.id, row.points, row.by, row.place, row.isTied])); }"""
    tried: list[tuple[Ballots, Ideas]] = [(some, known) for some, known, _ in EXAMPLES.values()]

    @given(ballots, ideas)
    def collect(some: Ballots, known: Ideas) -> None:
        tried.append((some, known))

    collect()
    theirs = phone.evaluate(code, tried)

    assert theirs == [[list(astuple(row)) for row in tally(some, known)] for some, known in tried]


def test_a_group_goes_from_question_to_result(phone: Page, face: Locator) -> None:
    """Ties, merged ideas and how many ranked each stand in the result, and only the sums are kept."""
    fill(face, {})
    rows = face.locator(".course-ngt-result li").all_inner_texts()

    assert [re.sub(r"\s+", " ", row) for row in rows] == [
        "Place 1, shared A line in the opening 14 points, ranked by 3 of 4",
        "Place 1, shared Two greeters at the door + Greeters who know names 14 points, ranked by 3 of 4",
        "Place 3 Answer the phone kindly 3 points, ranked by 1 of 4",
    ]
    assert "ballots" not in response(phone)
    assert "14 points, ranked by 3 of 4" in "\n".join(sheets_of(phone.pdf()))


def test_everything_is_there_after_the_tab_was_killed(phone: Page, face: Locator, url: str) -> None:
    """A group stops for coffee, and the phone falls asleep: step, ideas, merges and the running timer go on."""
    to_ideas(face)
    merge(face)
    face.get_by_role("button", name="Start the timer").click()
    context = phone.context
    phone.close(run_before_unload=False)
    again = open_page(context.new_page(), url).locator(".course-live")

    expect(again.get_by_text("Step 4 of 6: What is meant")).to_be_visible()
    expect(again.get_by_label("Idea 2", exact=True)).to_have_value(IDEAS[1])
    expect(again.get_by_role("button", name=f"Split it off again: {IDEAS[2]}")).to_be_visible()
    expect(again.get_by_role("button", name="Pause")).to_be_visible()


def test_a_timer_that_runs_out_takes_nothing_away(phone: Page, url: str) -> None:
    """Some people think slowly, and some write with a hand that shakes."""
    phone.clock.install()
    face = open_page(phone, url).locator(".course-live")
    to_round(face)
    face.get_by_label("The idea, in a few words").fill("half a thou")
    face.get_by_role("button", name="Start the timer").click()
    phone.clock.fast_forward("10:01")
    expect(face.get_by_text("Nothing stops: finish the thought.")).to_be_visible()
    expect(face.get_by_label("The idea, in a few words")).to_have_value("half a thou")
    face.get_by_role("button", name="One more minute").click()

    expect(face.get_by_text("1:00 left")).to_be_visible()
    assert face.get_by_label("A soft tone").is_checked() is False


def test_who_asked_for_less_motion_sees_no_running_seconds(phone: Page, url: str) -> None:
    """A number that jumps all the time pulls at the eye."""
    phone.emulate_media(reduced_motion="reduce")
    face = open_page(phone, url).locator(".course-live")
    face.get_by_role("button", name="Begin: write in silence").click()

    expect(face.get_by_role("timer")).to_have_text("About 5 minutes left")


def test_minutes_that_were_changed_are_those_of_the_timer(face: Locator) -> None:
    """A group knows its own pace."""
    face.get_by_text("Change the minutes").click()
    face.get_by_label("Write in silence").fill("7")
    face.get_by_role("button", name="Begin: write in silence").click()

    expect(face.get_by_role("timer")).to_have_text("7:00 left")


def test_nobody_sees_what_another_ranked(phone: Page, face: Locator) -> None:
    """Not on the screen, not after a reload in the middle, not on paper, and not by the order in which it is kept."""
    to_ranking(face)
    rank(face, 3, 2)
    expect(face.locator(".course-ngt-ballot button")).to_have_count(0)
    rank(face, 0)
    face.get_by_role("button", name="I have the device").click()
    face.locator(".course-ngt-ballot button").first.click()
    phone.reload()
    expect(face.get_by_text("2 of 5 have had the device")).to_be_visible()
    expect(face.locator(".course-ngt-ballot button")).to_have_count(0)

    assert response(phone)["ballots"] == [["i1"], ["i4", "i3"]]
    assert "points, ranked by" not in "\n".join(sheets_of(phone.pdf()))


def test_of_one_or_two_rankings_no_result_is_shown(face: Locator) -> None:
    """It would show who ranked what."""
    to_ranking(face)
    for numbers in ((0,), (), (1,), (), ()):
        rank(face, *numbers)
    face.get_by_role("button", name="Show the pooled result").click()

    expect(face.get_by_text("Fewer than three people have ranked")).to_be_visible()
    expect(face.locator(".course-ngt-result")).to_have_count(0)


def test_the_keyboard_alone_will_do(phone: Page, face: Locator) -> None:
    """The focus follows from step to step, and never falls back to the top of the page."""
    face.get_by_role("button", name="Begin: write in silence").press("Enter")
    expect(face.get_by_text("Step 2 of 6: Write in silence")).to_be_focused()
    face.get_by_role("button", name="Go on: one idea a turn").press("Enter")
    field = face.get_by_label("The idea, in a few words")
    for idea in IDEAS[:2]:
        field.fill(idea)
        field.press("Enter")
        expect(field).to_be_focused()
    face.get_by_role("button", name="Go on: what is meant?").press("Enter")
    face.get_by_role("button", name="Go on to ranking").press("Enter")
    face.get_by_role("button", name="I have the device").press("Enter")
    expect(face.get_by_text("Only you look now.")).to_be_focused()
    face.get_by_role("button", name=IDEAS[1]).press("Space")
    face.get_by_role("button", name="Keep my ranking").press("Enter")

    expect(face.get_by_text("1 of 7 have had the device")).to_be_focused()
    assert response(phone)["ballots"] == [["i2"]]


def test_an_idea_is_split_off_and_taken_back(phone: Page, face: Locator) -> None:
    """What was done in a hurry can be undone while nobody has ranked."""
    to_ideas(face)
    merge(face)
    face.get_by_role("button", name=f"Split it off again: {IDEAS[2]}").click()
    expect(face.get_by_label("Idea 3", exact=True)).to_be_focused()
    face.get_by_role("button", name="Back one step").click()
    face.get_by_role("button", name="Take back the last idea").click()

    expect(face.get_by_label("The idea, in a few words")).to_have_value(IDEAS[3])
    assert list(response(phone)["ideas"].values()) == [{"text": text} for text in IDEAS[:3]]


def test_erased_elsewhere_it_begins_anew(phone: Page, face: Locator) -> None:
    """My notebook may erase it in another tab, in the middle of a step."""
    fill(face, {})
    phone.evaluate("document.querySelector('course-exercise').model.set('response', null)")

    expect(face.get_by_text("Step 1 of 6: The question")).to_be_visible()


@pytest.mark.parametrize(
    "odd",
    [
        {"at": [{"stage": "done"}]},
        {"at": [{"stage": "done"}], "ideas": {}, "result": [{"id": "gone", "points": 5, "by": 1}]},
        {"at": [{"stage": "clarify"}], "ideas": {"a": {"text": "", "into": "b"}, "b": {"text": "b", "into": "a"}}},
        {"at": [{"stage": "rank", "until": 5, "left": -3}], "ballots": [["gone", None], []]},
        {"at": [{"stage": "round", "turn": 40}], "people": 20, "ideas": {"x": {"text": "x", "into": "none"}}},
    ],
)
def test_a_response_that_is_odd_but_fits_is_shown(phone: Page, url: str, odd: dict[str, Any]) -> None:
    """A file may come from another edition, or from a hand that wrote it."""
    faults: list[Any] = []
    phone.on("pageerror", lambda error: faults.append(error))
    face = open_page(phone, url).locator(".course-live")
    phone.evaluate("odd => document.querySelector('course-exercise').model.set('response', odd)", odd)

    expect(face.locator(".course-ngt-step")).to_contain_text(re.compile(r"Step [3-6] of 6"))
    assert faults == []
