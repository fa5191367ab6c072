"""The language lens of the page in a real browser, ready to be held against Python's."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from course.content import LensRules
from course.lens import Mark, to_view

ENGINE = Path(__file__).resolve().parents[1] / "course" / "exercises" / "language_lens" / "engine.js"
# Offsets come back counted in code points, as Python counts.
SCRIPT = """(texts) => texts.map((text) => findMarks(text, window.rules).map((mark) =>
    ({...mark, start: [...text.slice(0, mark.start)].length, end: [...text.slice(0, mark.end)].length})))"""


@contextmanager
def open_twin(browser: Browser, rules: LensRules) -> Iterator[Callable[[list[str]], list[list[dict]]]]:
    """Yields a function that reads texts with the engine of the page."""
    page = browser.new_page()
    page.add_script_tag(content=f"{ENGINE.read_text(encoding='utf-8')}\nwindow.rules = {json.dumps(to_view(rules))};")
    yield lambda texts: page.evaluate(SCRIPT, texts)
    page.close()


def as_json(marks: list[Mark]) -> list[dict]:
    """Python's marks in the shape of the page's."""
    names = ("start", "end", "text", "outcome", "term", "category", "why", "prefer", "advice", "sources")
    return json.loads(json.dumps([{name: getattr(mark, name) for name in names} for mark in marks]))
