"""What `course lab` starts: the plan, and the working copy of the book's pages."""

import json
import re
from pathlib import Path

import pytest
from test_book import write_book

from course.book.copies import to_release, write_copies
from course.book.lab import COPY, lab_command
from course.book.markdown import PlainPage, Sources
from course.errors import BuildError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def book(tmp_path):
    """The sources of a little book, with a quiz notebook."""
    (tmp_path / "book").mkdir()
    root = write_book(tmp_path / "book")
    source = root / "quizzes" / "source" / "03-words"
    source.mkdir(parents=True)
    test = "# Scored later.\n### BEGIN HIDDEN TESTS\nscore('choice', 1.0, 'b', 1)\n### END HIDDEN TESTS"
    cells = [{"cell_type": "code", "id": "w-1", "metadata": {}, "outputs": [], "source": test}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (source / "03-words.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return root


@pytest.fixture
def plain(book):
    """A page in the folder of the words, on its way to plain Markdown."""
    return PlainPage("modules/03-words", Sources.load(book))


def cells(folder: Path, name: str) -> list[str]:
    """The sources of a notebook's cells."""
    notebook = json.loads((folder / name).read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_a_cohort_folder_opens_in_formgrader(tmp_path):
    """The grader came for the reflections, not for a file browser."""
    (tmp_path / "nbgrader_config.py").touch()
    plan = lab_command(tmp_path, ROOT)
    token = plan.env["JUPYTER_TOKEN"]

    assert plan.cwd == tmp_path
    assert "--ServerApp.default_url=/formgrader" in plan.argv
    assert re.search(rf"http://127\.0\.0\.1:\d+/formgrader\?token={token}\n", plan.hint)
    assert not any(token in word for word in plan.argv)


def test_another_folder_is_refused(tmp_path):
    """JupyterLab in the wrong folder shows a formgrader that finds nothing and says nothing."""
    with pytest.raises(BuildError, match="it has no nbgrader_config"):
        lab_command(tmp_path, ROOT)


def test_the_pages_open_in_a_copy_with_a_journal_of_its_own(book, tmp_path, monkeypatch):
    """Nothing of a learner's may land in the package, and a build's flag must not reach the exercises."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("COURSE_BUILDING", "1")
    plan = lab_command(None, book)

    assert plan.cwd == here / COPY
    assert plan.env["COURSE_JOURNAL"] == str(here / COPY / "journal.json")
    assert "COURSE_BUILDING" not in plan.env
    assert (plan.cwd / "modules" / "words.ipynb").is_file()


def test_what_a_learner_changed_is_never_overwritten(book, tmp_path):
    """Their words are the only thing here that cannot be made again."""
    folder = tmp_path / "copy"
    assert write_copies(book, folder) == []
    mine = folder / "modules" / "words.ipynb"
    mine.write_text("mine", encoding="utf-8")
    page = book / "modules" / "help.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Call", "Ring"), encoding="utf-8")

    assert write_copies(book, folder) == ["modules/words.ipynb"]
    assert mine.read_text(encoding="utf-8") == "mine"
    assert "Ring somebody." in cells(folder, "modules/help.ipynb")[0]


def test_a_copy_without_its_list_is_left_alone(book, tmp_path):
    """Where we cannot know whose a file is, it is the learner's."""
    folder = tmp_path / "copy"
    write_copies(book, folder)
    (folder / ".copies.json").write_text("{", encoding="utf-8")

    assert "modules/words.ipynb" in write_copies(book, folder)


def test_a_page_becomes_a_notebook_that_runs_its_exercise(book, tmp_path):
    """The exercise's cell must come through as it is, and say how to be started."""
    write_copies(book, tmp_path / "copy")
    found = cells(tmp_path / "copy", "modules/words.ipynb")

    assert "Run All Cells" in found[0]
    assert 'from course import exercise\nexercise("think")' in found
    assert found[-1].startswith("## Where this comes from\n\n**[AA-1]** A label moved blame.")


def test_the_same_page_gives_the_same_bytes(book, tmp_path):
    """Otherwise a renewed copy would look changed by the learner."""
    for name in ("one", "two"):
        write_copies(book, tmp_path / name)

    assert (tmp_path / "one/modules/words.ipynb").read_bytes() == (tmp_path / "two/modules/words.ipynb").read_bytes()


@pytest.mark.parametrize(
    ("myst", "expected"),
    [
        ("moved blame {fact}`AA-1`.", "moved blame [AA-1]."),
        ("{fact}`one study <AA-2>` found", "one study [AA-2] found"),
        ("a {term}`stigma` and {term}`marks <stigma>`", "a stigma and marks"),
        ("so {cite}`kelly2010` say", "so Kelly and Westerhoff (2010) say"),
        ("open {doc}`help </modules/help>`", "open [help](../help.ipynb)"),
        ("see [what](what-words-do.md#top)", "see [what](what-words-do.ipynb#top)"),
        ("[site](https://example.org/a.md)", "[site](https://example.org/a.md)"),
        ("(label)=\n# Title", "# Title"),
        (
            ":::{admonition} Take care\n:class: care\nPass if you like.\n\nOr read on.\n:::",
            "> **Take care**\n>\n> Pass if you like.\n>\n> Or read on.",
        ),
        ("```{figure} a.svg\n:alt: A door\nCaption.\n```", "![A door](a.svg)\n\nCaption."),
        ("```{course-glossary}\n```", "**stigma**: A mark.\n"),
    ],
)
def test_what_jupyter_does_not_know_is_said_in_words(plain, myst, expected):
    """A raw role in the middle of a sentence makes a reader stumble."""
    assert plain.to_plain(myst) == expected


def test_a_learner_never_receives_the_key(book, tmp_path):
    """The scoring lines name the right option."""
    write_copies(book, tmp_path / "copy")

    assert cells(tmp_path / "copy", "quizzes/03-words/03-words.ipynb") == ["# Scored later.\n"]


def test_no_key_is_left_in_the_real_quiz():
    """The little notebook above is ours; this is the one that is handed out."""
    for path in (ROOT / "quizzes" / "source").glob("*/*.ipynb"):
        assert "score(" in path.read_text(encoding="utf-8")
        assert "score(" not in to_release(path).decode()
