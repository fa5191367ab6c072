"""Which pages somebody has read, and which exercises they began: one entry of the journal.

The browser writes it (``host/pages-read.js``); here it is only merged and described. Its response is
``{page: {"read": day, "exercises": [id, …]}}``, either part only where there is something to say.
"""

import re
from typing import Any

ID = "pages-read"
TYPE = "progress"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def to_pages(response: Any) -> dict[str, dict[str, Any]]:
    """A response with what is no mark left out: a file from elsewhere may hold anything."""
    if not isinstance(response, dict):
        return {}
    marks = {page: _to_mark(mark) for page, mark in response.items() if isinstance(mark, dict)}
    return {page: mark for page, mark in marks.items() if mark}


def _to_mark(mark: dict[str, Any]) -> dict[str, Any]:
    read, begun = mark.get("read"), mark.get("exercises")
    exercises = [one for one in begun if isinstance(one, str)] if isinstance(begun, list) else []
    is_day = isinstance(read, str) and _DAY.fullmatch(read)
    return ({"read": read} if is_day else {}) | ({"exercises": exercises} if exercises else {})


def union(ours: Any, theirs: Any) -> dict[str, dict[str, Any]]:
    """Everything that either side has read or begun; of two days the first, since that is when it was read."""
    pages = to_pages(ours)
    for name, mark in to_pages(theirs).items():
        mine = pages.get(name, {})
        days = sorted(one["read"] for one in (mine, mark) if "read" in one)
        exercises = list(dict.fromkeys([*mine.get("exercises", ()), *mark.get("exercises", ())]))
        pages[name] = _to_mark({"read": days[0] if days else None, "exercises": exercises})
    return pages
