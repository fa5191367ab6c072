/** Erase all that this site keeps on this device: both stores, the stored book, its worker, in every tab. */
import { emptyStores } from "./device.js";
import * as offline from "./offline.js";

const OURS = "course-";
const ROOT = new URL("../../../", import.meta.url).href;
const DONE =
  "Erased from this device: your words, your choices and the stored book. " +
  "Not erased, because no page can: the history of your browser, and files you downloaded.";
const NOT_ALL =
  "Your words and choices are erased. The stored book could not be: clear this site’s data in the settings of your browser.";

/** Gives the line that says what is gone and what is not. */
export async function eraseDevice() {
  emptyStores();
  // In this order: a worker that is still there could fill its cache again.
  const steps = [offline.remove, dropWorkers, dropCaches, dropDatabases];
  const failed = [];
  for (const step of steps) await step().catch((error) => failed.push(error));
  emptyStores(); // once more: taking the book away may leave a note of its own
  history.replaceState(null, "");
  return failed.length ? NOT_ALL : DONE;
}

// The browser offers neither workers nor caches on an address without https.
async function dropWorkers() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.filter(({ scope }) => scope.startsWith(ROOT)).map((one) => one.unregister()));
}

async function dropCaches() {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)));
}

async function dropDatabases() {
  const found = (await globalThis.indexedDB?.databases?.()) ?? [];
  await Promise.all(found.filter(({ name }) => name.startsWith(OURS)).map(({ name }) => dropDatabase(name)));
}

const dropDatabase = (name) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onblocked = resolve; // another tab has it open; it goes when that tab lets go
    request.onerror = () => reject(request.error);
  });
