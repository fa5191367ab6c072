/** Steps to put in order: check, see why, try again. Nothing is counted up.
 *  The rows with their buttons and keys are those of items.js; a row may also be dragged onto another's place (drag.js). */

function render({ model, el }) {
  const { ask, notes, steps, start, close, facts } = model.get("data");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const result = make("p", { className: "course-step-result", role: "status" });
  const said = make("p", { className: "course-quiet", "aria-live": "polite" });
  const id = `${model.get("exercise_id")}-steps`;
  const textOf = (one) => steps.find((step) => step.id === one).text;
  const keep = (order, checked) => {
    keepResponse(model, { order, checked });
    kept.tell();
  };
  const item = { kind: "order", stem: ask, options: start.map((one) => ({ id: one, text: textOf(one) })) };
  const form = drawItem({ item, response: null, id, onChange: (order) => keep(order, false) });
  form.querySelector(".course-keep").remove(); // any order may be looked at
  for (const row of form.querySelectorAll(".course-order-row")) row.prepend(makeGrip());
  const end = letDrag(form, {
    items: ".course-order > li",
    places: ".course-order > li",
    onDrop: (row, target) => {
      if (row === target) return;
      const order = readOrder(model).filter((one) => one !== row.dataset.id);
      const place = readOrder(model).indexOf(target.dataset.id);
      order.splice(place, 0, row.dataset.id);
      keep(order, false);
      said.textContent = say("dropped", { n: place + 1, all: order.length, text: textOf(row.dataset.id) });
    },
  });
  const check = makeButton(say("check"), () => {
    keep(readOrder(model), true);
    again.focus(); // the button pressed is gone
  }, true);
  const again = makeButton(say("again"), () => {
    keep(readOrder(model), false);
    form.querySelector("li button:enabled").focus();
  });
  const told = (notes ?? []).map(({ text }) => make("p", { className: "course-step-note" }, text));
  const sources = makeSources(model, [...new Set([...(notes ?? []), ...steps].flatMap((one) => one.facts ?? []).concat(facts ?? []))]);
  const how = make("p", { className: "course-quiet" }, say("drag_how"));
  group.append(...told, form, how, said, make("div", { className: "course-row" }, check, again), result, close ? make("p", {}, close) : "", sources ?? "", kept);
  el.append(group);

  const show = () => {
    const response = model.get("response");
    const isChecked = Boolean(response?.checked);
    const order = readOrder(model);
    form.show(response ? order : null);
    form.mark(isChecked ? toMarks(steps, order) : null);
    check.hidden = isChecked;
    again.hidden = !isChecked;
    if (isChecked || !response) said.textContent = "";
    const isRight = steps.every((step) => step.places.includes(order.indexOf(step.id) + 1));
    result.textContent = isChecked ? say(isRight ? "all_right" : "some_elsewhere") : "";
  };
  model.on("change:response", show);
  show();
  return () => {
    model.off("change:response", show);
    end();
  };
}

/** The learner's order; steps that are new in this edition follow at the end, and those that are gone are left out. */
function readOrder(model) {
  const { start } = model.get("data");
  const kept = [...new Set(model.get("response")?.order ?? [])].filter((one) => start.includes(one));
  return [...kept, ...start.filter((one) => !kept.includes(one))];
}

/** What is said of each step: whether it stands where it may, and the reason, which holds either way. */
function toMarks(steps, order) {
  const toEntry = ({ id, places: [n, m], why, places }) => {
    const ok = places.includes(order.indexOf(id) + 1);
    const word = ok ? say("in_place") : m ? say("at_either", { n, m: places.at(-1) }) : say("at", { n });
    return [id, { ok, word, text: why }];
  };
  return Object.fromEntries(steps.map(toEntry));
}

/** The number that was given to each step stands under it on the paper face. */
export function fillPaper({ model, paper }) {
  const order = readOrder(model);
  for (const [index, id] of order.entries()) {
    const slot = paper.querySelector(`[data-write="${CSS.escape(id)}"]`);
    if (slot) slot.textContent = model.get("response") ? String(index + 1) : "";
  }
}

export default { render };
