/** The first steps: the question, writing in silence, and one idea a turn. Each gives `{ element, show, end? }`. */

/** The question, the people, the minutes, and what the facilitator may want at hand. */
function drawFrame({ model, keep }) {
  const id = model.get("exercise_id");
  const question = make("textarea", { id: `${id}-question`, rows: 2, autocomplete: "off" });
  const people = make("select", { id: `${id}-people` }, ...PEOPLE.map((n) => make("option", { value: String(n) }, String(n))));
  const minutes = Object.keys(TIMED).map((stage) => {
    const input = make("input", { type: "number", id: `${id}-minutes-${stage}`, min: 1, max: 60, inputMode: "numeric" });
    input.addEventListener("change", () => {
      const n = Math.round(Number(input.value));
      if (n >= 1 && n <= 60) keep({ minutes: { ...model.get("response")?.minutes, [stage]: n } });
      show();
    });
    return [stage, input];
  });
  question.addEventListener("input", () => {
    growField(question);
    keep({ question: question.value });
  });
  people.addEventListener("change", () => keep({ people: Number(people.value) }));
  const show = () => {
    const group = readGroup(model);
    const text = model.get("response")?.question ?? group.question;
    if (question.value !== text) question.value = text;
    people.value = String(group.people);
    for (const [stage, input] of minutes) if (document.activeElement !== input || !input.value) input.value = group.minutes[stage];
    growField(question);
  };
  const rows = minutes.map(([stage, input]) =>
    make("div", { className: "course-ngt-minutes" }, make("label", { htmlFor: input.id }, say(`step_${stage}`)), input),
  );
  const set = make("details", {}, make("summary", {}, say("minutes_change")), ...rows);
  const element = make("div", {});
  element.append(
    make("label", { className: "course-prompt", htmlFor: question.id }, say("question")),
    question,
    make("div", { className: "course-ngt-people" }, make("label", { htmlFor: people.id }, say("people")), people),
    set,
  );
  const seeds = drawSeeds(model);
  const sources = makeSources(model, model.get("data").facts);
  element.append(...[seeds, sources].filter(Boolean));
  return { element, show };
}

/** Ideas to read out where a room is stuck; closed, so that nobody is led. */
function drawSeeds(model) {
  const { seeds } = model.get("data");
  if (!seeds?.length) return null;
  const list = make("ul", {}, ...seeds.map((seed) => make("li", {}, seed)));
  return make("details", {}, make("summary", {}, say("seeds")), make("p", { className: "course-quiet" }, say("seeds_how")), list);
}

/** Silence, paper and a timer. */
function drawWrite({ model, clock }) {
  const question = make("p", { className: "course-ngt-question" });
  const seeds = drawSeeds(model);
  const element = make("div", {}, question, clock.element, seeds);
  return { element, show: () => setText(question, readGroup(model).question) };
}

/** One idea a turn, around the table, until everybody passes. */
function drawRound({ model, keep, clock }) {
  const id = `${model.get("exercise_id")}-idea`;
  const turn = make("p", { className: "course-ngt-turn", role: "status" });
  const field = make("input", { type: "text", id, autocomplete: "off" });
  const list = make("ol", { className: "course-ngt-ideas" });
  const next = ({ turn, passes }, isPass) => ({ turn: (turn % readGroup(model).people) + 1, passes: isPass ? passes + 1 : 0 });
  const add = make("button", { type: "submit", className: "course-button course-main" }, say("add"));
  const pass = makeButton(say("pass"), () => keep({ at: next(readGroup(model).at, true) }));
  const back = makeButton(say("take_back"), () => {
    const { ideas, at, people } = readGroup(model);
    const last = Object.keys(ideas).at(-1);
    const { [last]: gone, ...rest } = ideas;
    for (const idea of Object.values(rest)) if (idea.into === last) delete idea.into;
    keep({ ideas: rest, at: { turn: ((at.turn + people - 2) % people) + 1, passes: 0 } });
    field.value = gone.text; // to be mended, or said by somebody else
    field.focus();
  });
  const form = make("form", { noValidate: true }, turn, make("label", { className: "course-prompt", htmlFor: id }, say("idea")), field);
  form.append(make("div", { className: "course-row" }, add, pass, back));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { ideas, at } = readGroup(model);
    const text = field.value.trim();
    if (text) keep({ ideas: { ...ideas, [freeIdea(ideas)]: { text } }, at: next(at, false) });
    field.value = "";
    field.focus();
  });
  const show = () => {
    const { ideas, at, people } = readGroup(model);
    setText(turn, say(at.passes >= people ? "all_passed" : "turn", { n: at.turn, people }));
    list.replaceChildren(...Object.values(ideas).map((idea) => make("li", {}, idea.text)));
    back.hidden = !Object.keys(ideas).length;
  };
  return { element: make("div", {}, clock.element, form, list), show };
}
