"""The Sphinx extension in real builds of a little book of its own: marks, notes, boxes, dependencies, faults."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from course.book import build, pages
from course.book.build import build_book, is_stale
from course.book.evidence import fault_of
from course.content import Fact, Page
from course.errors import BuildError

ROOT = Path(__file__).resolve().parents[1]
FACT = """\
  - id: {id}
    topic: words
    statement: {statement}
    figures:
      - value: 516
        unit: clinicians
        name: clinicians
      - value: 0.34
        unit: ratio
        name: ratio
        interval: [0.27, 0.43]
    cite: [kelly2010]
    design: Randomized vignettes.
    population: 516 clinicians.
    limits: One story, on paper.
    grade: {grade}
    checked_at: [https://example.org/paper]
    checked_on: 2020-01-01
    review_by: {review_by}
"""
CASES = """\
cases:
  - {{id: one-1996, name: One v. Other, court: A court, year: 1996, citation: 1 X 2, {rest}, facts: [AA-1]}}
  - {{id: unread-1997, name: Not v. Read, court: A court, year: 1997, {rest}, facts: [BB-1]}}
""".format(rest="about: medication, holding: A prison may not., posture: Final., unsettled: Much.")
MESSAGES = """\
messages:
  - {{id: NAV-1, message: You swapped., may_mean: Worry., {rest}, checked: true}}
  - {{id: NAV-2, message: Keep this out., may_mean: Fear., {rest}, checked: false}}
""".format(rest="kind: medical, guidance: A guide says no., reply: I take it., facts: [AA-1]")
SERIES = """\
title: Ratios
source: [kelly2010]
status: final
reading: So.
columns:
  - {name: group, title: Group, kind: text}
  - {name: ratio, title: Ratio, kind: number, unit: per year}
  - {name: fact, title: Fact, kind: fact}
"""
NOTEBOOK = (
    "jupytext:\n  formats: md:myst\n  text_representation:\n    extension: .md\n    format_name: myst\n"
    "kernelspec:\n  display_name: Python 3\n  name: python3\n"
)
PAGES = {
    "index": ("teaching: 2\n", "# Welcome\n\nRead {doc}`words`.\n"),
    "words": (
        "teaching: 8\nexercises: 4\naudience: [member, trainer]\n"
        "objectives:\n  - id: w-o1\n    text: Name one word.\n" + NOTEBOOK,
        "# Words\n\nOne word moved blame {fact}`AA-1`.\nIt was {fact}`one study <AA-2>`, and again {fact}`AA-1`.\n\n"
        '```{code-cell}\nfrom course import exercise\nexercise("think")\n```\n\n'
        ":::{admonition} For the facilitator\n:class: facilitator\nAsk nobody to read aloud.\n:::\n",
    ),
    "evidence/index": ("", "# Evidence\n\n```{course-fact-table}\n```\n\n```{course-facts}\n```\n"),
    "evidence/records": (
        "",
        "# Records\n\n```{course-cases} medication\n```\n\n```{course-messages}\n```\n\n```{course-series}\n```\n",
    ),
    "glossary": ("", "# Glossary\n\n```{course-glossary}\n```\n\nSee {term}`stigma` and {term}`label`.\n"),
    "help": ("", "# Help\n\nCall somebody.\n\n{fact}`AA-1.clinicians` and {fact}`AA-2.ratio with interval`.\n"),
}


def write_book(root: Path) -> Path:
    """A book of five pages, two facts and one exercise, with the course's own settings."""
    shutil.copy(ROOT / "_config.yml", root)
    chapters = "".join(f"  - file: modules/{name}\n" for name in PAGES if name != "index")
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: modules/index\nchapters:\n{chapters}", encoding="utf-8")
    evidence = root / "modules" / "evidence"
    evidence.mkdir(parents=True)
    for name, (front, body) in PAGES.items():
        (root / "modules" / f"{name}.md").write_text(f"---\ntitle: {name}\n{front}---\n\n{body}", encoding="utf-8")
    (root / "modules" / "think.yml").write_text(
        "type: reflection\ntitle: A word that stayed\nprompts:\n  - id: word\n    text: Which word?\n", encoding="utf-8"
    )
    facts = [
        FACT.format(id="AA-1", statement="A label moved blame.", grade="verified-primary", review_by="2999-01-01"),
        FACT.format(id="AA-2", statement="It was one study.", grade="verified-secondary", review_by="2999-01-01"),
        FACT.format(id="BB-1", statement="Not read yet.", grade="unverified", review_by="2999-01-01"),
        FACT.format(id="BB-2", statement="Read long ago.", grade="verified-primary", review_by="2021-01-01"),
    ]
    (evidence / "facts.yml").write_text("topics:\n  words: What words do\nfacts:\n" + "".join(facts), encoding="utf-8")
    (evidence / "references.bib").write_text(
        "@article{kelly2010, author={Kelly, John and Westerhoff, Cassandra}, title={Words}, journal={IJDP}, "
        "year={2010}, doi={10.1016/j.drugpo.2009.10.010}}\n",
        encoding="utf-8",
    )
    (evidence / "terms.yml").write_text(
        "glossary:\n  - term: stigma\n    also: [label]\n    definition: A mark.\n    facts: [AA-1]\n", encoding="utf-8"
    )
    (evidence / "cases.yml").write_text(CASES, encoding="utf-8")
    (evidence / "messages.yml").write_text(MESSAGES, encoding="utf-8")
    (evidence / "series").mkdir()
    (evidence / "series" / "ratios.yml").write_text(SERIES, encoding="utf-8")
    (evidence / "series" / "ratios.csv").write_text("group,ratio,fact\nA,0.34,AA-1\nB,,AA-1\n", encoding="utf-8")
    return root


PROGRESS: list[float] = []


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The little book, built once; no test changes it."""
    root = write_book(tmp_path_factory.mktemp("book"))
    build_book(root, progress=lambda done, total: PROGRESS.append(done / total))
    return root


def read(book: Path, name: str) -> str:
    """A built page."""
    return (book / "_build" / "html" / "modules" / f"{name}.html").read_text(encoding="utf-8")


def pages_read(book: Path) -> set[str]:
    """The pages the last build read again, by its log."""
    log = (book / "_build" / "book.log").read_text(encoding="utf-8")
    return {name.removeprefix("modules/") for name in re.findall(r"reading sources.*?\] (\S+)", log)}


def test_a_mark_leads_to_a_note_and_the_note_leads_back(book):
    """A doubting reader follows a claim to its source without JavaScript."""
    page = read(book, "words")
    marks = re.findall(r'class="course-fact"[^>]* id="([^"]+)" href="#([^"]+)"[^>]*>(\d)</a>', page)

    assert [(note, number) for _, note, number in marks] == [
        ("fact-note-1", "1"),
        ("fact-note-2", "2"),
        ("fact-note-1", "1"),
    ]
    assert page.count('id="fact-note-1"') == 1
    assert f'class="course-fact-back" role="doc-backlink" href="#{marks[0][0]}"' in page


def test_a_note_tells_source_people_limits_grade_and_date(book):
    """A number without its limit is half a truth."""
    note = read(book, "words").split('id="fact-note-2"')[1]

    for part in ("It was one study.", "Kelly and Westerhoff (2010)", "516 clinicians.", "One story, on paper."):
        assert part in note
    assert "not in the source itself" in note
    assert "2020-01-01" in note
    assert 'href="evidence/index.html#aa-2"' in note


def test_a_mark_stands_at_its_word(book):
    """The space an author puts before the role would push the mark away from the claim."""
    assert re.search(r"moved blame<a class=\"course-fact\"", read(book, "words"))


def test_a_page_opens_with_minutes_audience_and_objectives(book):
    """Somebody on a break must know whether this page fits into it."""
    page = read(book, "words")

    assert "About 12 minutes: 8 reading, 4 doing. For members and trainers." in page
    assert '<li id="w-o1"><p>Name one word.</p>' in page


@pytest.mark.parametrize(
    ("teaching", "exercises", "line"),
    [
        (8, 4, "About 12 minutes: 8 reading, 4 doing."),
        (3, 0, "About 3 minutes of reading."),
        (0, 1, "About 1 minute of doing."),
        (0, 0, ""),
    ],
)
def test_minutes_are_said_in_one_form(teaching, exercises, line):
    """Readers learn the line once."""
    assert pages.minutes(Page(Path("p.md"), "P", teaching=teaching, exercises=exercises)) == line


def test_the_code_of_an_exercise_is_not_shown(book):
    """A member came to think, not to read Python."""
    page = read(book, "words")

    assert "<course-exercise" in page
    assert "from course import" not in page


def test_notes_for_the_facilitator_are_a_closed_box(book):
    """Without JavaScript they must be reachable and yet out of a member's way."""
    assert '<details class="course-facilitator"><summary>For the facilitator</summary>' in read(book, "words")


def test_only_pages_with_an_exercise_load_its_script(book):
    """Every file a page does not need costs a phone time."""
    assert "course-exercise.js" in read(book, "words")
    assert "course-exercise.js" not in read(book, "help")


def test_every_fact_has_a_row_with_its_own_address(book):
    """A row that can be linked can be argued about."""
    page = read(book, "evidence/index")

    assert all(f'id="{name}"' in page for name in ("aa-1", "aa-2", "bb-2"))


def test_what_nobody_has_verified_is_printed_nowhere(book):
    """A claim that stands on a page looks checked, whatever is written beside it."""
    for path in (book / "_build" / "html").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "BB-1" not in page and "Not read yet." not in page, path


def test_the_table_holds_every_verified_fact_with_its_uses_and_day(book):
    """A reviewer asks which pages lean on a fact, and when somebody will look again."""
    page = read(book, "evidence/index")
    table = page.split('<table class="course-fact-table')[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr.*?</tr>", table, re.S)[1:]]

    assert [" ".join(row) for row in rows] == [
        "AA-1 A label moved blame. What words do source read "
        "Cases; Messages; Numbers; glossary; help; words 2999-01-01",
        "AA-2 It was one study. What words do second-hand help; words 2999-01-01",
        "BB-2 Read long ago. What words do source read nowhere yet 2021-01-01",
    ]
    assert 'href="#aa-1"' in table


def test_a_figure_may_come_out_of_the_record(book):
    """A number typed twice is a number that can differ."""
    page = read(book, "help")

    assert re.search(r'<span>0\.34 \(95% interval 0\.27 to 0\.43\)</span><a class="course-fact', page)
    assert re.search(r'<span>516</span><a class="course-fact', page)


def test_a_case_says_what_it_does_not_settle_and_carries_its_marks(book):
    """A ruling quoted without its posture does harm in a courtroom."""
    page = read(book, "evidence/records")
    block = page.split('id="case-one-1996"')[1].split("</div>")[0]
    words = " ".join(re.sub(r"<[^>]+>", "", block).split())

    assert "One v. Other (A court, 1996, 1 X 2)" in words
    assert "Decided: A prison may not.1" in words
    assert "What it does not settle: Much." in words
    assert "case-unread-1997" not in page


def test_a_message_whose_guidance_nobody_read_is_kept_out(book):
    """A reply with bad advice behind it is worse than none."""
    page = read(book, "evidence/records")

    assert "Worry." in page and "“I take it.”" in page
    assert "Keep this out." not in page


def test_a_series_is_a_table_with_units_and_what_was_not_read(book):
    """An empty cell looks like a nought."""
    page = read(book, "evidence/records")
    table = page.split("course-series")[1].split("</table>")[0]

    assert "Ratio (per year)" in table
    assert "<td>–</td>" in table or ">–<" in table
    assert "0.34" in table


def test_the_glossary_comes_from_data_under_all_its_names(book):
    """Sphinx's own role must find a word by each of its names."""
    page = read(book, "glossary")

    assert 'href="#term-stigma"' in page
    assert 'href="#term-label"' in page


def test_no_page_names_another_host_but_in_links_and_prose(book):
    """A page that loads from elsewhere tells elsewhere who reads it."""
    for path in (book / "_build" / "html").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not re.findall(r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=\"(?:https?:)?//", page), path


def test_stock_jupyter_book_gives_the_same_site(book, tmp_path):
    """What `course build` makes must not be more than what anybody's Jupyter Book makes."""
    root = write_book(tmp_path)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    stock = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", "."]
    subprocess.run(stock, cwd=root, env=env, check=True, capture_output=True)

    assert site_files(root) == site_files(book)


def site_files(root: Path) -> dict[str, int]:
    """Every file of a built site with its size."""
    html = root / "_build" / "html"
    return {path.relative_to(html).as_posix(): path.stat().st_size for path in html.rglob("*") if path.is_file()}


CHANGES = [
    ("modules/think.yml", "Which word?", "Which one?", {"words"}),
    (
        "modules/evidence/facts.yml",
        "moved blame",
        "shifted blame",
        {"words", "evidence/index", "evidence/records", "glossary", "help"},
    ),
    ("modules/evidence/terms.yml", "A mark.", "A stain.", {"glossary"}),
    ("modules/evidence/series/ratios.csv", "B,", "C,", {"evidence/records"}),
    ("modules/help.md", "Call", "Ring", {"help"}),
    ("modules/help.md", "AA-2.ratio", "AA-1.ratio", {"help", "evidence/index"}),
]


def test_a_change_reads_again_only_the_pages_that_rest_on_it(tmp_path):
    """A stale page tells yesterday's truth; reading all pages again costs the author a minute."""
    root = write_book(tmp_path)
    build_book(root)
    for name, before, after, expected in CHANGES:
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        assert is_stale(root), name
        build_book(root)
        assert pages_read(root) == expected, name
        assert not is_stale(root), name
    # A page nobody links to may still be found, and be wrong: what leaves the book leaves the site.
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8").replace("  - file: modules/help\n", ""), encoding="utf-8")
    build_book(root)
    assert not (root / "_build" / "html" / "modules" / "help.html").exists()


def test_a_fact_that_may_not_be_used_is_named_with_file_and_line(tmp_path):
    """The author must see which sentence leans on nothing."""
    root = write_book(tmp_path)
    page = root / "modules" / "help.md"
    lines = ["{fact}`ZZ-9`", "{fact}`BB-1`", "{fact}`BB-2`"]
    page.write_text(page.read_text(encoding="utf-8") + "\n" + "\n\n".join(lines) + "\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"^modules/help\.md:11: unknown fact 'ZZ-9'"):
        build_book(root)
    log = (root / "_build" / "book.log").read_text(encoding="utf-8")
    assert re.search(r"help\.md:13: WARNING: fact 'BB-1' is unverified", log)
    assert re.search(r"help\.md:15: WARNING: fact 'BB-2' was due for review by 2021-01-01", log)


def test_an_exercise_that_is_not_there_is_named_in_one_line(tmp_path):
    """The fault lies in a kernel, forty lines of traceback away from the author."""
    root = write_book(tmp_path)
    (root / "modules" / "think.yml").rename(root / "modules" / "thing.yml")

    with pytest.raises(BuildError) as caught:
        build_book(root, strict=False)
    message = str(caught.value)
    assert message.startswith("modules/words.md: ")
    assert "'think'" in message
    assert "\n" not in message


def test_a_copy_of_the_site_goes_where_it_was_asked_for(book, tmp_path):
    """`course build --out` must neither lose a file nor a folder of somebody else's."""
    out = tmp_path / "site"
    build_book(book, out)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")

    assert (out / "modules" / "words.html").is_file()
    with pytest.raises(BuildError, match="is not empty and is no built book"):
        build_book(book, tmp_path / "mine")


@pytest.mark.usefixtures("book")
def test_progress_runs_to_the_end():
    """A bar that stops at half looks like a fault."""
    assert sorted(PROGRESS) == PROGRESS
    assert PROGRESS[-1] == 1


def test_an_installed_course_shows_the_site_it_brought(tmp_path, monkeypatch):
    """After `pip install` nobody should wait for a build because unpacking made a page look new."""
    bundle = tmp_path / "_bundle"
    (bundle / "_build" / "html").mkdir(parents=True)
    monkeypatch.setattr(build, "_PACKAGE", tmp_path)
    assert is_stale(bundle)
    (bundle / "_build" / "html" / "index.html").touch()
    (bundle / "modules").mkdir()
    (bundle / "modules" / "new.md").touch()

    assert not is_stale(bundle)


@pytest.mark.parametrize(
    ("name", "matters"), [("check.py", True), ("cli/commands.py", False), ("grading/cohort.py", False)]
)
def test_a_checkout_may_lie_in_a_folder_of_any_name(tmp_path, monkeypatch, name, matters):
    """A trainer keeps the course under "grading", as the room of that name; the book must still see a change."""
    package = tmp_path / "grading" / "course"
    site = tmp_path / "site"
    for path in (package / name, site / ".buildinfo"):
        path.parent.mkdir(parents=True)
        path.touch()
    os.utime(site / ".buildinfo", (1, 1))
    monkeypatch.setattr(build, "_PACKAGE", package)
    monkeypatch.setattr(build, "_SOURCES", ())

    assert is_stale(tmp_path, site) is matters


def test_a_course_installed_where_one_may_not_write_is_built_in_the_cache(tmp_path, monkeypatch):
    """A school's machine has its packages under lock."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert build.default_output(tmp_path) == tmp_path / "cache" / "whos-in-the-room" / "_build" / "html"


def test_a_fact_is_good_up_to_its_day():
    """On the day itself there is still time to look."""
    day = date(2026, 11, 23)
    fact = Fact("A-1", "words", "s", (), "d", "p", "l", "verified-primary", ("x",), date(2026, 1, 1), review_by=day)

    assert fault_of("A-1", {"A-1": fact}, day) == ""
    assert "due for review" in fault_of("A-1", {"A-1": fact}, date(2026, 11, 24))
