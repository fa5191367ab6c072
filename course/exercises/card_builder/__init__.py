"""A group's welcoming reading, made from sentences one may take, change or leave, with the motion that brings it in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course import lens
from course.content import load_lens_rules
from course.content.records import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

PACE = 130
"""words a minute, read aloud slowly enough for a room to follow"""
OWN_LINES = 12
SLOTS = ("{first}", "{date}")


class CardBuilder(Exercise):
    """Write a group's welcoming reading from sentences to take, change or leave, and print it with its motion.

    ``response`` is ``{"lines": [ids in order], "texts": {id: the learner's wording}, "kept": {id: [words]},
    "answers": {objection: text}, "again": day}``; a line of one's own has an id ``own-1``, ``own-2``, …. The
    language lens points at words and changes none. Out of scope: a judgment of the reading, and fellowship texts.
    """

    name = "card_builder"
    _esm_parts = (
        "make.js",
        "sources.js",
        "keep.js",
        "part.js",
        "language_lens/engine.js",
        "card_builder/lines.js",
    )

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, with the pace of reading and the rules of the lens.

        Raises ContentError for a draft that names no sentence, and for a motion without its slots.
        """
        fields = {"pace": PACE} | dict(exercise.fields)
        known = {sentence["id"] for sentence in fields["sentences"]}
        for draft in fields["drafts"]:
            for one in draft["lines"]:
                if one not in known:
                    raise ContentError(f"{exercise.path}: drafts: {draft['id']}: there is no sentence '{one}'")
        for slot in SLOTS:
            if slot not in fields["motion"]["text"]:
                raise ContentError(f"{exercise.path}: motion: text: the slot {slot} is missing")
        rules = lens.to_view(load_lens_rules(root))
        # A mark says why and how else; who says so stands in the glossary, and would weigh as much again here.
        terms = [{key: value for key, value in term.items() if key != "sources"} for term in rules["terms"]]
        return fields | {"rules": {"context": rules["context"], "terms": terms}}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The sentences behind the ids, and a name for each part of the response."""
        words = {key: cls.say(f"label_{key}") for key in ("lines", "texts", "kept", "answers", "again")}
        for sentence in data["sentences"]:
            words[f"lines/{sentence['id']}"] = sentence["text"]
            words[f"texts/{sentence['id']}"] = cls.say("label_instead", text=sentence["text"])
        for number in range(1, OWN_LINES + 1):
            words[f"lines/own-{number}"] = words[f"texts/own-{number}"] = cls.say("label_own", n=number)
        for objection in data["objections"]:
            words[f"answers/{objection['id']}"] = objection["heard"]
        return words

    def to_paper(self) -> str:
        """Sentences to tick, what a group may say, the objections, and a sheet to fold: reading and motion."""
        data = self.data
        ground = "".join(f"<li>{escape(one['text'])}{self._from(one)}</li>" for one in data["ground"])
        return (
            f"{title_paper(data)}"
            f"<p><strong>{escape(self.say('take'))}</strong> {escape(self.say('paper_take'))}</p>"
            f"{''.join(self._sentence_paper(one) for one in data['sentences'])}"
            f"<p><strong>{escape(self.say('ground'))}</strong></p><ul>{ground}</ul>"
            f"<p><strong>{escape(self.say('objections'))}</strong></p>"
            f"{''.join(self._objection_paper(one) for one in data['objections'])}"
            f"{self._card_paper()}"
        )

    def _from(self, part: Mapping[str, Any]) -> str:
        return sources_paper(self.data, part.get("facts", ()), self.say("sources"))

    def _sentence_paper(self, sentence: Mapping[str, Any]) -> str:
        seconds = escape(self.say("seconds", seconds=count_seconds(sentence["text"], self.data["pace"])))
        return (
            f'<div class="course-paper-item"><p><span data-write="take-{sentence["id"]}">☐</span> '
            f"<strong>{escape(sentence['text'])}</strong> ({seconds})<br>{escape(sentence['why'])}</p>"
            f"{self._from(sentence)}</div>"
        )

    def _objection_paper(self, objection: Mapping[str, Any]) -> str:
        best, answer = escape(self.say("best")), escape(self.say("answer"))
        return (
            f'<div class="course-paper-item"><p><strong>“{escape(objection["heard"])}”</strong><br>'
            f"<strong>{best}:</strong> {escape(objection['best'])}<br>"
            f"<strong>{answer}:</strong> {escape(objection['answer'])}</p>{self._from(objection)}"
            f"<p>{escape(self.say('own_answer'))}</p>{rule_paper('answer-' + objection['id'], 2)}</div>"
        )

    def _card_paper(self) -> str:
        """One sheet: the reading above the fold, the motion below it."""
        motion = self.data["motion"]
        blank = motion["text"].replace("{first}", self.say("blank")).replace("{date}", self.say("blank"))
        pace = escape(self.say("paper_pace", pace=self.data["pace"], half=self.data["pace"] // 2))
        return (
            f'<div class="course-fold" data-part="card"><div class="course-fold-half">'
            f'<p class="course-title">{escape(self.say("card_title"))}</p>{rule_paper("card", 8)}'
            f'<p class="course-quiet course-fold-pace">{pace}</p></div>'
            f'<p class="course-fold-line"><span>{escape(self.say("fold"))}</span></p>'
            f'<div class="course-fold-half"><p class="course-title">{escape(self.say("motion_title"))}</p>'
            f'<p class="course-fold-motion" data-write="motion">{escape(blank)}</p>'
            f'<p class="course-quiet">{escape(motion["note"])}</p></div></div>'
        )


def count_seconds(text: str, pace: int) -> int:
    """How long a text takes, read aloud at a pace in words a minute; a begun second counts.

    The view's ``countSeconds`` does the same.

    >>> count_seconds("Welcome. You have a place here.", 130)
    3
    """
    return -(-len(text.split()) * 60 // pace)
