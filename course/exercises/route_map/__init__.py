"""A path from an idea to the body that can decide it, walked stop by stop."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper


class RouteMap(Exercise):
    """Choose an idea and walk its route: who decides, what to bring, how long, what can stop it; with names and days.

    ``response`` is ``{"idea": id, "done": [stops], "who": {stop: name}, "when": {stop: day}}``; stops have ids of
    their own in the whole exercise, so that nothing is lost when another idea is looked at. Out of scope: reminding
    anybody, and judging how far somebody has come.
    """

    name = "route_map"
    _esm_parts = ("make.js", "sources.js", "keep.js", "part.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields. Raises ContentError for an id that stands for two things."""
        fields = dict(exercise.fields)
        ids = [step["id"] for route in fields["routes"] for step in route["steps"]]
        for one, times in Counter([*ids, *(route["id"] for route in fields["routes"])]).items():
            if times > 1:
                raise ContentError(f"{exercise.path}: routes: the id '{one}' stands for two things")
        return fields

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The ideas and stops behind the ids, and a name for each part of the response."""
        words = {key: cls.say(f"label_{key}") for key in ("idea", "done", "who", "when")}
        for route in data["routes"]:
            words[f"idea/{route['id']}"] = route["label"]
            for step in route["steps"]:
                words |= {f"{part}/{step['id']}": step["place"] for part in ("done", "who", "when")}
        return words

    def to_paper(self) -> str:
        """Every route as a path of boxes, each stop with room for a name and a day."""
        routes = "".join(self._route_paper(route) for route in self.data["routes"])
        return f"{title_paper(self.data)}<p>{escape(self.say('paper'))}</p>{routes}"

    def _from(self, part: Mapping[str, Any]) -> str:
        return sources_paper(self.data, part.get("facts", ()), self.say("sources"))

    def _route_paper(self, route: Mapping[str, Any]) -> str:
        steps = "".join(self._step_paper(number, step) for number, step in enumerate(route["steps"], 1))
        return (
            f'<div class="course-route-sheet" data-route="{route["id"]}">'
            f'<p class="course-title">{escape(route["label"])}</p><p>{escape(route["about"])}</p>{self._from(route)}'
            f'<ol class="course-route">{steps}</ol></div>'
        )

    def _step_paper(self, number: int, step: Mapping[str, Any]) -> str:
        one = step["id"]
        bring = "".join(f"<li>☐ {escape(text)}</li>" for text in step["bring"])

        def named(key: str, text: str) -> str:
            return f"<p><strong>{escape(self.say(key))}:</strong> {text}</p>"

        return (
            f'<li class="course-route-stop"><p><span data-write="done-{one}">☐</span> '
            f"<strong>{escape(self.say('stop_number', n=number, place=step['place']))}</strong></p>"
            f"{named('decides', escape(step['decides']))}"
            f'{named("bring", "")}<ul class="course-boxes">{bring}</ul>'
            f"{named('time', escape(step['time']))}{named('stop', escape(step['stop']))}{self._from(step)}"
            f'<p class="course-route-fill"><span>{escape(self.say("who"))}: '
            f'<span class="course-route-blank" data-write="who-{one}"></span></span> '
            f"<span>{escape(self.say('when'))}: "
            f'<span class="course-route-blank" data-write="when-{one}"></span></span></p></li>'
        )
