/** One pair that the learner joined, and our map beside it. `make…`, `say`, `makeSources` and `sayPair` stand in front. */

/** The pair with its tension, the other side's case, a way to take it apart, and our pair once it is asked for. */
function drawPair({ model, pair, keep, part }) {
  const { key, text } = pair;
  const id = `${model.get("exercise_id")}-${key}`;
  const title = make("p", { className: "course-prompt" });
  const select = make("select", { id: `${id}-tension`, autocomplete: "off" }, make("option", { value: "" }, say("tension_none")));
  for (const tension of model.get("data").tensions) select.append(make("option", { value: tension.id }, tension.text));
  select.addEventListener("change", () => keep("tensions", key, select.value));
  const own = drawField({ id: `${id}-own`, label: say("own"), onInput: (words) => keep("own", key, words) });
  const side = drawField({ id: `${id}-side`, label: say("side"), onInput: (words) => keep("sides", key, words) });
  const off = makeButton(say("part"), () => part(pair));
  off.setAttribute("aria-label", say("part_named", { pair: text }));
  const ours = make("div", { className: "course-cross-ours", hidden: true });
  const label = make("label", { htmlFor: select.id }, say("tension"));
  const element = make("li", { className: "course-cross-pair" }, title, label, select, own.element, side.element, off, ours);
  const show = (n) => {
    const now = readMap(model);
    title.textContent = say("pair_numbered", { n, pair: text });
    select.value = now.tensions[key] ?? "";
    if (select.selectedIndex < 0) select.value = "";
    own.show(now.own[key] ?? "");
    side.show(now.sides[key] ?? "");
    ours.hidden = !now.checked;
    // Drawn when it is asked for, and once: a box of sources that somebody opened stays open.
    if (now.checked && !ours.firstChild) ours.append(drawOurs(model, findOurs(model, key)));
  };
  return { element, show };
}

function drawField({ id, label, onInput }) {
  const field = make("textarea", { id, rows: 2, autocomplete: "off" });
  field.addEventListener("input", () => {
    growField(field);
    onInput(field.value);
  });
  const show = (words) => {
    if (field.value !== words) field.value = words;
    growField(field);
  };
  return { element: make("div", { className: "course-cross-field" }, make("label", { htmlFor: id }, label), field), show };
}

const findOurs = (model, key) => model.get("data").pairs.find(({ left, right }) => `${left}--${right}` === key);

/** What we say of a pair; that we say nothing of it makes it no worse. */
function drawOurs(model, ours) {
  if (!ours) return make("p", {}, say("ours_not"));
  return make("div", {}, make("p", {}, make("strong", {}, say("ours_too"))), ...drawLines(model, ours));
}

/** Where a pair of ours meets and pulls apart, the best case of each side, what each may be asked, and the sources. */
function drawLines(model, ours) {
  const data = model.get("data");
  const sides = ["left", "right"];
  const named = (name, text) => make("p", {}, make("strong", {}, name), ` ${text}`);
  const nameOf = (side) => data[side].items.find(({ id }) => id === ours[side]).text;
  const best = ours.real ? [make("p", {}, make("strong", {}, say("real")))] : [];
  if (ours.real) for (const side of sides) best.push(make("p", { className: "course-cross-case" }, make("em", {}, say("best", { text: nameOf(side) })), ` ${ours.real[side]}`));
  const asks = sides.map((side) => make("p", {}, say("ask", { ask: data[side].ask, question: ours[`ask_${side}`] })));
  return [named(say("meet"), ours.meet), named(say("pull"), ours.pull), ...best, ...asks, makeSources(model, ours.facts)].filter(Boolean);
}

/** The pairs of ours that the learner did not join, closed until opened. */
function drawOthers(model) {
  const mine = new Set(findPairs(model).map(({ key }) => key));
  const { pairs, left, right } = model.get("data");
  const others = pairs.filter((pair) => !mine.has(`${pair.left}--${pair.right}`));
  const textOf = (pair) => sayPair({ left: left.items.find(({ id }) => id === pair.left), right: right.items.find(({ id }) => id === pair.right) });
  const items = others.map((pair) => make("li", {}, make("p", { className: "course-prompt" }, textOf(pair)), ...drawLines(model, pair)));
  return others.length ? [make("summary", {}, say("others", { n: others.length })), make("ul", { className: "course-cross-list" }, ...items)] : [];
}
