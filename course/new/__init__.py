"""A new exercise type: its folder, its sample on a page of the gallery, its states and its test, as files that work.

The files are the templates of ``exercise/``, whose paths and words are filled with the new type's name.
"""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from course.content import exercise_types
from course.errors import ContentError

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FILES = {
    "type.py": "course/exercises/{name}/__init__.py",
    "schema.json": "course/exercises/{name}/schema.json",
    "response.json": "course/exercises/{name}/response.json",
    "words.json": "course/exercises/{name}/words.json",
    "view.js": "course/exercises/{name}/view.js",
    "view.css": "course/exercises/{name}/view.css",
    "sample.yml": "modules/facilitator/gallery/{id}-sample.yml",
    "page.md": "modules/facilitator/gallery/{id}.md",
    "face.py": "tests/faces/{name}.py",
    "test.py": "tests/test_{name}.py",
}
_GALLERY = "      - file: modules/facilitator/gallery"


@dataclass(frozen=True, slots=True)
class NewType:
    """The names under which a type goes."""

    name: str

    @property
    def id(self) -> str:
        """As an exercise's id and a page's address have it."""
        return self.name.replace("_", "-")

    @property
    def title(self) -> str:
        """As people read it."""
        return self.name.replace("_", " ").capitalize()

    @property
    def class_name(self) -> str:
        """As Python has it."""
        return "".join(part.capitalize() for part in self.name.split("_"))


def new_exercise(name: str, root: Path) -> list[Path]:
    """Write the files of a new type into a checkout and enter its page in ``_toc.yml``; returns the files written.

    Raises ContentError, with nothing written, for a name that is none or is taken, and outside a checkout.
    """
    if not _NAME.fullmatch(name):
        raise ContentError(f"'{name}' is no name for a type: small letters and underscores, such as breathing_space")
    if name in exercise_types():
        raise ContentError(f"there is an exercise type '{name}' already: course/exercises/{name}/")
    toc = root / "_toc.yml"
    text = toc.read_text(encoding="utf-8")
    if not (root / "tests" / "faces").is_dir() or _GALLERY not in text:
        raise ContentError(f"{root} is no checkout of the course: a new type needs its tests and its gallery")
    new = NewType(name)
    targets = {root / path.format(name=name, id=new.id): template for template, path in _FILES.items()}
    taken = [path for path in targets if path.exists()]
    if taken:
        raise ContentError(f"{taken[0]} is there already")
    for path, template in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_fill(template, new), encoding="utf-8", newline="\n")
    toc.write_text(_entered(text, new), encoding="utf-8", newline="\n")
    return [*targets, toc]


def _fill(template: str, new: NewType) -> str:
    text = (resources.files("course.new") / "exercise" / f"{template}.tmpl").read_text(encoding="utf-8")
    slots = {"name": new.name, "id": new.id, "title": new.title, "class_name": new.class_name}
    return Template(text).substitute(slots)


def _entered(toc: str, new: NewType) -> str:
    """The table of contents with the new page among the gallery's, in the order of the alphabet."""
    lines = toc.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith(_GALLERY))
    entry = f"          - file: modules/facilitator/gallery/{new.id}"
    if lines[begin + 1].strip() != "sections:":
        lines.insert(begin + 1, "        sections:")
    end = begin + 2
    while end < len(lines) and lines[end].startswith("          - file: ") and lines[end] < entry:
        end += 1
    return "\n".join([*lines[:end], entry, *lines[end:]]) + "\n"
