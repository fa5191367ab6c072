"""Plots of the evidence: the same numbers on paper and on a page, and nothing shown that was not read."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from states import ANSWERS, WORDS, data_of, live

from course.content import load_exercise, load_series
from course.exercises import find_type
from course.forest import count_people, find_axis, find_ticks, frame_path, person_path, place, split_rows

ROOT = Path(__file__).resolve().parents[1]
OF = "evidence_explorer"
ratios = st.floats(0.001, 999, allow_nan=False)


@pytest.fixture(scope="module")
def made() -> Any:
    """The real exercise."""
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        return find_type(OF)(load_exercise("on-and-off", ROOT), ROOT)


@pytest.fixture(scope="module")
def url(made: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """It alone on a page, served."""
    folder = tmp_path_factory.mktemp("plot")
    write_page(folder, made)
    with serve(folder) as address:
        yield address


@given(st.lists(ratios, min_size=1, max_size=9))
def test_an_axis_holds_every_value_and_one(values: list[float]) -> None:
    """A mark outside the figure would be lost, and a figure without 1 has no line to compare with."""
    low, high = find_axis(values)

    assert low <= min(1, *values) and max(1, *values) <= high and low < high
    assert all(0 <= place(value, low, high) <= 100 for value in (1, *values))
    assert find_ticks(low, high)[0] == low and find_ticks(low, high)[-1] == high and 1 in find_ticks(low, high)


@given(ratios)
def test_half_and_double_lie_equally_far_from_the_line(value: float) -> None:
    """On a plain axis a harm would look larger than the benefit that undoes it."""
    assert place(value, 0.0001, 10_000) + place(1 / value, 0.0001, 10_000) == pytest.approx(100, abs=0.02)


@given(st.integers(0, 1000))
def test_everybody_is_drawn_once(people: int) -> None:
    """A thousand places: an empty frame for each who died, and a person in each other."""
    rows, rest = split_rows(people)
    persons = person_path(rest, 40).count("M") / 2 if rest else 0
    whole = 40 * (25 - rows - (1 if rest else 0))

    assert frame_path(people).count("M") == people
    assert people + persons + whole == 1000


def test_no_ratio_of_zero_is_put_on_a_logarithmic_axis() -> None:
    """It would lie infinitely far away."""
    with pytest.raises(ValueError, match="above 0"):
        find_axis([0.0, 1.0])


def test_every_number_shown_is_one_of_the_series(made: Any) -> None:
    """Nothing is worked out: what stands in the view stands in the file, as it was written."""
    for plot in made.data["plots"]:
        held = {cell for row in load_series(ROOT)[plot["series"]].rows for cell in row}
        shown = [row["ratio"]["written"] for row in plot["rows"] if row.get("ratio")]
        shown += [rate["written"] for row in plot["rows"] for rate in row.get("people", ())]

        assert {text for texts in shown for text in texts} <= held | {""}


def test_where_there_is_no_rate_the_author_says_why_there_are_no_people(made: Any) -> None:
    """A ratio alone gives no number of people, and a reader will ask for one."""
    assert all("people" in plot or plot.get("no_people") for plot in made.data["plots"])


def test_every_reading_of_a_series_stands_on_paper_too(made: Any) -> None:
    """It is a limit that must be said."""
    paper = re.sub(r"\s+", " ", made.to_paper().replace("&quot;", '"').replace("&#x27;", "'"))

    assert [plot["id"] for plot in made.data["plots"] if re.sub(r"\s+", " ", plot["reading"]) not in paper] == []


def test_page_and_paper_put_the_same_numbers_in_the_same_places(phone: Page, url: str, made: Any) -> None:
    """Two figures of one series that differ would make both untrue."""
    open_page(phone, url)
    plots = [plot for plot in made.data["plots"] if "axis" in plot]
    cases = [[r["at"], r["low"], r["high"]] for plot in plots for r in (row.get("ratio") for row in plot["rows"]) if r]
    sets = [[n for case in cases[i : i + 5] for n in case if n is not None] for i in range(len(cases))]
    sets += [[], [1], [0.03], [3], [0.0301, 2.99], [186], [0.001, 999]]
    rates = [rate["rate"] for plot in made.data["plots"] for row in plot["rows"] for rate in row.get("people", ())]
    rates += [0, 0.49, 0.5, 39.5, 40, 999.6, 2000]
    seen = phone.evaluate(
        """async ([sets, rates]) => {
          const view = await import("./_static/course/exercises/evidence_explorer/view.js");
          return {
            axes: sets.map(view.findAxis),
            ticks: sets.map((set) => view.findTicks(...view.findAxis(set))),
            places: sets.map((set) => set.map((one) => view.place(one, ...view.findAxis(set)))),
            people: rates.map(view.countPeople),
            frames: rates.map((rate) => view.framePath(view.countPeople(rate))),
            rows: rates.map((rate) => view.splitRows(view.countPeople(rate))),
            persons: view.personPath(3, 40),
          };
        }""",
        [sets, rates],
    )

    assert seen["axes"] == [list(find_axis(one)) for one in sets]
    assert seen["ticks"] == [find_ticks(*find_axis(one)) for one in sets]
    for set_, places in zip(sets, seen["places"], strict=True):
        assert places == pytest.approx([place(one, *find_axis(set_)) for one in set_], abs=0.011)
    assert seen["people"] == [count_people(rate) for rate in rates]
    assert seen["frames"] == [frame_path(count_people(rate)) for rate in rates]
    assert [tuple(one) for one in seen["rows"]] == [split_rows(count_people(rate)) for rate in rates]
    assert seen["persons"] == person_path(3, 40)


def test_the_drawn_bars_stand_where_the_paper_has_them(phone: Page, url: str, made: Any) -> None:
    """The twin functions agree; so must what is drawn by them."""
    face = open_page(phone, url) and live(phone, OF)
    for select in face.locator("select").all():
        select.select_option("")
    bars = "bars => bars.map((bar) => [bar.getAttribute('x1'), bar.getAttribute('x2')])"
    drawn = face.locator(".course-ev-bar").evaluate_all(bars)
    plot = made.data["plots"][0]
    printed = re.findall(r'x1="([\d.]+)%" x2="([\d.]+)%"[^>]*course-ev-bar', made._ratios(plot))

    assert len(drawn) == len(plot["rows"])
    assert [[float(x.rstrip("%")) for x in pair] for pair in drawn] == [[float(x) for x in pair] for pair in printed]


def test_what_was_set_and_said_is_there_after_a_reload_and_is_gone_when_erased(phone: Page, url: str) -> None:
    """Phones reload pages whenever they like, and erasing must be seen."""
    open_page(phone, url)
    ANSWERS[OF](live(phone, OF), data_of(phone, OF))
    phone.reload()

    expect(live(phone, OF).get_by_label("people, out of 1,000")).to_be_checked()
    expect(live(phone, OF).locator("textarea")).to_have_value(WORDS)
    assert entries(phone)["on-and-off"]["response"]["doubts"] is True
    phone.evaluate("document.querySelector('course-exercise').model.set('response', null)")
    expect(live(phone, OF).locator("textarea")).to_have_value("")
    expect(live(phone, OF).locator(".course-ev-chooser input").first).to_be_checked()


def test_a_response_that_names_what_is_gone_still_shows_a_plot(phone: Page, url: str) -> None:
    """Authors rename plots and series; a journal outlives that."""
    open_page(phone, url)
    odd = {
        "plot": "gone",
        "as": "people",
        "doubts": True,
        "picks": {"death-on-off": {"outcome": "no"}},
        "sentence": "x",
    }
    phone.evaluate("odd => document.querySelector('course-exercise').model.set('response', odd)", odd)

    expect(live(phone, OF).locator(".course-ev-line").first).to_be_visible()
    expect(live(phone, OF).locator("textarea")).to_have_value("x")


def test_a_plot_is_chosen_and_switched_by_keyboard(phone: Page, url: str) -> None:
    """Nobody should need to point, and the focus stays where it was."""
    open_page(phone, url)
    chooser = live(phone, OF).locator(".course-ev-chooser input")
    chooser.first.focus()
    phone.keyboard.press("ArrowDown")
    expect(chooser.nth(1)).to_be_focused()
    select = live(phone, OF).locator("select").first
    select.focus()
    phone.keyboard.press("ArrowDown")

    expect(select).to_have_value("death-from-overdose")
    expect(select).to_be_focused()
    expect(live(phone, OF).get_by_text("No ratio was read.")).to_be_visible()
