/** Items of the bank as native controls, for the views of `practice` and `quiz`, which stand below this file.
 *
 *  drawItem({ item, response, onChange, id, number }) returns a form with two methods:
 *    form.show(response)   takes up a response from elsewhere (null: unanswered)
 *    form.mark(marks)      shows feedback: marks = { [option or prompt id]: { ok, word, text } }; null takes it away
 *  `item` is as `Item.to_learner()` gives it. `onChange(response)` is called at every tap.
 *  `make` stands in make.js, in front of this file.
 *  Kinds: choice, multiple, order, match, likert. A `text` item is drawn by the quiz, which knows what is private. */

const FITS_A_SELECT = 22; // letters that a select shows on a phone of 320 px

/** One item in its own form, since radio buttons group by form. */
function drawItem({ item, response, onChange, id, number }) {
  const form = make("form", { className: `course-item course-item-${item.kind}`, noValidate: true });
  const fieldset = make("fieldset", { id });
  const stem = number ? `${number}. ${item.stem}` : item.stem;
  const hint = make("p", { className: "course-quiet", id: `${id}-hint` }, say(`hint_${item.kind}`));
  fieldset.append(make("legend", {}, stem), hint);
  fieldset.setAttribute("aria-describedby", hint.id); // whoever goes from box to box hears how many to choose
  form.append(fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  const draw = { order: drawOrder, match: drawMatch }[item.kind] ?? drawChoices;
  const face = draw({ item, onChange, id, fieldset });
  form.show = (value) => face.show(isFitting(item, value) ? value : null);
  form.mark = (marks) => {
    for (const slot of form.querySelectorAll("[data-mark]")) fillMark(slot, marks?.[slot.dataset.mark]);
  };
  form.show(response);
  return form;
}

/** Feedback on one option: a sign and a word, so that color is never the only difference. */
function fillMark(slot, mark) {
  slot.replaceChildren();
  slot.hidden = !mark;
  if (!mark) return;
  slot.className = `course-mark ${mark.ok ? "course-mark-good" : "course-mark-warn"}`;
  slot.append(make("strong", {}, `${mark.ok ? "✓" : "✗"} ${mark.word}`), mark.text ? ` ${mark.text}` : "");
}

const makeMark = (id) => make("span", { "data-mark": id, className: "course-mark", hidden: true });

/** Whether a stored response still fits the item; one from another edition may not. */
function isFitting(item, value) {
  const ids = item.options.map((option) => option.id);
  if (item.kind === "choice") return ids.includes(value);
  if (item.kind === "likert") return Number.isInteger(value) && value >= 1 && value <= item.labels.length;
  if (item.kind === "multiple") return Array.isArray(value) && value.every((one) => ids.includes(one));
  if (item.kind === "order") return Array.isArray(value) && [...value].sort().join() === [...ids].sort().join();
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** choice and likert: radio buttons; multiple: check boxes. */
function drawChoices({ item, onChange, id, fieldset }) {
  const isMany = item.kind === "multiple";
  const options =
    item.kind === "likert" ? item.labels.map((text, index) => ({ id: String(index + 1), text })) : item.options;
  const inputs = options.map((option) => {
    const type = isMany ? "checkbox" : "radio";
    const input = make("input", { type, name: id, value: option.id });
    fieldset.append(
      make("div", { className: "course-option" }, make("label", {}, input, make("span", {}, option.text)), makeMark(option.id)),
    );
    return input;
  });
  const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
  fieldset.addEventListener("change", () => {
    const picked = read();
    if (isMany) onChange(picked.length ? picked : null);
    else onChange(item.kind === "likert" ? Number(picked[0]) : picked[0]);
  });
  const show = (response) => {
    const picked = [response ?? []].flat().map(String);
    for (const input of inputs) input.checked = picked.includes(input.value);
  };
  return { show };
}

/** order: a list whose rows move by two buttons, or by the arrow keys while one of them has the focus. */
function drawOrder({ item, onChange, id, fieldset }) {
  const list = make("ol", { className: "course-order" });
  const said = make("p", { className: "course-quiet", "aria-live": "polite" });
  const keep = make("button", { type: "button", className: "course-button course-keep" }, say("order_keep"));
  const textOf = (one) => item.options.find((option) => option.id === one).text;
  const start = item.options.map((option) => option.id);
  let order = start;

  const commit = (line) => {
    said.textContent = line;
    keep.hidden = true;
    onChange([...order]);
  };
  const move = (one, step) => {
    const from = order.indexOf(one);
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    order = swap(order, from, to);
    place();
    const button = list.querySelector(`[data-move="${step}"][data-id="${CSS.escape(one)}"]`);
    (button.disabled ? list.querySelector(`[data-move="${-step}"][data-id="${CSS.escape(one)}"]`) : button).focus();
    commit(say("order_now", { place: to + 1, count: order.length, text: textOf(one) }));
  };
  const makeMove = (one, step, key, sign) => {
    const props = { type: "button", className: "course-button", "data-move": String(step), "data-id": one };
    const button = make("button", { ...props, "aria-label": say(key, { text: textOf(one) }) }, sign);
    button.addEventListener("click", () => move(one, step));
    return button;
  };
  const rows = new Map(
    start.map((one) => {
      const buttons = [makeMove(one, -1, "order_up", "↑"), makeMove(one, 1, "order_down", "↓")];
      const text = make("div", { className: "course-order-text" }, textOf(one), makeMark(one));
      const row = make("div", { className: "course-order-row" }, text, make("div", { className: "course-order-moves" }, ...buttons));
      return [one, make("li", { "data-id": one }, row)];
    }),
  );
  const place = () => {
    // A row that is moved in the page drops the focus, so nothing moves that stands right already.
    if (order.some((one, index) => list.children[index] !== rows.get(one))) list.append(...order.map((one) => rows.get(one)));
    for (const [index, one] of order.entries()) {
      const [up, down] = rows.get(one).querySelectorAll("button");
      up.disabled = index === 0;
      down.disabled = index === order.length - 1;
    }
  };
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !event.target.dataset.id) return;
    event.preventDefault();
    move(event.target.dataset.id, step);
  });
  keep.addEventListener("click", () => {
    commit(say("order_kept"));
    list.querySelector("button:enabled").focus(); // the button pressed has gone
  });
  fieldset.append(list, keep, said);
  const show = (response) => {
    order = response ?? start;
    keep.hidden = response !== null;
    place();
  };
  return { show };
}

function swap(order, from, to) {
  const copy = [...order];
  [copy[from], copy[to]] = [copy[to], copy[from]];
  return copy;
}

/** match: one select for each prompt. */
function drawMatch({ item, onChange, id, fieldset }) {
  const wholes = new Map(); // a phone cuts off the text of a select, so a long one stands below it too
  const selects = new Map(
    item.prompts.map((prompt) => {
      const select = make("select", { id: `${id}-${prompt.id}` }, make("option", { value: "" }, say("match_choose")));
      for (const option of item.options) select.append(make("option", { value: option.id }, option.text));
      const label = make("label", { htmlFor: select.id }, prompt.text);
      const whole = make("p", { className: "course-pair-whole", "aria-hidden": "true", hidden: true });
      fieldset.append(make("div", { className: "course-pair" }, label, select, whole, makeMark(prompt.id)));
      wholes.set(select, whole);
      return [prompt.id, select];
    }),
  );
  fieldset.addEventListener("change", () => {
    const pairs = [...selects].filter(([, select]) => select.value).map(([prompt, select]) => [prompt, select.value]);
    onChange(pairs.length ? Object.fromEntries(pairs) : null);
  });
  const show = (response) => {
    for (const [prompt, select] of selects) {
      select.value = response?.[prompt] ?? "";
      if (select.selectedIndex < 0) select.value = "";
      const text = select.selectedOptions[0].text;
      wholes.get(select).textContent = text;
      wholes.get(select).hidden = text.length <= FITS_A_SELECT;
    }
  };
  return { show };
}

/** A response in words, for the paper face, the review and My notebook; "" when unanswered. `between` joins its parts. */
function toWords(item, response, between = "; ") {
  if (!isFitting(item, response)) return "";
  const textOf = (one) => item.options.find((option) => option.id === one)?.text ?? "";
  if (item.kind === "likert") return item.labels[response - 1];
  if (item.kind === "choice") return textOf(response);
  if (item.kind === "multiple") return response.map(textOf).join(between);
  if (item.kind === "order") return response.map((one, index) => `${index + 1}. ${textOf(one)}`).join(between);
  return item.prompts.map((prompt) => `${prompt.text}: ${textOf(response[prompt.id]) || "…"}`).join(between);
}
