"""The item bank: ``quizzes/items/<quiz>.yml`` into an ItemBank, with what a schema cannot say checked here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.content.files import Document, Field, load_schema, read_document
from course.content.records import SCORED_KINDS, Item, ItemBank, Option, Problem, Prompt, RubricLevel
from course.errors import ContentError

_ALLOWED: dict[str, set[str]] = {
    "choice": {"options", "key"},
    "multiple": {"options", "key"},
    "order": {"options", "key"},
    "match": {"options", "prompts", "key"},
    "likert": {"labels"},
    "text": {"rubric", "completion_points"},
}
"""The fields that only some kinds have, and which kind has which; all it has, it needs."""

_KEY_FORM = {
    "choice": (str, "one option's id"),
    "multiple": (list, "a list of option ids"),
    "order": (list, "a list of option ids"),
    "match": (dict, "a map from each prompt's id to an option's id"),
}


def read_bank(path: Path) -> ItemBank:
    """Read one item file, wherever it lies.

    Raises ContentError with every fault in it.
    """
    document = read_document(path, load_schema("items"))
    problems = sorted(_problems(document))
    if problems:
        raise ContentError(*problems)
    data = document.data
    items = tuple(_item(raw, document.line(("items", n))) for n, raw in enumerate(data["items"]))
    return ItemBank(quiz=data["quiz"], title=data.get("title", data["quiz"]), items=items, path=path)


def _item(raw: dict[str, Any], line: int) -> Item:
    rubric = tuple(RubricLevel(float(level["points"]), level["text"]) for level in raw.get("rubric", ()))
    # A reflection is worth its rubric's highest level, so that the two cannot disagree.
    points = max((level.points for level in rubric), default=float(raw.get("points", 0)))
    return Item(
        id=raw["id"],
        kind=raw["kind"],
        use=raw["use"],
        objective=raw["objective"],
        stem=raw["stem"].strip(),
        facts=tuple(raw.get("facts", ())),
        points=points,
        options=tuple(Option(o["id"], o["text"], o.get("feedback", "")) for o in raw.get("options", ())),
        prompts=tuple(Prompt(p["id"], p["text"]) for p in raw.get("prompts", ())),
        key=_key(raw.get("key")),
        labels=tuple(raw.get("labels", ())),
        rubric=rubric,
        completion_points=float(raw.get("completion_points", 0)),
        retired=raw.get("retired", False),
        line=line,
    )


def _key(raw: Any) -> str | tuple[str, ...] | Mapping[str, str] | None:
    return tuple(raw) if isinstance(raw, list) else raw


def _problems(document: Document) -> Iterator[Problem]:
    items = document.data["items"]
    if document.path.stem != document.data["quiz"]:
        yield document.problem(("quiz",), f"is '{document.data['quiz']}', but the file is named '{document.path.stem}'")
    for item_id, count in Counter(item["id"] for item in items).items():
        if count > 1:
            last = max(n for n, item in enumerate(items) if item["id"] == item_id)
            yield document.problem(("items", last, "id"), f"'{item_id}' stands {count} times; an id is for one item")
    for n, item in enumerate(items):
        for field, message in _item_problems(item):
            yield document.problem(("items", n, *field), f"{message} (item {item['id']})")


def _item_problems(item: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    kind = item["kind"]
    fields = set().union(*_ALLOWED.values())
    for name in sorted(fields & item.keys() - _ALLOWED[kind]):
        yield (name,), f"a {kind} item has no '{name}'"
    missing = sorted(_ALLOWED[kind] - item.keys())
    for name in missing:
        yield (), f"a {kind} item needs '{name}'"
    for name in ("options", "prompts"):
        yield from _twice(item, name)
    if kind in SCORED_KINDS:
        yield from _scored_problems(item, has_key="key" not in missing and "options" not in missing)
    elif kind == "likert" and "points" in item:
        yield ("points",), "a likert item is an opinion and is never scored; take 'points' out"
    elif kind == "text" and not missing:
        yield from _rubric_problems(item)


def _twice(item: dict[str, Any], name: str) -> Iterator[tuple[Field, str]]:
    counts = Counter(entry["id"] for entry in item.get(name, ()))
    for entry_id in (i for i, count in counts.items() if count > 1):
        yield (name,), f"the id '{entry_id}' stands twice"


def _scored_problems(item: dict[str, Any], has_key: bool) -> Iterator[tuple[Field, str]]:
    if "points" not in item:
        yield (), "a scored item needs 'points'"
    if not item.get("facts"):
        yield ("facts",) if "facts" in item else (), "a scored item names the facts it rests on"
    if item["kind"] in ("choice", "multiple"):
        for n, option in enumerate(item.get("options", ())):
            if "feedback" not in option:
                yield ("options", n), f"option '{option['id']}' needs 'feedback'"
    if has_key:
        yield from _key_problems(item)


def _key_problems(item: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    kind, key = item["kind"], item["key"]
    form, words = _KEY_FORM[kind]
    if not isinstance(key, form):
        yield ("key",), f"the key of a {kind} item is {words}"
        return
    options = {option["id"] for option in item["options"]}
    named = {"choice": lambda: [key], "match": lambda: list(key.values())}.get(kind, lambda: list(key))()
    for unknown in sorted(set(named) - options):
        yield ("key",), f"'{unknown}' is not one of its options ({', '.join(sorted(options))})"
    if kind == "order" and set(named) != options:
        yield ("key",), "the key of an order item names every option once"
    if kind == "match" and set(key) != {prompt["id"] for prompt in item.get("prompts", ())}:
        yield ("key",), "the key of a match item names every prompt once"
    if kind == "multiple" and set(named) == options:
        yield ("key",), "every option is right, so nothing is asked"


def _rubric_problems(item: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    levels = [level["points"] for level in item["rubric"]]
    if len(set(levels)) != len(levels):
        yield ("rubric",), "two levels have the same points"
    if item["completion_points"] > max(levels):
        yield ("completion_points",), f"more than the rubric's highest level, {max(levels)}"
    if "points" in item and item["points"] != max(levels):
        yield ("points",), f"differs from the rubric's highest level, {max(levels)}; leave 'points' out"
