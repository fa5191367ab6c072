/** Items to try: check, read why, try again. Nothing is counted up and no earlier try is kept.
 *  `make…`, `makeSources`, `drawItem` and `toWords` stand in make.js, sources.js and items.js, which are joined in front. */

const readAll = (model) => ({ responses: {}, checked: [], ...model.get("response") });

function render({ model, el }) {
  const { items } = model.get("data");
  const group = makeGroup(model);
  const parts = items.map((item, index) => drawPractice({ model, item, number: items.length > 1 ? index + 1 : 0 }));
  const show = () => parts.forEach((part) => part.show());
  group.append(...parts.map((part) => part.form));
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** One item with its buttons, its result in words, and its sources. */
function drawPractice({ model, item, number }) {
  const keep = (response, isChecked) => {
    const { responses, checked } = readAll(model);
    const others = checked.filter((one) => one !== item.id);
    const next = { responses: { ...responses }, checked: isChecked ? [...others, item.id] : others };
    if (response === null) delete next.responses[item.id];
    else next.responses[item.id] = response;
    model.set("response", next);
    model.save_changes();
  };
  const read = () => readAll(model).responses[item.id] ?? null;
  const id = `${model.get("exercise_id")}-${item.id}`;
  const form = drawItem({ item, response: read(), onChange: (response) => keep(response, false), id, number });
  form.querySelector(".course-keep")?.remove(); // checking an order keeps it
  const result = make("p", { className: "course-result", "aria-live": "polite" });
  const sources = makeSources(model, item.facts);
  const check = makeButton(say("check"), () => {
    // The order on the screen is an answer too, once it is checked.
    const response = read() ?? (item.kind === "order" ? item.options.map((option) => option.id) : null);
    if (response === null) result.textContent = say("answer_first");
    else {
      keep(response, true);
      again.focus(); // the button pressed has gone
    }
  }, true);
  const again = makeButton(say("again"), () => {
    keep(null, false);
    form.querySelector("input, select, button:enabled").focus();
  });
  form.append(make("div", { className: "course-row" }, check, again), result, ...(sources ? [sources] : []));
  const show = () => {
    const isChecked = readAll(model).checked.includes(item.id) && read() !== null;
    form.show(read());
    form.mark(isChecked ? markOptions(item, read()) : null);
    result.textContent = isChecked ? sayScore(item, read()) : "";
    again.hidden = !isChecked;
    check.hidden = isChecked;
    if (sources) sources.hidden = !isChecked;
  };
  return { form, show };
}

/** Right, partly right or not yet, in words. */
function sayScore(item, response) {
  const points = item.points || 1;
  const earned = score(item.kind, points, item.key, response);
  if (earned === points) return say("right");
  return say("read_why", { sign: say(earned === 0 ? "not_yet" : "partly") });
}

/** What to say at each option (or prompt, for match) of a checked item. */
function markOptions(item, response) {
  const { key, feedback } = item;
  const texts = Object.fromEntries(item.options.map((option) => [option.id, option.text]));
  const toMark = {
    choice: (one) => [one === key, say(one === key ? "choice_key" : "choice_other")],
    multiple: (one) => {
      const isKey = key.includes(one);
      const isPicked = response.includes(one);
      if (isKey) return [isPicked, say(isPicked ? "fits" : "missed")];
      return [!isPicked, say(isPicked ? "fits_not" : "left_out")];
    },
    order: (one) => {
      const place = key.indexOf(one) + 1;
      const isRight = response[place - 1] === one;
      return [isRight, isRight ? say("in_place") : say("belongs", { place })];
    },
  }[item.kind];
  if (!toMark) {
    const toPair = ([prompt, right]) => {
      const ok = response[prompt] === right;
      return [prompt, { ok, word: ok ? say("pair_right") : say("pair_other", { text: texts[right] }), text: feedback[right] }];
    };
    return Object.fromEntries(Object.entries(key).map(toPair));
  }
  const toEntry = ({ id }) => {
    const [ok, word] = toMark(id);
    return [id, { ok, word, text: feedback[id] }];
  };
  return Object.fromEntries(item.options.map(toEntry));
}

/** Points a response earns; the same rules as course/scoring.py, held together by a test. The share comes first, since
 *  0.7 * 3 / 3 is less than 0.7, and a right answer would be called partly right. */
export function score(kind, points, key, response) {
  const isList = Array.isArray(response) && new Set(response).size === response.length;
  if (kind === "choice") return response === key ? points : 0;
  if (kind === "multiple") {
    if (!isList) return 0;
    const right = response.filter((one) => key.includes(one)).length;
    return points * (Math.max(0, right - (response.length - right)) / key.length);
  }
  if (kind === "order") {
    if (!isList || key.length < 2 || !response.every((one) => key.includes(one))) return 0;
    const pairs = key.slice(1).filter((one, index) => {
      const at = response.indexOf(key[index]);
      return at >= 0 && response[at + 1] === one;
    });
    return points * (pairs.length / (key.length - 1));
  }
  if (kind !== "match" || typeof response !== "object" || response === null) return 0;
  const prompts = Object.keys(key);
  if (!Object.keys(response).every((prompt) => prompts.includes(prompt))) return 0;
  return points * (prompts.filter((prompt) => response[prompt] === key[prompt]).length / prompts.length);
}

/** Write the learner's responses beneath the items of the paper face. */
export function fillPaper({ model, paper }) {
  const { responses } = readAll(model);
  for (const item of model.get("data").items) {
    const slot = paper.querySelector(`[data-write="${CSS.escape(item.id)}"]`);
    if (slot) slot.textContent = toWords(item, responses[item.id] ?? null);
  }
}

export default { render };
