"""Principles to pair with practices, each pair with its reason."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content.records import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import find_fact_ids, sources_paper

LETTERS = "ABCDEFGHIJ"


class Match(Exercise):
    """Pair principles with what somebody did, see why for each pair, and try again.

    ``response`` is ``{"pairs": {principle: practice}, "checked": bool}``. A practice may fit more than one principle,
    and all that it fits are right. Out of scope: a total, and any record of earlier tries.
    """

    name = "match"
    _esm_parts = ("items.js", "sources.js", "drag.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - as its base
        """The author's fields, with the practices in an order that tells nothing.

        Raises ContentError for a practice that fits a principle there is not.
        """
        fields = dict(exercise.fields)
        known = [principle["id"] for principle in fields["principles"]]
        for practice in fields["practices"]:
            for one in practice["fits"]:
                if one not in known:
                    raise ContentError(
                        f"{exercise.path}: practices: '{practice['id']}' fits '{one}', which is no principle"
                    )
        return fields | {"practices": mix(fields["practices"])}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """A principle by its id, and under it every practice that may be paired with it."""
        words = {principle["id"]: principle["text"] for principle in data["principles"]}
        return words | {f"{one}/{practice['id']}": practice["text"] for one in words for practice in data["practices"]}

    def to_paper(self) -> str:
        """The principles with a place for a letter, the practices with theirs, and after them the reasons."""
        ideas = "".join(
            f'<li class="course-paper-item">____ {escape(one["text"])}'
            f'<p class="course-written" data-write="{escape(one["id"])}"></p></li>'
            for one in self.data["principles"]
        )
        lettered = list(zip(LETTERS, self.data["practices"], strict=False))
        scenes = "".join(f"<tr><td><strong>{at}.</strong> {escape(one['text'])}</td></tr>" for at, one in lettered)
        reasons = "".join(f"<li>{self._reason_paper(at, one)}</li>" for at, one in lettered)
        close = f"<p>{escape(self.data['close'])}</p>" if self.data.get("close") else ""
        facts = list(
            dict.fromkeys(find_fact_ids({key: self.data.get(key) for key in ("principles", "practices", "facts")}))
        )
        how = self.say("paper_how")
        ask = f"<p><strong>{escape(self.data['ask'])}</strong> {escape(how)}</p>"
        return (
            f"{title_paper(self.data)}{ask}"
            f'<ul class="course-boxes">{ideas}</ul><table class="course-table"><tbody>{scenes}</tbody></table>'
            f'<p class="course-title">{escape(self.say("reasons"))}</p><ul class="course-boxes">{reasons}</ul>'
            f"{close}{sources_paper(self.data, facts, self.say('sources'))}"
        )

    def _reason_paper(self, letter: str, practice: dict[str, Any]) -> str:
        texts = {principle["id"]: principle["text"] for principle in self.data["principles"]}
        right = " / ".join(texts[one] for one in practice["fits"]) or self.say("none_fits")
        return f"<strong>{letter}. {escape(right)}</strong> {escape(practice['why'])}"


def mix(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Things in an order that is always the same and that their ids, not their author, decide."""
    return sorted(things, key=lambda thing: hashlib.sha256(thing["id"].encode()).hexdigest())
