"""A figure that is changed anywhere, on a page or in the record, must not pass the check.

The mutations are of the course's own pages and facts: a digit turned, a step up or down, and, as the hardest, the value
of another figure of the same fact.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from course import content
from course.check import find_findings, pages
from course.check.claims import fact_ids
from course.check.sources import Sources
from course.content import Fact, Figure
from course.numerals import find_numbers

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 24)
MUTATIONS = 400
SEED = 20261124


@dataclass(frozen=True)
class Place:
    """One number of an authored file, by line and by which of its like on that line it is."""

    path: str
    line: int
    text: str
    nth: int
    rivals: tuple[str, ...] = ()
    """other numbers of the same facts"""


def numbers_on_pages() -> Iterator[Place]:
    """Every number in digits that stands on a page with a fact in its sentence."""
    facts = content.load_facts(ROOT)
    for path in content.page_paths(ROOT):
        lines = path.read_text(encoding="utf-8").splitlines()
        for sentence in content.read_sentences(path):
            ids = [fact_id for fact_id in fact_ids(sentence) if fact_id in facts]
            rivals = tuple(sorted({spelled(v) for i in ids for f in facts[i].figures for v in own_numbers(f)}))
            before: dict[tuple[int, str], int] = {}
            for number in find_numbers(sentence.text) if ids else ():
                digits = re.search(r"\d[\d,.]*\d|\d", number.text)
                line = sentence.line_at(number.start)
                if not number.counts or digits is None or number.kind == "date":
                    continue
                nth = before.setdefault((line, digits[0]), 0)
                before[line, digits[0]] += 1
                assert digits[0] in lines[line - 1]
                yield Place(path.relative_to(ROOT).as_posix(), line, digits[0], nth, rivals)


def figures_on_pages() -> Iterator[Place]:
    """Every value, bound and group size in facts.yml that some sentence of a page says."""
    said: dict[str, set[float]] = {}
    for path in content.page_paths(ROOT):
        for sentence in content.read_sentences(path):
            for fact_id in fact_ids(sentence):
                said.setdefault(fact_id, set()).update(n.value for n in find_numbers(sentence.text) if n.counts)
    path = content.evidence_path("facts.yml", ROOT)
    lines = path.read_text(encoding="utf-8").splitlines()
    for fact in content.load_facts(ROOT).values():
        rivals = tuple(sorted({spelled(v) for figure in fact.figures for v in own_numbers(figure)}))
        for line in lines_of(fact, lines):
            found = re.fullmatch(r" +(?:- )?(value|n|rounded): (-?[\d.]+)", lines[line - 1])
            if found and float(found[2]) in said.get(fact.id, ()):
                yield Place(path.relative_to(ROOT).as_posix(), line, found[2], 0, rivals)


def own_numbers(figure: Figure) -> list[float]:
    """The value and the bounds."""
    value = [figure.value] if isinstance(figure.value, int | float) else []
    return [*value, *(figure.interval or ())]


def lines_of(fact: Fact, lines: list[str]) -> range:
    """The lines of a fact's record."""
    ends = (n for n in range(fact.line, len(lines)) if lines[n].startswith("  - id:"))
    return range(fact.line, next(ends, len(lines)) + 1)


def spelled(value: float) -> str:
    return f"{value:g}" if value < 1e5 else f"{value:.0f}"


def mutate(place: Place, chance: random.Random) -> str:
    """Another number in the same writing."""
    plain = place.text.replace(",", "")
    ways = [turned(plain, chance), stepped(plain, chance), *place.rivals]
    others = [way for way in ways if float(way) != float(plain)]
    new = chance.choice(others)
    return f"{int(new):,}" if "," in place.text and new.isdigit() else new


def turned(plain: str, chance: random.Random) -> str:
    """One digit is another; a nought leads only where it stands alone or before the point."""
    at = chance.choice([n for n, sign in enumerate(plain) if sign.isdigit()])
    may_be_nought = at > 0 or len(plain) == 1 or plain[1] == "."
    digits = "0123456789" if may_be_nought else "123456789"
    return plain[:at] + chance.choice([d for d in digits if d != plain[at]]) + plain[at + 1 :]


def stepped(plain: str, chance: random.Random) -> str:
    """One more or less, in the last place."""
    places = len(plain.partition(".")[2])
    step = chance.choice([1, -1]) * 10.0**-places
    return f"{abs(float(plain) + step):.{places}f}"


def with_change(text: str, place: Place, new: str) -> str:
    """The file with one number changed."""
    lines = text.splitlines(keepends=True)
    found = list(re.finditer(rf"(?<![\d.,]){re.escape(place.text)}(?![\d]|[.,]\d)", lines[place.line - 1]))
    at = found[place.nth]
    lines[place.line - 1] = lines[place.line - 1][: at.start()] + new + lines[place.line - 1][at.end() :]
    return "".join(lines)


@cache
def plan() -> tuple[list[Place], list[Place]]:
    return list(numbers_on_pages()), list(figures_on_pages())


def test_there_is_enough_to_change():
    """A test of mutations that finds nothing to mutate would always pass."""
    on_pages, in_facts = plan()

    assert len(on_pages) >= 15 and len(in_facts) >= 12


def test_no_changed_number_on_a_page_passes(root):
    """A slip of the keyboard in a figure can send somebody home with the wrong idea."""
    chance = random.Random(SEED)
    sources = Sources(root, TODAY)
    missed = []
    for place in chance.choices(plan()[0], k=MUTATIONS):
        new = mutate(place, chance)
        path = root / place.path
        text = path.read_text(encoding="utf-8")
        path.write_text(with_change(text, place, new), encoding="utf-8")
        if not list(pages.find_findings(path, sources)):
            missed.append((place, new))
        path.write_text(text, encoding="utf-8")

    assert missed == []


def test_no_changed_figure_in_the_record_passes(root):
    """Whoever corrects a fact must be led to every page that says the old number."""
    chance = random.Random(SEED)
    path = content.evidence_path("facts.yml", root)
    text = path.read_text(encoding="utf-8")
    missed = []
    for place in chance.choices(plan()[1], k=60):
        new = mutate(place, chance)
        path.write_text(with_change(text, place, new), encoding="utf-8")
        if not _is_noticed(root):
            missed.append((place, new))

    assert missed == []


def _is_noticed(root: Path) -> bool:
    """Whether the facts, or a page with a number in it, are found at fault."""
    sources = Sources(root, TODAY)
    if sources.facts is None:
        return True
    on_pages = {place.path for place in plan()[0]}
    return any(list(pages.find_findings(root / name, sources)) for name in sorted(on_pages))


@pytest.mark.long
def test_no_changed_figure_passes_the_whole_check(root):
    """What the parts find, `course check` must say: 200 changes, each met by a run over everything."""
    chance = random.Random(SEED + 1)
    assert find_findings(root, TODAY) == []
    missed = []
    for place in chance.choices([*plan()[0], *plan()[1]], k=200):
        new = mutate(place, chance)
        path = root / place.path
        text = path.read_text(encoding="utf-8")
        path.write_text(with_change(text, place, new), encoding="utf-8")
        if not find_findings(root, TODAY):
            missed.append((place, new))
        path.write_text(text, encoding="utf-8")

    assert missed == []


def test_the_authored_yaml_keeps_one_number_to_a_line():
    """The mutations above find figures by their lines."""
    data = yaml.safe_load(content.evidence_path("facts.yml", ROOT).read_text(encoding="utf-8"))
    values = [f for fact in data["facts"] for f in fact.get("figures", ()) if isinstance(f["value"], int | float)]
    text = content.evidence_path("facts.yml", ROOT).read_text(encoding="utf-8")

    assert len(re.findall(r"(?m)^ +(?:- )?value: -?[\d.]+$", text)) == len(values)
