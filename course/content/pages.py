"""Pages and the data of the exercises that stand on them."""

import re
from pathlib import Path

from course.content.files import exercise_types, load_exercise_schema, read_document, read_front_matter
from course.content.records import ExerciseData, Objective, Page
from course.errors import ContentError

EXERCISE_CALL = re.compile(r"""\bexercise\(\s*["']([\w-]+)["']\s*\)""")
"""How a page opens an exercise; the group is its id."""


def read_page(path: Path) -> Page:
    """The front matter of one page. Raises ContentError with every fault in it."""
    document, _, _ = read_front_matter(path)
    raw = document.data
    return Page(
        path=path,
        title=raw["title"],
        teaching=raw.get("teaching", 0),
        exercises=raw.get("exercises", 0),
        objectives=tuple(Objective(**objective) for objective in raw.get("objectives", ())),
        audience=tuple(raw.get("audience", ())),
        own_numbers=raw.get("own_numbers", False),
    )


def read_exercise(path: Path) -> ExerciseData:
    """The data of one exercise; its id is the file's name. Raises ContentError with every fault in it."""
    document = read_document(path)
    if not isinstance(document.data, dict) or not isinstance(document.data.get("type"), str):
        raise ContentError(document.problem((), "an exercise begins with 'type: …'"))
    type_name = document.data["type"]
    schema = load_exercise_schema(type_name)
    if schema is None:
        known = ", ".join(exercise_types())
        raise ContentError(document.problem(("type",), f"'{type_name}' is not an exercise type (known: {known})"))
    # Each type's schema speaks of its own fields; `type` itself is ours.
    own = {**schema, "properties": {"type": {"const": type_name}, **schema.get("properties", {})}}
    fields = read_document(path, own).data
    return ExerciseData(
        id=path.stem, type=type_name, fields={k: v for k, v in fields.items() if k != "type"}, path=path
    )
