"""The language lens: right on a table of sentences, and the same in Python and in the browser."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lens_twin import as_json, open_twin

from course.content import load_lens_rules
from course.lens import find_marks, find_marks_in_document

ROOT = Path(__file__).resolve().parents[1]
CASES = yaml.safe_load((ROOT / "tests" / "lens_cases.yml").read_text(encoding="utf-8"))
RULES = load_lens_rules(ROOT)
STRENGTH = {"none": 0, "note": 1, "flag": 2}


def outcome(text: str) -> str:
    """The strongest thing the lens says of a text."""
    return max((mark.outcome for mark in find_marks(text, RULES)), key=STRENGTH.get, default="none")


def figures() -> dict[str, tuple[int, int, int]]:
    """For each outcome: said and right, said, and should have been said."""
    said = [(case["result"], outcome(case["text"])) for case in CASES]
    table = {name: _counts(said, {name}) for name in ("flag", "note")}
    return table | {"any mark": _counts(said, {"flag", "note"})}


def _counts(said: list[tuple[str, str]], wanted: set[str]) -> tuple[int, int, int]:
    right = sum(should in wanted and got in wanted for should, got in said)
    return right, sum(got in wanted for _, got in said), sum(should in wanted for should, _ in said)


def test_the_table_is_large_enough_and_half_of_it_are_traps():
    """A table of easy sentences would flatter the lens."""
    assert len(CASES) >= 200
    assert sum(case["trap"] for case in CASES) >= len(CASES) / 2
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {case["result"] for case in CASES} == set(STRENGTH)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_sentence_is_read_as_a_reader_in_the_rooms_would(case):
    """Where the lens is known to be wrong, the case says so, and the page counts it."""
    known_wrong = "known" in case

    assert (outcome(case["text"]) == case["result"]) is not known_wrong


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.get("terms") and "known" not in c], ids=lambda c: c["text"][:50]
)
def test_the_terms_named_are_the_terms_found(case):
    """The right outcome for the wrong reason teaches the wrong thing."""
    found = {mark.term.replace("program", "programme") for mark in find_marks(case["text"], RULES)}

    assert {term.replace("program ", "programme ") for term in case["terms"]} & (found | _american(found))


def _american(names: set[str]) -> set[str]:
    return {name.replace("programme", "program") for name in names}


def test_the_page_gives_the_figures_that_the_table_gives():
    """A published precision that nobody recomputes is a claim without a source."""
    page = (ROOT / "modules" / "evidence" / "lens.md").read_text(encoding="utf-8")

    assert page.split("<!-- lens-figures -->")[1].split("<!-- /lens-figures -->")[0].strip() == figures_table()


def figures_table() -> str:
    """The table of ``lens.md``, from the sentences."""
    rows = ["| what | precision | recall | sentences |", "|---|--:|--:|--:|"]
    for name, (right, said, should) in figures().items():
        precision, recall = f"{right / said:.0%} ({right} of {said})", f"{right / should:.0%} ({right} of {should})"
        rows.append(f"| {name} | {precision} | {recall} | {len(CASES)} |")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def run_twin(browser):
    """The engine of the page, in a real browser."""
    with open_twin(browser, RULES) as run:
        yield run


def test_page_and_python_give_the_same_marks_on_every_sentence(run_twin):
    """The rules exist once; two readings of them would be two rules."""
    hard = [
        "😀 José’s nurse wrote “addict”.\u00a0He is an addict.",
        "STAY CLEAN\u2003AND SOBER",
        "ſober addicts\u212a",
        "I’m Ana, alcoholic",
        "‘l’été and an addict’",  # é is no letter of \\w in a browser
        "It is not “\naddict”.",  # $ holds before a last new line in Python
        "A drug\raddict. not\x1ca\x85junkie ٣. ٣) an addict",
        "In the Big Book " + "😀" * 250 + " an addict",  # an emoji is two units in a browser
        "“" + "😀" * 500 + " addict”",
    ]
    texts = [case["text"] for case in CASES] + hard + ["\n\n".join(case["text"] for case in CASES)]

    assert run_twin(texts) == [as_json(find_marks(text, RULES)) for text in texts]


WORDS = st.sampled_from(
    [
        "I",
        "we",
        "he",
        "she",
        "they",
        "am",
        "was",
        "is",
        "are",
        "an",
        "a",
        "the",
        "my",
        "not",
        "addict",
        "addicts",
        "junkie",
        "clean",
        "dirty",
        "drunk",
        "sober",
        "relapse",
        "methadone",
        "MAT",
        "crutch",
        "abuse",
        "child",
        "drug",
        "user",
        "water",
        "“",
        "”",
        '"',
        "'",
        ".",
        ",",
        "?",
        ">",
        "José",
        "😀",
        "recovering",
        "instead",
        "of",
        "word",
        "Narcotics",
        "Anonymous",
        "\n",
        "\n\n",
        "\u00a0",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=25).map(" ".join), max_size=8))
def test_page_and_python_agree_on_any_heap_of_words(run_twin, texts):
    """The table holds what we thought of; this holds what we did not."""
    assert run_twin(texts) == [as_json(find_marks(text, RULES)) for text in texts]


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_marks_are_in_order_apart_and_say_where_they_stand(text):
    """A view that slices by them must never lose a letter."""
    marks = find_marks(text, RULES)

    assert all(a.end <= b.start for a, b in pairwise(marks))
    for mark in marks:
        assert mark.text == text[mark.start : mark.end]
        assert text.split("\n")[mark.line - 1][mark.column - 1 :].startswith(mark.text.split("\n")[0])


@given(st.text(max_size=400))
def test_no_text_breaks_the_lens(text):
    """Somebody will paste anything."""
    find_marks(text, RULES)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["I am a ", "Office of the ", "clean for ", '"', "addict addict ", "not a ", "> a\n", "Ab, and of "]
)
def test_no_text_sets_the_lens_searching_for_ever(piece):
    """A pattern that backtracks would freeze an old phone; one that does never ends on a text of this length."""
    text = piece * (20_000 // len(piece))

    assert all(mark.text == text[mark.start : mark.end] for mark in find_marks(text, RULES))


def test_code_addresses_and_front_matter_are_not_read_as_prose():
    """`course check` must not stumble over a file name."""
    page = (
        "---\ntitle: junkies\n---\nSee [this](junkies.md), `junkie`, {fact}`ST-L-01`.\n\n"
        "```python\njunkies = 1\n```\n\nNo junkies.\n"
    )

    marks = find_marks_in_document(page, RULES, markdown=True)

    assert [(mark.line, mark.column, mark.text) for mark in marks] == [(10, 4, "junkies")]


def test_a_plural_gets_plural_wordings():
    """One tap must leave a sentence that stands."""
    singular, plural = find_marks("An addict came. Two addicts left.", RULES)

    assert singular.prefer[0] == "person with an addiction"
    assert plural.prefer[0] == "people with an addiction"


def test_every_term_has_something_to_offer_and_a_source():
    """A mark that only forbids helps nobody."""
    for term in RULES.terms:
        assert term.prefer or term.advice, term.term
        assert term.sources, term.term
        assert not any(re.search(r"[()]", wording) for wording in term.prefer), term.term
