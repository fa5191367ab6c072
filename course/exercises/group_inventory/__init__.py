"""Practices of a learner's own group, each with one change to try, as a list for the business meeting."""

from collections.abc import Mapping
from typing import Any

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper


class GroupInventory(Exercise):
    """Say how often your group does a thing, choose one change to try, and take the list to a business meeting.

    ``response`` is ``{"practices": {id: {"rating": 1 to 5, "unknown" or "pass", "change": id, "own" or "none",
    "words"}}}``. Out of scope: a score of a group, the names of groups and members, and a decision that is the
    group's to make.
    """

    name = "group_inventory"
    _esm_parts = ("make.js", "sources.js", "keep.js", "ratings.js", "group_inventory/practice.js")

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Each practice with its steps and changes in words."""
        words: dict[str, str] = {}
        for practice in data["practices"]:
            one = practice["id"]
            words[one] = f"{practice['label']}: {practice['text']}"
            words |= {f"{one}/{step}": text for step, text in enumerate(data["labels"], start=1)}
            words |= {f"{one}/{change['id']}": change["text"] for change in practice["changes"]}
            words |= {f"{one}/unknown": cls.say("unknown"), f"{one}/pass": cls.say("pass")}
            words |= {f"{one}/own": cls.say("own"), f"{one}/none": cls.say("none")}
        return words

    def to_paper(self) -> str:
        """Each practice with its steps, its changes to tick and a line for one's own; then the list to take along."""
        practices = "".join(self._practice_paper(practice) for practice in self.data["practices"])
        return (
            f'{title_paper(self.data)}{practices}<p class="course-title">{escape(self.say("list"))}</p>'
            f"<p>{escape(self.data['closing'])}</p>{rule_paper('list', 8)}"
            f"{sources_paper(self.data, self.data.get('facts', ()), self.say('sources'))}"
        )

    def _practice_paper(self, practice: Mapping[str, Any]) -> str:
        texts = [*self.data["labels"], self.say("unknown"), self.say("pass")]
        steps = "".join(f"<li>○ {escape(text)}</li>" for text in texts)
        changes = "".join(f"<li>☐ {escape(change['text'])}</li>" for change in practice["changes"])
        about = f"<p>{escape(practice['about'])}</p>" if practice.get("about") else ""
        sources = sources_paper(self.data, practice.get("facts", ()), self.say("sources"))
        return (
            f'<div class="course-paper-item"><p><strong>{escape(practice["label"])}.</strong> '
            f'{escape(practice["text"])}</p><ul class="course-ring">{steps}</ul></div>{about}'
            f"<p><strong>{escape(self.say('change'))}</strong></p>"
            f'<ul class="course-boxes">{changes}<li>☐ {escape(self.say("own"))}:</li></ul>'
            f"{rule_paper(practice['id'], 2)}{sources}"
        )
