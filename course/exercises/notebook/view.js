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
  const tell = (line) => {
    for (const other of group.querySelectorAll("[role=status]")) if (other !== place) other.textContent = "";
    place.textContent = line;
  };
  const taking = drawTaking({ uid, ask, tell, printIt: () => printList(model, list) });
  const bringing = drawBringing({ uid, ask, tell });
  const storing = drawStoring({ ask, tell });
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
    if (answer.line) tell(answer.line);
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
    const when = make("p", { className: "course-quiet" }, say("saved", { when: new Date(entry.saved_at).toLocaleString() }));
    const erase = makeButton(say("erase"), () => confirmIn(part, say("erase_ask"), () => ask({ do: "erase", id })));
    erase.setAttribute("aria-label", say("erase_one", { title: about.title }));
    const props = { className: "course-entry", role: "group", "aria-label": about.title };
    const part = make("div", props, name, when, ...readLines(entry.response, about.labels), erase);
    return part;
  });
  const nothing = make("p", {}, say("nothing"));
  list.replaceChildren(...(parts.length ? parts : [nothing]));
}

/** What is known of an exercise by its id: one put aside, because it did not fit a later edition, goes by its old name. */
function describe(known, id) {
  if (Object.hasOwn(known, id)) return known[id];
  const name = id.replace(/-earlier(-\d+)?$/, "");
  const about = Object.hasOwn(known, name) ? known[name] : { title: name, labels: {}, href: "" };
  return name === id ? about : { ...about, title: say("earlier_title", { title: about.title }) };
}

/** Ask once, in words, in place of the browser's own box. */
function confirmIn(place, question, act) {
  place.querySelector(".course-confirm")?.remove();
  const box = make("div", { className: "course-confirm course-row", role: "group", "aria-label": question });
  const close = () => {
    box.remove();
    place.querySelector("button").focus();
  };
  const yes = makeButton(say("erase_yes"), () => (close(), act()), true);
  const no = makeButton(say("erase_no"), close);
  box.append(make("span", {}, question), yes, no);
  place.append(box);
  no.focus(); // a second Enter must not erase
}

/** A field for a passphrase. Not type=password: a shared phone would offer to remember it. */
const makeSecret = (id) =>
  make("input", { type: "text", id, className: "course-secret", autocomplete: "off", autocapitalize: "off", spellcheck: false });

/** Print, and export with or without a passphrase. */
function drawTaking({ uid, ask, tell, printIt }) {
  const field = makeSecret(`${uid}-lock`);
  const label = make("label", { htmlFor: field.id }, say("take_passphrase"));
  const hint = make("p", { className: "course-quiet" }, say("take_hint"));
  let isWaiting = false;
  const form = make("form", {}, label, field, hint);
  const take = makeButton(say("take_file"), () => form.requestSubmit(), true);
  form.append(make("div", { className: "course-row" }, take, makeButton(say("print"), printIt)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isWaiting = true;
    tell(say("take_making"));
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
  return { element: drawPart(say("take"), form), show };
}

/** Import a file, plain or under a passphrase. */
function drawBringing({ uid, ask, tell }) {
  const file = make("input", { type: "file", id: `${uid}-file`, accept: ".json,.txt,application/json,text/plain" });
  const secret = makeSecret(`${uid}-unlock`);
  const key = make("div", { hidden: true }, make("label", { htmlFor: secret.id }, say("bring_passphrase")), secret);
  key.append(makeButton(say("bring_open"), () => send(secret.value), true));
  const form = make("form", {}, make("label", { htmlFor: file.id }, say("bring_file")), file, key);
  let text = "";
  const send = (passphrase) => {
    tell(say("bring_reading"));
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
  return { element: drawPart(say("bring"), form), show };
}

/** The book itself, for reading without a signal; only a page has one to store. */
function drawStoring({ ask, tell }) {
  const about = make("p", {});
  const bar = make("progress", { max: 1, "aria-label": say("book_bar") });
  const store = makeButton(say("book_store"), () => (act("storeBook", say("book_storing")), refresh()), true);
  const remove = makeButton(say("book_remove"), () => act("removeBook", say("book_removing")));
  const buttons = make("div", { className: "course-row" }, store, remove);
  const element = drawPart(say("book"), make("div", {}, about, bar, buttons));
  element.hidden = true;
  let timer;
  let isShared = null; // as in JupyterLab, where there is no book to store
  const refresh = () => isShared !== null && ask({ do: "book" });
  const act = (what, line) => {
    tell(line);
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
    about.textContent = isShared ? say("book_shared") : tellBook(book);
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
  if (state === "impossible") return say("book_impossible");
  if (state === "storing") return say("book_being");
  if (state === "stored") {
    const newer = isNewer ? say("book_newer") : "";
    return say("book_stored", { room: toSize(room), newer });
  }
  const cost = bytes ? say("book_cost", { bytes: toSize(bytes), room: toSize(room) }) : "";
  return say("book_offer", { cost });
}

/** 812 kB, 2.6 MB. */
const toSize = (bytes) => 
  bytes < 1e6 ? say("size_k", { n: Math.ceil(bytes / 1000) }) : say("size_m", { n: (bytes / 1e6).toFixed(1) });

/** The switch for a phone that others use too; only a browser tab has it. */
function drawSharing({ uid, ask }) {
  const box = make("input", { type: "checkbox", id: `${uid}-shared` });
  let isAsked = false; // until it is done, what a list says of the switch is of before
  box.addEventListener("change", () => {
    isAsked = true;
    ask({ do: "share", on: box.checked });
  });
  const label = make("label", { className: "course-switch" }, box, say("shared_box"));
  const hint = make("p", { className: "course-quiet" }, say("shared_hint"));
  const again = makeButton(say("shared_ask"), () => ask({ do: "ask" }));
  const element = drawPart(say("shared"), make("form", {}, label, hint, again));
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
  const where = model.get("host") === "page" ? "page" : "lab";
  const button = makeButton(say(`leave_${where}`), () => confirmIn(part, say(`leave_ask_${where}`), () => ask({ do: "erase" })));
  const part = make("div", {}, button);
  // Always there: with no words left, a switch or a copy set aside may still be.
  return { element: drawPart(say("leave"), part), show: () => {} };
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
  const frame = make("iframe", { title: say("print"), className: "course-print" });
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
