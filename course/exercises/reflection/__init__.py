"""Prompts to think about in writing, for nobody but the learner."""

from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper

USUAL = {"pass": "Pass on this one", "note": "Nothing you write here leaves this device."}


class Reflection(Exercise):
    """Write about one or more prompts, or pass on any of them.

    ``response`` is ``{"prompts": {id: {"text", "route", "passed"}}}``; a prompt not touched has no entry. Where a
    prompt has routes (something lived, or an invented case), all of them count the same. Out of scope: a
    judgment of any kind, a word count, and sending anything to a trainer.
    """

    name = "reflection"
    _esm_parts = ("make.js",)

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, with the usual words where the author gave none."""
        return USUAL | dict(exercise.fields)

    def to_paper(self) -> str:
        """Each prompt above ruled lines."""
        prompts = "".join(_prompt_paper(prompt) for prompt in self.data["prompts"])
        note = f'<p class="course-quiet">{escape(self.data["note"])}</p>'
        return f"{title_paper(self.data)}{note}{prompts}"


def _prompt_paper(prompt: dict[str, Any]) -> str:
    hint = f'<br><span class="course-quiet">{escape(prompt["hint"])}</span>' if prompt.get("hint") else ""
    routes = "".join(
        f"<li>○ <strong>{escape(route['label'])}</strong>: {escape(route['text'])}</li>"
        for route in prompt.get("routes", ())
    )
    ways = f'<ul class="course-boxes">{routes}</ul>' if routes else ""
    rule = rule_paper(prompt["id"], prompt.get("lines", 4))
    return f'<div class="course-paper-item"><p><strong>{escape(prompt["text"])}</strong>{hint}</p>{ways}{rule}</div>'
