"""Whether the numbers of a sentence are those of the facts it leans on.

A number passes if a figure of the facts beside it holds it, and if the sentence speaks of that figure:

1. Each figure stands behind one number at most, and of the same kind: a percentage, a year, or a count.
2. The sentence shares a word with the figure's unit, comparator or ``words``.
3. No other figure fits the sentence better: of two figures, the one counts whose own words stand nearer to the number.
4. A bound stands beside its value and the other bound; so does a group's size where the value is itself a count.
5. A year may also be that of a work cited, if no other work cited stands nearer.

So a number that is changed on the page or in the record no longer fits, even where another figure has the new value.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from course.content.records import Fact, Figure, Reference
from course.numerals import Number, date_of, find_numbers

_STEM = 5
"""Words are alike if their first letters are: `patients` and `patient`, `meetings` and `meeting`."""
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by for from had has have in is it its no nor not of on or per percent share than "
        "that the their they this those to was were which who whose with within without year years",
    )
)
Kind = Literal["count", "percent", "year"]


@dataclass(slots=True, eq=False)
class _Slot:
    """One number that a figure holds, to stand behind one number of a sentence."""

    values: tuple[float, ...]
    """the number, and what a page may round it to"""
    kind: Kind
    role: str
    """`value`, `low`, `high`, `size`, `level`; `named` for a number in the unit or the comparator; `work` for a year"""
    words: frozenset[str]
    owner: tuple[str, int]
    """the fact, and which of its figures"""
    unit: str
    taken_by: int | None = None

    def fits(self, number: Number) -> bool:
        """Whether it is the same number of the same kind, words aside."""
        if number.kind == "word":
            shares = tuple(value / 100 for value in self.values) if self.kind == "percent" else ()
            return _is_one_of(number.value, (*self.values, *shares))
        return number.kind == self.kind and _is_one_of(number.value, self.values)


@dataclass(slots=True)
class Holdings:
    """Everything countable in a few facts and the works they cite."""

    slots: list[_Slot] = field(default_factory=list)
    dialed: set[str] = field(default_factory=set)
    years: set[float] = field(default_factory=set)
    """of the dates a fact names"""
    dates: set[tuple[int, int, int]] = field(default_factory=set)
    words: set[float] = field(default_factory=set)
    """numbers that a fact's own prose writes out"""
    text: str = ""

    @classmethod
    def of(cls, facts: Collection[Fact], works: Collection[Reference] = ()) -> "Holdings":
        """What these facts hold, with the years of the works that they and the page cite."""
        held = cls()
        for work in works:
            if work.year:
                words = stems(f"{' '.join(work.authors)} {work.title}")
                held.slots.append(_Slot((float(work.year),), "year", "work", words, (work.label, 0), work.title))
        for fact in facts:
            for n, figure in enumerate(fact.figures):
                held._add_figure(figure, (fact.id, n))
            held._add_prose(fact)
        return held

    def _add_figure(self, figure: Figure, owner: tuple[str, int]) -> None:
        words = stems(f"{figure.unit} {figure.comparator} {' '.join(figure.words)}")
        own_kind: Kind = "percent" if figure.unit.startswith("percent") or "%" in figure.unit else "count"

        def add(role: str, kind: Kind, *values: float) -> None:
            self.slots.append(_Slot(values, kind, role, words, owner, figure.unit))

        if isinstance(figure.value, str):
            self.dialed.add(_digits(figure.value))
        else:
            rounded = () if figure.rounded is None else (figure.rounded,)
            kind: Kind = "year" if figure.is_year else own_kind
            add("value", kind, float(figure.value), *rounded)
        if figure.interval:
            add("low", own_kind, figure.interval[0])
            add("high", own_kind, figure.interval[1])
            add("level", "percent", figure.level)
        if figure.n is not None:
            add("size", "count", float(figure.n))
        for number in find_numbers(f"{figure.unit}; {figure.comparator}"):
            if number.value and number.kind in ("count", "percent", "year", "word"):
                add("named", "count" if number.kind == "word" else number.kind, number.value)

    def _add_prose(self, fact: Fact) -> None:
        prose = " ".join((fact.statement, fact.design, fact.population, fact.limits))
        self.text += f" {prose} {fact.id} " + " ".join(figure.unit for figure in fact.figures)
        numbers = find_numbers(prose)
        self.words |= {number.value for number in numbers if number.kind == "word"}
        dates = {date_of(number.text) for number in numbers if number.kind == "date"}
        self.years |= {float(year) for year, _, _ in dates if year}
        self.dates |= dates
        self.dates.add((fact.checked_on.year, fact.checked_on.month, fact.checked_on.day))
        self.dialed |= {_digits(number.text) for number in numbers if number.kind == "phone"}


def find_misfits(numbers: Sequence[Number], text: str, held: Holdings) -> Iterator[tuple[Number, str]]:
    """Each number that no fact holds, and why not, in plain words; ``text`` is all that stands around them.

    ``{facts}`` in a message is for the names of the facts.
    """
    sentence = _Sentence(numbers, text, held)
    sentence.assign()
    for n, number in enumerate(sentence.countable):
        if fault := sentence.fault(n):
            yield number, fault
    sentence.release()
    for number in numbers:
        if fault := _named_fault(number, held):
            yield number, fault


class _Sentence:
    """The numbers of one sentence, and the figures that stand behind them."""

    def __init__(self, numbers: Sequence[Number], text: str, held: Holdings) -> None:
        self.held, self.text = held, text
        self.countable = [n for n in numbers if n.kind in ("count", "percent", "year", "word") and not _is_pair(n)]
        self.places: dict[str, list[int]] = {}
        for found in re.finditer(r"[A-Za-zÀ-ÿ]+", text):
            for stem in stems(found[0]):
                self.places.setdefault(stem, []).append(found.start())
        self.usable = [
            sorted(
                (s for s in held.slots if s.role != "work" and s.fits(number) and s.words & self.places.keys()),
                key=lambda s, at=number.start: -self._nearness(s.words, at),  # type: ignore[misc]
            )
            for number in self.countable
        ]

    def assign(self) -> None:
        """Give each number a figure of its own, as far as there are enough."""
        for n in range(len(self.countable)):
            self._assign(n, set())

    def release(self) -> None:
        """Leave the holdings as they were."""
        for slot in self.held.slots:
            slot.taken_by = None

    def fault(self, n: int) -> str:
        """What is wrong with one number; empty if nothing."""
        number = self.countable[n]
        slot = next((s for s in self.held.slots if s.taken_by == n), None)
        if slot is None:
            return "" if self._is_held_otherwise(number) else self._why(number)
        if number.kind == "word":
            return ""
        if partner := self._missing_partner(slot):
            return f"“{number.text}” is {partner} ({_called(slot)})"
        if rival := self._rival(slot, number):
            return (
                f"“{number.text}” is a figure of {_called(slot)}, but the sentence speaks rather of {_called(rival)}; "
                "use a word of its unit, or add the page's word to its `words`"
            )
        return ""

    def _assign(self, n: int, tried: set[int]) -> bool:
        """Find a free figure, moving other numbers along where they can use another."""
        for slot in self.usable[n]:
            if id(slot) in tried:
                continue
            tried.add(id(slot))
            if slot.taken_by is None or self._assign(slot.taken_by, tried):
                slot.taken_by = n
                return True
        return False

    def _missing_partner(self, slot: _Slot) -> str:
        """What a bound, or a group's size, may not stand without."""
        own = [s for s in self.held.slots if s.owner == slot.owner]
        value = next((s for s in own if s.role == "value"), None)
        if slot.role in ("low", "high"):
            others = [s for s in own if s.role in ("value", "low", "high")]
            whole = all(s.taken_by is not None for s in others)
            return "" if whole else "a bound without its value and the other bound"
        if slot.role == "size" and value and value.kind == "count" and value.taken_by is None:
            return "the size of a group without the figure that was measured in it"
        return ""

    def _rival(self, slot: _Slot, number: Number) -> _Slot | None:
        """Another figure of which the sentence speaks at least as clearly, and which no number of it is."""
        measured = ("value", "size")
        rivals = {"value": measured, "size": measured, "named": measured, "work": ("work",)}
        for other in self.held.slots:
            is_rival = other.role in rivals.get(slot.role, ()) and other.kind == slot.kind and other.owner != slot.owner
            if not is_rival or other.taken_by is not None or _is_one_of(number.value, other.values):
                continue
            # A work is named before its year; what a number counts may stand on either side.
            after = slot.role != "work"
            own = self._nearness(slot.words - other.words, number.start, after)
            theirs = self._nearness(other.words - slot.words, number.start, after)
            if not theirs and slot.words < other.words:
                continue  # What the other one adds is not said, so it is not meant.
            if theirs >= own and (theirs or other.words & self.places.keys()):
                return other
        return None

    def _nearness(self, words: Collection[str], at: int, after: bool = True) -> float:
        """How near some words stand to a place of the text, the more the nearer; 0 where none does."""
        places = ([p for p in self.places[w] if after or p < at] for w in words if w in self.places)
        return sum(max(1 / (8 + abs(place - at)) for place in found) for found in places if found)

    def _is_held_otherwise(self, number: Number) -> bool:
        if number.kind == "word":
            return any(abs(number.value - value) < 1e-9 for value in self.held.words)
        works = [s for s in self.held.slots if s.role == "work" and s.fits(number)]
        if number.kind != "year" or not (works or number.value in self.held.years):
            return False
        if works and all(self._rival(work, number) for work in works):
            return False
        if self.text[number.start - 1 : number.end + 1] == f"({number.text})":
            return True  # As in "Kelly and Westerhoff (2010)".
        unused = (s for s in self.held.slots if s.kind == "year" and s.role != "work" and s.taken_by is None)
        return not any(s.words & self.places.keys() for s in unused)

    def _why(self, number: Number) -> str:
        fitting = [slot for slot in self.held.slots if slot.fits(number)]
        if any(slot.taken_by is not None for slot in fitting):
            return f"“{number.text}” stands twice, and {_called(fitting[0])} is one figure; say it once"
        if fitting:
            return (
                f"“{number.text}” may be a figure of {_called(fitting[0])}, but the sentence does not say what it "
                "counts; use a word of its unit, or add the page's word to its `words`"
            )
        return f"“{number.text}” is not a figure of {{facts}}"


def _called(slot: _Slot) -> str:
    return f"{slot.owner[0]}, “{slot.unit}”"


def _is_pair(number: Number) -> bool:
    """`Two` joins more often than it counts: two sides, these two."""
    return number.text.lower() == "two"


def _is_one_of(value: float, values: Collection[float]) -> bool:
    return any(abs(value - other) < 1e-9 for other in values)


def _named_fault(number: Number, held: Holdings) -> str:
    """A date or a numbered name that the facts do not tell of."""
    if number.kind == "date":
        year, month, day = date_of(number.text)
        known = any(month == m and (not year or year == y) and (not day or not d or day == d) for y, m, d in held.dates)
        return "" if known else f"the date “{number.text}” is not in {{facts}}"
    if number.kind == "name" and number.text.lower() not in held.text.lower():
        return f"“{number.text}” is not named in {{facts}}"
    return ""


def stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters, without those that say nothing of their own."""
    words = re.findall(r"[A-Za-zÀ-ÿ]+", text)
    kept = (w.lower() for w in words if len(w) > 2 or (w.isupper() and len(w) > 1))
    return frozenset(w[:_STEM] for w in kept if w not in _EMPTY_WORDS)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
