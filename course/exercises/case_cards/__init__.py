"""A deck of small cases or claims: a choice on each, and then what was found, with what is not settled."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import Case, ExerciseData, load_cases
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, title_paper
from course.exercises.sources import sources_paper


class CaseCards(Exercise):
    """Take one card at a time: choose or pass, see what was found and what is not settled, and note a line.

    ``response`` is ``{"cards": {id: {"choice", "checked", "note"}}}``; ``checked`` says that the answer was opened,
    and a card not touched has no entry. Out of scope: a score, an order that must be kept, and a card that is drawn
    by chance.
    """

    name = "case_cards"
    _esm_parts = ("make.js", "choose.js", "sources.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, with the court cases that the cards name.

        Raises ContentError for an id that is given twice, an option that the deck has not, and an unknown case.
        """
        fields = dict(exercise.fields)
        _check_ids(exercise, fields)
        named = dict.fromkeys(card["case"] for card in fields["cards"] if "case" in card)
        known = load_cases(root) if named else {}
        for case_id in named:
            if case_id not in known:
                raise ContentError(f"{exercise.path}: cards: there is no case '{case_id}'")
        cases = {case_id: _to_record(known[case_id]) for case_id in named}
        return {"found": cls.say("found")} | fields | ({"cases": cases} if cases else {})

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Each card by its number and name, and under it the words of the options."""
        words: dict[str, str] = {}
        for number, card in enumerate(data["cards"], 1):
            words[card["id"]] = cls.say("in_list", n=number, name=card["name"])
            words[f"{card['id']}/choice"] = cls.say("chosen")
            words[f"{card['id']}/note"] = cls.say("noted")
            words |= {f"{card['id']}/{option['id']}": option["text"] for option in data["options"]}
        return words

    def to_paper(self) -> str:
        """Cards to cut out, with boxes to tick, and their answers on a sheet of their own."""
        cards = "".join(self._card_paper(card, number) for number, card in enumerate(self.data["cards"], 1))
        answers = "".join(self._answer_paper(card, number) for number, card in enumerate(self.data["cards"], 1))
        close = f"<p>{escape(self.data['close'])}</p>" if "close" in self.data else ""
        dated = f'<p class="course-quiet">{escape(self.data["dated"])}</p>' if "dated" in self.data else ""
        return (
            f'{title_paper(self.data)}{dated}{self._means_paper()}<p class="course-quiet">{escape(self.say("cut"))}</p>'
            f'<div class="course-deck">{cards}</div>'
            f'<div class="course-answers"><p class="course-title">{escape(self.say("answers"))}</p>'
            f'<p class="course-quiet">{escape(self.say("answers_hint"))}</p>{answers}{close}</div>'
        )

    def _means_paper(self) -> str:
        told = [option for option in self.data["options"] if "means" in option]
        rows = "".join(f"<li><strong>{escape(one['text'])}:</strong> {escape(one['means'])}</li>" for one in told)
        return f'<ul class="course-case-means">{rows}</ul>' if rows else ""

    def _card_paper(self, card: Mapping[str, Any], number: int) -> str:
        boxes = "".join(f"<li>☐ {escape(option['text'])}</li>" for option in self.data["options"])
        card_id = escape(card["id"])
        return (
            f'<div class="course-paper-item course-paper-card"><p><strong>{number}. {escape(card["name"])}</strong></p>'
            f"{_scene_paper(card)}<p>{escape(self.data['question'])}</p>"
            f'<ul class="course-boxes course-boxes-row">{boxes}</ul>'
            f'<p class="course-written" data-write="choice-{card_id}"></p>'
            f'<p class="course-written" data-write="note-{card_id}"></p></div>'
        )

    def _answer_paper(self, card: Mapping[str, Any], number: int) -> str:
        texts = {option["id"]: option["text"] for option in self.data["options"]}
        fits = ", ".join(texts[one] for one in card["fits"])
        also = ", ".join(texts[one] for one in card.get("arguable", ()))
        head = f"{number}. {escape(card['name'])}: {escape(fits)}."
        argued = f" {escape(self.say('arguable'))}: {escape(also)}." if also else ""
        unsettled = _line(self.say("open"), card["open"]) if "open" in card else ""
        return (
            f'<div class="course-paper-item course-answer"><p><strong>{head}</strong>{argued}</p>'
            f"<p>{escape(card['answer'])}</p>{unsettled}{self._case_paper(card)}"
            f"{sources_paper(self.data, card.get('facts', ()), self.say('sources'))}</div>"
        )

    def _case_paper(self, card: Mapping[str, Any]) -> str:
        if "case" not in card:
            return ""
        case = self.data["cases"][card["case"]]
        ended = f"{self.say('case_ended')}: {case['posture']}"
        return f'<p class="course-quiet"><em>{escape(case["name"])}</em> ({escape(case["where"])}). {escape(ended)}</p>'


def _check_ids(exercise: ExerciseData, fields: Mapping[str, Any]) -> None:
    options = [option["id"] for option in fields["options"]]
    for name, ids in (("options", options), ("cards", [card["id"] for card in fields["cards"]])):
        if twice := {one for one in ids if ids.count(one) > 1}:
            raise ContentError(f"{exercise.path}: {name}: {', '.join(sorted(twice))} stands there twice")
    for card in fields["cards"]:
        for one in (*card["fits"], *card.get("arguable", ())):
            if one not in options:
                raise ContentError(f"{exercise.path}: cards: {card['id']}: the deck has no option '{one}'")


def _to_record(case: Case) -> dict[str, str]:
    return {
        "name": case.name,
        "where": f"{case.court}, {case.year}",
        "holding": case.holding,
        "posture": case.posture,
        "unsettled": case.unsettled,
    }


def _scene_paper(card: Mapping[str, Any]) -> str:
    said = f'<p class="course-says">{escape(card["says"])}</p>' if "says" in card else ""
    return (f"<p>{escape(card['text'])}</p>" if "text" in card else "") + said


def _line(label: str, text: str) -> str:
    return f"<p><strong>{escape(label)}:</strong> {escape(text)}</p>"
