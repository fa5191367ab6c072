"""My notebook: everything this device holds of the learner's, to see, print, take away and erase."""

from pathlib import Path
from typing import Any

from course.content import EXERCISE_CALL, ExerciseData, load_exercises, load_page, page_paths
from course.errors import CourseError, JournalError
from course.exercises import pages_read
from course.exercises.base import Exercise
from course.exercises.journal import Journal, is_sealed, to_sentence
from course.exercises.paper import escape
from course.exercises.registry import find_type


class Notebook(Exercise):
    """List the journal; print, export (with a passphrase: encrypted), import and erase it.

    ``response`` stays None: the notebook holds nothing of its own. The view asks by messages ``{"do": …}``, and
    each answer is ``{"entries", "shared", "line", "file"?, "ask"?}``; the browser's side is ``host/notebook.js``.
    Out of scope: sending anything anywhere, and keeping copies.
    """

    name = "notebook"
    _esm_parts = ("make.js", "notebook/words.js")

    def __init__(self, exercise: ExerciseData, root: Path) -> None:
        super().__init__(exercise, root)
        self.on_msg(self._answer)

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The title, and for each exercise its title, type, page and the words behind its ids."""
        pages = _find_pages(root)
        others = [other for other in load_exercises(root).values() if other.type != cls.name]
        known = {other.id: _describe(other, root) | {"href": pages.get(other.id, "")} for other in others}
        known[pages_read.ID] = _describe_pages(root, pages, {name: one["title"] for name, one in known.items()})
        return dict(exercise.fields) | {"exercises": known}

    def to_paper(self) -> str:
        """What somebody without JavaScript, or with paper, can do instead."""
        return f'<p class="course-title">{escape(self.data["title"])}</p><p>{escape(self.say("paper"))}</p>'

    def _answer(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        self.send(answer_message(self.journal, content))


def answer_message(journal: Journal, content: dict[str, Any]) -> dict[str, Any]:
    """Do what the view asks of a journal and say so; what fails gives one line and changes nothing."""
    try:
        answer = _act(journal, content)
    except JournalError as error:
        answer = {"line": to_sentence(error)}
    try:
        entries: dict[str, Any] = dict(journal.read())
    except JournalError as error:
        entries, answer = {}, {"line": to_sentence(error)}
    # A kernel has no tab to be shared: the switch for a shared phone is not offered.
    return {"entries": entries, "shared": None, "line": journal.notice} | answer


def _act(journal: Journal, content: dict[str, Any]) -> dict[str, Any]:
    match content.get("do"):
        case "export":
            return {"file": journal.to_export(content.get("passphrase") or None), "line": "Your file is ready."}
        case "import":
            text, passphrase = str(content.get("text", "")), content.get("passphrase") or None
            if is_sealed(text) and not passphrase:
                return {"ask": "passphrase", "line": "This file asks for its passphrase."}
            try:
                return {"line": str(journal.load_export(text, passphrase))}
            except JournalError as error:
                # A wrong passphrase may be tried again; a damaged file says so and changes nothing.
                return {"line": to_sentence(error)} | ({"ask": "passphrase"} if passphrase else {})
        case "erase":
            journal.erase(content.get("id"))
            return {"line": "Erased." if content.get("id") else f"Everything is erased: {journal.path.name} is gone."}
        case _:
            return {}


def _find_pages(root: Path) -> dict[str, str]:
    """The page each exercise stands on, as the built page's address; the gallery's only where there is no other."""
    found: dict[str, str] = {}
    for path in sorted(page_paths(root), key=lambda path: ("gallery" in path.parts, path)):
        for exercise_id in EXERCISE_CALL.findall(path.read_text(encoding="utf-8")):
            found.setdefault(exercise_id, path.relative_to(root).with_suffix(".html").as_posix())
    return found


def _describe(exercise: ExerciseData, root: Path) -> dict[str, Any]:
    """Title, type, and the words by which the ids in a response can be read."""
    try:
        kind = find_type(exercise.type)
        data = kind.build_data(exercise, root)
        labels = kind.labels(data)
    except CourseError:
        # Its own page tells of the fault; what it names may not be there to be described.
        data, labels = {"title": exercise.fields.get("title", exercise.id)}, {}
    return {"title": data.get("title", exercise.id), "type": exercise.type, "labels": labels}


def _describe_pages(root: Path, pages: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    """The words for the pages read: a page's title, and under it when it was read and what was begun there."""
    labels: dict[str, str] = {}
    for path in page_paths(root):
        name = path.relative_to(root).with_suffix("").as_posix()
        try:
            labels[name] = load_page(path).title
        except CourseError:
            continue  # The page's own build tells of the fault.
        labels[f"{name}/read"] = "Read"
        begun = [one for one, href in pages.items() if href == f"{name}.html" and one in titles]
        labels |= {f"{name}/{one}": f"Begun: {titles[one]}" for one in begun}
    return {"title": "Pages you have read", "type": pages_read.TYPE, "labels": labels, "href": ""}
