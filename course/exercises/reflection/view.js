/** A text field for each prompt, kept as it is typed. Nothing here judges, counts or sends.
 *  `make` and `makeGroup` stand in make.js, which is joined in front of this file. */

const read = (model, prompt) => model.get("response")?.prompts?.[prompt.id] ?? {};

function render({ model, el }) {
  const { note, prompts } = model.get("data");
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  group.append(make("p", { className: "course-quiet" }, note));

  const status = make("p", { className: "course-quiet course-saved", "aria-live": "polite" });
  const where = model.get("host") === "page" ? "Saved on this device" : "Saved in journal.json";
  // What could not be kept must not be called saved; the host tells by its notice.
  const sayKept = () => (status.textContent = model.get("notice") ? "" : where);
  const keep = (prompt, change) => {
    const entry = { text: "", route: "", passed: false, ...read(model, prompt), ...change };
    model.set("response", { prompts: { ...model.get("response")?.prompts, [prompt.id]: entry } });
    model.save_changes();
    sayKept();
  };
  const parts = prompts.map((prompt) => drawPrompt({ model, prompt, uid, keep }));
  const show = () => parts.forEach((part) => part.show());
  group.append(...parts.map((part) => part.form), status);
  el.append(group);
  const follow = () => status.textContent && sayKept();
  model.on("change:response", show);
  model.on("change:notice", follow);
  show();
  return () => {
    model.off("change:response", show);
    model.off("change:notice", follow);
  };
}

/** One prompt: its routes if it has any, a field that grows, and a way to pass. */
function drawPrompt({ model, prompt, uid, keep }) {
  const id = `${uid}-${prompt.id}`;
  const hint = prompt.hint ? make("p", { className: "course-quiet", id: `${id}-hint` }, prompt.hint) : null;
  const field = make("textarea", { id, rows: 4, autocomplete: "off" });
  if (hint) field.setAttribute("aria-describedby", hint.id);
  const pass = makeButton("", () => keep(prompt, { passed: !read(model, prompt).passed }));
  const body = make("div", {}, field);
  const passed = make("p", { hidden: true }, "You passed on this one. That is always all right.");
  const routes = drawRoutes({ prompt, id, keep });
  const label = make("label", { className: "course-prompt", htmlFor: id }, prompt.text);
  const form = make("form", { className: "course-reflection" }, label, hint, routes.element, body, passed, pass);

  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    grow(field);
    keep(prompt, { text: field.value, passed: false });
  });
  const show = () => {
    const entry = read(model, prompt);
    if (field.value !== (entry.text ?? "")) field.value = entry.text ?? "";
    body.hidden = Boolean(entry.passed);
    passed.hidden = !entry.passed;
    pass.textContent = entry.passed ? "Write after all" : model.get("data").pass;
    routes.show(entry);
    grow(field);
  };
  return { form, show };
}

/** Equal ways into a prompt, as radio buttons; the one chosen shows its words. */
function drawRoutes({ prompt, id, keep }) {
  if (!prompt.routes) return { element: null, show: () => {} };
  const text = make("p", { hidden: true, "aria-live": "polite" });
  const fieldset = make("fieldset", { className: "course-routes" }, make("legend", {}, "Choose either way in"));
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

/** Browsers without `field-sizing: content` let the field grow by its scroll height. */
function grow(field) {
  if (CSS.supports("field-sizing", "content") || !field.offsetParent) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
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
