/** A text field for each prompt, kept as it is typed. Nothing here judges, counts or sends.
 *  `make` and the like stand in make.js, what a letter has in letter.js, the settling minute in settle.js, all in front. */

const read = (model, prompt) => model.get("response")?.prompts?.[prompt.id] ?? {};

function render({ model, el }) {
  const { note, prompts, care, settle, facts } = model.get("data");
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  if (care) group.append(drawCare(model, care));
  group.append(make("p", { className: "course-quiet" }, note));

  const kept = makeKept(model);
  const keepAll = (entries) => {
    keepResponse(model, Object.keys(entries).length ? { prompts: entries } : null);
    kept.tell();
  };
  const keep = (prompt, change) => {
    const entry = { text: "", route: "", passed: false, ...read(model, prompt), ...change };
    keepAll({ ...model.get("response")?.prompts, [prompt.id]: entry });
  };
  const drop = (prompt) => {
    const { [prompt.id]: gone, ...rest } = model.get("response")?.prompts ?? {};
    keepAll(rest);
  };
  const parts = prompts.map((prompt) => drawPrompt({ model, prompt, uid, keep, drop }));
  const show = () => parts.forEach((part) => part.show());
  const end = settle ? drawSettle() : null;
  group.append(...parts.map((part) => part.form), kept, ...[makeSources(model, facts), end?.element].filter(Boolean));
  el.append(group);
  model.on("change:response", show);
  show();
  return () => {
    end?.end();
    model.off("change:response", show);
  };
}

/** What may come up, and where help is; a kernel has no page to link to. */
function drawCare(model, care) {
  const root = model.get("root");
  const where = root ? make("a", { href: `${root}modules/help.html` }, say("care_help")) : say("care_help");
  return make("p", { className: "course-care" }, care, " ", where, ".");
}

/** One prompt: its routes if it has any, a field that grows, and a way to pass. A letter has more room, and can be torn up. */
function drawPrompt({ model, prompt, uid, keep, drop }) {
  const id = `${uid}-${prompt.id}`;
  const isLetter = prompt.kind === "letter";
  const hint = prompt.hint ? make("p", { className: "course-quiet", id: `${id}-hint` }, prompt.hint) : null;
  const field = make("textarea", { id, rows: isLetter ? 10 : 4, autocomplete: "off" });
  if (isLetter) field.className = "course-unsent";
  if (hint) field.setAttribute("aria-describedby", hint.id);
  const pass = makeButton("", () => keep(prompt, { passed: !read(model, prompt).passed }));
  const write = () => {
    growField(field);
    // An empty letter leaves no entry, and so no time at which one was torn up.
    if (isLetter && !field.value && !read(model, prompt).route) drop(prompt);
    else keep(prompt, { text: field.value, passed: false });
  };
  const taps = (title, texts, isFirst = false) => drawTaps({ title: say(title), texts, field, isFirst, onChange: write });
  const tear = isLetter ? drawTear(field, () => drop(prompt)) : null;
  const body = make("div", {}, taps("begin", prompt.dear, true), taps("starters", prompt.starters), field);
  body.append(...[taps("close", prompt.closings), tear?.element].filter(Boolean));
  const passed = make("p", { hidden: true }, say("passed"));
  const routes = drawRoutes({ prompt, id, keep });
  const label = make("label", { className: "course-prompt", htmlFor: id }, prompt.text);
  const form = make("form", { className: "course-reflection" }, label, hint, routes.element, body, passed, pass);

  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", write);
  const show = () => {
    const entry = read(model, prompt);
    if (field.value !== (entry.text ?? "")) field.value = entry.text ?? "";
    body.hidden = Boolean(entry.passed);
    passed.hidden = !entry.passed;
    pass.textContent = entry.passed ? say("write_after_all") : model.get("data").pass;
    routes.show(entry);
    tear?.show();
    growField(field);
  };
  return { form, show };
}

/** Equal ways into a prompt, as radio buttons; the one chosen shows its words. */
function drawRoutes({ prompt, id, keep }) {
  if (!prompt.routes) return { element: null, show: () => {} };
  const text = make("p", { hidden: true, "aria-live": "polite" });
  const fieldset = make("fieldset", { className: "course-routes" }, make("legend", {}, say("routes")));
  const inputs = prompt.routes.map((route) => {
    const input = make("input", { type: "radio", name: `${id}-route`, value: route.id });
    fieldset.append(make("label", {}, input, make("span", {}, route.label)));
    return input;
  });
  fieldset.addEventListener("change", ({ target }) => keep(prompt, { route: target.value }));
  const show = (entry) => {
    for (const input of inputs) input.checked = input.value === entry.route;
    const route = prompt.routes.find((one) => one.id === entry.route);
    text.textContent = route?.text ?? "";
    text.hidden = !route;
  };
  return { element: make("div", {}, fieldset, text), show };
}

/** Write the learner's words onto the ruled lines of the paper face. */
export function fillPaper({ model, paper }) {
  for (const prompt of model.get("data").prompts) {
    const slot = paper.querySelector(`[data-write="${CSS.escape(prompt.id)}"]`);
    const entry = read(model, prompt);
    const route = prompt.routes?.find((one) => one.id === entry.route);
    const words = entry.passed ? "" : (entry.text ?? "");
    if (slot) slot.textContent = words && route ? `${route.label}: ${words}` : words;
  }
}

export default { render };
