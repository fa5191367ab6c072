"""What every page gets from us: its opening, its trainer's notes, and the list of files it rests on."""

import html
import os
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from course.book.evidence import named_line
from course.book.render import depart_facilitator, depart_table, pass_through, visit_facilitator, visit_table
from course.content import EXERCISE_CALL, ExerciseData, Page, evidence_path, find_root, load_exercise, load_page
from course.errors import ContentError

LOG = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parents[1]
_AUDIENCES = {
    "member": "members",
    "clinician": "clinicians",
    "trainer": "trainers",
    "grader": "graders",
    "policy": "people who make policy",
}


class FacilitatorNote(nodes.Element):
    """A note for whoever leads the room; closed or hidden until asked for."""


class PageOpening(SphinxTransform):
    """Minutes, audience and objectives under the title, from the page's front matter."""

    default_priority = 210

    def apply(self, **_: Any) -> None:
        """Add the block below the page's first title."""
        path = Path(self.env.doc2path(self.env.docname))
        try:
            page = load_page(path)
        except ContentError as error:
            for problem in error.problems or [error]:
                LOG.warning("%s", problem, type="course", subtype="content")
            return
        title = next(self.document.findall(nodes.title), None)
        if title is not None and title.parent is not None:
            title.parent[1:1] = _opening(page)


def _opening(page: Page) -> list[nodes.Node]:
    facts = [part for part in (minutes(page), _for_whom(page)) if part]
    block: list[nodes.Node] = []
    if facts:
        block.append(nodes.paragraph("", " ".join(facts), classes=["course-minutes"]))
    if page.objectives:
        items = (nodes.list_item("", nodes.paragraph("", o.text), ids=[o.id]) for o in page.objectives)
        lead = named_line("After this module you can")
        block.append(nodes.container("", lead, nodes.bullet_list("", *items), classes=["course-objectives"]))
    return block


def minutes(page: Page) -> str:
    """``About 12 minutes: 8 reading, 4 doing.``; empty for a page that states none."""
    total = page.teaching + page.exercises
    if not total:
        return ""
    unit = "minute" if total == 1 else "minutes"
    if not page.exercises or not page.teaching:
        return f"About {total} {unit} of {'reading' if page.teaching else 'doing'}."
    return f"About {total} {unit}: {page.teaching} reading, {page.exercises} doing."


def _for_whom(page: Page) -> str:
    names = [_AUDIENCES[name] for name in page.audience]
    if not names:
        return ""
    if len(names) == len(_AUDIENCES):
        return "For everyone."
    return f"For {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}."


class FacilitatorNotes(SphinxTransform):
    """Admonitions of the class ``facilitator`` become boxes that stay shut for a member."""

    default_priority = 220

    def apply(self, **_: Any) -> None:
        """Swap each one for our own node, with its title as the box's."""
        for box in list(self.document.findall(nodes.admonition)):
            if "facilitator" in box["classes"]:
                title = box.pop(0).astext() if isinstance(box[0], nodes.title) else "For the facilitator"
                box.replace_self(FacilitatorNote("", *box.children, title=html.escape(title), ids=box["ids"]))


class HiddenCalls(SphinxTransform):
    """The code that opens an exercise is an author's line, never a reader's."""

    default_priority = 230

    def apply(self, **_: Any) -> None:
        """Drop the source of such cells; the tag ``remove-input`` is not needed, and does no harm."""
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") == "cell_code_source" and EXERCISE_CALL.search(cell.astext()):
                cell.parent.remove(cell)


def note_files(app: Sphinx, docname: str, source: list[str]) -> None:
    """Tell Sphinx what a page's exercises rest on, so that a change re-reads this page and no other."""
    root = find_root(Path(app.srcdir))
    for exercise_id in EXERCISE_CALL.findall(source[0]):
        try:
            files = files_of(load_exercise(exercise_id, root), root)
        except ContentError as error:
            LOG.warning("%s", error, type="course", subtype="exercise", location=docname)
            continue
        for path in files:
            app.env.note_dependency(str(path))


def files_of(exercise: ExerciseData, root: Path) -> list[Path]:
    """The author's files and the machinery that one exercise's HTML is made of."""
    folder = _PACKAGE / "exercises"
    files = [exercise.path, folder / "base.py", *sorted((folder / exercise.type).glob("*.py"))]
    if "quiz" in exercise.fields:
        files.append(root / "quizzes" / "items" / f"{exercise.fields['quiz']}.yml")
    if exercise.type == "language_lens":
        files += [evidence_path("terms.yml", root), _PACKAGE / "lens.py"]
    return [path for path in files if path.exists()]


def add_to(app: Sphinx) -> None:
    """The transforms, the dependencies, and word to every kernel that this is a build."""
    # Kernels inherit it; an exercise that sees it touches no journal.
    os.environ["COURSE_BUILDING"] = "1"
    through = (pass_through, pass_through)
    app.add_node(
        FacilitatorNote,
        html=(visit_facilitator, depart_facilitator),
        latex=through,
        text=through,
        man=through,
        texinfo=through,
    )
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    app.connect("source-read", note_files)
    for transform in (PageOpening, FacilitatorNotes, HiddenCalls):
        app.add_transform(transform)
