"""A dozen short situations, some alike but for one detail, and what a learner's own ratings say about the detail."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper
from course.psychometrics import draw_design

SHEET = 1
"""the seed of the printed sheet, which is the same for all"""


class VignetteMirror(Exercise):
    """Rate a dozen people one at a time, then see your own difference by one detail, and how little it proves.

    ``response`` is ``{"seed", "order": [person ids], "levels": {person: level}, "answers": {"person/question": 1 to 5
    or "pass"}}``; which of a pair carries which detail is drawn once for each learner. Out of scope: a score of hidden
    bias, time taken, and any comparison with others.
    """

    name = "vignette_mirror"
    _esm_parts = (
        "make.js",
        "sources.js",
        "picture.js",
        "ratings.js",
        "steps.js",
        "vignette_mirror/design.js",
        "vignette_mirror/mirror.js",
    )

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields and the design of the printed sheet. Raises ContentError for a pair that does not fit."""
        data = super().build_data(exercise, root)
        levels = {factor["id"]: [level["id"] for level in factor["levels"]] for factor in data["factors"]}
        people = [person["id"] for pair in data["pairs"] for person in pair["people"]]
        for pair in data["pairs"]:
            if sorted(pair["details"]) != sorted(levels.get(pair["factor"], ())):
                raise ContentError(f"{exercise.path}: pairs: {pair['id']} needs a detail for each level of its factor")
            for person in pair["people"]:
                if "{detail}" not in person["story"]:
                    raise ContentError(f"{exercise.path}: pairs: the story of {person['id']} has no {{detail}}")
        if len(set(people)) < len(people):
            raise ContentError(f"{exercise.path}: pairs: two people have the same id")
        design = draw_design(data["factors"], data["pairs"], SHEET)
        return data | {"sheet": {"order": list(design.order), "levels": dict(design.levels)}}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Each person with each question, and what was answered in words."""
        words: dict[str, str] = {}
        for person in (person for pair in data["pairs"] for person in pair["people"]):
            for question in data["questions"]:
                key = f"{person['id']}/{question['id']}"
                words[key] = f"{person['name']}: {question['text']}"
                words |= {f"{key}/{step}": text for step, text in enumerate(data["labels"], start=1)}
                words[f"{key}/pass"] = cls.say("pass")
        return words

    def to_paper(self) -> str:
        """Everybody with boxes to mark, and after them the key: who is alike, and how to take the difference."""
        data = self.data
        people = {person["id"]: (pair, person) for pair in data["pairs"] for person in pair["people"]}
        order = data["sheet"]["order"]
        scenes = "".join(self._scene_paper(*people[one], number) for number, one in enumerate(order, start=1))
        steps = "; ".join(f"{step} {escape(text)}" for step, text in enumerate(data["labels"], start=1))
        how, passed, honest = self.say("paper_how"), self.say("pass"), self.say("how_little")
        return (
            f"{title_paper(data)}<p>{escape(how)}</p><p>{steps}; – {escape(passed)}.</p>"
            f"{scenes}{self._key_paper(order)}<p>{escape(honest)}</p><p>{escape(data['why_not'])}</p>"
            f"{sources_paper(data, data.get('facts', ()), self.say('sources'))}"
        )

    def _scene_paper(self, pair: Mapping[str, Any], person: Mapping[str, Any], number: int) -> str:
        one, level = person["id"], self.data["sheet"]["levels"][person["id"]]
        story = escape(person["story"].replace("{detail}", pair["details"][level]))
        steps = "".join(f"<li>○ {step}</li>" for step in [*range(1, len(self.data["labels"]) + 1), "–"])
        asked = "".join(
            f'<p class="course-ring-question">{escape(question["text"])}</p><ul class="course-ring">{steps}</ul>'
            for question in self.data["questions"]
        )
        return (
            f'<div class="course-paper-item"><p><strong>{number}.</strong> '
            f'<span data-write="{one}-story">{story}</span>'
            f'</p>{asked}<p class="course-written" data-write="{one}"></p></div>'
        )

    def _key_paper(self, order: Sequence[str]) -> str:
        """Kept to the end, so that it can be folded back."""
        lines = []
        for factor in self.data["factors"]:
            names = {level["id"]: level["label"] for level in factor["levels"]}
            for pair in (pair for pair in self.data["pairs"] if pair["factor"] == factor["id"]):
                sides = []
                for person in pair["people"]:
                    one = person["id"]
                    level = escape(names[self.data["sheet"]["levels"][one]])
                    number = order.index(one) + 1
                    sides.append(f'{number} {escape(person["name"])} (<span data-write="{one}-level">{level}</span>)')
                lines.append(f"<li><strong>{escape(factor['label'])}.</strong> {'; '.join(sides)} ______</li>")
        return (
            f'<p class="course-title">{escape(self.say("paper_key"))}</p><p>{escape(self.say("paper_difference"))}</p>'
            f"<ul>{''.join(lines)}</ul>"
        )
