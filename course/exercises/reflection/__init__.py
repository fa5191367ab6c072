"""Prompts to think about in writing, and letters that are never sent, for nobody but the learner."""

from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper


class Reflection(Exercise):
    """Write about one or more prompts, or a letter that is never sent, or pass on any of them.

    ``response`` is ``{"prompts": {id: {"text", "route", "passed"}}}``; a prompt not touched, and a letter torn up,
    has no entry. Where a prompt has routes (something lived, or an invented case), all of them count the same.
    Out of scope: a judgment of any kind, a word count, and sending anything to a trainer.
    """

    name = "reflection"
    _esm_parts = ("make.js", "sources.js", "ask.js", "reflection/letter.js", "reflection/settle.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, with the usual words where the author gave none."""
        return {"pass": cls.say("pass"), "note": cls.say("note")} | dict(exercise.fields)

    def to_paper(self) -> str:
        """Each prompt above ruled lines, and the settling minute in words."""
        care = ""
        if self.data.get("care"):
            care = f'<p class="course-care">{escape(self.data["care"])} {escape(self.say("care_help"))}.</p>'
        note = f'<p class="course-quiet">{escape(self.data["note"])}</p>'
        prompts = "".join(self._prompt_paper(prompt) for prompt in self.data["prompts"])
        sources = sources_paper(self.data, self.data.get("facts", ()), self.say("sources"))
        return f"{title_paper(self.data)}{care}{note}{prompts}{sources}{self._settle_paper()}"

    def _prompt_paper(self, prompt: dict[str, Any]) -> str:
        hint = f'<br><span class="course-quiet">{escape(prompt["hint"])}</span>' if prompt.get("hint") else ""
        routes = "".join(
            f"<li>○ <strong>{escape(route['label'])}</strong>: {escape(route['text'])}</li>"
            for route in prompt.get("routes", ())
        )
        ways = f'<ul class="course-boxes">{routes}</ul>' if routes else ""
        begin = self._ways_paper("begin", [*prompt.get("dear", ()), *prompt.get("starters", ())])
        close = self._ways_paper("close", prompt.get("closings", ()))
        head = f"<p><strong>{escape(prompt['text'])}</strong>{hint}</p>"
        if prompt.get("kind") != "letter":
            rule = rule_paper(prompt["id"], prompt.get("lines", 4))
            return f'<div class="course-paper-item">{head}{ways}{begin}{close}{rule}</div>'
        more = '<div class="course-rule course-lines-8 course-letter-more"></div>'
        tear = f'<p class="course-quiet">{escape(self.say("paper_tear"))}</p>'
        return (
            f'<div class="course-paper-item">{head}{ways}{begin}{close}</div>{rule_paper(prompt["id"], 8)}{more}{tear}'
        )

    def _ways_paper(self, key: str, texts: Any) -> str:
        """Beginnings or endings that may be taken over."""
        listed = " · ".join(escape(text) for text in texts)
        return f'<p class="course-quiet">{escape(self.say(key))}: {listed}</p>' if listed else ""

    def _settle_paper(self) -> str:
        if not self.data.get("settle"):
            return ""
        title, text = escape(self.say("settle")), escape(self.say("settle_text"))
        return f'<div class="course-paper-item"><p><strong>{title}</strong><br>{text}</p></div>'
