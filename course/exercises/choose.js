/** One choice among a few options, as radio buttons that may be taken back. `make` stands in make.js, in front of this file.
 *
 *  drawChoose({ name, legend, options, onChange }) returns a form with one method:
 *    form.show(id)   takes up a choice from elsewhere (null: none)
 *  `onChange(id)` is called at every tap. Options are `{ id, text }`; nothing here is right or wrong. */

function drawChoose({ name, legend, options, onChange }) {
  const form = make("form", { className: "course-choose", noValidate: true }); // its own form: radios group by form
  const fieldset = make("fieldset", {}, make("legend", {}, legend));
  const inputs = options.map(({ id, text }) => {
    const input = make("input", { type: "radio", name, value: id });
    fieldset.append(make("label", {}, input, make("span", {}, text)));
    return input;
  });
  form.append(fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => onChange(target.value));
  form.show = (id) => {
    for (const input of inputs) input.checked = input.value === id;
  };
  return form;
}
