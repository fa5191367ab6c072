/** What My notebook asks of the journal in the browser; course/exercises/notebook/__init__.py answers the same in
 *  JupyterLab. Every answer is { entries, shared, line, file?, ask?, book? }: what is there now, and one line on what was
 *  done. */
import { openSealed, SEALED_FORMAT, seal } from "./crypto.js";
import * as device from "./device.js";
import { eraseDevice } from "./erase.js";
import * as journal from "./journal.js";
import * as offline from "./offline.js";
import * as pagesRead from "./pages-read.js";
import { setShared } from "./shared.js";

const acts = {
  list: () => ({}),
  async export({ passphrase }) {
    const text = journal.toText(journal.read());
    return { file: passphrase ? await seal(text, passphrase) : text, line: "Your file is ready." };
  },
  async import({ text, passphrase }) {
    if (isSealed(text) && !passphrase) return { ask: "passphrase", line: "This file asks for its passphrase." };
    if (!isSealed(text)) return { line: merge(journal.sift(text)) };
    let opened;
    try {
      opened = await openSealed(text, passphrase);
    } catch (error) {
      return { ask: "passphrase", line: error.message };
    }
    return { line: merge(journal.sift(opened)) };
  },
  async erase({ id }) {
    if (id === undefined) return { line: await eraseDevice() };
    journal.save(id, "", null);
    return { line: "Erased." };
  },
  share: async ({ on }) => ({ line: await setShared(on) }),
  ask() {
    device.changes.dispatchEvent(new Event("ask"));
    return {};
  },
  book: async () => ({ book: await offline.look() }),
  async storeBook() {
    setKept(true);
    let line = "Done. From now on every page opens without a signal.";
    try {
      await offline.store();
    } catch (error) {
      line = error.message;
    }
    return { line, book: await offline.look() };
  },
  async removeBook() {
    setKept(false);
    await offline.remove();
    return { line: "Done. The stored book is gone from this device.", book: await offline.look() };
  },
};

/** Whoever took the book away does not want it stored again by the next page. */
function setKept(on) {
  try {
    if (on) device.drop(device.OFFLINE);
    else device.keep(device.OFFLINE, "off");
  } catch {
    // where nothing can be remembered, nothing is stored by itself
  }
}

/** Answer one message. Whatever fails gives one line and changes nothing. */
export async function handle(content) {
  let answer;
  try {
    answer = await acts[content.do](content);
  } catch (error) {
    answer = { line: error instanceof DOMException ? "This browser would not do that. Nothing is changed." : error.message };
  }
  return { entries: journal.read(), shared: device.isShared(), line: journal.notice(), ...answer };
}

function isSealed(text) {
  try {
    return JSON.parse(text)?.format === SEALED_FORMAT;
  } catch {
    return false;
  }
}

/** Of two entries for one exercise the newer stays; pages read on either device are read. */
function merge({ entries, broken }) {
  const ours = journal.read();
  const theirs = joinPages(ours, entries);
  const count = { brought: 0, kept: 0, same: 0 };
  for (const [id, entry] of Object.entries(theirs)) {
    const here = ours[id];
    if (here && JSON.stringify(here.response) === JSON.stringify(entry.response)) count.same += 1;
    else if (here && Date.parse(here.saved_at) >= Date.parse(entry.saved_at)) count.kept += 1;
    else {
      ours[id] = entry;
      count.brought += 1;
    }
  }
  const problem = count.brought ? journal.write(ours) : "";
  if (problem) return problem;
  const parts = [`${count.brought} brought in`];
  if (count.kept) parts.push(`${count.kept} kept as it was here, because it is newer`);
  if (count.same) parts.push(`${count.same} already here`);
  if (broken.length) parts.push(`${broken.length} left out, because it could not be read`);
  return `${parts.join(", ")}.`;
}

/** Their entry of pages read with ours in it, as new as the import, so that it is taken where it adds something. */
function joinPages(ours, theirs) {
  const [here, there] = [ours[pagesRead.ID], theirs[pagesRead.ID]];
  if (here?.type !== pagesRead.TYPE || there?.type !== pagesRead.TYPE) return theirs;
  const response = pagesRead.union(here.response, there.response);
  return { ...theirs, [pagesRead.ID]: { ...there, response, saved_at: new Date().toISOString() } };
}
