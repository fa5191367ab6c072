/** Asks once whose phone this is: what stays on it, and whether the book is stored, depend on the answer.
 *  A sheet at the foot that waits for nothing: the page can be read, and written on, without an answer. */
import { ASKED, PHONE, SHARED, canKeep, changes, isShared } from "./host/device.js";

const [PATIENCE, SEEN] = [3000, 10_000]; // ms: for the book's size; until the question counts as seen

const root = document.documentElement;
const book = new URL(root.dataset.content_root, location.href);
const phone = matchMedia("(pointer: coarse) and (max-width: 40rem)").matches ? "phone" : "device";
let sheet, timer;
let isSizeSaid = false;
const watcher = new ResizeObserver(() => root.style.setProperty("--course-sheet", `${sheet?.offsetHeight ?? 0}px`));

/** Whoever looks for help now is not asked anything. */
const isWanted = () =>
  !document.querySelector(".course-help[aria-current]") &&
  canKeep() &&
  !isShared() &&
  !localStorage.getItem(PHONE) &&
  !sessionStorage.getItem(ASKED);

/** The bytes of the whole book as it would be stored; 0 where it is not told, and then nothing is said of storing. */
async function findSize() {
  const answer = fetch(new URL("offline.json", book)).then((response) => (response.ok ? response.json() : {}));
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE, {}));
  const { bytes } = await Promise.race([answer, enough]).catch(() => ({}));
  return bytes > 0 ? bytes : 0;
}

const toText = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function sayWhat(bytes) {
  const stored = bytes ? `, and the book (${toText(bytes)}) is stored so that it opens without a signal` : "";
  return (
    `If it is, what you write stays on it${stored}. ` +
    "If others use it, nothing is kept once you close the tab. Without an answer, we treat it as yours."
  );
}

async function ask({ isAskedFor }) {
  const bytes = await findSize();
  isSizeSaid = bytes > 0;
  if (sheet) close();
  if (!isAskedFor && !isWanted()) return; // answered meanwhile, in another tab
  sheet = document.createElement("section");
  sheet.className = "course-phone";
  sheet.setAttribute("aria-labelledby", "course-phone-title");
  sheet.innerHTML =
    '<div><p id="course-phone-title" tabindex="-1"></p><button type="button">Not now</button></div><p></p>' +
    '<div><button type="button">Mine alone</button><button type="button">Others use it</button></div>';
  const [title, words] = sheet.querySelectorAll("p");
  title.textContent = `Is this ${phone} yours alone?`;
  words.textContent = sayWhat(bytes);
  const acts = [() => (markSeen(), close()), () => keepHere(bytes), keepNothing];
  sheet.querySelectorAll("button").forEach((button, index) => button.addEventListener("click", acts[index]));
  sheet.addEventListener("keydown", ({ key }) => key === "Escape" && (markSeen(), close()));
  document.querySelector(".course-header").after(sheet);
  root.dataset.asking = "";
  watcher.observe(sheet);
  if (isAskedFor) title.focus();
  watch();
}

/** Asked is asked, once it was in sight for a while: nobody is asked on every page. */
function watch() {
  clearTimeout(timer);
  if (sheet && document.visibilityState === "visible") timer = setTimeout(markSeen, SEEN);
}

function markSeen() {
  clearTimeout(timer);
  if (isShared()) return;
  try {
    // By this the book is stored from the next page on; who was not told its size is not made to pay for it.
    if (isSizeSaid) sessionStorage.setItem(ASKED, "1");
    if (!localStorage.getItem(PHONE)) localStorage.setItem(PHONE, "asked");
  } catch {
    // it is asked again
  }
}

function close() {
  if (!sheet) return;
  clearTimeout(timer);
  watcher.disconnect();
  // The focus must not fall to the top of the page; the text is what the sheet stood before.
  if (sheet.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
  sheet.remove();
  sheet = undefined;
  delete root.dataset.asking;
  root.style.removeProperty("--course-sheet");
}

async function keepHere(bytes) {
  const shared = await import("./host/shared.js");
  if (isShared()) await shared.setShared(false);
  markSeen();
  localStorage.setItem(PHONE, "mine");
  if (!bytes) return say(`What you write stays on this ${phone}.`);
  say(`What you write stays on this ${phone}. The book is being stored.`);
  const { store } = await import("./host/offline.js");
  try {
    await store();
    say("The book is stored. It opens without a signal now.");
  } catch (error) {
    say(error.message);
  }
}

async function keepNothing() {
  const { setShared } = await import("./host/shared.js");
  try {
    say(await setShared(true));
  } catch {
    say("This browser would not do that. Nothing is changed.");
  }
}

/** One line in place of the question, with a way to close it: what a button did must be told. */
function say(line) {
  if (!sheet) return;
  clearTimeout(timer);
  const told = sheet.querySelector("[role=status]");
  if (told) return void (told.textContent = line);
  const [, words] = sheet.querySelectorAll("p");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Close";
  button.addEventListener("click", close);
  words.setAttribute("role", "status");
  words.textContent = line;
  sheet.lastChild.replaceChildren(button);
  button.focus();
  sheet.firstChild.remove();
  sheet.removeAttribute("aria-labelledby");
  sheet.setAttribute("aria-label", "What was chosen");
}

changes.addEventListener("ask", () => ask({ isAskedFor: true }));
changes.addEventListener("erase", close);
document.addEventListener("visibilitychange", watch);
addEventListener("storage", ({ key, newValue }) => {
  const isAnswer = key === SHARED || (key === PHONE && newValue === "mine");
  if (isAnswer && sheet && !sheet.querySelector("[role=status]")) close();
});
if (isWanted()) ask({ isAskedFor: false });
