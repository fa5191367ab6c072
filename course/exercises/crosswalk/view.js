/** Two columns of principles to join, the pairs made of them, our map to compare with, and a picture to keep.
 *  `make…`, `say`, `drawPicture`, `drawMap` and `drawPair` stand in files that are joined in front of this one. */

function render({ model, el }) {
  const group = makeGroup(model);
  const said = make("p", { className: "course-quiet course-cross-said", role: "status" });
  const kept = makeKept(model);

  const save = (next) => {
    const isNothing = !next.pairs.length && !next.checked;
    keepResponse(model, isNothing ? null : next);
    kept.tell();
  };
  const keep = (key, pair, value) => {
    const now = readMap(model);
    const map = { ...now[key], [pair]: value };
    if (!value) delete map[pair];
    save({ ...now, [key]: map });
  };
  const join = (left, right) => {
    const known = findPairs(model).find((pair) => pair.left === left && pair.right === right);
    if (known) {
      said.textContent = say("already", { n: known.n });
      return;
    }
    const now = readMap(model);
    save({ ...now, pairs: [...now.pairs, `${left.id}--${right.id}`] });
    said.textContent = say("joined", { n: findPairs(model).length, pair: sayPair({ left, right }) });
  };
  const part = (pair) => {
    const now = readMap(model);
    const without = (map) => Object.fromEntries(Object.entries(map).filter(([key]) => key !== pair.key));
    const pairs = now.pairs.filter((key) => key !== pair.key);
    save({ ...now, pairs, tensions: without(now.tensions), own: without(now.own), sides: without(now.sides) });
    said.textContent = say("parted", { pair: pair.text });
    board.focus(pair.left); // the button pressed has gone
  };

  const board = drawBoard({ model, said, join });
  const mine = drawPairs({ model, keep, part });
  const compare = drawCompare(model, () => save({ ...readMap(model), checked: !readMap(model).checked }));
  const picture = drawKeepsake(model, el);
  group.append(make("p", { className: "course-quiet" }, say("how")), board.element, said, mine.element, compare.element, picture.element, kept);
  el.append(group);
  const show = () => [board, mine, compare, picture].forEach((one) => one.show());
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Both columns; one is held on either side, and two that are held become a pair. */
function drawBoard({ model, said, join }) {
  const data = model.get("data");
  const held = { left: null, right: null };
  const buttons = new Map();
  const press = (side, item) => {
    held[side] = held[side] === item ? null : item;
    said.textContent = held[side] ? say("picked", { text: item.text }) : say("released");
    if (held.left && held.right) {
      const { left, right } = held;
      held.left = held.right = null;
      join(left, right);
    }
    show();
  };
  const drawSide = (side) => {
    const id = `${model.get("exercise_id")}-${side}`;
    const list = make("ul", { className: "course-cross-list", "aria-labelledby": id });
    for (const item of data[side].items) {
      const note = make("span", { className: "course-cross-note" }, item.note);
      const mark = make("span", { className: "course-cross-mark" });
      const button = make("button", { type: "button", className: "course-cross-item" }, make("span", {}, item.text), note, mark);
      button.addEventListener("click", () => press(side, item));
      buttons.set(item, { button, note, mark, side });
      list.append(make("li", {}, button));
    }
    return make("div", { className: "course-cross-side" }, make("p", { className: "course-prompt", id }, data[side].title), list);
  };
  const element = make("div", { className: "course-cross-board" }, drawSide("left"), drawSide("right"));
  const show = () => {
    const pairs = findPairs(model);
    for (const [item, { button, note, mark, side }] of buttons) {
      const isHeld = held[side] === item;
      button.setAttribute("aria-pressed", String(isHeld));
      note.hidden = !isHeld; // two columns on a phone have no room for every note
      const numbers = pairs.filter((pair) => pair[side] === item).map(({ n }) => n);
      mark.textContent = numbers.length ? say("number_mark", { n: numbers.join(", ") }) : "";
    }
  };
  return { element, show, focus: (item) => buttons.get(item).button.focus() };
}

/** The pairs in their order, each drawn once and kept, so that a field that is written in stays. */
function drawPairs({ model, keep, part }) {
  const none = make("p", { className: "course-quiet" }, say("pairs_none"));
  const list = make("ul", { className: "course-cross-list" });
  const parts = new Map();
  const element = make("div", {}, make("p", { className: "course-title" }, say("pairs_title")), none, list);
  const show = () => {
    const pairs = findPairs(model);
    none.hidden = pairs.length > 0;
    for (const [key, { element: gone }] of parts)
      if (!pairs.some((pair) => pair.key === key)) {
        gone.remove();
        parts.delete(key);
      }
    pairs.forEach((pair, index) => {
      if (!parts.has(pair.key)) parts.set(pair.key, drawPair({ model, pair, keep, part }));
      const row = parts.get(pair.key);
      if (list.children[index] !== row.element) list.insertBefore(row.element, list.children[index] ?? null);
      row.show(pair.n);
    });
  };
  return { element, show };
}

/** Our map: what it is, and what of it the learner did not join. */
function drawCompare(model, toggle) {
  const { note } = model.get("data");
  const button = makeButton("", toggle, true);
  const others = make("details", { className: "course-cross-others" });
  const box = make("div", {}, make("p", {}, note.text), makeSources(model, note.facts), others);
  let drawnFor = null;
  const show = () => {
    const { checked } = readMap(model);
    button.textContent = say(checked ? "compare_off" : "compare");
    button.setAttribute("aria-expanded", String(checked));
    box.hidden = !checked;
    const mine = findPairs(model).map(({ key }) => key).join();
    if (!checked || mine === drawnFor) return;
    drawnFor = mine;
    others.replaceChildren(...drawOthers(model));
  };
  return { element: make("div", { className: "course-cross-compare" }, button, box), show };
}

/** The picture, and the ways to take it along. */
function drawKeepsake(model, el) {
  const id = `${model.get("exercise_id")}-map`;
  const line = make("p", { className: "course-quiet", role: "status" });
  const place = make("div", { className: "course-cross-map" });
  const save = makeButton(say("map_save"), () => savePicture(place.firstChild, `${model.get("exercise_id")}.svg`, line));
  const print = makeButton(say("map_print"), () => printPaper(model, el));
  const copy = makeButton(say("map_copy"), () => copyText(toText(model), line));
  const element = make("div", {}, make("p", { className: "course-title" }, say("map")), place, make("div", { className: "course-row" }, save, print, copy), line);
  const show = () => {
    const map = drawMap(model, id);
    element.hidden = !map;
    place.replaceChildren(...(map ? [map] : []));
  };
  return { element, show };
}

/** Letters beside the left column, the picture, and every pair with what was written to it. */
export function fillPaper({ model, paper }) {
  const { left, right } = model.get("data");
  const pairs = findPairs(model);
  const slot = (name) => paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
  const toLetter = (item) => String.fromCharCode(65 + right.items.indexOf(item));
  for (const item of left.items) {
    const letters = pairs.filter((pair) => pair.left === item).map((pair) => toLetter(pair.right));
    slot(`to-${item.id}`).textContent = letters.join(", ") || say("blank");
  }
  const map = drawMap(model, `${model.get("exercise_id")}-paper-map`);
  slot("map").replaceChildren(...(map ? [map] : []));
  slot("pairs").textContent = toText(model);
  paper.querySelector("[data-blank]").hidden = pairs.length > 0; // room for a pen, where none was needed
}

export default { render };
