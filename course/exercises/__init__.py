"""What a learner does on a page: one class and one view for each type, drawn alike in every host.

``exercise("first-words")`` is all an author writes. It finds ``first-words.yml``, takes the class of its
``type`` and returns an :class:`Exercise`, whose three faces are

* live: an anywidget in JupyterLab, saved to ``journal.json`` (``journal``);
* static: the same ``view.js`` in ``<course-exercise>`` on a page without a kernel (``host/``);
* paper: the HTML inside that element, which needs no JavaScript.

A new type is a new folder here: ``__init__.py`` (a subclass of :class:`Exercise`), ``view.js``, ``view.css``
and ``schema.json``. Nothing else has to be told of it.
"""

from course.exercises.base import Exercise, is_building
from course.exercises.registry import exercise, find_type, view_css, view_source

__all__ = ["Exercise", "exercise", "find_type", "is_building", "view_css", "view_source"]
