/** The list as the response holds it: under keys that sort as the list does, since an object's own order may be lost. */

const FIELDS = ["name", "reach", "note"];

/** The entries in their order. */
function readEntries(model) {
  const entries = model.get("response")?.entries ?? {};
  return Object.keys(entries)
    .sort()
    .map((key) => entries[key]);
}

/** Keep a list; an empty one is as if nothing had been done. */
function keepEntries(model, list) {
  const named = list.map((entry, index) => [`a${String(index + 1).padStart(3, "0")}`, entry]);
  keepResponse(model, list.length ? { entries: Object.fromEntries(named) } : null);
}

/** The form for one entry; `give` is called with it. `form.take(entry)` puts one in to be changed, null begins anew. */
function drawForm({ model, give, cancel }) {
  const id = `${model.get("exercise_id")}-form`;
  const title = make("p", { className: "course-prompt" });
  const kinds = make("fieldset", { className: "course-ally-kinds" }, make("legend", {}, say("kind")));
  const radios = ["person", "group", "service", "line"].map((kind) => {
    const input = make("input", { type: "radio", name: `${id}-kind`, value: kind });
    kinds.append(make("label", {}, input, make("span", {}, say(`kind_${kind}`))));
    return input;
  });
  const fields = FIELDS.map((key) => make("input", { type: "text", id: `${id}-${key}`, autocomplete: "off" }));
  const rows = FIELDS.map((key, index) => make("div", { className: "course-ally-field" }, make("label", { htmlFor: fields[index].id }, say(key)), fields[index]));
  const missing = make("p", { className: "course-quiet", role: "status" });
  const send = make("button", { type: "submit", className: "course-button course-main" });
  const leave = makeButton(say("cancel"), () => cancel());
  const form = make("form", { className: "course-ally-form", noValidate: true }, title, kinds, ...rows, missing, make("div", { className: "course-row" }, send, leave));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [name, reach, note] = fields.map((field) => field.value.trim());
    missing.textContent = name ? "" : say("name_missing");
    if (name) give({ kind: radios.find((radio) => radio.checked).value, name, reach, note });
    else fields[0].focus();
  });
  form.take = (entry) => {
    for (const radio of radios) radio.checked = radio.value === (entry?.kind ?? "person");
    FIELDS.forEach((key, index) => (fields[index].value = entry?.[key] ?? ""));
    title.textContent = entry ? say("edit_title", { name: entry.name }) : say("add_title");
    send.textContent = say(entry ? "save" : "add");
    leave.hidden = !entry;
    missing.textContent = "";
  };
  form.focusName = () => fields[0].focus();
  form.take(null);
  return form;
}
