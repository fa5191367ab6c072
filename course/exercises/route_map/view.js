/** A route walked stop by stop, with a name and a day beside each.
 *  `make…`, `sayDay` and `printPart` stand in the parts in front of this file. */

/** The response in full, whatever an older edition left out. */
const readRoute = (model) => ({ idea: "", done: [], who: {}, when: {}, ...model.get("response") });

const findRoute = (model, id = readRoute(model).idea) => model.get("data").routes.find((one) => one.id === id);

const isDone = (model, step) => readRoute(model).done.includes(step.id);

/** The first stop that is not behind one. */
const findHere = (model, route) => route.steps.find((step) => !isDone(model, step));

function render({ model, el }) {
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (part) => {
    keepResponse(model, { ...readRoute(model), ...part });
    kept.tell();
  };
  const choice = drawChoice({ model, keep });
  const body = make("div");
  group.append(choice.element, body, kept);
  el.append(group);
  let parts = [];
  let shown = null;
  const show = () => {
    choice.show();
    const route = findRoute(model);
    if (route !== shown) {
      // Another idea: only then is the path drawn anew, so that nothing loses the focus while one writes.
      parts = route ? drawBody({ model, el, route, keep }) : [];
      body.replaceChildren(...parts.map(({ element }) => element));
      shown = route;
    }
    for (const part of parts) part.show();
  };
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Which idea: radio buttons in a form of their own. */
function drawChoice({ model, keep }) {
  const name = `${model.get("exercise_id")}-idea`;
  const fieldset = make("fieldset", { className: "course-route-ideas" }, make("legend", {}, say("choose")));
  const inputs = model.get("data").routes.map(({ id, label }) => {
    const input = make("input", { type: "radio", name, value: id });
    fieldset.append(make("label", {}, input, make("span", {}, label)));
    return input;
  });
  fieldset.addEventListener("change", ({ target }) => keep({ idea: target.value }));
  const show = () => {
    for (const input of inputs) input.checked = input.value === readRoute(model).idea;
  };
  return { element: make("form", {}, fieldset), show };
}

/** One route from top to bottom: what it is, how far one is, its stops. */
function drawBody({ model, el, route, keep }) {
  const about = make("div", { className: "course-route-about" }, make("p", {}, route.about), makeSources(model, route.facts));
  const progress = make("p", { className: "course-route-progress", role: "status" });
  const showProgress = () => {
    const n = route.steps.filter((step) => isDone(model, step)).length;
    const line = n === route.steps.length ? say("progress_all") : say("progress", { n, all: route.steps.length });
    if (progress.textContent !== line) progress.textContent = line;
  };
  const stops = route.steps.map((step, index) => drawStop({ model, route, step, number: index + 1, keep }));
  const list = make("ol", { className: "course-route" }, ...stops.map(({ element }) => element));
  const print = makeButton(say("print"), () => printPart(model, el, "route"));
  return [
    { element: about, show: () => {} },
    { element: progress, show: showProgress },
    { element: list, show: () => stops.forEach((stop) => stop.show()) },
    { element: make("div", { className: "course-row" }, print), show: () => {} },
  ];
}

/** One stop: its name opens it; the first that is not done is open, and says "You are here". */
function drawStop({ model, route, step, number, keep }) {
  const uid = `${model.get("exercise_id")}-${step.id}`;
  const here = make("span", { className: "course-route-here" }, say("here"));
  const mark = make("span", { className: "course-route-mark", "aria-hidden": "true" });
  const summary = make("summary", {}, make("span", {}, say("stop_number", { n: number, place: step.place })), here);
  const named = (key, ...content) => make("p", {}, make("strong", {}, `${say(key)}: `), ...content);
  const box = make("input", { type: "checkbox", "aria-label": say("done_named", { place: step.place }) });
  const who = make("input", { type: "text", id: `${uid}-who`, autocomplete: "off", "aria-describedby": `${uid}-hint` });
  const when = make("input", { type: "date", id: `${uid}-when` });
  who.setAttribute("aria-label", say("who_named", { place: step.place }));
  when.setAttribute("aria-label", say("when_named", { place: step.place }));
  const hint = make("p", { className: "course-quiet", id: `${uid}-hint` }, say("who_hint"));
  const fields = make(
    "div",
    { className: "course-route-fields" },
    make("div", {}, make("label", { htmlFor: who.id, className: "course-prompt" }, say("who")), who, hint),
    make("div", {}, make("label", { htmlFor: when.id, className: "course-prompt" }, say("when")), when),
  );
  const doneLine = make("label", { className: "course-route-done" }, box, make("span", {}, say("done")));
  const details = make(
    "details",
    {},
    summary,
    named("decides", step.decides),
    named("bring"),
    make("ul", {}, ...step.bring.map((text) => make("li", {}, text))),
    named("time", step.time),
    named("stop", step.stop),
    makeSources(model, step.facts),
    fields,
    doneLine,
  );
  box.addEventListener("change", () => {
    const others = readRoute(model).done.filter((id) => id !== step.id);
    keep({ done: box.checked ? [...others, step.id] : others });
  });
  who.addEventListener("input", () => keep({ who: { ...readRoute(model).who, [step.id]: who.value } }));
  when.addEventListener("change", () => keep({ when: { ...readRoute(model).when, [step.id]: when.value } }));
  const element = make("li", { className: "course-route-stop" }, mark, details);
  let wasHere = false;
  const show = () => {
    const isHere = findHere(model, route) === step;
    const { who: names, when: days } = readRoute(model);
    box.checked = isDone(model, step);
    mark.textContent = box.checked ? "✓" : String(number);
    here.hidden = !isHere;
    element.classList.toggle("course-route-behind", box.checked);
    if (isHere && !wasHere) details.open = true; // one that somebody closed by hand stays closed
    wasHere = isHere;
    if (who.value !== (names[step.id] ?? "")) who.value = names[step.id] ?? "";
    if (when.value !== (days[step.id] ?? "")) when.value = days[step.id] ?? "";
  };
  return { element, show };
}

/** Tick the stops that are done, and write names and days. Only the route chosen is printed by itself. */
export function fillPaper({ model, paper }) {
  const { idea, who, when } = readRoute(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const route of model.get("data").routes) {
    paper.querySelector(`[data-route="${route.id}"]`)?.toggleAttribute("data-part", route.id === idea);
    for (const step of route.steps) {
      write(`done-${step.id}`, isDone(model, step) ? "☑" : "☐");
      write(`who-${step.id}`, who[step.id] ?? "");
      write(`when-${step.id}`, sayDay(when[step.id] ?? ""));
    }
  }
  showPart(paper);
}

export default { render };
