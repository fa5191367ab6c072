/** A sheet that two people fill together: what matters, what each option brings and costs, what was agreed.
 *  Nothing is added up. `make…`, `say` and `printPaper` stand in the parts in front of this file. */

const EMPTY = { matters: [], own: "", options: {}, agreed: "", again: "" };
const FITS = ["fits", "unsure", "not"];

const read = (model) => ({ ...EMPTY, ...model.get("response") });
const readOption = (model, id) => ({ fit: "", means: "", ...read(model).options[id] });

function render({ model, el }) {
  const { decisions, notes, agreed, again } = model.get("data");
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (change) => {
    keepResponse(model, { ...read(model), ...change });
    kept.tell();
  };
  const keepOption = (id, change) => keep({ options: { ...read(model).options, [id]: { ...readOption(model, id), ...change } } });
  const parts = [
    drawMatters({ model, uid, keep }),
    ...decisions.map((decision) => drawDecision({ model, decision, uid, keepOption })),
    notes?.length ? drawNotes(model, notes) : null,
    drawField({ id: `${uid}-agreed`, text: agreed, rows: 4, read: () => read(model).agreed, onInput: (text) => keep({ agreed: text }) }),
    drawField({ id: `${uid}-again`, text: again, rows: 2, read: () => read(model).again, onInput: (text) => keep({ again: text }) }),
  ].filter(Boolean);
  group.append(make("p", { className: "course-quiet" }, say("for_whom")), ...parts.map((part) => part.part));
  group.append(drawEnd({ model, el, kept }), kept);
  el.append(group);
  const show = () => parts.forEach((part) => part.show?.());
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

const makeHead = (text) => make("p", { className: "course-balance-head" }, text);

/** A field with its label, which grows as it is written in. */
function drawField({ id, text, rows, read: readText, onInput, isHead = true }) {
  const field = make("textarea", { id, rows, autocomplete: "off", className: "course-balance-field" });
  field.addEventListener("input", () => {
    growField(field);
    onInput(field.value);
  });
  const label = make("label", { htmlFor: id, className: isHead ? "course-balance-head" : "course-balance-label" }, text);
  const show = () => {
    if (field.value !== readText()) field.value = readText();
    growField(field);
  };
  return { part: make("div", {}, label, field), show };
}

/** A few things to tick, and a place for the client's own words. */
function drawMatters({ model, uid, keep }) {
  const { text, own, options } = model.get("data").matters;
  const fieldset = make("fieldset", { className: "course-balance-ticks" }, make("legend", { className: "course-balance-head" }, text));
  fieldset.append(make("p", { className: "course-quiet" }, say("tick")));
  const boxes = options.map((option) => {
    const box = make("input", { type: "checkbox", value: option.id });
    fieldset.append(make("label", {}, box, make("span", {}, option.text)));
    return box;
  });
  fieldset.addEventListener("change", () => keep({ matters: boxes.filter((box) => box.checked).map((box) => box.value) }));
  const words = drawField({ id: `${uid}-own`, text: own, rows: 3, read: () => read(model).own, onInput: (value) => keep({ own: value }), isHead: false });
  const show = () => {
    for (const box of boxes) box.checked = read(model).matters.includes(box.value);
    words.show();
  };
  return { part: make("div", {}, fieldset, words.part), show };
}

function drawDecision({ model, decision, uid, keepOption }) {
  const options = decision.options.map((option) => drawOption({ model, option, uid, keepOption }));
  const intro = decision.intro ? make("p", {}, decision.intro) : null;
  const id = `${uid}-${decision.id}-head`;
  const head = make("p", { className: "course-balance-head", id }, decision.title);
  const part = make("div", { role: "group", "aria-labelledby": id }, head, intro, makeSources(model, decision.facts), ...options.map((one) => one.part));
  return { part, show: () => options.forEach((one) => one.show()) };
}

/** One option, closed at first so that all of them are seen side by side; what was said of it stands on its lid. */
function drawOption({ model, option, uid, keepOption }) {
  const id = `${uid}-${option.id}`;
  const said = make("span", { className: "course-balance-said" });
  const lid = make("summary", {}, make("span", {}, make("strong", {}, option.label), ` ${option.what}`), said);
  const fit = drawFit({ model, option, id, keepOption });
  const means = drawField({ id, text: say("means"), rows: 2, read: () => readOption(model, option.id).means, onInput: (text) => keepOption(option.id, { means: text }), isHead: false });
  const points = make("div", { className: "course-balance-columns" }, drawPoints(model, "+", "benefits", option), drawPoints(model, "−", "risks", option));
  const part = make("details", { className: "course-balance-option" }, lid, points, fit.part, means.part);
  part.addEventListener("toggle", means.show); // a field in a closed box could not grow
  const show = () => {
    const chosen = readOption(model, option.id).fit;
    said.textContent = chosen ? say(`fit_${chosen}`) : "";
    fit.show(chosen);
    means.show();
  };
  return { part, show };
}

function drawPoints(model, sign, key, option) {
  const items = option[key].map(({ text }) => make("li", {}, text));
  const head = make("p", { className: "course-balance-sign" }, make("span", { "aria-hidden": "true" }, `${sign} `), say(key));
  return make("div", { className: `course-balance-${key}` }, head, make("ul", {}, ...items), makeSources(model, factsOf(option[key])));
}

/** The facts of a few points, each once: one box for all of them leaves a phone room for the words. */
const factsOf = (points) => [...new Set(points.flatMap(({ facts }) => facts ?? []))];

function drawFit({ model, option, id, keepOption }) {
  const legend = make("legend", {}, say("fit"), make("span", { className: "course-balance-unseen" }, `: ${option.label}`));
  const fieldset = make("fieldset", { className: "course-balance-fits" }, legend);
  const inputs = FITS.map((fit) => {
    const input = make("input", { type: "radio", name: `${id}-fit`, value: fit });
    // A second tap takes it back: nobody has to have a view.
    input.addEventListener("click", () => readOption(model, option.id).fit === fit && keepOption(option.id, { fit: "" }));
    input.addEventListener("change", () => keepOption(option.id, { fit }));
    fieldset.append(make("label", {}, input, make("span", {}, say(`fit_${fit}`))));
    return input;
  });
  const form = make("form", {}, fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  const show = (chosen) => inputs.forEach((input) => (input.checked = input.value === chosen));
  return { part: form, show };
}

function drawNotes(model, notes) {
  const items = notes.map(({ text }) => make("li", {}, text));
  return { part: make("div", { className: "course-balance-notes" }, makeHead(say("holds")), make("ul", {}, ...items), makeSources(model, factsOf(notes))) };
}

/** Print it, or clear it for whoever comes next: two people share this device, and then two others. */
function drawEnd({ model, el, kept }) {
  const line = make("p", { className: "course-quiet", role: "status" });
  const print = makeButton(say("print"), () => printPaper(model, el), true);
  const yes = makeButton(say("clear_yes"), () => {
    keepResponse(model, null);
    kept.textContent = "";
    ask(false);
    line.textContent = say("cleared");
  });
  const no = makeButton(say("clear_no"), () => ask(false));
  const clear = makeButton(say("clear"), () => ask(true));
  const question = make("div", { hidden: true, role: "group", "aria-label": say("clear_ask") }, make("p", {}, say("clear_ask")), make("div", { className: "course-row" }, yes, no));
  const ask = (isAsking) => {
    question.hidden = !isAsking;
    clear.hidden = isAsking;
    line.textContent = "";
    (isAsking ? no : clear).focus();
  };
  return make("div", { className: "course-balance-end" }, make("div", { className: "course-row" }, print, clear), question, line);
}

/** Write what the two said onto the sheet. */
export function fillPaper({ model, paper }) {
  const { matters, own, agreed, again } = read(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id } of model.get("data").matters.options) write(`matters-${id}`, matters.includes(id) ? "☒" : "☐");
  for (const { id } of model.get("data").decisions.flatMap(({ options }) => options)) {
    const { fit, means } = readOption(model, id);
    for (const one of FITS) write(`${id}-${one}`, one === fit ? "●" : "○");
    write(id, means);
  }
  write("own", own);
  write("agreed", agreed);
  write("again", again);
}

export default { render };
