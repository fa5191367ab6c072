"""A cohort that takes the small quiz of ``banks``, and responses of every kind, right, wrong and odd."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from banks import KEYS, QUIZ, write_bank

from course.content import Item, ItemBank
from course.grading import Cohort, new_cohort
from course.quiz import PRIVATE_LINE

DEVICE = "0123456789abcdef"


def make_cohort(folder: Path, learners: int = 25) -> Cohort:
    """A cohort that takes the small quiz."""
    root = folder / "content"
    write_bank(root)
    return new_cohort(folder / "cohort", learners, [QUIZ], root)


def right_responses() -> dict[str, Any]:
    """Every response as its key has it, and words for each reflection."""
    words = {"words-r1": {"text": "The word was “dirty”."}, "words-r2": {"text": "I’ll say: a test."}}
    return KEYS | {"words-05": 3} | words


def write_responses(path: Path, bank: ItemBank, learner: str, responses: dict[str, Any], /, **changed: Any) -> Path:
    """A responses file as a phone makes it; ``changed`` replaces its other fields."""
    document = {
        "format": "course-responses/1",
        "quiz": bank.quiz,
        "bank": bank.digest,
        "learner": learner,
        "device": DEVICE,
        "saved_at": "2026-11-23T10:00:00Z",
        "responses": responses,
    } | changed
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_many(folder: Path, cohort: Cohort, random: Random) -> list[Path]:
    """A responses file for each learner of a cohort: all right, nothing at all, and then anything."""
    bank = cohort.bank(QUIZ)
    paths = []
    for number, learner in enumerate(cohort.codes):
        responses = {0: right_responses(), 1: {}}.get(number) if number < 2 else any_responses(bank, random)
        saved_at = datetime(2026, 11, 23, 10, tzinfo=UTC) + timedelta(seconds=number)
        stamp = saved_at.isoformat().replace("+00:00", "Z")
        device = f"{random.getrandbits(64):016x}"
        path = folder / f"{learner}.json"
        paths.append(write_responses(path, bank, learner, responses or {}, device=device, saved_at=stamp))
    return paths


def any_responses(bank: ItemBank, random: Random) -> dict[str, Any]:
    """Responses of one learner: each right, wrong, in part right, odd or missing."""
    responses = {}
    for item in bank.quiz_items():
        make = random.choice([_right, _some, _some, _some, _odd, _missing])
        response = make(item, random)
        if response is not _NOTHING:
            responses[item.id] = response
    return responses


_NOTHING = object()


def _missing(item: Item, random: Random) -> Any:
    return _NOTHING


def _right(item: Item, random: Random) -> Any:
    if item.kind == "text":
        return {"text": random.choice(_WORDS)}
    if item.kind == "likert":
        return random.randint(1, len(item.labels))
    return dict(item.key) if item.kind == "match" else list(item.key) if item.kind != "choice" else item.key


def _some(item: Item, random: Random) -> Any:
    ids = [option.id for option in item.options]
    forms: dict[str, Callable[[], Any]] = {
        "choice": lambda: random.choice(ids),
        "multiple": lambda: random.sample(ids, random.randint(0, len(ids))),
        "order": lambda: random.sample(ids, random.randint(0, len(ids))),
        "match": lambda: {p.id: random.choice(ids) for p in item.prompts if random.random() < 0.8},
        "likert": lambda: random.randint(0, 5),
        "text": lambda: random.choice([{"private": True}, {"text": random.choice(_WORDS)}]),
    }
    return forms[item.kind]()


def _odd(item: Item, random: Random) -> Any:
    odd = [None, True, 3, -1.5, "", "zz", "b\n", [], ["a", "a"], ["a", "zz"], [["a"]], {}, {"p": "zz"}, {"p": ["x"]}]
    odd += [{"zz": "x"}, [1, 2], {"text": 5}, {"text": "  "}, {"private": "yes"}, {"text": PRIVATE_LINE}, ["a"] * 300]
    return random.choice(odd)


_WORDS = [
    "I heard it at my first meeting.",
    "  spaces around  ",
    "Two\n\nparagraphs, with <b>HTML</b> & *Markdown* and `code`",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</pre><script>alert(2)</script>",
    "$\\href{javascript:alert(1)}{math}$ and ![](http://example.org/x.png)",
    "naïve 東京 🙂 ‮right to left",
    "### BEGIN SOLUTION",
    "- a list\n- of things\n\n    indented",
    "Write here, in place of this line.",
    "=HYPERLINK(1)",
]
