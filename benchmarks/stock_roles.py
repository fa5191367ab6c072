"""What a stock book needs to read our pages: our roles and directives as plain text. See ``book.py``."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from course.content import load_facts, load_glossary


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
    """All facts as paragraphs."""

    def run(self):
        """The nodes of the directive."""
        paragraphs = (f"**{fact.id}** {fact.statement} {fact.limits}" for fact in load_facts().values())
        return self.parse_text_to_nodes("\n\n".join(paragraphs))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add them to Sphinx."""
    app.add_role("fact", Fact())
    app.add_directive("course-glossary", Glossary)
    app.add_directive("course-facts", Facts)
    return {"parallel_read_safe": True}
