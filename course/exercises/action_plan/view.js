/** A few plans of the form "If …, then I will …". Whatever is left empty stays empty; nothing asks for it.
 *  `make…`, `copyText` and the like stand in make.js, keep.js and ask.js, `toCalendar` in ics.js, in front of this file. */

const readPlans = (model) => model.get("response")?.plans ?? {};

/** An id for a plan; it names the event in a calendar, so that no other event in the world has it. */
const makeId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function render({ model, el }) {
  const { most, starters } = model.get("data");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const list = make("div", {});
  const said = make("p", { className: "course-quiet", role: "status" });
  const parts = new Map();
  let draft = makeId(); // the empty plan that stands there before anything is written

  const readAll = () => (Object.keys(readPlans(model)).length ? readPlans(model) : { [draft]: {} });
  const keepAll = (plans) => {
    keepResponse(model, Object.keys(plans).length ? { plans } : null);
    kept.tell();
  };
  const keep = (id, change) => keepAll({ ...readAll(), [id]: { ...readAll()[id], ...change } });
  const drop = (id) => {
    const { [id]: gone, ...rest } = readAll();
    draft = makeId();
    keepAll(rest);
    parts.values().next().value.field.focus(); // the button pressed has gone
  };
  const show = () => {
    const plans = readAll();
    for (const [id, part] of parts)
      if (!Object.hasOwn(plans, id)) {
        part.element.remove();
        parts.delete(id);
      }
    Object.entries(plans).forEach(([id, plan], index) => {
      if (!parts.has(id)) parts.set(id, drawPlan({ model, id, keep, drop }));
      const part = parts.get(id);
      if (list.children[index] !== part.element) list.insertBefore(part.element, list.children[index] ?? null);
      part.show(plan, index + 1);
    });
    add.hidden = Object.keys(plans).length >= most;
  };
  const addPlan = (plan) => {
    const plans = readAll();
    const free = Object.keys(plans).find((id) => !plans[id].if && !plans[id].then);
    if (!free && Object.keys(plans).length >= most) {
      said.textContent = say("full", { most });
      return false;
    }
    const id = free ?? makeId();
    keepAll({ ...plans, [id]: { ...plans[id], ...plan } });
    said.textContent = plan.if ? say("taken") : "";
    parts.get(id).field.focus();
    return true;
  };
  const add = makeButton(say("add"), () => addPlan({ if: "", then: "" }));
  group.append(...[drawStarters(starters, addPlan), said, list, make("div", { className: "course-row" }, add)].filter(Boolean));
  group.append(...drawExits(model), kept);
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Plans to start from, in a closed box; a tap puts one among the learner's own. */
function drawStarters(starters, onPick) {
  if (!starters.length) return null;
  const box = make("details", { className: "course-plan-starters" }, make("summary", {}, say("starters")));
  const pick = (starter) => (box.open = !onPick({ if: starter.if, then: starter.then }));
  const items = starters.map((starter) => make("li", {}, makeButton(sayWhole(starter), () => pick(starter))));
  box.append(make("ul", {}, ...items));
  return box;
}

const sayWhole = (plan) => say("whole", { when: plan.if || "…", do: plan.then || "…" });

/** One plan as a group of fields. */
function drawPlan({ model, id, keep, drop }) {
  const legend = make("legend", {});
  const toField = (part, field) => {
    field.id = `${model.get("exercise_id")}-${id}-${part}`;
    field.autocomplete = "off";
    field.addEventListener("input", () => {
      if (field.rows) growField(field);
      if (part !== "on" || /^(\d{4}-\d\d-\d\d)?$/.test(field.value)) keep(id, { [part]: field.value });
    });
    return [part, field];
  };
  const fields = [
    toField("if", make("textarea", { rows: 2 })),
    toField("then", make("textarea", { rows: 2 })),
    toField("on", make("input", { type: "date", max: "2099-12-31" })),
    toField("ally", make("input", { type: "text" })),
    toField("title", make("input", { type: "text" })),
  ];
  const how = make("p", { className: "course-quiet", id: `${model.get("exercise_id")}-${id}-how` }, say("title_how"));
  fields.at(-1)[1].setAttribute("aria-describedby", how.id);
  const remind = make("input", { type: "checkbox" });
  remind.addEventListener("change", () => keep(id, { remind: remind.checked }));
  const texts = { text: say("take_away"), question: say("take_away_ask"), yes: say("take_away_yes"), no: say("take_away_no") };
  const element = make("fieldset", { className: "course-plan" }, legend);
  const lines = fields.map(([part, field]) =>
    make("div", {}, make("label", { className: "course-prompt", htmlFor: field.id }, say(`part_${part}`)), field),
  );
  const reminder = make("label", { className: "course-plan-remind" }, remind, make("span", {}, say("remind")));
  const calendar = make("details", {}, make("summary", {}, say("in_calendar")), lines.pop(), how, reminder);
  element.append(...lines, calendar, makeAsking(texts, () => drop(id)));
  const show = (plan, number) => {
    if (legend.textContent !== say("plan", { n: number })) legend.textContent = say("plan", { n: number });
    for (const [part, field] of fields) {
      const value = plan[part] ?? (part === "title" ? model.get("data").calendar_title : "");
      // A day that is half typed reads as none; it is left to whoever types it.
      if (field.value !== value && !(part === "on" && field === document.activeElement)) field.value = value;
      if (field.rows) growField(field);
    }
    remind.checked = Boolean(plan.remind);
  };
  return { element, show, field: fields[0][1] };
}

/** Ways to take the plans along: a calendar, paper, copied text. */
function drawExits(model) {
  const said = make("p", { className: "course-quiet", role: "status" });
  const calendar = makeButton(say("calendar"), () => {
    const name = model.get("data").calendar_title;
    const plans = Object.entries(readPlans(model)).map(([id, plan]) => ({ ...plan, id, title: plan.title?.trim() || name }));
    const dated = plans.filter(({ on }) => isDay(on));
    if (!dated.length) return (said.textContent = say("calendar_none"));
    saveFile("planned.ics", toCalendar(dated, new Date()), "text/calendar;charset=utf-8", said);
    if (dated.length < plans.length) said.textContent += ` ${say("calendar_left_out")}`;
  }, true);
  const copy = makeButton(say("copy"), () => copyText(Object.values(readPlans(model)).map(toText).join("\n\n"), said));
  const print = makeButton(say("print"), () => printPaper(model, said));
  return [make("p", { className: "course-quiet" }, say("calendar_how")), make("div", { className: "course-row" }, calendar, print, copy), said];
}

/** One plan in words. */
function toText(plan) {
  const rest = ["on", "ally"].filter((part) => plan[part]).map((part) => `${say(`part_${part}`)}: ${plan[part]}`);
  return [sayWhole(plan), ...rest].join("\n");
}

/** Write the plans onto the cards of the paper face. */
export function fillPaper({ model, paper }) {
  const plans = Object.values(readPlans(model));
  for (const slot of paper.querySelectorAll("[data-write]")) {
    const [number, part] = slot.dataset.write.split("-");
    slot.textContent = plans[number - 1]?.[part] ?? "";
  }
}

export default { render };
