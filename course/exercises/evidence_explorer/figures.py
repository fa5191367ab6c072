"""The figures of the paper face as SVG: the same marks, in the same places, as ``forest.js`` draws on a page."""

from collections.abc import Mapping
from typing import Any

from course.forest import COLUMNS, PEOPLE, find_ticks, frame_path, person_path, place, split_rows

FORMS = {
    "trials": "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z",
    "adjusted": "M-6 -6H6V6H-6z",
    "crude": "M-5 -5H5V5H-5z",
    "pooled": "M0 -8L8 0L0 8L-8 0z",
    "population": "M0 -7L7 6H-7z",
}
"""each design has a form of its own; the heavier the design, the heavier the form"""
Axis = tuple[float, ...]


def strip_svg(ratio: Mapping[str, Any] | None, form: str, axis: Axis) -> str:
    """One row of the plot: the ticks, the line of "the same", the interval's bar and the estimate's mark."""
    low, high = axis
    parts = [
        f'<line x1="{at}%" x2="{at}%" y1="0" y2="100%" class="course-ev-{"same" if tick == 1 else "tick"}"></line>'
        for tick in find_ticks(low, high)
        for at in [place(tick, low, high)]
    ]
    if ratio:
        if ratio["low"] is not None:
            start, end = (place(ratio[key], low, high) for key in ("low", "high"))
            parts.append(
                f'<line x1="{start}%" x2="{end}%" y1="50%" y2="50%" class="course-ev-bar course-ev-bar-{form}"></line>'
                f"{_spot(start, 'M0 -6V6', 'course-ev-end')}{_spot(end, 'M0 -6V6', 'course-ev-end')}"
            )
        parts.append(_spot(place(ratio["at"], low, high), FORMS[form], f"course-ev-form course-ev-form-{form}"))
    return f'<svg class="course-ev-strip" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _spot(at: float, path: str, name: str) -> str:
    return f'<svg x="{at}%" y="50%" overflow="visible"><path d="{path}" class="{name}"></path></svg>'


def axis_svg(axis: Axis) -> str:
    """The numbers under the rows."""
    low, high = axis
    texts = "".join(f'<text x="{place(t, low, high)}%" y="1em">{t:g}</text>' for t in find_ticks(low, high))
    return f'<svg class="course-ev-axis" aria-hidden="true" focusable="false">{texts}</svg>'


def form_svg(form: str) -> str:
    """The mark of a design, for the legend."""
    path = f'<path d="{FORMS[form]}" class="course-ev-form course-ev-form-{form}"></path>'
    return f'<svg class="course-ev-sample" viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">{path}</svg>'


def people_svg(people: int, name: str) -> str:
    """A thousand people; in place of each who died stands an empty frame. ``name`` is an id of the page."""
    rows, rest = split_rows(people)
    parts = [f'<defs><path id="{name}" d="{person_path(0, COLUMNS)}" class="course-ev-person"></path></defs>']
    if rest:
        others = person_path(rest, COLUMNS)
        parts.append(f'<path d="{others}" class="course-ev-person" transform="translate(0 {10 * rows})"></path>')
    full = range(rows + (1 if rest else 0), PEOPLE // COLUMNS)
    parts += [f'<use href="#{name}" y="{10 * row}"></use>' for row in full]
    parts.append(f'<path d="{frame_path(people)}" class="course-ev-missing"></path>')
    head = '<svg class="course-ev-people" viewBox="0 0 400 250" aria-hidden="true" focusable="false">'
    return f"{head}{''.join(parts)}</svg>"
