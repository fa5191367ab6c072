/** A dozen people, one at a time, each with the same questions; then one's own difference by one detail.
 *  Nothing is scored, timed or compared with anybody.
 *  `make…`, `drawScale`, `drawSteps`, `drawDesign`, `drawMirror` stand in the parts in front of this file. */

const readAnswers = (model) => model.get("response")?.answers ?? {};

/** What a person's story is, with the detail that was drawn for this learner; null where it cannot be told. */
function tell(data, id, levels) {
  const pair = data.pairs.find(({ people }) => people.some((person) => person.id === id));
  const detail = pair?.details[levels[id]];
  return detail ? pair.people.find((person) => person.id === id).story.replace("{detail}", () => detail) : null;
}

/** The design kept with the answers, as far as its people are still here; else the one drawn now. */
function designOf(model, drawn) {
  const kept = model.get("response");
  if (!kept) return drawn;
  const order = [...new Set(kept.order)].filter((id) => tell(model.get("data"), id, kept.levels) !== null);
  return order.length ? { ...kept, order } : drawn;
}

function render({ model, el }) {
  const data = model.get("data");
  const uid = model.get("exercise_id");
  const drawn = drawDesign(data.factors, data.pairs, crypto.getRandomValues(new Uint32Array(1))[0]);
  let wantsNow = false;

  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (key, rating) => {
    const { seed, order, levels } = designOf(model, drawn);
    keepResponse(model, { seed, order, levels, answers: { ...readAnswers(model), [key]: rating } });
    kept.tell();
  };
  const people = data.pairs.flatMap((pair) => pair.people);
  const cards = new Map(people.map((person) => [person.id, drawPerson({ data, person, uid, keep })]));
  const place = make("div", {});
  const mirror = make(
    "div",
    { role: "group", className: "course-mirror", tabIndex: -1, "aria-label": say("mirror") },
    make("p", { className: "course-title" }, say("mirror")),
    place,
  );
  const steps = drawSteps({ cards, end: mirror });
  const now = makeButton(say("show_now"), () => {
    wantsNow = true;
    show();
    mirror.focus(); // the button pressed has gone
  });
  const waiting = make("div", {}, make("p", {}, say("mirror_open")), now);
  const isRated = (id) => data.questions.every((question) => Object.hasOwn(readAnswers(model), `${id}/${question.id}`));

  const show = () => {
    const [design, answers] = [designOf(model, drawn), readAnswers(model)];
    if (!Object.keys(answers).length) wantsNow = false;
    for (const [id, card] of cards) card.show(tell(data, id, design.levels) ?? "", answers);
    steps.arrange(design.order);
    const isOpen = !(wantsNow || design.order.every(isRated));
    waiting.hidden = !isOpen;
    now.hidden = !Object.keys(answers).length;
    place.replaceChildren(...(isOpen ? [] : drawMirror({ data, design, answers, uid })));
  };
  mirror.append(waiting);
  group.append(...[steps.element, kept, mirror, makeSources(model, data.facts)].filter(Boolean));
  el.append(group);
  model.on("change:response", show);
  show();
  steps.begin(isRated);
  return () => model.off("change:response", show);
}

/** One person: the story, and a scale for each question. */
function drawPerson({ data, person, uid, keep }) {
  const id = `${uid}-${person.id}`;
  const story = make("p", { className: "course-mirror-story", id: `${id}-story` });
  const scales = data.questions.map((question) => {
    const key = `${person.id}/${question.id}`;
    const onChange = (rating) => keep(key, rating);
    const scale = drawScale({ id: `${id}-${question.id}`, legend: question.text, labels: data.labels, aside: { pass: say("pass") }, onChange });
    return [key, scale];
  });
  const card = make("div", { role: "group", "aria-labelledby": story.id }, story, ...scales.map(([, scale]) => scale));
  card.show = (text, answers) => {
    story.textContent = text;
    for (const [key, scale] of scales) scale.show(answers[key]);
  };
  return card;
}

/** Write on the paper face the details drawn for this learner and what was answered; without answers, the sheet's own. */
export function fillPaper({ model, paper }) {
  const data = model.get("data");
  const { levels } = designOf(model, data.sheet);
  const names = Object.fromEntries(data.factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.label])));
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${CSS.escape(name)}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id } of data.pairs.flatMap((pair) => pair.people)) {
    const isDrawn = tell(data, id, levels) !== null;
    const own = isDrawn ? levels : data.sheet.levels; // somebody who came later stands as on the sheet
    write(`${id}-story`, tell(data, id, own));
    write(`${id}-level`, names[own[id]]);
    const words = data.questions.map(({ id: question, short }) => [short, sayStep(readAnswers(model)[`${id}/${question}`], data.labels, { pass: say("pass") })]);
    write(id, words.filter(([, text]) => text).map(([short, text]) => `${short}: ${text}`).join("; "));
  }
}

export default { render };
