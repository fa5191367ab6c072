/** Cards one at a time, so that a phone shows one question and no wall of them. `make` and `say` stand in make.js. */

/** `cards` are elements by id; `arrange(ids)` says which are shown and in which order; `end` is shown after the last. */
function drawSteps({ cards, end }) {
  let ids = [];
  let at = 0;
  const line = make("p", { className: "course-quiet course-step-of", tabIndex: -1 });
  const back = makeButton(say("step_back"), () => go(at - 1));
  const next = makeButton("", () => go(at + 1), true);
  const place = () => {
    for (const [id, card] of cards) card.hidden = ids[at] !== id;
    line.textContent = say("step_of", { n: at + 1, of: ids.length });
    back.disabled = at === 0;
    next.textContent = say(at < ids.length - 1 ? "step_next" : "step_end");
  };
  const go = (to) => {
    if (to >= ids.length) {
      end.focus();
      end.scrollIntoView({ block: "start" });
      return;
    }
    at = to;
    place();
    line.focus(); // whoever listens hears the place, and is one step from the question
  };
  const element = make("div", { className: "course-cards" }, line, ...cards.values(), make("div", { className: "course-row" }, back, next));
  const arrange = (wanted) => {
    const here = ids[at];
    ids = wanted.filter((id) => cards.has(id));
    at = Math.max(0, ids.indexOf(here));
    place();
  };
  /** To the first that is not done, without taking the focus. */
  const begin = (isDone) => {
    at = Math.max(0, ids.findIndex((id) => !isDone(id)));
    place();
  };
  return { element, arrange, begin };
}
