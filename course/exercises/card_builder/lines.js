/** The reading in work: its lines in order, each to change, move or leave out, with what the lens sees in it.
 *  `make…` and `say` stand in make.js, `findMarks` in language_lens/engine.js, in front of this file. */

const OWN = /^own-\d+$/;
const SHOWN = 40; // characters of a line by which a button says which one it means

/** The response in full, whatever an older edition left out. */
const readCard = (model) => ({ lines: [], texts: {}, kept: {}, answers: {}, again: "", ...model.get("response") });

const findSentence = (model, id) => model.get("data").sentences.find((one) => one.id === id);

/** The words of a line as they stand now. */
const textOf = (model, id) => readCard(model).texts[id] ?? findSentence(model, id)?.text ?? "";

/** Lines there still are: a sentence may have left the course since. */
const linesOf = (model) =>
  [...new Set(readCard(model).lines)].filter((id) => findSentence(model, id) || OWN.test(id) || readCard(model).texts[id]);

/** Lines that one has written, in the reading or out of it. */
const ownLines = (model) => {
  const { lines, texts } = readCard(model);
  return [...new Set([...Object.keys(texts), ...lines])].filter((id) => !findSentence(model, id) && (texts[id] || OWN.test(id)));
};

const shorten = (text) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text || say("own_line"));

/** The twin of `count_seconds` in __init__.py. */
export function countSeconds(text, pace) {
  return Math.ceil((countWords(text) * 60) / pace);
}

/** What Python's `split` calls words. */
function countWords(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

/** The ordered list. `act` has `change(part)` and `tell(line)`. */
function drawLines({ model, act }) {
  const list = make("ol", { className: "course-card-lines" });
  const none = make("p", { className: "course-quiet" }, say("empty"));
  const rows = new Map();
  const rowOf = (id) => {
    if (!rows.has(id)) rows.set(id, drawLine({ model, id, act, move, leave }));
    return rows.get(id);
  };
  const move = (id, step) => {
    const lines = linesOf(model);
    const from = lines.indexOf(id);
    const to = from + step;
    if (to < 0 || to >= lines.length) return;
    [lines[from], lines[to]] = [lines[to], lines[from]];
    act.change({ lines });
    act.tell(say("moved", { n: to + 1, all: lines.length }));
    rows.get(id).focus(step);
  };
  const leave = (id) => {
    const lines = linesOf(model);
    const at = lines.indexOf(id);
    const rest = lines.filter((one) => one !== id);
    act.change({ lines: rest });
    act.tell(say("left"));
    if (rest.length) rows.get(rest[Math.min(at, rest.length - 1)]).focus(0);
    else act.home();
  };
  const show = () => {
    const lines = linesOf(model);
    for (const [id, row] of rows) if (!lines.includes(id)) row.element.remove();
    lines.forEach((id, index) => {
      const { element } = rowOf(id);
      // A row that is moved in the page drops the focus, so nothing moves that stands right already.
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
      rowOf(id).show(index, lines.length);
    });
    none.hidden = lines.length > 0;
  };
  const look = () => linesOf(model).reduce((sum, id) => sum + rowOf(id).look(), 0);
  return { element: make("div", {}, none, list), show, look, focus: (id) => rowOf(id).focus(0) };
}

/** One line: a field, its buttons, and what the lens sees in it. */
function drawLine({ model, id, act, move, leave }) {
  const uid = `${model.get("exercise_id")}-line-${id}`;
  const quiet = { autocomplete: "off", spellcheck: false, writingsuggestions: "false" }; // a spelling service may send text away
  const field = make("textarea", { id: uid, rows: 2, ...quiet });
  const label = make("label", { htmlFor: uid, className: "course-quiet" });
  const up = makeButton("↑", () => move(id, -1));
  const down = makeButton("↓", () => move(id, 1));
  const out = makeButton(say("leave"), () => leave(id));
  const back = makeButton(say("asis"), () => {
    const { [id]: gone, ...texts } = readCard(model).texts;
    act.change({ texts });
    field.focus();
  });
  const marks = make("div", { className: "course-card-marks" });
  field.addEventListener("input", () => {
    growField(field);
    act.change({ texts: { ...readCard(model).texts, [id]: field.value } });
  });
  field.setAttribute("aria-describedby", `${uid}-marks`);
  marks.id = `${uid}-marks`;
  const buttons = make("div", { className: "course-row" }, up, down, out, back);
  const element = make("li", { className: "course-card-line" }, label, field, marks, buttons);
  const name = () => {
    const text = shorten(textOf(model, id));
    up.setAttribute("aria-label", say("up", { text }));
    down.setAttribute("aria-label", say("down", { text }));
    out.setAttribute("aria-label", say("leave_named", { text }));
  };
  const show = (index, all) => {
    const text = textOf(model, id);
    const sentence = findSentence(model, id);
    label.textContent = say("line", { n: index + 1 });
    if (field.value !== text) field.value = text;
    growField(field);
    up.disabled = index === 0;
    down.disabled = index === all - 1;
    back.hidden = !sentence || sentence.text === text;
    name();
  };
  const look = () => {
    const { kept } = readCard(model);
    const found = findMarks(textOf(model, id), model.get("data").rules).filter((mark) => !kept[id]?.includes(mark.text));
    const line = JSON.stringify(found);
    if (marks.dataset.shown !== line) marks.replaceChildren(...found.map((mark) => drawMark({ mark, keep: () => keepWords(mark) })));
    marks.dataset.shown = line;
    return found.length;
  };
  const keepWords = (mark) => {
    const { kept } = readCard(model);
    act.change({ kept: { ...kept, [id]: [...(kept[id] ?? []), mark.text] } });
    act.settle();
    field.focus(); // the button pressed has gone
  };
  const focus = (step) => {
    const button = step < 0 ? up : down;
    if (!step) field.focus();
    else (button.disabled ? (step < 0 ? down : up) : button).focus();
  };
  return { element, show, look, focus };
}

/** A word that may close a door: why, and how else to say it. Nothing is changed unasked. */
function drawMark({ mark, keep }) {
  const isNote = mark.outcome === "note";
  const button = makeButton(say("keep"), keep);
  button.setAttribute("aria-label", say("keep_named", { text: mark.text }));
  const ways = mark.prefer.length ? ` ${say("instead", { ways: mark.prefer.join("; ") })}` : "";
  return make(
    "div",
    { className: `course-card-mark${isNote ? " course-card-note" : ""}` },
    make("p", {}, make("strong", {}, say(isNote ? "mark_note" : "mark", { text: mark.text })), ` ${mark.why}${ways}`),
    mark.prefer.length ? null : make("ul", {}, ...mark.advice.map((line) => make("li", {}, line))),
    button,
  );
}
