"""Journals that both hosts, Python and the browser, must take or refuse alike."""

from typing import Any

ENTRY: dict[str, Any] = {"type": "t", "response": 1, "saved_at": "2026-01-01T00:00:00Z"}
BAD_ENTRIES: list[Any] = [
    {"__proto__": ENTRY},
    {"../up": ENTRY},
    {"a": ENTRY | {"saved_at": "yesterday"}},
    {"a": ENTRY | {"saved_at": "2026-13-41T00:00:00Z"}},
    {"a": ENTRY | {"saved_at": "2026-02-30T00:00:00Z"}},
    {"a": ENTRY | {"saved_at": "2026-01-01T00"}},
    {"a": ENTRY | {"saved_at": "2026-01-01T24:00:00Z"}},
    {"a": ENTRY | {"saved_at": "2026-01-01T00:00:00+01:00"}},
    {"a": ENTRY | {"saved_at": "2026-01-01T00:00:00Z\n"}},
    {"a": ENTRY | {"saved_at": "0000-01-01T00:00:00Z"}},
    {"a": ENTRY | {"saved_at": ["2026-01-01T00:00:00Z"]}},
    {"a": ENTRY | {"saved_at": 7}},
    {"a": ENTRY | {"type": None}},
    {"a": ENTRY | {"more": 1}},
    {"a": {"type": "t", "response": 1}},
    {"a": "text"},
    ["a"],
]

_OLD = ENTRY | {"response": "old"}
_NEW = ENTRY | {"response": "new", "saved_at": "2026-02-01T00:00:00.000Z"}
THEIRS = {"a": _NEW, "b": _OLD, "c": _OLD}
OURS = {"a": _OLD, "b": _NEW, "c": _OLD}
MERGED = "1 brought in, 1 kept as it was here, because it is newer, 1 already here."
