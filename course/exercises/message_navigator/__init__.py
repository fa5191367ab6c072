"""Messages heard in the rooms, one at a time: what each is about, what guidance says, and what one could answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course.content import ExerciseData, Message, evidence_path, load_facts, load_messages
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

KINDS = ("medical", "membership", "worth", "power")
USES = ("record", "own", "pass")
"""what goes on the card: the record's reply, one's own words, or that one may let it pass"""
ROWS = 4
"""replies on a card that folds to the size of a business card"""


class MessageNavigator(Exercise):
    """Sort what was said in a room, read what guidance says of it, and build a small card of replies.

    ``response`` is ``{"kinds": {message id: kind}, "uses": {message id: "record", "own" or "pass"}, "own": {message id:
    words}}``; the card is the messages with a use, in their order. Out of scope: a right way to sort, how often a
    message is heard, and advice on any medicine.
    """

    name = "message_navigator"
    _esm_parts = ("sources.js", "keep.js", "card.js", "message_navigator/card.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields with the messages in full, and none whose guidance nobody read at a source."""
        fields = {"for": "member"} | dict(exercise.fields)
        known = load_messages(root)
        shown = {one: message for one, message in known.items() if message.checked}
        for message_id in fields.get("messages", ()):
            if message_id not in shown:
                fault = "was never checked, and may not be shown" if message_id in known else "is not in messages.yml"
                raise ContentError(f"{exercise.path}: messages: '{message_id}' {fault}")
        usable = _usable_facts(root)
        chosen = fields.get("messages", shown)
        return fields | {"messages": [_to_view(shown[one], usable) for one in chosen]}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """Each message, and for it the kinds and what was put on the card."""
        words: dict[str, str] = {}
        for message in data["messages"]:
            one = message["id"]
            words[one] = cls.say("quote", text=message["message"])
            words |= {f"{one}/{kind}": cls.say(f"kind_{kind}") for kind in KINDS}
            words |= {f"{one}/record": message["reply"]}
            words |= {f"{one}/own": cls.say("own_words"), f"{one}/pass": cls.say("pass_card")}
        return words

    def to_paper(self) -> str:
        """The messages with boxes and lines, then what we found about each, then a card to cut out."""
        messages = self.data["messages"]
        asked = "".join(self._message_paper(message, number) for number, message in enumerate(messages, 1))
        told = "".join(self._guidance_paper(message) for message in messages)
        kinds = "".join(
            f"<li><strong>{self.say(f'kind_{kind}')}.</strong> {self.say(f'hint_{kind}')}</li>" for kind in KINDS
        )
        return (
            f"{title_paper(self.data)}<p>{self.say('paper_how')}</p><ul>{kinds}</ul>{asked}"
            f'<div class="course-message-after"><p class="course-title">{self.say("paper_after")}</p>'
            f"<p>{self.say('paper_argue')}</p><ol>{told}</ol></div>"
            f'<p class="course-cuts-note">{self.say("paper_cut")}</p>'
            f'<div class="course-cuts" data-write="card">{self._card_paper()}</div>'
        )

    def _message_paper(self, message: dict[str, Any], number: int) -> str:
        one = message["id"]
        asked = self.say(f"paper_reply_{self.data['for']}")
        boxes = "".join(f"<li>☐ {self.say(f'kind_{kind}')}</li>" for kind in KINDS)
        return (
            f'<div class="course-paper-item"><p><strong>{number}. “{escape(message["message"])}”</strong></p>'
            f'<ul class="course-boxes course-heard-boxes">{boxes}</ul>'
            f'<p class="course-written" data-write="kind-{one}"></p>'
            f"<p>{asked}</p>{rule_paper(f'reply-{one}', 2)}</div>"
        )

    def _guidance_paper(self, message: dict[str, Any]) -> str:
        kind, caution = message["kind"], message["caution"]
        care = f"<p><strong>{self.say('care')}</strong> {escape(caution)}</p>" if caution else ""
        return (
            f'<li class="course-paper-item"><p><strong>“{escape(message["message"])}”</strong> '
            f"{self.say(f'kind_{kind}')}. {self.say(f'why_{kind}')}</p>"
            f"<p><strong>{self.say('may_mean')}</strong> {escape(message['may_mean'])} "
            f"<strong>{self.say('guidance')}</strong> {escape(message['guidance'])}</p>{care}"
            f"<p><strong>{self.say('paper_ours')}</strong> “{escape(message['reply'])}”</p>"
            f"{sources_paper(self.data, message['facts'], self.say('sources'))}</li>"
        )

    def _card_paper(self) -> str:
        who = self.data["for"]
        said = self.say(f"card_say_{who}")
        row = (
            f'<div class="course-reply-row" data-row>'
            f'<p><em>{self.say("card_heard")}</em> <span data-part="heard"></span></p>'
            f'<p><em>{said}</em> <span data-part="reply"></span></p></div>'
        )
        name = self.say(f"card_title_{who}")
        title = f'<p class="course-cut-title">{name}</p>'
        return f'<div class="course-cut course-cut-tall" data-card>{title}{row * ROWS}</div>' * 2


def _usable_facts(root: Path) -> set[str]:
    if not evidence_path("facts.yml", root).is_file():
        return set()
    return {fact.id for fact in load_facts(root).values() if fact.grade != "unverified"}


def _to_view(message: Message, usable: set[str]) -> dict[str, Any]:
    return {
        "id": message.id,
        "kind": message.kind,
        "message": message.message,
        "may_mean": message.may_mean,
        "guidance": message.guidance,
        "caution": message.caution,
        "reply": message.reply,
        "facts": [fact for fact in message.facts if fact in usable],
    }
