/** A scale of labelled steps. `make` stands in make.js, in front of this file. */

const STEPS = 5;

/** Whether a rating is a step of the scale, and neither passed nor odd. */
const isStep = (value) => Number.isInteger(value) && value >= 1 && value <= STEPS;

/** One question with its steps as radio buttons, and under them the ways off the scale: {value: text}. */
function drawScale({ id, legend, labels, aside, onChange }) {
  const steps = labels.map((text, index) => [index + 1, text]);
  const inputs = new Map();
  const drawStep = ([value, text]) => {
    const input = make("input", { type: "radio", name: id, value: String(value) });
    inputs.set(value, input);
    return make("label", {}, input, make("span", {}, text));
  };
  const fieldset = make(
    "fieldset",
    {},
    make("legend", {}, legend),
    make("div", { className: "course-scale-steps" }, ...steps.map(drawStep)),
    make("div", { className: "course-scale-aside" }, ...Object.entries(aside).map(drawStep)),
  );
  const form = make("form", { className: "course-scale" }, fieldset); // radio buttons group by form
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => {
    onChange([...inputs.keys()].find((value) => inputs.get(value) === target));
  });
  form.show = (rating) => {
    for (const [value, input] of inputs) input.checked = value === rating;
  };
  return form;
}

/** A rating in words, on screen and paper; "" where there is none. */
function sayStep(rating, labels, aside) {
  if (isStep(rating)) return labels[rating - 1];
  return Object.hasOwn(aside, rating ?? "") ? aside[rating] : "";
}

/** Put values in a random order, in place; `random` gives numbers from 0 to below 1. */
function shuffle(values, random) {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
  return values;
}

/** A number with one decimal, as a reader writes it, with its sign where it is a difference. */
const toTenth = (number) => (Math.round(number * 10) / 10 || 0).toFixed(1);
const toSigned = (number) => `${Math.round(number * 10) > 0 ? "+" : ""}${toTenth(number).replace("-", "−")}`;
