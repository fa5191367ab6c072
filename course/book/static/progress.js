/** Marks what was read on this device: a line at a page's end, a mark in the contents, a count on a module's opening.
 *  A page is read when its end was in sight for a moment; the reader may say otherwise. All of it is one entry of the
 *  journal, so a shared phone, the export and the eraser treat it as they treat what somebody wrote. */
import * as journal from "./host/journal.js";
import { note, recall } from "./host/pages-read.js";

const MOMENT = 1500; // ms at the end of the text, so that a flick to the bottom marks nothing
const html = document.documentElement;
const root = new URL(html.dataset.content_root, location.href).href;
const page = html.dataset.page; // only where a page states its minutes
const line = document.querySelector(".course-done");
const own = [...document.querySelectorAll("course-exercise[exercise-id]")].map((one) => one.getAttribute("exercise-id"));

let isAsked = false; // once the reader has used the button here, nothing is marked for them

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

const nameOf = (link) => link.href.replace(/[?#].*/, "").replace(root, "").replace(/\.html$/, "");
const today = () => new Date().toLocaleDateString("sv"); // the reader's own day, as 2026-11-24

/** What is begun of those exercises, by the journal: one that was erased is not. */
function begunOf(ids, entries) {
  return ids.filter((id) => Object.hasOwn(entries, id));
}

/** Read, begun or neither, for each page that has a mark. */
function look() {
  const entries = journal.read();
  const states = new Map();
  for (const [name, mark] of Object.entries(recall()))
    if (mark.read) states.set(name, "read");
    else if (begunOf(mark.exercises ?? [], entries).length) states.set(name, "begun");
  return { entries, states };
}

function markContents(states) {
  for (const link of document.querySelectorAll("#contents a")) {
    link.querySelector(".course-read")?.remove();
    const state = states.get(nameOf(link));
    if (!state) continue;
    const mark = make("span", state === "read" ? "course-read" : "course-read course-begun");
    mark.append(make("span", "course-hidden", ` (${state})`));
    link.append(mark);
  }
}

function countPages(states) {
  const place = document.querySelector(".course-count");
  if (!place) return;
  const pages = place.dataset.pages.split(" ");
  const read = pages.filter((name) => states.get(name) === "read").length;
  place.textContent = read ? `${read} of ${pages.length} pages read` : "";
}

let button, words;

function drawLine() {
  button = make("button", "");
  button.type = "button";
  button.addEventListener("click", () => {
    isAsked = true;
    markRead(!recall()[page]?.read);
  });
  words = make("span", "");
  line.append(button, words);
}

function showLine({ entries, states }) {
  const isRead = states.get(page) === "read";
  if (isRead !== (button.dataset.read === "yes") || !button.textContent) {
    button.dataset.read = isRead ? "yes" : "";
    button.textContent = isRead ? "Read ✓" : "Mark as read";
    if (isRead) button.append(make("span", "course-hidden", ", take the mark away"));
  }
  const unit = own.length === 1 ? "exercise" : "exercises";
  words.textContent = own.length ? `${begunOf(own, entries).length} of ${own.length} ${unit} begun` : "";
}

const markRead = (on) => note(page, { ...recall()[page], read: on ? today() : "", exercises: begunOf(own, journal.read()) });

/** Note which exercises of this page are begun, for the contents of every other page. */
function noteBegun(entries) {
  const mark = recall()[page] ?? {};
  const begun = begunOf(own, entries);
  if (begun.join() !== (mark.exercises ?? []).join()) note(page, { ...mark, exercises: begun });
}

/** The text ends where its sources begin; few read those to their end. */
function watchEnd() {
  const end = document.querySelector(".course-notes h2") ?? line;
  let timer;
  const watcher = new IntersectionObserver(([{ isIntersecting }]) => {
    clearTimeout(timer);
    if (isIntersecting) timer = setTimeout(arrive, MOMENT);
  });
  const arrive = () => {
    watcher.disconnect();
    if (!isAsked && !recall()[page]?.read) markRead(true);
  };
  watcher.observe(end);
}

function show() {
  if (page) noteBegun(journal.read());
  const found = look();
  markContents(found.states);
  countPages(found.states);
  if (page) showLine(found);
}

if (page) drawLine();
show();
if (page) watchEnd();
journal.changes.addEventListener("change", show);
