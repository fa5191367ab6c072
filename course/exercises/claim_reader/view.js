/** A claim at the top, five questions under it, and the claim said again. Any question may be left, and in any order.
 *  `make`, `say`, `drawChoose` and `makeSources` stand in the parts that are joined in front of this file. */

const RESTATE = "restate";

const readAnswers = (model) => model.get("response")?.answers ?? {};

function render({ model, el }) {
  const { questions } = model.get("data");
  const group = makeGroup(model);
  const kept = makeKept(model);
  const keep = (id, change) => {
    keepResponse(model, changeAnswer(model, id, change));
    kept.tell();
  };
  const claim = drawClaim(model);
  const parts = questions.map((question, index) => drawQuestion({ model, question, number: index + 1, keep }));
  const opened = make("p", { className: "course-quiet", "aria-live": "polite" });
  const restate = drawRestate({ model, keep });
  const restart = () => {
    keepResponse(model, null);
    kept.tell();
    claim.focus();
  };
  const again = drawAgain(restart);
  const show = () => {
    for (const part of [...parts, restate]) part.show();
    const n = questions.filter(({ id }) => readAnswers(model)[id]?.checked).length;
    const line = say("opened", { n, all: questions.length });
    if (opened.textContent !== line) opened.textContent = line; // else it is read out at every letter
    again.show(Boolean(model.get("response")));
  };
  group.append(claim, ...parts.map((part) => part.element), opened, restate.element, again.element, kept);
  el.append(group);
  model.on("change:response", show);
  show();
  return () => model.off("change:response", show);
}

/** The response with one answer changed; what is empty has no entry, and nothing at all is null. */
function changeAnswer(model, id, change) {
  const entry = Object.fromEntries(Object.entries({ ...readAnswers(model)[id], ...change }).filter(([, value]) => value));
  const others = Object.fromEntries(Object.entries(readAnswers(model)).filter(([one]) => one !== id));
  const answers = Object.keys(entry).length ? { ...others, [id]: entry } : others;
  return Object.keys(answers).length ? { answers } : null;
}

function drawClaim(model) {
  const { claim, where, facts } = model.get("data");
  return make(
    "div",
    { className: "course-claim-box", tabIndex: -1 },
    make("p", { className: "course-quiet" }, say("the_claim")),
    make("p", { className: "course-claim" }, claim),
    where ? make("p", { className: "course-quiet" }, where) : null,
    makeSources(model, facts),
  );
}

/** A field of a learner's own words, kept as it is typed. */
function drawOwn({ model, id, label, rows, keep }) {
  const field = make("textarea", { id: `${model.get("exercise_id")}-${id}-own`, rows, autocomplete: "off" });
  field.addEventListener("input", () => {
    growField(field);
    keep(id, { own: field.value });
  });
  const element = make("div", { className: "course-claim-own" }, make("label", { htmlFor: field.id }, label), field);
  const show = () => {
    const own = readAnswers(model)[id]?.own ?? "";
    if (field.value !== own) field.value = own;
    growField(field);
  };
  return { element, show };
}

/** One question: a few readings or one's own, and what the source says once it is asked for. */
function drawQuestion({ model, question, number, keep }) {
  const { id, text, readings, found, facts } = question;
  const name = `${model.get("exercise_id")}-${id}`;
  const legend = say("question", { n: number, all: model.get("data").questions.length, text });
  const choose = drawChoose({ name, legend, options: readings, onChange: (reading) => keep(id, { reading }) });
  const own = drawOwn({ model, id, label: say("own"), rows: 2, keep });
  const head = make("p", { className: "course-prompt", tabIndex: -1 }, say("found"));
  const word = make("p", { role: "status" });
  const answer = make("div", { className: "course-claim-found" }, head, word, make("p", {}, found), makeSources(model, facts));
  const see = makeButton(say("see"), () => {
    keep(id, { checked: true });
    head.focus(); // the button pressed has gone
  });
  const show = () => {
    const entry = readAnswers(model)[id] ?? {};
    const reading = readings.find((one) => one.id === entry.reading);
    choose.show(reading?.id ?? null);
    own.show();
    see.hidden = Boolean(entry.checked);
    answer.hidden = !entry.checked;
    const line = reading ? `${reading.text} ${reading.word}` : "";
    word.hidden = !reading;
    if (entry.checked && word.textContent !== line) word.replaceChildren(...(reading ? [make("em", {}, reading.text), ` ${reading.word}`] : []));
  };
  return { element: make("div", { className: "course-claim-part" }, choose, own.element, see, answer), show };
}

/** The claim once more, first in the learner's words, if they like, and then in ours. */
function drawRestate({ model, keep }) {
  const { text, honest, why, facts } = model.get("data").restate;
  const own = drawOwn({ model, id: RESTATE, label: text, rows: 4, keep });
  const head = make("p", { className: "course-prompt", tabIndex: -1 }, say("honest"));
  const answer = make(
    "div",
    { className: "course-claim-found" },
    head,
    make("p", { className: "course-claim" }, honest),
    why ? make("p", {}, make("strong", {}, `${say("why")}: `), why) : null,
    makeSources(model, facts),
  );
  const see = makeButton(say("see_honest"), () => {
    keep(RESTATE, { checked: true });
    head.focus();
  }, true);
  const show = () => {
    const isOpen = Boolean(readAnswers(model)[RESTATE]?.checked);
    own.show();
    see.hidden = isOpen;
    answer.hidden = !isOpen;
  };
  const title = make("p", { className: "course-prompt" }, say("restate"));
  return { element: make("div", { className: "course-claim-part" }, title, own.element, see, answer), show };
}

/** To begin again, by two taps, since it takes what was written. */
function drawAgain(restart) {
  const begin = makeButton(say("begin"), () => ask(true));
  const no = makeButton(say("begin_no"), () => ask(false));
  const row = make("div", { className: "course-row" }, no, makeButton(say("begin_yes"), restart));
  const sure = make("div", { hidden: true }, make("p", { role: "status" }, say("begin_sure")), row);
  const ask = (isAsked) => {
    sure.hidden = !isAsked;
    begin.hidden = isAsked;
    (isAsked ? no : begin).focus();
  };
  const show = (isThere) => {
    if (!isThere) sure.hidden = true;
    begin.hidden = !isThere || !sure.hidden;
  };
  return { element: make("div", { className: "course-again" }, begin, sure), show };
}

/** Write the learner's readings and words onto the paper face. */
export function fillPaper({ model, paper }) {
  const { questions } = model.get("data");
  const answers = readAnswers(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${name}"]`);
    if (slot) slot.textContent = text;
  };
  for (const { id, readings } of questions) {
    write(`reading-${id}`, readings.find((one) => one.id === answers[id]?.reading)?.text ?? "");
    write(`own-${id}`, answers[id]?.own ?? "");
  }
  write(`own-${RESTATE}`, answers[RESTATE]?.own ?? "");
}

export default { render };
