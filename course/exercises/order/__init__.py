"""Steps to put in order, each with the reason why it stands where it does."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import find_fact_ids, sources_paper


class Order(Exercise):
    """Put steps in order, see why each stands where it does, and try again.

    ``response`` is ``{"order": [ids], "checked": bool}``. Steps that the author ties to the next may stand in either
    order. Out of scope: a total, and any record of earlier tries.
    """

    name = "order"
    _esm_parts = ("items.js", "sources.js", "drag.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, each step with the places it may take, and the ids as the learner meets them, mixed."""
        fields = dict(exercise.fields)
        steps = [
            dict(step) | {"places": places}
            for step, places in zip(fields["steps"], find_places(fields["steps"]), strict=True)
        ]
        return fields | {"steps": steps, "start": mix([step["id"] for step in steps])}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The steps, under the question they answer."""
        return {"order": data["ask"]} | {f"order/{step['id']}": step["text"] for step in data["steps"]}

    def to_paper(self) -> str:
        """The steps mixed, with a place for a number; after them the order, with the reasons."""
        steps = {step["id"]: step for step in self.data["steps"]}
        mixed = "".join(
            f"<tr><td>____ {escape(steps[one]['text'])}"
            f'<p class="course-written" data-write="{escape(one)}"></p></td></tr>'
            for one in self.data["start"]
        )
        notes = "".join(f"<p><strong>{escape(note['text'])}</strong></p>" for note in self.data.get("notes", ()))
        reasons = "".join(f"<li>{self._reason_paper(step)}</li>" for step in self.data["steps"])
        close = f"<p>{escape(self.data['close'])}</p>" if self.data.get("close") else ""
        facts = list(dict.fromkeys(find_fact_ids({key: self.data.get(key) for key in ("notes", "steps", "facts")})))
        how = self.say("paper_how")
        ask = f"<p><strong>{escape(self.data['ask'])}</strong> {escape(how)}</p>"
        return (
            f"{title_paper(self.data)}{notes}{ask}"
            f'<table class="course-table"><tbody>{mixed}</tbody></table>'
            f'<p class="course-title">{escape(self.say("right_order"))}</p><ol>{reasons}</ol>'
            f"{close}{sources_paper(self.data, facts, self.say('sources'))}"
        )

    def _reason_paper(self, step: dict[str, Any]) -> str:
        together = escape(self.say("together"))
        tie = f" {together}" if step.get("with_next") else ""
        return f"<strong>{escape(step['text'])}</strong>{tie} {escape(step['why'])}"


def find_places(steps: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """For each step the places it may take, counted from one: steps tied to the next share theirs."""
    ties: list[list[int]] = []
    for place in range(1, len(steps) + 1):
        if place > 1 and steps[place - 2].get("with_next"):
            ties[-1].append(place)
        else:
            ties.append([place])
    return [tie for tie in ties for _ in tie]


def mix(ids: Sequence[str]) -> list[str]:
    """Ids in an order that is always the same, decided by the ids themselves, in which none stands at its place."""
    mixed = sorted(ids, key=lambda one: hashlib.sha256(one.encode()).hexdigest())
    for turn in range(len(mixed)):
        turned = mixed[turn:] + mixed[:turn]
        if all(here != right for here, right in zip(turned, ids, strict=True)):
            return turned
    return [*ids[1:], *ids[:1]]
