"""What learners hand in, and what is set aside."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from banks import QUIZ
from cohorts import DEVICE, make_cohort, right_responses, write_responses
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from course.grading import Cohort, collect
from course.grading.parcels import MOST_NOTEBOOK_BYTES
from course.grading.words import from_cell
from course.quiz import PLACEHOLDER, PRIVATE_LINE

OTHER_DEVICE = "fedcba9876543210"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_cohort(tmp_path_factory.mktemp("made"), 5)


@pytest.fixture
def cohort(made, tmp_path):
    """A new copy of an empty cohort."""
    shutil.copytree(made.folder, tmp_path / "cohort")
    return Cohort(tmp_path / "cohort")


@pytest.fixture
def hand_in(cohort, tmp_path):
    """Write a responses file for the first learner, with other fields where wanted."""

    def write(file: str = "responses.json", /, responses: dict | None = None, learner: str | None = None, **changed):
        given = right_responses() if responses is None else responses
        return write_responses(
            tmp_path / "in" / file, cohort.bank(QUIZ), cohort.codes[0] if learner is None else learner, given, **changed
        )

    return write


def test_a_phones_file_becomes_a_submission(cohort, hand_in):
    """nbgrader must find a notebook, the responses beside it, and a time."""
    result = collect(cohort.folder, [hand_in()])

    code = cohort.codes[0]
    folder = cohort.work("submitted", code, QUIZ)
    assert result.accepted == [(code, QUIZ)]
    assert sorted(path.name for path in folder.iterdir()) == [f"{QUIZ}.ipynb", "responses.json", "timestamp.txt"]
    assert json.loads((folder / "responses.json").read_text())["responses"]["words-01"] == "b"
    assert str(parse_utc((folder / "timestamp.txt").read_text().strip())) == "2026-11-23 10:00:00"
    assert from_cell(_cells(folder)["words-r1"]) == "The word was “dirty”."


def test_text_files_and_a_mark_at_the_start_are_taken(cohort, hand_in):
    """Phones that will not share .json share the same text as .txt, and mail programs add a mark."""
    path = hand_in("answers.txt")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert collect(cohort.folder, [path]).accepted


def test_a_private_reflection_stands_as_one_fixed_line(cohort, hand_in):
    """The words were never sent; even if they were, they are not kept."""
    responses = right_responses() | {"words-r1": {"private": True, "text": "my secret"}}

    collect(cohort.folder, [hand_in(responses=responses)])

    folder = cohort.work("submitted", cohort.codes[0], QUIZ)
    assert _cells(folder)["words-r1"] == PRIVATE_LINE
    assert b"my secret" not in b"".join(p.read_bytes() for p in cohort.folder.rglob("*") if p.is_file())


def test_an_unanswered_reflection_leaves_its_cell_as_it_was(cohort, hand_in):
    """Only an unchanged cell is graded 0 with "No response."."""
    collect(cohort.folder, [hand_in(responses={"words-r1": {"text": " \n "}})])

    cells = _cells(cohort.work("submitted", cohort.codes[0], QUIZ))
    assert (cells["words-r1"], cells["words-r2"]) == (PLACEHOLDER, PLACEHOLDER)


def test_the_later_of_one_device_holds_and_the_earlier_is_kept(cohort, hand_in):
    """Somebody who mends an answer at home must not lose it to an older mail."""
    early = hand_in("1.json", responses={"words-01": "a"}, saved_at="2026-11-23T09:00:00Z")
    late = hand_in("2.json", responses={"words-01": "b"}, saved_at="2026-11-23T11:00:00Z")
    for order, expected in (([early, late], "replaced"), ([late, early], "kept_earlier")):
        shutil.rmtree(cohort.folder / "submitted", ignore_errors=True)
        shutil.rmtree(cohort.folder / "incoming", ignore_errors=True)
        result = collect(cohort.folder, order)

        held = json.loads((cohort.work("submitted", cohort.codes[0], QUIZ) / "responses.json").read_text())
        assert held["responses"] == {"words-01": "b"}
        assert getattr(result, expected) == [(cohort.codes[0], QUIZ)]
        assert len(list((cohort.folder / "incoming" / cohort.codes[0]).iterdir())) == 2


def test_a_second_device_under_one_code_is_set_aside(cohort, hand_in):
    """Two people may have drawn one slip; only the trainer can tell whose it is."""
    collect(cohort.folder, [hand_in("first.json")])
    before = _state(cohort.folder / "submitted")

    second = hand_in("second.json", responses={}, device=OTHER_DEVICE, saved_at="2026-11-24T10:00:00Z")
    result = collect(cohort.folder, [second])

    assert _state(cohort.folder / "submitted") == before
    assert [name for name, _ in result.set_aside] == ["second.json"]
    assert f"from another device ({DEVICE}); this one is from {OTHER_DEVICE}" in result.set_aside[0][1]
    assert _reasons(cohort)[0]["file"] == "second.json"


REFUSED = {
    "unknown code": ({"learner": "quiet-river-00"}, "'quiet-river-00' is not a code of this cohort"),
    "no code": ({"learner": ""}, "learner: '' is not a learner code"),
    "code that is a path": ({"learner": "../../etc"}, "is not a learner code"),
    "unknown quiz": ({"quiz": "99-other"}, "this cohort does not have '99-other'"),
    "another bank": ({"bank": "sha256:" + "0" * 64}, "answered against other items"),
    "another format": ({"format": "course-responses/2"}, "not a responses file of the form course-responses/1"),
    "another field": ({"name": "Jo"}, "no such field"),
    "no time": ({"saved_at": "yesterday"}, "is not a time in UTC"),
}


@pytest.mark.parametrize(("changed", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_belong_is_set_aside_and_nobody_else_waits(cohort, hand_in, changed, reason):
    """One wrong file in a mailbox of forty must cost nobody but its sender."""
    files = [hand_in("bad.json", **changed), hand_in("good.json", learner=cohort.codes[1])]

    result = collect(cohort.folder, files)

    assert result.accepted == [(cohort.codes[1], QUIZ)]
    assert [name for name, _ in result.set_aside] == ["bad.json"]
    assert reason in result.set_aside[0][1]
    kept = _reasons(cohort)[0]
    assert reason in kept["reason"]
    assert (cohort.folder / "set-aside" / kept["kept_as"]).read_bytes() == files[0].read_bytes()
    assert {p.parent.name for p in cohort.folder.glob("submitted/*/*")} == {cohort.codes[1]}


UNREADABLE = {
    "cut off": ("x.json", b'{"format": "course-resp', "is not JSON"),
    "no text": ("x.json", b"\xff\xfe\x00", "not text in UTF-8"),
    "empty": ("x.txt", b"", "is not JSON"),
    "deep": ("x.json", b"[" * 100_000, "is not JSON"),
    "too large": ("x.json", b" " * (256 * 1024 + 1), "larger than 256 KiB"),
    "picture": ("x.png", b"\x89PNG", "is no .json, .txt, .zip or .ipynb file"),
    "no zip": ("x.zip", b"PK\x03\x04nothing", "the zip cannot be opened"),
    "journal": ("x.json", b'{"format": "course-journal/1", "entries": {}}', "private notebook"),
}


@pytest.mark.parametrize(("name", "content", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_set_aside(cohort, tmp_path, name, content, reason):
    """Anything may come by mail."""
    path = tmp_path / name
    path.write_bytes(content)

    result = collect(cohort.folder, [path])

    assert [given for given, _ in result.set_aside] == [name]
    assert reason in result.set_aside[0][1]


def test_a_private_journal_sent_by_mistake_is_not_copied(cohort, tmp_path):
    """It holds what a person promised themselves to keep."""
    path = tmp_path / "my-notebook.json"
    path.write_text('{"format": "course-journal/1", "entries": {"a": "my secret"}}', encoding="utf-8")

    collect(cohort.folder, [path])

    assert b"my secret" not in b"".join(p.read_bytes() for p in cohort.folder.rglob("*") if p.is_file())


def test_a_missing_file_and_a_folder_are_named(cohort, tmp_path):
    """A shell passes a pattern that matches nothing as it stands."""
    result = collect(cohort.folder, [tmp_path / "*.json", tmp_path])

    assert result.set_aside == [
        (str(tmp_path / "*.json"), "there is no such file"),
        (str(tmp_path), "is a folder; give the files in it"),
    ]
    assert not (cohort.folder / "set-aside").exists()  # which is for learners' files, not for slips of the keyboard


def test_the_same_files_once_more_change_nothing(cohort, hand_in, tmp_path):
    """A trainer collects the whole folder of attachments every evening."""
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    files = [
        hand_in("1.json", responses={"words-01": "a"}, saved_at="2026-11-23T09:00:00Z"),
        hand_in("2.json"),
        hand_in("3.json", device=OTHER_DEVICE),
        hand_in("4.json", learner="=HYPERLINK()"),
        broken,
        _notebook_beside(cohort, hand_in("nb/responses.json", learner=cohort.codes[2]), {"words-r1": "In JupyterLab."}),
    ]
    collect(cohort.folder, files)
    before = _state(cohort.folder)

    result = collect(cohort.folder, files)

    assert _state(cohort.folder) == before
    assert not result.accepted
    assert not result.replaced


def test_a_zip_holds_as_many_as_it_likes(cohort, hand_in, tmp_path):
    """A learning platform gives all attachments as one zip, a folder a person."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for code in cohort.codes[:3]:
            archive.write(hand_in(learner=code), f"{code}/responses.json")
        archive.writestr("__MACOSX/._responses.json", "junk")
        archive.writestr(".DS_Store", "junk")
        archive.writestr("notes.docx", "junk")

    result = collect(cohort.folder, [path])

    assert result.accepted == [(code, QUIZ) for code in cohort.codes[:3]]
    assert result.set_aside == [("all.zip/notes.docx", "is no .json, .txt, .zip or .ipynb file")]


def test_a_zip_cannot_write_elsewhere_or_nest(cohort, hand_in, tmp_path):
    """A zip is a stranger's list of paths."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("responses.json", "{}")
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../evil.json", "/evil.json", "C:\\evil.json", "a\\..\\..\\evil.json"):
            archive.writestr(name, hand_in().read_bytes())
        archive.writestr("inner.zip", inner.getvalue())
    before = _state(tmp_path)

    result = collect(cohort.folder, [path])

    assert {reason for _, reason in result.set_aside} == {
        "its name in the zip points outside of the zip",
        "is a zip in a zip; unpack it first",
    }
    assert not result.accepted
    new = _state(tmp_path).keys() - before.keys()
    assert {Path(name).parts[:2] for name in new} == {("cohort", "set-aside")}


def test_a_zip_bomb_is_not_unpacked(cohort, tmp_path):
    """A few kilobytes must not fill the memory or the disk."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.json", b" " * 40_000_000)

    result = collect(cohort.folder, [path])

    assert [reason for _, reason in result.set_aside] == ["is larger than 256 KiB; a responses file is far smaller"] * 3
    assert sum(p.stat().st_size for p in (cohort.folder / "set-aside").iterdir()) < 10_000


def test_a_zip_that_lies_about_its_size_is_read_no_further(cohort, tmp_path):
    """The size in a zip's list is what its maker wrote there."""
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.json", b" " * 3_000_000)
    raw = path.read_bytes().replace((3_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(raw)

    result = collect(cohort.folder, [path])

    assert len(result.set_aside) == 1
    assert not result.accepted


def test_a_notebook_comes_with_the_responses_beside_it(cohort, hand_in):
    """In JupyterLab the taps lie in responses.json and the words in the notebook."""
    taps = {k: v for k, v in right_responses().items() if not k.startswith("words-r")}
    beside = hand_in("nb/responses.json", responses=taps)
    notebook = _notebook_beside(cohort, beside, {"words-r1": "It was a **word**.\n\nTruly."})

    result = collect(cohort.folder, [notebook, beside])

    folder = cohort.work("submitted", cohort.codes[0], QUIZ)
    assert result.accepted == [(cohort.codes[0], QUIZ)]
    assert from_cell(_cells(folder)["words-r1"]) == "It was a **word**.\n\nTruly."
    assert _cells(folder)["words-r2"] == PLACEHOLDER
    held = json.loads((folder / "responses.json").read_text())["responses"]
    assert held == taps | {"words-r1": {"text": "It was a **word**.\n\nTruly."}}


def test_nothing_of_a_learners_notebook_is_kept_but_the_words(cohort, hand_in):
    """A notebook is a program; ours is built anew."""
    beside = hand_in("nb/responses.json")
    notebook = _notebook_beside(cohort, beside, {"words-01": "import os; os.system('evil')", "words-r1": "Words."})
    document = json.loads(notebook.read_text())
    document["metadata"]["evil"] = "evil"
    document["cells"].append({"cell_type": "code", "metadata": {}, "source": "evil()", "outputs": []})
    notebook.write_text(json.dumps(document))

    collect(cohort.folder, [notebook])

    assert b"evil" not in b"".join(p.read_bytes() for p in cohort.folder.rglob("*") if p.is_file())


def test_words_changed_after_the_last_tap_are_taken(cohort, hand_in):
    """In JupyterLab a reflection is mended without a tap in the quiz, so the time stands still."""
    beside = hand_in("nb/responses.json", responses={"words-01": "b"})
    first = _notebook_beside(cohort, beside, {"words-r1": "First."})
    collect(cohort.folder, [first])
    second = _notebook_beside(cohort, beside, {"words-r1": "Second."})

    result = collect(cohort.folder, [second])

    assert result.replaced
    assert from_cell(_cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"]) == "Second."
    # The file of taps alone, sent again, must not wipe the words out.
    assert collect(cohort.folder, [beside]).kept_earlier
    assert from_cell(_cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"]) == "Second."


def test_private_in_the_quiz_is_private_in_the_notebook(cohort, hand_in):
    """A person who wrote first and then chose to keep it is taken at the last word."""
    beside = hand_in("nb/responses.json", responses={"words-r1": {"private": True}})
    notebook = _notebook_beside(cohort, beside, {"words-r1": "my secret"})

    collect(cohort.folder, [notebook])

    assert _cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"] == PRIVATE_LINE
    assert b"my secret" not in b"".join(p.read_bytes() for p in cohort.folder.rglob("*") if p.is_file())


def test_words_below_the_line_that_asks_for_them_are_all_that_is_taken(cohort, hand_in):
    """Many write under it and leave it standing; it is ours, not theirs."""
    beside = hand_in("nb/responses.json")
    notebook = _notebook_beside(cohort, beside, {"words-r1": f"{PLACEHOLDER}\n\nI said nothing.\n\nNext time I will."})

    collect(cohort.folder, [notebook])

    cell = _cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"]
    assert PLACEHOLDER not in cell
    assert "I said nothing.\n\nNext time I will." in cell


def test_half_a_character_in_a_cell_costs_nobody_anything(cohort, hand_in):
    """A phone can cut an emoji in two; neither its words nor the next thirty people may be lost over it."""
    broken = _notebook_beside(cohort, hand_in("nb/responses.json"), {"words-r1": "half \ud83d, \0 none"})

    result = collect(cohort.folder, [broken, hand_in("good.json", learner=cohort.codes[1])])

    assert result.accepted == [(code, QUIZ) for code in cohort.codes[:2]]
    cells = _cells(cohort.work("submitted", cohort.codes[0], QUIZ))
    assert from_cell(cells["words-r1"]) == "half \ufffd,  none"


def test_two_notebooks_beside_one_file_of_responses_are_nobodys(cohort, hand_in):
    """A mail program saves a second learner's files as "03-words (1).ipynb" and "responses (1).json", in one folder."""
    beside = hand_in("mail/responses.json", responses={"words-01": "b"})
    notebook = _notebook_beside(cohort, beside, {"words-r1": "By the first."})
    other = notebook.with_name(f"{QUIZ} (1).ipynb")
    other.write_text(notebook.read_text().replace("By the first.", "By the second."), encoding="utf-8")

    for files in ([notebook, beside, other], [other], [beside]):
        result = collect(cohort.folder, files)

        for _, reason in result.set_aside:
            assert "share one responses.json" in reason
        assert len(result.set_aside) == sum(path.suffix == ".ipynb" for path in files)
    cells = _cells(cohort.work("submitted", cohort.codes[0], QUIZ))
    assert cells["words-r1"] == PLACEHOLDER


def test_another_notebook_in_the_folder_takes_no_words_away(cohort, hand_in):
    """Learners try things out in an Untitled.ipynb beside the quiz, and a shell's * names it too."""
    beside = hand_in("nb/responses.json", responses={"words-01": "b"})
    notebook = _notebook_beside(cohort, beside, {"words-r1": "Mine."})
    other = notebook.with_name("Untitled.ipynb")
    other.write_text('{"cells": [{"cell_type": "code", "metadata": {}, "source": "1"}]}', encoding="utf-8")

    result = collect(cohort.folder, [notebook, other, beside])

    assert result.accepted == [(cohort.codes[0], QUIZ)]
    assert result.set_aside == [("Untitled.ipynb", "is not the notebook of a quiz")]
    assert from_cell(_cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"]) == "Mine."


def test_a_zip_made_on_windows_long_ago_finds_its_folders(cohort, hand_in, tmp_path):
    """Some programs write "folder\\file" where a zip has "folder/file"."""
    beside = hand_in("nb/responses.json", responses={"words-01": "a"})
    notebook = _notebook_beside(cohort, beside, {"words-r1": "Words."})
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(notebook, f"ana\\{QUIZ}.ipynb")
        archive.write(beside, "ana\\responses.json")

    result = collect(cohort.folder, [path])

    assert (result.accepted, result.set_aside) == ([(cohort.codes[0], QUIZ)], [])
    assert from_cell(_cells(cohort.work("submitted", cohort.codes[0], QUIZ))["words-r1"]) == "Words."


def test_a_notebook_alone_is_set_aside_with_what_to_do(cohort, hand_in):
    """Without the taps there is nothing to score."""
    beside = hand_in("nb/responses.json")
    notebook = _notebook_beside(cohort, beside, {})
    beside.unlink()

    assert collect(cohort.folder, [notebook]).set_aside == [
        (notebook.name, "a notebook alone holds no responses; hand in the responses.json that lies beside it as well")
    ]


def test_a_notebook_in_a_zip_finds_its_own_responses(cohort, hand_in, tmp_path):
    """Each folder of a zip is another person."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for code in cohort.codes[:2]:
            beside = hand_in(f"{code}/responses.json", learner=code, responses={"words-01": "a"})
            archive.write(_notebook_beside(cohort, beside, {"words-r1": f"By {code}."}), f"{code}/{QUIZ}.ipynb")
            archive.write(beside, f"{code}/responses.json")
        archive.writestr(f"nobody/{QUIZ}.ipynb", "{}")

    result = collect(cohort.folder, [path])

    assert result.accepted == [(code, QUIZ) for code in cohort.codes[:2]]
    assert [name for name, _ in result.set_aside] == [f"all.zip/nobody/{QUIZ}.ipynb"]
    for code in cohort.codes[:2]:
        assert from_cell(_cells(cohort.work("submitted", code, QUIZ))["words-r1"]) == f"By {code}."


def test_a_notebook_may_be_larger_than_responses_but_not_endless(cohort, hand_in):
    """Its outputs come along, and are thrown away."""
    notebook = _notebook_beside(cohort, hand_in("nb/responses.json"), {})
    notebook.write_bytes(notebook.read_bytes() + b" " * 300_000)
    assert collect(cohort.folder, [notebook]).accepted

    notebook.write_bytes(notebook.read_bytes() + b" " * MOST_NOTEBOOK_BYTES)
    assert "larger than 4 MiB" in collect(cohort.folder, [notebook]).set_aside[0][1]


def test_half_a_line_of_reasons_is_mended_by_the_next_run(cohort, tmp_path):
    """A run may be killed while it notes a reason."""
    files = [tmp_path / f"{number}.json" for number in range(3)]
    for path in files:
        path.write_text(path.name, encoding="utf-8")
    collect(cohort.folder, files[:2])
    reasons = cohort.folder / "set-aside" / "reasons.csv"
    whole = reasons.read_bytes()
    reasons.write_bytes(whole[: whole.index(b"1.json") + 3])

    collect(cohort.folder, files)

    assert [row["file"] for row in _reasons(cohort)] == ["0.json", "1.json", "2.json"]
    assert reasons.read_bytes().startswith(whole)


def test_reasons_open_safely_in_a_spreadsheet(cohort, tmp_path):
    """A file's name is a stranger's text."""
    path = tmp_path / "=HYPERLINK(1).json"
    path.write_text("{", encoding="utf-8")

    collect(cohort.folder, [path])

    assert _reasons(cohort)[0]["file"] == "'=HYPERLINK(1).json"


@given(damage=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_damaged_zip_stops_nothing(zipped, damage):
    """Downloads break off; mail programs rewrite; nobody should read a traceback for it."""
    cohort, raw, path = zipped
    broken = bytearray(raw)
    for place, value in damage:
        broken[place % len(broken)] = value
    path.write_bytes(broken)

    result = collect(cohort.folder, [path])

    assert all("\n" not in name + reason for name, reason in result.set_aside)


@pytest.fixture(scope="module")
def zipped(made, tmp_path_factory):
    """A cohort of its own, and a sound zip with two responses."""
    folder = tmp_path_factory.mktemp("zipped")
    shutil.copytree(made.folder, folder / "cohort")
    files = [write_responses(folder / f"{c}.json", made.bank(QUIZ), c, right_responses()) for c in made.codes[:2]]
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return Cohort(folder / "cohort"), (folder / "all.zip").read_bytes(), folder / "all.zip"


def test_a_file_without_a_name_in_a_zip_is_set_aside_and_the_other_is_taken(zipped):
    """One turned bit in a zip's list of names once stopped the whole command."""
    cohort, raw, path = zipped
    broken = bytearray(raw)
    code = cohort.codes[1]
    at = broken.rindex(code.encode())  # in the list at the end
    broken[at] = 0
    path.write_bytes(broken)

    result = collect(cohort.folder, [path])

    assert [reason for _, reason in result.set_aside] == ["has no name in the zip: the zip is damaged"]


def test_names_from_a_zip_are_safe_to_print(cohort, tmp_path):
    """A terminal obeys what is printed on it."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a\x1b]0;evil\x07\nb.png", "x")

    assert collect(cohort.folder, [path]).set_aside[0][0].isprintable()


def _cells(folder: Path) -> dict[str, str]:
    notebook = json.loads((folder / f"{QUIZ}.ipynb").read_text(encoding="utf-8"))
    return {c["id"]: "".join(c["source"]) for c in notebook["cells"]}


def _notebook_beside(cohort: Cohort, responses: Path, sources: dict[str, str]) -> Path:
    """The released notebook, some of its cells rewritten by a learner."""
    notebook = json.loads(cohort.notebook("release", QUIZ).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = sources.get(cell["id"], cell["source"])
    path = responses.with_name(f"{QUIZ}.ipynb")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def _reasons(cohort: Cohort) -> list[dict[str, str]]:
    with (cohort.folder / "set-aside" / "reasons.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
