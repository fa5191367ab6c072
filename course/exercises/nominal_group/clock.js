/** A timer that only ever tells: when its time is over it says so, and nothing ends or goes away.
 *  It keeps the moment at which it ends, so that a phone that fell asleep or a tab that was closed loses no time. */

/** `read()` gives `{ left, until }`, `keep(change)` stores a change of them, and `minutes()` is what is set. */
function makeClock({ read, keep, minutes }) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const time = make("p", { className: "course-ngt-time", role: "timer" });
  const over = make("p", { role: "status" });
  const sound = make("input", { type: "checkbox" });
  let audio = null;
  let beat = 0;
  let isTold = true; // a time that was over before this page opened makes no sound

  const left = () => {
    const { left, until } = read();
    return until ? Math.max(0, Math.ceil((until - Date.now()) / 1000)) : Math.ceil(left ?? minutes() * 60);
  };
  const run = (seconds) => keep({ left: null, until: Date.now() + seconds * 1000 });
  const toggle = makeButton("", () => {
    if (read().until) keep({ left: left(), until: null });
    else run(left() || 60);
  });
  const more = makeButton(say("one_more"), () => {
    if (read().until) run(left() + 60);
    else keep({ left: left() + 60, until: null });
  });
  // A browser lets a page make a sound only if it was asked for by a tap.
  sound.addEventListener("change", () => {
    if (sound.checked) audio ??= new AudioContext();
  });
  const show = () => {
    const seconds = left();
    const isRunning = Boolean(read().until) && seconds > 0;
    if (!seconds && !isTold && sound.checked) ring(audio);
    isTold = !seconds;
    setText(time, sayTime(seconds, isCalm));
    setText(over, seconds ? "" : say("time_over"));
    const isFresh = (read().left ?? null) === null;
    setText(toggle, say(isRunning ? "pause" : isFresh ? "start" : "go_on"));
    toggle.hidden = !seconds;
    clearInterval(beat);
    if (isRunning) beat = setInterval(() => (left() ? setText(time, sayTime(left(), isCalm)) : keep({ left: 0, until: null })), 500);
    else if (read().until) keep({ left: 0, until: null });
  };
  const row = make("div", { className: "course-row" }, time, toggle, more);
  const choice = make("label", { className: "course-ngt-sound" }, sound, make("span", {}, say("sound")));
  return { element: make("div", { className: "course-ngt-clock" }, row, over, choice), show, end: () => clearInterval(beat) };
}

/** Minutes and seconds; whoever asked for less motion sees a number that changes once a minute. */
function sayTime(seconds, isCalm) {
  if (!seconds) return say("time_none");
  if (isCalm) return say(seconds > 60 ? "time_about" : "time_last", { n: Math.ceil(seconds / 60) });
  return say("time_left", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` });
}

/** One low, soft tone. */
function ring(audio) {
  if (!audio) return;
  const [tone, gain] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = 330;
  gain.gain.setValueAtTime(0.15, audio.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 1.5);
  tone.connect(gain).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 1.6);
}

/** A text that stays as it is is not said again. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
