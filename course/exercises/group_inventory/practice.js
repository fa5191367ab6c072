/** One practice of a group: how often, and one change to try. `make…` and `drawScale` stand in the parts in front. */

/** The change in words; "" where none is to be tried. */
function sayChange(practice, { change, words }) {
  if (change === "own") return (words ?? "").trim();
  return practice.changes.find(({ id }) => id === change)?.text ?? "";
}

/** The lines of one practice for the list; none where nothing was said of it. */
function listLines(data, practice, entry) {
  const { label, text } = practice;
  const change = sayChange(practice, entry);
  const lines = [];
  if (isStep(entry.rating)) lines.push(say("line", { label, text, rating: data.labels[entry.rating - 1] }));
  else if (entry.rating === "unknown") lines.push(say("line_unknown", { label, text }));
  else if (change) lines.push(say("list_unsaid", { label, text }));
  if (change) lines.push(say("line_try", { change }));
  return lines;
}

/** A practice with its scale, what is known of it, and the changes. */
function drawPractice({ model, data, practice, uid, keep }) {
  const id = `${uid}-${practice.id}`;
  const aside = { unknown: say("unknown"), pass: say("pass") };
  const scale = drawScale({ id, legend: practice.text, labels: data.labels, aside, onChange: (rating) => keep(practice, { rating }) });
  const changes = drawChanges({ practice, id, keep });
  const title = make("p", { className: "course-practice-name", id: `${id}-name` }, practice.label);
  const about = practice.about ? make("p", {}, practice.about) : null;
  const parts = [title, scale, about, makeSources(model, practice.facts), changes];
  const element = make("div", { className: "course-practice", role: "group", "aria-labelledby": title.id }, ...parts);
  element.show = (entry) => {
    scale.show(entry.rating);
    changes.show(entry);
  };
  return element;
}

/** The changes as radio buttons, with a field that comes with the last but one. */
function drawChanges({ practice, id, keep }) {
  const options = [...practice.changes, { id: "own", text: say("own") }, { id: "none", text: say("none") }];
  const field = make("textarea", { rows: 2, autocomplete: "off", "aria-label": say("own_field", { label: practice.label }), hidden: true });
  const inputs = options.map((option) => make("input", { type: "radio", name: `${id}-change`, value: option.id }));
  const rows = options.map((option, index) => make("label", {}, inputs[index], make("span", {}, option.text)));
  const fieldset = make("fieldset", {}, make("legend", {}, say("change")), ...rows);
  fieldset.lastChild.before(field);
  const form = make("form", { className: "course-changes" }, fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => {
    if (target === field) return;
    keep(practice, { change: target.value });
    growField(field);
  });
  field.addEventListener("input", () => {
    growField(field);
    keep(practice, { words: field.value });
  });
  form.show = ({ change, words = "" }) => {
    for (const input of inputs) input.checked = input.value === change;
    field.hidden = change !== "own";
    if (field.value !== words) field.value = words;
    growField(field);
  };
  return form;
}
