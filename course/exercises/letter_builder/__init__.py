"""A form or letter that compels, rewritten passage by passage so that it offers a real choice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

OWN = "own"
"""stands in a response for a wording of the learner's own"""


class LetterBuilder(Exercise):
    """Rewrite a form, a rule or a letter so that mutual help is offered, with a secular choice and no sanction.

    ``response`` is ``{"letter": id, "ways": {passage: wording or "own"}, "texts": {passage: own words}, "asked":
    [ids]}``. Passages and wordings have ids of their own in the whole exercise. Out of scope: legal advice, and a
    judgment of the letter: what to ask of it is asked, not checked.
    """

    name = "letter_builder"
    _esm_parts = ("make.js", "sources.js", "keep.js", "part.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields. Raises ContentError for an id that stands for two things."""
        fields = dict(exercise.fields)
        ids = [letter["id"] for letter in fields["letters"]]
        for passage in find_passages(fields):
            ids += [passage["id"], *(way["id"] for way in passage["ways"])]
        for one, times in Counter([*ids, OWN]).items():
            if times > 1:
                raise ContentError(f"{exercise.path}: letters: the id '{one}' stands for two things")
        return fields

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The passages and wordings behind the ids, and a name for each part of the response."""
        words = {key: cls.say(f"label_{key}") for key in ("letter", "ways", "texts", "asked")}
        words |= {f"letter/{letter['id']}": letter["label"] for letter in data["letters"]}
        words |= {f"asked/{one['id']}": one["text"] for one in data["ask"]}
        words[f"ways/{OWN}"] = cls.say("own")
        for passage in find_passages(data):
            words[f"ways/{passage['id']}"] = words[f"texts/{passage['id']}"] = passage["text"]
            words |= {f"ways/{way['id']}": way["text"] for way in passage["ways"]}
        return words

    def to_paper(self) -> str:
        """Each paper as it stands, wordings to tick, what it rests on, and the letter to write out."""
        caution = self.data["caution"]
        letters = "".join(self._letter_paper(letter) for letter in self.data["letters"])
        return (
            f"{title_paper(self.data)}"
            f'<p class="course-letter-caution">{escape(caution["text"])}</p>{self._from(caution)}{letters}'
        )

    def _from(self, part: Mapping[str, Any]) -> str:
        return sources_paper(self.data, part.get("facts", ()), self.say("sources"))

    def _letter_paper(self, letter: Mapping[str, Any]) -> str:
        return (
            f'<p class="course-title course-letter-name">{escape(letter["label"])}</p><p>{escape(letter["about"])}</p>'
            f"<p><strong>{escape(self.say('before'))}</strong> {escape(self.say('before_hint'))}</p>"
            f'<div class="course-letter-sheet">{"".join(self._part_paper(*one) for one in number_parts(letter))}</div>'
            f"<p><strong>{escape(self.say('change'))}</strong> {escape(self.say('paper_change'))}</p>"
            f"{''.join(self._passage_paper(*one) for one in number_parts(letter) if one[0])}"
            f"{self._points_paper('law', letter)}{self._points_paper('open', letter)}"
            f"{self._finished_paper(letter)}"
        )

    def _part_paper(self, number: int, part: Mapping[str, Any]) -> str:
        if not number:
            return f"<p>{escape(part['text'])}</p>"
        return f"<p>{escape(self.say('number', n=number))} <mark>{escape(part['text'])}</mark></p>"

    def _passage_paper(self, number: int, passage: Mapping[str, Any]) -> str:
        def line(way_id: str, text: str) -> str:
            return f'<li><span data-write="way-{passage["id"]}-{way_id}">☐</span> {text}</li>'

        ways = "".join(line(way["id"], self._way_paper(way)) for way in passage["ways"])
        own = line(OWN, f"{escape(self.say('own'))}{rule_paper('own-' + passage['id'], 2)}")
        return (
            f'<div class="course-paper-item"><p><strong>{escape(self.say("number", n=number))}</strong> '
            f"{escape(passage['why'])}</p>{self._from(passage)}"
            f'<ul class="course-boxes course-letter-ways">{ways}{own}</ul></div>'
        )

    def _way_paper(self, way: Mapping[str, Any]) -> str:
        note = f'<br><span class="course-quiet">{escape(way["note"])}</span>' if way.get("note") else ""
        return f"{escape(way['text'])}{note}{self._from(way)}"

    def _points_paper(self, key: str, letter: Mapping[str, Any]) -> str:
        points = "".join(f"<li>{escape(point['text'])}{self._from(point)}</li>" for point in letter[key])
        return f"<p><strong>{escape(self.say(key))}</strong></p><ul>{points}</ul>"

    def _finished_paper(self, letter: Mapping[str, Any]) -> str:
        """The letter with room where its passages stood; in print of a device, with what was chosen for them."""
        parts = "".join(
            f'<p class="course-quiet course-letter-gap">{escape(self.say("number", n=number))}</p>'
            f"{rule_paper('new-' + part['id'], 4)}"
            if number
            else f"<p>{escape(part['text'])}</p>"
            for number, part in number_parts(letter)
        )
        asked = "".join(
            f'<li><span data-write="ask-{letter["id"]}-{one["id"]}">☐</span> {escape(one["text"])}</li>'
            for one in self.data["ask"]
        )
        return (
            f'<p class="course-letter-out"><strong>{escape(self.say("paper_finished"))}</strong></p>'
            f'<div class="course-letter-sheet course-letter-sheet" data-letter="{letter["id"]}">{parts}</div>'
            f"<p><strong>{escape(self.say('ask'))}</strong></p>"
            f'<ul class="course-boxes">{asked}</ul>'
        )


def number_parts(letter: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each paragraph with its passage's number, from 1; 0 for one that compels nobody."""
    number = 0
    for part in letter["parts"]:
        number += "id" in part
        yield (number if "id" in part else 0), part


def find_passages(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every passage that compels, of every paper."""
    return (part for letter in data["letters"] for part in letter["parts"] if "id" in part)
