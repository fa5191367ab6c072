"""What a stock book needs to read our pages: our roles and directives as plain text. See ``book.py``."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from course.content import (
    exercise_types,
    load_cases,
    load_facts,
    load_glossary,
    load_lens_rules,
    load_messages,
    load_series,
)
from course.exercises import find_type


class Fact(SphinxRole):
    """A fact as a raised id."""

    def run(self):
        """The node of the role."""
        return [nodes.superscript("", self.text)], []


class Glossary(SphinxDirective):
    """The glossary as Sphinx's own."""

    def run(self):
        """The nodes of the directive."""
        lines = ["```{glossary}", ":sorted:"]
        for entry in load_glossary().values():
            lines += [entry.term, f"  {' '.join(entry.definition.split())}", ""]
        return self.parse_text_to_nodes("\n".join([*lines, "```"]))


class Facts(SphinxDirective):
    """The facts of some topics, or all, as paragraphs."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """The nodes of the directive."""
        topics = self.arguments[0].split() if self.arguments else ()
        facts = (fact for fact in load_facts().values() if not topics or fact.topic in topics)
        return self.parse_text_to_nodes("\n\n".join(f"**{f.id}** {f.statement} {f.limits}" for f in facts))


class Records(SphinxDirective):
    """The other lists made of data, each record as a paragraph."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """The nodes of the directive."""
        load = {"course-cases": load_cases, "course-messages": load_messages, "course-series": load_series}[self.name]
        return self.parse_text_to_nodes("\n\n".join(map(repr, load().values())))


class Gallery(SphinxDirective):
    """The exercise types as paragraphs."""

    def run(self):
        """The nodes of the directive."""
        return self.parse_text_to_nodes("\n\n".join(f"**{n}** {find_type(n).__doc__}" for n in exercise_types()))


class Language(SphinxDirective):
    """The terms of the lens as paragraphs."""

    def run(self):
        """The nodes of the directive."""
        return self.parse_text_to_nodes("\n\n".join(f"**{t.term}** {t.why}" for t in load_lens_rules().terms))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add them to Sphinx."""
    app.add_role("fact", Fact())
    app.add_directive("course-glossary", Glossary)
    app.add_directive("course-facts", Facts)
    app.add_directive("course-fact-table", Facts)
    for name in ("course-cases", "course-messages", "course-series"):
        app.add_directive(name, Records)
    app.add_directive("course-gallery", Gallery)
    app.add_directive("course-language", Language)
    return {"parallel_read_safe": True}
