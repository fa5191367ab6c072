"""Items of the bank to try out, each with its feedback on the page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import ExerciseData, Item, load_bank
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, item_paper, title_paper
from course.exercises.sources import sources_paper


class Practice(Exercise):
    """Answer items, check them, read why, and try again as often as wanted.

    ``response`` is ``{"responses": {item id: response}, "checked": [item ids]}``. Only items that the bank marks
    ``use: practice`` can stand here, since their keys are in the page. Out of scope: a total, and any record of
    earlier tries.
    """

    name = "practice"
    _esm_parts = ("items.js", "sources.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, with each item in full: key and feedback are for the learner here."""
        fields = dict(exercise.fields)
        items = {item.id: item for item in load_bank(fields["quiz"], root).practice_items()}
        for item_id in fields["items"]:
            if item_id not in items:
                raise ContentError(f"{exercise.path}: items: {item_id} is no practice item of {fields['quiz']}")
        return fields | {"items": [_open_item(items[item_id]) for item_id in fields["items"]]}

    def to_paper(self) -> str:
        """The items with boxes, and their key and feedback after the last one."""
        items = self.data["items"]
        asked = "".join(item_paper(item, number) for number, item in enumerate(items, 1))
        told = "".join(f"<li>{_key_paper(item)}{self._rests_on(item)}</li>" for item in items)
        return f'{title_paper(self.data)}{asked}<p class="course-title">{self.say("look_for")}</p><ol>{told}</ol>'

    def _rests_on(self, item: dict[str, Any]) -> str:
        return sources_paper(self.data, item["facts"], self.say("sources"))


def _open_item(item: Item) -> dict[str, Any]:
    """An item as a learner sees it, with key, feedback and facts."""
    key: Any = dict(item.key) if isinstance(item.key, Mapping) else item.key
    feedback = {option.id: option.feedback for option in item.options}
    plain_key = list(key) if isinstance(key, tuple) else key
    return item.to_learner() | {"key": plain_key, "feedback": feedback, "facts": list(item.facts)}


def _key_paper(item: dict[str, Any]) -> str:
    texts = {option["id"]: option["text"] for option in item["options"]}
    key = item["key"]
    if isinstance(key, dict):
        prompts = {prompt["id"]: prompt["text"] for prompt in item["prompts"]}
        right = "; ".join(f"{prompts[p]}: {texts[o]}" for p, o in key.items())
    else:
        right = "; ".join(texts[one] for one in ([key] if isinstance(key, str) else key))
    lines = "".join(
        f"<li><em>{escape(texts[one])}</em> {escape(feedback)}</li>"
        for one, feedback in item["feedback"].items()
        if feedback
    )
    return f"<p><strong>{escape(right)}</strong></p><ul>{lines}</ul>"
