"""How hard a page is to read: the Flesch-Kincaid grade of its own prose, quotations and names aside."""

import re
from collections.abc import Iterator, Sequence

from course.content import MARK, Problem, Sentence

HIGHEST = 9.0
"""The school grade at which a page may still be read."""
_FEWEST_WORDS = 100
"""Below this many words the formula says nothing."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")


def find_findings(sentences: Sequence[Sentence], page: str) -> Iterator[Problem]:
    """One finding where a page is above the bound, with the lines whose sentences weigh most."""
    level = grade(sentences)
    if level > HIGHEST:
        hardest = sorted(_prose(sentences), key=lambda s: -len(_words(s)))[:3]
        lines = ", ".join(str(line) for line in sorted({sentence.line for sentence in hardest}))
        yield Problem(
            page, 1, f"reads at grade {level:.1f}, and at most {HIGHEST:g} is wanted; longest on line {lines}"
        )


def grade(sentences: Sequence[Sentence]) -> float:
    """The Flesch-Kincaid grade; 0 where there are too few words to tell."""
    lines = [words for sentence in _prose(sentences) if len(words := _words(sentence)) > 1]
    if sum(map(len, lines)) < _FEWEST_WORDS:
        return 0.0
    # Its rules for English ask no network, as a pronouncing dictionary would; they find no syllable at all in "the".
    from readability import KincaidGradeLevel
    from readability.langdata import countsyllables_en

    words = [word.lower() for line in lines for word in line]
    syllables = sum(max(1, countsyllables_en(word)) for word in words)
    return float(KincaidGradeLevel(syllables, len(words), len(lines)))


def _prose(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [sentence for sentence in sentences if sentence.kind == "text"]


def _words(sentence: Sentence) -> list[str]:
    """The words that count: what is quoted is not ours, and a name cannot be made shorter."""
    words = _WORDS.findall(_QUOTED.sub(" ", sentence.text.replace(MARK, " ")))
    return [word for n, word in enumerate(words) if n == 0 or not word[0].isupper()]
