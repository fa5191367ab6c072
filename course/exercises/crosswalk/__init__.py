"""Two columns of principles, joined by the learner, with the tension in each pair and a map to compare with."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from course.content import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper

SIDES = ("left", "right")
BLANK_PAIRS = 3
"""pairs that the paper face has room to think about"""


class Crosswalk(Exercise):
    """Join principles of two traditions, name the tension in a pair, and argue for a moment for the other side.

    ``response`` is ``{"pairs": ["left--right"], "tensions": {pair: id}, "own": {pair: words}, "sides": {pair: words},
    "checked": bool}``; pairs are numbered by their order. Out of scope: a right map, and points for finding ours.
    """

    name = "crosswalk"
    _esm_parts = ("sources.js", "picture.js", "crosswalk/map.js", "crosswalk/pair.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, once every pair of the suggested map joins two principles that there are."""
        fields = dict(exercise.fields)
        for fault in _find_faults(fields):
            raise ContentError(f"{exercise.path}: {fault}")
        return fields

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Every pair that can be joined, and every tension; both stand at the top of a response, under no item."""
        words = {
            f"/{left['id']}--{right['id']}": cls.say("pair", left=left["text"], right=right["text"])
            for left in data["left"]["items"]
            for right in data["right"]["items"]
        }
        return words | {f"/{tension['id']}": tension["text"] for tension in data["tensions"]}

    def to_paper(self) -> str:
        """Two columns with lines for letters, room for three pairs, and our map on a sheet of its own."""
        told = "".join(f'<li class="course-paper-item">{self._pair_paper(pair)}</li>' for pair in self.data["pairs"])
        note, how = self.data["note"], self.say("paper_how")
        return (
            f"{title_paper(self.data)}<p>{how}</p>{self._columns_paper()}"
            f'<div class="course-cross-map" data-write="map"></div>'
            f'<p class="course-written" data-write="pairs"></p>'
            f"<div data-blank>{self._blank_paper() * BLANK_PAIRS}</div>"
            f'<div class="course-crosswalk-after"><p class="course-title">{self.say("paper_ours")}</p>'
            f"<p>{escape(note['text'])}</p>{self._sources(note)}<ol>{told}</ol></div>"
        )

    def _columns_paper(self) -> str:
        rows = zip_longest(self.data["left"]["items"], self.data["right"]["items"])
        cells = "".join(
            f"<tr><td>{self._left_paper(left, number) if left else ''}</td>"
            f"<td>{_cell_paper(ascii_uppercase[number - 1], right) if right else ''}</td></tr>"
            for number, (left, right) in enumerate(rows, 1)
        )
        head = "".join(f'<th scope="col">{escape(self.data[side]["title"])}</th>' for side in SIDES)
        classes = "course-table course-cross-table"
        return f'<table class="{classes}"><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>'

    def _left_paper(self, item: dict[str, Any], number: int) -> str:
        line = f'<span class="course-cross-line" data-write="to-{item["id"]}">{self.say("blank")}</span>'
        return f"{line} {_cell_paper(str(number), item)}"

    def _blank_paper(self) -> str:
        boxes = "".join(f"<li>☐ {escape(tension['text'])}</li>" for tension in self.data["tensions"])
        return (
            f'<div class="course-paper-item"><p><strong>{self.say("paper_pair")}</strong></p>'
            f'<p>{self.say("tension")}</p><ul class="course-boxes course-cross-boxes">{boxes}</ul>'
            f'<p>{self.say("own")}</p><div class="course-rule course-lines-2"></div>'
            f'<p>{self.say("side")}</p><div class="course-rule course-lines-2"></div></div>'
        )

    def _pair_paper(self, pair: dict[str, Any]) -> str:
        texts = {side: self._text(side, pair[side]) for side in SIDES}
        lines = [f"<strong>{escape(self.say('pair', **texts))}</strong>"]
        lines += [f"<strong>{self.say(key)}</strong> {escape(pair[key])}" for key in ("meet", "pull")]
        if "real" in pair:
            lines.append(f"<strong>{self.say('real')}</strong>")
            lines += [
                f"<em>{escape(self.say('best', text=texts[side]))}</em> {escape(pair['real'][side])}" for side in SIDES
            ]
        lines += [escape(self.say("ask", ask=self.data[side]["ask"], question=pair[f"ask_{side}"])) for side in SIDES]
        return "".join(f"<p>{line}</p>" for line in lines) + self._sources(pair)

    def _text(self, side: str, item_id: str) -> str:
        text: str = next(item["text"] for item in self.data[side]["items"] if item["id"] == item_id)
        return text

    def _sources(self, part: Mapping[str, Any]) -> str:
        return sources_paper(self.data, part.get("facts", ()), self.say("sources"))


def _find_faults(fields: Mapping[str, Any]) -> Iterator[str]:
    ids = {side: [item["id"] for item in fields[side]["items"]] for side in SIDES}
    for side in SIDES:
        yield from (f"{side}.items: '{one}' stands twice" for one in set(ids[side]) if ids[side].count(one) > 1)
    seen = set()
    for number, pair in enumerate(fields["pairs"]):
        for side in SIDES:
            if pair[side] not in ids[side]:
                yield f"pairs.{number}.{side}: there is no '{pair[side]}' on that side"
        key = (pair["left"], pair["right"])
        if key in seen:
            yield f"pairs.{number}: {pair['left']} and {pair['right']} are joined twice"
        seen.add(key)


def _cell_paper(mark: str, item: Mapping[str, Any]) -> str:
    return (
        f'{mark}. <strong>{escape(item["text"])}</strong><br><span class="course-quiet">{escape(item["note"])}</span>'
    )
