"""A text read with the rules of the language lens: words to look at, why, and other ways to say it."""

from pathlib import Path
from typing import Any

from course import lens
from course.content import load_lens_rules
from course.content.records import ExerciseData
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper


class LanguageLens(Exercise):
    """Paste or type a text, look at the words that may close a door, and change them or keep them.

    ``response`` is ``{"text", "original", "kept": [[words, term]]}``: the text now, the text as it was before the
    first change, and the words the learner chose to keep. Undo steps live as long as the page. Out of scope: a
    score, changing anything unasked, and sending a text anywhere.
    """

    name = "language_lens"
    _esm_parts = ("make.js", "language_lens/engine.js", "language_lens/reading.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, with the rules the view runs."""
        fields = dict(exercise.fields)
        rules = lens.to_view(load_lens_rules(root))
        known = {term["term"] for term in rules["terms"]}
        for name in fields["paper_terms"]:
            if name not in known:
                raise ContentError(f"{exercise.path}: paper_terms: '{name}' is no term of modules/evidence/terms.yml")
        return fields | {"rules": rules}

    def to_paper(self) -> str:
        """A table of words, a sample to mark with a pencil, and ruled space to write it again."""
        terms = {term["term"]: term for term in self.data["rules"]["terms"]}
        rows = "".join(_row_paper(terms[name]) for name in self.data["paper_terms"])
        head = "".join(f"<th scope='col'>{self.say(key)}</th>" for key in ("paper_why", "paper_ways"))
        sample = self.data["samples"][0]
        return (
            f"{title_paper(self.data)}"
            f'<table class="course-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            f"<p><strong>{self.say('paper_mark')}</strong> {escape(sample['title'])}:</p>"
            f'<div class="course-lens-sample">{_text_paper(sample["text"])}</div>'
            '<div class="course-lens-before" data-write="before"></div>'
            f"<p><strong>{self.say('paper_again')}</strong></p>"
            f"{rule_paper('after', 8)}"
        )


def _row_paper(term: dict[str, Any]) -> str:
    """A term with its reason and its other wordings, and advice where nothing can be put in its place."""
    ways = "<br>".join(f"• {escape(way)}" for way in term["prefer"] or term["advice"])
    # Two columns, since three are too narrow on a phone.
    return f"<tr><td><strong>{escape(term['term'])}</strong><br>{escape(term['why'])}</td><td>{ways}</td></tr>"


def _text_paper(text: str) -> str:
    """A text with its paragraphs and lines, which must not hang on a style that JavaScript loads."""
    paragraphs = escape(text.strip()).split("\n\n")
    return "".join("<p>" + part.replace("\n", "<br>") + "</p>" for part in paragraphs)
