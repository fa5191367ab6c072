/** The way out, and what the Back button finds afterwards. Without this file the way out is a plain link. */
import { LEFT, emptyTab, isShared, letGo } from "./host/device.js";

const [PRESSES, WITHIN] = [3, 2000]; // of Escape, in ms
const STUCK = 5000; // ms on the way to the other page, after which a blank one will do

const root = document.documentElement;
const link = document.querySelector(".course-leave");
let presses = [];

function leave() {
  root.style.display = "none"; // before anything that takes time
  // A page saves what is on it when it is left: right on a phone of one's own, and just what must not be on another.
  if (isShared()) letGo();
  else emptyTab();
  try {
    sessionStorage.setItem(LEFT, "1");
  } catch {
    // then an older page may come back by the Back button
  }
  courseAway();
  setTimeout(courseAway, STUCK, true);
}

const isPlain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

link.addEventListener("click", (event) => {
  if (!isPlain(event)) return;
  event.preventDefault();
  leave();
});

// On the window and first, so that no dialog, card or field keeps the key to itself; each press still does its own work.
// In a row: who reads card after card, opening and closing each by a key, is not leaving.
addEventListener(
  "keydown",
  ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    presses = key === "Escape" ? [...presses, timeStamp].slice(-PRESSES) : [];
    if (presses.length === PRESSES && timeStamp - presses[0] < WITHIN) leave();
  },
  { capture: true },
);
addEventListener("pointerdown", () => (presses = []), { capture: true });

// A page that the browser keeps whole for the Back button comes back without a load, so early.js is not asked. It goes
// to sleep unseen, and is seen again only if nobody left since.
addEventListener("pagehide", ({ persisted }) => persisted && (root.style.visibility = "hidden"));
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  if (hasLeft()) courseAway();
  else root.style.visibility = "";
});

function hasLeft() {
  try {
    return sessionStorage.getItem(LEFT) !== null;
  } catch {
    return false;
  }
}

// On a shared phone the tab's history holds one page of ours: each link puts the next page in place of this one.
const book = new URL(root.dataset.content_root, location.href);
addEventListener("click", (event) => {
  const at = event.target.closest?.("a[href]");
  if (!at || event.defaultPrevented || !isPlain(event) || !isShared() || !leadsToPage(at)) return;
  event.preventDefault();
  location.replace(at.href);
});

function leadsToPage(at) {
  const isHere = at.pathname === location.pathname && at.hash;
  const isOurs = at.origin === book.origin && at.pathname.startsWith(book.pathname);
  return isOurs && !isHere && !at.hasAttribute("download") && ["", "_self"].includes(at.target);
}
