"""Numbers as people write them in prose: what each is worth, and where it stands.

``find_numbers`` reads a text from left to right, and tells a count from the numbers that count nothing: a date, a time
of day, a telephone number, the number in a name ("Bulletin 29", "P-11", "9th"). Pure: it knows no file and no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

NumberKind = Literal["count", "percent", "year", "date", "phone", "clock", "name", "word"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    kind: NumberKind
    value: float
    """what it is worth; of a date the year (0 where it names none); of a name, a clock or a phone number 0"""
    text: str
    """as written; a percentage with its sign, a name with its noun"""
    start: int
    """offset of its first character"""
    end: int

    @property
    def counts(self) -> bool:
        """Whether it says how many, how much or when, so that a source must hold it."""
        return self.kind in ("count", "percent", "year", "date")


def _listed(words: str) -> list[str]:
    return words.split()


_MONTHS = _listed("January February March April May June July August September October November December")
_UNITS = {word: n for n, word in enumerate(_listed("two three four five six seven eight nine"), 2)}
_TEENS = _listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = {word: n * 10 for n, word in enumerate(_listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_SMALL = {**_UNITS, **{word: n for n, word in enumerate(_TEENS, 10)}, **_TENS}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "halve": 2}
_WHOLE = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0}

_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" if len(name) > 4 else name for name in _MONTHS) + "|Sept\\.)"
_NAMED = "|".join(
    _listed(
        "Steps? Traditions? Concepts? Warranty Bulletin TIP Titles? Parts? Subpart Sections? Rules? Standards? "
        "Motions? Nos?\\. Numbers? Figures? Tables? Chapters? Modules? Pages? Areas? Districts? Volumes? Opinion "
        "Schedule Article Recommendations? Proposals? Items? Levels? Python Edition BSD Box Appendix Line Rung Bill "
        "House Act Grant Circular Order Attribution §{1,2}"
    )
)
"""Nouns whose number is a name: nothing is counted by "Bulletin 29"."""
_REPORTERS = (
    r"CFR|C\.F\.R\.|U\.S\.C\.|USC|Fed\.\ Reg\.|FR|U\.S\.|F\.\ ?(?:2d|3d|4th)|F\.\ Supp\.(?:\ ?[23]d)?"
    r"|N\.Y\.2d|N\.E\.2d|S\.W\.2d|N\.Y\.S\.2d"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join([*(f"{ten}(?:[- ](?:one|{'|'.join(_UNITS)}))?" for ten in _TENS), *_UNITS, *_TEENS])
_SCALE = "|".join(_SCALES)

_PATTERNS = {
    # The fellowships' own: nothing is counted in "Twelve Step".
    "twelve": rf"""(?i:\b(?:twelve|12)[ -](?:step|tradition|concept)\w*
        |\b(?:step|tradition|concept)s?\ (?:one|{_WORD})\b)""",
    "phone": r"""(?<![\w.])(?:\+?1[-. ]\(?)?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)
        |(?<![\w.,])(?:911|988)(?![\w%]|,\d|\.\d)""",
    "date": rf"""(?<!\w)(?:\d{{4}}-\d{{2}}-\d{{2}}
        |{_MONTH}\ \d{{1,2}}(?:,?\ \d{{4}}(?!\d))?(?!\d|[–-]\d)
        |\d{{1,2}}\ {_MONTH}(?:\ \d{{4}})?(?!\d)
        |{_MONTH},?\ (?:of\ )?\d{{4}}(?!\d))""",
    "clock": r"(?<!\w)\d{1,2}(?::\d{2}(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)",
    "name": rf"""(?<!\w)(?i:{_NAMED})\ (?:\d[\w.]*\w|\d)(?:\(\w+\))*(?:(?:\ (?:to|and|or)\ |[–-])\d+)?
        |(?<!\w)\d+\ (?:{_REPORTERS})\ ?(?:§\ ?)?\d[\w.]*(?:\(\w+\))*
        |(?<!\w)\d+(?:st|nd|rd|th)\b
        |(?<![\w–-])[A-Za-z]+[-–.]?\d[\w.-]*(?<![.-])
        |(?<=[A-Za-z][-–])\d[\w-]*""",
    "years": r"(?<![\w.,$])(?P<from>1[89]\d\d|20\d\d)[–-](?P<to>\d\d)(?!\d|%)",
    "number": rf"""(?<![\w.,])(?P<currency>(?:US)?[$£€])?(?P<digits>{_DIGITS})(?!\d|,\d{{3}}|(?!s\b)[A-Za-z])
        (?:[- ](?P<scale>{_SCALE})\b)?(?P<percent>\s?%|[- ]per\ ?cent\b)?(?:s\b)?""",
    "word": rf"""(?i:(?<![\w-])(?:
        (?P<many>{_WORD})(?:[- ](?P<many_of>{_SCALE}|thirds?|quarters?|fifths?|tenths?|halves)\b)?
        |(?P<part>half|twice|doubled?|doubles|(?:a|one)[- ](?:third|quarter|fifth|tenth))
        )(?!\w))""",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.VERBOSE)
_BETWEEN = re.compile(r"\s?[–-]\s?|\s(?:to|and|or)\s")


def find_numbers(text: str) -> list[Number]:
    """Every number of a text, in order, none overlapping; "one" is left out, for it is mostly a pronoun.

    >>> [(n.kind, n.value) for n in find_numbers("In 2018, 1,288 volunteers (71%) in two groups read P-11.")]
    [('year', 2018.0), ('count', 1288.0), ('percent', 71.0), ('word', 2.0), ('name', 0)]
    """
    numbers = list(_numbers(text))
    for n, (low, high) in enumerate(pairwise(numbers)):
        # In "72–77%" and "between 72 and 77 percent" both are percentages.
        if low.kind == "count" and high.kind == "percent" and _BETWEEN.fullmatch(text[low.end : high.start]):
            numbers[n] = replace(low, kind="percent")
    return numbers


def _numbers(text: str) -> Iterator[Number]:
    for found in _TOKEN.finditer(text):
        span = (found[0], found.start(), found.end())
        if found["number"]:
            yield _plain_number(found)
        elif found["years"]:
            start, end = found["from"], found["from"][:2] + found["to"]
            yield Number("year", float(start), start, found.start("from"), found.end("from"))
            yield Number("year", float(end), found["to"], found.start("to"), found.end("to"))
        elif found["date"]:
            yield Number("date", float(date_of(found[0])[0]), *span)
        elif found["word"]:
            yield Number("word", _word_value(found), *span)
        elif not found["twelve"]:
            yield Number("phone" if found["phone"] else "clock" if found["clock"] else "name", 0, *span)


def _plain_number(found: re.Match[str]) -> Number:
    digits = found["digits"]
    value = float(digits.replace(",", "")) * _SCALES.get(found["scale"] or "", 1)
    is_bare = not (found["currency"] or found["scale"] or found["percent"]) and digits.isdigit()
    is_year = is_bare and len(digits) == 4 and 1800 <= value < 2100
    kind: NumberKind = "percent" if found["percent"] else "year" if is_year else "count"
    text = found[0].rstrip()
    return Number(kind, value, text, found.start(), found.start() + len(text))


def _word_value(found: re.Match[str]) -> float:
    """What a number written out is worth: `two thirds` is 0.67, `half` 0.5."""
    if found["many"]:
        first, _, last = found["many"].lower().replace(" ", "-").partition("-")
        value = float(_SMALL[first] + {"one": 1, **_UNITS}.get(last, 0))
        of = (found["many_of"] or "").lower()
        return value * _SCALES[of] if of in _SCALES else value / _PARTS.get(of.rstrip("s"), 1)
    word = re.split(r"[- ]", found["part"].lower())[-1].rstrip("s")
    return _WHOLE.get(word) or 1 / _PARTS[word]


def date_of(text: str) -> tuple[int, int, int]:
    """Year, month and day of a date as written; 0 for what it does not name.

    >>> date_of("June 11, 1996"), date_of("April 2023"), date_of("19 April")
    ((1996, 6, 11), (2023, 4, 0), (0, 4, 19))
    """
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    name = re.search("[A-Za-z]{3}", text)
    month = next((n for n, m in enumerate(_MONTHS, 1) if name and m.startswith(name[0])), 0)
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    year = next((n for n in numbers if n > 31), 0)
    return year, month, next((n for n in numbers if n <= 31), 0)
