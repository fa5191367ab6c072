/** What my group does, how often, and one change to try: a short list for the business meeting. Nothing is scored.
 *  `make…`, `drawPractice`, `listLines`, `copyText` and `printPaper` stand in the parts in front of this file. */

const read = (model, practice) => model.get("response")?.practices?.[practice.id] ?? {};

/** The list as lines, practice by practice. */
const readList = (model) => {
  const data = model.get("data");
  return data.practices.map((practice) => listLines(data, practice, read(model, practice))).filter((lines) => lines.length);
};

function render({ model, el }) {
  const data = model.get("data");
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (practice, change) => {
    const practices = { ...model.get("response")?.practices, [practice.id]: { ...read(model, practice), ...change } };
    keepResponse(model, { practices });
    kept.tell();
  };
  const parts = data.practices.map((practice) => drawPractice({ model, data, practice, uid, keep }));
  const list = make("ol", { className: "course-meeting-list" });
  const none = make("p", {}, say("list_none"));
  const line = make("p", { className: "course-quiet", role: "status" });
  const copy = makeButton(say("copy"), () => copyText(toText(readList(model)), line), true);
  const print = makeButton(say("print"), () => {
    line.textContent = "";
    printPaper(model, el);
  });
  const whole = make("div", {}, list, make("p", {}, data.closing), make("div", { className: "course-row" }, copy, print), line);
  const show = () => {
    data.practices.forEach((practice, index) => parts[index].show(read(model, practice)));
    const lines = readList(model);
    none.hidden = lines.length > 0;
    whole.hidden = !lines.length;
    list.replaceChildren(...lines.map((some) => make("li", {}, ...some.map((text) => make("span", {}, text)))));
    line.textContent = "";
  };
  const title = make("p", { className: "course-title" }, say("list"));
  group.append(...parts, kept, make("div", { className: "course-meeting" }, title, none, whole));
  const sources = makeSources(model, data.facts);
  if (sources) group.append(sources);
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

const toText = (lists) => lists.map((lines) => lines.join("\n")).join("\n\n");

/** Write the list, and each practice's answer, on the paper face. */
export function fillPaper({ model, paper }) {
  const { labels, practices } = model.get("data");
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const practice of practices) {
    const entry = read(model, practice);
    const rating = sayStep(entry.rating, labels, { unknown: say("unknown"), pass: say("pass") });
    write(practice.id, [rating, sayChange(practice, entry)].filter(Boolean).join("\n"));
  }
  write("list", toText(readList(model)));
}

export default { render };
