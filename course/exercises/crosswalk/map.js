/** The pairs as a picture, as text and as a file. `draw…`, `say` and `savePicture` stand in files in front of this one. */

const readMap = (model) => ({ pairs: [], tensions: {}, own: {}, sides: {}, checked: false, ...model.get("response") });

/** The pairs that still join two principles of the data, numbered by their order. */
function findPairs(model) {
  const { left, right } = model.get("data");
  const find = (side, id) => side.items.find((item) => item.id === id);
  return [...new Set(readMap(model).pairs)]
    .map((key) => {
      const [from, to] = key.split("--");
      return { key, left: find(left, from), right: find(right, to) };
    })
    .filter((pair) => pair.left && pair.right)
    .map((pair, index) => ({ ...pair, n: index + 1, text: sayPair(pair) }));
}

const sayPair = ({ left, right }) => say("pair", { left: left.text, right: right.text });

/** Every pair with what was written to it, one block of lines each. */
function toText(model) {
  const { tensions, own, sides } = readMap(model);
  const named = (id) => model.get("data").tensions.find((one) => one.id === id)?.text;
  return findPairs(model)
    .map(({ key, n, text }) => {
      const about = [named(tensions[key]), own[key]].filter(Boolean).join(" ");
      const lines = [about && `${say("tension")} ${about}`, sides[key] && `${say("side")}: ${sides[key]}`];
      return [say("pair_numbered", { n, pair: text }), ...lines.filter(Boolean)].join("\n");
    })
    .join("\n\n");
}

const BOX = { width: 138, height: 66, gap: 8, top: 26, letters: 16, size: 12.5 };
const PICTURE_WIDTH = 330;

/** Words in lines of so many letters; a long word has a line of its own. */
function wrap(text, letters) {
  return text.split(" ").reduce((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
    return lines;
  }, []);
}

/** Joined principles as boxes in two columns, and a line for each pair; null while there is none. */
function drawMap(model, id) {
  const pairs = findPairs(model);
  if (!pairs.length) return null;
  const columns = ["left", "right"].map((side) => {
    const { title, items } = model.get("data")[side];
    return { side, title, items: items.filter((item) => pairs.some((pair) => pair[side] === item)), x: side === "left" ? 1 : PICTURE_WIDTH - BOX.width - 1 };
  });
  const rows = Math.max(...columns.map(({ items }) => items.length));
  const height = BOX.top + rows * (BOX.height + BOX.gap);
  // The shorter column stands in the middle of the longer one.
  const toY = ({ items }, item) => BOX.top + (items.indexOf(item) + (rows - items.length) / 2) * (BOX.height + BOX.gap);
  const [from, to] = columns;
  const middle = BOX.height / 2;
  const lines = pairs.map(({ left, right }) =>
    draw("line", { class: "course-cross-join", x1: from.x + BOX.width, y1: toY(from, left) + middle, x2: to.x, y2: toY(to, right) + middle }),
  );
  const boxes = columns.flatMap((column) => column.items.map((item) => drawBox(column, item, toY(column, item), pairs)));
  const heads = columns.map(({ title, x }) => draw("text", { class: "course-cross-head", x: x + BOX.width / 2, y: 16, "text-anchor": "middle" }, title));
  const text = say("map_text", { pairs: pairs.map((pair) => pair.text).join("; ") });
  return drawPicture(PICTURE_WIDTH, height, { title: say("map_name"), text, id }, ...lines, ...heads, ...boxes);
}

/** One principle, with the numbers of its pairs. */
function drawBox({ side, x }, item, y, pairs) {
  const numbers = pairs.filter((pair) => pair[side] === item).map(({ n }) => n);
  const lines = wrap(item.text, BOX.letters);
  const step = BOX.size * 1.2;
  const first = y + 16 + (BOX.height - 14 - lines.length * step) / 2 - 4;
  const words = lines.map((line, index) => draw("tspan", { x: x + 8, y: first + index * step }, line));
  const mark = draw("text", { class: "course-cross-number", x: x + BOX.width - 6, y: y + BOX.height - 5, "text-anchor": "end" }, numbers.join(", "));
  const box = draw("rect", { class: "course-cross-box", x, y, width: BOX.width, height: BOX.height, rx: 6 });
  return draw("g", {}, box, draw("text", { class: "course-cross-words" }, ...words), mark);
}
