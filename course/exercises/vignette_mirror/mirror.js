/** What a learner's own ratings differ by, as a picture, in sentences, and pair by pair.
 *  `draw`, `drawPicture`, `make`, `say`, `toTenth` and the design stand in the parts in front. */

const toPlace = (steps) => 160 + steps * 36;

/** The ratings of one question by person. */
const ratingsOf = (answers, question) =>
  Object.fromEntries(
    Object.entries(answers)
      .map(([key, rating]) => [key.split("/"), rating])
      .filter(([[, asked]]) => asked === question.id)
      .map(([[person], rating]) => [person, rating]),
  );

/** A line from lower to higher, with the mean and its interval on it. */
function drawLine({ id, short, found }) {
  const { mean, low, high } = found;
  const slots = { short, mean: toSigned(mean), low: toSigned(low ?? 0), high: toSigned(high ?? 0) };
  const text = say(low === null ? "picture_text_bare" : "picture_text", slots);
  const ticks = [-4, -2, 0, 2, 4].map((at) => {
    const long = at === 0 ? 15 : 6;
    return draw("line", { class: "course-mirror-axis", x1: toPlace(at), x2: toPlace(at), y1: 20 - long, y2: 20 + long });
  });
  const axis = draw("line", { class: "course-mirror-axis", x1: toPlace(-4), x2: toPlace(4), y1: 20, y2: 20 });
  const span = low === null ? [] : [draw("line", { class: "course-mirror-span", x1: toPlace(low), x2: toPlace(high), y1: 20, y2: 20 })];
  const dot = draw("circle", { class: "course-mirror-dot", cx: toPlace(mean), cy: 20, r: 7 });
  return drawPicture(320, 40, { title: short, text, id }, axis, ...ticks, ...span, dot);
}

/** One detail and one question in sentences: the difference, how far it may be off, and whether it may be none. */
function sayDifference(factor, { pairs, mean, low, high }) {
  if (mean === null) return [say("too_few", { pairs, least: LEAST_PAIRS })];
  const [first, second] = factor.levels.map((level) => level.label);
  const slots = { steps: toTenth(Math.abs(mean)), low: first, high: second };
  const lines = [mean === 0 ? say("difference_none", slots) : say(mean > 0 ? "difference_higher" : "difference_lower", slots)];
  if (low === null) return [...lines, say("interval_none", { pairs })];
  lines.push(say("interval", { low: toSigned(low), high: toSigned(high), pairs }));
  return [...lines, low <= 0 && high >= 0 ? say("contains_zero") : say("excludes_zero", { pairs })];
}

/** One detail: for each question its picture and its sentences. */
function drawFactor({ data, factor, design, answers, uid }) {
  const parts = data.questions.map((question) => {
    const found = estimateDifference(pairedDifferences(factor, data.pairs, design.levels, ratingsOf(answers, question)));
    const picture = found.mean === null ? [] : [drawLine({ id: `${uid}-${factor.id}-${question.id}`, short: question.short, found }), drawEnds()];
    const name = make("p", { className: "course-mirror-question" }, question.short);
    return make("div", { className: "course-mirror-part" }, name, ...picture, make("p", {}, sayDifference(factor, found).join(" ")));
  });
  return make("div", {}, make("p", { className: "course-mirror-factor" }, factor.label), ...parts);
}

const drawEnds = () =>
  make("p", { className: "course-mirror-ends", "aria-hidden": "true" }, ...["ends_less", "ends_none", "ends_more"].map((key) => make("span", {}, say(key))));

/** The answers themselves, pair by pair, so that anybody can look behind the mean. */
function drawPairs({ data, design, answers }) {
  const lines = data.pairs.flatMap((pair) => {
    const factor = data.factors.find(({ id }) => id === pair.factor);
    const known = pair.people.filter(({ id }) => design.levels[id]);
    const sides = known.map(({ id, name }) => {
      const level = factor.levels.find((one) => one.id === design.levels[id])?.label ?? "";
      const ratings = data.questions.map((question) => {
        const words = sayStep(answers[`${id}/${question.id}`], data.labels, { pass: say("pass") });
        return `${question.short}: ${(words || say("unrated")).toLowerCase()}`;
      });
      return make("span", { className: "course-mirror-side" }, say("pair_line", { name, level, rating: ratings.join(", ") }));
    });
    return sides.length ? [make("li", {}, ...sides)] : [];
  });
  return make("details", { className: "course-mirror-pairs" }, make("summary", {}, say("pairs")), make("ul", {}, ...lines));
}

/** The whole mirror, as elements to put into its place. */
function drawMirror({ data, design, answers, uid }) {
  const hasPair = data.factors.some((factor) =>
    data.questions.some((question) => pairedDifferences(factor, data.pairs, design.levels, ratingsOf(answers, question)).length),
  );
  if (!hasPair) return [make("p", {}, say("mirror_none"))];
  return [
    ...data.factors.map((factor) => drawFactor({ data, factor, design, answers, uid })),
    make("p", { className: "course-how-little" }, say("how_little")),
    make("p", {}, data.why_not),
    drawPairs({ data, design, answers }),
  ];
}
