/** One message at a time: sorted, held beside guidance, answered, and put on a card.
 *  `make…`, `say`, `makeSources` and `drawCard` stand in files that are joined in front of this one. */

const KINDS = ["medical", "membership", "worth", "power"];
const USES = ["record", "own", "pass"];

function render({ model, el }) {
  const { messages } = model.get("data");
  const group = makeGroup(model);
  const shown = new Set(); // messages looked at without being sorted
  const isOpen = (id) => id in readReplies(model).kinds || id in readReplies(model).uses || shown.has(id);
  const first = messages.findIndex(({ id }) => !isOpen(id));
  let at = Math.max(first, 0);
  let part = null;

  const kept = makeKept(model);
  const keep = (key, id, value) => {
    const now = readReplies(model);
    const map = { ...now[key], [id]: value };
    if (!value) delete map[id];
    const next = { ...now, [key]: map };
    const isNothing = ["kinds", "uses", "own"].every((one) => !Object.keys(next[one]).length);
    keepResponse(model, isNothing ? null : next);
    kept.tell();
  };
  const card = drawCard(model, el, (id) => keep("uses", id, null));
  const jump = drawJump(model, (index) => open(index));
  const place = make("div", {});
  const before = makeButton(say("previous"), () => open(at - 1, true));
  const after = makeButton(say("next"), () => open(at + 1, true));

  const show = () => {
    part.show();
    jump.show(at);
    card.show();
  };
  const open = (index, isMoved = false) => {
    at = index;
    const message = messages[at];
    const skip = () => {
      shown.add(message.id);
      show();
    };
    part = drawMessage({ model, message, number: at + 1, keep, skip, isOpen });
    place.replaceChildren(part.element);
    before.disabled = at === 0;
    after.disabled = at === messages.length - 1;
    show();
    if (isMoved) part.heard.focus(); // the message stands above the buttons, so whoever moves on begins there
  };

  group.append(jump.element, place, make("div", { className: "course-row course-heard-moves" }, before, after), kept, card);
  el.append(group);
  open(at);
  model.on("change:response", show);
  return () => model.off("change:response", show);
}

/** A way to any message; those on the card are marked. */
function drawJump(model, go) {
  const { messages } = model.get("data");
  const id = `${model.get("exercise_id")}-jump`;
  const select = make("select", { id, autocomplete: "off" });
  const options = messages.map(({ id: value }) => make("option", { value }));
  select.append(...options);
  select.addEventListener("change", () => go(select.selectedIndex));
  const show = (at) => {
    const done = new Set(findCard(model).map(({ id: one }) => one));
    messages.forEach(({ id: one, message }, index) => {
      const text = `${index + 1}. ${message}`;
      options[index].textContent = done.has(one) ? say("done_mark", { text }) : text;
    });
    select.selectedIndex = at;
  };
  return { element: make("div", { className: "course-heard-jump" }, make("label", { htmlFor: id }, say("go_to")), select), show };
}

/** One message with its sorting, what we found, and what could be said. */
function drawMessage({ model, message, number, keep, skip, isOpen }) {
  const { messages } = model.get("data");
  const id = `${model.get("exercise_id")}-${message.id}`;
  const heard = make(
    "blockquote",
    { className: "course-message-heard", tabIndex: -1 },
    make("p", { className: "course-quiet" }, say("place", { n: number, of: messages.length })),
    make("p", { className: "course-heard-words" }, say("quote", { text: message.message })),
  );
  const sort = drawSort({ model, message, id, keep });
  const bare = makeButton(say("skip"), () => {
    skip();
    found.element.focus(); // the button pressed has gone
  });
  const found = drawFound(model, message);
  const reply = drawReply({ model, message, id, keep });
  const show = () => {
    const isShown = isOpen(message.id);
    bare.hidden = isShown;
    found.element.hidden = reply.form.hidden = !isShown;
    sort.show();
    found.show();
    reply.show();
  };
  return { element: make("div", {}, heard, sort.form, bare, found.element, reply.form), heard, show };
}

/** Four boxes, each with what it means; any of them may be argued. */
function drawSort({ model, message, id, keep }) {
  const hint = make("p", { className: "course-quiet", id: `${id}-hint` }, say("sort_hint"));
  const fieldset = make("fieldset", {}, make("legend", {}, say("sort")), hint);
  fieldset.setAttribute("aria-describedby", hint.id);
  const inputs = KINDS.map((kind) => {
    const input = make("input", { type: "radio", name: `${id}-kind`, value: kind });
    const words = make("span", {}, make("strong", {}, say(`kind_${kind}`)), make("span", { className: "course-quiet course-kind-hint" }, say(`hint_${kind}`)));
    fieldset.append(make("div", { className: "course-option" }, make("label", {}, input, words)));
    return input;
  });
  const form = make("form", { className: "course-sort" }, fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => keep("kinds", message.id, target.value));
  const show = () => inputs.forEach((input) => (input.checked = input.value === readReplies(model).kinds[message.id]));
  return { form, show };
}

/** How we sorted it and why both can be argued; what it may mean, what guidance says, and what to take care of. */
function drawFound(model, message) {
  const { kind } = message;
  const sorted = make("p", { "aria-live": "polite" });
  const named = (key, text) => (text ? make("p", {}, make("strong", {}, say(key)), ` ${text}`) : null);
  const care = named("care", message.caution);
  if (care) care.className = "course-care-line";
  const parts = [sorted, named("may_mean", message.may_mean), named("guidance", message.guidance), care];
  const element = make("div", { className: "course-message-found", tabIndex: -1 }, ...parts, makeSources(model, message.facts));
  const show = () => {
    const mine = readReplies(model).kinds[message.id];
    const ours = say(`kind_${kind}`);
    const how = mine === kind ? say("same") : say(mine ? "ours" : "unsorted", { kind: ours });
    const argued = mine && mine !== kind ? ` ${say(`argue_${mine}`)}` : "";
    const text = `${how} ${say(`why_${kind}`)}${argued}`;
    if (sorted.textContent !== text) sorted.textContent = text;
  };
  return { element, show };
}

/** The record's reply, other words, or letting it pass. */
function drawReply({ model, message, id, keep }) {
  const { for: who } = model.get("data");
  const texts = { record: say("quote", { text: message.reply }), own: "", pass: say(`pass_${who}`) };
  const fieldset = make("fieldset", {}, make("legend", {}, say(`reply_${who}`)));
  const field = make("textarea", { id: `${id}-own`, rows: 2, autocomplete: "off" });
  const own = make("div", { className: "course-message-own" }, make("label", { htmlFor: field.id }, say(`own_${who}`)), field);
  const inputs = USES.map((use) => {
    const input = make("input", { type: "radio", name: `${id}-use`, value: use });
    const words = make("span", {}, make("strong", {}, say(`use_${use}`)), texts[use] ? make("span", { className: "course-kind-hint" }, texts[use]) : null);
    fieldset.append(make("div", { className: "course-option" }, make("label", {}, input, words)));
    return input;
  });
  const form = make("form", { className: "course-sort" }, fieldset, own);
  form.addEventListener("submit", (event) => event.preventDefault());
  fieldset.addEventListener("change", ({ target }) => keep("uses", message.id, target.value));
  field.addEventListener("input", () => {
    growField(field);
    keep("own", message.id, field.value);
  });
  const show = () => {
    const { uses, own: words } = readReplies(model);
    for (const input of inputs) input.checked = input.value === uses[message.id];
    own.hidden = uses[message.id] !== "own";
    if (field.value !== (words[message.id] ?? "")) field.value = words[message.id] ?? "";
    growField(field);
  };
  return { form, show };
}

/** Write the sorting and the replies beneath the messages of the paper face, and the card into the one to cut out. */
export function fillPaper({ model, paper }) {
  const { kinds } = readReplies(model);
  const card = findCard(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id } of model.get("data").messages) {
    write(`kind-${id}`, kinds[id] ? say(`kind_${kinds[id]}`) : "");
    write(`reply-${id}`, card.find((one) => one.id === id)?.reply ?? "");
  }
  fillRows(paper.querySelector('[data-write="card"]'), card);
  markCard(paper);
}

export default { render };
