"""A course of three exercises and one bank, for tests that must not depend on what authors write."""

import json
import re
from pathlib import Path

from course.content import ExerciseData, load_exercise
from course.exercises import Exercise, find_type

WORD = "Which word stayed with you?"
REFLECTION = {
    "type": "reflection",
    "title": "A word that stayed",
    "minutes": 5,
    "prompts": [
        {"id": "word", "text": WORD, "hint": "Any word."},
        {
            "id": "who",
            "text": "Who was <not> in the room?",
            "routes": [
                {"id": "own", "label": "Someone I knew", "text": "Write about them."},
                {"id": "case", "label": "A made-up person", "text": "Write about Dee."},
            ],
        },
    ],
}
PRACTICE = {"type": "practice", "title": "Try some", "quiz": "03-small", "items": ["s-01", "s-02", "s-03", "s-04"]}
NOTEBOOK = {"type": "notebook", "title": "My notebook"}


def _item(number: int, kind: str, key: object, **more: object) -> dict[str, object]:
    options = [{"id": i, "text": f"Option {i} of {number}", "feedback": f"Why {i} of {number}."} for i in "abc"]
    options[2]["text"] += ", in more words than a select shows" if kind == "match" else ""
    about = {"use": "practice", "objective": "words-o1", "facts": ["ST-L-01"], "points": number}
    item = {"id": f"s-0{number}", "kind": kind, "stem": f"Item {number}?", "options": options, "key": key}
    return item | about | more


FACT = {
    "id": "ST-L-01",
    "topic": "words",
    "statement": "A made-up fact of a made-up paper.",
    "cite": ["key2010"],
    "design": "A made-up test.",
    "population": "Nobody.",
    "limits": "It means nothing.",
    "grade": "verified-primary",
    "checked_at": ["https://example.org/paper"],
    "checked_on": "2026-11-01",
    "review_by": "2098-11-01",
}
FACTS = {"topics": {"words": "What words do"}, "facts": [FACT]}
REFERENCES = "@misc{key2010,\n  title = {A paper},\n  year = {2010},\n  url = {https://example.org/paper},\n}\n"
PROMPTS = [{"id": "p", "text": "Prompt p"}, {"id": "q", "text": "Prompt q"}]
BANK = {
    "quiz": "03-small",
    "title": "Small",
    "items": [
        _item(1, "choice", "b"),
        _item(2, "multiple", ["a", "c"]),
        _item(3, "order", ["a", "b", "c"]),
        _item(4, "match", {"p": "a", "q": "b"}, prompts=PROMPTS),
    ],
}
PAGE = "# A page\n\n```{code-cell}\nfrom course import exercise\nexercise('my-word')\n```\n"


def write_course(root: Path) -> Path:
    """Write the small course; JSON is YAML too, so its files need no YAML writer."""
    files = {
        "_toc.yml": {"format": "jb-book", "root": "modules/page"},
        "modules/my-word.yml": REFLECTION,
        "modules/try-words.yml": PRACTICE,
        "modules/my-notebook.yml": NOTEBOOK,
        "modules/evidence/facts.yml": FACTS,
        "quizzes/items/03-small.yml": BANK,
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # JSON has no dates, and in quotes they would be text.
        text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(content, indent=1))
        path.write_text(text, encoding="utf-8")
    (root / "modules" / "evidence" / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (root / "modules" / "page.md").write_text(PAGE, encoding="utf-8")
    return root


def make_exercise(exercise_id: str, root: Path) -> Exercise:
    """One exercise of a course, without a working folder."""
    record: ExerciseData = load_exercise(exercise_id, root)
    return find_type(record.type)(record, root)
