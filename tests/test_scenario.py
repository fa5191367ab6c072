"""A scenario: its branches are checked when it is read, its endings are safe, and it works in a real browser."""

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Locator, Page, expect
from printed import sheets_of

from course.content import ExerciseData, load_exercises
from course.errors import ContentError
from course.exercises.scenario import Scenario
from course.exercises.scenario.graph import find_depths, find_missing, find_stuck, find_unreachable, lay_out

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = [one for one in load_exercises(ROOT).values() if one.type == "scenario"]
Graph = dict[str, list[str]]


def scene(name: str, *goto: str, **more: Any) -> dict[str, Any]:
    """A scene with a choice for each place it leads to."""
    choices = [{"id": f"to-{to}", "text": f"Say {to}.", "goto": to, "remark": f"Led to {to}."} for to in goto]
    return {"id": name, "title": f"Title {name}", "text": f"Text of {name}.", "choices": choices} | more


def ending(name: str, back: str, **more: Any) -> dict[str, Any]:
    """An ending with all that one needs."""
    way = {"text": f"Back to {back}.", "goto": back}
    return {"id": name, "title": f"Title {name}", "text": "It ends.", "safe": True, "help": "Help.", "back": way} | more


SMALL: dict[str, Any] = {
    "type": "scenario",
    "title": "A small talk",
    "intro": "Made up.",
    "start": "a",
    "scenes": [
        scene("a", "b", "c", heard=[{"who": "Kit", "says": "Am I in?"}], feel="Cold."),
        scene("b", "end", "a"),
        scene("c", "end", "other"),
    ],
    "endings": [ending("end", "a"), ending("other", "c")],
}


def write(path: Path, fields: dict[str, Any]) -> ExerciseData:
    """A scenario as its author's file holds it; JSON is YAML too."""
    path.write_text(json.dumps(fields, indent=1), encoding="utf-8")
    return ExerciseData(path.stem, "scenario", {key: value for key, value in fields.items() if key != "type"}, path)


# The graph

names = st.sampled_from("abcdefgh")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Graph, list[str]]:
    """Any places with any ways between them, and which of them are endings; "a" is the start."""
    places = sorted(draw(st.sets(names, min_size=1)) | {"a"})
    endings = draw(st.lists(st.sampled_from(places), unique=True))
    steps = {one: [] if one in endings else draw(st.lists(st.sampled_from(places), max_size=3)) for one in places}
    return steps, endings


@st.composite
def good_graphs(draw: st.DrawFn) -> tuple[Graph, list[str]]:
    """A conversation in which every scene comes from an earlier one and leads on to a later one, with loops besides."""
    count = draw(st.integers(1, 8))
    scenes = [f"s{number}" for number in range(count)]
    steps: Graph = {one: [] for one in scenes}
    for number in range(1, count):
        steps[scenes[draw(st.integers(0, number - 1))]].append(scenes[number])
    leaves = [one for one in scenes if not steps[one]]
    endings = [f"end-{one}" for one in leaves]
    for leaf, end in zip(leaves, endings, strict=True):
        steps[leaf].append(end)
    for one in scenes:
        steps[one] += draw(st.lists(st.sampled_from(scenes), max_size=2))
    return steps | {end: [] for end in endings}, endings


def walks(steps: Graph, start: str) -> set[str]:
    """Where one can get, tried out one step after another: a slow twin to hold the quick one against."""
    met, last = {start}, set()
    while met != last:
        last = set(met)
        met |= {target for place in last for target in steps.get(place, ()) if target in steps}
    return met


@given(good_graphs())
def test_a_good_conversation_has_no_fault(graph: tuple[Graph, list[str]]) -> None:
    """A check that cries wolf is switched off."""
    steps, endings = graph

    assert (find_missing(steps), find_unreachable(steps, "s0"), find_stuck(steps, endings)) == ([], [], [])


@given(graphs())
def test_every_scene_that_nobody_comes_to_is_found(graph: tuple[Graph, list[str]]) -> None:
    """What no choice leads to was written for nobody."""
    steps, _ = graph

    assert set(find_unreachable(steps, "a")) == set(steps) - walks(steps, "a")


@given(graphs())
def test_every_scene_that_nobody_gets_out_of_is_found(graph: tuple[Graph, list[str]]) -> None:
    """A learner must not be left in a loop, at the worst point of somebody's story."""
    steps, endings = graph

    assert set(find_stuck(steps, endings)) == {one for one in steps if not walks(steps, one) & set(endings)}


@given(good_graphs(), st.data())
def test_one_target_gone_is_always_found(graph: tuple[Graph, list[str]], data: st.DataObject) -> None:
    """A slip of the pen in a goto would end the conversation in an error."""
    steps, _ = graph
    scenes = [one for one in steps if steps[one]]
    place = data.draw(st.sampled_from(scenes))
    steps[place][data.draw(st.integers(0, len(steps[place]) - 1))] = "nowhere"

    assert find_missing(steps) == [(place, "nowhere")]


@given(good_graphs(), st.data())
def test_one_scene_without_a_way_on_is_always_found(graph: tuple[Graph, list[str]], data: st.DataObject) -> None:
    """Also where a loop leads back into it."""
    steps, endings = graph
    place = data.draw(st.sampled_from([one for one in steps if steps[one]]))
    steps[place] = []

    assert place in find_stuck(steps, endings)


@given(graphs())
def test_no_two_places_stand_on_one_spot_of_the_map(graph: tuple[Graph, list[str]]) -> None:
    """And each place stands as many rows down as it takes choices to come to it."""
    steps, _ = graph
    spots = lay_out(steps, "a")
    depths = find_depths(steps, "a")

    assert len(set(spots.values())) == len(spots)
    assert {place: row for place, (_, row) in spots.items()} == depths
    assert all(depths[b] <= depths[a] + 1 for a in depths for b in steps[a])


# What an author sees


def mend(**changes: Any) -> dict[str, Any]:
    """The small scenario with some of its fields changed."""
    return copy.deepcopy(SMALL) | changes


WRONG = {
    "a target that is not there": (
        mend(scenes=[scene("a", "b"), scene("b", "ende", "end")], endings=[ending("end", "a")]),
        ["scene 'b', choice 'to-ende': goto: there is no scene or ending 'ende'"],
    ),
    "a start that is not there": (mend(start="z"), ["start: there is no scene 'z'"]),
    "a scene nobody comes to": (
        mend(scenes=[scene("a", "end"), scene("b", "end")], endings=[ending("end", "a")]),
        ["'b': no choice leads here from the start; lead one to it, or take it out"],
    ),
    "an ending nobody comes to": (
        mend(scenes=[scene("a", "end")], endings=[ending("end", "a"), ending("lost", "a")]),
        ["'lost': no choice leads here from the start; lead one to it, or take it out"],
    ),
    "a loop with no way out": (
        mend(scenes=[scene("a", "b", "end"), scene("b", "c"), scene("c", "b")], endings=[ending("end", "a")]),
        [
            "scene 'b': no ending can be reached from here; give it a choice that leads to one",
            "scene 'c': no ending can be reached from here; give it a choice that leads to one",
        ],
    ),
    "an id that stands twice": (
        mend(scenes=[scene("a", "b"), scene("b", "end"), scene("b", "end")], endings=[ending("end", "a")]),
        ["the id 'b' stands twice among scenes and endings"],
    ),
    "a choice that stands twice": (
        mend(scenes=[scene("a", "end", "end")], endings=[ending("end", "a")]),
        ["scene 'a': the choice 'to-end' stands twice"],
    ),
    "guidance that rests on nothing": (
        mend(scenes=[scene("a", "end", guidance="It is so.")], endings=[ending("end", "a")]),
        ["scene 'a': guidance: rests on no fact; name one under facts, or take it out"],
    ),
    "an ending that is bare": (
        mend(scenes=[scene("a", "end")], endings=[{"id": "end", "title": "The end", "text": "It ends."}]),
        [
            "ending 'end': back: offer a way back, with a text and the scene it goes to",
            "ending 'end': help: say where somebody finds help; the link is added",
            "ending 'end': safe: not marked; read it as the person it is about would, then write safe: true",
        ],
    ),
    "an ending that is marked unsafe": (
        mend(scenes=[scene("a", "end")], endings=[ending("end", "a", safe=False)]),
        ["ending 'end': safe: not marked; read it as the person it is about would, then write safe: true"],
    ),
    "a way back to nowhere": (
        mend(scenes=[scene("a", "end")], endings=[ending("end", "elsewhere")]),
        ["ending 'end': back: goto: there is no scene 'elsewhere'"],
    ),
}


@pytest.mark.parametrize(("fields", "wanted"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_file_says_which_scene_and_what_to_do(
    fields: dict[str, Any], wanted: list[str], tmp_path: Path
) -> None:
    """Every fault at once, each with file and line, so that an author mends the file in one go."""
    path = tmp_path / "talk.yml"
    with pytest.raises(ContentError) as caught:
        Scenario.build_data(write(path, fields), tmp_path)
    problems = list(caught.value.problems)

    assert sorted(problem.message for problem in problems) == sorted(wanted)
    assert {problem.path for problem in problems} == {str(path)}


def test_a_fault_is_told_with_its_own_line(tmp_path: Path) -> None:
    """In a file of five hundred lines an author needs the line."""
    path = tmp_path / "talk.yml"
    fields = mend(scenes=[scene("a", "end"), scene("b", "end")], endings=[ending("end", "a")])
    with pytest.raises(ContentError) as caught:
        Scenario.build_data(write(path, fields), tmp_path)
    line = caught.value.problems[0].line

    assert '"id": "b"' in path.read_text(encoding="utf-8").splitlines()[line - 1]


# The four scenarios of the course


@pytest.mark.parametrize("record", SCENARIOS, ids=lambda one: one.id)
def test_a_scenario_has_room_to_choose(record: ExerciseData) -> None:
    """Twelve scenes and four endings at least, and nearly always more than one thing to say."""
    data = Scenario.build_data(record, ROOT)
    alone = [scene["id"] for scene in data["scenes"] if len(scene["choices"]) < 2]

    assert len(data["scenes"]) >= 12
    assert len(data["endings"]) >= 4
    assert len(alone) <= 2


@pytest.mark.parametrize("record", SCENARIOS, ids=lambda one: one.id)
def test_a_scene_is_short_enough_for_a_phone(record: ExerciseData) -> None:
    """And long enough to be somewhere."""
    data = Scenario.build_data(record, ROOT)
    words = {
        place["id"]: len(f"{place['text']} {' '.join(line['says'] for line in place.get('heard', ()))}".split())
        for place in (*data["scenes"], *data["endings"])
    }

    assert {place: count for place, count in words.items() if not 40 <= count <= 115} == {}


@pytest.mark.parametrize("record", SCENARIOS, ids=lambda one: one.id)
def test_a_scenario_says_that_its_people_are_composites(record: ExerciseData) -> None:
    """Nobody should look for a neighbor in it."""
    assert "composites" in record.fields["intro"]


def test_four_scenarios_are_there() -> None:
    """So that the tests above cannot pass over nothing."""
    assert len(SCENARIOS) == 4


# In a browser


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small scenario on a page."""
    folder = tmp_path_factory.mktemp("scenario")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, Scenario(write(folder / "talk.yml", SMALL), folder))
    with serve(folder) as address:
        yield address


def live(page: Page) -> Locator:
    """The exercise as it lives on the page."""
    return page.locator("course-exercise > .course-live")


def keep(page: Page, response: Any) -> None:
    """Put a response in place from elsewhere, as another tab or an import does."""
    page.locator("course-exercise").evaluate("(host, value) => host.model.set('response', value)", response)


def test_a_choice_leads_on_and_the_focus_goes_with_it(phone: Page, url: str) -> None:
    """Who cannot see the page must hear the new scene, and what the choice did, from its beginning."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say b.").focus()
    phone.keyboard.press("Enter")
    text = live(phone).locator(".course-scene")

    expect(text).to_be_focused()
    expect(text).to_contain_text("You chose: Say b.Led to b.2. Title bText of b.")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Say end.")).to_be_focused()


def test_what_was_done_is_there_after_a_reload(phone: Page, url: str) -> None:
    """One resumes where one stopped, with every ending that was found."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say c.").click()
    phone.get_by_role("button", name="Say other.").click()
    phone.get_by_role("button", name="Back to c.").click()
    phone.reload()

    expect(live(phone).locator(".course-scene")).to_contain_text("3. Title c")
    expect(live(phone)).to_contain_text("Endings found: 1 of 2. Scenes seen: 2 of 3.")
    assert entries(phone)["talk"]["response"] == {
        "path": ["a/to-c", "c/to-other", "other/back"],
        "seen": ["a", "c", "other"],
        "endings": ["other"],
    }


def test_back_and_begin_again_lose_nothing_that_was_found(phone: Page, url: str) -> None:
    """Trying another way is what the exercise is for."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say c.").click()
    phone.get_by_role("button", name="Say end.").click()
    phone.get_by_role("button", name="Back one step").click()
    expect(live(phone).locator(".course-scene")).to_contain_text("3. Title c")
    phone.get_by_role("button", name="Begin again").click()

    expect(live(phone).locator(".course-scene")).to_be_focused()
    expect(live(phone).locator(".course-scene")).to_contain_text("1. Title a")
    expect(live(phone)).to_contain_text("Endings found: 1 of 2.")
    expect(phone.get_by_role("button", name="Back one step")).to_be_hidden()


def test_an_ending_offers_help_and_a_way_back(phone: Page, url: str) -> None:
    """Nobody is left standing at the end of a hard story."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say b.").click()
    phone.get_by_role("button", name="Say end.").click()

    expect(phone.get_by_role("link", name="Open the help page")).to_have_attribute("href", f"{url}modules/help.html")
    expect(phone.get_by_role("button", name="Back to a.")).to_be_visible()


def test_the_map_says_in_words_what_it_draws(phone: Page, url: str) -> None:
    """A drawing alone would say nothing to many people."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say b.").click()
    live(phone).locator("summary", has_text="Your way so far").click()

    text = (
        "A drawing of 3 scenes and 2 endings, from the first at the top. Those you have met carry their number: 1, 2."
    )
    expect(live(phone).get_by_role("img")).to_have_accessible_name(f"Your way so far {text} You are at 2.")
    assert live(phone).locator(".course-met li").all_inner_texts() == ["1. Title a", "2. Title b"]
    assert live(phone).locator(".course-spot-sign").all_text_contents() == ["1", "2"]


def test_an_erased_notebook_begins_anew(phone: Page, url: str) -> None:
    """Erasing on My notebook, or in another tab, is seen here at once."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say b.").click()
    keep(phone, None)

    expect(live(phone).locator(".course-scene")).to_contain_text("1. Title a")
    expect(live(phone)).to_contain_text("Endings found: 0 of 2. Scenes seen: 1 of 3.")


def test_a_step_that_an_edit_took_away_ends_the_path_there(phone: Page, url: str) -> None:
    """Scenes come and go with editions; a learner goes on from the last one that still stands."""
    open_page(phone, url)
    keep(phone, {"path": ["a/to-c", "c/to-gone", "gone/on"], "seen": ["a", "gone"], "endings": ["lost"]})

    expect(live(phone).locator(".course-scene")).to_contain_text("3. Title c")
    expect(live(phone)).to_contain_text("Endings found: 0 of 2. Scenes seen: 2 of 3.")


def test_print_ticks_what_was_chosen(phone: Page, url: str) -> None:
    """And a role-play sheet is whole without it: each choice says where to go, the observer's part stands last."""
    open_page(phone, url)
    phone.get_by_role("button", name="Say c.").click()
    text = " ".join("\n".join(sheets_of(phone.pdf())).split())

    assert "☐ a. Say b. Go to 2." in text
    assert "☒ b. Say c. Go to 3." in text
    assert text.index("5. An ending: Title other") < text.index("For the observer") < text.index("1 b. Led to c.")
    assert "Back one step" not in text


def test_my_notebook_shows_words_and_no_ids(tmp_path: Path) -> None:
    """A learner reads what they chose, and not what the file calls it."""
    labels = Scenario.labels(Scenario.build_data(write(tmp_path / "talk.yml", SMALL), tmp_path))

    assert labels["path"] == "What you chose"
    assert labels["path/a/to-b"] == "Say b."
    assert labels["path/end/back"] == "Back to a."
    assert labels["endings/end"] == labels["seen/end"] == "Title end"
