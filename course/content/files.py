"""Read one authored file: text, YAML and schema, every fault with its line.

YAML and JSON Schema stop here; what leaves is plain data and a way to find the line of any field.
"""

import json
import math
import re
import sys
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from course.content.records import Problem
from course.errors import ContentError

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

Field = tuple[str | int, ...]
"""Where a value stands in a file: ``("items", 0, "key")``."""


class Document:
    """The data of one YAML file, and the line of each of its fields."""

    def __init__(self, path: Path, data: Any, node: yaml.Node | None, first_line: int = 1) -> None:
        self.path = path
        self.data = data
        self._node = node
        self._first_line = first_line

    def line(self, field: Field) -> int:
        """The 1-based line of a field, or of the nearest enclosing one that exists."""
        node, line = self._node, self._first_line
        for step in field:
            node = _child(node, step)
            if node is None:
                break
            line = node.start_mark.line + self._first_line
        return line

    def problem(self, field: Field, message: str) -> Problem:
        """A fault of one field, in the form every reader of this course's errors knows."""
        name = ".".join(map(str, field))
        return Problem(str(self.path), self.line(field), f"{name}: {message}" if name else message)


def read_document(path: Path, schema: dict[str, Any] | None = None) -> Document:
    """Read a YAML file whole.

    Raises ContentError with every fault: not there, not UTF-8, not YAML, a key twice, not as the schema says.
    """
    return parse_document(read_text(path), path, schema)


def parse_document(text: str, path: Path, schema: dict[str, Any] | None = None, first_line: int = 1) -> Document:
    """As ``read_document``, for text already read; ``first_line`` is where the YAML starts in its file."""
    try:
        node, data = _load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise ContentError(Problem(str(path), line, f"not valid YAML: {error.problem}")) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(Problem(str(path), first_line, f"not valid YAML: {str(error).splitlines()[0]}")) from error
    document = Document(path, data, node, first_line)
    if schema is not None:
        problems = list(_schema_problems(document, schema))
        if problems:
            raise ContentError(*sorted(problems))
    return document


def read_front_matter(path: Path) -> tuple[Document, str, int]:
    """The front matter of a page, the text below it, and the line on which that text starts."""
    text = read_text(path)
    found = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    if not found:
        raise ContentError(Problem(str(path), 1, "no front matter: begin the page with --- title: … ---"))
    schema = load_schema("page")
    document = parse_document(found[1], path, schema, first_line=2)
    return document, text[found.end() :], text.count("\n", 0, found.end()) + 1


@cache
def load_schema(name: str) -> dict[str, Any]:
    """One of the schemas in ``course/schemas``."""
    return _read_schema(f"schemas/{name}.schema.json")


@cache
def load_exercise_schema(type_name: str) -> dict[str, Any] | None:
    """The schema that stands in the folder of an exercise type; None where there is no such type."""
    try:
        return _read_schema(f"exercises/{type_name}/schema.json")
    except FileNotFoundError:
        return None


def exercise_types() -> list[str]:
    """The exercise types there are: the folders that hold a schema."""
    folder = resources.files("course") / "exercises"
    return sorted(child.name for child in folder.iterdir() if (child / "schema.json").is_file())


def _read_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((resources.files("course") / name).read_text(encoding="utf-8"))
    return schema


def is_fitting(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value of JSON keeps to a schema, such as a learner's response to its type's ``response.json``."""
    return bool(_validator(schema).is_valid(value))


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an optional import fail while the body runs."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


def _validator(schema: dict[str, Any]) -> "Draft202012Validator":
    # jsonschema 4.26 compiles a grammar of international addresses on import (one second, in every kernel
    # of every page) to check a format that none of our schemas names; without it, it skips that format.
    with _without("rfc3987_syntax"):
        from jsonschema import Draft202012Validator

    return Draft202012Validator(schema)


def read_text(path: Path) -> str:
    """A file as text, its line ends made one. Raises ContentError if it is not there, or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ContentError(Problem(str(path), 1, f"not UTF-8 text (byte {error.start}): save it as UTF-8")) from error
    except OSError as error:
        raise ContentError(Problem(str(path), 1, f"cannot be read: {error.strerror}")) from error


class _Constructor(yaml.constructor.SafeConstructor):
    """YAML's safe constructor, which by itself lets a key stand twice and silently drops the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key}' stands twice", key_node.start_mark
                )
            seen.add(key if isinstance(key, Hashable) else repr(key))
        return super().construct_mapping(node, deep)


def _construct_number(loader: _Constructor, node: yaml.ScalarNode) -> float:
    """YAML knows infinity and "not a number"; no points, no JSON and no page can hold them."""
    number: float = loader.construct_yaml_float(node)
    if not math.isfinite(number):
        fault = f"'{node.value}' is no number that can be counted with"
        raise yaml.constructor.ConstructorError(None, None, fault, node.start_mark)
    return number


_Constructor.add_constructor("tag:yaml.org,2002:float", _construct_number)  # type: ignore[type-var]


class _Loader(_Constructor, yaml.SafeLoader):
    """In Python: slow, and its messages are the ones an author can use."""


class _FastLoader(_Constructor, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """In C where PyYAML was built with it: ten times as fast, for files of thousands of lines."""


def _load(text: str) -> tuple[yaml.Node | None, Any]:
    """The node and the data of a YAML text; a text that fails is read again by the loader that says why."""
    try:
        return _load_with(_FastLoader, text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _load_with(_Loader, text)


def _load_with(kind: type[Any], text: str) -> tuple[yaml.Node | None, Any]:
    loader = kind(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None


def _schema_problems(document: Document, schema: dict[str, Any]) -> Iterator[Problem]:
    for error in _validator(schema).iter_errors(document.data):
        field = tuple(error.absolute_path)
        yield document.problem(_blamed_field(field, error), _in_plain_words(error))


def _blamed_field(field: Field, error: Any) -> Field:
    """Point at the extra key itself, where there is one, instead of at the record that holds it."""
    extra = _extra_keys(error)
    return (*field, extra[0]) if extra else field


def _extra_keys(error: Any) -> list[str]:
    if error.validator != "additionalProperties" or not isinstance(error.instance, dict):
        return []
    known = error.schema.get("properties", {})
    return [str(key) for key in error.instance if key not in known]


_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _in_plain_words(error: Any) -> str:
    """JSON Schema's message, for somebody who has never heard of JSON Schema."""
    if extra := _extra_keys(error):
        known = ", ".join(sorted(error.schema.get("properties", {})))
        names = ", ".join(f"'{key}'" for key in extra)
        return f"unknown key {names} (known: {known}); a comma inside {{…}} also makes one: put one field on a line"
    if error.validator == "required":
        missing = error.message.split("'")[1]
        return f"'{missing}' is missing"
    if error.validator == "enum":
        return f"'{error.instance}' is not one of {', '.join(map(str, error.validator_value))}"
    if error.validator == "type":
        wanted = [error.validator_value] if isinstance(error.validator_value, str) else error.validator_value
        return f"must be {' or '.join(_TYPES.get(w, w) for w in wanted)}, and is {_shown(error.instance)}"
    if error.validator == "maxLength":
        return f"has {len(error.instance)} characters, and at most {error.validator_value} fit"
    if error.validator in ("minLength", "minItems") and not error.instance:
        return "is empty"
    return str(error.message)


def _shown(value: object) -> str:
    text = "empty" if value is None else repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
