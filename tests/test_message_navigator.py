"""Messages heard in the rooms: which are shown, how they are sorted and answered, and the card that is taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Page, expect
from printed import sheets_of
from states import ANSWERS, data_of, live

from course.content import ExerciseData, load_exercises, load_messages
from course.errors import ContentError
from course.exercises.message_navigator import KINDS, MessageNavigator

ROOT = Path(__file__).resolve().parents[1]
OURS = "what-was-said"


def build(**fields: object) -> dict[str, object]:
    """What the view is given for an author's fields."""
    return MessageNavigator.to_data(ExerciseData("said", "message_navigator", fields, Path("said.yml")), ROOT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real exercise on a page of its own."""
    folder = tmp_path_factory.mktemp("said")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_BUILDING", "1")
        write_page(folder, MessageNavigator(load_exercises(ROOT)[OURS], ROOT))
    with serve(folder) as address:
        yield address


def test_every_message_shown_was_checked_and_brings_its_sources() -> None:
    """Guidance that nobody read at a source may be wrong, and somebody may act on it."""
    known = load_messages(ROOT)
    for exercise in load_exercises(ROOT).values():
        if exercise.type == "message_navigator":
            data = MessageNavigator.to_data(exercise, ROOT)
            for message in data["messages"]:
                assert known[message["id"]].checked
                assert message["facts"] and set(message["facts"]) <= set(data["sources"])


def test_a_message_that_nobody_checked_is_refused_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept in the file so that nobody looks twice, and never shown."""
    known = load_messages(ROOT)
    one = next(iter(known))
    unread = {
        **known,
        one: type(known[one])(**{f: getattr(known[one], f) for f in known[one].__slots__} | {"checked": False}),
    }
    monkeypatch.setattr("course.exercises.message_navigator.load_messages", lambda _: unread)

    assert one not in [message["id"] for message in build(title="T", intro="I")["messages"]]  # type: ignore[attr-defined]
    with pytest.raises(ContentError, match=r"said\.yml: messages: '.*' was never checked"):
        build(title="T", intro="I", messages=[one])
    with pytest.raises(ContentError, match=r"'NAV-99' is not in messages\.yml"):
        build(title="T", intro="I", messages=["NAV-99"])


def test_the_authors_messages_come_in_the_authors_order() -> None:
    """An author builds up from the mild to the hard."""
    data = build(title="T", intro="I", messages=["NAV-20", "NAV-03"])

    assert [message["id"] for message in data["messages"]] == ["NAV-20", "NAV-03"]  # type: ignore[attr-defined]


def test_the_notebook_has_words_for_all_that_is_kept() -> None:
    """Ids would tell a learner nothing."""
    data = build(title="T", intro="I")
    labels = MessageNavigator.labels(data)

    for message in data["messages"]:  # type: ignore[attr-defined]
        assert message["message"] in labels[message["id"]]
        assert all(f"{message['id']}/{one}" in labels for one in (*KINDS, "record", "own", "pass"))


def test_sorting_says_how_we_sorted_it_and_that_another_way_can_be_argued(phone: Page, url: str) -> None:
    """A message is often two things at once, and nobody is to be told that they heard it wrong."""
    face = open_page(phone, url).locator(".course-live")
    expect(face.get_by_text("What guidance says:")).to_be_hidden()
    face.locator('input[value="worth"]').check()
    expect(face.get_by_text("Yours can be argued too")).to_be_visible()
    expect(face.get_by_text("What guidance says:")).to_be_visible()
    face.locator('input[value="medical"]').check()

    expect(face.get_by_text("We sorted it there too.")).to_be_visible()
    expect(face.get_by_text("can be argued too")).to_have_count(0)


def test_the_card_is_there_after_a_reload_and_can_be_emptied(phone: Page, url: str) -> None:
    """What somebody means to say on Tuesday must be there on Tuesday."""
    face = open_page(phone, url).locator(".course-live")
    ANSWERS["message_navigator"](face, data_of(phone, "message_navigator"))
    phone.reload()
    expect(face.locator(".course-reply")).to_have_count(3)
    expect(face.get_by_text("Message 4 of")).to_be_visible()  # the first that nothing was done with
    for left in (2, 1, 0):
        face.get_by_role("button", name="Take off the card").first.click()
        expect(face.locator(".course-reply")).to_have_count(left)

    assert entries(phone)[OURS]["response"]["uses"] == {}
    expect(face.get_by_role("button", name="Print every message")).to_be_focused()


def test_the_keyboard_goes_from_message_to_message(phone: Page, url: str) -> None:
    """Whoever moves on stands at the next message, not below it."""
    face = open_page(phone, url).locator(".course-live")
    face.get_by_role("button", name="The next one").press("Enter")
    expect(face.locator(".course-message-heard")).to_be_focused()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")

    assert entries(phone)[OURS]["response"]["kinds"] == {"NAV-02": "medical"}


def test_the_card_prints_alone_and_the_sheet_prints_whole(phone: Page, url: str) -> None:
    """A card that comes with fourteen sheets of messages is no card."""
    face = open_page(phone, url).locator(".course-live")
    ANSWERS["message_navigator"](face, data_of(phone, "message_navigator"))
    assert "When are you coming off it?" in " ".join(sheets_of(phone.pdf()))
    phone.evaluate("window.print = () => {}")
    face.get_by_role("button", name="Print the card").click()
    alone = sheets_of(phone.pdf())
    phone.evaluate("dispatchEvent(new Event('afterprint'))")

    assert len(alone) == 1 and "I’m here, and I’m staying." in alone[0] and "Tick what each message" not in alone[0]
    assert not phone.locator(".paper[data-card-alone]").count()


def test_more_replies_than_a_card_has_rows_get_another_card(phone: Page, url: str) -> None:
    """None may fall off, and when they go, the card goes too."""
    page = open_page(phone, url)
    uses = {f"NAV-{n:02}": "record" for n in range(1, 12)}
    page.evaluate(
        "uses => document.querySelector('course-exercise').model.set('response', {kinds: {}, uses, own: {}})", uses
    )
    cards = page.locator(".paper [data-card]")
    expect(cards).to_have_count(3)
    filled = page.locator(".paper [data-part=reply]:not(:empty)")
    expect(filled).to_have_count(11)
    page.evaluate("document.querySelector('course-exercise').model.set('response', null)")

    expect(cards).to_have_count(2)
    expect(filled).to_have_count(0)
    expect(page.locator(".course-reply")).to_have_count(0)


def test_messages_that_are_gone_and_words_without_a_use_break_nothing(phone: Page, url: str) -> None:
    """A message may be taken out of the file; what was kept for it stays in the journal."""
    page = open_page(phone, url)
    odd = {"kinds": {"NAV-77": "power"}, "uses": {"NAV-77": "own", "NAV-01": "own"}, "own": {"NAV-02": "Hello"}}
    page.evaluate("odd => document.querySelector('course-exercise').model.set('response', odd)", odd)

    expect(page.locator(".course-message-heard")).to_be_visible()
    expect(page.locator(".course-reply")).to_have_count(0)
    assert live(page, "message_navigator").locator(".course-heard-jump option").count() > 20
