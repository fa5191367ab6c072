/** A conversation that branches. One place is shown at a time; a choice leads on, and the focus goes with it.
 *  `make…`, `say`, `keepResponse`, `printPaper` and `makeMap` stand in the files in front of this one. */

const readAll = (model) => ({ path: [], seen: [], endings: [], ...model.get("response") });

/** Scenes and endings by id, each with its number, its name and where it leads; an ending leads back. */
function readPlaces({ scenes, endings }) {
  const toPlace = (place, index) => {
    const isEnding = index >= scenes.length;
    const [number, { title }] = [index + 1, place];
    const choices = isEnding ? [{ id: "back", ...place.back }] : place.choices;
    return [place.id, { ...place, number, isEnding, choices, name: say(isEnding ? "ending" : "scene", { number, title }) }];
  };
  return new Map([...scenes, ...endings].map(toPlace));
}

/** Where a path leads. It ends at the first step that an edit has taken away or turned elsewhere. */
function follow(path, places, start) {
  let [id, last] = [start, null];
  const steps = [];
  for (const step of path) {
    const [from, name] = step.split("/");
    const choice = from === id && places.get(id).choices.find((one) => one.id === name);
    if (!choice) break;
    steps.push(step);
    [id, last] = [choice.goto, choice];
  }
  return { id, steps, last };
}

function render({ model, el }) {
  const data = model.get("data");
  const places = readPlaces(data);
  const group = makeGroup(model);
  const stage = make("div", { className: "course-stage" });
  const kept = makeKept(model);
  const map = makeMap(model, places);
  const here = () => follow(readAll(model).path, places, data.start);
  const go = (path) => {
    const { seen, endings } = readAll(model);
    const { id } = follow(path, places, data.start);
    const now = [...new Set([...seen, data.start, here().id, id])];
    keepResponse(model, { path, seen: now, endings: places.get(id).isEnding ? [...new Set([...endings, id])] : endings });
    kept.tell();
    face.focusText();
  };
  const back = makeButton(say("back"), () => go(here().steps.slice(0, -1)));
  const begin = makeButton(say("begin"), () => go([]));
  const printing = makeButton(say("print"), () => printPaper(model, el));

  let face = null;
  let shown = "";
  const show = () => {
    const { id, steps, last } = here();
    back.hidden = begin.hidden = !steps.length;
    const { seen, endings } = readAll(model);
    map.show(new Set([...seen, ...endings, id]), id);
    const now = steps.join();
    if (face && now === shown) return; // nothing moved: what has the focus keeps it
    const hadFocus = stage.contains(document.activeElement);
    shown = now;
    face = drawPlace(model, places.get(id), last, (choice) => go([...here().steps, `${id}/${choice.id}`]));
    stage.replaceChildren(...face.parts);
    if (hadFocus) face.focusText();
  };
  group.append(stage, make("div", { className: "course-row" }, back, begin, printing), map, kept);
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** One scene or ending: what led here, its words, what may help to understand it, and where it leads. */
function drawPlace(model, place, last, choose) {
  const text = make("div", { className: `course-scene${place.isEnding ? " course-ending" : ""}`, tabIndex: -1 });
  if (last) text.append(make("p", { className: "course-quiet" }, say("chose", { text: last.text })));
  if (last?.remark) text.append(make("p", { className: "course-remark" }, last.remark));
  text.append(make("p", { className: "course-prompt" }, place.name));
  text.append(...place.text.trim().split("\n").map((part) => make("p", {}, part)));
  for (const { who, says } of place.heard ?? [])
    text.append(make("p", { className: "course-heard" }, make("strong", {}, `${who}: `), `“${says}”`));
  const boxes = ["feel", "guidance"].filter((key) => place[key]).map((key) => drawBox(model, place, key));
  const leads = place.choices.map((choice) => make("li", {}, makeButton(choice.text, () => choose(choice))));
  const list = make("ul", { className: "course-choices", "aria-label": say("choose") }, ...leads);
  const ask = place.isEnding ? drawHelp(model, place) : make("p", { className: "course-prompt" }, say("choose"));
  const focusText = () => {
    text.focus({ preventScroll: true });
    text.scrollIntoView({ block: "start" });
  };
  return { parts: [text, ...boxes, ask, list], focusText };
}

/** A box to open; on an ending it is open, since there is nothing left to choose first. */
function drawBox(model, place, key) {
  const sources = key === "guidance" ? makeSources(model, place.facts) : null;
  const props = { className: "course-boxed", open: place.isEnding };
  return make("details", props, make("summary", {}, say(key)), make("p", {}, place[key]), sources);
}

/** Where to turn, with the way to the help page where there is one. */
function drawHelp(model, place) {
  const root = model.get("root");
  const link = root ? make("a", { href: `${root}modules/help.html` }, say("help")) : say("help_here");
  return make("p", {}, `${place.help} `, link);
}

/** Tick on paper what was chosen on this device. */
export function fillPaper({ model, paper }) {
  const { path } = readAll(model);
  for (const slot of paper.querySelectorAll("[data-write]")) slot.textContent = path.includes(slot.dataset.write) ? "☒" : "☐";
}

export default { render };
