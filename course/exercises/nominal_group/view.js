/** The nominal group technique on one device that lies on the table: each step is one screen, and all of it is kept, so
 *  that a group may stop anywhere and go on. The steps stand in the parts of this folder, in front of this file. */

const DRAW = { frame: drawFrame, write: drawWrite, round: drawRound, clarify: drawClarify, rank: drawRank, done: drawDone };

function render({ model, el }) {
  const group = makeGroup(model);
  const intro = model.get("data").intro ? group.lastChild : null;
  const kept = makeKept(model);
  const step = make("p", { className: "course-ngt-step", tabIndex: -1 });
  const how = make("p", {});
  const panel = make("div", { className: "course-ngt-panel" });
  const said = make("p", { className: "course-quiet", role: "status" });
  let part = null;
  let clock = null;
  let drawn = "";

  const keep = (change) => {
    keepGroup(model, change);
    kept.tell();
  };
  const go = (step) => {
    const { at, ideas } = readGroup(model);
    const to = STAGES[STAGES.indexOf(at.stage) + step];
    if (to === "rank" && !Object.keys(ideas).length) return setText(said, say("no_ideas"));
    keep({ at: { stage: to, passes: 0, left: null, until: null } });
    show(true);
  };
  const back = makeButton(say("back"), () => go(-1));
  const on = makeButton("", () => go(1), true);
  const makeStageClock = (stage) =>
    makeClock({
      read: () => readGroup(model).at,
      keep: (at) => keep({ at }),
      minutes: () => readGroup(model).minutes[stage],
    });

  /** Each step is drawn once; what changes within it is changed in place, so that nobody loses the focus. */
  const show = (isMoved = false) => {
    const { stage } = readGroup(model).at;
    if (stage !== drawn) {
      clock?.end();
      clock = stage in TIMED ? makeStageClock(stage) : null;
      part = DRAW[stage]({ model, keep, clock, show, back });
      panel.replaceChildren(part.element);
      setText(step, say("step", { n: STAGES.indexOf(stage) + 1, of: STAGES.length, name: say(`step_${stage}`) }));
      setText(how, say(`how_${stage}`));
      setText(said, "");
      back.hidden = stage === "frame" || stage === "done";
      on.hidden = stage === "rank" || stage === "done";
      if (!on.hidden) on.textContent = say(`next_${stage}`);
      if (intro) intro.hidden = stage !== "frame"; // a phone on a table has room for one thing
      drawn = stage;
    }
    part.show();
    clock?.show();
    if (isMoved === true) step.focus(); // the button pressed has gone with its step
  };
  const follow = () => show();
  group.append(step, how, panel, make("div", { className: "course-row course-ngt-moves" }, back, on), said, kept);
  el.append(group);
  model.on("change:response", follow);
  show();
  return () => {
    clock?.end();
    model.off("change:response", follow);
  };
}

/** The places of the pooled ranking, as they are kept. */
const readResult = (model) => toPlaces(readGroup(model).result);

const sayPlace = ({ place, isTied }) => say(isTied ? "place_tied" : "place", { n: place });

const sayCount = (model, { points, by }) => say("counted", { points, by, of: readGroup(model).at.voters ?? by });

/** What the rankings add up to, to copy and to print. */
function drawDone({ model, show: redraw }) {
  const list = make("ul", { className: "course-ngt-result" });
  const none = make("p", {});
  const said = make("p", { className: "course-quiet", role: "status" });
  const copy = makeButton(say("copy"), () => copyText(toText(model), said), true);
  const print = makeButton(say("print"), () => printPaper(model, list));
  const texts = { text: say("begin_again"), question: say("begin_again_ask"), yes: say("begin_again_yes"), no: say("keep_them") };
  const again = makeAsking(texts, () => {
    keepResponse(model, null);
    redraw(true);
  });
  const show = () => {
    const { ideas } = readGroup(model);
    const rows = readResult(model);
    const toItem = (row) =>
      make(
        "li",
        {},
        make("strong", {}, sayPlace(row)),
        make("span", { className: "course-ngt-idea" }, sayIdea(row.id, ideas)),
        make("span", { className: "course-quiet" }, sayCount(model, row)),
      );
    list.replaceChildren(...rows.filter((row) => row.points).map(toItem));
    const unranked = rows.filter((row) => !row.points).map((row) => sayIdea(row.id, ideas));
    setText(none, unranked.length ? say("unranked", { ideas: unranked.join("; ") }) : "");
    none.hidden = !unranked.length;
  };
  const element = make("div", {}, list, none, make("div", { className: "course-row" }, copy, print), said, again);
  return { element, show };
}

/** The result as text, for a message or the minutes of a meeting. */
function toText(model) {
  const { question, ideas } = readGroup(model);
  const lines = readResult(model).map((row) => `${sayPlace(row)}: ${sayIdea(row.id, ideas)} (${sayCount(model, row)})`);
  return [question, "", ...lines].join("\n");
}

/** Write question, ideas and pooled points into the sheets; a ranking of one person is never printed. */
export function fillPaper({ model, paper }) {
  const { question, ideas, result } = readGroup(model);
  const write = (name, text) => {
    const slot = paper.querySelector(`[data-write="${name}"]`);
    if (slot) slot.textContent = text;
  };
  write("question", question);
  for (const slot of paper.querySelectorAll('[data-write^="idea-"], [data-write^="sum-"]')) slot.textContent = "";
  listHeads(ideas).forEach(([id], index) => {
    write(`idea-${index + 1}`, sayIdea(id, ideas));
    const row = readResult(model).find((one) => one.id === id);
    if (!row) return;
    write(`sum-${index + 1}-points`, row.points);
    write(`sum-${index + 1}-by`, row.by);
    write(`sum-${index + 1}-place`, row.points ? sayPlace(row) : "");
  });
  write("result", result.length ? toText(model) : "");
}

export default { render };
