"""A response in words: the options a learner chose, and what each of them teaches."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from course.content import Item, Option


@dataclass(frozen=True, slots=True)
class Described:
    """A response as a page shows it."""

    html: str
    """the options in words, each with its feedback; escaped"""
    is_answered: bool = True


_UNANSWERED = Described("<p>Not answered.</p>", is_answered=False)
_ODD = Described("<p>There is an answer here that cannot be read. It counts as not answered.</p>", is_answered=False)


def describe(item: Item, response: Any) -> Described:
    """A response to any item but a reflection; one that does not fit the item is said to be unreadable."""
    if response is None or response in ("", [], {}):
        return _UNANSWERED
    return _DESCRIBERS[item.kind](item, response) or _ODD


def _choice(item: Item, response: Any) -> Described | None:
    chosen = _options(item, [response])
    if not chosen:
        return None
    return Described(f'<p class="response">{escape(chosen[0].text)}</p>{_feedback(chosen[0])}')


def _list(item: Item, response: Any, tag: str) -> Described | None:
    chosen = _options(item, response)
    # An option named twice earns nothing, and the page must not show it as if it counted.
    if not chosen or len(set(response)) < len(response):
        return None
    lines = "".join(f"<li>{escape(option.text)}{_feedback(option)}</li>" for option in chosen)
    return Described(f'<{tag} class="response">{lines}</{tag}>')


def _match(item: Item, response: Any) -> Described | None:
    if not isinstance(response, dict):
        return None
    chosen = _options(item, list(response.values()))
    if not chosen or not response.keys() <= {prompt.id for prompt in item.prompts}:
        return None
    given = dict(zip(response, chosen, strict=True))
    lines = "".join(f"<li>{escape(p.text)} → {_pair(given.get(p.id))}</li>" for p in item.prompts)
    return Described(f'<ul class="response">{lines}</ul>')


def _pair(option: Option | None) -> str:
    return f"{escape(option.text)}{_feedback(option)}" if option else "not answered"


def _likert(item: Item, response: Any) -> Described | None:
    if type(response) is not int or not 1 <= response <= len(item.labels):
        return None
    return Described(f'<p class="response">{escape(item.labels[response - 1])}</p>')


_DESCRIBERS: dict[str, Callable[[Item, Any], Described | None]] = {
    "choice": _choice,
    "multiple": lambda item, response: _list(item, response, "ul"),
    "order": lambda item, response: _list(item, response, "ol"),
    "match": _match,
    "likert": _likert,
}


def _options(item: Item, ids: Any) -> list[Option]:
    """The options of these ids, in this order; none at all if one of them is unknown."""
    known = {option.id: option for option in item.options}
    if not isinstance(ids, list) or not all(isinstance(each, str) and each in known for each in ids):
        return []
    return [known[each] for each in ids]


def _feedback(option: Option) -> str:
    return f'<p class="feedback">{escape(option.feedback)}</p>' if option.feedback else ""
