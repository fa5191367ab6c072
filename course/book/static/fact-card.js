/** A mark opens its note as a card in place; without this file it is a link to the note. */

const MARK = "a.course-fact";
const [OPEN_AFTER, CLOSE_AFTER] = [200, 300]; // ms: a pointer may pass, or cross to the card
const [GAP, EDGE] = [4, 12]; // px: from mark to card, from card to screen
const sheet = matchMedia("(max-width: 40rem), (max-height: 30rem)"); // as in fact-card.css

let card; // made at the first need
let mark; // whose card is open
let kept; // the card had the focus: it stays until dismissed
let aim; // the mark that the pointer is on, or on whose card it is
let pressed; // where a press began
let timer, watcher;

function makeCard() {
  card = document.createElement("div");
  card.id = card.className = "course-fact-card";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "course-fact-from");
  card.innerHTML = '<div><p id="course-fact-from"></p><button type="button">Close</button></div><div></div>';
  card.querySelector("button").addEventListener("click", close);
  card.addEventListener("keydown", leaveByTab);
  card.addEventListener("focusin", () => (kept = true));
  document.body.append(card);
}

/** With the note's own words: nothing is fetched or written twice. */
function fill(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll(".course-fact-back").forEach((arrow) => arrow.remove());
  copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  card.querySelector("p").textContent = `${mark.textContent}. Where this comes from`;
  card.lastChild.textContent = "";
  card.lastChild.append(...copy.childNodes);
}

const noteOf = (at) => document.getElementById(at.hash.slice(1));
const isOutside = (place) => !card.contains(place) && !mark.contains(place);

function open(at) {
  close();
  if (!card) makeCard();
  mark = aim = at;
  card.hidden = false;
  fill(noteOf(at));
  place();
  card.scrollTop = 0;
  at.setAttribute("aria-expanded", "true");
  at.setAttribute("aria-controls", card.id);
}

/** Opened by click or key, the card takes the focus. */
function keep() {
  card.focus({ preventScroll: true });
  // Back on a phone then closes the card, not the page (Chrome).
  if (window.CloseWatcher) (watcher = new CloseWatcher()).onclose = close;
  // A sheet must not hide the claim.
  const covered = mark.getBoundingClientRect().bottom + EDGE - card.getBoundingClientRect().top;
  if (sheet.matches && covered > 0) scrollBy(0, covered);
}

function close() {
  clearTimeout(timer);
  aim = undefined;
  if (!mark) return;
  const at = mark;
  const { top, bottom } = at.getBoundingClientRect();
  mark = undefined;
  kept = false;
  watcher?.destroy();
  at.setAttribute("aria-expanded", "false");
  at.removeAttribute("aria-controls");
  // A mark in sight is not scrolled to.
  if (card.contains(document.activeElement)) at.focus({ preventScroll: bottom > 0 && top < innerHeight });
  card.hidden = true;
}

/** Under the mark, or over it where there is more room; fact-card.css places a sheet. */
function place() {
  card.style.maxHeight = "";
  if (sheet.matches) return;
  const { left, top, bottom } = mark.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  // The header stays in sight, with the way out.
  const head = Math.max(0, document.querySelector(".course-header")?.getBoundingClientRect().bottom ?? 0);
  const [above, below] = [top - GAP - EDGE - head, clientHeight - bottom - GAP - EDGE];
  const over = card.offsetHeight > below && above > below;
  card.style.maxHeight = `${over ? above : below}px`;
  const x = Math.max(EDGE, Math.min(left - EDGE, clientWidth - card.offsetWidth - EDGE));
  const y = over ? top - GAP - card.offsetHeight : bottom + GAP;
  card.style.setProperty("--x", `${x + scrollX}px`);
  card.style.setProperty("--y", `${y + scrollY}px`);
}

/** The card stands at the page's end; for the keyboard it comes right after its mark. */
function leaveByTab(event) {
  if (event.key !== "Tab") return;
  const stops = card.querySelectorAll("a[href], button");
  const at = document.activeElement;
  const back = event.shiftKey;
  if (back ? at !== card && at !== stops[0] : at !== stops[stops.length - 1]) return;
  if (back) event.preventDefault();
  close(); // and the browser goes on from the mark
}

document.addEventListener("click", (event) => {
  const at = event.target.closest(MARK);
  if (!at || !noteOf(at) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (at === mark && kept) {
    close();
  } else {
    if (at !== mark) open(at);
    keep();
  }
  event.preventDefault(); // last: if anything above fails, the link still works
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  const at = event.target.closest(MARK);
  if (event.key !== " " || !at) return;
  event.preventDefault();
  if (!event.repeat) at.click();
});

// A tap outside closes; a swipe has no pointerup.
document.addEventListener("pointerdown", (event) => (pressed = event.target));
document.addEventListener("pointerup", (event) => {
  if (mark && isOutside(pressed) && isOutside(event.target)) close();
});

// A sheet does not open so: it may be far from the pointer.
document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || kept || sheet.matches) return;
  const over = event.target.closest(MARK) || (mark && !isOutside(event.target) ? mark : undefined);
  if (over === aim) return;
  aim = over;
  clearTimeout(timer);
  if (over !== mark) timer = over ? setTimeout(open, OPEN_AFTER, over) : setTimeout(close, CLOSE_AFTER);
});

addEventListener("hashchange", close);
addEventListener("resize", () => mark && place());
// Letters made larger move the mark too.
new ResizeObserver(() => mark && place()).observe(document.body);

for (const at of document.querySelectorAll(MARK)) {
  at.setAttribute("role", "button");
  at.setAttribute("aria-haspopup", "dialog");
  at.setAttribute("aria-expanded", "false");
}
