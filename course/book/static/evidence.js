/** The search and the filters above the table of all facts. They read the table's own cells and ask nobody anything.
 *  Without this script the plain table stands alone. */
import { isShared } from "./host/device.js";

const NOWHERE = "nowhere yet";
const OVERDUE = "overdue";
const PAUSE = 150; // ms: the table follows once the thumbs rest, not at every letter
const SLICE = 40; // rows
/** Each select: its name in the address, its label, and its choice of everything. */
const SELECTS = [
  ["topic", "Topic", "Any topic"],
  ["sure", "How sure", "Any"],
  ["used", "Used in", "Any"],
  ["due", "Due for review", "Any time"],
];

const table = document.querySelector(".course-fact-table");
const rows = [...table.tBodies[0].rows].map(readRow);
const [form, count, clear] = ["form", "p", "button"].map((tag) => document.createElement(tag));
let timer, later;

/** A row's words, read once: asking the page for them at every letter is what makes an old phone slow. */
function readRow(row) {
  const cells = [...row.cells].map((cell) => cell.textContent.trim());
  const [, , topic, sure, used, due] = cells;
  return { row, words: plain(cells.join("\n")), topic: [topic], sure: [sure], used: (used || NOWHERE).split("; "), due };
}

/** Texts are compared without case and accents, and with a printer's quotes and dashes as a keyboard has them. */
function plain(text) {
  const letters = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[‘’]/g, "'").replace(/[“”"]/g, " ").replace(/[\u2010-\u2015\u2212]/g, "-");
}

/** A day so many months from today, by this device, as the table writes it. */
function dayIn(months) {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth() + months, now.getDate());
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** What is due within some months takes in what is overdue: somebody plans the work by it. */
function dueTest(choice) {
  if (!choice) return () => true;
  const day = dayIn(choice === OVERDUE ? 0 : Number(choice));
  return choice === OVERDUE ? (due) => due < day : (due) => due <= day;
}

/** What a select offers, besides everything: its texts, each with its value. */
function choicesOf(name) {
  if (name === "due")
    return [["Overdue", OVERDUE], ...[3, 6, 12].map((months) => [`Overdue or within ${months} months`, months])];
  const found = [...new Set(rows.flatMap((row) => row[name]))];
  // Topics keep the table's order; pages come by name, and what no page uses comes last.
  if (name === "used") found.sort((a, b) => (a === NOWHERE) - (b === NOWHERE) || a.localeCompare(b, "en"));
  return found.map((text) => [text, text]);
}

/** Written here and not on the page, so that nobody without the script meets a form that does nothing. */
function addForm() {
  const block = (name, label, field) => `<p><label for="find-${name}">${label}</label>${field}</p>`;
  const search = '<input id="find-q" name="q" type="search" autocomplete="off" autocapitalize="none" enterkeyhint="search">';
  const select = (name, all) => `<select id="find-${name}" name="${name}"><option value="">${all}</option></select>`;
  const selects = SELECTS.map(([name, label, all]) => block(name, label, select(name, all)));
  form.innerHTML = block("q", "Search the facts", search) + selects.join("");
  for (const [name] of SELECTS)
    form.elements[name].append(...choicesOf(name).map(([text, value]) => new Option(text, value)));
  form.className = "course-finder";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Facts");
  count.className = "course-finder-count";
  count.setAttribute("role", "status");
  count.tabIndex = -1;
  Object.assign(clear, { type: "button", className: "course-finder-clear", textContent: "Show all facts" });
  table.before(form, count, clear);
}

/** What was asked for, by the name of the field; a field left open is left out. */
function asked() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
}

/** Show the rows that fit, and say how many. */
function apply() {
  const wanted = asked();
  const words = plain(wanted.get("q") ?? "").split(/\s+/).filter(Boolean);
  const choices = ["topic", "sure", "used"].filter((name) => wanted.has(name)).map((name) => [name, wanted.get(name)]);
  const isDue = dueTest(wanted.get("due"));
  const fits = (row) =>
    isDue(row.due) &&
    choices.every(([name, choice]) => row[name].includes(choice)) &&
    words.every((word) => row.words.includes(word));
  const found = rows.filter(fits);
  const shown = new Set(found);
  for (const row of rows) if (!shown.has(row)) row.row.hidden = true;
  cancelAnimationFrame(later);
  unhide(found.filter((row) => row.row.hidden));
  const isAll = !wanted.toString();
  const advice = found.length ? "" : ". No fact fits all of this: try fewer words, or open a filter again.";
  count.textContent = (isAll ? `${rows.length} facts` : `${found.length} of ${rows.length} facts`) + advice;
  table.hidden = !found.length;
  clear.hidden = isAll;
}

/** A screenful and more at once, the others by and by: to lay out hundreds of rows holds up an old phone's thumbs. */
function unhide(waiting) {
  for (const { row } of waiting.splice(0, SLICE)) row.hidden = false;
  if (waiting.length) later = requestAnimationFrame(() => unhide(waiting));
}

/** The table and the address follow the form; what stands behind the # can be linked, and is never sent to a server.
 *  On a shared phone the address stays as it is: the browser's history would keep the words. */
function follow() {
  clearTimeout(timer);
  apply();
  if (isShared()) return;
  const wanted = asked().toString();
  history.replaceState(history.state, "", location.pathname + location.search + (wanted && `#${wanted}`));
}

/** The form follows the address; a plain anchor asks for nothing, and leaves the table as it is. */
function recall() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const fields = [...form.elements];
  if (!location.hash || fields.some((field) => wanted.has(field.name)))
    for (const field of fields) {
      field.value = wanted.get(field.name) ?? "";
      // An old link may name what is no longer offered.
      if (field.selectedIndex === -1) field.value = "";
    }
  apply();
}

addForm();
recall();
form.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.target.type === "search") timer = setTimeout(follow, PAUSE);
  else follow();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
  // A phone's keyboard covers what was found.
  if (matchMedia("(pointer: coarse)").matches) form.elements.q.blur();
});
clear.addEventListener("click", () => {
  for (const field of form.elements) field.value = "";
  follow();
  count.focus(); // The button is gone, and whoever used it by key must not be lost.
});
window.addEventListener("hashchange", recall);
