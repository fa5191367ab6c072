"""A module's quiz: answer, review, and hand in one small file. It holds no key and gives no feedback."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import ExerciseData, ItemBank, load_bank
from course.exercises.base import Exercise, is_building
from course.exercises.paper import escape, item_paper, rule_paper, title_paper
from course.responses import FILE_NAME, is_private, make_responses, to_bytes


class Quiz(Exercise):
    """Answer the items of a quiz in any order, review them, and hand them in.

    ``response`` is ``{"learner", "device", "saved_at", "responses": {item id: response}}``, with ``"alone": true``
    for somebody without a trainer. On a page the learner downloads or shares the file; in JupyterLab it is written
    beside the notebook at every change, and a reflection stands in a cell of the notebook, so that there the file
    says only which ones are private. Out of scope: scores, which ``course grade`` gives.
    """

    name = "quiz"
    _esm_parts = ("items.js", "quiz/reflection.js", "quiz/send.js")

    def __init__(self, exercise: ExerciseData, root: Path) -> None:
        super().__init__(exercise, root)
        if not is_building():
            self._bank = load_bank(exercise.fields["quiz"], root)
            self._file = Path(FILE_NAME).absolute()
            # Only what a learner changes is written: nbgrader opens this quiz too, in its own folder, to grade.
            self.observe(self._hand_in, "response")
            self.on_msg(self._stand_beside)

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The items as a learner may have them: no key, no feedback."""
        bank = load_bank(exercise.fields["quiz"], root)
        items = [item.to_learner() for item in bank.quiz_items()]
        return dict(exercise.fields) | {
            "title": cls.say("title", title=bank.title),
            "bank": bank.digest,
            "items": items,
        }

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The items' words, and the code's."""
        return {"learner": cls.say("code")} | super().labels(data)

    def to_paper(self) -> str:
        """A sheet to answer on: code, items, boxes and lines."""
        items = "".join(_sheet_item(item, number) for number, item in enumerate(self.data["items"], 1))
        return (
            f"{title_paper(self.data)}"
            f"<p>{self.say('paper_opening')}</p>"
            f'<p class="course-quiet">{self.say("code")}</p>{rule_paper("learner", 1)}{items}'
        )

    def _stand_beside(self, *_message: Any) -> None:
        """The view asks for this once it stands: answers from the journal may have been given in another folder.

        Only a screen sends it, never nbgrader, and a file that lies there is left as it is.
        """
        if self.response and not self._file.exists():
            self._hand_in({"new": self.response})

    def _hand_in(self, change: dict[str, Any]) -> None:
        """Write ``responses.json``; a full or locked disk is told to the learner and stops nothing."""
        try:
            _write_file(self._file, self._bank, change["new"])
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "an answer holds a character that is not text"
            self.notice = f"Your last change is not in {FILE_NAME}: {why}."


def _write_file(path: Path, bank: ItemBank, response: Any) -> None:
    """Write beside the file and swap, so that a crash leaves the old one or the new one, never half."""
    if not isinstance(response, dict):
        path.unlink(missing_ok=True)
        return
    document = make_responses(bank, response)
    in_cells = {item.id for item in bank.quiz_items() if item.kind == "text"}
    given = document["responses"].items()
    document["responses"] = {name: kept for name, kept in given if name not in in_cells or is_private(kept)}
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_bytes(to_bytes(document))
    scratch.replace(path)


def _sheet_item(item: dict[str, Any], number: int) -> str:
    """One item on the sheet; a reflection can be kept private there too."""
    if item["kind"] != "text":
        return item_paper(item, number)
    private = Quiz.say("paper_private", some=f"{item['completion_points']:g}", all=f"{item['points']:g}")
    return f'{item_paper(item, number)}<p class="course-quiet">{escape(private)}</p>'
