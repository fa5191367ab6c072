/** Pieces that views are made of. This file is joined in front of the views that name it among their parts. */

/** An element with properties and children; text is text, never HTML. */
function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props))
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function makeButton(text, onClick, isMain = false) {
  const button = make("button", { type: "button", className: `course-button${isMain ? " course-main" : ""}` }, text);
  button.addEventListener("click", onClick);
  return button;
}

/** The named group an exercise stands in: title, minutes and opening words. */
function makeGroup(model) {
  const { title, minutes, intro } = model.get("data");
  const id = `${model.get("exercise_id")}-title`;
  const time = minutes ? make("span", { className: "course-minutes" }, ` (${minutes} min)`) : null;
  const group = make("div", { role: "group", "aria-labelledby": id });
  group.append(make("p", { className: "course-title", id }, title, time));
  if (intro) group.append(make("p", {}, intro));
  return group;
}
