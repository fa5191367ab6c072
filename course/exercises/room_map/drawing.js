/** The room as a picture to keep: a circle of chairs, a doorway that stands ajar, who is outside and who is gone.
 *  Everybody has a chair of their own, so whoever is not in the circle leaves it empty. No faces: names.
 *  `draw` and `drawPicture` stand in picture.js, what is read of the response in reading.js. */

const ROOM = { width: 360, center: 180, middle: 166, across: 130, down: 124, wall: 338, chair: 20, perRow: 4, cell: 84, row: 50 };

function drawRoom(model, id) {
  const { people, places, turns } = model.get("data");
  const { placeOf, marked } = readRoom(model);
  const shown = turns.filter((turn) => marked[turn.id].length);
  const figure = (person, x, y) => drawFigure(person, x, y, { kind: placeOf[person.id], marks: turns.map((turn) => marked[turn.id].includes(person.id)) });
  const label = (one) => places.find((place) => place.id === one).label;
  const at = (place) => people.filter((person) => placeOf[person.id] === place);
  const parts = [drawText(ROOM.center, ROOM.middle + 5, label("circle"), "place"), ...drawWalls()];
  for (const [index, person] of people.entries()) {
    const angle = Math.PI / 2 + (2 * Math.PI * (index + 0.5)) / people.length; // the gap lies at the door
    const [x, y] = [ROOM.center + ROOM.across * Math.cos(angle), ROOM.middle + ROOM.down * Math.sin(angle)];
    parts.push(placeOf[person.id] === "circle" ? figure(person, x, y) : drawChair(x, y, "empty"));
  }
  let y = ROOM.wall + 24;
  for (const place of ["doorway", "outside", "gone"]) {
    const here = at(place);
    const height = 34 + Math.max(1, Math.ceil(here.length / ROOM.perRow)) * ROOM.row;
    if (place === "gone") parts.push(draw("rect", { class: "course-room-gone", x: 10, y, width: 340, height, rx: 10 }));
    parts.push(drawText(place === "doorway" ? ROOM.center : 22, y + (place === "doorway" ? 6 : 20), label(place), place === "doorway" ? "place" : "aside"));
    for (const [index, person] of here.entries()) parts.push(figure(person, ...spotInRow(index, here.length, y + 44)));
    y += height + 8;
  }
  for (const [index, turn] of shown.entries()) {
    const marks = turns.map((one) => one === turn);
    parts.push(drawFigure({ name: "" }, 30, y + 18 + index * 30, { marks, isKey: true }), drawText(56, y + 23 + index * 30, turn.label, "aside"));
  }
  const height = Math.ceil(y + shown.length * 30 + 8);
  return drawPicture(ROOM.width, height, { id, title: say("picture"), text: toRoomLines(model).join(" ") }, ...parts);
}

/** Walls with a gap at the foot, and the door that opens out of it. */
function drawWalls() {
  const [left, right, top, foot] = [10, 350, 10, ROOM.wall];
  const wall = `M${ROOM.center - 40} ${foot}H${left}V${top}H${right}V${foot}H${ROOM.center + 40}`;
  return [draw("path", { class: "course-room-wall", d: wall }), draw("path", { class: "course-room-door", d: `M${ROOM.center - 40} ${foot}l-34 26` })];
}

/** Where the n-th of a row stands; a row that is not full stands in the middle. */
function spotInRow(index, count, y) {
  const row = Math.floor(index / ROOM.perRow);
  const inRow = Math.min(ROOM.perRow, count - row * ROOM.perRow);
  const x = ROOM.center + ((index % ROOM.perRow) - (inRow - 1) / 2) * ROOM.cell;
  return [x, y + row * ROOM.row];
}

const drawText = (x, y, text, kind) => draw("text", { class: `course-room-text course-room-${kind}`, x, y }, text);

function drawChair(x, y, kind, grow = 0) {
  const size = ROOM.chair + grow;
  return draw("rect", { class: `course-room-chair course-room-${kind}`, x: x - size / 2, y: y - size / 2, width: size, height: size, rx: 5 + grow / 4 });
}

/** A person: a chair with a name below. The first turn fills it, the second puts a frame around it, the third dots a line below. */
function drawFigure({ name }, x, y, { kind, marks: [first, second, third], isKey }) {
  const parts = [drawChair(x, y, first ? "filled" : kind === "gone" ? "away" : "taken")];
  if (second) parts.push(drawChair(x, y, "framed", 8));
  if (name) parts.push(drawText(x, y + 26, name, "name"));
  if (third) parts.push(draw("path", { class: "course-room-dotted", d: `M${x - 18} ${y + (isKey ? 16 : 30.5)}h36` }));
  return draw("g", {}, ...parts);
}
