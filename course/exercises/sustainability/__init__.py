"""Ten things that help a change last, rated by whoever wants to keep one going, and the two to work on next."""

from collections.abc import Mapping
from typing import Any

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper


class Sustainability(Exercise):
    """Rate ten things that help a change last, and see which two to work on next.

    ``response`` is ``{"change": words, "ratings": {factor id: 1 to 5, "unknown" or "pass"}}``. Out of scope: a total,
    a forecast, and a comparison of groups.
    """

    name = "sustainability"
    _esm_parts = ("make.js", "sources.js", "keep.js", "picture.js", "ratings.js", "steps.js", "sustainability/bars.js")

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The change, and each factor with its steps in words."""
        words = {"change": data["change"]}
        for factor in data["factors"]:
            one = factor["id"]
            words[one] = f"{factor['label']}: {factor['text']}"
            words |= {f"{one}/{step}": text for step, text in enumerate(data["labels"], start=1)}
            words |= {f"{one}/unknown": cls.say("unknown"), f"{one}/pass": cls.say("pass")}
        return words

    def to_paper(self) -> str:
        """A line for the change, the ten with steps to mark, and what to do where a mark is low."""
        data = self.data
        texts = [*data["labels"], self.say("unknown"), self.say("pass")]
        steps = "".join(f"<li>○ {escape(text)}</li>" for text in texts)
        asked = "".join(
            f'<div class="course-paper-item"><p><strong>{number}. {escape(factor["label"])}.</strong> '
            f'{escape(factor["text"])}</p><ul class="course-ring">{steps}</ul>'
            f'<p class="course-written" data-write="{factor["id"]}"></p></div>'
            for number, factor in enumerate(data["factors"], start=1)
        )
        todo = "".join(
            f"<li><strong>{escape(factor['label'])}.</strong> {escape(factor['next'])}</li>"
            for factor in data["factors"]
        )
        how = self.say("paper_next")
        return (
            f"{title_paper(data)}<p><strong>{escape(data['change'])}</strong></p>{rule_paper('change', 2)}{asked}"
            f'<p class="course-title">{escape(self.say("next"))}</p><p class="course-written" data-write="next"></p>'
            f"<p>{escape(how)}</p><ol>{todo}</ol><p>{escape(data['note'])}</p>"
            f"{sources_paper(data, data.get('facts', ()), self.say('sources'))}"
        )
