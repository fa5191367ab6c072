"""The other lists made of data: ``{course-cases}``, ``{course-messages}``, ``{course-language}``, ``{course-series}``.

A case, a message or a row of figures carries the marks of its facts, as any sentence of a page does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from course.book.evidence import facts_of, named_line, references_of, source_links, topic_heading
from course.book.roles import FactMark
from course.book.tables import Cell, build_table, text_cell
from course.content import (
    Case,
    Column,
    LanguageTerm,
    Message,
    Series,
    evidence_path,
    find_root,
    load_cases,
    load_lens_rules,
    load_messages,
    load_series,
    series_paths,
)
from course.errors import ContentError

LOG = logging.getLogger(__name__)
T = TypeVar("T")
KINDS = {
    "medical": "A medical claim: answer with guidance",
    "membership": "About membership: answer with the fellowship's own texts, and other groups",
    "worth": "About your worth: answer the person",
    "power": "From somebody with power over housing, custody or liberty",
}
"""The four kinds of message, and what to do with each."""
OUTCOMES = {
    "stigmatizing": "May close a door",
    "outdated": "Out of date",
    "context-dependent": "Depends on who speaks",
    "myth": "A claim that does not hold",
}


class RecordsDirective(SphinxDirective):
    """A directive that shows an authored file, and notes that its page rests on it."""

    file = ""

    def load(self, load: Callable[[Path], T]) -> T | None:
        """The records, or a warning of the build for each fault of the file."""
        root = find_root(Path(self.env.srcdir))
        if self.file:
            self.env.note_dependency(str(evidence_path(self.file, root)))
        try:
            return load(root)
        except ContentError as error:
            for problem in error.problems or [error]:
                LOG.warning("%s", problem, type="course", subtype="content", location=self.get_location())
            return None

    def usable(self, fact_ids: Iterable[str]) -> list[str]:
        """Those of some facts that a page may lean on."""
        facts = facts_of(self.env)
        return [i for i in fact_ids if i in facts and facts[i].grade != "unverified"]

    def marks(self, fact_ids: Iterable[str]) -> list[Node]:
        """A mark for each fact, as at the end of a sentence."""
        return [node for i in self.usable(fact_ids) for node in (nodes.Text(" "), FactMark(fact=i))]


class CourseCases(RecordsDirective):
    """The court cases about one thing, ``required attendance`` or ``medication``; those not read are left out."""

    file = "cases.yml"
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """One block a case, the oldest first, with an id to link to."""
        cases = (self.load(load_cases) or {}).values()
        shown = [case for case in cases if case.about == self.arguments[0] and self.usable(case.facts)]
        return [self._block(case) for case in sorted(shown, key=lambda c: (c.year, c.name))]

    def _block(self, case: Case) -> nodes.container:
        where = ", ".join(part for part in (case.court, str(case.year), case.citation) if part)
        name = nodes.reference("", "", nodes.emphasis("", case.name), refid=f"case-{case.id}", internal=True)
        lines = [
            nodes.paragraph("", "", name, nodes.Text(f" ({where})"), classes=["course-case-name"]),
            named_line("Decided", nodes.Text(case.holding), *self.marks(case.facts)),
            *(named_line(name, nodes.Text(text)) for name, text in _case_lines(case) if text),
        ]
        return nodes.container("", *lines, ids=[f"case-{case.id}"], classes=["course-record"])


def _case_lines(case: Case) -> Iterator[tuple[str, str]]:
    yield "Where it arose", case.setting.capitalize()
    yield "Whether there was a choice", case.choice
    yield "How it ended", case.posture
    yield "What it does not settle", case.unsettled


class CourseMessages(RecordsDirective):
    """Things heard in the rooms, by kind; those whose guidance nobody has read at a source are left out."""

    file = "messages.yml"

    def run(self) -> list[Node]:
        """A heading for each kind, and a block for each message."""
        messages = [m for m in (self.load(load_messages) or {}).values() if m.checked and self.usable(m.facts)]
        blocks: list[Node] = []
        for kind, title in KINDS.items():
            of_kind = [message for message in messages if message.kind == kind]
            if of_kind:
                blocks.append(topic_heading(title, f"messages-{kind}"))
            blocks += map(self._block, of_kind)
        return blocks

    def _block(self, message: Message) -> nodes.container:
        lines = [
            nodes.paragraph("", "", _link_to_itself(message), classes=["course-case-name"]),
            named_line("It may mean", nodes.Text(message.may_mean)),
            named_line("Guidance", nodes.Text(message.guidance), *self.marks(message.facts)),
            named_line("A reply, to be put in your own words", nodes.Text(f"“{message.reply}”")),
        ]
        if message.caution:
            lines.append(named_line("Take care", nodes.Text(message.caution)))
        return nodes.container("", *lines, ids=[message.id.lower()], classes=["course-record"])


def _link_to_itself(message: Message) -> nodes.reference:
    return nodes.reference("", f"“{message.message}”", refid=message.id.lower(), internal=True)


class CourseLanguage(RecordsDirective):
    """The terms of the language lens as a table."""

    file = "terms.yml"

    def run(self) -> list[Node]:
        """One row a term."""
        rules = self.load(load_lens_rules)
        if rules is None:
            return []
        head = ("Word", "What we say of it", "Why", "You could say", "Who says so")
        return [
            build_table(head, (self._row(term, rules.sources) for term in rules.terms), classes=["course-language"])
        ]

    @staticmethod
    def _row(term: LanguageTerm, sources: Any) -> tuple[Cell, ...]:
        return (
            text_cell(term.term),
            text_cell(OUTCOMES[term.category] + ("" if term.on_by_default else " (the lens does not mark it)")),
            text_cell(term.why),
            text_cell("; ".join((*term.prefer, *term.advice))),
            text_cell("; ".join(sources[key] for key in term.sources)),
        )


class CourseSeries(RecordsDirective):
    """The data behind the plots, each series as a table with its source, its limits and its state."""

    def run(self) -> list[Node]:
        """One block a series."""
        shown = self.load(load_series) or {}
        self.env.course_series_page = self.env.docname  # type: ignore[attr-defined]
        self.env.course_series = sorted(shown)  # type: ignore[attr-defined]
        return [node for series in shown.values() for node in self._block(series)]

    def _block(self, series: Series) -> Iterator[Node]:
        self.env.note_dependency(str(series.path))
        self.env.note_dependency(str(series.path.with_suffix(".yml")))
        sources = source_links(series.source, references_of(self.env))
        yield topic_heading(series.title, f"series-{series.id}")
        yield nodes.paragraph("", series.reading)
        yield named_line("Source", *sources, nodes.Text("."))
        if series.status != "mixed":
            yield named_line("State", nodes.Text(f"{series.status}."))
        yield build_table(
            [*map(_head, series.columns)], (self._row(series, row) for row in series.rows), classes=["course-series"]
        )

    def _row(self, series: Series, row: Sequence[str]) -> tuple[Cell, ...]:
        kinds = [column.kind for column in series.columns]
        return tuple(
            self.marks([cell]) if kind == "fact" else text_cell(_shown(cell) if kind == "number" else cell)
            for kind, cell in zip(kinds, row, strict=True)
        )


def _head(column: Column) -> str:
    repeats = column.unit.lower() in column.title.lower() or column.unit.lower().startswith(column.title.lower())
    return column.title if repeats else f"{column.title} ({column.unit})"


def _shown(number: str) -> str:
    """A number as its author wrote it, thousands set apart; a dash where nothing was read."""
    return f"{int(number):,}" if number.isdigit() else number or "–"


def find_outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """The page of the series, where one has come or gone; Sphinx sees only the files that were there."""
    page = getattr(env, "course_series_page", "")
    there = sorted(path.stem for path in series_paths(find_root(Path(app.srcdir))))
    return [page] if page in env.found_docs and env.course_series != there else []  # type: ignore[attr-defined]


def add_to(app: Sphinx) -> None:
    """The four directives, and the moment at which the page of the series is seen to be old."""
    app.connect("env-get-outdated", find_outdated)
    app.add_directive("course-cases", CourseCases)
    app.add_directive("course-messages", CourseMessages)
    app.add_directive("course-language", CourseLanguage)
    app.add_directive("course-series", CourseSeries)
