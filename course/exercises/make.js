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

/** A text of the type's catalogue (`words.json`, which stands in front of this file), its {slots} filled. */
const say = (key, slots = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, slot) => slots[slot]);

function makeButton(text, onClick, isMain = false) {
  const button = make("button", { type: "button", className: `course-button${isMain ? " course-main" : ""}` }, text);
  button.addEventListener("click", onClick);
  return button;
}

/** The named group an exercise stands in: title, minutes and opening words. */
function makeGroup(model) {
  const { title, minutes, intro } = model.get("data");
  const id = `${model.get("exercise_id")}-title`;
  const time = minutes ? make("span", { className: "course-minutes" }, ` ${say("minutes", { minutes })}`) : null;
  const group = make("div", { role: "group", "aria-labelledby": id });
  group.append(make("p", { className: "course-title", id }, title, time));
  if (intro) group.append(make("p", {}, intro));
  return group;
}

/** A line that says where the last change was kept; call its `tell` after each. What could not be kept must not be called
 *  saved: the host says so above, by its notice. */
function makeKept(model) {
  const line = make("p", { className: "course-quiet course-saved", "aria-live": "polite" });
  const where = model.get("host") === "page" ? "kept_on_device" : "kept_in_file";
  line.tell = () => (line.textContent = model.get("notice") ? "" : say(where));
  model.on("change:notice", () => line.textContent && line.tell());
  return line;
}

/** Put a response in place of the one before, and have it saved. */
function keepResponse(model, response) {
  model.set("response", response);
  model.save_changes();
}

/** Browsers without `field-sizing: content` let a field grow by its scroll height. */
function growField(field) {
  if (CSS.supports("field-sizing", "content") || !field.offsetParent) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
