"""One page of feedback for each learner, complete in itself: it asks no other host for anything and runs nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from course.content import Fact, Item, ItemBank, Reference, load_facts, load_references
from course.errors import ContentError, ResponsesError
from course.grading.answers import describe
from course.grading.cohort import Cohort, Progress, cell_id, cell_source, open_cohort, read_notebook, write_text
from course.grading.gradebook import Scores, open_gradebook
from course.grading.marks import NO_RESPONSE, PRIVATE_COMMENT, Marks
from course.grading.words import from_cell
from course.quiz import PRIVATE_LINE
from course.responses import FILE_NAME, parse_responses

_PAGE = Template((Path(__file__).parent / "feedback.html").read_text(encoding="utf-8"))


def write_feedback(
    folder: Path, quiz: str | None = None, progress: Progress | None = None, root: Path | None = None
) -> list[Path]:
    """Write ``feedback/<code>/<quiz>/<quiz>.html`` for every graded submission; the pages, in order.

    ``root`` is where the facts and references are; the course's own unless given.
    """
    cohort = open_cohort(folder)
    sources = _Sources(root)
    pages = []
    with open_gradebook(cohort.folder) as gradebook:
        graded = {name: gradebook.scores(name) for name in cohort.quizzes(quiz)}
    total = sum(map(len, graded.values()))
    for name, scores in graded.items():
        bank = cohort.bank(name)
        for learner, its_scores in scores.items():
            page = cohort.work("feedback", learner, name) / f"{name}.html"
            work = _read_work(cohort, learner, name)
            write_text(page, _page(bank, learner, work, its_scores, sources))
            pages.append(page)
            if progress:
                progress(len(pages), total)
    return pages


@dataclass(frozen=True, slots=True)
class _Work:
    """What a learner handed in, as it was graded."""

    answers: Mapping[str, Any]
    words: Mapping[str, str]
    """item id -> source of the reflection's cell"""


class _Sources:
    """What an item rests on, in words a reader can follow; the bare id where the facts are not at hand."""

    def __init__(self, root: Path | None) -> None:
        self._facts: Mapping[str, Fact] = {}
        self._references: Mapping[str, Reference] = {}
        try:
            self._facts, self._references = load_facts(root), load_references(root)
        except (ContentError, OSError):
            # A cohort can be handed back on a machine that has the folder and no course content.
            return

    def describe(self, fact_id: str) -> str:
        fact = self._facts.get(fact_id)
        references = [self._references[key] for key in (fact.cite if fact else ()) if key in self._references]
        return "; ".join(map(_reference, references)) or escape(fact_id)


def _reference(reference: Reference) -> str:
    label = escape(reference.label)
    is_safe = reference.url.startswith(("https://", "http://"))
    return f'<a href="{escape(reference.url)}">{label}</a>' if is_safe else label


def _read_work(cohort: Cohort, learner: str, quiz: str) -> _Work:
    folder = cohort.work("autograded", learner, quiz)
    try:
        answers = parse_responses((folder / FILE_NAME).read_bytes(), needs_learner=False).responses
    except (OSError, ResponsesError):
        answers = {}
    try:
        cells = read_notebook(folder / f"{quiz}.ipynb")["cells"]
    except (OSError, ValueError, json.JSONDecodeError):
        cells = []
    return _Work(answers, {name: cell_source(cell) for cell in cells if (name := cell_id(cell))})


def _page(bank: ItemBank, learner: str, work: _Work, scores: Scores, sources: _Sources) -> str:
    items = [
        _item(number, item, work, scores.marks.get(item.id), sources)
        for number, item in enumerate(bank.quiz_items(), start=1)
    ]
    return _PAGE.substitute(
        title=escape(bank.title), learner=escape(learner), summary=_summary(bank, scores), items="\n".join(items)
    )


def _summary(bank: ItemBank, scores: Scores) -> str:
    most = sum(item.points for item in bank.quiz_items())
    waiting = sum(marks.needs_manual_grade for marks in scores.marks.values())
    lines = [f'<p class="points">{_points(scores.total)} of {_points(most)} points</p>']
    if waiting:
        what = "One reflection is" if waiting == 1 else f"{waiting} reflections are"
        lines.append(f"<p>{what} waiting to be read, so this is not the last word.</p>")
    return f'<div class="total">{"".join(lines)}</div>'


def _item(number: int, item: Item, work: _Work, marks: Marks | None, sources: _Sources) -> str:
    parts = [f"<h2>{number}. {escape(item.stem)}</h2>"]
    if item.kind == "text":
        parts += _reflection(item, work.words.get(item.id, ""), marks or Marks())
    else:
        described = describe(item, work.answers.get(item.id))
        if item.is_scored:
            parts.append(_score(marks.score if marks else 0.0, item.points))
        else:
            parts.append("<p>Your view. It has no score.</p>")
        parts.append(described.html)
        found = list(dict.fromkeys(map(sources.describe, item.facts)))
        if found and described.is_answered:
            parts.append(f'<p class="source"><span class="label">Source:</span> {"; ".join(found)}</p>')
    return f'<section class="item" id="{escape(item.id)}">\n' + "\n".join(parts) + "\n</section>"


def _score(score: float, points: float) -> str:
    return f'<p class="points">{_points(score)} of {_points(points)}</p>'


def _reflection(item: Item, written: str, marks: Marks) -> list[str]:
    is_private = written.strip() == PRIVATE_LINE
    is_blank = not written.strip() or marks.auto_comment == NO_RESPONSE
    if is_private:
        parts = [
            "<p>You did this one and kept it private. Nobody has read it, and it earned its points for being done.</p>"
        ]
    elif is_blank:
        parts = ["<p>Not answered.</p>"]
    else:
        parts = [f'<div class="words">{escape(from_cell(written))}</div>']
    if marks.needs_manual_grade:
        parts.append("<p>Waiting to be read.</p>")
    else:
        parts.append(_score(marks.score, item.points))
    comment = marks.manual_comment
    if comment and comment != PRIVATE_COMMENT:
        parts.append(f'<p class="label">From the person who read it</p><div class="comment">{escape(comment)}</div>')
    return parts


def _points(value: float) -> str:
    return f"{round(value, 2):g}"
