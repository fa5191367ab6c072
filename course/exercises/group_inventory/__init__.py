"""One question, and what a learner writes to it."""

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper


class GroupInventory(Exercise):
    """Write to one question.

    ``response`` is ``{"text": …}``. Out of scope: a judgment of any kind, and sending anything anywhere.
    """

    name = "group_inventory"
    _esm_parts = ("make.js",)

    def to_paper(self) -> str:
        """The question above ruled lines."""
        return f"{title_paper(self.data)}<p><strong>{escape(self.data['question'])}</strong></p>{rule_paper('text')}"
