/** Shared-phone mode on and off, for the phone question and for My notebook. */
import { PHONE, SHARED, ourKeys } from "./device.js";
import * as journal from "./journal.js";
import * as offline from "./offline.js";

const ON = "From now on your words stay in this tab only, and go when you close it.";
const OFF = "From now on your words are kept on this device.";
const STILL_STORED = "The stored book could not be removed: clear this site’s data in the settings of your browser.";

/** Move all that is kept to this tab alone (on), or back to the device (off). Gives the line that says so. */
export async function setShared(on) {
  const removed = on ? await removeBook() : true;
  const [from, to] = on ? [localStorage, sessionStorage] : [sessionStorage, localStorage];
  const entries = newest(journal.read(), readFrom(to));
  const keys = ourKeys(from).filter((key) => key !== SHARED);
  for (const key of keys) to.setItem(key, from.getItem(key)); // a copy set aside and a switch go along
  to.setItem(journal.KEY, journal.toText(entries));
  if (on) localStorage.setItem(SHARED, "1");
  else {
    localStorage.removeItem(SHARED);
    // Answered, in a way: or a page in the history would take this for an erasure.
    if (!localStorage.getItem(PHONE)) localStorage.setItem(PHONE, "asked");
  }
  for (const key of keys) from.removeItem(key);
  journal.forget();
  return [on ? ON : OFF, removed ? "" : STILL_STORED].join(" ").trim();
}

/** A book on a shared phone tells the next person what the last one read. */
async function removeBook() {
  try {
    await offline.remove();
    return true;
  } catch {
    return false;
  }
}

/** The entries of the other store; of what cannot be read there a copy stays in it, since the journal is written anew. */
function readFrom(store) {
  const text = store.getItem(journal.KEY);
  if (text === null) return {};
  let read = { entries: {}, broken: [text] };
  try {
    read = journal.sift(text);
  } catch {
    // nothing of it can be read
  }
  if (read.broken.length) store.setItem(`${journal.KEY}-unreadable-${Date.now()}`, text);
  return read.entries;
}

/** Of two entries for one exercise the newer. */
function newest(ours, theirs) {
  const isNewer = ([id, entry]) => !ours[id] || Date.parse(entry.saved_at) > Date.parse(ours[id].saved_at);
  return { ...ours, ...Object.fromEntries(Object.entries(theirs).filter(isNewer)) };
}
