"""A quoted claim taken apart in five questions, and then said again so that it holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

RESTATE = "restate"
"""under this id the learner's own restatement is kept, beside the answers to the questions"""


class ClaimReader(Exercise):
    """Take a quoted claim apart in five questions, see what the source says to each, and say the claim again.

    ``response`` is ``{"answers": {id: {"reading", "own", "checked"}}}`` by the question's id, with the restatement
    under ``restate``; ``checked`` says that the answer was opened. Out of scope: telling right readings from wrong
    ones by a score, and judging what was written.
    """

    name = "claim_reader"
    _esm_parts = ("make.js", "choose.js", "sources.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields. Raises ContentError unless each of the five questions is asked once."""
        fields = dict(exercise.fields)
        asked = [question["id"] for question in fields["questions"]]
        if len(set(asked)) < len(asked):
            raise ContentError(f"{exercise.path}: questions: each is asked once, and here are {', '.join(asked)}")
        for question in fields["questions"]:
            ids = [reading["id"] for reading in question["readings"]]
            if len(set(ids)) < len(ids):
                raise ContentError(f"{exercise.path}: questions: {question['id']}: a reading's id stands there twice")
        return fields

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Each question with its readings, and the restatement."""
        words = {RESTATE: data["restate"]["text"], f"{RESTATE}/own": cls.say("own_restate")}
        for question in data["questions"]:
            stem = question["id"]
            words |= {stem: question["text"], f"{stem}/reading": cls.say("reading"), f"{stem}/own": cls.say("own")}
            words |= {f"{stem}/{reading['id']}": reading["text"] for reading in question["readings"]}
        return words

    def to_paper(self) -> str:
        """The claim and its questions with boxes and lines; what the sources say stands on a sheet of its own."""
        questions = self.data["questions"]
        restate = self.data["restate"]
        where = f'<p class="course-quiet">{escape(self.data["where"])}</p>' if "where" in self.data else ""
        asked = "".join(self._question_paper(question, number) for number, question in enumerate(questions, 1))
        told = "".join(self._found_paper(question, number) for number, question in enumerate(questions, 1))
        why = f"<p><strong>{escape(self.say('why'))}:</strong> {escape(restate['why'])}</p>" if "why" in restate else ""
        return (
            f'{title_paper(self.data)}<p class="course-claim">{escape(self.data["claim"])}</p>{where}'
            f"{sources_paper(self.data, self.data.get('facts', ()), self.say('sources'))}{asked}"
            f'<div class="course-paper-item"><p><strong>{escape(restate["text"])}</strong></p>'
            f"{rule_paper('own-' + RESTATE, 4)}</div>"
            f'<div class="course-claim-sheet"><p class="course-title">{escape(self.say("found_paper"))}</p>'
            f'<p class="course-quiet">{escape(self.say("found_hint"))}</p>{told}'
            f'<div class="course-paper-item"><p><strong>{escape(self.say("honest"))}</strong></p>'
            f'<p class="course-claim">{escape(restate["honest"])}</p>{why}'
            f"{sources_paper(self.data, restate.get('facts', ()), self.say('sources'))}</div></div>"
        )

    def _question_paper(self, question: Mapping[str, Any], number: int) -> str:
        boxes = "".join(f"<li>○ {escape(reading['text'])}</li>" for reading in question["readings"])
        stem = self.say("question", n=number, all=len(self.data["questions"]), text=question["text"])
        return (
            f'<div class="course-paper-item"><p><strong>{escape(stem)}</strong></p>'
            f'<ul class="course-boxes">{boxes}</ul>'
            f'<p class="course-written" data-write="reading-{question["id"]}"></p>'
            f"<p>{escape(self.say('own'))}:</p>{rule_paper('own-' + question['id'], 2)}</div>"
        )

    def _found_paper(self, question: Mapping[str, Any], number: int) -> str:
        words = "".join(
            f"<li><em>{escape(reading['text'])}</em> {escape(reading['word'])}</li>" for reading in question["readings"]
        )
        return (
            f'<div class="course-paper-item"><p><strong>{number}. {escape(question["text"])}</strong></p>'
            f"<p>{escape(question['found'])}</p><ul>{words}</ul>"
            f"{sources_paper(self.data, question.get('facts', ()), self.say('sources'))}</div>"
        )
