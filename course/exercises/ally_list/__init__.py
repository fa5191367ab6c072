"""A list of people, groups, services and lines to point somebody to, with a card for the wallet."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from course.content import ExerciseData, Fact, load_facts
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper

KINDS = ("person", "group", "service", "line")
LINES = 8
"""empty lines of the paper face's table"""
ROWS = 5
"""entries on a card of 85 by 54 mm that a pen can still fill"""


class AllyList(Exercise):
    """List whom to point somebody to: people, groups, services and lines, and print the list as a wallet card.

    ``response`` is ``{"entries": {"a001": {"kind", "name", "reach", "note"}, …}}``, in the order of its keys.
    Out of scope: looking anything up, full names, and sending the list to anybody.
    """

    name = "ally_list"
    _esm_parts = ("sources.js", "keep.js", "card.js", "ally_list/entries.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, each offer with the day on which it was checked.

        Raises ContentError for a telephone number that no fact of its offer holds: a wrong one could cost a life.
        """
        fields, facts = dict(exercise.fields), load_facts(root)
        offers = []
        for number, offer in enumerate(fields["offers"]):
            known = [facts[one] for one in offer["facts"] if one in facts]
            if _is_phone(offer["reach"]) and offer["reach"] not in _numbers(known):
                fault = f"offers.{number}.reach: no fact named here holds the number {offer['reach']}"
                raise ContentError(f"{exercise.path}: {fault}")
            # The oldest day counts: what was read last does not make the rest newer.
            checked = min((fact.checked_on for fact in known), default=None)
            offers.append(offer | {"checked": _say_day(checked) if checked else ""})
        return fields | {"offers": offers}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG003 - the words are the learner's own
        """The kinds; all else in the list is in the learner's words. An entry's key is no item, hence the slash."""
        return {f"/{kind}": cls.say(f"kind_{kind}") for kind in KINDS}

    def to_paper(self) -> str:
        """A table to write in, what the course checked, and two cards to cut out."""
        privacy, kinds = self.say("privacy_paper"), self.say("paper_kinds")
        offers = "".join(self._offer_paper(offer) for offer in self.data["offers"])
        return (
            f"{title_paper(self.data)}<p>{privacy} {kinds}</p>{self._table_paper()}"
            f'<p class="course-title">{self.say("offers")}</p><p>{self.say("offers_how")}</p>'
            f'<ul class="course-ally-checked">{offers}</ul>'
            f'<p class="course-cuts-note">{self.say("paper_cut")} {self.say("paper_too")}</p>'
            f'<div class="course-cuts" data-write="card">{self._card_paper() * 2}</div>'
        )

    def _table_paper(self) -> str:
        kinds = "".join(f"<span>☐ {self.say(f'kind_{kind}')}</span> " for kind in KINDS)
        row = (
            f'<tr data-row><td><span data-part="kind"></span><span class="course-ally-boxes">{kinds}</span></td>'
            '<td data-part="name"></td><td data-part="reach"></td><td data-part="note"></td></tr>'
        )
        head = "".join(
            f'<th scope="col">{self.say(key)}</th>' for key in ("column_kind", "column_name", "reach", "note")
        )
        return (
            f'<table class="course-table course-ally-table" data-write="list"><thead><tr>{head}</tr></thead>'
            f"<tbody data-card>{row * LINES}</tbody></table>"
        )

    def _offer_paper(self, offer: Mapping[str, Any]) -> str:
        checked = self.say("checked", date=offer["checked"])
        return (
            f'<li class="course-paper-item">☐ <strong>{escape(offer["name"])}: {escape(offer["reach"])}</strong><br>'
            f"{escape(offer['note'])} {escape(checked)}"
            f"{sources_paper(self.data, offer['facts'], self.say('sources'))}</li>"
        )

    def _card_paper(self) -> str:
        parts = "".join(
            f'<span data-part="{part}" class="course-ally-{part}"></span> ' for part in ("name", "reach", "note")
        )
        title = f'<p class="course-cut-title">{self.say("card_title")}</p>'
        row = f'<p class="course-ally-row" data-row>{parts}</p>'
        return f'<div class="course-cut" data-card>{title}{row * ROWS}</div>'


def _is_phone(reach: str) -> bool:
    return not any(letter.isalpha() for letter in reach)


def _numbers(facts: list[Fact]) -> set[str]:
    return {str(figure.value) for fact in facts for figure in fact.figures}


def _say_day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
