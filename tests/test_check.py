"""What `course check` finds in pages and facts; data files have tests of their own."""

from datetime import date
from pathlib import Path

import pytest

from course.check import find_findings
from course.content import load_facts

ROOT = Path(__file__).resolve().parents[1]


def add(root: Path, text: str, name: str = "modules/about.md") -> int:
    """Write a paragraph at the end of a page; gives its line."""
    page = root / name
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def test_every_finding_of_every_page_comes_at_once(root):
    """An author who mends one by one gives up at the third."""
    first = add(root, "A claim {fact}`ST-L-99`, and *words* {fact}`of ours <ST-L-98>`.")
    second = add(root, "The clinic turned away two junkies.", "modules/privacy.md")

    assert [str(finding).split(": ", 1)[0] for finding in find_findings(root)] == [
        f"modules/about.md:{first}",
        f"modules/about.md:{first}",
        f"modules/privacy.md:{second}",
    ]


def test_an_unverified_fact_may_not_be_used(root):
    """Nobody has checked it; a page would make it look checked."""
    unverified = next(fact.id for fact in load_facts(root).values() if fact.grade == "unverified")
    line = add(root, f"A claim {{fact}}`{unverified}`.")

    (finding,) = find_findings(root)

    assert str(finding) == f"modules/about.md:{line}: the fact '{unverified}' is unverified and may not be used"


def test_a_fact_past_its_review_is_named_where_it_stands(root):
    """A phone number that nobody has looked at for half a year may ring nowhere."""
    findings = find_findings(root, today=date(2027, 6, 1))
    due = [fact for fact in load_facts(root).values() if fact.review_by < date(2027, 6, 1)]

    in_the_file = [finding for finding in findings if finding.path == "modules/evidence/facts.yml"]
    assert len(in_the_file) == len([fact for fact in due if fact.grade != "unverified"]) > 0
    assert all("due for review since" in finding.message for finding in in_the_file)
    assert all("was due for review by" in finding.message for finding in set(findings) - set(in_the_file))
    assert {finding.path for finding in findings} >= {"modules/help.md"}, "each page that leans on one is named too"


def test_an_exercise_that_is_not_there_is_named_where_a_page_opens_it(root):
    """An author who renames a file should not have to build the book to learn of it."""
    line = add(root, "```{code-cell}\nfrom course import exercise\nexercise('opening-wurds')\n```")

    (finding,) = find_findings(root)

    assert str(finding).startswith(f"modules/about.md:{line + 2}: there is no exercise 'opening-wurds'")


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("quiz-99.yml", "type: quiz\nquiz: 99-none\n", "there is no quiz '99-none'"),
        ("try.yml", "type: practice\ntitle: T\nquiz: 03-words\nitems: [words-01]\n", "items: words-01 is no practice"),
    ],
)
def test_an_exercise_that_names_what_there_is_not_is_a_finding(root, file, content, fault):
    """Each file is sound in itself; only together are they wrong."""
    (root / "modules" / file).write_text(content, encoding="utf-8")

    (finding,) = find_findings(root)

    assert str(finding).startswith(f"modules/{file}:1: {fault}")


def test_progress_reaches_every_page(root):
    """A check that says nothing for seconds looks hung."""
    seen = []
    find_findings(root, progress=lambda done, total: seen.append((done, total)))

    assert seen[-1][0] == seen[-1][1] == len(seen) > 5


def test_a_quoted_or_corrected_word_is_no_finding(root):
    """The language module must be able to name what it is about."""
    add(root, "Do not say “junkie”. It is a myth that methadone is a crutch.")

    assert find_findings(root) == []
