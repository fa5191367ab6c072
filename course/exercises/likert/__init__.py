"""An inventory of a learner's own views, asked more than once, with their own picture of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper


class Likert(Exercise):
    """Say how far you agree with each sentence, before and after, and see your own picture beside itself.

    ``response`` is ``{"order": [item ids], "rounds": {"before" | "after" | "back": {"answers": {id: 1 to 5 or "pass"},
    "date": …}}}``; the order is drawn once for each learner. Out of scope: a verdict, a comparison with anybody, and a
    change that is made of looking back alone.
    """

    name = "likert"
    _esm_parts = (
        "make.js",
        "sources.js",
        "picture.js",
        "ratings.js",
        "steps.js",
        "likert/profile.js",
        "likert/picture.js",
    )

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields. Raises ContentError for an item of no construct, and for looking back alone."""
        data = super().build_data(exercise, root)
        known = {construct["id"] for construct in data["constructs"]}
        for item in data["items"]:
            if item["construct"] not in known:
                raise ContentError(f"{exercise.path}: items: {item['id']} is of no construct '{item['construct']}'")
        rounds = [one["id"] for one in data["rounds"]]
        if "back" in rounds and not {"before", "after"} <= set(rounds):
            raise ContentError(f"{exercise.path}: rounds: looking back is asked only beside a real before and after")
        return data

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Rounds and sentences by id, and what was answered to each in words."""
        words = {one["id"]: one["label"] for one in data["rounds"]}
        for item in data["items"]:
            words[item["id"]] = item["stem"]
            words |= {f"{item['id']}/{step}": text for step, text in enumerate(data["labels"], start=1)}
            words[f"{item['id']}/pass"] = cls.say("pass")
        return words

    def to_paper(self) -> str:
        """A sheet for one round: each sentence with its steps, and how to work out one's own means."""
        data = self.data
        key = "; ".join(f"{step} {escape(text)}" for step, text in enumerate(data["labels"], start=1))
        box = "○ " if len(data["rounds"]) > 1 else ""
        asked = "".join(
            f"<li>{box}<strong>{escape(one['label'])}.</strong> {escape(one['ask'])}</li>" for one in data["rounds"]
        )
        how = " ".join((self.say("paper_how"), *([self.say("paper_sheet")] if box else [])))
        passed, honest = self.say("pass"), self.say("not_validated")
        items = "".join(self._item_paper(item, number) for number, item in enumerate(data["items"], start=1))
        return (
            f"{title_paper(data)}<p>{escape(how)}</p>"
            f'<ul class="course-boxes">{asked}</ul>'
            f"<p>{key}; – {escape(passed)}.</p>{items}{self._means_paper()}"
            f"<p>{escape(honest)}</p>"
            f"{sources_paper(data, data.get('facts', ()), self.say('sources'))}"
        )

    def _item_paper(self, item: Mapping[str, Any], number: int) -> str:
        steps = "".join(f"<li>○ {step}</li>" for step in [*range(1, len(self.data["labels"]) + 1), "–"])
        return (
            f'<div class="course-paper-item"><p><strong>{number}. {escape(item["stem"])}</strong></p>'
            f'<ul class="course-ring">{steps}</ul>'
            f'<p class="course-written" data-write="{item["id"]}"></p></div>'
        )

    def _means_paper(self) -> str:
        numbers = {item["id"]: number for number, item in enumerate(self.data["items"], start=1)}
        lines = []
        for construct in self.data["constructs"]:
            own = [item for item in self.data["items"] if item["construct"] == construct["id"]]
            turned = [str(numbers[item["id"]]) for item in own if item.get("reversed")]
            turn = escape(self.say("paper_turn", numbers=", ".join(turned))) if turned else ""
            which = escape(self.say("paper_mean", numbers=", ".join(str(numbers[item["id"]]) for item in own)))
            lines.append(f"<li><strong>{escape(construct['label'])}.</strong> {which} {turn} ______</li>")
        return f'<p class="course-title">{escape(self.say("picture"))}</p><ul>{"".join(lines)}</ul>'
