/** A quiz's reflections: where the words go, what keeping them private means, and how they are read. */

const isLive = (model) => model.get("host") === "jupyter";

/** A reflection: words on a page; in JupyterLab the words stand in a cell of the notebook. Either can be private. */
function drawReflection({ model, item, response, onChange, id }) {
  const form = make("form", { className: "course-item" });
  const fieldset = make("fieldset", { id }, make("legend", {}, item.stem));
  const text = make("textarea", { id: `${id}-text`, maxLength: 20_000, "aria-label": say("reflection_label") });
  const box = make("input", { type: "checkbox", id: `${id}-private` });
  const earned = make("p", { className: "course-quiet" });
  const elsewhere = make("p", { className: "course-quiz-words", hidden: true });
  if (isLive(model)) fieldset.append(make("p", {}, say("reflection_cell")), elsewhere);
  else fieldset.append(text);
  const label = make("label", {}, box, make("span", {}, say("private_box")));
  fieldset.append(make("div", { className: "course-option" }, label), earned, drawRubric(item));
  form.append(fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  const words = (one) => (typeof one?.text === "string" ? one.text : "");
  const write = (wrote) => onChange(wrote || box.checked ? { text: wrote, private: box.checked } : null);
  text.addEventListener("input", () => write(text.value));
  box.addEventListener("change", () => write(words(readQuiz(model).responses[item.id])));
  form.show = (one) => {
    if (text.value !== words(one)) text.value = words(one);
    box.checked = one?.private === true;
    earned.textContent = sayPrivate({ item, isOn: box.checked, isInCell: isLive(model) });
    elsewhere.hidden = !words(one);
    elsewhere.textContent = say("elsewhere", { words: words(one) });
  };
  form.show(response);
  return form;
}

/** What keeping a reflection private means, and what it earns. */
function sayPrivate({ item, isOn, isInCell }) {
  const earns = say("earns", { some: item.completion_points, all: item.points });
  if (!isOn) return say("private_off", { earns });
  return say("private_on", { where: say(isInCell ? "private_on_cell" : "private_on_page"), earns });
}

function drawRubric(item) {
  const levels = [...item.rubric].sort((a, b) => b.points - a.points);
  const list = make("ul", {}, ...levels.map((level) => make("li", {}, `${level.points}: ${level.text}`)));
  return make("details", {}, make("summary", {}, say("rubric")), list);
}

/** For one who learns alone: what to look for in the reflections, and whom to take them to. */
function drawEnding(model) {
  const texts = model.get("data").items.filter((item) => item.kind === "text");
  const element = make("div", {}, make("p", {}, say("alone_nothing")));
  if (!texts.length) return element;
  element.append(make("p", {}, say("alone_read")));
  for (const item of texts) {
    const rubric = drawRubric(item);
    rubric.open = true;
    element.append(make("p", {}, make("strong", {}, item.stem)), rubric);
  }
  element.append(make("p", {}, say("alone_take")));
  return element;
}
