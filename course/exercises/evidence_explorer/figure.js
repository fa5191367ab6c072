/** What one plot shows, as it is set: rows with their bars, findings in words, or pictures of people, and the table that
 *  says the same. `make`, `say`, `makeSources` and the drawing stand in the parts in front of this file. */

/** The rows that the switches let through. */
const findRows = (plot, picks) =>
  plot.rows.filter((row) => plot.switches.every(({ id }) => !picks[id] || row.keys[id] === picks[id]));

/** What stands over a row that its name does not say: whom it was compared with, or what was counted. */
function sayOver(plot, row, picks) {
  const said = [plot.name, plot.group?.column, ...(plot.under ?? [])];
  const open = plot.switches.filter(({ id }) => !picks[id] && !said.includes(id));
  const named = open.map(({ id, options }) => options.find((option) => option.id === row.keys[id])?.label ?? "");
  if (plot.group) named.push(`${plot.group.label}: ${row.group}`);
  return named.join(". ");
}

/** The figure as nodes, and how many rows or pictures stand in it. */
function drawFigure({ model, plot, picks, as, uid }) {
  const rows = findRows(plot, picks);
  const drawRow = as === "people" ? drawCrowds : plot.found ? drawFinding : drawRatio;
  const parts = groupRows(plot, rows, picks)
    .map(([over, some]) => {
      const drawn = some.flatMap((row) => drawRow({ model, plot, row, uid }) ?? []);
      if (!drawn.length) return null;
      const head = over ? make("p", { className: "course-ev-over" }, over) : null;
      return make("div", { className: "course-ev-group" }, head, make("ul", { className: `course-ev-rows course-ev-rows-${as}` }, ...drawn));
    })
    .filter(Boolean);
  const count = parts.reduce((sum, part) => sum + part.querySelectorAll(".course-ev-rows > li").length, 0);
  if (!count) return { nodes: [make("p", {}, say("no_rows"))], count };
  const isPlot = as === "ratios" && plot.ratio;
  const nodes = isPlot ? [make("div", { className: "course-ev-plot-frame" }, drawSides(plot), ...parts, drawFoot(plot))] : parts;
  return { nodes, count };
}

function groupRows(plot, rows, picks) {
  const groups = new Map();
  for (const row of rows) {
    const over = sayOver(plot, row, picks);
    groups.set(over, [...(groups.get(over) ?? []), row]);
  }
  return [...groups];
}

/** What the two sides of the line mean. */
function drawSides({ ratio, axis }) {
  const sides = make("div", { className: "course-ev-sides" });
  const at = place(1, ...axis);
  if (at > 0) sides.append(make("span", {}, `← ${ratio.below}`));
  if (at < 100) sides.append(make("span", { className: "course-ev-side-above" }, `${ratio.above} →`));
  return sides;
}

function drawFoot({ axis, ratio }) {
  return make("div", { className: "course-ev-foot" }, drawAxis(axis), make("p", { className: "course-quiet" }, `1 = ${ratio.same}`));
}

function drawRatio({ model, plot, row }) {
  if (!("ratio" in row)) return null;
  const { ratio } = row;
  const holds = ratio && ratio.low !== null && ratio.low <= 1 && ratio.high >= 1;
  return make(
    "li",
    { className: "course-ev-line" },
    make("p", { className: "course-ev-line-name" }, row.name),
    row.under ? make("p", { className: "course-quiet" }, row.under) : null,
    drawStrip(ratio, row.form, plot.axis),
    make("p", {}, sayRatio(ratio), holds ? ` ${say("holds_one")}` : ""),
    ratio ? make("p", { className: "course-quiet" }, say(`short_${row.form}`)) : null,
    makeSources(model, row.facts),
  );
}

function sayRatio(ratio) {
  if (!ratio) return say("no_ratio");
  const [at, low, high] = ratio.written;
  return low ? `${say("ratio_line", { at, low, high })}.` : `${say("ratio_line_bare", { at })}. ${say("no_interval")}`;
}

function drawFinding({ model, row }) {
  return make(
    "li",
    { className: "course-ev-line" },
    make("p", { className: "course-ev-line-name" }, row.name),
    ...row.found.map((found) => make("p", { className: found.is_lower ? "course-ev-found-lower" : "" }, sayFound(found))),
    makeSources(model, row.facts),
  );
}

function sayFound({ is_lower: isLower, amount, months }) {
  let line = `= ${say("found_not_lower")}`;
  if (isLower) line = amount ? `▼ ${say("found_lower_by", { amount })}` : `▼ ${say("found_lower")} (${say("found_lower_unread")})`;
  return months ? `${line}, ${say("found_within", { months })}` : line;
}

function drawCrowds({ model, plot, row, uid }) {
  return row.people.map((rate, index) => {
    const people = countPeople(rate.rate);
    const lines = [`${say("counted", { people })} ${plot.people.counted}.`, sayRate(plot, rate)];
    return make(
      "li",
      { className: "course-ev-crowd" },
      drawPeople(people, `${uid}-${plot.id}-${row.id}-${index}`),
      make("p", { className: "course-ev-line-name" }, rate.label),
      make("p", {}, make("strong", {}, lines[0]), ` ${lines[1]}`),
      makeSources(model, row.facts),
    );
  });
}

function sayRate(plot, { written: [rate, low, high] }) {
  const line = say("rate_line", { rate, followed: plot.people.followed });
  return low ? `${line} (${say("rate_interval", { low, high })}).` : `${line}.`;
}

/** The same in a table, for whoever cannot see the figure or would sooner read numbers. */
function drawTable({ plot, picks, as }) {
  const rows = findRows(plot, picks).filter((row) => as === "people" || plot.found || "ratio" in row);
  const toCells = (row) => {
    if (as === "people") return row.people.map((rate) => [rate.label, sayRate(plot, rate)]);
    if (plot.found) return [[row.name, row.found.map(sayFound).join("; ")]];
    const [at, low, high] = row.ratio?.written ?? ["–", "", ""];
    return [[row.name, low ? `${at} (${say("interval", { low, high })})` : at]];
  };
  const heads = [say("col_name"), as === "people" ? say("col_rate") : plot.found ? say("found_paper") : say("col_ratio")];
  const line = (cells, over) => {
    const [name, ...others] = cells;
    const words = over ? make("span", { className: "course-quiet" }, ` ${over}`) : null;
    return make("tr", {}, make("th", { scope: "row" }, name, words), ...others.map((cell) => make("td", {}, cell)));
  };
  const body = rows.flatMap((row) => toCells(row).map((cells) => line(cells, sayOver(plot, row, picks))));
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const caption = make("caption", { className: "course-quiet" }, plot.title);
  return make("table", { className: "course-table" }, caption, make("thead", {}, head), make("tbody", {}, ...body));
}

/** What the marks mean. */
function drawLegend(plot, as) {
  if (as === "people") return [make("p", {}, say("legend_people", { counted: plot.people.counted }))];
  if (!plot.ratio) return [];
  const forms = plot.forms.map((form) => {
    const sample = draw("svg", { class: "course-ev-sample", viewBox: "-10 -10 20 20", "aria-hidden": "true", focusable: "false" });
    sample.append(draw("path", { d: FORMS[form], class: `course-ev-form course-ev-form-${form}` }));
    return make("li", {}, sample, make("span", {}, say(`form_${form}`)));
  });
  return [make("p", {}, say("legend_bar")), make("ul", { className: "course-ev-legend" }, ...forms)];
}
