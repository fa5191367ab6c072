/** The room as something to work in: four places and a tray, with a chip for everybody. A tap on a chip takes the person up,
 *  or marks them; a button of a place puts them there; dragging does both at once.
 *  `make…` stand in make.js, `letDrag` in drag.js, what is read of the response in reading.js. */

function makeBoard({ model, onPick, onPut }) {
  const { people, places } = model.get("data");
  const board = make("div", { className: "course-room", "data-look": "place" });
  const areas = [...places, { id: "", label: say("tray"), text: say("tray_text") }].map((place) => makeArea(model, place, onPut));
  const chips = new Map(people.map((person) => [person.id, makeChip(person, () => onPick(person.id))]));
  board.append(...areas.map((area) => area.box));
  const end = letDrag(board, {
    items: '[data-look="place"] > * > * > .course-chip',
    places: ".course-area",
    onDrop: (chip, box) => onPut(chip.dataset.id, box.dataset.place),
  });

  const show = ({ look, current }) => {
    const { placeOf, marked } = readRoom(model);
    const focused = document.activeElement;
    board.dataset.look = look;
    for (const area of areas) area.show({ look, current: people.find((person) => person.id === current), isHere: (placeOf[current] ?? "") === area.id });
    for (const person of people) {
      const chip = chips.get(person.id);
      const list = areas.find((area) => area.id === (placeOf[person.id] ?? "")).list;
      if (chip.parentElement !== list) putInOrder(list, chip, people);
      showChip(chip, look, look === "place" ? person.id === current : marked[look].includes(person.id));
    }
    if (focused !== document.activeElement && board.contains(focused)) focused.focus(); // a chip that moves drops it
  };
  return { board, show, end, focus: (id) => chips.get(id).querySelector("button").focus() };
}

/** Chips of a place stand in the order of the author, whenever they came. */
function putInOrder(list, chip, people) {
  const order = people.map((person) => person.id);
  const next = [...list.children].find((other) => order.indexOf(other.dataset.id) > order.indexOf(chip.dataset.id));
  list.insertBefore(chip, next ?? null);
}

/** One place: its name, what it means, the people in it, and a button that puts the current one there. */
function makeArea(model, { id, label, text }, onPut) {
  const name = `${model.get("exercise_id")}-at-${id || "tray"}`;
  const list = make("ul", { className: "course-chips", "aria-labelledby": name });
  let current = null;
  const put = makeButton("", () => onPut(current.id, id, true));
  const title = make("p", { className: "course-area-name", id: name }, label);
  const box = make("div", { className: `course-area course-area-${id || "tray"}`, "data-place": id }, title, make("p", { className: "course-quiet" }, text), list, put);
  const show = ({ look, current: person, isHere }) => {
    current = person;
    put.textContent = say("put_here", { name: person.name });
    put.hidden = look !== "place" || isHere;
  };
  return { id, box, list, show };
}

/** Somebody's name with the words to know them by; the grip is for a finger that drags. */
function makeChip({ id, name, tag }, onPick) {
  const button = make("button", { type: "button", className: "course-chip-name" }, make("strong", {}, name), " ", make("span", { className: "course-quiet" }, tag));
  button.addEventListener("click", onPick);
  return make("li", { className: "course-chip", "data-id": id }, makeGrip(), button);
}

/** While people are placed, one chip is the current one; in a turn, each may be marked. */
function showChip(chip, look, isOn) {
  const button = chip.querySelector("button");
  chip.toggleAttribute("data-on", isOn);
  for (const [name, isUsed] of [["aria-current", look === "place"], ["aria-pressed", look !== "place"]])
    if (isUsed) button.setAttribute(name, String(isOn));
    else button.removeAttribute(name);
}
