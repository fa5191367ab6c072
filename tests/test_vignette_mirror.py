"""A dozen people in a real browser: what was drawn stays drawn, and the mirror says no more than it can."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from faces.vignette_mirror import rate_all, vary
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from test_psychometrics import make_parts

from course.content import load_exercise
from course.errors import ContentError
from course.exercises import find_type
from course.exercises.vignette_mirror import VignetteMirror
from course.psychometrics import draw_design, estimate_difference, paired_differences

ROOT = Path(__file__).resolve().parents[1]
RECORD = load_exercise("a-dozen-people", ROOT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the dozen alone."""
    folder = tmp_path_factory.mktemp("dozen")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, find_type("vignette_mirror")(RECORD, ROOT))
    with serve(folder) as address:
        yield address


def kept(page: Page) -> Any:
    """What the journal holds."""
    return entries(page)["a-dozen-people"]["response"]


def put(page: Page, response: Any) -> None:
    """A response from elsewhere."""
    page.evaluate("r => document.querySelector('course-exercise').model.set('response', r)", response)


def data_on(page: Page) -> Any:
    """What the view was given."""
    return json.loads(page.locator("course-exercise > script").text_content() or "")


def make_response(data: Any, seed: int = 7, **steps: int) -> dict[str, Any]:
    """Everybody rated by the level they carry; 3 where none is given."""
    design = draw_design(data["factors"], data["pairs"], seed)
    answers = {
        f"{one}/{question['id']}": steps.get(level, 3)
        for one, level in design.levels.items()
        for question in data["questions"]
    }
    return {"seed": seed, "order": list(design.order), "levels": dict(design.levels), "answers": answers}


def test_what_was_drawn_is_kept_with_the_first_answer(phone: Page, url: str) -> None:
    """Another draw after a reload would change the people who were already rated."""
    data = data_on(open_page(phone, url))
    face = phone.locator(".course-live")
    first = face.locator(".course-mirror-story:visible").inner_text()
    face.locator(".course-scale:visible input").first.check()
    before = kept(phone)
    phone.reload()
    face.locator(".course-scale:visible input").last.check()
    after = kept(phone)
    design = draw_design(data["factors"], data["pairs"], before["seed"])

    expect(face.locator(".course-mirror-story:visible")).to_have_text(first)
    assert {key: after[key] for key in ("seed", "order", "levels")} == {
        "seed": before["seed"], "order": list(design.order), "levels": dict(design.levels)
    }  # fmt: skip


def test_the_mirror_waits_until_everybody_was_met(phone: Page, url: str) -> None:
    """A difference shown half-way would lean on the second half; who wants it now may have it."""
    face = open_page(phone, url).locator(".course-live")
    data = data_on(phone)
    rate_all(face, data, vary, last=11)
    expect(face.get_by_text("Your mirror appears when")).to_be_visible()
    expect(face.locator(".course-how-little")).to_have_count(0)
    rate_all(face, data, vary, last=1)

    expect(face.locator(".course-how-little")).to_be_visible()
    expect(face.get_by_text("Your mirror appears when")).to_be_hidden()


def test_the_mirror_says_the_difference_its_interval_and_how_little_it_proves(phone: Page, url: str) -> None:
    """Never a score: the mean, how far it may be off, and that it is twelve answers."""
    face = open_page(phone, url).locator(".course-live")
    response = make_response(data_on(phone), without=4, medication=2)
    response["answers"]["lena/ease"] = 3
    response["answers"]["carol/ease"] = 3
    put(phone, response)
    ease, trust = (face.locator(".course-mirror-part").nth(n) for n in (0, 1))

    expect(ease).to_contain_text("1.3 steps lower on average for “medication” than for “no medication”")
    expect(ease).to_contain_text("anything from −4.0 to +1.5 steps fits your 3 pairs. Zero")
    expect(trust).to_contain_text("2.0 steps lower")
    expect(trust).to_contain_text("no interval can be worked out. That is no certainty")
    expect(face.locator(".course-mirror-part").nth(2)).to_contain_text("the same on average")
    expect(face.get_by_text("How little this proves")).to_be_visible()
    expect(face.get_by_text("There is none here.")).to_be_visible()


def test_too_few_pairs_are_said_to_be_too_few(phone: Page, url: str) -> None:
    """Two pairs say nothing, and a pass is no rating."""
    face = open_page(phone, url).locator(".course-live")
    response = make_response(data_on(phone))
    response["answers"]["lena/ease"] = "pass"
    put(phone, response)

    expect(face.locator(".course-mirror-part").first).to_contain_text("Too few to say: 2 of your pairs")
    expect(face.locator(".course-mirror-part").first.locator("svg")).to_have_count(0)


def test_the_keyboard_is_enough(phone: Page, url: str) -> None:
    """Choose by arrow keys, go on by Enter, and stand at the top of the next person."""
    face = open_page(phone, url).locator(".course-live")
    face.locator(".course-scale:visible input").first.focus()
    phone.keyboard.press("ArrowDown")
    expect(face.locator(".course-scale:visible input").nth(1)).to_be_checked()
    face.get_by_role("button", name="Next person").focus()
    phone.keyboard.press("Enter")

    expect(face.get_by_text("Person 2 of 12")).to_be_focused()


def test_people_who_are_gone_or_new_do_no_harm(phone: Page, url: str) -> None:
    """An edition may exchange a pair: who is gone is passed over, and the design drawn before holds for the others."""
    face = open_page(phone, url).locator(".course-live")
    response = make_response(data_on(phone))
    response["order"] = ["gone", *(one for one in response["order"] if one not in ("lena", "carol"))]
    response["levels"] = {one: level for one, level in response["levels"].items() if one not in ("lena", "carol")}
    put(phone, response | {"answers": {"gone/ease": 2, "ray/ease": 3, "ray/nothing": 3}})
    expect(face.get_by_text("of 10")).to_be_visible()
    put(phone, response | {"order": ["gone"]})

    expect(face.get_by_text("of 12")).to_be_visible()


def test_paper_holds_ones_own_details_and_after_erasing_the_sheets(phone: Page, url: str) -> None:
    """What is printed must be what was rated; and nothing of it may stay on a borrowed phone."""
    face = open_page(phone, url).locator(".course-live")
    data = data_on(phone)
    on_sheet = data["sheet"]["levels"]["lena"]
    seed = next(n for n in range(99) if draw_design(data["factors"], data["pairs"], n).levels["lena"] != on_sheet)
    story = phone.locator('[data-write="lena-story"]')
    empty = story.text_content()
    put(phone, make_response(data, seed=seed, stop=5))
    mine = story.text_content()
    printed = " ".join(" ".join(sheets_of(phone.pdf())).split())
    put(phone, None)

    assert mine != empty and story.text_content() == empty
    assert mine in printed and "At ease beside them: Completely" in printed
    expect(face.locator(".course-scale input:checked")).to_have_count(0)
    expect(face.get_by_text("Your mirror appears when")).to_be_visible()


def test_the_view_draws_and_works_out_as_python_does(phone: Page, url: str) -> None:
    """One rule for balance and for the interval, whoever follows it."""
    data = data_on(open_page(phone, url))
    shapes = [make_parts(3, 3), make_parts(1), make_parts(0, 2, 5), (data["factors"], data["pairs"])]
    draws = [[*shape, seed] for shape in shapes for seed in (0, 1, 7, 2**31, 2**32 - 1, *range(100, 140))]
    lists = [[], [1], [1, 1], [0, 1, 2], [-4, 4, 4], [2, 2, 2], [0, -1, -2, 1], list(range(-4, 5)) * 3]
    ratings = {"lena": 5, "carol": 3, "andre": "pass", "kyle": 1, "maria": 2, "ray": 4, "dennis": 9}
    levels = dict(draw_design(data["factors"], data["pairs"], 3).levels)
    code = """async ([draws, lists, data, levels, ratings]) => {
        const view = await import('./_static/course/exercises/vignette_mirror/view.js');
        return [
            draws.map((draw) => view.drawDesign(...draw)).map(({ order, levels }) => ({ order, levels })),
            lists.map((list) => view.estimateDifference(list)),
            data.factors.map((factor) => view.pairedDifferences(factor, data.pairs, levels, ratings)),
        ];
    }"""
    designs, estimates, differences = phone.evaluate(code, [draws, lists, data, levels, ratings])
    ours = [draw_design(*draw) for draw in draws]

    assert designs == [{"order": list(design.order), "levels": dict(design.levels)} for design in ours]
    assert estimates == [pytest.approx(asdict(estimate_difference(one))) for one in lists]
    assert differences == [paired_differences(factor, data["pairs"], levels, ratings) for factor in data["factors"]]


def test_an_author_is_told_of_a_pair_that_does_not_fit() -> None:
    """Without a detail for each level the two would not be told apart; with a name twice they would be one."""
    first, second, *rest = RECORD.fields["pairs"]
    twin = {**second, "people": [first["people"][0], second["people"][1]]}
    bare = {**first, "people": [{**first["people"][0], "story": "She came."}, first["people"][1]]}
    wrong = {
        "needs a detail for each level": [{**first, "factor": "goal"}, second],
        "have the same id": [first, twin],
        "has no {detail}": [bare, second],
    }
    for message, pairs in wrong.items():
        with pytest.raises(ContentError, match=message):
            VignetteMirror.build_data(replace(RECORD, fields=dict(RECORD.fields) | {"pairs": [*pairs, *rest]}), ROOT)


def test_my_notebook_says_who_was_rated_and_how() -> None:
    """Ids say nothing to the one who answered."""
    words = VignetteMirror.labels(VignetteMirror.build_data(RECORD, ROOT))

    assert words["lena/ease"].startswith("Lena: They take the chair") and words["lena/ease/4"] == "Mostly"


def test_each_detail_has_pairs_enough_to_say_something() -> None:
    """A factor with two pairs would always answer “too few to say”."""
    counts = Counter(pair["factor"] for pair in RECORD.fields["pairs"])

    assert set(counts) == {factor["id"] for factor in RECORD.fields["factors"]}
    assert min(counts.values()) >= 3 and counts.total() == 6
