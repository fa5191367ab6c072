"""Authored files: what is right becomes records, what is wrong becomes one line its author can act on."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course import content
from course.content import Figure
from course.content.evidence import read_cases, read_facts, read_messages
from course.content.items import read_bank
from course.content.pages import read_exercise, read_page
from course.content.references import read_references
from course.content.series import read_series
from course.content.terms import read_lens_rules
from course.errors import ContentError

BAD = Path(__file__).parent / "bad_content"
EXPECTED: dict[str, str] = yaml.safe_load((BAD / "expected.yml").read_text(encoding="utf-8"))
BAD_FILES = sorted(
    p.relative_to(BAD).as_posix() for p in BAD.glob("*/*") if p.suffix != ".csv" and p.parent.name != "claims"
)
READERS: dict[str, Callable[[Path], object]] = {
    "items": read_bank,
    "facts": read_facts,
    "terms": read_lens_rules,
    "references": read_references,
    "cases": read_cases,
    "messages": read_messages,
    "series": read_series,
    "exercises": read_exercise,
    "pages": read_page,
}


def test_every_bad_file_has_its_message_and_every_message_its_file():
    """A file nobody expects anything of tests nothing."""
    assert sorted(EXPECTED) == BAD_FILES
    assert len(BAD_FILES) >= 25


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_wrong_file_says_where_and_what(name):
    """An author must see file, line, field and fault in one line, and no traceback."""
    reader = READERS[name.split("/")[0]]

    with pytest.raises(ContentError) as caught:
        reader(BAD / name)

    found = [str(problem).removeprefix(f"{BAD.as_posix()}/") for problem in caught.value.problems]
    assert "\n".join(found) == EXPECTED[name].replace("KNOWN-TYPES", ", ".join(content.exercise_types()))
    assert all("\n" not in message for message in found)


def test_every_authored_file_of_the_course_is_sound():
    """A bad file must fail here, not in a trainer's build."""
    assert content.find_problems() == []


def test_one_bad_file_hides_no_other(tmp_path):
    """An author with two faults must not meet them one by one."""
    root = _root(tmp_path)
    for name in ("02-unknown-kind.yml", "06-scored-without-points.yml"):
        (root / "quizzes" / "items" / name).write_bytes((BAD / "items" / name).read_bytes())

    paths = {problem.path for problem in content.find_problems(root)}

    assert {"quizzes/items/02-unknown-kind.yml", "quizzes/items/06-scored-without-points.yml"} <= paths


def test_an_item_that_rests_on_an_unknown_fact_is_reported(tmp_path):
    """A scored item without evidence would teach what nobody checked."""
    root = _root(tmp_path)
    (root / "quizzes" / "items" / "03-words.yml").write_bytes(
        (BAD / "items" / "18-quiz-and-file-differ.yml").read_bytes()
    )

    messages = [str(problem) for problem in content.find_problems(root)]

    assert messages == ["quizzes/items/03-words.yml:3: words-01: unknown fact 'ST-L-01'"]


def test_a_file_of_brackets_is_one_line(tmp_path):
    """A broken download must not end in a page of Python's own complaints."""
    root = _root(tmp_path)
    (root / "quizzes" / "items" / "03-words.yml").write_text("[" * 5_000)

    (problem,) = content.find_problems(root)

    assert str(problem).startswith("quizzes/items/03-words.yml:1: not valid YAML: ")


def test_a_glossary_entry_with_an_unknown_fact_is_named_where_it_stands(tmp_path):
    """The file holds a thousand lines of rules too; its first line helps nobody."""
    root = _root(tmp_path)
    terms = root / "modules" / "evidence" / "terms.yml"
    glossary = "glossary:\n  - term: MOUD\n    definition: Medicine.\n  - term: relapse\n    definition: A word.\n"
    terms.write_text(f"{glossary}    facts: [ST-L-99]\n{terms.read_text()}")

    messages = [str(problem) for problem in content.find_problems(root)]

    assert messages == ["modules/evidence/terms.yml:4: unknown fact 'ST-L-99'"]


def test_two_exercises_of_one_id_are_reported(tmp_path):
    """A journal keeps one response for an id."""
    root = _root(tmp_path)
    for module in ("03-words", "04-medication"):
        (root / "modules" / module).mkdir()
        (root / "modules" / module / "first.yml").write_text("type: notebook\n")

    with pytest.raises(ContentError, match="two exercises are called 'first'"):
        content.load_exercise("first", root)


def test_an_unknown_exercise_names_what_is_near():
    """A slip of the finger should not need a search."""
    with pytest.raises(ContentError, match=r"no exercise 'my-notebok'.*did you mean my-notebook"):
        content.load_exercise("my-notebok")


def test_the_digest_changes_with_what_is_asked_and_not_with_feedback(tmp_path):
    """A better explanation must not refuse a learner's file; another key must."""
    good = (BAD / "items" / "18-quiz-and-file-differ.yml").read_text()
    digests = [
        _bank(tmp_path, text).digest
        for text in (good, good.replace("suggests wrongdoing", "blames"), good.replace("key: b", "key: a"))
    ]

    assert digests[0] == digests[1] != digests[2]
    assert digests[0].startswith("sha256:") and len(digests[0]) == len("sha256:") + 64


def test_what_a_learner_receives_holds_neither_key_nor_feedback(tmp_path):
    """The key of a quiz item is never in what a learner receives."""
    item = _bank(tmp_path, (BAD / "items" / "18-quiz-and-file-differ.yml").read_text()).items[0]

    received = str(item.to_learner())

    assert "key" not in received and "feedback" not in received and "wrongdoing" not in received


def test_options_are_shown_in_an_order_that_only_their_ids_fix(tmp_path):
    """The key must not be the option its author happened to write first."""
    text = (BAD / "items" / "18-quiz-and-file-differ.yml").read_text()
    shown = [o.id for o in _bank(tmp_path, text).items[0].shown_options()]
    reworded = text.replace("for opioid abusers", "for abusers of opioids")

    assert [o.id for o in _bank(tmp_path, reworded).items[0].shown_options()] == shown


def test_a_root_is_found_from_any_folder_inside_it(tmp_path):
    """A notebook in a subfolder opens its exercises too."""
    root = _root(tmp_path)
    deep = root / "modules" / "03-words"
    deep.mkdir()

    assert content.find_root(deep) == root


def _root(folder: Path) -> Path:
    """A whole course with nothing in it."""
    evidence = folder / "modules" / "evidence"
    evidence.mkdir(parents=True)
    (folder / "quizzes" / "items").mkdir(parents=True)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: modules/index\n")
    (evidence / "facts.yml").write_text("topics: {}\nfacts: []\n")
    (evidence / "terms.yml").write_text("language:\n  sources: {}\n  context: {}\n  terms: []\n")
    (evidence / "references.bib").write_text("")
    return folder


def _bank(folder: Path, text: str) -> content.ItemBank:
    path = folder / "03-words.yml"
    path.write_text(text)
    return read_bank(path)


@pytest.mark.parametrize(
    ("figure", "text", "line"),
    [
        (Figure(1288, "volunteers"), "1,288", "1,288 volunteers"),
        (Figure(2001, "year of the order"), "2001", "2001 year of the order"),
        (Figure(71, "percent of those asked"), "71%", "71% of those asked"),
        (Figure(2018, "people"), "2,018", "2,018 people"),
        (Figure("1-800-555-0100", "number to call"), "1-800-555-0100", "1-800-555-0100 number to call"),
        (
            Figure(0.34, "hazard ratio", interval=(0.27, 0.43), comparator="no treatment", n=17568),
            "0.34",
            "0.34 (95% interval 0.27 to 0.43) hazard ratio, against no treatment, n = 17,568",
        ),
        (Figure(1, "subscale", comparator="of 3 subscales"), "1", "1 subscale, of 3 subscales"),
    ],
)
def test_a_figure_reads_as_a_person_would_write_it(figure, text, line):
    """The year 2,001 is no year."""
    assert (figure.to_text(), figure.to_line()) == (text, line)


def test_a_series_whose_numbers_change_is_read_again(tmp_path):
    """Its metadata stays as it was; whoever looks at the metadata alone shows the old numbers."""
    folder = _root(tmp_path) / "modules" / "evidence" / "series"
    folder.mkdir(exist_ok=True)
    kinds = {"rate": "number", "fact": "fact"}
    columns = "".join(f"  - {{name: {name}, title: T, kind: {kind}}}\n" for name, kind in kinds.items())
    (folder / "one.yml").write_text(f"title: T\nsource: [k]\nstatus: final\nreading: R.\ncolumns:\n{columns}")
    rows = []
    for rate in ("1", "2"):
        (folder / "one.csv").write_text(f"rate,fact\n{rate},AA-1\n")
        rows.append(content.load_series(tmp_path)["one"].rows[0][0])

    assert rows == ["1", "2"]
