/** Everything the journal holds, and what can be done with it. The host does the work; this asks and shows.
 *  `make…` and `readLines` stand in make.js and words.js, which are joined in front of this file. */

function render({ model, el }) {
  const uid = model.get("exercise_id");
  const group = makeGroup(model);
  const list = make("div", {});
  const status = makeStatus();
  const ask = (message) => model.send(message);
  // A line is said where the hand is: at the top of a long list nobody would see it.
  let place = status;
  const choose = ({ target }) => (place = target.closest(".course-part")?.querySelector("[role=status]") ?? status);
  for (const name of ["click", "change", "submit"]) group.addEventListener(name, choose, { capture: true });
  const say = (line) => {
    for (const other of group.querySelectorAll("[role=status]")) if (other !== place) other.textContent = "";
    place.textContent = line;
  };
  const taking = drawTaking({ uid, ask, say, printIt: () => printList(model, list) });
  const bringing = drawBringing({ uid, ask, say });
  const storing = drawStoring({ ask, say });
  const sharing = drawSharing({ uid, ask });
  const erasing = drawErasing({ model, ask });
  const parts = [taking, bringing, storing, sharing, erasing];
  group.append(status, list, ...parts.map((part) => part.element));
  el.append(group);

  let drawn = "";
  const show = (answer) => {
    if (!answer?.entries) return;
    const now = JSON.stringify(answer.entries);
    // A button that goes or is disabled would drop the focus to the top of the page.
    const isLosing = now !== drawn && group.contains(document.activeElement?.closest("button"));
    if (now !== drawn) drawEntries({ model, list, entries: answer.entries, ask });
    if (isLosing) place.focus();
    drawn = now;
    if (answer.line) say(answer.line);
    for (const part of parts) part.show(answer);
    model.set("entries", answer.entries);
  };
  const refresh = () => {
    ask({ do: "list" });
    storing.refresh();
  };
  model.on("msg:custom", show);
  model.on("change:journal", refresh);
  document.addEventListener("visibilitychange", refresh);
  refresh();
  return () => {
    model.off("msg:custom", show);
    document.removeEventListener("visibilitychange", refresh);
  };
}

/** One part for each exercise with something in it, newest first. */
function drawEntries({ model, list, entries, ask }) {
  const known = model.get("data").exercises;
  const newest = Object.entries(entries).sort(([, a], [, b]) => Date.parse(b.saved_at) - Date.parse(a.saved_at));
  const parts = newest.map(([id, entry]) => {
    // A file from elsewhere may hold any id, "constructor" too.
    const about = describe(known, id);
    const href = model.get("root") && about.href ? model.get("root") + about.href : "";
    const name = make("p", { className: "course-prompt" }, href ? make("a", { href }, about.title) : about.title);
    const when = make("p", { className: "course-quiet" }, `Saved ${new Date(entry.saved_at).toLocaleString()}`);
    const erase = makeButton("Erase", () => confirmIn(part, "Erase this one?", () => ask({ do: "erase", id })));
    erase.setAttribute("aria-label", `Erase: ${about.title}`);
    const props = { className: "course-entry", role: "group", "aria-label": about.title };
    const part = make("div", props, name, when, ...readLines(entry.response, about.labels), erase);
    return part;
  });
  const nothing = make("p", {}, "Nothing is written here yet. What you do in the exercises will be listed.");
  list.replaceChildren(...(parts.length ? parts : [nothing]));
}

/** What is known of an exercise by its id: one put aside, because it did not fit a later edition, goes by its old name. */
function describe(known, id) {
  if (Object.hasOwn(known, id)) return known[id];
  const name = id.replace(/-earlier(-\d+)?$/, "");
  const about = Object.hasOwn(known, name) ? known[name] : { title: name, labels: {}, href: "" };
  return name === id ? about : { ...about, title: `${about.title} (from an earlier edition)` };
}

/** Ask once, in words, in place of the browser's own box. */
function confirmIn(place, question, act) {
  place.querySelector(".course-confirm")?.remove();
  const box = make("div", { className: "course-confirm course-row", role: "group", "aria-label": question });
  const close = () => {
    box.remove();
    place.querySelector("button").focus();
  };
  const yes = makeButton("Yes, erase", () => (close(), act()), true);
  const no = makeButton("Keep it", close);
  box.append(make("span", {}, question), yes, no);
  place.append(box);
  no.focus(); // a second Enter must not erase
}

/** A field for a passphrase. Not type=password: a shared phone would offer to remember it. */
const makeSecret = (id) =>
  make("input", { type: "text", id, className: "course-secret", autocomplete: "off", autocapitalize: "off", spellcheck: false });

/** Print, and export with or without a passphrase. */
function drawTaking({ uid, ask, say, printIt }) {
  const field = makeSecret(`${uid}-lock`);
  const label = make("label", { htmlFor: field.id }, "Passphrase for the file (leave empty for a plain file)");
  const hint = make("p", { className: "course-quiet" }, "If you forget the passphrase, nobody can open the file.");
  let isWaiting = false;
  const form = make("form", {}, label, field, hint);
  const take = makeButton("Export to a file", () => form.requestSubmit(), true);
  form.append(make("div", { className: "course-row" }, take, makeButton("Print", printIt)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isWaiting = true;
    say("Making the file…");
    ask({ do: "export", passphrase: field.value });
  });
  const show = ({ file, entries }) => {
    take.disabled = !Object.keys(entries).length;
    if (!file || !isWaiting) return;
    isWaiting = false;
    field.value = "";
    const url = URL.createObjectURL(new Blob([file], { type: "application/json" }));
    make("a", { href: url, download: "my-notebook.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return { element: drawPart("Take it with you", form), show };
}

/** Import a file, plain or under a passphrase. */
function drawBringing({ uid, ask, say }) {
  const file = make("input", { type: "file", id: `${uid}-file`, accept: ".json,.txt,application/json,text/plain" });
  const secret = makeSecret(`${uid}-unlock`);
  const key = make("div", { hidden: true }, make("label", { htmlFor: secret.id }, "Passphrase of this file"), secret);
  key.append(makeButton("Open it", () => send(secret.value), true));
  const form = make("form", {}, make("label", { htmlFor: file.id }, "A file you exported before"), file, key);
  let text = "";
  const send = (passphrase) => {
    say("Reading the file…");
    ask({ do: "import", text, passphrase });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(secret.value);
  });
  file.addEventListener("change", async () => {
    key.hidden = true;
    text = file.files[0] ? await file.files[0].text() : "";
    if (text) send("");
  });
  const show = ({ ask: asked, line }) => {
    if (!line) return; // nothing was done: the list was only asked for
    const isAsked = asked === "passphrase";
    if (!isAsked && key.contains(document.activeElement)) file.focus();
    key.hidden = !isAsked;
    secret.value = "";
    if (isAsked) secret.focus();
  };
  return { element: drawPart("Bring it back, or from another device", form), show };
}

/** The book itself, for reading without a signal; only a page has one to store. */
function drawStoring({ ask, say }) {
  const about = make("p", {});
  const bar = make("progress", { max: 1, "aria-label": "How much of the book has come" });
  const store = makeButton("Store the book", () => (act("storeBook", "Storing the book…"), refresh()), true);
  const remove = makeButton("Take it away", () => act("removeBook", "Taking the book away…"));
  const buttons = make("div", { className: "course-row" }, store, remove);
  const element = drawPart("The book without a signal", make("div", {}, about, bar, buttons));
  element.hidden = true;
  let timer;
  let isShared = null; // as in JupyterLab, where there is no book to store
  const refresh = () => isShared !== null && ask({ do: "book" });
  const act = (what, line) => {
    say(line);
    ask({ do: what });
  };
  const show = ({ book, shared }) => {
    element.hidden = shared === null;
    if (shared !== isShared) {
      isShared = shared;
      refresh();
    }
    if (book) draw(book);
  };
  const draw = (book) => {
    const isLosing = element.contains(document.activeElement?.closest("button"));
    about.textContent = isShared ? "On a shared phone the book is not stored." : tellBook(book);
    bar.hidden = book.state !== "storing";
    bar.value = book.share;
    store.hidden = isShared || book.state !== "none";
    remove.hidden = isShared || book.state !== "stored";
    if (isLosing && document.activeElement.hidden) element.querySelector("[role=status]").focus();
    clearTimeout(timer);
    if (!bar.hidden) timer = setTimeout(refresh, POLL);
  };
  return { element, show, refresh };
}

const POLL = 500; // ms: how often the bar is moved

/** What is stored and how large, in a sentence or two. */
function tellBook({ state, bytes, room, isNewer }) {
  if (state === "impossible") return "This browser cannot store the book. You can read it with a signal.";
  if (state === "storing") return "The book is being stored. You can go on reading.";
  if (state === "stored") {
    const newer = isNewer ? " A new edition has come too. It is used the next time you open the book." : "";
    return `The whole book is stored on this device: ${toSize(room)}.${newer}`;
  }
  const cost = bytes ? ` It takes ${toSize(bytes)} to fetch and ${toSize(room)} of room.` : "";
  return `Store the whole book on this device, and it opens without a signal.${cost}`;
}

/** 812 kB, 2.6 MB. */
const toSize = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** The switch for a phone that others use too; only a browser tab has it. */
function drawSharing({ uid, ask }) {
  const box = make("input", { type: "checkbox", id: `${uid}-shared` });
  let isAsked = false; // until it is done, what a list says of the switch is of before
  box.addEventListener("change", () => {
    isAsked = true;
    ask({ do: "share", on: box.checked });
  });
  const label = make("label", { className: "course-switch" }, box, "Keep my words only until this tab is closed");
  const hint = make("p", { className: "course-quiet" }, "For a phone or computer that others use too.");
  const again = makeButton("Ask me again whose it is", () => ask({ do: "ask" }));
  const element = drawPart("A shared phone", make("form", {}, label, hint, again));
  const show = ({ shared, line }) => {
    element.hidden = shared === null;
    if (isAsked && !line) return;
    isAsked = false;
    box.checked = Boolean(shared);
  };
  return { element, show };
}

/** On a page everything that the site keeps; in JupyterLab the journal, since the rest are files of the learner's. */
function drawErasing({ model, ask }) {
  const isPage = model.get("host") === "page";
  const all = "Erase all that this site keeps on this device: your words, your choices, the stored book?";
  const question = `${isPage ? all : "Erase everything you wrote, from all exercises?"} This cannot be undone.`;
  const title = `Erase everything${isPage ? " on this device" : ""}`;
  const button = makeButton(title, () => confirmIn(part, question, () => ask({ do: "erase" })));
  const part = make("div", {}, button);
  // Always there: with no words left, a switch or a copy set aside may still be.
  return { element: drawPart("Leave nothing behind", part), show: () => {} };
}

const drawPart = (title, body) => {
  const props = { className: "course-part", role: "group", "aria-label": title };
  return make("div", props, make("p", { className: "course-prompt" }, title), body, makeStatus());
};

/** Where a part says what was done; the focus rests there when a button has gone. */
const makeStatus = () => make("p", { role: "status", className: "course-said", tabIndex: -1 });

/** A page prints itself, its paper face in front; JupyterLab would print its own menus, so there a frame prints. */
function printList(model, list) {
  if (model.get("host") === "page") return print();
  const frame = make("iframe", { title: "Print", className: "course-print" });
  document.body.append(frame);
  const body = frame.contentDocument.body;
  body.append(list.cloneNode(true));
  for (const button of body.querySelectorAll("button")) button.remove();
  frame.contentWindow.print();
  setTimeout(() => frame.remove(), 60_000);
}

/** On paper the notebook is its list. */
export function fillPaper({ model, paper }) {
  const list = paper.querySelector("[data-write]") ?? make("div", { "data-write": "entries" });
  drawEntries({ model, list, entries: model.get("entries") ?? {}, ask: () => {} });
  for (const button of list.querySelectorAll("button")) button.remove();
  paper.replaceChildren(make("p", { className: "course-title" }, model.get("data").title), list);
}

export default { render };
