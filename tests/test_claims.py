"""What a page may claim: one bad page for each rule, and good pages that the rules must leave alone."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from evidence_course import write_course
from hypothesis import example, given
from hypothesis import strategies as st

from course import content
from course.check import find_findings
from course.check.reading import grade
from course.figures import Holdings, find_misfits
from course.numerals import find_numbers

BAD = Path(__file__).parent / "bad_content"
EXPECTED: dict[str, str] = yaml.safe_load((BAD / "claims.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)


def findings(root: Path, text: str, front: str = "") -> list[str]:
    """What is found in a page that says ``text``, in a course where everything else is right."""
    write_course(root)
    page = root / "modules" / "page.md"
    page.write_text(f"---\ntitle: A page\n{front}---\n\n# A page\n\n{text}\n", encoding="utf-8")
    return [str(finding) for finding in find_findings(root, TODAY)]


def test_every_bad_page_has_its_finding_and_every_finding_its_page():
    """A page nobody expects anything of tests nothing."""
    assert sorted(EXPECTED) == sorted(path.name for path in (BAD / "claims").iterdir())
    assert len(EXPECTED) >= 30


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_page_gives_its_finding_with_its_line(tmp_path, name):
    """An author must be sent to the sentence, and told what to do about it."""
    write_course(tmp_path, review_by="2026-11-15" if name == "overdue-fact.md" else "2028-11-01")
    (tmp_path / "modules" / "page.md").write_bytes((BAD / "claims" / name).read_bytes())

    assert "\n".join(map(str, find_findings(tmp_path, TODAY))) == EXPECTED[name]


@pytest.mark.parametrize(
    "text",
    [
        "Of 516 clinicians 71% answered {fact}`AA-1`.",
        "Those treated died less: 0.34, with 95% of the interval from 0.27 to 0.43 {fact}`AA-1`.",
        "On methadone, 55% were neutral {fact}`AA-1`.\nOn methadone, 54.8% were neutral {fact}`AA-1`.",
        "The 2007 survey came out in 2010 {fact}`AA-1`.",
        "It is in Bulletin 29, tried on 11 June 1996 {fact}`AA-1`.",
        "| clinicians | {fact}`AA-1` |\n|---|---|\n| 516 | 71% answered {fact}`AA-1` |",
        "Of {fact}`AA-1.clinicians` clinicians {fact}`AA-1.answered` answered.",
        "The ratio was {fact}`AA-1.death with interval`.",
        "Call 1-800-555-0100 {fact}`RES-1`. Call 911 first.",
        "Meet at 7:30 p.m., in Step Five of the Twelve Steps, under BSD 3-Clause.",
        "Three of its answers are not known {fact}`AA-1`. Two sides, one room.",
        "What the paper found is small {cite}`key2010`. It came out in 2010 {cite}`key2010`.",
        'She said, "Ninety percent relapse," and "studies show it." He wrote “90% of them.”',
        "1. First.\n2. Second.",
        "```console\n$ course cohort new spring --learners 25\n```\n\nRun `make 25`.",
        ":::{admonition} For the facilitator\n:class: facilitator\n**Minutes.** 12, in groups of 4.\n:::",
        "## A day\n\n*This story is a composite.*\n\nHe waited 24 hours.",
        "We last looked on November 1, 2026. It was seen {fact}`AA-1`.",
    ],
)
def test_a_sound_page_has_no_finding(tmp_path, text):
    """A check that cries wolf is switched off."""
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    "text", ["Of those asked, 0% answered {fact}`AA-1`.", "Of 0 clinicians some answered {fact}`AA-1`."]
)
def test_nought_is_a_number_too(tmp_path, text):
    """A slip that empties a figure must not pass because nothing is left of it."""
    (found,) = findings(tmp_path, text)

    assert "is not a figure of AA-1" in found


def test_a_story_ends_with_its_section(tmp_path):
    """A composite must not carry a number out of the story."""
    text = "## A day\n\n*This story is a composite.*\n\nHe waited 24 hours.\n\n## After\n\nIn all, 24 came."

    assert findings(tmp_path, text) == [
        "modules/page.md:15: “24” needs a {fact} in its sentence; write a small number of your own in words"
    ]


def test_a_page_about_the_course_has_numbers_of_its_own_and_no_findings_of_its_own(tmp_path):
    """Minutes and file sizes are ours to know; what works is not."""
    text = "A file holds 256 kB.\nStudies show it.\nOf 517 clinicians some answered {fact}`AA-1`."

    found = findings(tmp_path, text, front="own_numbers: true\n")

    assert [line.split(": ", 1)[0] for line in found] == ["modules/page.md:9", "modules/page.md:10"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("unit: number to call", "unit: number to ring", ""),
        ("cite: [key2010]\n    design: A test", "cite: [key2011]\n    design: A test", "no entry 'key2011'"),
        ("value: 71", "value: 72", ""),
        ("title: A page", "titel: A page", "unknown key 'titel'"),
    ],
)
def test_a_fault_in_one_file_hides_nothing_in_another(tmp_path, old, new, fault):
    """Everything at once, or an author gives up at the third run."""
    write_course(tmp_path)
    page = tmp_path / "modules" / "page.md"
    page.write_text("---\ntitle: A page\n---\n\n# A page\n\nStudies show it.\n", encoding="utf-8")
    other = tmp_path / "modules" / "other.md"
    other.write_text("---\ntitle: A page\n---\n\n# Other\n\nNothing.\n", encoding="utf-8")
    for path in (tmp_path / "modules" / "evidence" / "facts.yml", other):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    found = [str(finding) for finding in find_findings(tmp_path, TODAY)]

    assert any(line.startswith("modules/page.md:7: “Studies show”") for line in found)
    assert not fault or any(fault in line for line in found)


def test_an_unused_reference_is_named_where_it_stands(tmp_path):
    """A list of works that nobody rests on looks like learning and is none."""
    write_course(tmp_path)
    references = tmp_path / "modules" / "evidence" / "references.bib"
    line = references.read_text(encoding="utf-8").count("\n") + 1
    with references.open("a", encoding="utf-8") as file:
        file.write("@misc{spare2011,\n  title = {Spare},\n  year = {2011},\n  url = {https://example.org},\n}\n")

    assert [str(f) for f in find_findings(tmp_path, TODAY)] == [
        f"modules/evidence/references.bib:{line}: spare2011: no fact, page or series uses this reference; "
        "take it out or use it"
    ]


def test_a_series_may_hold_no_number_that_its_fact_does_not(tmp_path):
    """A plot must not show what no source says."""
    write_course(tmp_path)
    folder = tmp_path / "modules" / "evidence" / "series"
    folder.mkdir()
    columns = "".join(
        f"  - {{name: {name}, title: {name}, kind: {kind}}}\n"
        for name, kind in (("group", "text"), ("ratio", "number"), ("fact", "fact"))
    )
    (folder / "ratios.yml").write_text(
        f"title: Ratios\nsource: [key2010]\nstatus: final\nreading: So.\ncolumns:\n{columns}", encoding="utf-8"
    )
    (folder / "ratios.csv").write_text("group,ratio,fact\nA,0.34,AA-1\nB,0.35,AA-1\nC,,AA-9\n", encoding="utf-8")

    assert [str(f) for f in find_findings(tmp_path, TODAY)] == [
        "modules/evidence/series/ratios.csv:3: no figure of AA-1 holds 0.35",
        "modules/evidence/series/ratios.csv:4: unknown fact 'AA-9'",
    ]


def test_a_record_may_name_nobody_by_a_condition(tmp_path):
    """A card is read as the course's own voice."""
    write_course(tmp_path)
    facts = tmp_path / "modules" / "evidence" / "facts.yml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("population: One court.", "population: Twelve junkies."), encoding="utf-8")

    (finding,) = find_findings(tmp_path, TODAY)

    assert finding.path == "modules/evidence/facts.yml"
    assert finding.line == text[: text.index("id: AA-3")].count("\n") + 1
    assert finding.message == "“junkies”: It makes the condition the whole person."


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (
            "cases.yml",
            "cases:\n  - id: one-1996\n    name: One v. Other\n    court: A court\n    year: 1996\n"
            "    about: medication\n    holding: It paid $100,000.\n    posture: Settled.\n    unsettled: Much.\n"
            "    facts: [AA-1, AA-9]\n",
            ["unknown fact 'AA-9'", "“$100,000” is not a figure of AA-1"],
        ),
        (
            "messages.yml",
            "messages:\n  - id: NAV-01\n    kind: worth\n    message: M.\n    may_mean: Fear.\n"
            "    guidance: Of clinicians, 72% answered.\n    reply: R.\n    facts: [AA-1]\n    checked: true\n",
            ["“72%” is not a figure of AA-1"],
        ),
    ],
)
def test_records_are_held_against_their_facts_as_pages_are(tmp_path, file, text, found):
    """A case or a reply is read as gospel, and is data all the same."""
    write_course(tmp_path)
    (tmp_path / "modules" / "evidence" / file).write_text(text, encoding="utf-8")

    assert [str(f) for f in find_findings(tmp_path, TODAY)] == [f"modules/evidence/{file}:2: {line}" for line in found]


def test_the_reading_level_is_that_of_flesch_and_kincaid():
    """A grade must mean what readers of the formula take it to mean."""
    # Sentences of ten words and twelve syllables.
    text = "\n".join(["The old man took his paper and left the doorway."] * 12)

    assert grade(content.find_sentences(text)) == pytest.approx(0.39 * 10 + 11.8 * 12 / 10 - 15.59)


def test_quotations_and_names_do_not_make_a_page_hard():
    """A court or a pamphlet is called what it is called."""
    plain = "\n".join(["We read it and we talk of it."] * 20)
    named = "\n".join(["We read it, Massachusetts Administrative Subcommittee, and we talk of “heterogeneity.”"] * 20)

    assert abs(grade(content.find_sentences(plain)) - grade(content.find_sentences(named))) < 1


@given(
    st.lists(
        st.sampled_from(["516", "71%", "0.34", "65%", "2007", "four", "May 3, 1999", "P-11", "x", "{fact}"]),
        max_size=12,
    )
)
@example(["516", "516", "2007"])
def test_no_heap_of_numbers_stops_the_check(words):
    """Authors write what they like; the check answers."""
    text = " ".join(words)
    numbers = find_numbers(text)

    # Where no fact holds anything, every number is a misfit, and each is named once. Three in the shape of a
    # telephone number are one, which a page's check asks for (`bad_content/claims/phone-of-no-fact.md`).
    expected = [n.start for n in numbers if n.kind != "phone"]
    assert sorted(n.start for n, _ in find_misfits(numbers, text, Holdings())) == expected
    assert all(text[number.start : number.end].strip() == number.text for number in numbers)


@given(st.text(max_size=200))
def test_numbers_are_found_in_any_text_in_order_and_apart(text):
    """Offsets lead to lines; one that is off sends an author to the wrong sentence."""
    numbers = find_numbers(text)

    assert all(a.end <= b.start for a, b in pairwise(numbers))
    assert all(number.start < number.end for number in numbers)
