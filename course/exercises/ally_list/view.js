/** A list that is made, put in order, and printed as a card; checked lines can be added to it.
 *  `make…`, `say`, `readEntries`, `drawForm` and `printCard` stand in files that are joined in front of this one. */

function render({ model, el }) {
  const group = makeGroup(model);
  const said = make("p", { className: "course-quiet", role: "status" });
  const kept = makeKept(model);
  let changing = -1; // the place of the entry in the form, -1 for a new one

  const keep = (list, line) => {
    keepEntries(model, list);
    said.textContent = line;
    undo.replaceChildren();
    kept.tell();
  };
  const add = (entry) => keep([...readEntries(model), entry], say("added", entry));
  const stop = () => {
    changing = -1;
    form.take(null);
  };
  const form = drawForm({
    model,
    give: (entry) => {
      const list = readEntries(model);
      if (changing >= 0 && changing < list.length) {
        const at = changing;
        stop();
        keep(list.with?.(at, entry) ?? list.map((one, index) => (index === at ? entry : one)), say("changed", entry));
        rows.focus("edit", at);
        return;
      }
      stop();
      add(entry);
      form.focusName(); // the next one may follow at once
    },
    cancel: () => {
      const at = changing;
      stop();
      rows.focus("edit", at);
    },
  });
  const undo = make("div", { className: "course-ally-undo" });
  const acts = {
    up: (at) => acts.move(at, -1),
    down: (at) => acts.move(at, 1),
    move: (at, step) => {
      const list = readEntries(model);
      const [entry] = list.splice(at, 1);
      list.splice(at + step, 0, entry);
      stop();
      keep(list, say("moved", { name: entry.name, n: at + step + 1, of: list.length }));
      rows.focus(step < 0 ? "up" : "down", at + step);
    },
    edit: (at) => {
      changing = at;
      form.take(readEntries(model)[at]);
      form.focusName();
    },
    remove: (at) => {
      const list = readEntries(model);
      const [entry] = list.splice(at, 1);
      stop();
      keep(list, say("removed", entry));
      const back = makeButton(say("put_back", entry), () => {
        const now = readEntries(model);
        now.splice(at, 0, entry);
        keep(now, say("back", entry));
        rows.focus("edit", Math.min(at, now.length - 1));
      });
      undo.append(back);
      back.focus(); // the button pressed has gone, and a slip of the thumb is mended here
    },
  };
  const rows = drawRows(model, acts);
  const offers = drawOffers(model, add);
  const take = drawTake(model, el);
  const title = make("p", { className: "course-title" }, say("list_title"));
  group.append(make("p", { className: "course-quiet" }, say("privacy")), title, rows.element, said, undo, form, offers.element, take.element, kept);
  el.append(group);
  const show = () => {
    // Another tab, or erasing, may have taken away the entry in the form; what is written there stays as a new one.
    if (changing >= readEntries(model).length) changing = -1;
    [rows, offers, take].forEach((one) => one.show());
  };
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** The entries with their four buttons; whichever has the focus has it again after the list is drawn anew. */
function drawRows(model, acts) {
  const none = make("p", { className: "course-quiet" }, say("list_none"));
  const list = make("ol", { className: "course-ally-list" });
  const find = (act, at) => list.querySelector(`[data-act="${act}"][data-at="${at}"]`);
  const focus = (act, at) => {
    const button = find(act, at);
    (button?.disabled ? find(act === "up" ? "down" : "up", at) : button)?.focus();
  };
  const drawAct = (act, at, { name }, isOff = false) => {
    const button = makeButton(say(act), () => acts[act](at));
    button.setAttribute("aria-label", say(`named_${act}`, { name }));
    button.disabled = isOff;
    Object.assign(button.dataset, { act, at });
    return button;
  };
  const drawRow = (entry, at, all) => {
    const { kind, name, reach, note } = entry;
    const words = make("div", { className: "course-ally-words" }, make("span", { className: "course-quiet" }, say(`kind_${kind}`)), make("strong", {}, name));
    for (const text of [reach, note]) if (text) words.append(make("span", {}, text));
    const up = drawAct("up", at, entry, at === 0);
    const down = drawAct("down", at, entry, at === all.length - 1);
    return make("li", {}, words, make("div", { className: "course-row" }, up, down, drawAct("edit", at, entry), drawAct("remove", at, entry)));
  };
  const show = () => {
    const all = readEntries(model);
    const { act, at } = list.contains(document.activeElement) ? document.activeElement.dataset : {};
    none.hidden = all.length > 0;
    list.replaceChildren(...all.map(drawRow));
    if (act) focus(act, at);
  };
  return { element: make("div", {}, none, list), show, focus };
}

/** What the course checked, each with its day and its sources, to be added by a tap. */
function drawOffers(model, add) {
  const { offers } = model.get("data");
  const box = make("details", { className: "course-ally-offers" }, make("summary", {}, say("offers")), make("p", { className: "course-quiet" }, say("offers_how")));
  const buttons = offers.map(({ kind, name, reach, note, checked, facts }) => {
    const button = makeButton("", () => add({ kind, name, reach, note }));
    const words = make("div", { className: "course-ally-words" }, make("strong", {}, name), make("span", {}, reach), make("span", {}, note));
    words.append(make("span", { className: "course-quiet" }, say("checked", { date: checked })));
    box.append(make("div", { className: "course-ally-offer" }, words, button, makeSources(model, facts)));
    return button;
  });
  const show = () => {
    const mine = readEntries(model).map(({ reach }) => reach);
    offers.forEach(({ name, reach }, index) => {
      const isMine = mine.includes(reach);
      const button = buttons[index];
      button.textContent = say(isMine ? "offer_added" : "offer_add");
      button.setAttribute("aria-label", isMine ? `${say("offer_added")}: ${name}` : say("offer_add_named", { name }));
      // Not `disabled`: the button that was pressed must keep the focus. Pressed again it would add a second.
      button.setAttribute("aria-disabled", String(isMine));
      button.classList.toggle("course-ally-added", isMine);
    });
  };
  box.addEventListener("click", (event) => event.target.getAttribute("aria-disabled") === "true" && event.stopImmediatePropagation(), true);
  return { element: box, show };
}

/** Ways to take the list along. */
function drawTake(model, el) {
  const line = make("p", { className: "course-quiet", role: "status" });
  const toText = ({ name, reach, note }) => [name, reach, note].filter(Boolean).join("\n");
  const print = makeButton(say("print"), () => printCard(model, el), true);
  const copy = makeButton(say("copy"), () => copyText(readEntries(model).map(toText).join("\n\n"), line));
  const all = makeButton(say("print_all"), () => printPaper(model, el));
  const element = make("div", { className: "course-ally-take" }, make("p", {}, say("paper_too")), make("div", { className: "course-row" }, print, copy, all), line);
  const show = () => (copy.hidden = !readEntries(model).length);
  return { element, show };
}

/** Write the list into the table and onto the cards of the paper face. */
export function fillPaper({ model, paper }) {
  const entries = readEntries(model).map((entry) => ({ ...entry, kind: say(`kind_${entry.kind}`) }));
  for (const name of ["list", "card"]) fillRows(paper.querySelector(`[data-write="${name}"]`), entries);
  markCard(paper);
}

export default { render };
