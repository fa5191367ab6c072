/** The learner's journal in the browser: one document under one key, on this device only.
 *  Python keeps the same document in a file (course/exercises/journal.py); each opens what the other exports. */
import { SHARED, changes as device, drop, keep, recall } from "./device.js";

export { isShared } from "./device.js";
export const KEY = "course-journal";
const FORMAT = "course-journal/1";
const MAX_CHARS = 8_000_000;
const REFUSED =
  "This browser does not let the page keep your words. They stay until you leave this page; print them to keep them.";
const FULL = "There is no room left on this device, so your last change is not kept. Print it, or export your notebook.";

const UNREADABLE = "Your notebook on this device could not be read. A copy is kept, and a new one was started.";
const LEFT_OUT = "A part of your notebook could not be read. A copy of all is kept, and the rest is here.";

/** Fires "change" when the journal changed in this tab or another. */
export const changes = new EventTarget();

let memory = null; // holds the journal when the browser refuses storage
let message = "";

/** One line for the learner about what went wrong so far, else "". */
export const notice = () => message;

/** All entries by exercise id; a document that is no journal is set aside under another key, never lost. Of one with a
 *  broken entry a copy is kept, and the other entries go on. */
export function read() {
  let text = null;
  try {
    text = memory ?? recall(KEY);
  } catch {
    message = REFUSED;
  }
  if (text === null) return {};
  try {
    const { entries, broken } = sift(text);
    if (broken.length) setAside(text, entries, LEFT_OUT);
    return entries;
  } catch {
    setAside(text, null, UNREADABLE);
    return {};
  }
}

function setAside(text, rest, line) {
  try {
    keep(`${KEY}-unreadable-${Date.now()}`, text);
    if (rest) keep(KEY, toText(rest));
    else drop(KEY);
    message = line;
  } catch {
    message = FULL;
  }
}

/** The response of one exercise as this edition knows it, null without one, and whether one was put aside. `toFitting`
 *  gives undefined for a response that it cannot use: that, or one of another type, is kept under a name of its own. */
export function take(id, type, toFitting) {
  const entries = read();
  const entry = Object.hasOwn(entries, id) ? entries[id] : null;
  if (!entry) return { response: null, isAside: false };
  const response = entry.type === type ? toFitting(entry.response) : undefined;
  if (response !== undefined) return { response, isAside: false };
  delete entries[id];
  entries[freeId(id, entries)] = entry;
  write(entries);
  return { response: null, isAside: true };
}

/** What is stored for one exercise, or null; whoever shows it only looks. */
export function find(id, type) {
  const entry = read()[id];
  return entry && entry.type === type ? entry.response : null;
}

/** Under which a response is kept that does not fit any more. */
function freeId(id, entries) {
  const stem = `${id.slice(0, 60)}-earlier`;
  let name = stem;
  for (let n = 2; Object.hasOwn(entries, name); n++) name = `${stem}-${n}`;
  return name;
}

/** Put one exercise's response in place of the one before. Returns a line for the learner when it is not kept. */
export function save(id, type, response) {
  const entries = read();
  if (response === null) delete entries[id];
  else entries[id] = { type, response, saved_at: new Date().toISOString() };
  return write(entries);
}

/** Replace everything the journal holds; returns a line for the learner when it is not kept. */
export function write(entries) {
  const text = toText(entries);
  try {
    keep(KEY, text);
    memory = null;
    if (message === REFUSED || message === FULL) message = "";
  } catch (error) {
    message = error.name === "QuotaExceededError" ? FULL : REFUSED;
    memory = text;
  }
  refresh();
  return message;
}

/** The journal as the text of a file. */
export const toText = (entries) => JSON.stringify({ format: FORMAT, saved_at: new Date().toISOString(), entries }, null, 1);

/** The entries of a journal's text, and the ids of those that cannot be read; throws an Error whose message is one line
 *  for the learner where it is no journal, or nothing in it can be read. */
export function sift(text) {
  if (text.length > MAX_CHARS) throw new Error("This file is too large to be a journal.");
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Error("This file is not a journal of this course.");
  }
  if (document?.format !== FORMAT)
    throw new Error("This file is not a journal of this course, or it comes from a later edition.");
  const { entries } = document;
  const all = isObject(entries) ? Object.entries(entries) : [];
  const sound = all.filter(isEntry);
  if (!isObject(entries) || (all.length && !sound.length)) throw new Error("This journal is damaged.");
  return { entries: Object.fromEntries(sound), broken: all.filter((one) => !sound.includes(one)).map(([id]) => id) };
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const isEntry = ([id, entry]) =>
  /^[a-z0-9][a-z0-9_-]{0,79}$/.test(id) &&
  isObject(entry) &&
  Object.keys(entry).sort().join() === "response,saved_at,type" &&
  typeof entry.type === "string" &&
  isTime(entry.saved_at);

// A browser takes the 30th of February for the 2nd of March; Python takes it for what it is.
const isTime = (value) =>
  typeof value === "string" &&
  /^[1-9]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,6})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value.slice(0, 10));

/** Let go of what is held in memory, after the stores were emptied or exchanged, and tell everyone. */
export function forget() {
  memory = null;
  message = "";
  refresh();
}

function refresh() {
  changes.dispatchEvent(new Event("change"));
}

device.addEventListener("erase", forget);
addEventListener("storage", ({ key }) => {
  if (key === null || key === KEY || key === SHARED) refresh();
});
// A page that slept, or came back by the back button, may have missed another tab's change.
addEventListener("pageshow", refresh);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
