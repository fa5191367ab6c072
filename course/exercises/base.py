"""The base of every exercise: its traits, its journal, and the bundle that carries all three faces."""

import html
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from course.content.records import ExerciseData
from course.errors import JournalError
from course.exercises.journal import Journal, journal_path, to_sentence
from course.exercises.shape import is_said, load_response_schema, load_words, to_fitting
from course.exercises.sources import load_sources

HERE = Path(__file__).parent
HOST = HERE / "host"
DEFAULT_EXPORT = "export default { render };"
"""The line every ``view.js`` holds once; JupyterLab's frame takes its place (``host/frame.js``)."""


_STANDS_ON = {part: ("make.js", part) for part in ("items.js", "sources.js", "keep.js", "drag.js")} | {
    "picture.js": ("make.js", "keep.js", "picture.js")
}
"""a part that needs another in front of it"""


def is_building() -> bool:
    """Whether a page is being built, and so nothing of a learner's may be read or written."""
    return os.environ.get("COURSE_BUILDING") == "1"


class Exercise(anywidget.AnyWidget):
    """One exercise of a page.

    A type sets ``name`` (its folder) and implements ``build_data`` and ``to_paper``. ``response`` is what the
    learner did, None until then, in the shape of the folder's ``response.json``; whoever hosts the view saves it,
    and nothing is sent anywhere.
    """

    name: ClassVar[str] = ""
    words: ClassVar[Mapping[str, str]] = {}
    """every text of the type that no author writes, by key, from the folder's ``words.json``"""
    _esm_parts: ClassVar[Sequence[str]] = ()
    """files of this folder that stand before ``view.js``; a stylesheet of the same stem goes with them"""

    exercise_id = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    response = traitlets.Any(None, allow_none=True).tag(sync=True)
    host = traitlets.Unicode("jupyter").tag(sync=True)
    root = traitlets.Unicode("").tag(sync=True)
    paper = traitlets.Unicode("").tag(sync=True)
    """the paper face, for a view that prints; on a page it stands there already"""
    notice = traitlets.Unicode("").tag(sync=True)
    """one line for the learner when something went wrong, such as a journal that cannot be read"""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Traitlets makes a hidden subclass of every instance's class; only a type's own class names itself.
        if "name" in vars(cls):
            cls.words = load_words(cls.name)
            cls._esm = _join_live(cls.name, cls._esm_parts)
            cls._css = _join_live_css(cls.name, cls._esm_parts)
        super().__init_subclass__(**kwargs)

    def __init__(self, exercise: ExerciseData, root: Path) -> None:
        super().__init__(exercise_id=exercise.id, data=self.to_data(exercise, root))
        if not is_building():
            self.paper = self.to_paper()
            self.journal = Journal(journal_path())
            self._restore()
            self.observe(self._keep, "response")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:  # noqa: ARG003 - types with a bank need it
        """What the view needs, as JSON: by default the author's fields as they are."""
        return dict(exercise.fields)

    @classmethod
    def to_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """What ``build_data`` gives, with the card of every fact that it names under ``sources``.

        Raises ContentError for what the author names and there is not.
        """
        data = cls.build_data(exercise, root)
        sources = load_sources(data, exercise, root)
        return data | ({"sources": sources} if sources else {})

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The words behind the ids of a response, for My notebook: ``id``, and ``id/value`` for a value of that id.

        A type whose data is not made of items or prompts says so in its own way.
        """
        words: dict[str, str] = {}
        for item in data.get("items", ()):
            words[item["id"]] = item["stem"]
            words |= {f"{item['id']}/{step}": text for step, text in enumerate(item.get("labels", ()), start=1)}
            for part in (*item.get("options", ()), *item.get("prompts", ())):
                words[f"{item['id']}/{part['id']}"] = part["text"]
        for prompt in data.get("prompts", ()):
            words[prompt["id"]] = prompt["text"]
            words |= {f"{prompt['id']}/{route['id']}": route["label"] for route in prompt.get("routes", ())}
        return words

    @classmethod
    def migrate(cls, response: Any) -> Any:
        """A response that an older edition kept, in the shape of this one; the view's ``migrate`` does the same.

        Out of what it cannot read it need make nothing: such a response is kept as it is, beside a new one.
        """
        return response

    @classmethod
    def say(cls, key: str, **slots: Any) -> str:
        """A text of the catalogue with its ``{slots}`` filled."""
        return cls.words[key].format(**slots)

    def to_paper(self) -> str:
        """The paper face as HTML; ``data-write="NAME"`` marks where the learner's words go."""
        raise NotImplementedError(f"{type(self).__name__} has no paper face")

    def to_html(self) -> str:
        """The static face: data and paper face in one element, which ``host/course-exercise.js`` brings to life."""
        # A "<" inside JSON could end the script element; as an escape it cannot.
        data = json.dumps(self.data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return (
            f'<course-exercise exercise-id="{html.escape(self.exercise_id)}" type="{self.name}">'
            f'<script type="application/json">{data}</script>'
            f'<div class="paper">{self.to_paper()}</div></course-exercise>'
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        faces, metadata = bundle
        return faces | {"text/plain": f"exercise({self.exercise_id!r})", "text/html": self.to_html()}, metadata

    def _restore(self) -> None:
        """Take up the response the journal holds; a broken journal is set aside, never raised."""
        schema = load_response_schema(self.name)
        try:
            response, is_aside = self.journal.take(
                self.exercise_id, self.name, lambda stored: to_fitting(stored, schema, self.migrate)
            )
        except JournalError as error:
            self.notice = to_sentence(error)
            return
        self.notice = self.words["earlier"] if is_aside else self.journal.notice
        self.response = response

    def _keep(self, change: dict[str, Any]) -> None:
        """Save at every change; a full or locked disk is told to the learner and stops nothing."""
        try:
            self.journal.save(self.exercise_id, self.name, change["new"])
            self.notice = self.journal.notice
        except JournalError as error:
            self.notice = to_sentence(error)


def join_view(name: str, parts: Sequence[str]) -> str:
    """The view of a type as one file, since a view given to Jupyter cannot import another.

    First its texts, of which it is given those it uses; last the shape of its response, for whoever hosts it.
    """
    files = dict.fromkeys(file for part in parts for file in _STANDS_ON.get(part, (part,)))
    code = "\n".join((HERE / file).read_text(encoding="utf-8") for file in (*files, f"{name}/view.js"))
    shared = load_words("").keys()
    used = {key: text for key, text in load_words(name).items() if key not in shared or is_said(key, code)}
    schema = {rule: wanted for rule, wanted in (load_response_schema(name) or {}).items() if rule != "$schema"}
    words = f"const WORDS = {json.dumps(used, ensure_ascii=False)};\n" if used else ""
    shape = f"\nexport const RESPONSE = {json.dumps(schema)};\n" if schema else ""
    return words + code + shape


def join_css(name: str, parts: Sequence[str]) -> str:
    """The style of a type, with that of its parts."""
    files = [(HERE / part).with_suffix(".css") for part in parts] + [HERE / name / "view.css"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def _join_live(name: str, parts: Sequence[str]) -> str:
    """The view inside JupyterLab's frame, which shows notices and catches a view that fails."""
    view = join_view(name, parts)
    if view.count(DEFAULT_EXPORT) != 1:
        raise ValueError(f"{name}/view.js must hold the line `{DEFAULT_EXPORT}` exactly once")
    frame = (HOST / "frame.js").read_text(encoding="utf-8")
    return f"{view.replace(DEFAULT_EXPORT, '')}\n{frame}"


def _join_live_css(name: str, parts: Sequence[str]) -> str:
    """JupyterLab has no page that links the common styles, so they come with each type."""
    common = "\n".join((HOST / file).read_text(encoding="utf-8") for file in ("tokens.css", "exercise.css"))
    return f"{common}\n{join_css(name, parts)}"
