/** Plots of what studies measured: choose one, set its switches, see what it does not show, and put it in a sentence.
 *  `make…`, `say`, `draw…` stand in the parts in front of this file. */

/** Where everything stands: what the response says, as far as it is still there, and else how the plot begins. */
function readState(model) {
  const { plots } = model.get("data");
  const kept = model.get("response") ?? {};
  const plot = plots.find(({ id }) => id === kept.plot) ?? plots[0];
  const chosen = kept.picks?.[plot.id] ?? {};
  const picks = Object.fromEntries(
    plot.switches.map(({ id, all, options }) => {
      const isKnown = options.some((option) => option.id === chosen[id]) || (all && chosen[id] === "");
      return [id, isKnown ? chosen[id] : options[0].id];
    }),
  );
  const as = kept.as === "people" && plot.people ? "people" : "ratios";
  return { plot, picks, as, wantsPeople: kept.as === "people", doubts: Boolean(kept.doubts), sentence: kept.sentence ?? "" };
}

function render({ model, el }) {
  const { plots, ask } = model.get("data");
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (change) => {
    const { plot, wantsPeople, doubts, sentence } = readState(model);
    const before = { plot: plot.id, as: wantsPeople ? "people" : "ratios", doubts, picks: model.get("response")?.picks ?? {}, sentence };
    keepResponse(model, { ...before, ...change });
    kept.tell();
  };
  const chooser = drawRadios(say("choose"), `${uid}-plot`, plots, (id) => keep({ plot: id }));
  chooser.form.classList.add("course-ev-chooser");
  const panel = make("div", { className: "course-ev-panel" });
  const sentence = drawSentence(uid, ask, (text) => keep({ sentence: text }));
  group.append(chooser.form, panel, sentence.part, kept);
  el.append(group);

  let drawn = null; // the panel of one plot; another is drawn when another plot is chosen
  const show = () => {
    const state = readState(model);
    chooser.show(state.plot.id);
    if (drawn?.plot !== state.plot) {
      drawn = drawPanel({ model, plot: state.plot, uid, keep });
      panel.replaceChildren(...drawn.nodes);
    }
    drawn.show(state);
    sentence.show(state.sentence);
  };
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Radio buttons in a form of their own. */
function drawRadios(legend, name, options, onChoose) {
  const fieldset = make("fieldset", { className: "course-ev-chips" }, make("legend", {}, legend));
  const inputs = options.map(({ id, label }) => {
    const input = make("input", { type: "radio", name, value: id });
    fieldset.append(make("label", {}, input, make("span", {}, label)));
    return input;
  });
  const form = make("form", {}, fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => onChoose(target.value));
  const show = (value) => inputs.forEach((input) => (input.checked = input.value === value));
  return { form, show };
}

/** One plot: its question, its switches, the figure, and what belongs beside it. */
function drawPanel({ model, plot, uid, keep }) {
  const switches = plot.switches.map((one) => drawSwitch(one, uid, (value) => {
    const picks = model.get("response")?.picks ?? {};
    keep({ picks: { ...picks, [plot.id]: { ...readState(model).picks, [one.id]: value } } });
  }));
  const ways = ["ratios", "people"].map((id) => ({ id, label: say(`as_${id}`) }));
  const as = plot.found ? null : drawRadios(say("as"), `${uid}-${plot.id}-as`, ways, (id) => keep({ as: id }));
  const status = make("p", { className: "course-quiet", role: "status" });
  const figure = make("div", { className: "course-ev-figure" });
  const why = make("p", { className: "course-ev-note", hidden: true }, plot.no_people ?? "");
  const legend = make("div", {});
  const table = make("details", { className: "course-ev-more" }, make("summary", {}, say("table")), make("div", {}));
  const doubts = drawDoubts(model, plot, keep);
  const nodes = [
    make("p", { className: "course-prompt" }, plot.title),
    make("div", { className: "course-ev-switches" }, ...switches.map((one) => one.part)),
    as?.form,
    why,
    status,
    figure,
    make("details", { className: "course-ev-more", open: true }, make("summary", {}, say("legend")), legend, make("p", {}, plot.reading)),
    doubts.part,
    drawNotice(model, plot),
    table,
  ].filter(Boolean);
  let seen = "";
  const show = (state) => {
    for (const one of switches) one.show(state.picks);
    as?.show(state.wantsPeople ? "people" : "ratios");
    why.hidden = !state.wantsPeople || Boolean(plot.people) || !plot.no_people || Boolean(plot.found);
    doubts.show(state);
    figure.classList.toggle("course-ev-doubted", state.doubts && !plot.forms?.includes("trials"));
    const now = JSON.stringify([state.picks, state.as]);
    if (now === seen) return; // what is open in the figure stays open
    const { nodes: drawn, count } = drawFigure({ model, plot, picks: state.picks, as: state.as, uid });
    figure.replaceChildren(...drawn);
    legend.replaceChildren(...drawLegend(plot, state.as));
    table.lastChild.replaceChildren(drawTable({ plot, picks: state.picks, as: state.as }));
    if (seen) status.textContent = say(state.as === "people" ? "showing_groups" : "showing_rows", { n: count });
    seen = now;
  };
  return { plot, nodes, show };
}

function drawSwitch({ id, label, all, options }, uid, onChange) {
  const select = make("select", { id: `${uid}-${id}` });
  for (const option of options) select.append(make("option", { value: option.id }, option.label));
  if (all) select.append(make("option", { value: "" }, all));
  select.addEventListener("change", () => onChange(select.value));
  const show = (picks) => (select.value = picks[id]);
  return { part: make("div", {}, make("label", { htmlFor: select.id }, label), select), show };
}

/** A switch that lays over the figure what it cannot tell. */
function drawDoubts(model, plot, keep) {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => keep({ doubts: box.checked }));
  const isByChance = plot.forms?.includes("trials");
  const tails = make("p", {}, isByChance ? say("doubts_trials") : say("doubts_tails"));
  const items = plot.doubts.map(({ title, text, facts }) =>
    make("li", {}, make("strong", {}, title), ` ${text}`, makeSources(model, facts)),
  );
  const list = make("div", { className: "course-ev-doubts", hidden: true }, tails, make("ul", {}, ...items));
  const label = make("label", { className: "course-ev-doubt-switch" }, box, make("span", {}, say("doubts_switch")));
  const show = ({ doubts, as }) => {
    box.checked = doubts;
    list.hidden = !doubts;
    tails.hidden = !plot.ratio || (as === "people" && !isByChance);
  };
  return { part: make("div", {}, label, list), show };
}

function drawNotice(model, plot) {
  const items = plot.notice.map((text) => make("li", {}, text));
  const title = make("p", { className: "course-ev-over" }, say("notice"));
  return make("div", { className: "course-ev-notice-list" }, title, make("ul", {}, ...items), makeSources(model, plot.facts));
}

/** One sentence of the learner's own. */
function drawSentence(uid, ask, onInput) {
  const hint = ask.hint ? make("p", { className: "course-quiet", id: `${uid}-hint` }, ask.hint) : null;
  const field = make("textarea", { id: `${uid}-sentence`, rows: 3, autocomplete: "off" });
  if (hint) field.setAttribute("aria-describedby", hint.id);
  field.addEventListener("input", () => {
    growField(field);
    onInput(field.value);
  });
  const show = (text) => {
    if (field.value !== text) field.value = text;
    growField(field);
  };
  const part = make("div", { className: "course-ev-sentence" }, make("label", { className: "course-prompt", htmlFor: field.id }, ask.text), hint, field);
  return { part, show };
}

/** The paper face holds every plot; what a learner adds is the sentence. */
export function fillPaper({ model, paper }) {
  const slot = paper.querySelector('[data-write="sentence"]');
  if (slot) slot.textContent = readState(model).sentence;
}

export default { render };
