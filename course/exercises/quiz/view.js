/** A quiz: items one after the other, a review of them all, then handing in. No key and no feedback is here.
 *  make.js, items.js, quiz/reflection.js and quiz/send.js are joined in front of this file. */

function render({ model, el }) {
  const { items } = model.get("data");
  const group = makeGroup(model);
  const parts = items.map((item, index) => drawAsked({ model, item, place: say("place", { place: index + 1, count: items.length }) }));
  const code = drawCode({ model, id: `${model.get("exercise_id")}-code` });
  const progress = make("p", { className: "course-quiz-progress", role: "status" });
  const asked = make("div", {}, code.element, ...parts.map((part) => part.element), progress);
  const goTo = (place, target) => {
    asked.hidden = place !== asked;
    review.element.hidden = place === asked;
    target.focus({ preventScroll: true });
    // At once, whatever the page prefers: a glide over twenty screens shows an old phone nothing but white.
    target.scrollIntoView({ block: "start", behavior: "instant" });
  };
  const review = drawReview({ model, goTo: (index) => goTo(asked, parts[index].heading) });
  asked.append(makeButton(say("review_go"), () => goTo(review.element, review.heading), true));
  review.element.hidden = true;
  group.append(make("p", {}, sayOpening(model)), asked, review.element);
  el.append(group);

  const show = () => {
    const counted = countedItems(model);
    const open = counted.filter((item) => !isAnswered(item, readQuiz(model).responses[item.id])).length;
    const key = isLive(model) ? "progress_live" : "progress";
    const line = say(key, { done: counted.length - open, count: counted.length });
    if (progress.textContent !== line) progress.textContent = line;
    for (const part of [code, review, ...parts]) part.show();
  };
  model.on("change:response", show);
  show();
  if (isLive(model)) model.send({ do: "stand beside" });
  return () => model.off("change:response", show);
}

const sayOpening = (model) => say(isLive(model) ? "opening_live" : "opening_page");

/** The items whose response stands here; in JupyterLab a reflection stands in its own cell. */
const countedItems = (model) => model.get("data").items.filter((item) => item.kind !== "text" || !isLive(model));

/** One item under its place in the quiz. */
function drawAsked({ model, item, place }) {
  const id = `${model.get("exercise_id")}-${item.id}`;
  const read = () => readQuiz(model).responses[item.id] ?? null;
  const onChange = (response) => {
    const { responses } = readQuiz(model);
    if (response === null) delete responses[item.id];
    else responses[item.id] = response;
    keepQuiz(model, { responses });
  };
  const heading = make("p", { className: "course-quiz-place", tabIndex: -1 }, place);
  const draw = item.kind === "text" ? drawReflection : drawItem;
  const form = draw({ model, item, response: read(), onChange, id });
  const clear = makeButton(say("clear"), () => {
    onChange(null);
    heading.focus();
  });
  clear.classList.add("course-quiz-clear");
  const show = () => {
    form.show(read());
    clear.hidden = item.kind === "text" || read() === null;
  };
  return { element: make("div", { className: "course-quiz-item" }, heading, form, clear), heading, show };
}

/** Every item with its response in words and a way back to it; then handing in, or the end for one who learns alone. */
function drawReview({ model, goTo }) {
  const { items } = model.get("data");
  const uid = model.get("exercise_id");
  const heading = make("p", { className: "course-title", tabIndex: -1 }, say("review"));
  const count = make("p", {});
  const rows = items.map((item, index) => {
    const given = make("p", { className: "course-quiz-words" });
    const change = makeButton(say("change"), () => goTo(index));
    const stem = make("p", {}, make("strong", {}, `${index + 1}. ${item.stem}`));
    const show = () => {
      const response = readQuiz(model).responses[item.id];
      given.textContent = toReview({ item, response, isInCell: isLive(model) });
      given.classList.toggle("course-quiet", !isAnswered(item, response));
      const word = isAnswered(item, response) ? "change" : "answer";
      change.textContent = say(word);
      change.setAttribute("aria-label", say(`item_${word}`, { place: index + 1 }));
    };
    return { element: make("li", {}, make("div", {}, stem, given), change), item, show };
  });
  const list = make("ol", { className: "course-quiz-review" }, ...rows.map((row) => row.element));
  const handIn = isLive(model) ? drawBeside({ model, uid }) : drawHandIn({ model, uid });
  const back = makeButton(say("back"), () => goTo(0));
  const element = make("div", {}, heading, count, list, handIn.element, back);
  const show = () => {
    const open = countedItems(model).filter((item) => !isAnswered(item, readQuiz(model).responses[item.id])).length;
    count.textContent = open ? say("open_some", { count: open }) : say("open_none");
    for (const part of [...rows, handIn]) part.show();
  };
  return { element, heading, show };
}

function toReview({ item, response, isInCell }) {
  if (response?.private === true) return say("done_private");
  if (item.kind === "text" && isInCell) return say("in_cell");
  if (!isAnswered(item, response)) return say("unanswered");
  return item.kind === "text" ? response.text : toWords(item, response, "\n");
}

/** Write what was chosen onto the sheet; the words of a private reflection stay off it. */
export function fillPaper({ model, paper }) {
  const { learner, responses } = readQuiz(model);
  const fill = (name, words) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = words;
  };
  fill("learner", learner);
  for (const item of model.get("data").items) {
    const response = responses[item.id];
    fill(item.id, isAnswered(item, response) ? toReview({ item, response, isInCell: false }) : "");
  }
}

export default { render };
