"""The responses file: what is made, what is read, and the one line for each fault."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from banks import KEYS, make_bank
from hypothesis import given
from hypothesis import strategies as st

from course.errors import ResponsesError
from course.responses import MAX_BYTES, Responses, make_responses, parse_responses, saved_response, to_bytes

GOOD: dict[str, Any] = {
    "format": "course-responses/1",
    "quiz": "03-words",
    "bank": "sha256:" + "0f" * 32,
    "learner": "amber-heron-41",
    "device": "0123456789abcdef",
    "saved_at": "2026-11-23T10:00:00Z",
    "responses": {"words-01": "b", "words-02": ["a", "c"], "words-04": {"a": "2"}, "words-r1": {"text": "“clean” 🕊"}},
}

plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
one_response = (
    plain_text
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.lists(plain_text, max_size=5)
    | st.dictionaries(plain_text, plain_text | st.booleans(), max_size=5)
)
responses_files = st.builds(
    Responses,
    quiz=st.from_regex(r"[0-9]{2}-[a-z][a-z0-9-]{0,20}", fullmatch=True),
    bank=st.from_regex(r"sha256:[0-9a-f]{64}", fullmatch=True),
    learner=st.from_regex(r"[a-z]{3,8}-[a-z]{3,8}-[0-9]{2}", fullmatch=True),
    device=st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    saved_at=st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC)),
    responses=st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), one_response, max_size=8),
)


def file(**changes: Any) -> bytes:
    return json.dumps(GOOD | changes).encode()


@given(responses_files)
def test_what_is_written_is_read_back(responses: Responses) -> None:
    """A file passes through phones, mails and folders; it must mean the same at the end."""
    assert parse_responses(to_bytes(responses.to_dict())) == responses


@given(responses_files)
def test_the_same_responses_give_the_same_bytes(responses: Responses) -> None:
    """What came in twice is known by its bytes."""
    document = responses.to_dict()
    shuffled = dict(reversed(document.items()))

    assert to_bytes(shuffled) == to_bytes(document)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_an_error_of_ours_and_no_other(raw: bytes) -> None:
    """Anybody can send anything; one clear line, never a traceback."""
    with pytest.raises(ResponsesError) as caught:
        parse_responses(raw)
    assert "\n" not in str(caught.value)


@given(
    st.sampled_from(sorted(GOOD)),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=10,
    ),
)
def test_any_value_of_any_field_is_read_or_refused(name: str, value: Any) -> None:
    """One wrong field among six right ones is the likely fault."""
    raw = json.dumps(GOOD | {name: value}).encode()
    with suppress(ResponsesError):
        assert parse_responses(raw)


def test_a_byte_order_mark_is_no_fault() -> None:
    """Windows puts one before a text that was saved again."""
    assert parse_responses(b"\xef\xbb\xbf" + file()) == parse_responses(file())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is not JSON"),
        (b"\xff\xfe{\x00", "not text in UTF-8"),
        (b"[]", "not a responses file"),
        (b"[" * 100_000, "the file is not JSON"),
        (b" " * (MAX_BYTES + 1), "more than 256 KiB"),
        (file()[:-9], "cut off"),
        (file() + b"x", "the file is not JSON"),
        (file(format="course-responses/2"), "format: "),
        (file(quiz="words"), "quiz: 'words' is not a quiz id"),
        (file(quiz="03-words\n"), "quiz: "),
        (file(bank="sha256:12"), "bank: "),
        (file(learner="Kim Example"), "learner: 'Kim Example' is not a learner code such as amber-heron-41"),
        (file(learner=""), "learner: "),
        (file(learner=None), "learner: None"),
        (file(learner="amber-heron-4１"), "learner: "),
        (file(device="0123456789ABCDEF"), "device: "),
        (file(saved_at="2026-11-23 10:00"), "saved_at: "),
        (file(saved_at="2026-11-23T10:00:00+01:00"), "saved_at: "),
        (file(saved_at="2026-02-30T10:00:00Z"), "saved_at: '2026-02-30T10:00:00Z' is no such day or time"),
        (file(saved_at="0000-01-01T00:00:00Z"), "saved_at: "),
        (file(responses=[]), "responses: is not a map"),
        (file(responses={"Words 01": "b"}), "responses: 'Words 01' is not an item id"),
        (file(responses={f"w-{n}": "a" for n in range(201)}), "more than 200"),
        (file(responses={"w-01": [[[["a"]]]]}), "responses.w-01: is nested"),
        (file(responses={"w-01": "\ud800"}), "responses.w-01: holds a character that is not text"),
        (file(responses={"w-01": {"text": "a\0b"}}), "responses.w-01: holds a character that is not text"),
        (file(responses={"w-01": float("nan")}), "holds NaN"),
        (file(responses={"w-01": 1}).replace(b": 1}", b": 1e999}"), "responses.w-01: is no number"),
        (file(responses={"w-01": 1}).replace(b": 1}", b": " + b"9" * 5000 + b"}"), "the file is not JSON"),
        (file(name="Kim"), "'name': no such field belongs in a responses file"),
        (file().replace(b'"quiz"', b'"quiz": "04-x", "quiz"'), "the field 'quiz' stands twice"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "device"}).encode(), "device: the field is missing"),
    ],
)
def test_a_fault_is_named_by_its_field(raw: bytes, message: str) -> None:
    """A trainer with thirty files sees which line to mend, or what to ask the learner for."""
    with pytest.raises(ResponsesError) as caught:
        parse_responses(raw)

    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_fraction_of_a_second_counts() -> None:
    """The later file of a device holds, also within one second."""
    early, late = (parse_responses(file(saved_at=f"2026-11-23T10:00:00{f}Z")) for f in ("", ".5"))

    assert early.saved_at < late.saved_at


def test_the_file_holds_what_was_answered_and_not_one_private_word(tmp_path: Path) -> None:
    """Private means that the words never leave; and what was not answered is not in the file."""
    bank = make_bank(tmp_path)
    kept = {
        **KEYS,
        "words-02": [],
        "words-05": 2,
        "words-r1": {"text": "SECRET", "private": True},
        "words-r2": {"text": " “no” ", "private": False},
        "words-06": "a",
        "gone": "x",
    }
    document = make_responses(bank, {k: GOOD[k] for k in ("learner", "device", "saved_at")} | {"responses": kept})

    assert document["responses"] == {
        "words-01": "b",
        "words-03": KEYS["words-03"],
        "words-04": KEYS["words-04"],
        "words-05": 2,
        "words-r1": {"private": True},
        "words-r2": {"text": "“no”"},
    }
    assert b"SECRET" not in to_bytes(document)
    assert parse_responses(to_bytes(document)).bank == bank.digest


@pytest.mark.parametrize("raw", [None, b"", b"{}", b"\xff", file(device="x"), b" " * (MAX_BYTES + 1) + file()])
def test_without_a_good_file_a_grade_cell_gets_nothing_in_silence(
    raw: bytes | None, tmp_path: Path, capfd: Any
) -> None:
    """One line on stderr would take every point away, and an exception is no score."""
    if raw is not None:
        (tmp_path / "responses.json").write_bytes(raw)

    assert saved_response("words-01", tmp_path) is None
    assert capfd.readouterr() == ("", "")


def test_a_grade_cell_reads_the_file_beside_it_also_without_a_code(tmp_path: Path, monkeypatch: Any) -> None:
    """nbgrader knows whose folder it is; somebody who left the code out has answered all the same."""
    (tmp_path / "responses.json").write_bytes(file(learner=""))
    monkeypatch.chdir(tmp_path)

    assert saved_response("words-01") == "b"
    assert saved_response("words-99") is None
