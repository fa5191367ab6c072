/** The way through a scenario as a small drawing with its words. `make`, `say` and `drawPicture` stand in front of this. */

const [STEP_X, STEP_Y, SIZE] = [40, 50, 15];

/** A closed box with how much was met in its head, and in it the drawing and the list. */
function makeMap(model, places) {
  const summary = make("summary", {});
  const body = make("div", { className: "course-way" });
  const box = make("details", { className: "course-boxed" }, summary, body);
  const count = (isEnding, met) => [...places.values()].filter((one) => one.isEnding === isEnding && (!met || met.has(one.id))).length;
  /** `met` holds the ids that were seen, `here` is where the learner stands. */
  box.show = (met, here) => {
    const [scenes, endings] = [count(false), count(true)];
    const [seen, found] = [count(false, met), count(true, met)];
    summary.textContent = `${say("map")}. ${say("found", { found, endings, seen, scenes })}`;
    const known = [...places.values()].filter((one) => met.has(one.id));
    const list = make("ul", { className: "course-met" }, ...known.map((one) => make("li", {}, one.name)));
    const rest = make("p", {}, say("unmet", { scenes: scenes - seen, endings: endings - found }));
    const text = say("map_desc", { scenes, endings, here: places.get(here).number, numbers: known.map((one) => one.number).join(", ") });
    const key = make("p", { className: "course-quiet" }, say("map_key"));
    body.replaceChildren(drawWay(model, places, { met, here, text }), key, make("p", { className: "course-prompt" }, say("seen_list")), list, rest);
  };
  return box;
}

function drawWay(model, places, { met, here, text }) {
  const spots = model.get("data").map;
  const xs = Object.values(spots).map(([x]) => x);
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const depth = Math.max(...Object.values(spots).map(([, y]) => y));
  const at = (id) => [(spots[id][0] - least) * STEP_X + 20, spots[id][1] * STEP_Y + 24];
  const lines = [];
  for (const { id, choices, isEnding } of places.values())
    for (const choice of isEnding ? [] : choices) {
      const [[x1, y1], [x2, y2]] = [at(id), at(choice.goto)];
      lines.push(draw("line", { class: "course-way-line", x1, y1, x2, y2 }));
    }
  const marks = [...places.values()].flatMap((one) => drawSpot(one, at(one.id), met.has(one.id), one.id === here));
  const [width, height] = [(most - least) * STEP_X + 40, depth * STEP_Y + 48];
  return drawPicture(width, height, { title: say("map"), text, id: `${model.get("exercise_id")}-map` }, ...lines, ...marks);
}

/** A circle for a scene and a square for an ending; one that was met carries its number. */
function drawSpot({ isEnding, number }, [x, y], isMet, isHere) {
  const name = `course-spot${isMet ? " course-spot-met" : ""}${isHere ? " course-spot-here" : ""}`;
  const shape = isEnding
    ? draw("rect", { class: name, x: x - SIZE, y: y - SIZE, width: 2 * SIZE, height: 2 * SIZE, rx: 3 })
    : draw("circle", { class: name, cx: x, cy: y, r: SIZE });
  const sign = isMet ? [draw("text", { class: "course-spot-sign", x, y: y + 5, "text-anchor": "middle" }, String(number))] : [];
  return [shape, ...sign];
}
