/** From a stored response to lines a learner can read. `make` stands in make.js, in front of this file. */

const QUIET_KEYS = [
  "alone", "bank", "checked", "device", "format", "levels", "order", "private", "quiz", "route", "saved_at", "seed",
];

const isPlain = (value) => typeof value !== "object";

/** A response of any type as lines of text: ids become the words they stand for. */
function readLines(response, labels) {
  const lines = [];
  const toText = (value, item) => labels[`${item}/${value}`] ?? String(value);
  const walk = (value, item) => {
    if (value === null || value === "" || value === undefined) return;
    if (Array.isArray(value)) lines.push([item, value.filter(isPlain).map((one) => toText(one, item)).join("\n")]);
    else if (isPlain(value)) lines.push([item, toText(value, item)]);
    else if (value.passed) lines.push([item, say("passed")]);
    else if (typeof value.text === "string") {
      lines.push([item, value.text]);
      if (value.private) lines.push([item, say(value.text ? "private_words" : "private_done")]);
    }
    else
      for (const [key, inner] of Object.entries(value)) {
        if (QUIET_KEYS.includes(key)) continue;
        const isPair = typeof inner === "string" && labels[`${item}/${key}`];
        if (isPair) lines.push([item, `${toText(key, item)}: ${toText(inner, item)}`]);
        else walk(inner, labels[key] ? key : item);
      }
  };
  walk(response, "");
  let last = null;
  return lines.filter(([, text]) => text).flatMap(([item, text]) => {
    const label = item !== last && labels[item] ? make("p", { className: "course-quiet" }, labels[item]) : null;
    last = item;
    return [label, make("p", { className: "course-words" }, text)].filter(Boolean);
  });
}
