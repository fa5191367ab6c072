/** Where the marks of a forest plot stand, and how many of a thousand people a rate is: the twin of course/forest.py,
 *  held together with it by a test. `draw` stands in picture.js. */

const PEOPLE = 1000;
const COLUMNS = 40;

/** The ends of a logarithmic axis that holds all values, and 1, between two of its ticks. */
export function findAxis(values) {
  const smallest = Math.min(1, ...values);
  const largest = Math.max(1, ...values);
  let low = Math.floor(2 * Math.log10(smallest)) - 1;
  let high = Math.ceil(2 * Math.log10(largest)) + 1;
  while (toTick(low + 1) <= smallest) low += 1;
  while (toTick(high - 1) >= largest) high -= 1;
  return low < high ? [toTick(low), toTick(high)] : [toTick(low - 1), toTick(high + 1)];
}

/** The ticks from one end of an axis to the other: 1 and 3 of every power of ten. */
export function findTicks(low, high) {
  const first = Math.round(2 * Math.log10(low));
  const last = Math.round(2 * Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, index) => toTick(first + index));
}

function toTick(step) {
  const power = Math.floor(step / 2);
  const digit = step % 2 ? 3 : 1;
  return power < 0 ? digit / 10 ** -power : digit * 10 ** power;
}

/** How far along the axis a value stands, in percent. */
export function place(value, low, high) {
  return Math.round((10_000 * Math.log(value / low)) / Math.log(high / low)) / 100;
}

/** A rate for every thousand people as whole people of a thousand; a half counts as one. */
export function countPeople(rate) {
  return Math.min(PEOPLE, Math.max(0, Math.floor(rate + 0.5)));
}

export const splitRows = (people) => [Math.floor(people / COLUMNS), people % COLUMNS];

const range = (first, last) => Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);

export const personPath = (first, last) =>
  range(first, last)
    .map((column) => `M${10 * column + 5} 2.6h.01M${10 * column + 4} 7h2`)
    .join("");

export const framePath = (people) =>
  range(0, people)
    .map((one) => `M${10 * (one % COLUMNS) + 1}.5 ${10 * Math.floor(one / COLUMNS) + 1}.5h7v7h-7z`)
    .join("");

/** Each design has a form of its own, around the middle of the mark; the heavier the design, the heavier the form. */
const FORMS = {
  trials: "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z",
  adjusted: "M-6 -6H6V6H-6z",
  crude: "M-5 -5H5V5H-5z",
  pooled: "M0 -8L8 0L0 8L-8 0z",
  population: "M0 -7L7 6H-7z",
};

const percent = (number) => `${number}%`;

/** One row of the plot: the ticks, the line of "the same", the bar of the interval, and the mark of the estimate. */
function drawStrip(ratio, form, [low, high]) {
  const at = (value) => percent(place(value, low, high));
  const upright = (value, className) => draw("line", { x1: at(value), x2: at(value), y1: 0, y2: "100%", class: className });
  const strip = draw("svg", { class: "course-ev-strip", "aria-hidden": "true", focusable: "false" });
  strip.append(...findTicks(low, high).map((tick) => upright(tick, tick === 1 ? "course-ev-same" : "course-ev-tick")));
  if (!ratio) return strip;
  if (ratio.low !== null) {
    const kind = `course-ev-bar course-ev-bar-${form}`;
    strip.append(draw("line", { x1: at(ratio.low), x2: at(ratio.high), y1: "50%", y2: "50%", class: kind }));
    strip.append(spot(at(ratio.low), "M0 -6V6", "course-ev-end"), spot(at(ratio.high), "M0 -6V6", "course-ev-end"));
    strip.append(spot(at(ratio.low), "M-3 0H-20", "course-ev-tail"), spot(at(ratio.high), "M3 0H20", "course-ev-tail"));
  }
  strip.append(spot(at(ratio.at), FORMS[form], `course-ev-form course-ev-form-${form}`));
  return strip;
}

/** A shape of a fixed size at a place given in percent. */
const spot = (x, d, className) => draw("svg", { x, y: "50%", overflow: "visible" }, draw("path", { d, class: className }));

/** The numbers under the rows. */
function drawAxis([low, high]) {
  const axis = draw("svg", { class: "course-ev-axis", "aria-hidden": "true", focusable: "false" });
  for (const tick of findTicks(low, high))
    axis.append(draw("text", { x: percent(place(tick, low, high)), y: "1em" }, String(tick)));
  return axis;
}

/** A thousand people; in place of each who died stands an empty frame. */
function drawPeople(people, id) {
  const [rows, rest] = splitRows(people);
  const picture = draw("svg", { class: "course-ev-people", viewBox: "0 0 400 250", "aria-hidden": "true", focusable: "false" });
  picture.append(draw("defs", {}, draw("path", { id, d: personPath(0, COLUMNS), class: "course-ev-person" })));
  if (rest) picture.append(draw("path", { d: personPath(rest, COLUMNS), class: "course-ev-person", transform: `translate(0 ${10 * rows})` }));
  for (const row of range(rows + (rest ? 1 : 0), PEOPLE / COLUMNS)) picture.append(draw("use", { href: `#${id}`, y: 10 * row }));
  picture.append(draw("path", { d: framePath(people), class: "course-ev-missing" }));
  return picture;
}
