/** Which pages somebody has read, and which exercises they began, as one entry of the journal; so it goes wherever the
 *  journal goes, and is erased with it. course/exercises/pages_read.py says the same for Python. */
import * as journal from "./journal.js";

export const ID = "pages-read";
export const TYPE = "progress";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isDay = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);

/** A response with what is no mark left out: a file from elsewhere may hold anything. */
export function toPages(response) {
  const pages = {};
  if (!isObject(response)) return pages;
  for (const [name, mark] of Object.entries(response)) {
    if (!isObject(mark)) continue;
    const exercises = Array.isArray(mark.exercises) ? mark.exercises.filter((id) => typeof id === "string") : [];
    const kept = { ...(isDay(mark.read) && { read: mark.read }), ...(exercises.length && { exercises }) };
    if (Object.keys(kept).length) Object.defineProperty(pages, name, { value: kept, enumerable: true });
  }
  return pages;
}

/** { page: { read: day, exercises: [id] } }, either part only where there is something to say. */
export const recall = () => toPages(journal.find(ID, TYPE));

/** Keep the marks of one page in place of those before. */
export function note(page, { read, exercises }) {
  const { [page]: _, ...pages } = recall();
  const mark = { ...(read && { read }), ...(exercises.length && { exercises }) };
  if (Object.keys(mark).length) pages[page] = mark;
  journal.save(ID, TYPE, Object.keys(pages).length ? pages : null);
}

/** Everything that either side has read or begun; of two days the first, since that is when it was read. */
export function union(ours, theirs) {
  const [here, there] = [toPages(ours), toPages(theirs)];
  const pages = { ...here };
  for (const [name, mark] of Object.entries(there)) {
    const mine = Object.hasOwn(here, name) ? here[name] : {};
    const read = [mine.read, mark.read].filter(Boolean).sort()[0];
    const exercises = [...new Set([...(mine.exercises ?? []), ...(mark.exercises ?? [])])];
    pages[name] = { ...(read && { read }), ...(exercises.length && { exercises }) };
  }
  return pages;
}
