/** What every page does with JavaScript: the way out, the switch for the facilitator's notes (closed boxes without it),
 *  the phone question, what was read on this device, and the stored book. */
import "./leave.js";
import { drop, keep, recall } from "./host/device.js";

const KEY = "course-facilitator";

/** A browser may forbid storage altogether; then the switch lasts for the page. */
function isRemembered() {
  try {
    return recall(KEY) === "on";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    if (on) keep(KEY, "on");
    else drop(KEY);
  } catch {
    // The choice holds until this page is left.
  }
}

function show(on, button) {
  document.documentElement.dataset.facilitator = on ? "on" : "off";
  for (const box of document.querySelectorAll(".course-facilitator")) box.open = on;
  button.setAttribute("aria-pressed", String(on));
}

const line = document.querySelector(".course-switch");
const button = line.querySelector("button");
line.hidden = false;
show(isRemembered(), button);
button.addEventListener("click", () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  remember(on);
  show(on, button);
});

// These wait until the page stands, so that its text is there sooner; each by itself, so that a fault in one takes
// nothing else from the page.
addEventListener("load", () => {
  import("./phone.js");
  import("./progress.js");
  if ("serviceWorker" in navigator) import("./edition.js").then((edition) => edition.start());
});
