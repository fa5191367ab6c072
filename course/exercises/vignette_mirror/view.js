/** One question and a field, kept as it is typed.
 *  `make`, `say` and the like stand in make.js, which is joined in front of this file. */

const read = (model) => model.get("response")?.text ?? "";

function render({ model, el }) {
  const { question } = model.get("data");
  const id = `${model.get("exercise_id")}-field`;
  const group = makeGroup(model);
  const field = make("textarea", { id, rows: 4, autocomplete: "off" });
  const kept = makeKept(model);
  const keep = (text) => {
    keepResponse(model, text ? { text } : null);
    kept.tell();
  };
  field.addEventListener("input", () => {
    growField(field);
    keep(field.value);
  });
  const clear = makeButton(say("clear"), () => {
    keep("");
    field.focus();
  });
  const show = () => {
    if (field.value !== read(model)) field.value = read(model);
    growField(field);
  };
  group.append(make("label", { className: "course-prompt", htmlFor: id }, question), field, clear, kept);
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** Write the learner's words onto the ruled lines of the paper face. */
export function fillPaper({ model, paper }) {
  paper.querySelector("[data-write]").textContent = read(model);
}

export default { render };
