/** What every page does with JavaScript: the switch for the facilitator's notes, and what was read on this device.
 *  Without it the notes are closed boxes, and nothing is marked. */

const KEY = "course-facilitator";

/** On a shared phone nothing may outlast the tab. */
function store() {
  return localStorage.getItem("course-shared-phone") === "1" ? sessionStorage : localStorage;
}

/** A browser may forbid storage altogether; then the switch lasts for the page. */
function recall() {
  try {
    return store().getItem(KEY) === "on";
  } catch {
    return false;
  }
}

function remember(on) {
  try {
    if (on) store().setItem(KEY, "on");
    else store().removeItem(KEY);
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
show(recall(), button);
button.addEventListener("click", () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  remember(on);
  show(on, button);
});

// By itself, so that a fault in it takes nothing else from the page.
import("./progress.js");
