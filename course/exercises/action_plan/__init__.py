"""If-then plans with a day and an ally, and a calendar file that says nothing of what they are about."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper

MOST = 3
"""plans, where the author says nothing else"""


class ActionPlan(Exercise):
    """Make a plan that starts by itself: if this happens, then I will do that, on a day and with somebody.

    ``response`` is ``{"plans": {id: {"if", "then", "on", "ally", "title", "remind"}}}``; every part may be missing.
    An id is made on the device and names the event in the calendar file, whose only words are the ``title``.
    Out of scope: repeated events, reminders by anybody else, and asking whether it was done.
    """

    name = "action_plan"
    _esm_parts = ("make.js", "keep.js", "ask.js", "action_plan/ics.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, with the usual number of plans and the usual name in a calendar."""
        return {"most": MOST, "calendar_title": cls.say("calendar_title"), "starters": []} | dict(exercise.fields)

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG003 - as its base
        """The parts of a plan."""
        parts = {part: cls.say(f"part_{part}") for part in ("if", "then", "on", "ally", "title", "remind")}
        return parts | {"remind/true": cls.say("remind_yes")}

    def to_paper(self) -> str:
        """A card for each plan, and ways to begin."""
        cards = "".join(self._card_paper(number) for number in range(1, self.data["most"] + 1))
        return f"{title_paper(self.data)}{self._starters_paper()}{cards}"

    def _starters_paper(self) -> str:
        lines = "".join(
            f"<li>{escape(self.say('whole', when=starter['if'], do=starter['then']))}</li>"
            for starter in self.data["starters"]
        )
        return f"<p><strong>{escape(self.say('starters'))}</strong></p><ul>{lines}</ul>" if lines else ""

    def _card_paper(self, number: int) -> str:
        """One plan to write, or as it was written on the device."""
        legend = f"<p><strong>{escape(self.say('plan', n=number))}</strong></p>"
        written = "".join(
            f"<p>{escape(self.say(f'part_{part}'))}</p>{rule_paper(f'{number}-{part}', 2)}" for part in ("if", "then")
        )
        short = "".join(
            f'<p class="course-plan-line"><span>{escape(self.say(f"part_{part}"))}</span>'
            f'<span class="course-plan-blank" data-write="{number}-{part}"></span></p>'
            for part in ("on", "ally")
        )
        return f'<div class="course-paper-item course-plan-card">{legend}{written}{short}</div>'
