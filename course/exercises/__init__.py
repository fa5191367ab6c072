"""What a learner does on a page: one class and one view for each type, drawn alike in every host.

``exercise("first-words")`` is all an author writes. It finds ``first-words.yml``, takes the class of its
``type`` and returns an :class:`Exercise`, whose three faces are

* live: an anywidget in JupyterLab, saved to ``journal.json`` (``journal``);
* static: the same ``view.js`` in ``<course-exercise>`` on a page without a kernel (``host/``);
* paper: the HTML inside that element, which needs no JavaScript.

A type is a folder here: ``__init__.py`` (a subclass of :class:`Exercise`), ``view.js``, ``view.css``, ``words.json``,
``schema.json`` for what an author writes and ``response.json`` for what a learner does. ``course new exercise NAME``
begins one. The scripts beside this file are parts that views name and that are joined in front of them.
"""

from course.exercises.base import Exercise, is_building
from course.exercises.registry import exercise, find_type, view_css, view_source

__all__ = ["Exercise", "exercise", "find_type", "is_building", "view_css", "view_source"]
