/** Ten things that help a change last, one at a time; then a picture, and what to work on next. There is no total.
 *  `make…`, `drawScale`, `drawSteps`, `drawBars` and the like stand in the parts in front of this file. */

const readRatings = (model) => model.get("response")?.ratings ?? {};
const readChange = (model) => model.get("response")?.change ?? "";

function render({ model, el }) {
  const data = model.get("data");
  const uid = model.get("exercise_id");
  const aside = { unknown: say("unknown"), pass: say("pass") };
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (change) => {
    keepResponse(model, { change: readChange(model), ratings: readRatings(model), ...change });
    kept.tell();
  };
  const field = make("textarea", { id: `${uid}-change`, rows: 2, autocomplete: "off" });
  field.addEventListener("input", () => {
    growField(field);
    keep({ change: field.value });
  });
  const cards = new Map(
    data.factors.map((factor) => {
      const onChange = (rating) => keep({ ratings: { ...readRatings(model), [factor.id]: rating } });
      const scale = drawScale({ id: `${uid}-${factor.id}`, legend: factor.text, labels: data.labels, aside, onChange });
      scale.prepend(make("p", { className: "course-factor" }, factor.label));
      return [factor.id, scale];
    }),
  );
  const place = make("div", {});
  const line = make("p", { className: "course-quiet", role: "status" });
  const copy = makeButton(say("copy"), () => copyText(toText(model), line), true);
  const print = makeButton(say("print"), () => printPaper(model, el));
  const take = make("div", { className: "course-row" }, copy, print);
  const title = make("p", { className: "course-title" }, say("bars"));
  const end = make("div", { role: "group", className: "course-last", tabIndex: -1, "aria-label": say("bars") }, title, place, take, line);
  const steps = drawSteps({ cards, end });
  const show = () => {
    const ratings = readRatings(model);
    if (field.value !== readChange(model)) field.value = readChange(model);
    growField(field);
    for (const [id, card] of cards) card.show(ratings[id]);
    const [how, ...todo] = nextLines(data, ratings);
    take.hidden = !how;
    line.textContent = "";
    place.replaceChildren(...(how ? drawEnd({ data, ratings, aside, how, todo }) : [make("p", {}, say("bars_none"))]));
  };
  const label = make("label", { className: "course-factor", htmlFor: field.id }, data.change);
  group.append(label, field, steps.element, kept, end, make("p", {}, data.note));
  const sources = makeSources(model, data.facts);
  if (sources) group.append(sources);
  el.append(group);
  model.on("change:response", show);
  show();
  steps.arrange(data.factors.map(({ id }) => id));
  steps.begin((id) => Object.hasOwn(readRatings(model), id));
  return () => model.off("change:response", show);
}

/** The picture, and under it what to work on. */
function drawEnd({ data, ratings, aside, how, todo }) {
  return [
    drawBars({ data, ratings, aside }),
    make("p", { className: "course-title" }, say("next")),
    make("p", {}, how),
    make("ol", {}, ...todo.map((text) => make("li", {}, text))),
  ];
}

/** What to work on, as text to take along. */
function toText(model) {
  const [, ...todo] = nextLines(model.get("data"), readRatings(model));
  return [readChange(model).trim(), say("next"), ...todo].filter(Boolean).join("\n\n");
}

/** Write the change, each rating and what is next on the paper face. */
export function fillPaper({ model, paper }) {
  const data = model.get("data");
  const ratings = readRatings(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id } of data.factors) write(id, sayStep(ratings[id], data.labels, { unknown: say("unknown"), pass: say("pass") }));
  write("change", readChange(model));
  const lowest = countRated(data, ratings) < LEAST_RATED ? [] : pickLowest(data.factors, ratings);
  write("next", lowest.map(({ label }) => label).join("; "));
}

export default { render };
