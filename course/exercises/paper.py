"""Pieces of the paper face: what stands on the page without JavaScript, and in print."""

import html
from collections.abc import Mapping
from typing import Any

from course.exercises.shape import load_words

escape = html.escape

_BOX = {"choice": "○", "likert": "○", "multiple": "☐", "order": "___"}


def title_paper(data: Mapping[str, Any]) -> str:
    """The exercise's title, with its minutes when the author gave them, and its opening words."""
    count = load_words("")["minutes"].format(minutes=data.get("minutes"))
    minutes = f' <span class="course-minutes">{count}</span>' if data.get("minutes") else ""
    intro = f"<p>{escape(data['intro'])}</p>" if data.get("intro") else ""
    return f'<p class="course-title">{escape(data["title"])}{minutes}</p>{intro}'


def rule_paper(name: str, lines: int = 4) -> str:
    """Ruled lines to write on; the learner's words from this device stand there in print."""
    size = min((n for n in (2, 4, 6, 8) if n >= lines), default=8)
    return f'<div class="course-rule course-lines-{size}" data-write="{escape(name)}"></div>'


def item_paper(item: Mapping[str, Any], number: int) -> str:
    """One item of the bank, as ``Item.to_learner`` gives it, with boxes to tick."""
    kind = item["kind"]
    if kind == "match":
        body = _match_paper(item)
    elif kind == "text":
        body = rule_paper(item["id"], 8)
    else:
        texts = item["labels"] if kind == "likert" else [option["text"] for option in item["options"]]
        body = '<ul class="course-boxes">' + "".join(f"<li>{_BOX[kind]} {escape(t)}</li>" for t in texts) + "</ul>"
    written = "" if kind == "text" else f'<p class="course-written" data-write="{escape(item["id"])}"></p>'
    hint = load_words("")[f"paper_{kind}"]
    stem = f"<p><strong>{number}. {escape(item['stem'])}</strong><br>{hint}</p>"
    return f'<div class="course-paper-item">{stem}{body}{written}</div>'


def _match_paper(item: Mapping[str, Any]) -> str:
    prompts = "".join(f"<li>___ {escape(p['text'])}</li>" for p in item["prompts"])
    letters = "ABCDEFGHIJKLMNOP"
    options = "".join(f"<li>{letters[i]}. {escape(o['text'])}</li>" for i, o in enumerate(item["options"]))
    return f'<ul class="course-boxes">{prompts}</ul><ul class="course-boxes">{options}</ul>'
