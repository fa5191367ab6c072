"""An inventory in a real browser: one's own order, one's own picture, and what it must not say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from faces.likert import answer_round, choose_round
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from test_psychometrics import ITEMS

from course.content import load_exercise
from course.errors import ContentError
from course.exercises import find_type
from course.exercises.likert import Likert
from course.psychometrics import construct_means

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the self-check alone."""
    folder = tmp_path_factory.mktemp("likert")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, find_type("likert")(load_exercise("self-check", ROOT), ROOT))
    with serve(folder) as address:
        yield address


def check(page: Page) -> tuple[Any, dict[str, Any]]:
    """The live face and its data."""
    data = json.loads(page.locator("course-exercise > script").text_content() or "")
    return page.locator(".course-live"), data


def kept(page: Page) -> Any:
    """What the journal holds."""
    return entries(page)["self-check"]["response"]


def put(page: Page, response: Any) -> None:
    """A response from elsewhere."""
    page.evaluate("r => document.querySelector('course-exercise').model.set('response', r)", response)


def make_response(**steps: int) -> dict[str, Any]:
    """Every sentence answered alike in each of these rounds."""
    ids = [item["id"] for item in load_exercise("self-check", ROOT).fields["items"]]
    rounds = {one: {"answers": dict.fromkeys(ids, step), "date": "2026-01-02"} for one, step in steps.items()}
    return {"order": ids, "rounds": rounds}


def test_the_order_is_ones_own_and_stays(phone: Page, url: str) -> None:
    """An order drawn anew would be another questionnaire; kept with the answers, it is there after a reload."""
    face, data = check(open_page(phone, url))
    first = face.locator(".course-scale:visible legend").inner_text()
    face.locator(".course-scale:visible").get_by_label("Agree somewhat", exact=True).check()
    order = kept(phone)["order"]
    phone.reload()

    assert sorted(order) == sorted(item["id"] for item in data["items"])
    assert next(item["stem"] for item in data["items"] if item["id"] == order[0]) == first
    expect(face.get_by_text("Sentence 2 of 12")).to_be_visible()
    face.get_by_role("button", name="Back").click()
    expect(face.locator(".course-scale:visible legend")).to_have_text(first)


def test_sentences_added_and_taken_away_later_do_no_harm(phone: Page, url: str) -> None:
    """An edition may mend the list; what is gone is passed over, and what is new comes last."""
    face, data = check(open_page(phone, url))
    last = data["items"][4]
    order = ["gone", *(item["id"] for item in data["items"] if item is not last)]
    put(phone, {"order": order, "rounds": {"before": {"answers": {"gone": 5, "own-01": 4}, "date": "2026-01-02"}}})
    while face.get_by_role("button", name="Next").count():
        face.get_by_role("button", name="Next").click()

    expect(face.locator(".course-scale:visible legend")).to_have_text(last["stem"])


def test_three_rounds_stand_side_by_side_and_no_verdict_with_them(phone: Page, url: str) -> None:
    """The learner's own change, with the view from after beside it and the honest label under it."""
    face, data = check(open_page(phone, url))
    for step, one in enumerate(data["rounds"], start=2):
        choose_round(face, data, one["label"])
        answer_round(face, data, step)
    text = face.inner_text()

    assert text.count("Change, before to after") == text.count("Perceived change") == len(data["constructs"])
    assert "not validated" in text and "read it beside the first change, never alone" in text
    assert face.locator("svg desc").first.text_content().count("(20") == 3
    assert set(kept(phone)["rounds"]) == {"before", "after", "back"}


def test_what_is_perceived_looking_back_is_never_shown_alone(phone: Page, url: str) -> None:
    """Looking back often makes the time before look worse than it was."""
    face, _ = check(open_page(phone, url))
    put(phone, make_response(after=4, back=2))
    expect(face.get_by_text("shown only beside the change")).to_be_visible()
    expect(face.get_by_role("rowheader", name="Perceived")).to_have_count(0)
    put(phone, make_response(before=3, after=4, back=2))

    expect(face.get_by_role("rowheader", name="Perceived")).to_have_count(3)


def test_the_keyboard_is_enough(phone: Page, url: str) -> None:
    """Arrow keys choose; after Next the focus stands at the top of the next sentence."""
    face, _ = check(open_page(phone, url))
    face.locator(".course-scale:visible input").first.focus()
    phone.keyboard.press("ArrowDown")
    expect(face.locator(".course-scale:visible input").nth(1)).to_be_checked()
    face.get_by_role("button", name="Next").focus()
    phone.keyboard.press("Enter")
    expect(face.get_by_text("Sentence 2 of 12")).to_be_focused()
    phone.keyboard.press("Tab")

    expect(face.locator(".course-scale:visible input").first).to_be_focused()


def test_erasing_clears_the_picture_and_paper_shows_what_was_answered(phone: Page, url: str) -> None:
    """Another tab may erase; and a sheet printed before holds the words of each round."""
    face, _ = check(open_page(phone, url))
    put(phone, make_response(before=4, after=5))
    printed = " ".join(sheets_of(phone.pdf()))
    put(phone, None)

    assert "Before the course: Agree somewhat; After the course: Agree strongly" in " ".join(printed.split())
    expect(face.get_by_text("your picture appears here")).to_be_visible()
    expect(face.locator(".course-scale input:checked")).to_have_count(0)


def test_the_view_scores_as_python_does(phone: Page, url: str) -> None:
    """One rule for what a mean is, whoever works it out."""
    steps = [None, 1, 2, 4, 5, "pass", 0, 6, 2.5, True, "3"]
    cases = [{"a": a, "b": b, "c": c} for a in steps for b in steps for c in steps[:3]]
    cases = [{one: value for one, value in case.items() if value is not None} for case in cases]
    open_page(phone, url)
    code = """async ([items, cases]) => {
        const view = await import('./_static/course/exercises/likert/view.js');
        return cases.map((answers) => view.constructMeans(items, answers));
    }"""

    assert phone.evaluate(code, [ITEMS, cases]) == [construct_means(ITEMS, case) for case in cases]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rounds": [{"id": "back"}]}, "looking back is asked only beside a real before and after"),
        ({"constructs": []}, "is of no construct 'medication'"),
    ],
)
def test_an_author_is_told_what_does_not_fit(change: dict[str, Any], message: str) -> None:
    """A sentence of no subject would be counted nowhere."""
    record = load_exercise("self-check", ROOT)

    with pytest.raises(ContentError, match=message):
        Likert.build_data(replace(record, fields=dict(record.fields) | change), ROOT)


def test_my_notebook_says_the_words_behind_the_ids() -> None:
    """A list of ids says nothing to the one who answered."""
    words = Likert.labels(Likert.build_data(load_exercise("self-check", ROOT), ROOT))

    assert words["own-01/5"] == "Agree strongly" and words["own-01/pass"] == "I would rather not say"
    assert words["back"] == "Looking back"


def test_the_self_check_is_that_of_the_curriculum() -> None:
    """Twelve sentences, four of them turned round, three rounds."""
    fields = load_exercise("self-check", ROOT).fields

    assert len(fields["items"]) == 12
    assert sum(bool(item.get("reversed")) for item in fields["items"]) == 4
    assert [one["id"] for one in fields["rounds"]] == ["before", "after", "back"]
