/** A text, the words in it that may close a door, why, and other ways to say it. Nothing is changed unasked.
 *  `make…`, `findMarks` and `drawReading` stand in make.js, engine.js and reading.js, in front of this file. */

const PAUSE = 150; // milliseconds without a key before it reads again
const STEPS = 200; // how far back Undo goes
const isText = (value) => typeof value === "string";

function render({ model, el }) {
  const group = makeGroup(model);
  const draft = makeDraft(model, () => show());
  const status = make("p", { className: "course-quiet", "aria-live": "polite" });
  const tell = (line) => (status.textContent = line);
  const field = drawField({ model, draft, tell });
  const reading = drawReading({ model, draft, tell });
  const tools = drawTools({ draft, tell, field });
  const result = drawResult({ model, draft, tell });
  const parts = [field, reading, tools, result];
  group.append(field.element, reading.element, tools.element, status, result.element);
  el.append(group);
  const show = () => parts.forEach((part) => part.show());
  const follow = () => draft.follow() && show();
  model.on("change:response", follow);
  addEventListener("pagehide", field.flush);
  show();
  return () => {
    field.flush();
    removeEventListener("pagehide", field.flush);
    model.off("change:response", follow);
  };
}

/** The response in full, whatever an older edition or another hand left there. */
function readResponse(model) {
  const { text, original, kept } = Object(model.get("response"));
  const isPair = (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText);
  return {
    text: isText(text) ? text : "",
    original: isText(original) ? original : "",
    kept: Array.isArray(kept) ? kept.filter(isPair) : [],
  };
}

/** The text in work, with the steps back. `onChange` draws it anew. */
function makeDraft(model, onChange) {
  let state = readResponse(model);
  const steps = [];
  const isSame = (other) => JSON.stringify(other) === JSON.stringify(state);
  const put = (next) => {
    state = next;
    model.set("response", next);
    model.save_changes();
  };
  const change = (part) => {
    const next = { ...state, ...part };
    if (isSame(next)) return;
    steps.push(state);
    if (steps.length > STEPS) steps.shift();
    put(next);
    onChange();
  };
  return {
    get: () => state,
    change,
    load: (text) => change({ text, original: text, kept: [] }),
    /** From the first look at a card on, the text as it is then is the "before". */
    begin: () => state.original || put({ ...state, original: state.text }),
    canUndo: () => steps.length > 0,
    undo: () => {
      put(steps.pop());
      onChange();
    },
    /** Take up what another tab or an import changed; what we set ourselves is known already. */
    follow: () => {
      const other = readResponse(model);
      if (isSame(other)) return false;
      state = other;
      steps.length = 0;
      return true;
    },
  };
}

/** The field for a text, and buttons that fill it with a sample. */
function drawField({ model, draft, tell }) {
  const id = `${model.get("exercise_id")}-text`;
  // A browser's spelling service may send text away, so it is off here.
  const quiet = { autocomplete: "off", spellcheck: false, writingsuggestions: "false", "data-gramm": "false" };
  const field = make("textarea", { id, rows: 6, className: "course-lens-field", ...quiet });
  const samples = make("div", { className: "course-row" }, make("span", {}, say("samples")));
  let timer = 0;
  let isNew = false;
  const flush = () => {
    clearTimeout(timer);
    if (field.value === draft.get().text) return;
    const text = field.value;
    if (isNew || !text.trim()) draft.change({ text, original: text.trim() ? text : "", kept: [] });
    else draft.change({ text });
    isNew = false;
  };
  field.addEventListener("paste", () => {
    // A text pasted over everything is a new text, with a new "before".
    isNew = field.selectionEnd - field.selectionStart === field.value.length;
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE);
  });
  field.addEventListener("change", flush);
  for (const { title, text } of model.get("data").samples) {
    const load = () => {
      flush();
      draft.load(text.trim());
      tell(say("sample_in"));
    };
    samples.append(makeButton(title, load));
  }
  const label = make("label", { htmlFor: id, className: "course-lens-label" }, say("field"));
  const note = make("p", { className: "course-quiet" }, say("stays"));
  const form = make("form", {}, label, field, note, samples);
  form.addEventListener("submit", (event) => event.preventDefault());
  const show = () => {
    if (field.value !== draft.get().text) field.value = draft.get().text;
  };
  return { element: form, show, flush, focus: () => field.focus() };
}

/** Undo, back to the start, and an empty field; all three can be undone while the page is open. */
function drawTools({ draft, tell, field }) {
  const undo = makeButton(say("undo"), () => {
    field.flush();
    tell(say(draft.canUndo() ? "undone" : "undo_none"));
    if (draft.canUndo()) draft.undo();
    if (element.hidden) field.focus();
  });
  const restart = makeButton(say("restart"), () => {
    field.flush();
    draft.change({ text: draft.get().original || draft.get().text, kept: [] });
    tell(say("restarted"));
  });
  const clear = makeButton(say("clear"), () => {
    draft.change({ text: "", original: "", kept: [] });
    tell(say("cleared"));
    field.focus();
  });
  const element = make("div", { className: "course-row course-lens-tools" }, undo, restart, clear);
  return { element, show: () => (element.hidden = !draft.get().text && !draft.canUndo()) };
}

/** Both texts side by side, once there are two. */
function drawResult({ model, draft, tell }) {
  const [before, after] = [make("p"), make("p")];
  const column = (title, text) => make("div", {}, make("p", { className: "course-lens-label" }, title), text);
  const columns = make("div", { className: "course-lens-columns" }, column(say("before"), before), column(say("after"), after));
  const spare = make("textarea", { readOnly: true, rows: 4, hidden: true, "aria-label": say("copy_field") });
  const copy = makeButton(say("copy"), async () => {
    try {
      await navigator.clipboard.writeText(draft.get().text);
      spare.hidden = true;
      tell(say("copy_done"));
    } catch {
      // No clipboard here, or it was refused.
      spare.value = draft.get().text;
      spare.hidden = false;
      spare.focus();
      spare.select();
      tell(say("copy_by_hand"));
    }
  }, true);
  const print = model.get("host") === "page" ? makeButton(say("print"), () => globalThis.print()) : null;
  const element = make("div", {}, columns, make("div", { className: "course-row" }, copy, print), spare);
  const show = () => {
    const { text, original } = draft.get();
    element.hidden = !original || text === original;
    spare.hidden = true;
    before.textContent = original;
    after.textContent = text;
  };
  return { element, show };
}

/** Write the text as it was, and as it is if it changed, onto the paper face. */
export function fillPaper({ model, paper }) {
  const { text, original } = readResponse(model);
  const words = { before: original || text, after: original && text !== original ? text : "" };
  for (const [name, line] of Object.entries(words)) {
    const slot = paper.querySelector(`[data-write="${name}"]`);
    if (slot) slot.textContent = line;
  }
}

export { findMarks, fitArticle, replaceMark };
export default { render };
