"""The language lens: which words of a text may close a door, and in which of three ways to say so.

A mark is a ``flag`` (worth a second look), a ``note`` (gentle: somebody's own word, program language, a quotation,
a correction) or nothing. The rules are data (``modules/evidence/terms.yml``); ``exercises/language_lens/engine.js``
is the twin of this module, and a table of sentences holds the two together. In order:

1. Names and harmless phrases are protected; nothing inside them is marked.
2. Terms are matched, the longest first, so that no two marks overlap.
3. What stands around a mark, in its sentence, may turn its flag into a note: who speaks, quotation, mention,
   correction, the literature of a fellowship, a formal name.

Patterns are read alike in both languages: ASCII word characters, every kind of space as a plain one, ``$`` at the
very end only, and each character as one, an emoji too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course.content.records import LanguageTerm, LensRules

NOT_IN_MARKDOWN = re.compile(
    r"\A---\n.*?\n---\n|^(?P<fence>`{3,}|~{3,})(?!\{(?:note|admonition|tip|epigraph)).*?^(?P=fence)`*[ \t]*$"
    r"|<!--.*?-->|(?<=\])\([^)\n]*\)|\{[a-z:-]+\}`[^`\n]*`|`[^`\n]+`|https?://[^\s)>\]]+",
    re.DOTALL | re.MULTILINE,
)
"""Front matter, code, comments, targets of links, roles: what no reader of the page reads as prose."""

_SPACES = re.compile("[\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
_SENTENCE_END = re.compile(r"[.!?]+[\"”’')\]]*\s+|\n\s*\n|\n(?=\s*(?:[-*•>]|\d+[.)])\s)", re.ASCII)
_QUOTED = re.compile(
    r"“[^”]{1,600}”|\"[^\"\n]{1,600}\"|‘(?:[^’\n]|’(?=\w)){1,300}’(?!\w)|(?:^|[\s(])'[^'\n]{1,80}'(?=[\s).,;:!?]|$)",
    re.ASCII,
)
_BLOCKQUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_END = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\$")
_BEFORE = 160
"""How many characters before a mark are asked who speaks; more would let a long sentence cost too much."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One place of a text, and what the lens says of it."""

    start: int
    """offset of its first character, counted in code points"""
    end: int
    line: int
    """1-based"""
    column: int
    """1-based, in code points"""
    text: str
    outcome: str
    """`flag` or `note`"""
    term: str
    category: str
    why: str
    prefer: tuple[str, ...]
    """wordings that fit where the text stands, in its number"""
    advice: tuple[str, ...]
    sources: tuple[str, ...]
    """as shown to a reader"""


def find_marks(text: str, rules: LensRules) -> list[Mark]:
    """Every mark in a text, in order; no two overlap."""
    return _Engine.of(rules).marks(text)


def find_marks_in_document(text: str, rules: LensRules, markdown: bool) -> list[Mark]:
    """As ``find_marks``; in Markdown, code, front matter, addresses and roles are not read as prose."""
    if markdown:
        # Blanked, not cut, so that lines and columns stay those of the file.
        text = NOT_IN_MARKDOWN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        text = re.sub(r"[*_]{2}", "  ", text)
    return find_marks(text, rules)


def to_view(rules: LensRules) -> dict[str, Any]:
    """The rules as JSON for ``engine.js``: what it runs on and what it shows."""
    shown = ("term", "category", "why", "prefer", "prefer_plural", "advice", "patterns", "acronyms", "outcome")
    return {
        "context": {name: list(patterns) for name, patterns in rules.context.items()},
        "terms": [
            {name: _plain(getattr(term, name)) for name in shown}
            | {"sources": [rules.sources[s] for s in term.sources]}
            for term in rules.terms
            if term.on_by_default
        ],
    }


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rank: int
    term: LanguageTerm


class _Engine:
    """The rules, compiled once."""

    def __init__(self, rules: LensRules) -> None:
        self.rules = rules
        context = rules.context
        self.terms = [(term, _any(term.patterns), _any(term.acronyms, case=True)) for term in rules.terms]
        names = [re.escape(name).replace(r"\ ", r"\s+") for name in context.get("protected_names", ())]
        bounded = [rf"\b(?:{name}|{_upper(name)})\b" for name in names]
        self.protected = [
            _any(bounded, case=True),
            _any(context.get("protected_phrases", ())),
            _any(context.get("protected_titles", ()), case=True),
        ]
        self.before = _any([*context.get("own_words_before", ()), *context.get("mention_before", ())])
        self.denial_before = _any(context.get("denial_before", ()))
        self.within = _any(context.get("own_words_within", ()))
        cues = ("self_reference", "literature_cues", "formal_cues", "mention_cues", "correction_cues")
        self.sentence_cues = _any([pattern for name in cues for pattern in context.get(name, ())])
        self.phrases = _any(context.get("program_phrases", ()))

    @staticmethod
    def of(rules: LensRules) -> "_Engine":
        """The engine of these rules; rules are read once, and asked many times."""
        return _engine(_Key(rules))

    def marks(self, text: str) -> list[Mark]:
        """See ``find_marks``."""
        plain = _SPACES.sub(" ", text)
        protected = _spans(self.protected, plain)
        chosen = _choose(self._candidates(plain, protected))
        if not chosen:
            return []
        quoted = [found.span() for pattern in (_QUOTED, _BLOCKQUOTE) for found in pattern.finditer(plain)]
        gentle = quoted + _spans([self.phrases], plain)
        ends = [found.end() for found in _SENTENCE_END.finditer(plain)]
        return [self._mark(candidate, text, plain, gentle, ends) for candidate in chosen]

    def _candidates(self, plain: str, protected: Sequence[tuple[int, int]]) -> Iterable[_Candidate]:
        for rank, (term, pattern, acronyms) in enumerate(self.terms):
            if not term.on_by_default:
                continue
            for found in (m for p in (pattern, acronyms) if p for m in p.finditer(plain)):
                if not _touches(found.span(), protected):
                    yield _Candidate(found.start(), found.end(), rank, term)

    def _mark(
        self, found: _Candidate, text: str, plain: str, gentle: Sequence[tuple[int, int]], ends: Sequence[int]
    ) -> Mark:
        term, matched = found.term, text[found.start : found.end]
        is_note = term.outcome == "note" or self._is_gentle(found, plain, gentle, ends)
        wordings = term.prefer_plural if term.prefer_plural and _is_plural(matched) else term.prefer
        return Mark(
            start=found.start,
            end=found.end,
            line=text.count("\n", 0, found.start) + 1,
            column=found.start - text.rfind("\n", 0, found.start),
            text=matched,
            outcome="note" if is_note else "flag",
            term=term.term,
            category=term.category,
            why=term.why,
            prefer=wordings,
            advice=term.advice,
            sources=tuple(self.rules.sources[key] for key in term.sources),
        )

    def _is_gentle(self, found: _Candidate, plain: str, gentle: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
        """Whether what stands around a mark makes it somebody's own word, a quotation, a mention or a correction."""
        if _touches((found.start, found.end), gentle):
            return True
        sentence = max((end for end in ends if end <= found.start), default=0)
        stop = min((end for end in ends if end > found.start), default=len(plain))
        before = plain[max(sentence, found.start - _BEFORE) : found.start]
        within = plain[found.start : found.end]
        around = plain[max(sentence, found.start - 3 * _BEFORE) : min(stop, found.end + 3 * _BEFORE)]
        asked = [(self.before, before), (self.within, within), (self.sentence_cues, around)]
        if found.term.category == "myth":
            # "Addiction is not a moral failing" rejects an idea; "he is not an addict" still labels.
            asked.append((self.denial_before, before))
        return any(pattern is not None and pattern.search(where) for pattern, where in asked)


class _Key:
    """Rules as the key of a cache: the same object, since what it holds cannot be hashed."""

    def __init__(self, rules: LensRules) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.rules is self.rules


@lru_cache(maxsize=4)
def _engine(key: _Key) -> _Engine:
    return _Engine(key.rules)


def _any(patterns: Sequence[str], case: bool = False) -> re.Pattern[str] | None:
    """One pattern that finds what any of them finds; None for none."""
    if not patterns:
        return None
    flags = re.ASCII | (0 if case else re.IGNORECASE)
    # In Python `$` holds before a last new line too, in the browser at the very end only.
    alike = [_END.sub(lambda found: r"\Z" if found[0] == "$" else found[0], pattern) for pattern in patterns]
    return re.compile("|".join(f"(?:{pattern})" for pattern in alike), flags)


def _upper(pattern: str) -> str:
    """A name in capitals, as on a flyer; the escapes of its pattern stay as they are."""
    return re.sub(r"\\.|[a-z]", lambda found: found[0] if found[0].startswith("\\") else found[0].upper(), pattern)


def _spans(patterns: Sequence[re.Pattern[str] | None], text: str) -> list[tuple[int, int]]:
    return [found.span() for pattern in patterns if pattern for found in pattern.finditer(text)]


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _choose(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The longest of those that overlap; of equals the first, then the term that stands first."""
    chosen: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start, c.rank)):
        if not _touches((candidate.start, candidate.end), ((c.start, c.end) for c in chosen)):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.start)


def _is_plural(matched: str) -> bool:
    return bool(re.search(r"[^s'’]s$|ss?es$", matched, re.IGNORECASE))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
