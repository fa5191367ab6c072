"""What the tab says of a page: enough to find it among others, and nothing of what it is about.

A tab, the browser's history and a home screen are seen by whoever looks over a shoulder or borrows the phone. So a page
that stands by itself shows its title only if that gives nothing away, and every other is known by its place:
``Module 3, page 2``.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

LOG = logging.getLogger(__name__)

DESCRIPTION = "A free course in short pages. It works on an old phone and without a signal."
"""What a search engine or a shared link says of any page."""

TELLING = re.compile(
    r"""drug|opi(?:oid|ate|um)|medic(?:ation|ine)|methadone|buprenorphine|naltrexone|naloxone|heroin|fentanyl|overdose
    |addict|alcohol|recover|sober|abstinen|\bclean\b|detox|relapse|twelve|\bsteps?\b|\bAA\b|\bNA\b|anonymous
    |fellowship|sponsor|harm|stigma|treatment|substance|syringe|needle|\bMOUD\b|\bHIV\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words by which a stranger would know what somebody reads about."""

_MODULE = re.compile(r"(?:^|/)(\d\d)-[\w-]+/")


def tab_title(env: BuildEnvironment, docname: str) -> str:
    """The neutral title of a page; warns, with the page's name, if a page that stands alone has a telling title."""
    index = docname if docname.endswith("/index") else f"{docname.rpartition('/')[0]}/index"
    own = env.titles[docname].astext() if docname in env.titles else ""
    pages = env.toctree_includes.get(index, [])
    if docname in pages and index != env.config.root_doc:
        # The opening is page 1, so that a page's number is its place among what is read.
        return f"{tab_title(env, index)}, page {pages.index(docname) + 2}"
    if module := _MODULE.search(docname):
        return f"Module {int(module[1])}"
    if TELLING.search(own):
        message = "the title “%s” would show in the tab; give the page a neutral title, or put it under a section"
        LOG.warning(message, own, type="course", subtype="title", location=docname)
    return own


def set_title(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    """Give the layout the tab's words and the description."""
    name = str(app.config.html_title)
    own = tab_title(app.env, page) if page in app.env.found_docs else str(context.get("title", ""))
    context["course_tab"] = name if page == app.config.root_doc else f"{own} · {name}"
    context["course_description"] = DESCRIPTION


def add_to(app: Sphinx) -> None:
    """Set each page's title when it is drawn."""
    app.connect("html-page-context", set_title)
