"""Ideas of a group, written in silence and ranked in private, on one device that goes around the table."""

from collections.abc import Mapping
from typing import Any

from course.exercises.base import Exercise
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper

TIMED = {"write": 5, "round": 10, "clarify": 10, "rank": 8}
"""minutes, where the author gives none; the view says the same"""
BALLOTS = 9
ROWS = 16
RANKS = 5


class NominalGroup(Exercise):
    """Gather a group's ideas in silence, clear them up, and rank them in private, with one device for the table.

    ``response`` says where the group is (``at``), its question, ideas and minutes, and until the end its ``ballots``,
    sorted, so that their order tells nothing. Finishing replaces them by ``result``: points and number of rankings
    for each idea. Points are added by ``course.ngt``'s twin in ``tally.js``. Out of scope: several devices, and
    knowing who ranked what.
    """

    name = "nominal_group"
    _esm_parts = (
        "make.js",
        "keep.js",
        "sources.js",
        "ask.js",
        *(f"nominal_group/{part}.js" for part in ("tally", "group", "clock", "stages", "clarify", "ballot")),
    )

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG003 - as its base
        """What is kept goes by its own names; the ideas are the group's words."""
        steps = {step: cls.say("notebook_minutes", step=cls.say(f"step_{step}")) for step in TIMED}
        return steps | {
            "question": cls.say("question"),
            "people": cls.say("people"),
            "ideas": cls.say("notebook_ideas"),
        }

    def to_paper(self) -> str:
        """The method with pen and cards: script, idea sheet, ballots to cut out, and a table to add them up."""
        seeds = "".join(f"<li>{escape(seed)}</li>" for seed in self.data.get("seeds", ()))
        head, how = self.say("seeds"), self.say("seeds_how")
        prompts = f"<p><strong>{head}</strong><br>{how}</p><ul>{seeds}</ul>" if seeds else ""
        agreed = self.say("paper_result")
        return "".join(
            (
                title_paper(self.data),
                f'<p class="course-ngt-question" data-write="question">{escape(self.data["question"])}</p>',
                self._script_paper(),
                prompts,
                sources_paper(self.data, self.data.get("facts", ()), self.say("sources")),
                self._table_paper("paper_ideas", ("paper_number", "paper_idea"), ("idea-{n}",), "course-ngt-sheet"),
                self._ballots_paper(),
                self._table_paper(
                    "paper_tally",
                    ("paper_number", "paper_points", "paper_sum", "paper_by", "paper_place"),
                    ("", "sum-{n}-points", "sum-{n}-by", "sum-{n}-place"),
                    "course-ngt-tally",
                ),
                '<p class="course-ngt-sum" data-write="result"></p>',
                f"<p><strong>{agreed}</strong></p>{rule_paper('agreed', 6)}",
            )
        )

    def _script_paper(self) -> str:
        """The steps with their minutes, for whoever leads."""
        timed = TIMED | self.data.get("timings", {})
        rest = self.data.get("minutes", 40) - sum(timed.values())
        minutes = {"frame": max(1, rest // 2)} | timed | {"done": max(1, rest - rest // 2)}
        said = [(step, self.say(f"step_{step}"), self.say(f"paper_script_{step}")) for step in minutes]
        rows = "".join(
            f"<tr><td>{minutes[step]}</td><td><strong>{name}.</strong> {text}</td></tr>" for step, name, text in said
        )
        head = f'<tr><th scope="col">min</th><th scope="col">{self.say("paper_head")}</th></tr>'
        return f'<table class="course-table course-ngt-script"><thead>{head}</thead><tbody>{rows}</tbody></table>'

    def _table_paper(self, title: str, heads: tuple[str, ...], slots: tuple[str, ...], kind: str) -> str:
        """A table of numbered rows to write in; each slot takes what the device holds."""
        head = "".join(f'<th scope="col">{self.say(one)}</th>' for one in heads)
        cell = "".join(f'<td data-write="{slot}"></td>' if slot else "<td></td>" for slot in slots)
        rows = "".join(f'<tr><th scope="row">{n}</th>{cell.format(n=n)}</tr>' for n in range(1, ROWS + 1))
        return (
            f'<table class="course-table {kind}"><caption>{self.say(title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _ballots_paper(self) -> str:
        """One small ballot a person, with nothing on it that could be told apart."""
        names = [self.say("rank_n", n=rank) for rank in range(1, RANKS + 1)]
        ranks = "".join(f"<li>{name}: ____ ({RANKS - index})</li>" for index, name in enumerate(names))
        card = (
            f'<div class="course-ngt-card"><p><strong>{self.say("paper_ballot")}</strong> '
            f'{self.say("paper_ballot_how")}</p><ul class="course-boxes">{ranks}</ul></div>'
        )
        title = f'<p class="course-ngt-cut"><strong>{self.say("paper_cards")}</strong></p>'
        return f'{title}<div class="course-ngt-cards">{card * BALLOTS}</div>'
