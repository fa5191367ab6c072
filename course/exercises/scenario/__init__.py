"""A conversation that branches: scenes to read, choices to make, and endings that are all safe."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content import ExerciseData, Problem, read_document
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.scenario.faults import find_faults, to_steps
from course.exercises.scenario.graph import lay_out
from course.exercises.sources import sources_paper


class Scenario(Exercise):
    """Go through a conversation by choosing what to say, see what each choice does, and try another way.

    ``response`` is ``{"path": ["scene/choice"], "seen": [ids], "endings": [ids]}``: the choices of this round, and
    what was met in any. A step that an edit has taken away ends the path there. Out of scope: a right answer, a
    score, and any words for a learner to hurt somebody with.
    """

    name = "scenario"
    _esm_parts = ("make.js", "sources.js", "picture.js", "scenario/map.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, with where each place stands on the map.

        Raises ContentError with every fault of the branching, each on a line of its own.
        """
        fields = dict(exercise.fields)
        if faults := list(find_faults(fields)):
            document = read_document(exercise.path)
            problems = [Problem(str(exercise.path), document.line(field), message) for field, message in faults]
            raise ContentError(*sorted(problems))
        return fields | {"map": lay_out(to_steps(fields), fields["start"])}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The words of each choice, and the title of each scene and ending."""
        words = {key: cls.say(f"label_{key}") for key in ("path", "seen", "endings")}
        for scene in data.get("scenes", ()):
            words[f"seen/{scene['id']}"] = scene["title"]
            words |= {f"path/{scene['id']}/{choice['id']}": choice["text"] for choice in scene["choices"]}
        for ending in data.get("endings", ()):
            words[f"seen/{ending['id']}"] = words[f"endings/{ending['id']}"] = ending["title"]
            words[f"path/{ending['id']}/back"] = ending["back"]["text"]
        return words

    def to_paper(self) -> str:
        """Numbered scenes to play, and after them what the observer holds: feelings, guidance, what a choice does."""
        places = [*self.data["scenes"], *self.data["endings"]]
        numbers = {place["id"]: number for number, place in enumerate(places, 1)}
        played = "".join(self._place_paper(place, numbers) for place in places)
        kept = "".join(self._observer_paper(place, numbers) for place in places)
        rules = [self.say(f"paper_how_{part}") for part in ("two", "observer", "stop")]
        how = "".join(f"<li>{escape(rule)}</li>" for rule in rules)
        notes, observer_how = self.say("paper_notes"), self.say("paper_observer_how")
        lines = f"<p><strong>{escape(notes)}</strong></p>" + '<div class="course-rule"></div>'
        return (
            f"{title_paper(self.data)}<ul>{how}</ul>{played}"
            f'<p class="course-title course-observer">{escape(self.say("paper_observer"))}</p>'
            f"<p>{escape(observer_how)}</p>{kept}{lines}"
        )

    def _place_paper(self, place: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
        """A scene or an ending, with the number to go to after each choice."""
        number = numbers[place["id"]]
        title = self.say("scene" if "choices" in place else "ending", number=number, title=place["title"])
        parts = "".join(f"<p>{escape(part)}</p>" for part in place["text"].strip().split("\n"))
        said = "".join(
            f"<p><strong>{escape(line['who'])}:</strong> “{escape(line['says'])}”</p>"
            for line in place.get("heard", ())
        )
        see = self.say("paper_help")
        help_line = f"<p>{escape(place['help'])} {escape(see)}</p>" if place.get("help") else ""
        choices = "".join(
            f'<li><span data-write="{place["id"]}/{choice["id"]}">☐</span> {escape(letter + choice["text"])} '
            + "<strong>"
            + escape(self.say("paper_goto", number=numbers[choice["goto"]]))
            + "</strong></li>"
            for letter, choice in _choices(place)
        )
        return (
            f'<div class="course-paper-item"><p><strong>{escape(title)}</strong></p>{parts}{said}{help_line}'
            f'<ul class="course-boxes">{choices}</ul></div>'
        )

    def _observer_paper(self, place: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
        """What the observer knows about a scene; nothing for one that has no more to it than its words."""
        lines = [
            f"<p><strong>{escape(self.say(key))}:</strong> {escape(place[key])}</p>"
            for key in ("feel", "guidance")
            if place.get(key)
        ]
        does = [
            f"<strong>{numbers[place['id']]} {escape(letter)}</strong>{escape(choice['remark'])}"
            for letter, choice in _choices(place)
            if choice.get("remark")
        ]
        lines += ["<p>" + "<br>".join(does) + "</p>"] if does else []
        if not lines:
            return ""
        title = f"<p><strong>{numbers[place['id']]}. {escape(place['title'])}</strong></p>"
        sources = sources_paper(self.data, place.get("facts", ()), self.say("sources"))
        return f'<div class="course-paper-item">{title}{"".join(lines)}{sources}</div>'


def _choices(place: Mapping[str, Any]) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """The choices of a scene with their letters; of an ending its way back."""
    if "choices" not in place:
        return [("", place["back"] | {"id": "back"})]
    return [(f"{letter}. ", choice) for letter, choice in zip("abcdefgh", place["choices"], strict=False)]
