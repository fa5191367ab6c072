/** What this device keeps of a reader: the one door to the browser's storage. Every key of ours begins with `course-`.
 *  On a shared phone all of it goes into the tab's own store, and so goes when the tab is closed. */
const OURS = "course-";
export const SHARED = "course-shared-phone"; // "1": others use this device too
export const PHONE = "course-phone"; // how the phone question was answered: "mine", or "asked" without an answer
export const ASKED = "course-asked"; // in the tab: the question was seen here
export const OFFLINE = "course-offline"; // "off": the stored book was taken away, and is not stored again by itself
export const LEFT = "course-left"; // in the tab: it was left by the way out; early.js reads it
const ERASED = "course-erased"; // never stays: by its coming, other tabs learn that everything was erased

/** Fires "erase" when everything kept was erased, here or in another tab, and "ask" when the phone question is wanted. */
export const changes = new EventTarget();

let wasShared = false;
let isHeld = false; // what was a shared phone when its mark was erased is one until the page is left
let hasLetGo = false;

/** Whether words live in this tab alone. */
export function isShared() {
  try {
    if (localStorage.getItem(SHARED) === "1") return (wasShared = true);
    // Answered since then, so it was switched off and not erased.
    if (localStorage.getItem(PHONE)) wasShared = isHeld = false;
  } catch {
    // a browser that keeps nothing shares nothing
  }
  return isHeld;
}

const getStore = () => (isShared() ? sessionStorage : localStorage);

// All three throw what the browser throws when it refuses storage, or has no room.
export const recall = (key) => getStore().getItem(key);
export const drop = (key) => getStore().removeItem(key);

/** Keep a value; not between an erasure and the next thing that the reader does, lest what was erased came back. */
export function keep(key, value) {
  if (!hasLetGo) getStore().setItem(key, value);
}

/** Whether the browser lets a page keep anything at all. */
export function canKeep() {
  try {
    for (const store of [localStorage, sessionStorage]) {
      store.setItem("course-try", "1");
      store.getItem("course-try");
      store.removeItem("course-try");
    }
    return true;
  } catch {
    return false;
  }
}

/** Our keys in one of the two stores; the host may belong to others too. */
export const ourKeys = (store) => Object.keys(store).filter((key) => key.startsWith(OURS));

/** Empty what this tab keeps for itself. */
export function emptyTab() {
  try {
    for (const key of ourKeys(sessionStorage)) sessionStorage.removeItem(key);
  } catch {
    // a store that is refused holds nothing
  }
}

/** Empty this tab, and let no listener write anything back while the page stands. */
export function letGo() {
  isHeld = isShared() || wasShared;
  hasLetGo = true;
  emptyTab();
  for (const name of ["click", "input", "change"]) addEventListener(name, takeUp, { capture: true });
  changes.dispatchEvent(new Event("erase"));
}

/** What the reader writes or chooses from now on is new. */
function takeUp({ isTrusted, target }) {
  if (isTrusted && target.closest?.("button, input, select, textarea")) hasLetGo = false;
}

/** Empty both stores, here and in every other tab. */
export function emptyStores() {
  letGo();
  try {
    for (const key of ourKeys(localStorage)) localStorage.removeItem(key);
    localStorage.setItem(ERASED, "1");
    localStorage.removeItem(ERASED);
  } catch {
    // a store that is refused holds nothing
  }
}

isShared();
addEventListener("storage", ({ key, newValue }) => {
  if (key === null || (key === ERASED && newValue)) letGo();
});
// A page that slept in the history was not told. Switching shared-phone mode off leaves an answer; erasing leaves none.
addEventListener("pageshow", ({ persisted }) => {
  try {
    if (persisted && wasShared && !isShared() && !localStorage.getItem(PHONE)) letGo();
  } catch {
    // nothing is kept
  }
});
