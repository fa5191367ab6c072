"""Series of the evidence as plots: ratios with their intervals, or people out of 1,000, and what they do not show."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content import ExerciseData, Series, load_series
from course.errors import ContentError
from course.exercises.base import Exercise
from course.exercises.evidence_explorer.figures import axis_svg, form_svg, people_svg, strip_svg
from course.exercises.paper import escape, rule_paper, title_paper
from course.exercises.sources import sources_paper
from course.forest import count_people, find_axis


class EvidenceExplorer(Exercise):
    """Look at what studies measured, switch outcome and comparison, and see what may explain it otherwise.

    ``response`` is ``{"plot", "as", "doubts", "picks": {plot: {column: option}}, "sentence"}``: where the switches
    stand, and one sentence of the learner's own. The numbers come from ``modules/evidence/series`` and from nowhere
    else; people are shown only where a series holds a rate. Out of scope: working out one measure from another.
    """

    name = "evidence_explorer"
    _esm_parts = ("sources.js", "picture.js", "evidence_explorer/forest.js", "evidence_explorer/figure.js")

    @classmethod
    def build_data(cls, exercise: ExerciseData, root: Path) -> dict[str, Any]:
        """The author's fields, with the rows of each plot's series as numbers.

        Raises ContentError for a series, or a column of it, that there is not.
        """
        known = load_series(root)
        fields = dict(exercise.fields)
        return fields | {"plots": [_Plot(plot, known, exercise.path).to_data() for plot in fields["plots"]]}

    @classmethod
    def labels(cls, data: Mapping[str, Any]) -> dict[str, str]:
        """The plot, its switches and the sentence in words."""
        words = {"plot": cls.say("choose"), "sentence": data["ask"]["text"]}
        words |= {"as": cls.say("as"), "as/ratios": cls.say("as_ratios"), "as/people": cls.say("as_people")}
        words["doubts"] = cls.say("doubts_switch")
        for plot in data["plots"]:
            words |= {f"plot/{plot['id']}": plot["label"], plot["id"]: plot["label"]}
            for switch in plot["switches"]:
                words[f"{plot['id']}/{switch['id']}"] = switch["label"]
                words |= {f"{plot['id']}/{option['id']}": option["label"] for option in switch["options"]}
        return words

    def to_paper(self) -> str:
        """Every plot whole, with its limits, a task for the pen, and a place for the sentence."""
        plots = "".join(f'<div class="course-ev-plot">{"".join(self._plot(plot))}</div>' for plot in self.data["plots"])
        how = f"<p>{escape(self.say('legend_bar'))} {escape(self.say('paper_pen'))}</p>"
        ask = self.data["ask"]
        hint = f'<br><span class="course-quiet">{escape(ask["hint"])}</span>' if ask.get("hint") else ""
        said = f"<p><strong>{escape(ask['text'])}</strong>{hint}</p>"
        return (
            f'{title_paper(self.data)}{how}{plots}<div class="course-paper-item">{said}{rule_paper("sentence")}</div>'
        )

    def _plot(self, plot: Mapping[str, Any]) -> Iterator[str]:
        yield f'<p class="course-prompt">{escape(plot["title"])}</p>'
        if "ratio" in plot:
            yield f'<ul class="course-boxes">{"".join(map(self._form, plot["forms"]))}</ul>'
            yield self._ratios(plot)
        if "found" in plot:
            yield self._found(plot)
        if "people" in plot:
            yield f"<p>{escape(self.say('legend_people', counted=plot['people']['counted']))}</p>"
            yield from self._people(plot)
        elif plot.get("no_people"):
            yield f"<p>{escape(plot['no_people'])}</p>"
        yield f'<p class="course-quiet">{escape(plot["reading"])}</p>'
        yield f"<p><strong>{escape(self.say('notice'))}</strong></p>{_list(map(escape, plot['notice']))}"
        yield f"<p><strong>{escape(self.say('doubts'))}</strong></p>"
        yield _list(f"<strong>{escape(d['title'])}</strong> {escape(d['text'])}" for d in plot["doubts"])
        rows = (fact for row in plot["rows"] for fact in row["facts"])
        doubts = (fact for doubt in plot["doubts"] for fact in doubt.get("facts", ()))
        facts = list(dict.fromkeys([*rows, *plot.get("facts", ()), *doubts]))
        yield sources_paper(self.data, facts, self.say("sources"))

    def _form(self, form: str) -> str:
        return f"<li>{form_svg(form)} {escape(self.say(f'form_{form}'))}</li>"

    def _ratios(self, plot: Mapping[str, Any]) -> str:
        """A table whose middle column is the plot."""
        axis = tuple(plot["axis"])
        heads = (escape(self.say("col_name")), _sides(plot), escape(self.say("col_ratio")))
        # The bars say nothing that the ratios beside them do not, and have no words; so this table has no heads.
        body = [f'<tr class="course-ev-heads">{"".join(f"<td>{head}</td>" for head in heads)}</tr>']
        before = ""
        for row in plot["rows"]:
            if "ratio" not in row:
                continue
            if row["over"] != before:
                before = row["over"]
                body.append(f'<tr class="course-ev-over"><td colspan="3"><strong>{escape(before)}</strong></td></tr>')
            ratio, form = row["ratio"], row["form"]
            about = f'<br><span class="course-quiet">{escape(row["under"])}</span>' if row["under"] else ""
            cells = (f"{escape(row['name'])}{about}", strip_svg(ratio, form, axis), escape(self._numbers(ratio)))
            body.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        same = f'<span class="course-quiet">1 = {escape(plot["ratio"]["same"])}</span>'
        body.append(f"<tr><td></td><td>{axis_svg(axis)}{same}</td><td></td></tr>")
        return f'<table class="course-table course-ev-forest"><tbody>{"".join(body)}</tbody></table>'

    def _numbers(self, ratio: Mapping[str, Any] | None) -> str:
        if ratio is None:
            return self.say("no_ratio")
        at, low, high = ratio["written"]
        return f"{at} ({self.say('interval', low=low, high=high)})" if low else f"{at}. {self.say('no_interval')}"

    def _found(self, plot: Mapping[str, Any]) -> str:
        heads = "".join(f"<th>{escape(head)}</th>" for head in (self.say("col_name"), self.say("found_paper")))
        rows = "".join(
            f"<tr><td>{escape(row['name'])}<br>{escape(row['over'])}</td>"
            f"<td>{'<br>'.join(escape(self._finding(found)) for found in row['found'])}</td></tr>"
            for row in plot["rows"]
        )
        return f'<table class="course-table"><tbody><tr>{heads}</tr>{rows}</tbody></table>'

    def _finding(self, found: Mapping[str, Any]) -> str:
        if not found["is_lower"]:
            line = f"= {self.say('found_not_lower')}"
        elif found["amount"]:
            line = f"▼ {self.say('found_lower_by', amount=found['amount'])}"
        else:
            line = f"▼ {self.say('found_lower')} ({self.say('found_lower_unread')})"
        return f"{line}, {self.say('found_within', months=found['months'])}" if found["months"] else line

    def _people(self, plot: Mapping[str, Any]) -> Iterator[str]:
        for over, rows in _by_over(plot["rows"]):
            pictures = [
                self._picture(plot, rate, f"{self.exercise_id}-{plot['id']}-{row['id']}-{n}")
                for row in rows
                for n, rate in enumerate(row["people"])
            ]
            block = f'<div class="course-ev-crowds">{"".join(pictures)}</div>'
            yield f'<div class="course-paper-item"><p><strong>{escape(over)}</strong></p>{block}</div>'

    def _picture(self, plot: Mapping[str, Any], rate: Mapping[str, Any], name: str) -> str:
        people = count_people(rate["rate"])
        said = self.say("rate_line", rate=rate["written"][0], followed=plot["people"]["followed"])
        lines = (rate["label"], f"{self.say('counted', people=people)} {plot['people']['counted']}", said)
        first, *others = map(escape, lines)
        text = f"<strong>{first}</strong><br>{'<br>'.join(others)}"
        return f'<div class="course-ev-crowd">{people_svg(people, f"paper-{name}")}<p>{text}</p></div>'


class _Plot:
    """One plot of the author's, with its series."""

    def __init__(self, plot: Mapping[str, Any], known: Mapping[str, Series], path: Path) -> None:
        self.plot, self.path = plot, path
        if plot["series"] not in known:
            names = ", ".join(sorted(known)) or "none yet"
            raise ContentError(f"{path}: plots.{plot['id']}: there is no series '{plot['series']}' (known: {names})")
        self.series = known[plot["series"]]
        self.columns = {column.name: n for n, column in enumerate(self.series.columns)}

    def to_data(self) -> dict[str, Any]:
        """What the view draws: rows with numbers, the axis that holds them all, and what the switches offer."""
        rows = [self._row(n, cells) for n, cells in enumerate(self.series.rows)]
        # The order of the series, but rows that were compared alike stand together.
        firsts = list(dict.fromkeys(row["over"] for row in rows))
        rows.sort(key=lambda row: firsts.index(row["over"]))
        if "found" in self.plot:
            rows = _join_findings(rows)
        data = dict(self.plot) | {"rows": rows, "reading": self.series.reading}
        data["switches"] = [self._switch(switch) for switch in self.plot.get("switches", ())]
        if "ratio" in self.plot:
            ratios = [row["ratio"] for row in rows if row.get("ratio")]
            bounds = (r[key] for r in ratios for key in ("at", "low", "high") if r[key] is not None)
            data["axis"] = list(find_axis(bounds))
            data["forms"] = list(dict.fromkeys(row["form"] for row in rows if row.get("ratio")))
        return data

    def _cell(self, cells: Sequence[str], column: str) -> str:
        if column not in self.columns:
            names = ", ".join(self.columns)
            raise ContentError(
                f"{self.path}: plots.{self.plot['id']}: {self.series.id} has no column '{column}' (it has: {names})"
            )
        return cells[self.columns[column]]

    def _row(self, number: int, cells: Sequence[str]) -> dict[str, Any]:
        plot = self.plot
        name = self._cell(cells, plot["name"])
        switched = [switch["column"] for switch in plot.get("switches", ())]
        group = plot.get("group")
        said = {plot["name"], *plot.get("under", ()), *([group["column"]] if group else ())}
        over = [self._cell(cells, column) for column in switched if column not in said]
        if group:
            over.append(f"{group['label']}: {self._cell(cells, group['column'])}")
        row: dict[str, Any] = {
            "id": f"r{number}",
            "name": name,
            "under": ", ".join(filter(None, (self._cell(cells, column) for column in plot.get("under", ())))),
            "group": self._cell(cells, group["column"]) if group else "",
            "over": ". ".join(over),
            "keys": {column: slug(self._cell(cells, column)) for column in switched},
            "facts": self.series.cells(tuple(cells), "fact"),
        }
        if "ratio" in plot and name != plot["ratio"].get("reference"):
            row |= self._ratio(cells)
        if "found" in plot:
            row["found"] = [self._found(cells)]
        if "people" in plot:
            row["people"] = [self._rate(cells, rate, name) for rate in plot["people"]["rates"]]
        return row

    def _ratio(self, cells: Sequence[str]) -> dict[str, Any]:
        spec = self.plot["ratio"]
        written = [self._cell(cells, spec[key]) for key in ("estimate", "low", "high")]
        at, low, high = (float(text) if text else None for text in written)
        ratio = None if at is None else {"at": at, "low": low, "high": high, "written": written}
        form = spec["form"]
        if not isinstance(form, str):
            value = self._cell(cells, form["column"])
            if value not in form["of"]:
                raise ContentError(f"{self.path}: plots.{self.plot['id']}: ratio.form.of: '{value}' has no design")
            form = form["of"][value]
        return {"ratio": ratio, "form": form}

    def _found(self, cells: Sequence[str]) -> dict[str, Any]:
        spec = self.plot["found"]
        return {
            "is_lower": self._cell(cells, spec["direction"]) == "lower",
            "amount": self._cell(cells, spec["amount"]),
            "months": self._cell(cells, spec["within"]) if "within" in spec else "",
        }

    def _rate(self, cells: Sequence[str], spec: Mapping[str, str], name: str) -> dict[str, Any]:
        written = [self._cell(cells, spec[key]) if key in spec else "" for key in ("column", "low", "high")]
        label = f"{name}: {spec['label']}" if "label" in spec else name
        return {"label": label, "rate": float(written[0]), "written": written}

    def _switch(self, switch: Mapping[str, str]) -> dict[str, Any]:
        values = dict.fromkeys(self._cell(cells, switch["column"]) for cells in self.series.rows)
        options = [{"id": slug(value), "label": value} for value in values]
        return {"id": switch["column"], "label": switch["label"], "all": switch.get("all", ""), "options": options}


def slug(text: str) -> str:
    """A value of a series as an id that a response may keep.

    >>> slug("Death from any cause")
    'death-from-any-cause'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _by_over(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    for over in dict.fromkeys(row["over"] for row in rows):
        yield over, [row for row in rows if row["over"] == over]


def _join_findings(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for what was found of the same thing at different times."""
    joined: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        first = joined.setdefault((row["over"], row["name"]), row | {"found": [], "facts": []})
        first["found"] += row["found"]
        first["facts"] = list(dict.fromkeys([*first["facts"], *row["facts"]]))
    return list(joined.values())


def _sides(plot: Mapping[str, Any]) -> str:
    """What the two sides of the line mean, over the plot."""
    low, high = plot["axis"]
    below = f"<span>← {escape(plot['ratio']['below'])}</span>" if low < 1 else ""
    above = f'<span class="course-ev-side-above">{escape(plot["ratio"]["above"])} →</span>' if high > 1 else ""
    return f'<div class="course-ev-sides">{below}{above}</div>'


def _list(items: Any) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
