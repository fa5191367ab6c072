"""Where the marks of a forest plot stand, and how many of a thousand people a rate is.

Pure numbers, for the figures that Python draws on paper. ``exercises/evidence_explorer/forest.js`` draws the same on a
page; a test holds the two together.
"""

import math
from collections.abc import Iterable

PEOPLE = 1000
"""people in one picture"""
COLUMNS = 40
"""people in one row of it"""


def find_axis(values: Iterable[float]) -> tuple[float, float]:
    """The ends of a logarithmic axis that holds all values, and 1, between two of its ticks.

    >>> find_axis([0.11, 0.03, 2.46])
    (0.03, 3.0)
    """
    held = [1.0, *values]
    if min(held) <= 0:
        raise ValueError("a ratio on a logarithmic axis is above 0")
    low = math.floor(2 * math.log10(min(held))) - 1
    high = math.ceil(2 * math.log10(max(held))) + 1
    while to_tick(low + 1) <= min(held):
        low += 1
    while to_tick(high - 1) >= max(held):
        high -= 1
    # One value, 1, still wants an axis to stand on.
    return (to_tick(low), to_tick(high)) if low < high else (to_tick(low - 1), to_tick(high + 1))


def find_ticks(low: float, high: float) -> list[float]:
    """The ticks from one end of an axis to the other: 1 and 3 of every power of ten.

    >>> find_ticks(0.03, 3)
    [0.03, 0.1, 0.3, 1.0, 3.0]
    """
    first, last = round(2 * math.log10(low)), round(2 * math.log10(high))
    return [to_tick(step) for step in range(first, last + 1)]


def to_tick(step: int) -> float:
    """The tick that stands ``step`` half powers of ten from 1.

    >>> [to_tick(step) for step in (-3, -2, -1, 0, 1, 2)]
    [0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
    """
    power, is_three = divmod(step, 2)
    digit = 3 if is_three else 1
    return digit / 10**-power if power < 0 else float(digit * 10**power)


def place(value: float, low: float, high: float) -> float:
    """How far along the axis a value stands, in percent, from 0 at its low end to 100 at its high end.

    >>> place(0.1, 0.01, 1)
    50.0
    """
    return round(100 * math.log(value / low) / math.log(high / low), 2)


def count_people(rate: float) -> int:
    """A rate for every thousand people as whole people of a thousand; a half counts as one.

    >>> count_people(11.3), count_people(9.5)
    (11, 10)
    """
    return min(PEOPLE, max(0, math.floor(rate + 0.5)))


def split_rows(people: int) -> tuple[int, int]:
    """Full rows of the picture that a count fills from the top, and how many stand in the row after them.

    >>> split_rows(47)
    (1, 7)
    """
    return divmod(people, COLUMNS)


def person_path(first: int, last: int) -> str:
    """People of one row, from one column to before another: each a head and shoulders drawn with a round pen.

    >>> person_path(0, 1)
    'M5 2.6h.01M4 7h2'
    """
    return "".join(f"M{10 * column + 5} 2.6h.01M{10 * column + 4} 7h2" for column in range(first, last))


def frame_path(people: int) -> str:
    """The empty places of those who died, from the top left.

    >>> frame_path(1)
    'M1.5 1.5h7v7h-7z'
    """
    cells = (divmod(n, COLUMNS) for n in range(people))
    return "".join(f"M{10 * column + 1}.5 {10 * row + 1}.5h7v7h-7z" for row, column in cells)
