"""The route map: an idea, its stops, a name and a day."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alone import ROOT, exercise_data, open_live, put, serve_alone
from faces.route_map import choose_route, fill
from pages import entries
from playwright.sync_api import Page, expect
from printed import sheets_of

from course.content import is_fitting, load_exercise
from course.errors import ContentError
from course.exercises.route_map import RouteMap
from course.exercises.shape import load_response_schema

ID = "routes"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The exercise, served."""
    with serve_alone(tmp_path_factory.mktemp("route"), ID) as address:
        yield address


def test_every_route_rests_on_facts() -> None:
    """Who decides, and how long it takes, is not ours to invent."""
    for route in exercise_data(ID)["routes"]:
        resting = [step for step in route["steps"] if step.get("facts")]

        assert len(resting) >= len(route["steps"]) / 2, route["id"]


def test_the_route_to_a_court_tells_people_to_keep_to_an_order() -> None:
    """Somebody may read it as leave to stay away, and be jailed."""
    route = next(one for one in exercise_data(ID)["routes"] if one["id"] == "court-practice")

    assert "keep to it and ask a lawyer" in route["about"]


def test_an_id_that_stands_for_two_things_is_named(tmp_path: Path) -> None:
    """A response keeps ids, and one tick must not mark two stops."""
    shutil.copytree(ROOT / "modules", tmp_path / "modules")
    path = tmp_path / "modules" / "13-changing-the-system" / f"{ID}.yml"
    text = path.read_text(encoding="utf-8").replace("id: aa-pamphlet-back", "id: reading-again")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="'reading-again' stands for two things"):
        RouteMap.build_data(load_exercise(ID, tmp_path), tmp_path)


def test_my_notebook_can_say_every_idea_and_stop() -> None:
    """Nobody reads ids in their own notebook."""
    data = exercise_data(ID)
    labels = RouteMap.labels(data)

    for route in data["routes"]:
        assert labels[f"idea/{route['id']}"] == route["label"]
        for step in route["steps"]:
            assert {labels[f"{part}/{step['id']}"] for part in ("done", "who", "when")} == {step["place"]}


def test_a_walk_is_there_after_a_reload_and_fits_its_shape(url: str, phone: Page) -> None:
    """A route may take years, and phones reload."""
    live = open_live(phone, url)
    data = exercise_data(ID)
    fill(live, data)
    phone.reload()
    first, second, *_ = data["routes"][0]["steps"]

    expect(live.get_by_label(f"Whom I ask there: {second['place']}")).to_have_value("The secretary")
    here = live.locator(".course-route-stop").filter(has=phone.locator(".course-route-here:not([hidden])"))
    expect(here).to_contain_text(second["place"])
    assert entries(phone)[ID]["response"]["done"] == [first["id"]]
    assert is_fitting(entries(phone)[ID]["response"], load_response_schema("route_map"))


def test_the_next_stop_opens_when_one_is_done_by_the_keyboard(url: str, phone: Page) -> None:
    """The path is walked one stop at a time, and the focus stays where it was."""
    live = open_live(phone, url)
    first, second, third, *_ = choose_route(live, exercise_data(ID))["steps"]
    expect(live.get_by_text(second["decides"])).to_be_hidden()
    box = live.get_by_label(f"Done: {first['place']}")
    box.focus()
    phone.keyboard.press("Space")

    expect(box).to_be_focused()
    expect(live.get_by_text(second["decides"])).to_be_visible()
    expect(live.get_by_text(third["decides"])).to_be_hidden()
    expect(live.get_by_text("1 of 5 stops are behind you.")).to_be_visible()


def test_another_idea_loses_nothing(url: str, phone: Page) -> None:
    """Somebody may look at all of them first."""
    live = open_live(phone, url)
    data = exercise_data(ID)
    fill(live, data)
    choose_route(live, data, 2)
    choose_route(live, data, 0)

    expect(live.get_by_label(f"Done: {data['routes'][0]['steps'][0]['place']}")).to_be_checked()


def test_one_route_is_printed_by_itself(url: str, phone: Page) -> None:
    """The sheet for a pocket is the route one walks."""
    live = open_live(phone, url)
    data = exercise_data(ID)
    fill(live, data)
    live.get_by_role("button", name="Print this route").click()
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert "The secretary" in text and "March 1, 2027" in text and "☑" in text
    assert data["routes"][1]["label"] not in text


def test_the_whole_sheet_holds_every_route(url: str, phone: Page) -> None:
    """A room without a screen lays a route on each table."""
    open_live(phone, url)
    text = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert [route["label"] for route in exercise_data(ID)["routes"] if route["label"] not in text] == []


def test_an_erased_walk_leaves_an_empty_face(url: str, phone: Page) -> None:
    """Erase must be seen to erase, on the screen and on paper."""
    live = open_live(phone, url)
    fill(live, exercise_data(ID))
    put(phone, ID, None)

    expect(live.locator(".course-route-stop")).to_have_count(0)
    expect(phone.locator(".paper")).not_to_contain_text("The secretary")


def test_a_walk_from_another_edition_is_shown(url: str, phone: Page) -> None:
    """Stops may leave the course, and a day may be none."""
    live = open_live(phone, url)
    put(phone, ID, {"idea": "reading", "done": ["gone"], "who": {"gone": "x"}, "when": {"reading-ally": "soon"}})

    expect(live.get_by_text("0 of 5 stops are behind you.")).to_be_visible()
    put(phone, ID, {"idea": "gone"})
    expect(live.locator(".course-route-stop")).to_have_count(0)
