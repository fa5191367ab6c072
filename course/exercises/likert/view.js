/** Sentences to agree with or not, one at a time and in an order of one's own; in up to three rounds; then one's own
 *  picture. Nothing is judged, and nothing is compared with anybody.
 *  `make…`, `drawScale`, `drawSteps`, `drawProfile` and the like stand in the parts in front of this file. */

const read = (model) => model.get("response") ?? { order: [], rounds: {} };

const answersOf = (model, round) => read(model).rounds[round]?.answers ?? {};

/** The day where the learner is, not in Greenwich. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function render({ model, el }) {
  const data = model.get("data");
  const uid = model.get("exercise_id");
  const drawn = shuffle(data.items.map((item) => item.id), Math.random); // becomes the order with the first answer
  // What was begun last is gone on with.
  let round = data.rounds.findLast(({ id }) => read(model).rounds[id])?.id ?? data.rounds[0].id;

  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (item, rating) => {
    const rounds = { ...read(model).rounds };
    rounds[round] = { answers: { ...answersOf(model, round), [item]: rating }, date: today() };
    keepResponse(model, { order: orderOf(), rounds });
    kept.tell();
  };
  /** The order kept, without sentences that are gone, and with new ones at its end. */
  const orderOf = () => {
    const known = read(model).order.filter((id) => drawn.includes(id));
    return [...new Set([...known, ...drawn])];
  };
  const aside = { pass: say("pass") };
  const scales = new Map(
    data.items.map((item) => {
      const onChange = (rating) => keep(item.id, rating);
      return [item.id, drawScale({ id: `${uid}-${item.id}`, legend: item.stem, labels: data.labels, aside, onChange })];
    }),
  );
  const place = make("div", {});
  const picture = make(
    "div",
    { role: "group", className: "course-own-picture", tabIndex: -1, "aria-label": say("picture") },
    make("p", { className: "course-title" }, say("picture")),
    place,
  );
  const steps = drawSteps({ cards: scales, end: picture });
  const ask = make("p", { className: "course-ask", "aria-live": "polite" });
  const rounds = drawRounds({ data, uid, onChange: (id) => ((round = id), show(), begin()) });
  const begin = () => steps.begin((id) => Object.hasOwn(answersOf(model, round), id));

  const show = () => {
    for (const [id, scale] of scales) scale.show(answersOf(model, round)[id]);
    rounds?.show(round);
    ask.textContent = data.rounds.find(({ id }) => id === round).ask;
    steps.arrange(orderOf());
    const drawing = drawProfile({ data, response: read(model), uid });
    place.replaceChildren(...(drawing.length ? drawing : [make("p", {}, say("picture_none"))]));
  };
  group.append(...[rounds, ask, steps.element, kept, picture, makeSources(model, data.facts)].filter(Boolean));
  el.append(group);
  model.on("change:response", show);
  show();
  begin();
  return () => model.off("change:response", show);
}

/** The switch between rounds; none where only one is asked. */
function drawRounds({ data, uid, onChange }) {
  if (data.rounds.length < 2) return null;
  const inputs = data.rounds.map(({ id }) => make("input", { type: "radio", name: `${uid}-round`, value: id }));
  const choices = data.rounds.map(({ label }, index) => make("label", {}, inputs[index], make("span", {}, label)));
  const hint = make("p", { className: "course-quiet", id: `${uid}-rounds-hint` }, say("rounds_open"));
  const fieldset = make("fieldset", {}, make("legend", {}, say("rounds")), ...choices);
  fieldset.setAttribute("aria-describedby", hint.id);
  const form = make("form", { className: "course-rounds" }, fieldset, hint);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => onChange(target.value));
  form.show = (round) => {
    for (const input of inputs) input.checked = input.value === round;
  };
  return form;
}

/** Write each answer, with its round, beneath its sentence on the paper face. */
export function fillPaper({ model, paper }) {
  const { items, labels, rounds } = model.get("data");
  for (const item of items) {
    const slot = paper.querySelector(`[data-write="${CSS.escape(item.id)}"]`);
    const words = rounds.map(({ id, label }) => [label, sayStep(answersOf(model, id)[item.id], labels, { pass: say("pass") })]);
    if (slot) slot.textContent = words.filter(([, text]) => text).map(([label, text]) => `${label}: ${text}`).join("; ");
  }
}

export default { render };
