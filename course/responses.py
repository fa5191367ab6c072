"""A learner's responses as they travel: one small JSON file, read strictly because anybody may have made it.

1. ``make_responses`` turns what the quiz view keeps into the file's shape, without what was marked private.
2. ``parse_responses`` reads such a file, from a phone or a mail, and names the one field that is wrong.
3. ``saved_response`` is all that a grade cell of the notebook calls.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from course.content.records import Item, ItemBank
from course.errors import ResponsesError

FORMAT = "course-responses/1"
MAX_BYTES = 256 * 1024
FILE_NAME = "responses.json"
LEARNER_CODE = re.compile(r"[a-z]{3,8}-[a-z]{3,8}-[0-9]{2}")
"""two words and two digits, such as ``amber-heron-41``; use ``fullmatch``"""

_FIELDS = ("format", "quiz", "bank", "learner", "device", "saved_at", "responses")
_QUIZ = re.compile(r"[0-9]{2}-[a-z][a-z0-9-]{0,60}")
_BANK = re.compile(r"sha256:[0-9a-f]{64}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_ITEM_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_MOST_RESPONSES = 200
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Responses:
    """One learner's responses to one quiz, checked for their form but not against a bank."""

    quiz: str
    bank: str
    """digest of the items it was answered against"""
    learner: str
    """a learner code; empty only where ``parse_responses`` was told that it may be"""
    device: str
    saved_at: datetime
    """in UTC; of two files from one device the later holds"""
    responses: Mapping[str, Any]
    """item id -> response, as JSON; its ids and shapes may be anything, and ``score`` gives the odd ones 0"""

    def to_dict(self) -> dict[str, Any]:
        """The file's document, its fields in the order in which they are documented."""
        precision = "microseconds" if self.saved_at.microsecond else "seconds"
        saved_at = self.saved_at.replace(tzinfo=None).isoformat(timespec=precision) + "Z"
        values = (FORMAT, self.quiz, self.bank, self.learner, self.device, saved_at, dict(self.responses))
        return dict(zip(_FIELDS, values, strict=True))


def is_learner_code(text: str) -> bool:
    """Whether a text has the form of a learner code."""
    return LEARNER_CODE.fullmatch(text) is not None


def make_responses(bank: ItemBank, quiz_response: Mapping[str, Any]) -> dict[str, Any]:
    """The file's document from what the quiz view keeps; the words of a private reflection stay behind."""
    kept = quiz_response.get("responses")
    given = kept if isinstance(kept, Mapping) else {}
    sent = {item.id: _to_sent(item, given.get(item.id)) for item in bank.quiz_items()}
    return {
        "format": FORMAT,
        "quiz": bank.quiz,
        "bank": bank.digest,
        "learner": quiz_response.get("learner", ""),
        "device": quiz_response.get("device", ""),
        "saved_at": quiz_response.get("saved_at", ""),
        "responses": {item_id: response for item_id, response in sent.items() if response is not None},
    }


def to_bytes(document: Mapping[str, Any]) -> bytes:
    """The file itself; the same document always gives the same bytes."""
    ordered = {name: document[name] for name in _FIELDS}
    return (json.dumps(ordered, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def parse_responses(raw: bytes, *, needs_learner: bool = True) -> Responses:
    """Read a responses file.

    Raises ResponsesError, whose message is one line that names the field at fault.
    """
    document = _parse_json(raw)
    _check_fields(document)
    _check_text(document, "quiz", _QUIZ, "is not a quiz id such as 03-words")
    _check_text(document, "bank", _BANK, "is not a digest: sha256: and 64 hex digits")
    if needs_learner or document["learner"] != "":
        _check_text(document, "learner", LEARNER_CODE, "is not a learner code such as amber-heron-41")
    _check_text(document, "device", _DEVICE, "is not 16 hex digits")
    _check_text(document, "saved_at", _TIME, "is not a time in UTC such as 2026-11-23T10:00:00Z")
    _check_responses(document["responses"])
    return Responses(
        quiz=document["quiz"],
        bank=document["bank"],
        learner=document["learner"],
        device=document["device"],
        saved_at=_parse_time(document["saved_at"]),
        responses=document["responses"],
    )


def saved_response(item_id: str, folder: Path = Path()) -> Any:
    """The response to one item in the ``responses.json`` beside the notebook.

    None where there is none; a grade cell calls this, so it never raises and never prints.
    """
    try:
        with (Path(folder) / FILE_NAME).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        # nbgrader knows the learner by the folder, so that a file without a code is scored all the same.
        return parse_responses(raw, needs_learner=False).responses.get(item_id)
    except (OSError, ResponsesError):
        return None


def is_private(response: Any) -> bool:
    """Whether a reflection was done and kept private; then no words of it are read, even if some came along."""
    return isinstance(response, Mapping) and response.get("private") is True


def reflection_text(response: Any) -> str:
    """The words of a reflection; empty when it is private, unanswered or no reflection at all."""
    text = response.get("text") if isinstance(response, Mapping) and not is_private(response) else None
    return text.strip() if isinstance(text, str) else ""


def _to_sent(item: Item, response: Any) -> Any:
    """What of a response is sent; None when it is unanswered."""
    if item.kind == "text":
        if is_private(response):
            return {"private": True}
        text = reflection_text(response)
        return {"text": text} if text else None
    return None if response in ("", [], {}) else response


def _parse_json(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise ResponsesError(f"the file has more than {MAX_BYTES // 1024} KiB; a responses file is far smaller")
    try:
        document = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise ResponsesError("the file is not text in UTF-8") from None
    except (ValueError, RecursionError):
        raise ResponsesError("the file is not JSON; it may have been cut off or changed on its way") from None
    if not isinstance(document, dict):
        raise ResponsesError(f"the file is JSON, but not a responses file: it has no '{_FIELDS[0]}'")
    return document


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ResponsesError(f"the field {_shorten(twice)} stands twice")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ResponsesError(f"the file holds {name}, which is no JSON number")


def _check_fields(document: dict[str, Any]) -> None:
    if document.get("format") != FORMAT:
        raise ResponsesError(f"format: this is not a responses file of the form {FORMAT}")
    for name in _FIELDS:
        if name not in document:
            raise ResponsesError(f"{name}: the field is missing")
    for name in sorted(document.keys() - set(_FIELDS)):
        raise ResponsesError(f"{_shorten(name)}: no such field belongs in a responses file")


def _check_text(document: dict[str, Any], name: str, pattern: re.Pattern[str], fault: str) -> None:
    value = document[name]
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ResponsesError(f"{name}: {_shorten(value)} {fault}")


def _parse_time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        raise ResponsesError(f"saved_at: {_shorten(text)} is no such day or time") from None


def _check_responses(responses: Any) -> None:
    if not isinstance(responses, dict):
        raise ResponsesError("responses: is not a map from item ids to responses")
    if len(responses) > _MOST_RESPONSES:
        raise ResponsesError(f"responses: holds more than {_MOST_RESPONSES} entries")
    for item_id, response in responses.items():
        if _ITEM_ID.fullmatch(item_id) is None:
            raise ResponsesError(f"responses: {_shorten(item_id)} is not an item id")
        _check_value(f"responses.{item_id}", response, depth=1)


def _check_value(field: str, value: Any, depth: int) -> None:
    """Refuse what cannot be stored or written again: deep nesting, infinities, half characters and NUL."""
    if depth > _DEEPEST:
        raise ResponsesError(f"{field}: is nested more than {_DEEPEST} deep")
    if isinstance(value, float) and not math.isfinite(value):
        raise ResponsesError(f"{field}: is no number that JSON can hold")
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise ResponsesError(f"{field}: holds a character that is not text")
    if isinstance(value, list | dict):
        inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        for entry in inner:
            _check_value(field, entry, depth + 1)


def _shorten(value: Any) -> str:
    """A value as it can stand in one line of a message, whoever made it."""
    shown = ascii(value)
    return shown if len(shown) <= 44 else f"{shown[:40]}…"
