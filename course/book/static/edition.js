/** The stored book, seen from a page: begins to store it once that is wanted, and says when a new edition is ready. */
import { findRegistration, onNewer, remove, store } from "./host/offline.js";
import { ASKED, OFFLINE, PHONE, isShared } from "./host/device.js";

const LATER = 15_000; // ms: how often a page looks whether storing is wanted by now

export async function start() {
  const registration = await findRegistration();
  if (isShared()) {
    if (registration) await remove();
    return;
  }
  if (registration) watch(registration);
  else storeWhenWanted();
}

/** The phone is the learner's own and the book was not taken away; or the question, which says that it will be stored,
 *  stood there without an answer, and this visit may be the only one with a signal. */
function isWanted() {
  try {
    if (isShared() || localStorage.getItem(OFFLINE) === "off") return false;
    const phone = localStorage.getItem(PHONE);
    if (phone === "mine") return true;
    return Boolean(phone || sessionStorage.getItem(ASKED)) && !navigator.connection?.saveData;
  } catch {
    return false; // a browser that keeps nothing stores no book
  }
}

async function storeWhenWanted() {
  if (!isWanted()) {
    setTimeout(storeWhenWanted, LATER);
    return;
  }
  try {
    await store();
    watch(await findRegistration());
  } catch {
    // The next page tries again; My notebook says what is wrong to whoever asks.
  }
}

/** A live region at the foot of the page, empty until there is something to say. */
function watch(registration) {
  if (!registration) return;
  const place = document.createElement("div");
  place.className = "course-edition";
  place.setAttribute("role", "status");
  document.querySelector(".course-footer").prepend(place);
  onNewer(registration, (worker) => say(place, worker));
}

function say(place, worker) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Use it now";
  button.addEventListener("click", () => use(worker));
  const line = document.createElement("p");
  line.append("A new edition of this course is ready. ", button);
  place.replaceChildren(line);
}

/** Exercises save as this page goes; other tabs keep theirs until they are loaded again. */
function use(worker) {
  const reload = () => worker.state === "activated" && location.reload();
  worker.addEventListener("statechange", reload);
  worker.postMessage({ do: "skipWaiting" });
  reload();
}
