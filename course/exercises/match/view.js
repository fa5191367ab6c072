/** Principles to pair with practices: check, see why, try again. Nothing is counted up.
 *  The pairs are the selects of items.js; a scene may also be dragged onto its idea (drag.js). */

function render({ model, el }) {
  const { ask, principles, practices, close, facts } = model.get("data");
  const group = makeGroup(model);
  const id = `${model.get("exercise_id")}-pairs`;
  const kept = makeKept(model);
  const result = make("p", { className: "course-match-result", role: "status" });
  const keep = (pairs, checked) => {
    keepResponse(model, Object.keys(pairs).length ? { pairs, checked } : null);
    kept.tell();
  };
  const item = { kind: "match", stem: ask, prompts: principles, options: practices };
  const form = drawItem({ item, response: null, id, onChange: (pairs) => keep(pairs ?? {}, false) });
  // Whose words are in the list is plain to see once the scenes stand above it, so the list follows what was dragged.
  const tray = makeScenes(id, practices);
  const pairs = [...form.querySelectorAll(".course-pair")];
  pairs.forEach((pair, index) => (pair.dataset.place = principles[index].id));
  const check = makeButton(say("check"), () => {
    const now = readPairs(model);
    if (!Object.keys(now).length) return (result.textContent = say("answer_first"));
    keep(now, true);
    again.focus(); // the button pressed is gone
  }, true);
  const again = makeButton(say("again"), () => {
    keep(readPairs(model), false);
    form.querySelector("select").focus();
  });
  const sources = makeSources(model, [...new Set([...principles, ...practices].flatMap((one) => one.facts ?? []).concat(facts ?? []))]);
  const board = make("div", { className: "course-match" }, tray, form);
  const end = letDrag(board, {
    items: ".course-match-scene",
    places: ".course-pair",
    onDrop: (scene, pair) => keep({ ...readPairs(model), [pair.dataset.place]: scene.dataset.id }, false),
  });
  group.append(board, make("div", { className: "course-row" }, check, again), result, close ? make("p", {}, close) : "", sources ?? "", kept);
  el.append(group);

  const show = () => {
    const now = readPairs(model);
    const isChecked = Boolean(model.get("response")?.checked);
    const used = Object.values(now);
    form.show(now);
    form.mark(isChecked ? toMarks(principles, practices, now) : null);
    for (const scene of tray.querySelectorAll(".course-match-scene")) scene.toggleAttribute("data-used", used.includes(scene.dataset.id));
    check.hidden = isChecked;
    again.hidden = !isChecked;
    result.textContent = isChecked ? say("told") : "";
  };
  model.on("change:response", show);
  show();
  return () => {
    model.off("change:response", show);
    end();
  };
}

/** The scenes in full, since a list on a phone cuts them off. */
function makeScenes(id, practices) {
  const list = make("ul", { className: "course-scenes", "aria-labelledby": `${id}-scenes` });
  for (const practice of practices) list.append(make("li", { className: "course-match-scene", "data-id": practice.id }, makeGrip(), make("span", {}, practice.text)));
  const head = make("p", { className: "course-prompt", id: `${id}-scenes` }, say("scenes"));
  return make("div", {}, head, make("p", { className: "course-quiet" }, say("drag_how")), list);
}

/** The pairs whose two halves are still in the text. */
function readPairs(model) {
  const { principles, practices } = model.get("data");
  const has = (list, id) => list.some((one) => one.id === id);
  const pairs = Object.entries(model.get("response")?.pairs ?? {});
  return Object.fromEntries(pairs.filter(([principle, practice]) => has(principles, principle) && has(practices, practice)));
}

/** What is said of each pair: whether the two go together, and the reason, which holds either way. */
function toMarks(principles, practices, pairs) {
  const textOf = (id) => principles.find((principle) => principle.id === id)?.text;
  const toEntry = ([principle, practice]) => {
    const { fits, why } = practices.find((one) => one.id === practice);
    if (fits.includes(principle)) return [principle, { ok: true, word: say("fits"), text: why }];
    const nearest = fits.length ? say("nearest", { principle: textOf(fits[0]) }) : say("none_fits");
    return [principle, { ok: false, word: say("elsewhere"), text: `${nearest} ${why}` }];
  };
  return Object.fromEntries(Object.entries(pairs).map(toEntry));
}

/** What was paired stands under each idea of the paper face. */
export function fillPaper({ model, paper }) {
  const { principles, practices } = model.get("data");
  const pairs = readPairs(model);
  for (const { id } of principles) {
    const slot = paper.querySelector(`[data-write="${CSS.escape(id)}"]`);
    if (slot) slot.textContent = practices.find((one) => one.id === pairs[id])?.text ?? "";
  }
}

export default { render };
