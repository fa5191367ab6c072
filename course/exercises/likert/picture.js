/** The learner's own picture: a line with marks for each construct, and the same as a small table.
 *  `draw`, `drawPicture`, `make`, `say`, `toTenth` and the means stand in the parts in front. */

const MARKS = { before: "○", after: "●", back: "◇" };
const LANE = 26;
const toX = (mean) => 16 + (mean - 1) * 72;

/** One construct as a picture: a lane for each round that has a mean. */
function drawLanes({ id, label, means }) {
  const shown = Object.entries(means).filter(([, { mean }]) => mean !== null);
  const marks = shown.map(([, { name, mean }]) => `${name} ${toTenth(mean)}`).join(", ");
  const lanes = shown.map(([round, { mean }], lane) => {
    const y = LANE * lane + LANE / 2;
    const ticks = [1, 2, 3, 4, 5].map((step) => draw("line", { x1: toX(step), x2: toX(step), y1: y - 5, y2: y + 5 }));
    const line = draw("line", { x1: toX(1), x2: toX(5), y1: y, y2: y });
    return draw("g", { class: `course-lane course-lane-${round}` }, line, ...ticks, drawMark(round, toX(mean), y));
  });
  const text = say("picture_text", { label, marks });
  return drawPicture(320, LANE * Math.max(1, shown.length), { title: label, text, id }, ...lanes);
}

function drawMark(round, x, y) {
  if (round === "back") return draw("path", { class: "course-lane-mark", d: `M${x} ${y - 9}l9 9l-9 9l-9 -9z` });
  return draw("circle", { class: "course-lane-mark", cx: x, cy: y, r: 8 });
}

/** Everything the picture says, for one construct: {round: {name, mean, answered, all}} in the author's order. */
function readMeans({ items, rounds }, response, construct) {
  const own = items.filter((item) => item.construct === construct.id);
  return Object.fromEntries(
    rounds.flatMap(({ id, label }) => {
      const round = response.rounds[id];
      if (!round) return [];
      const name = say("round_of", { label, date: round.date });
      const answered = stepsOf(own, round.answers, construct.id).length;
      return [[id, { name, mean: constructMeans(own, round.answers)[construct.id], answered, all: own.length }]];
    }),
  );
}

/** The rows of one construct's table: each round, then the change, then the perceived change, never that alone. */
function readRows(means) {
  const rows = Object.values(means).map(({ name, mean, answered, all }) => [
    name,
    mean === null ? say("too_few") : say("mean_of", { mean: toTenth(mean), answered, all }),
  ]);
  const [before, after, back] = ["before", "after", "back"].map((round) => means[round]?.mean ?? null);
  if (before === null || after === null) return rows;
  rows.push([say("change"), toSigned(after - before)]);
  if (back !== null) rows.push([say("perceived"), toSigned(after - back)]);
  return rows;
}

/** The whole picture of a response, as elements to put into its place; none while there is nothing to show. */
function drawProfile({ data, response, uid }) {
  const all = data.constructs.map((construct) => ({ construct, means: readMeans(data, response, construct) }));
  if (!all.some(({ means }) => Object.values(means).some(({ mean }) => mean !== null))) return [];
  const [least, most] = [data.labels[0], data.labels.at(-1)];
  const rounds = data.rounds.filter(({ id }) => response.rounds[id]);
  const legend = rounds.map(({ id, label }) => make("li", {}, `${MARKS[id]} ${label}`));
  const pictures = all.map(({ construct, means }) => {
    const hasMark = Object.values(means).some(({ mean }) => mean !== null);
    return make(
      "div",
      { className: "course-lanes" },
      make("p", {}, construct.label),
      hasMark ? drawLanes({ id: `${uid}-${construct.id}`, label: construct.label, means }) : make("p", {}, say("too_few")),
      hasMark ? make("p", { className: "course-lane-ends", "aria-hidden": "true" }, make("span", {}, least), make("span", {}, most)) : null,
    );
  });
  const bodies = all.map(({ construct, means }) => {
    const head = make("tr", {}, make("th", { scope: "rowgroup", colSpan: 2 }, construct.label));
    const rows = readRows(means).map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)));
    return make("tbody", {}, head, ...rows);
  });
  const table = make("table", { className: "course-table course-means" }, make("caption", {}, say("table")), ...bodies);
  const isBackAlone = response.rounds.back && !(response.rounds.before && response.rounds.after);
  const hasPerceived = response.rounds.back && !isBackAlone;
  return [
    make("p", {}, say("picture_how")),
    make("ul", { className: "course-lane-legend" }, ...legend),
    ...pictures,
    table,
    make("p", { className: "course-quiet" }, say("table_scale", { least: least.toLowerCase(), most: most.toLowerCase() })),
    isBackAlone ? make("p", {}, say("back_needs_both")) : null,
    hasPerceived ? make("p", {}, say("perceived_why")) : null,
    make("p", { className: "course-not-validated" }, say("not_validated")),
  ].filter(Boolean);
}
