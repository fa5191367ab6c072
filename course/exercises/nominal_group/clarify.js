/** Asking what is meant: ideas are edited, two are merged, and split again. `listHeads` and the like stand in group.js. */

function drawClarify({ model, keep, clock }) {
  const uid = model.get("exercise_id");
  const list = make("ol", { className: "course-ngt-ideas course-ngt-fields" });
  const rows = new Map();
  const line = make("p", { className: "course-quiet", role: "status" });
  const [one, other] = ["one", "other"].map((name) => make("select", { id: `${uid}-merge-${name}` }));
  const merge = makeButton(say("merge"), () => {
    const { ideas } = readGroup(model);
    const [from, into] = [one.value, other.value];
    if (!from || !into || from === into) return setText(line, say("merge_two"));
    const moved = Object.entries(ideas).map(([id, idea]) => [id, findHead(id, ideas) === from ? { ...idea, into } : idea]);
    keep({ ideas: Object.fromEntries(moved) });
    setText(line, say("merged"));
  });
  const split = (id) => {
    const { ideas } = readGroup(model);
    const { into, ...idea } = ideas[id];
    keep({ ideas: { ...ideas, [id]: idea } });
    setText(line, say("split_done"));
    rows.get(id)?.field.focus(); // the button pressed has gone
  };
  const write = (id, text) => {
    const { ideas } = readGroup(model);
    keep({ ideas: { ...ideas, [id]: { ...ideas[id], text } } });
  };
  const show = () => {
    const { ideas } = readGroup(model);
    const heads = listHeads(ideas);
    for (const [id, row] of rows) if (!heads.some(([head]) => head === id)) dropRow(rows, id, row);
    heads.forEach(([id, idea], index) => {
      if (!rows.has(id)) rows.set(id, drawRow(`${uid}-${id}`, (text) => write(id, text)));
      const row = rows.get(id);
      if (list.children[index] !== row.element) list.insertBefore(row.element, list.children[index] ?? null);
      row.show(index + 1, idea, listUnder(id, ideas), split);
    });
    for (const select of [one, other]) fillSelect(select, heads);
    tools.hidden = heads.length < 2;
  };
  const tools = make(
    "div",
    { className: "course-ngt-merge" },
    make("p", { className: "course-prompt" }, say("merge_title")),
    make("label", { htmlFor: one.id }, say("merge_one")),
    one,
    make("label", { htmlFor: other.id }, say("merge_other")),
    other,
    make("div", { className: "course-row" }, merge),
  );
  return { element: make("div", {}, clock.element, list, tools, line), show };
}

function dropRow(rows, id, row) {
  row.element.remove();
  rows.delete(id);
}

/** One idea in its field, and below it what was merged into it. */
function drawRow(id, onWrite) {
  const label = make("label", { htmlFor: `${id}-text`, className: "course-quiet" });
  const field = make("textarea", { id: `${id}-text`, rows: 1, autocomplete: "off" });
  const under = make("ul", { className: "course-ngt-under" });
  field.addEventListener("input", () => {
    growField(field);
    onWrite(field.value);
  });
  const show = (number, idea, others, split) => {
    setText(label, say("idea_n", { n: number }));
    if (field.value !== idea.text) field.value = idea.text;
    growField(field);
    under.replaceChildren(
      ...others.map(([other, { text }]) => {
        const button = makeButton(say("split"), () => split(other));
        button.setAttribute("aria-label", `${say("split")}: ${text}`);
        return make("li", {}, make("span", {}, text), button);
      }),
    );
    under.hidden = !others.length;
  };
  return { element: make("li", {}, label, field, under), field, show };
}

/** The ideas to choose from; what was chosen stays if it is still there. */
function fillSelect(select, heads) {
  const chosen = select.value;
  const options = heads.map(([id, { text }], index) => make("option", { value: id }, `${index + 1}. ${text}`));
  select.replaceChildren(make("option", { value: "" }, say("choose")), ...options);
  select.value = heads.some(([id]) => id === chosen) ? chosen : "";
}
