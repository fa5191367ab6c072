"""What a page claims, held against the evidence: each number and each finding carries its own fact.

- A number (digits) stands in a sentence with a fact that holds it. Times of day, the numbers in names and list numbers
  count nothing; what a page quotes is somebody else's; a story that says it is a composite, and what a facilitator is
  told to do, count for themselves; the day on which a page's facts were checked is theirs.
- A sentence that reports a finding ("studies show", "reduces") carries a fact or a citation.
- A telephone number stands in a fact of its page.
"""

import re
from collections.abc import Iterator, Sequence

from course.check.sources import Sources
from course.content import Problem, Sentence, find_figure, split_target
from course.figures import find_misfits
from course.numerals import Number, date_of, find_numbers

_WORK = (
    r"(?:stud(?:y|ies)|research|evidence|trials?|surveys?|reviews?|meta-analys[ei]s|cohorts?|data|experts?"
    r"|scien(?:ce|tists?)|researchers?)"
)
_SAYS = (
    r"(?:shows?|showed|shown|suggests?|suggested|finds?|found|proves?|proved|proven|says|agrees?|links?|linked"
    r"|reports?|reported|estimates?|estimated|indicates?|confirms?|confirmed)"
)
_OUTCOME = (
    r"(?:\w+[ -]){0,4}(?:risks?|deaths?|dying|overdos\w+|mortality|use|stigma|blame|harms?|infections?|rates?|odds"
    r"|chances?|relapses?|cravings?)\b"
)
_PEOPLE = r"(?:people|patients|members|clinicians|adults|who|them|deaths|groups|overdoses)"
FINDING_WORDS = re.compile(
    rf"""\b(?:
    {_WORK}\ (?:(?!cannot|can't|not|never|could)\w+\ ){{0,2}}?{_SAYS}
    |(?:shown|proven|found)\ (?:by|in)\ {_WORK}
    |times\ (?:as|more|less|higher|lower|likelier)
    |(?:twice|half)\ (?:as|the\ (?:risk|rate|odds|chance))
    |(?:more|less|as)\ likely\ (?:to|than|as)
    |(?:higher|lower|greater|less|increased|reduced|doubled)\ (?:risk|odds|chance|rate|mortality|death\ rate)
    |reduc(?:es|ed)|went\ with|goes\ with\ (?:more|less|fewer|higher|lower)
    |(?:is|was|are|were|been)\ (?:associated|correlated|linked)\ (?:with|to)
    |(?:lower|raise|increase|decrease|cut|halve|double|triple|prevent)(?:s|d|ed)?\ {_OUTCOME}
    |sav(?:es|ed)\ lives
    |(?<!\d\ )(?<!\d)per\ ?cent
    |(?:half|thirds?|quarters?|majority)\ of\ (?:the\ |all\ |those\ )?{_PEOPLE}
    |(?:one|two|three|four|five|six|seven|eight|nine|ten)\ (?:in|out\ of)\ (?:every\ )?
     (?:three|four|five|six|seven|eight|nine|ten|twenty|a\ hundred)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words by which a sentence says that something was measured."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s")


def find_findings(sentences: Sequence[Sentence], page: str, sources: Sources, own_numbers: bool) -> Iterator[Problem]:
    """Every claim of a page that the evidence does not carry.

    ``own_numbers`` is for a page that speaks of the course itself: its numbers are ours, but no finding is.
    """
    yield from _marks(sentences, page, sources)
    if sources.facts is None or sources.references is None:
        return
    of_page = sources.holdings(tuple(fact_id for s in sentences for fact_id in fact_ids(s)))
    for sentence in sentences:
        numbers = find_numbers(_LIST_NUMBER.sub(lambda found: " " * len(found[0]), sentence.text))
        for number in numbers:
            if number.kind == "phone" and not own_numbers and _digits(number) not in {"911", *of_page.dialed}:
                yield _problem(sentence, number, page, "is a telephone number that no fact of this page holds")
        if fact_ids(sentence):
            yield from _misfits(sentence, numbers, page, sources)
        else:
            dated = [n for n in numbers if n.kind == "date" and date_of(n.text) in of_page.dates]
            rest = [] if own_numbers else [n for n in numbers if n not in dated]
            yield from _bare(sentence, rest, page, sources)


def fact_ids(sentence: Sentence) -> tuple[str, ...]:
    """The facts a sentence leans on; of ``ST-L-01.response`` the fact."""
    return tuple(split_target(target)[0] for target in sentence.targets("fact"))


def _marks(sentences: Sequence[Sentence], page: str, sources: Sources) -> Iterator[Problem]:
    """Facts and citations that may not be used."""
    for sentence in sentences:
        for role in sentence.roles:
            line = sentence.line_at(role.start)
            if role.name == "fact" and sources.facts is not None:
                yield from (Problem(page, line, fault) for fault in _fact_faults(role.target, role.words, sources))
            elif role.name == "cite" and sources.references is not None:
                for key in (key.strip() for key in role.target.split(",")):
                    if key not in sources.references:
                        yield Problem(page, line, f"no entry '{key}' in references.bib")


def _fact_faults(target: str, words: str, sources: Sources) -> Iterator[str]:
    fact_id, name, with_interval = split_target(target)
    fact = (sources.facts or {}).get(fact_id)
    if fact is None:
        yield f"unknown fact '{fact_id}'"
        return
    if fact.grade == "unverified":
        yield f"the fact '{fact.id}' is unverified and may not be used"
    if fact.review_by < sources.today:
        yield f"the fact '{fact.id}' was due for review by {fact.review_by}; look at its source again"
    figure = find_figure(fact, name)
    if name and figure is None:
        known = ", ".join(figure.name for figure in fact.figures if figure.name) or "none is named"
        yield f"the fact '{fact.id}' has no figure '{name}' (known: {known})"
    elif with_interval and figure and figure.interval is None:
        yield f"the figure '{name}' of '{fact.id}' has no interval"
    if name and words:
        yield f"{{fact}}`{words} <{target}>`: give words of your own or a figure's name, not both"


def _misfits(sentence: Sentence, numbers: list[Number], page: str, sources: Sources) -> Iterator[Problem]:
    ids = fact_ids(sentence)
    held = sources.holdings(ids, sentence.targets("cite"))
    if not held.text.strip():
        return  # No fact of the sentence is known, which is a finding of its own.
    names = " or ".join(dict.fromkeys(ids))
    for number, fault in find_misfits(numbers, f"{sentence.text} {sentence.around}", held):
        yield Problem(page, sentence.line_at(number.start), fault.replace("{facts}", names))


def _bare(sentence: Sentence, numbers: list[Number], page: str, sources: Sources) -> Iterator[Problem]:
    """A sentence without a fact says no number, and no finding unless it cites a work."""
    cited = sentence.targets("cite")
    words = _QUOTED.sub(lambda found: " " * len(found[0]), sentence.text)
    if not cited and sentence.text != sentence.around and (found := FINDING_WORDS.search(words)):
        line = sentence.line_at(found.start())
        yield Problem(page, line, f"“{found[0]}” tells of a finding: add the {{fact}} or {{cite}} it rests on")
    if "story" in sentence.inside:
        return
    years = {value for slot in sources.holdings((), cited).slots for value in slot.values}
    for number in numbers:
        quoted = not words[number.start : number.end].strip()
        if number.counts and not quoted and number.value not in years and not _is_for_the_room(number, sentence):
            yield _problem(
                sentence, number, page, "needs a {fact} in its sentence; write a small number of your own in words"
            )


def _is_for_the_room(number: Number, sentence: Sentence) -> bool:
    """Minutes and group sizes in a facilitator's note."""
    return "facilitator" in sentence.inside and number.kind == "count" and number.text.isdigit() and number.value < 100


def _problem(sentence: Sentence, number: Number, page: str, fault: str) -> Problem:
    return Problem(page, sentence.line_at(number.start), f"“{number.text}” {fault}")


def _digits(number: Number) -> str:
    return re.sub(r"\D", "", number.text)
