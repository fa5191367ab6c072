"""If-then plans: kept, printed, and taken into a calendar under a name that tells nobody anything."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from faces.action_plan import fill, write
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pages import entries, open_page, serve, write_page
from playwright.sync_api import Locator, Page, expect
from printed import sheets_of
from small_course import make_exercise

ROOT = Path(__file__).resolve().parents[1]
ID = "my-plan"
NOW = "new Date('2026-11-28T04:05:06.789Z')"
TELLING = re.compile(r"drug|recover|medic|sponsor|meeting|twelve|stigma|room|course|methadone|anonymous", re.IGNORECASE)
NAMES = {
    "neutral": "A thing I planned",
    "signs of its own": r"a; b, c \ d: \n e",
    "two lines": "one\ntwo\r\nthree\rfour",
    "long": "word " * 40,
    "long, in letters of several octets": "Grüße an Zoë 🙂 " * 20,
    "one octet too many": "x" * 67 + "é" * 40,
    "signs that no line may hold": "a\x00b\x07c\x1fd\te",
    "quotation": 'say "no" to nobody',
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The exercise on a page of its own."""
    folder = tmp_path_factory.mktemp("plan")
    with patch.dict(os.environ, {"COURSE_BUILDING": "1"}):
        write_page(folder, make_exercise(ID, ROOT))
    with serve(folder) as address:
        yield address


@pytest.fixture
def face(phone: Page, url: str) -> Locator:
    """The live face, untouched."""
    return open_page(phone, url).locator(".course-live")


def plans(page: Page) -> list[dict[str, Any]]:
    """What is kept, without the ids."""
    kept = entries(page).get(ID)
    return list(kept["response"]["plans"].values()) if kept else []


def parse_calendar(raw: bytes) -> list[tuple[str, dict[str, str], str]]:
    """A calendar file as name, parameters and value of each line; asserts what RFC 5545 asks of every file.

    Written against the RFC and not against our own writer.
    """
    assert raw.endswith(b"\r\n"), "the last line ends too"
    for octets in raw[:-2].split(b"\r\n"):
        assert len(octets) <= 75 and b"\n" not in octets and b"\r" not in octets, octets
        octets.decode("utf-8")  # no letter is cut in two
    found = []
    for line in raw.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")[:-2].split("\r\n"):
        match = re.fullmatch(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:,\"\x00-\x1f]+)*):(.*)", line, re.DOTALL)
        assert match, line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", match[3]), line
        parameters = dict(part.split("=", 1) for part in match[2].split(";")[1:])
        found.append((match[1], parameters, match[3]))
    return found


def to_text(value: str) -> str:
    """A value of type TEXT as it is read; asserts that whatever must be escaped is."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def components(lines: list[tuple[str, dict[str, str], str]]) -> list[tuple[str, dict[str, Any]]]:
    """Every component with its properties; asserts that they are nested, closed, and say nothing twice."""
    done: list[tuple[str, dict[str, Any]]] = []
    open_: list[tuple[str, dict[str, Any]]] = []
    for name, parameters, value in lines:
        if name == "BEGIN":
            open_.append((value, {}))
        elif name == "END":
            assert open_[-1][0] == value
            done.append(open_.pop())
        else:
            assert name not in open_[-1][1], f"{name} twice"
            open_[-1][1][name] = (parameters, value)
    assert not open_
    return done


def check_calendar(raw: bytes, wanted: list[dict[str, Any]]) -> None:
    """Hold a file against RFC 5545 and against what it should say."""
    parts = components(parse_calendar(raw))
    events = [inner for name, inner in parts if name == "VEVENT"]
    calendar = next(inner for name, inner in parts if name == "VCALENDAR")

    assert parts[-1][0] == "VCALENDAR" and calendar["VERSION"][1] == "2.0" and calendar["PRODID"][1]
    assert [to_text(event["SUMMARY"][1]) for event in events] == [plain(plan["title"]) for plan in wanted]
    assert [event["DTSTART"] for event in events] == [
        ({"VALUE": "DATE"}, plan["on"].replace("-", "")) for plan in wanted
    ]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][1]) for event in events)
    assert len({event["UID"][1] for event in events}) == len(events)
    alarms = [inner for name, inner in parts if name == "VALARM"]
    assert len(alarms) == sum(bool(plan.get("remind")) for plan in wanted)
    assert all({"ACTION", "TRIGGER", "DESCRIPTION"} == set(alarm) for alarm in alarms)


def plain(title: str) -> str:
    """A name as a calendar can hold it."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", title))


def make_calendar(page: Page, wanted: list[dict[str, Any]]) -> bytes:
    """What the view's part writes."""
    code = "async (plans) => (await import('./_static/course/exercises/action_plan/view.js'))"
    text: str = page.evaluate(f"{code}.toCalendar(plans, {NOW})", wanted)
    return text.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_calendar_file_is_valid_whatever_the_plan_is_called(face: Locator, phone: Page, name: str) -> None:
    """A calendar that refuses the file, or garbles it, says so on a locked screen or not at all."""
    expect(face).to_be_visible()
    wanted = [{"id": "ab12", "on": "2027-02-28", "title": NAMES[name], "remind": True}]

    check_calendar(make_calendar(phone, wanted), wanted)


@pytest.mark.parametrize("name", NAMES)
def test_a_calendar_program_reads_what_was_planned(face: Locator, phone: Page, name: str) -> None:
    """Our own reading of the standard may be wrong; a library that calendars use has read it too."""
    expect(face).to_be_visible()
    raw = make_calendar(phone, [{"id": "ab12", "on": "2027-02-28", "title": NAMES[name], "remind": True}])
    [event] = Calendar.from_ical(raw).walk("VEVENT")
    [summary] = [value for key, _, value in parse_calendar(raw) if key == "SUMMARY"]

    assert event.errors == [] and event.decoded("dtstart") == date(2027, 2, 28)
    assert str(event["summary"]) == to_text(summary)
    assert len(event.walk("VALARM")) == 1


def test_any_calendar_file_is_valid(face: Locator, phone: Page) -> None:
    """Names are written by people, and people write anything."""
    expect(face).to_be_visible()
    titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90)
    days = st.dates().map(lambda day: day.isoformat())
    plan = st.fixed_dictionaries({"on": days, "title": titles, "remind": st.booleans()})
    tried: list[list[dict[str, Any]]] = []

    @given(st.lists(plan, max_size=3))
    def collect(some: list[dict[str, Any]]) -> None:
        tried.append([{**one, "id": f"id{number}"} for number, one in enumerate(some)])

    collect()
    code = "async (all) => { const { toCalendar } = await import('./_static/course/exercises/action_plan/view.js');"
    files = phone.evaluate(code + f"return all.map((plans) => toCalendar(plans, {NOW})); }}", tried)

    for text, wanted in zip(files, tried, strict=True):
        check_calendar(text.encode("utf-8"), wanted)


@pytest.mark.parametrize("day", ["", "2027-02-30", "2027-13-01", "soon", None])
def test_what_is_no_day_is_left_out_of_the_calendar(face: Locator, phone: Page, day: str | None) -> None:
    """One bad date makes a calendar refuse the whole file."""
    expect(face).to_be_visible()

    assert b"VEVENT" not in make_calendar(phone, [{"id": "a", "on": day, "title": "x"}])


def test_the_file_says_nothing_of_what_it_is_about(face: Locator, phone: Page) -> None:
    """It lights up on a locked screen, and may lie in a calendar that a family or an employer reads."""
    write(face, 1)
    with phone.expect_download() as waiting:
        face.get_by_role("button", name="Make a calendar file").click()
    raw = Path(waiting.value.path()).read_bytes()

    check_calendar(raw, [{"on": "2027-01-05", "title": "A thing I planned", "remind": True}])
    assert waiting.value.suggested_filename == "planned.ics"
    assert not TELLING.search(raw.decode("utf-8")) and "door" not in raw.decode("utf-8")


def test_a_plan_that_moved_to_another_day_is_the_same_event(face: Locator, phone: Page) -> None:
    """A calendar then replaces it, where it would else show both."""
    ids = []
    for day in ("2027-01-05", "2027-01-06"):
        face.get_by_label("The day, or the day from which").fill(day)
        with phone.expect_download() as waiting:
            face.get_by_role("button", name="Make a calendar file").click()
        lines = parse_calendar(Path(waiting.value.path()).read_bytes())
        ids.append([value for name, _, value in lines if name == "UID"])

    assert ids[0] == ids[1]


def test_plans_are_there_after_a_reload_and_on_paper(face: Locator, phone: Page) -> None:
    """Phones reload pages whenever they like, and paper is a face of the course."""
    fill(face, {})
    phone.reload()
    expect(face.get_by_role("group", name="Plan 2").get_by_label("If …", exact=True)).to_have_value(
        "a new person tells me what they are prescribed"
    )
    printed = re.sub(r"\s+", " ", " ".join(sheets_of(phone.pdf())))

    assert "go over and say my first name" in printed and "2027-01-05" in printed
    assert "Take this plan away" not in printed


def test_a_plan_is_taken_away_only_after_a_question(face: Locator, phone: Page) -> None:
    """A thumb slips; and what is taken away is gone from the device."""
    write(face, 1)
    face.get_by_role("button", name="Take this plan away").click()
    face.get_by_role("button", name="No, leave it").click()
    expect(face.get_by_role("button", name="Take this plan away")).to_be_focused()
    assert len(plans(phone)) == 1
    phone.keyboard.press("Enter")
    face.get_by_role("button", name="Yes, take it away").press("Enter")

    expect(face.get_by_label("If …", exact=True)).to_be_focused()
    expect(face.get_by_label("If …", exact=True)).to_have_value("")
    assert plans(phone) == []


def test_there_are_no_more_plans_than_a_person_can_carry(face: Locator) -> None:
    """Three at most, and an empty one is filled before another is made."""
    for number in range(2):
        face.get_by_text("Start from one of these").click()
        face.locator(".course-plan-starters button").nth(number).click()
    expect(face.locator(".course-plan")).to_have_count(2)
    face.get_by_role("button", name="Add a plan").press("Enter")

    expect(face.locator(".course-plan")).to_have_count(3)
    expect(face.get_by_role("group", name="Plan 3").get_by_label("If …", exact=True)).to_be_focused()
    expect(face.get_by_role("button", name="Add a plan")).to_be_hidden()


def test_erased_or_odd_it_is_shown_anew(face: Locator, phone: Page) -> None:
    """My notebook may erase it in another tab; a file may come from a hand that wrote it."""
    faults: list[Any] = []
    phone.on("pageerror", lambda error: faults.append(error))
    fill(face, {})
    setting = "value => document.querySelector('course-exercise').model.set('response', value)"
    phone.evaluate(
        setting, {"plans": {"a": {}, "b; c": {"then": "x", "on": "2027-02-31"}, **{f"p{n}": {} for n in range(5)}}}
    )
    expect(face.locator(".course-plan")).to_have_count(7)
    phone.evaluate(setting, None)

    expect(face.get_by_label("If …", exact=True)).to_have_value("")
    expect(face.locator(".course-plan")).to_have_count(1)
    assert faults == []
