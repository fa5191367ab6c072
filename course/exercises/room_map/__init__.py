"""People to place in a room, and the same room looked at again: who speaks, who decides, who was never asked."""

import math
from collections.abc import Mapping
from typing import Any

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

CHAIR = 22


class RoomMap(Exercise):
    """Place fourteen people in a room, in its doorway, outside or gone, and see who speaks and who is never asked.

    ``response`` is ``{"places": {person: place}, "turns": {turn: [people]}}``; whoever is not placed has no entry.
    Out of scope: a right answer, a score, and comparing the rooms of two learners.
    """

    name = "room_map"
    _esm_parts = (
        "sources.js",
        "drag.js",
        "picture.js",
        "room_map/reading.js",
        "room_map/drawing.js",
        "room_map/board.js",
    )

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The names of people, places and turns."""
        names = {person["id"]: person["name"] for person in data["people"]}
        words = {"places": cls.say("notebook_places")}
        words |= {f"places/{one}": name for one, name in names.items()}
        words |= {f"places/{place['id']}": place["label"] for place in data["places"]}
        for turn in data["turns"]:
            words |= {turn["id"]: turn["label"]} | {f"{turn['id']}/{one}": name for one, name in names.items()}
        return words

    def to_paper(self) -> str:
        """A drawn room to write names into, everybody with boxes to tick, and lines for each turn."""
        places = "".join(
            f"<li><strong>{escape(place['label'])}.</strong> {escape(place['text'])}</li>"
            for place in self.data["places"]
        )
        blank = f'<div class="course-room-blank">{_room_paper(self.data, self.say("paper_drawing"))}</div>'
        heads = "".join(f'<th scope="col">{escape(self.say(key))}</th>' for key in ("paper_person", "paper_boxes"))
        people = "".join(_person_paper(self.data, person) for person in self.data["people"])
        rows = f"<thead><tr>{heads}</tr></thead><tbody>{people}</tbody>"
        table = f'<table class="course-table course-room-table">{rows}</table>'
        facts = list(dict.fromkeys(fact for person in self.data["people"] for fact in person.get("facts", ())))
        turns = "".join(self._turn_paper(turn) for turn in self.data["turns"])
        how = "".join(f"<p>{escape(line)}</p>" for line in (self.say("no_right"), self.say("paper_how")))
        return (
            f"{title_paper(self.data)}{how}"
            f'<ul class="course-boxes">{places}</ul>{blank}<div data-write="room"></div>{table}'
            f"{sources_paper(self.data, facts, self.say('sources'))}{turns}"
        )

    def _turn_paper(self, turn: dict[str, Any]) -> str:
        told = f"<p>{escape(turn['told'])}</p>" if turn.get("told") else ""
        return (
            f'<div class="course-paper-item"><p><strong>{escape(turn["label"])}</strong> {escape(turn["ask"])}</p>'
            f"{rule_paper(turn['id'], 2)}{told}"
            f"{sources_paper(self.data, turn.get('facts', ()), self.say('sources'))}<p>{escape(turn['sit'])}</p></div>"
        )


def _person_paper(data: Mapping[str, Any], person: dict[str, Any]) -> str:
    who = f"<strong>{escape(person['name'])}.</strong> {escape(' '.join(person['lines']))}"
    written = f'<p class="course-written" data-write="person-{escape(person["id"])}"></p>'
    lines = ["&emsp; ".join(_box_paper(one["label"]) for one in data[key]) for key in ("places", "turns")]
    return f"<tr><td>{who}{written}</td><td>{'<br>'.join(lines)}</td></tr>"


def _box_paper(label: str) -> str:
    """A box and its words, which a line does not part."""
    return "☐&nbsp;" + escape(label).replace(" ", "&nbsp;")


def _room_paper(data: Mapping[str, Any], text: str) -> str:
    """The blank room. Its look is in its attributes, since a page without JavaScript has no stylesheet of this type."""
    labels = {place["id"]: escape(place["label"]) for place in data["places"]}
    count = len(data["people"])
    chairs = "".join(_chair_paper(2 * math.pi * (index + 0.5) / count) for index in range(count))
    spots = {"circle": (230, 205), "doorway": (520, 205), "outside": (545, 60), "gone": (545, 292)}
    names = "".join(f'<text x="{x}" y="{y}">{labels[place]}</text>' for place, (x, y) in spots.items())
    walls = '<path d="M440 165V38H20v334h420V245" stroke-width="4"/><path d="M440 245l46-62" stroke-width="3"/>'
    gone = '<rect x="470" y="270" width="150" height="102" rx="10" stroke-dasharray="3 6"/>'
    return (
        f'<svg class="course-picture" role="img" aria-label="{escape(text)}" viewBox="0 0 640 400" width="100%">'
        f'<g fill="none" stroke="currentColor">{walls}{gone}{chairs}</g>'
        f'<g fill="currentColor" font-size="15" text-anchor="middle">{names}</g></svg>'
    )


def _chair_paper(angle: float) -> str:
    x, y = 230 + 160 * math.cos(angle) - CHAIR / 2, 205 + 125 * math.sin(angle) - CHAIR / 2
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{CHAIR}" height="{CHAIR}" rx="5"/>'
