"""A sheet for two people who decide together: what matters, what each option brings, what was agreed."""

from collections.abc import Iterator, Mapping
from typing import Any

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import find_fact_ids, sources_paper

FITS = ("fits", "unsure", "not")


class Balance(Exercise):
    """Weigh options with somebody: what matters to them, what each may bring and cost, and what was agreed.

    ``response`` is ``{"matters": [ids], "own", "options": {id: {"fit", "means"}}, "agreed", "again"}``. The sheet
    prints for the client. Out of scope: a sum of pros and cons, a suggestion of what to choose, a name, and sending
    anything anywhere.
    """

    name = "balance"
    _esm_parts = ("sources.js", "keep.js")

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The author's words for each part of the sheet."""
        matters = data["matters"]
        words = {"matters": matters["text"], "own": matters["own"], "agreed": data["agreed"], "again": data["again"]}
        words |= {f"matters/{option['id']}": option["text"] for option in matters["options"]}
        for decision in data["decisions"]:
            for option in decision["options"]:
                words[option["id"]] = option["label"]
                words |= {f"{option['id']}/{fit}": f"{cls.say('fit')}: {cls.say(f'fit_{fit}')}" for fit in FITS}
        return words

    def to_paper(self) -> str:
        """The sheet to fill with a pen; it goes home with the client."""
        matters = self.data["matters"]
        boxes = "".join(
            f'<li><span data-write="matters-{escape(option["id"])}">☐</span> {escape(option["text"])}</li>'
            for option in matters["options"]
        )
        parts = [
            f'{title_paper(self.data)}<p class="course-quiet">{escape(self.say("for_whom"))}</p>',
            f'<p class="course-balance-head">{escape(matters["text"])}</p>',
            f'<ul class="course-boxes course-balance-boxes">{boxes}</ul>',
            f"<p><strong>{escape(matters['own'])}</strong></p>{rule_paper('own', 2)}",
            *(part for decision in self.data["decisions"] for part in self._decision(decision)),
            *self._notes(),
            *(
                f'<div class="course-paper-item"><p class="course-balance-head">{escape(self.data[name])}</p>'
                f"{rule_paper(name, lines)}</div>"
                for name, lines in (("agreed", 4), ("again", 2))
            ),
            sources_paper(self.data, list(dict.fromkeys(find_fact_ids(self._authored()))), self.say("sources")),
        ]
        return f'<div class="course-balance-whole">{"".join(parts)}</div>'

    def _authored(self) -> list[Any]:
        return [self.data["decisions"], self.data.get("notes", [])]

    def _decision(self, decision: Mapping[str, Any]) -> Iterator[str]:
        intro = f"<p>{escape(decision['intro'])}</p>" if decision.get("intro") else ""
        yield f'<p class="course-balance-head">{escape(decision["title"])}</p>{intro}'
        for option in decision["options"]:
            yield self._option(option)

    def _option(self, option: Mapping[str, Any]) -> str:
        columns = "".join(
            f'<div><p class="course-balance-sign">{sign} {escape(self.say(key))}</p>'
            f"<ul>{''.join(_item(point['text']) for point in option[key])}</ul></div>"
            for sign, key in (("+", "benefits"), ("−", "risks"))
        )
        boxes = " ".join(
            f'<span class="course-balance-fit"><span data-write="{escape(option["id"])}-{fit}">○</span> '
            f"{escape(self.say(f'fit_{fit}'))}</span>"
            for fit in FITS
        )
        return (
            f'<div class="course-balance-sheet"><p><strong>{escape(option["label"])}</strong> '
            f"{escape(option['what'])}</p>"
            f'<div class="course-balance-columns">{columns}</div>'
            f"<p>{escape(self.say('fit'))}: {boxes}</p><p>{escape(self.say('means'))}</p>"
            f"{rule_paper(option['id'], 2)}</div>"
        )

    def _notes(self) -> Iterator[str]:
        notes = self.data.get("notes")
        if notes:
            items = "".join(_item(note["text"]) for note in notes)
            head = f'<p class="course-balance-head">{escape(self.say("holds"))}</p>'
            yield f'<div class="course-paper-item">{head}<ul>{items}</ul></div>'


def _item(text: str) -> str:
    return f"<li>{escape(text)}</li>"
