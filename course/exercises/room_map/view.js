/** Place people in a room, then look at it again: who speaks, who decides, who was never asked. Nothing is right or wrong.
 *  The board stands in board.js, the picture in drawing.js, the words of a response in reading.js, all joined in front. */

function render({ model, el }) {
  const { people, turns } = model.get("data");
  const group = makeGroup(model);
  const state = { look: "place", current: people[0].id };
  const kept = makeKept(model);
  const status = make("p", { className: "course-quiet course-room-said", role: "status" });

  const keep = (change) => {
    keepResponse(model, { places: {}, turns: {}, ...model.get("response"), ...change });
    kept.tell();
  };
  const put = (id, place, isByButton = false) => {
    const next = { ...model.get("response")?.places };
    if (place) next[id] = place;
    else delete next[id];
    state.current = id;
    keep({ places: next });
    show(); // the one put may have been the same place again
    if (isByButton) board.focus(id); // the button pressed is gone from here
    const { name } = people.find((person) => person.id === id);
    status.textContent = say("now_at", { name, place: readPlaces(model).find((one) => (one.id ?? "") === place).label });
  };
  const pick = (id) => {
    if (state.look === "place") state.current = id;
    else mark(id);
    show();
  };
  const mark = (id) => {
    const all = model.get("response")?.turns ?? {};
    const marked = all[state.look] ?? [];
    const isOn = marked.includes(id);
    keep({ turns: { ...all, [state.look]: isOn ? marked.filter((one) => one !== id) : [...marked, id] } });
  };

  const looks = makeLooks(model, (look) => {
    state.look = look;
    status.textContent = "";
    show();
  });
  const goOn = makeButton("", () => {
    state.look = turns[turns.findIndex((turn) => turn.id === state.look) + 1].id;
    status.textContent = "";
    show();
    panels.find((panel) => panel.id === state.look).box.focus();
  });
  const card = makeCard(model, { onPut: put, onGo: (id) => { state.current = id; show(); card.focus(); } });
  const panels = turns.map((turn) => makeTurn(model, turn));
  const board = makeBoard({ model, onPick: pick, onPut: put });
  const picture = makeKeepsake(model, el);
  group.append(make("p", {}, say("no_right")), looks.form, card.box, ...panels.map((panel) => panel.box), board.board, status, goOn, picture.box, kept);
  el.append(group);

  const show = () => {
    looks.show(state.look);
    card.show(state);
    panels.forEach((panel) => panel.show(state));
    board.show(state);
    const next = turns[turns.findIndex((turn) => turn.id === state.look) + 1];
    goOn.hidden = !next;
    if (next) goOn.textContent = say("next_look", { label: next.label });
    picture.show();
  };
  model.on("change:response", show);
  show();
  return () => {
    model.off("change:response", show);
    board.end();
  };
}

/** Radio buttons that look like chips; they share one form, so that groups of the same name never meet. */
function makeChoice(name, legend, options, onChoose) {
  const fieldset = make("fieldset", { className: "course-choice" }, make("legend", {}, legend));
  const inputs = options.map(([value, text]) => {
    const input = make("input", { type: "radio", name, value });
    fieldset.append(make("label", {}, input, make("span", {}, text)));
    return input;
  });
  const form = make("form", {}, fieldset);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => onChoose(target.value));
  form.show = (value, words) => {
    for (const input of inputs) input.checked = input.value === value;
    if (words) fieldset.firstChild.textContent = words;
  };
  return form;
}

/** Which look is taken at the room. */
function makeLooks(model, onChoose) {
  const options = [["place", say("placing")], ...model.get("data").turns.map(({ id, label }) => [id, label])];
  const form = makeChoice(`${model.get("exercise_id")}-look`, say("looks"), options, onChoose);
  return { form, show: (look) => form.show(look) };
}

/** One person at a time: two lines, where the facts come from, and a place. */
function makeCard(model, { onPut, onGo }) {
  const { people, places } = model.get("data");
  const id = `${model.get("exercise_id")}-card`;
  const count = make("p", { className: "course-quiet" });
  const name = make("p", { className: "course-room-name", id });
  const lines = make("div", {});
  let current = people[0];
  const options = [...places.map((place) => [place.id, place.label]), ["", say("tray")]];
  const form = makeChoice(`${id}-place`, "", options, (place) => onPut(current.id, place));
  const step = (by) => onGo(people[(people.indexOf(current) + by + people.length) % people.length].id);
  const moves = make("div", { className: "course-row" }, makeButton(say("back"), () => step(-1)), makeButton(say("next"), () => step(1), true));
  const head = make("div", { role: "group", tabIndex: -1, "aria-labelledby": id }, count, name, lines);
  const box = make("div", { className: "course-room-card" }, make("p", { className: "course-quiet" }, say("place_how")), head, form, moves);
  let drawn = null;
  const show = ({ look, current: chosen }) => {
    current = people.find((person) => person.id === chosen);
    box.hidden = look !== "place";
    form.show(readRoom(model).placeOf[chosen] ?? "", say("where", { name: current.name }));
    if (drawn === chosen) return; // an opened source stays open
    drawn = chosen;
    count.textContent = say("card_count", { n: people.indexOf(current) + 1, all: people.length });
    name.textContent = current.name;
    lines.replaceChildren(...current.lines.map((line) => make("p", {}, line)), makeSources(model, current.facts) ?? "");
  };
  return { box, show, focus: () => head.focus() };
}

/** One turn: whom to mark, where those stand, a question to stay with, and what is known. */
function makeTurn(model, turn) {
  const mirror = make("ul", { className: "course-mirror" });
  const none = make("p", {}, say("nobody_marked"));
  const id = `${model.get("exercise_id")}-${turn.id}`;
  const box = make(
    "div",
    { className: "course-room-card", role: "group", tabIndex: -1, "aria-labelledby": id },
    make("p", { className: "course-prompt", id }, turn.ask),
    make("p", { className: "course-quiet" }, say("mark_how")),
    make("p", { className: "course-mirror-name" }, say("mirror")),
    none,
    mirror,
    make("p", { className: "course-sit" }, turn.sit),
    turn.told ? make("p", {}, turn.told) : null,
    makeSources(model, turn.facts),
  );
  const show = ({ look }) => {
    box.hidden = look !== turn.id;
    const marked = readRoom(model).marked[turn.id];
    const places = readPlaces(model, marked).filter(({ id, people }) => id || people.length);
    none.hidden = marked.length > 0;
    mirror.hidden = !marked.length;
    mirror.replaceChildren(...places.map(({ label, people }) => make("li", {}, say("line", { label, names: toNames(people) }))));
  };
  return { id: turn.id, box, show };
}

/** The picture, in words too, and two ways to take it along. */
function makeKeepsake(model, el) {
  const frame = make("div", { className: "course-room-picture" });
  const words = make("ul", {});
  const line = make("p", { className: "course-quiet", role: "status" });
  const save = makeButton(say("save_picture"), () => savePicture(frame.firstChild, say("picture_file"), line), true);
  const print = makeButton(say("print"), () => printPaper(model, el));
  const text = make("details", {}, make("summary", {}, say("in_words")), words);
  const box = make("div", { className: "course-room-keep" }, make("p", { className: "course-prompt" }, say("picture")), frame, text, make("div", { className: "course-row" }, save, print), line);
  const show = () => {
    frame.replaceChildren(drawRoom(model, `${model.get("exercise_id")}-picture`));
    words.replaceChildren(...toRoomLines(model).map((one) => make("li", {}, one)));
  };
  return { box, show };
}

/** On paper the drawn room has the names in it, and each person what was chosen for them. */
export function fillPaper({ model, paper }) {
  const { people, places, turns } = model.get("data");
  const { placeOf, marked } = readRoom(model);
  const isBegun = Object.keys(placeOf).length > 0;
  paper.querySelector(".course-room-blank").hidden = isBegun;
  paper.querySelector('[data-write="room"]').replaceChildren(...(isBegun ? [drawRoom(model, `${model.get("exercise_id")}-paper`)] : []));
  for (const { id } of people) {
    const words = [places.find((place) => place.id === placeOf[id])?.label, ...turns.filter((turn) => marked[turn.id].includes(id)).map((turn) => turn.label)];
    paper.querySelector(`[data-write="person-${CSS.escape(id)}"]`).textContent = words.filter(Boolean).join("; ");
  }
  for (const { id } of turns) {
    const names = people.filter((person) => marked[id].includes(person.id));
    paper.querySelector(`[data-write="${CSS.escape(id)}"]`).textContent = names.length ? toNames(names) : "";
  }
}

export default { render };
