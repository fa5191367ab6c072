/** A welcoming reading: lines to take, to change and to order, its length aloud, its motion, and answers to objections.
 *  `make…`, `copyText`, `printPart` and `drawLines` stand in the parts in front of this file. */

const PAUSE = 400; // milliseconds without a key before the length is told and the lens looks
const FIRST = 8; // words of the reading that the motion names it by

function render({ model, el }) {
  const group = makeGroup(model);
  const kept = makeKept(model);
  const status = make("p", { className: "course-quiet", role: "status" });
  const length = make("p", { className: "course-card-length", role: "status" });
  let timer = 0;
  const settle = () => {
    clearTimeout(timer);
    sayLength({ model, line: length, looks: lines.look() });
  };
  const act = {
    change: (part) => {
      keepResponse(model, { ...readCard(model), ...part });
      kept.tell();
    },
    tell: (line) => (status.textContent = line),
    settle,
    home: () => take.focus(),
  };
  const take = drawTake({ model, act });
  const lines = drawLines({ model, act });
  const add = makeButton(say("add"), () => {
    const taken = [...ownLines(model), ...readCard(model).lines];
    const id = `own-${[...Array(taken.length + 1).keys()].map((n) => n + 1).find((n) => !taken.includes(`own-${n}`))}`;
    act.change({ lines: [...linesOf(model), id] });
    lines.focus(id);
  });
  const motion = drawMotion({ model, act });
  const objections = model.get("data").objections.map((objection) => drawObjection({ model, objection, act }));
  const pace = make("p", { className: "course-quiet" }, say("pace", { pace: model.get("data").pace }));
  group.append(
    drawGround(model),
    take.element,
    makeStage("lines", "lines_hint"),
    lines.element,
    add,
    length,
    pace,
    status,
    motion.element,
    makeStage("objections", "objections_hint"),
    ...objections.map((one) => one.element),
    makeStage("take_away"),
    drawActions({ model, el, act }),
    kept,
  );
  el.append(group);
  const parts = [take, lines, motion, ...objections];
  const show = () => {
    for (const part of parts) part.show();
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
  };
  model.on("change:response", show);
  show();
  settle();
  return () => {
    clearTimeout(timer);
    model.off("change:response", show);
  };
}

/** The name of a stage, and a line on what to do in it. */
function makeStage(name, hint) {
  const line = hint ? make("p", { className: "course-quiet" }, say(hint)) : null;
  return make("div", {}, make("p", { className: "course-part-stage" }, say(name)), line);
}

/** The words of the whole reading. */
const readingOf = (model) => linesOf(model).map((id) => textOf(model, id).trim()).filter(Boolean);

/** How long it takes aloud, and how many places the lens points at. */
function sayLength({ model, line, looks }) {
  const text = readingOf(model).join(" ");
  const words = countWords(text);
  const seconds = countSeconds(text, model.get("data").pace);
  const told = words === 1 ? say("length_one") : say("length", { words, seconds });
  const seen = looks ? ` ${looks === 1 ? say("look_one") : say("look_many", { n: looks })}` : "";
  const said = words ? told + seen : "";
  if (line.textContent !== said) line.textContent = said;
}

/** What a group may say, closed, with what each point rests on. */
function drawGround(model) {
  const points = model.get("data").ground.map(({ text, facts }) => make("li", {}, text, makeSources(model, facts)));
  return make("details", { className: "course-card-ground" }, make("summary", {}, say("ground")), make("ul", {}, ...points));
}

/** Readings to begin from, and the lines one by one. */
function drawTake({ model, act }) {
  const { drafts, sentences } = model.get("data");
  const buttons = drafts.map(({ label, lines }) =>
    makeButton(label, () => {
      act.change({ lines: [...lines] });
      act.tell(say("begun", { n: lines.length }));
    }),
  );
  const list = make("ul", { className: "course-card-take" });
  const rows = new Map();
  const row = (id) => {
    if (!rows.has(id)) rows.set(id, drawChoice({ model, id, act }));
    return rows.get(id);
  };
  const element = make(
    "div",
    {},
    makeStage("take", "begin"),
    make("div", { className: "course-row" }, ...buttons),
    make("p", { className: "course-quiet course-card-take-hint" }, say("take_hint")),
    list,
  );
  const show = () => {
    const wanted = [...sentences.map(({ id }) => id), ...ownLines(model)];
    for (const [id, { element }] of rows) if (!wanted.includes(id)) element.remove();
    for (const id of wanted) {
      if (!row(id).element.isConnected || row(id).element.parentElement !== list) list.append(row(id).element);
      row(id).show();
    }
  };
  return { element, show, focus: () => list.querySelector("input").focus() };
}

/** One line to take: a box, and why it is there. */
function drawChoice({ model, id, act }) {
  const sentence = findSentence(model, id);
  const box = make("input", { type: "checkbox" });
  const text = make("span", {});
  box.addEventListener("change", () => {
    const others = linesOf(model).filter((one) => one !== id);
    act.change({ lines: box.checked ? [...others, id] : others });
  });
  const seconds = sentence ? say("seconds", { seconds: countSeconds(sentence.text, model.get("data").pace) }) : "";
  const why = sentence
    ? make(
        "details",
        {},
        make("summary", {}, say("why")),
        make("p", {}, sentence.why),
        makeSources(model, sentence.facts),
      )
    : null;
  const label = make("label", {}, box, make("span", {}, text, make("span", { className: "course-minutes" }, seconds && ` (${seconds})`)));
  const show = () => {
    box.checked = linesOf(model).includes(id);
    text.textContent = sentence?.text ?? (textOf(model, id) || say("own_line"));
  };
  return { element: make("li", {}, label, why), show };
}

/** The motion, with the reading's first words and the day to look again filled in. */
function drawMotion({ model, act }) {
  const { note, facts } = model.get("data").motion;
  const id = `${model.get("exercise_id")}-again`;
  const day = make("input", { type: "date", id });
  const text = make("p", { className: "course-card-motion" });
  day.addEventListener("change", () => act.change({ again: day.value }));
  const element = make(
    "div",
    {},
    makeStage("motion"),
    make("label", { htmlFor: id, className: "course-prompt" }, say("again")),
    day,
    text,
    make("p", { className: "course-quiet" }, note),
    makeSources(model, facts),
  );
  const show = () => {
    if (day.value !== readCard(model).again) day.value = readCard(model).again;
    text.textContent = fillMotion(model);
  };
  return { element, show };
}

function fillMotion(model) {
  const words = readingOf(model).join(" ").split(/\s+/).filter(Boolean);
  const first = words.length > FIRST ? `${words.slice(0, FIRST).join(" ")} …` : words.join(" ");
  const slots = { first: first || say("blank"), date: sayDay(readCard(model).again) || say("blank") };
  return model.get("data").motion.text.replace(/\{(first|date)\}/g, (_, slot) => slots[slot]);
}

/** What somebody may say, the best case for it, an answer, and room for one's own. */
function drawObjection({ model, objection, act }) {
  const id = `${model.get("exercise_id")}-answer-${objection.id}`;
  const field = make("textarea", { id, rows: 2, autocomplete: "off" });
  const named = (key, text) => make("p", {}, make("strong", {}, `${say(key)}: `), text);
  field.addEventListener("input", () => {
    growField(field);
    act.change({ answers: { ...readCard(model).answers, [objection.id]: field.value } });
  });
  const element = make(
    "details",
    { className: "course-card-objection" },
    make("summary", {}, `“${objection.heard}”`),
    named("best", objection.best),
    named("answer", objection.answer),
    makeSources(model, objection.facts),
    make("label", { htmlFor: id, className: "course-prompt" }, say("own_answer")),
    field,
  );
  const show = () => {
    const text = readCard(model).answers[objection.id] ?? "";
    if (field.value !== text) field.value = text;
    growField(field);
  };
  return { element, show };
}

function drawActions({ model, el, act }) {
  const line = make("p", { className: "course-quiet", "aria-live": "polite" });
  const buttons = [
    makeButton(say("copy_reading"), () => copyText(readingOf(model).join("\n\n"), line), true),
    makeButton(say("copy_motion"), () => copyText(fillMotion(model), line)),
    makeButton(say("print_letter"), () => printPart(model, el, "card")),
    makeButton(say("print_a6"), () => printPart(model, el, "a6")),
  ];
  return make("div", {}, make("div", { className: "course-row" }, ...buttons), line);
}

/** Tick the lines taken, and write the reading, the motion and the answers onto the sheet. */
export function fillPaper({ model, paper }) {
  const { answers } = readCard(model);
  const lines = linesOf(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id } of model.get("data").sentences) write(`take-${id}`, lines.includes(id) ? "☑" : "☐");
  for (const { id } of model.get("data").objections) write(`answer-${id}`, answers[id] ?? "");
  paper.querySelector('[data-write="card"]')?.replaceChildren(...readingOf(model).map((line) => make("p", {}, line)));
  write("motion", fillMotion(model));
  showPart(paper);
}

export default { render };
