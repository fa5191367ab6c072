"""The journal in a file: never lost, never half, and the same document in both hosts."""

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journals import BAD_ENTRIES, ENTRY, MERGED, OURS, THEIRS

from course.errors import JournalError
from course.exercises import crypto
from course.exercises.journal import Journal, is_sealed, sift_journal
from course.exercises.notebook import answer_message

ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
whens = st.datetimes(min_value=datetime(2020, 1, 1)).map(lambda d: d.isoformat() + "Z")
entries = st.dictionaries(ids, st.fixed_dictionaries({"type": texts, "response": plain, "saved_at": whens}), max_size=4)


def write(path: Path, content: dict[str, Any]) -> str:
    """Write a journal of these entries and return its text."""
    text = json.dumps({"format": "course-journal/1", "saved_at": "2026-01-01T00:00:00Z", "entries": content})
    path.write_text(text, encoding="utf-8")
    return text


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A journal that is not there yet."""
    return Journal(tmp_path / "journal.json")


def test_a_save_replaces_its_own_entry_only(journal: Journal) -> None:
    """Two notebooks open at once must not undo each other's work."""
    other = Journal(journal.path)
    journal.save("a", "reflection", "one")
    other.save("b", "reflection", "two")
    journal.save("a", "reflection", "three")

    assert {i: e["response"] for i, e in other.read().items()} == {"a": "three", "b": "two"}


def test_a_crash_while_writing_leaves_the_old_journal_whole(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file would be all of it lost."""
    journal.save("a", "reflection", "one")
    monkeypatch.setattr(os, "fsync", _fail)
    with pytest.raises(JournalError, match="not saved"):
        journal.save("a", "reflection", "two")

    assert journal.read()["a"]["response"] == "one"
    assert [p.name for p in journal.path.parent.iterdir()] == ["journal.json"]


def _fail(_handle: int) -> None:
    raise OSError(28, "No space left on device")


NO_JOURNALS = [b"", b"{half", b"[]", b"\xff\xfe\x00", b'{"format": "course-journal/9", "entries": {}}']


@pytest.mark.parametrize("raw", NO_JOURNALS)
def test_a_file_that_is_no_journal_is_moved_aside_whole(journal: Journal, raw: bytes) -> None:
    """It may be the only copy of what somebody wrote."""
    journal.path.write_bytes(raw)
    journal.save("a", "reflection", "new")

    assert [p.read_bytes() for p in journal.path.parent.glob("journal-unreadable-*")] == [raw]
    assert journal.notice and journal.read()["a"]["response"] == "new"


def test_half_an_emoji_does_not_stop_a_save(journal: Journal) -> None:
    """Some keyboards delete an emoji in two steps, and each step is saved."""
    journal.save("a", "reflection", "smile \ud83d")

    assert journal.read()["a"]["response"] == "smile ?"


def test_erasing_leaves_nothing(journal: Journal) -> None:
    """Erased means gone from the folder."""
    journal.save("a", "reflection", "one")
    journal.erase()

    assert list(journal.path.parent.iterdir()) == []


def test_erasing_one_entry_leaves_the_others(journal: Journal) -> None:
    """A learner may regret one page only."""
    journal.save("a", "reflection", "one")
    journal.save("b", "reflection", "two")
    journal.erase("a")

    assert list(journal.read()) == ["b"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries)
def test_whatever_is_exported_comes_back_the_same(tmp_path: Path, content: dict[str, Any]) -> None:
    """An export is a learner's only way to another device."""
    here, there = Journal(tmp_path / "here.json"), Journal(tmp_path / "there.json")
    write(here.path, content)
    write(there.path, {})
    merge = there.load_export(here.to_export())

    assert there.read() == content
    assert merge.brought == len(content)


@settings(max_examples=15, deadline=None)
@given(texts, texts.filter(bool))
def test_whatever_is_sealed_opens_with_its_passphrase_alone(text: str, passphrase: str) -> None:
    """Any script, any keyboard; and nobody else's passphrase."""
    fewer = crypto.ITERATIONS
    crypto.ITERATIONS = 1000  # the number is in the file; 600 000 would only make this test slow
    try:
        sealed = crypto.seal(text, passphrase)
    finally:
        crypto.ITERATIONS = fewer

    assert crypto.open_sealed(sealed, passphrase) == text
    with pytest.raises(JournalError, match="does not open"):
        crypto.open_sealed(sealed, passphrase + "x")


def test_the_same_letters_from_another_keyboard_open_a_journal() -> None:
    """A phone may compose an accent that a laptop keeps apart."""
    assert crypto.open_sealed(crypto.seal("words", "caf\u00e9"), "cafe\u0301") == "words"


def test_the_newer_of_two_entries_stays(journal: Journal) -> None:
    """An old export must not undo a newer evening."""
    theirs = write(journal.path, THEIRS)
    write(journal.path, OURS)
    merge = journal.load_export(theirs)

    assert {i: e["response"] for i, e in journal.read().items()} == {"a": "new", "b": "new", "c": "old"}
    assert str(merge) == MERGED


@pytest.mark.parametrize("content", BAD_ENTRIES)
def test_a_damaged_journal_is_refused_whole(journal: Journal, tmp_path: Path, content: Any) -> None:
    """Half an import would be worse than none."""
    journal.save("mine", "reflection", "kept")
    before = journal.path.read_bytes()
    with pytest.raises(JournalError, match="damaged"):
        journal.load_export(write(tmp_path / "theirs.json", content))

    assert journal.path.read_bytes() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("iterations", 10**12),
        ("iterations", "600000"),
        ("kdf", "MD5"),
        ("salt", "???"),
        ("iv", None),
        ("ciphertext", "AAAA"),
    ],
)
def test_a_damaged_sealed_journal_is_one_line(field: str, value: object) -> None:
    """It must neither hang the machine nor show a traceback."""
    document = json.loads(crypto.seal("words", "p")) | {field: value}
    with pytest.raises(JournalError):
        crypto.open_sealed(json.dumps(document), "p")


def test_deeply_nested_text_is_not_a_journal() -> None:
    """A file made to crash us is refused like any other."""
    with pytest.raises(JournalError, match="not a journal"):
        sift_journal("[" * 100_000)


def test_deeply_nested_text_leaves_my_notebook_as_it_was(journal: Journal) -> None:
    """The learner must read why nothing came in, and not wait for an answer that never comes."""
    write(journal.path, {"a": ENTRY})

    answer = answer_message(journal, {"do": "import", "text": "[" * 100_000})

    assert "not a journal" in answer["line"] and answer["entries"] == {"a": ENTRY}


def test_my_notebook_asks_for_a_passphrase_before_it_tries(journal: Journal) -> None:
    """An encrypted file without its passphrase is a question, not an error."""
    sealed = crypto.seal(write(journal.path, {"a": ENTRY}), "p")
    asked = answer_message(journal, {"do": "import", "text": sealed})
    wrong = answer_message(journal, {"do": "import", "text": sealed, "passphrase": "q"})

    assert is_sealed(sealed) and asked["ask"] == "passphrase"
    assert wrong["line"].startswith("That passphrase does not open") and wrong["entries"] == {"a": ENTRY}


@pytest.mark.parametrize("bad", [bad for bad in BAD_ENTRIES if isinstance(bad, dict)])
def test_a_broken_entry_takes_no_other_with_it(journal: Journal, bad: dict[str, Any]) -> None:
    """A year of writing must not hang on one entry; and what is left out is still on the disk."""
    text = write(journal.path, {"sound": ENTRY} | bad)

    assert journal.read() == {"sound": ENTRY}
    assert journal.notice.startswith("One entry of journal.json could not be read.")
    assert [copy.read_text(encoding="utf-8") for copy in journal.path.parent.glob("journal-unreadable-*")] == [text]
    assert Journal(journal.path).read() == {"sound": ENTRY}


def test_an_import_brings_what_can_be_read_and_counts_the_rest(journal: Journal) -> None:
    """The file stays with its owner, so nothing is lost; but they must know that something did not come."""
    text = write(journal.path, {"sound": ENTRY, "broken": {"type": "t"}})
    journal.path.unlink()

    assert str(journal.load_export(text)) == "1 brought in, 1 left out, because it could not be read."


@given(
    response=plain,
    kind=st.sampled_from(["t", "other"]),
    times=st.integers(1, 4),
)
def test_a_response_that_does_not_fit_is_never_dropped(response: Any, kind: str, times: int) -> None:
    """Whatever an older edition kept, its owner can still read it, also after the next such time."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.json")
        for turn in range(times):
            write(journal.path, journal.read() | {"a": ENTRY | {"type": kind, "response": [turn, response]}})

            assert journal.take("a", "t", lambda _: None) == (None, True)
        kept = journal.read()

    assert "a" not in kept and len(kept) == times
    assert sorted(entry["response"][0] for entry in kept.values()) == list(range(times))


def test_a_response_that_fits_is_left_where_it_is(journal: Journal) -> None:
    """Nothing is moved, or written, for having been looked at."""
    write(journal.path, {"a": ENTRY})
    before = journal.path.stat().st_mtime_ns

    assert journal.take("a", "t", lambda response: response) == (1, False)
    assert journal.take("b", "t", lambda response: response) == (None, False)
    assert journal.path.stat().st_mtime_ns == before
