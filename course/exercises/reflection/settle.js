/** A minute to breathe along, for whoever wants it. The words change with the time; a circle grows with them only where
 *  motion is welcome, and nothing waits for it to end. `make`, `makeButton` and `say` stand in make.js. */

const BREATHS = 6;
const BREATH = { in: 4000, out: 6000 }; // a longer breath out, six times: a minute

/** The box as an element, and `end` for a view that goes away in the middle. */
function drawSettle() {
  const line = make("p", { className: "course-settle-line", role: "status" });
  const circle = make("span", { className: "course-settle-circle", "aria-hidden": "true", hidden: true });
  let timer = 0;
  let isRunning = false;
  const button = makeButton(say("settle_start"), () => (isRunning ? stop("") : breathe(0)));
  const stop = (text) => {
    clearTimeout(timer);
    isRunning = false;
    circle.hidden = true;
    line.textContent = text;
    button.textContent = say("settle_start");
  };
  const breathe = (step) => {
    if (step === 2 * BREATHS) return stop(say("settle_over"));
    const way = step % 2 ? "out" : "in";
    isRunning = true;
    button.textContent = say("settle_stop");
    line.textContent = say(`settle_${way}`);
    circle.hidden = false;
    circle.getBoundingClientRect(); // it must stand there small before it can grow
    circle.classList.toggle("course-settle-wide", way === "in");
    timer = setTimeout(() => breathe(step + 1), BREATH[way]);
  };
  const words = [make("p", { className: "course-prompt" }, say("settle")), make("p", {}, say("settle_text"))];
  const element = make("div", { className: "course-settle" }, ...words, button, make("div", {}, line, circle));
  return { element, end: () => clearTimeout(timer) };
}
