"""The texts and the response of an exercise type, as its folder states them.

``words.json`` is its catalogue: every text that a learner reads and no author writes, by key, with ``{slots}``.
``response.json`` is the JSON Schema of its response. Of that standard it may use what ``host/shape.js`` knows too.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from course.content import is_fitting

_HERE = Path(__file__).parent


@cache
def load_words(name: str) -> dict[str, str]:
    """The texts of a type by key, with those that all types share; a type may say one of these in its own way."""
    own = _read(_HERE / name / "words.json")
    shared: dict[str, str] = _read(_HERE / "words.json") or {}
    return shared | (own or {})


@cache
def load_response_schema(name: str) -> dict[str, Any] | None:
    """What a response of this type looks like; None for a type that keeps none."""
    schema: dict[str, Any] | None = _read(_HERE / name / "response.json")
    return schema


def to_fitting(response: Any, schema: dict[str, Any] | None, migrate: Callable[[Any], Any]) -> Any:
    """A stored response in the shape of this edition, or None where it cannot be brought into it.

    A migration meets whatever an older edition, or a damaged file, may hold, so what it raises is an answer too.
    """
    if schema is None or is_fitting(response, schema):
        return response
    try:
        moved = migrate(response)
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None
    return moved if is_fitting(moved, schema) else None


def is_said(key: str, code: str) -> bool:
    """Whether code says a text of the catalogue: by its key, or by one put together as ```stem_${part}```."""
    parts = key.split("_")
    stems = ["_".join(parts[:n]) for n in range(1, len(parts))]
    return (
        f'"{key}"' in code
        or f"'{key}'" in code
        or any(f"`{stem}_${{" in code or f'f"{stem}_{{' in code for stem in stems)
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
