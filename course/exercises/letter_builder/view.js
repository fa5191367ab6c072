/** A paper that compels: its passages marked, other wordings to choose, the letter as it becomes, and what it rests on.
 *  `make…`, `copyText` and `printPart` stand in the parts in front of this file. */

const OWN = "own";

/** The response in full, whatever an older edition left out. */
const readLetter = (model) => ({ letter: "", ways: {}, texts: {}, asked: [], ...model.get("response") });

const findLetter = (model, id = readLetter(model).letter) => model.get("data").letters.find((one) => one.id === id);

const passagesOf = (letter) => letter.parts.filter(({ id }) => id);

/** What is chosen for a passage: a wording's words, one's own, or null while it stands as it stood. */
function findChosen(model, passage) {
  const { ways, texts } = readLetter(model);
  const way = ways[passage.id];
  if (way === OWN) return texts[passage.id]?.trim() || null;
  return passage.ways.find(({ id }) => id === way)?.text ?? null;
}

function render({ model, el }) {
  const { caution } = model.get("data");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (part) => {
    keepResponse(model, { ...readLetter(model), ...part });
    kept.tell();
  };
  const warning = make("div", { className: "course-letter-caution" }, make("p", {}, caution.text), makeSources(model, caution.facts));
  const choice = drawChoice({ model, keep });
  const body = make("div");
  group.append(warning, choice.element, body, kept);
  el.append(group);
  let parts = [];
  let shown = null;
  const show = () => {
    choice.show();
    const letter = findLetter(model);
    if (letter !== shown) {
      // Another paper: only then is the body drawn anew, so that nothing loses the focus while one writes.
      parts = letter ? drawBody({ model, el, letter, keep }) : [];
      body.replaceChildren(...parts.map(({ element }) => element));
      shown = letter;
    }
    for (const part of parts) part.show();
  };
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Everything about one paper, from top to bottom. */
function drawBody({ model, el, letter, keep }) {
  const still = (...children) => ({ element: make("div", {}, ...children), show: () => {} });
  return [
    still(make("p", {}, letter.about), makeStage("before", "before_hint"), drawOriginal(letter), makeStage("change")),
    ...passagesOf(letter).map((passage, index) => drawPassage({ model, passage, number: index + 1, keep })),
    still(drawPoints(model, "law", letter.law), drawPoints(model, "open", letter.open)),
    drawFinished({ model, letter }),
    drawAsked({ model, keep }),
    still(drawActions({ model, el })),
  ];
}

function makeStage(name, hint) {
  const line = hint ? make("p", { className: "course-quiet" }, say(hint)) : null;
  return make("div", {}, make("p", { className: "course-part-stage" }, say(name)), line);
}

/** Which paper: radio buttons in a form of their own. */
function drawChoice({ model, keep }) {
  const name = `${model.get("exercise_id")}-letter`;
  const fieldset = make("fieldset", { className: "course-letter-choice" }, make("legend", {}, say("choose")));
  const inputs = model.get("data").letters.map(({ id, label }) => {
    const input = make("input", { type: "radio", name, value: id });
    fieldset.append(make("label", {}, input, make("span", {}, label)));
    return input;
  });
  fieldset.addEventListener("change", ({ target }) => keep({ letter: target.value }));
  const show = () => {
    for (const input of inputs) input.checked = input.value === readLetter(model).letter;
  };
  return { element: make("form", {}, fieldset), show };
}

/** The paper as it stands, each passage that compels with its number. */
function drawOriginal(letter) {
  const passages = passagesOf(letter);
  const lines = letter.parts.map((part) => {
    const number = passages.indexOf(part) + 1;
    return number ? make("p", {}, `${say("number", { n: number })} `, make("mark", {}, part.text)) : make("p", {}, part.text);
  });
  return make("div", { className: "course-letter-sheet" }, ...lines);
}

/** One passage: why it compels, and what may stand in its place. */
function drawPassage({ model, passage, number, keep }) {
  const name = `${model.get("exercise_id")}-${passage.id}`;
  const legend = make("legend", {}, say("passage", { n: number, text: passage.text }));
  const fieldset = make("fieldset", { className: "course-letter-choice" }, legend);
  const field = make("textarea", { rows: 3, autocomplete: "off", "aria-label": say("own_field", { n: number }) });
  const why = make("p", {}, make("strong", {}, `${say("why")}: `), passage.why);
  fieldset.append(why);
  const sources = makeSources(model, passage.facts);
  if (sources) fieldset.append(sources);
  const add = (value, text, way = {}) => {
    const input = make("input", { type: "radio", name, value });
    const note = way.note ? make("span", { className: "course-letter-note" }, way.note) : null;
    const more = makeSources(model, way.facts);
    fieldset.append(make("label", {}, input, make("span", {}, text, note)));
    if (more) fieldset.append(more);
    return input;
  };
  const inputs = [
    ...passage.ways.map((way) => add(way.id, way.text, way)),
    add(OWN, say("own")),
    add("", say("as_it_stands")),
  ];
  fieldset.append(field);
  fieldset.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    const { [passage.id]: gone, ...others } = readLetter(model).ways;
    keep({ ways: target.value ? { ...others, [passage.id]: target.value } : others });
    if (target.value === OWN) growField(field);
  });
  field.addEventListener("input", () => {
    growField(field);
    keep({ texts: { ...readLetter(model).texts, [passage.id]: field.value } });
  });
  const show = () => {
    const { ways, texts } = readLetter(model);
    const way = inputs.some(({ value }) => value === ways[passage.id]) ? ways[passage.id] : "";
    for (const input of inputs) input.checked = input.value === way;
    field.hidden = way !== OWN;
    if (field.value !== (texts[passage.id] ?? "")) field.value = texts[passage.id] ?? "";
    growField(field);
  };
  return { element: make("form", { className: "course-letter-passage" }, fieldset), show };
}

/** Points with what each rests on, in a box to open. */
function drawPoints(model, key, points) {
  const list = points.map(({ text, facts }) => make("li", {}, text, makeSources(model, facts)));
  return make("details", { className: "course-letter-points" }, make("summary", {}, say(key)), make("ul", {}, ...list));
}

/** The letter as it is now; what is left as it stood keeps its mark and its number. */
function drawFinished({ model, letter }) {
  const passages = passagesOf(letter);
  const status = make("p", { className: "course-letter-status", role: "status" });
  const sheet = make("div", { className: "course-letter-sheet course-letter-now" });
  const show = () => {
    const lines = letter.parts.map((part) => {
      const text = part.id ? findChosen(model, part) : part.text;
      if (text) return make("p", {}, text);
      const still = make("span", { className: "course-letter-still" }, ` ${say("still")}`);
      return make("p", {}, `${say("number", { n: passages.indexOf(part) + 1 })} `, make("mark", {}, part.text), still);
    });
    sheet.replaceChildren(...lines);
    const n = passages.filter((passage) => findChosen(model, passage)).length;
    const line = n === passages.length ? say("left_none") : say("left_many", { n, all: passages.length });
    if (status.textContent !== line) status.textContent = line;
  };
  return { element: make("div", {}, makeStage("finished"), status, sheet), show };
}

/** What to ask of it before it goes out: ticked by the learner, checked by nobody. */
function drawAsked({ model, keep }) {
  const fieldset = make("fieldset", { className: "course-letter-choice" }, make("legend", {}, say("ask")));
  const inputs = model.get("data").ask.map(({ id, text }) => {
    const input = make("input", { type: "checkbox", value: id });
    fieldset.append(make("label", {}, input, make("span", {}, text)));
    return input;
  });
  fieldset.addEventListener("change", () => keep({ asked: inputs.filter(({ checked }) => checked).map(({ value }) => value) }));
  const show = () => {
    for (const input of inputs) input.checked = readLetter(model).asked.includes(input.value);
  };
  return { element: make("form", { className: "course-letter-asked" }, fieldset), show };
}

/** The words of the whole letter. */
const letterText = (model, letter) =>
  letter.parts.map((part) => (part.id && findChosen(model, part)) || part.text).join("\n\n");

function drawActions({ model, el }) {
  const line = make("p", { className: "course-quiet", "aria-live": "polite" });
  const copy = makeButton(say("copy"), () => copyText(letterText(model, findLetter(model)), line), true);
  const print = makeButton(say("print"), () => printPart(model, el, "letter"));
  return make("div", {}, make("div", { className: "course-row" }, copy, print), line);
}

/** Tick what was chosen, and write the letter onto its sheet. Only the paper chosen is printed by itself. */
export function fillPaper({ model, paper }) {
  const { letter, ways, texts, asked } = readLetter(model);
  const slot = (name) => paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
  const write = (name, text) => slot(name) && (slot(name).textContent = text);
  const tick = (name, isOn) => write(name, isOn ? "☑" : "☐");
  for (const one of model.get("data").letters) {
    const isChosen = one.id === letter;
    paper.querySelector(`[data-letter="${one.id}"]`)?.toggleAttribute("data-part", isChosen);
    for (const { id } of model.get("data").ask) tick(`ask-${one.id}-${id}`, isChosen && asked.includes(id));
    const isBegun = passagesOf(one).some((passage) => findChosen(model, passage));
    for (const passage of passagesOf(one)) {
      for (const id of [...passage.ways.map((way) => way.id), OWN]) tick(`way-${passage.id}-${id}`, ways[passage.id] === id);
      write(`own-${passage.id}`, ways[passage.id] === OWN ? (texts[passage.id] ?? "") : "");
      write(`new-${passage.id}`, findChosen(model, passage) ?? (isBegun ? passage.text : ""));
    }
  }
  showPart(paper);
}

export default { render };
