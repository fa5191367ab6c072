/** The book on this device, for reading without a signal: whether it is stored, how large it is, storing and removing.
 *  The worker itself is ``worker.js`` at the book's root, which the build writes. */
import { isShared } from "./device.js";

const ROOT = new URL("../../../", import.meta.url).href;
const FAMILY = `course-book ${ROOT} `; // as in worker.js
const PATIENCE = 3000; // ms: a worker that was ended by the browser does not answer
const LINES = {
  full: "There is no room on this device. Nothing is stored.",
  offline: "No connection: nothing is stored yet.",
  changed: "A new edition is just being put online. Nothing is stored yet; try again in a few minutes.",
  stopped: "Storing was stopped. Nothing is stored yet.",
  refused: "This browser does not let the page store the book.",
  shared: "On a shared phone the book is not stored.",
};

/** Whether this browser, at this address, can store a book at all: over https, and not in every private window. */
export const canStore = () => "serviceWorker" in navigator && "caches" in globalThis;

/** This book's own registration; another site's worker may look after the whole host. */
export async function findRegistration() {
  if (!canStore()) return undefined;
  try {
    const found = await navigator.serviceWorker.getRegistration(ROOT);
    return found?.scope === ROOT ? found : undefined;
  } catch {
    return undefined; // storage is forbidden
  }
}

/** Ask a worker, and give up on one that does not answer. */
function ask(worker, act, patience = PATIENCE) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    if (patience) setTimeout(resolve, patience, {});
    worker.postMessage({ do: act }, [port2]);
  });
}

let isStoring = false; // by this page; a registration is there only after a while
let share = 0; // how much of the book has come, from 0 to 1

function hear({ data }) {
  if (data?.from === "course-book" && data.total) share = data.done / data.total;
}

if (canStore()) {
  navigator.serviceWorker.addEventListener("message", hear);
  navigator.serviceWorker.startMessages();
}

/** What can be told of the stored book: { state: "none" | "storing" | "stored" | "impossible", bytes, room, share,
 *  isNewer }. `bytes` cross the network, `room` is taken on the device; both are 0 if that cannot be known now. */
export async function look() {
  const about = { state: "none", bytes: 0, room: 0, share: 0, isNewer: false };
  if (!canStore()) return { ...about, state: "impossible" };
  const registration = await findRegistration();
  if (registration?.active) {
    const { bytes, room, isWhole } = await ask(registration.active, "tell");
    if (isWhole) return { ...about, state: "stored", bytes, room, isNewer: Boolean(registration.waiting) };
  }
  if (isStoring || registration?.installing) return { ...about, state: "storing", share };
  return { ...about, ...(await fetchSizes()) };
}

async function fetchSizes() {
  try {
    const { bytes, room } = await (await fetch(`${ROOT}offline.json`, { cache: "no-cache" })).json();
    return { bytes, room };
  } catch {
    return {}; // no connection
  }
}

/** Store the whole book; the promise settles when it stands, and rejects with one line if it does not.
 *  `onProgress` is called with the share that has come, from 0 to 1. */
export async function store(onProgress = () => {}) {
  if (!canStore()) throw new Error(LINES.refused);
  if (isShared()) throw new Error(LINES.shared);
  share = 0;
  isStoring = true;
  const tell = ({ data }) => data?.total && onProgress(data.done / data.total);
  navigator.serviceWorker.addEventListener("message", tell);
  try {
    const registration = await register();
    const { installing, waiting, active } = registration;
    if (active && !installing) await storeAgain(active);
    else await settled(installing ?? waiting ?? active, registration);
  } finally {
    isStoring = false;
    navigator.serviceWorker.removeEventListener("message", tell);
  }
}

async function register() {
  try {
    return await navigator.serviceWorker.register(`${ROOT}worker.js`, { scope: ROOT, updateViaCache: "none" });
  } catch (error) {
    // Nothing came (TypeError), or the browser forbids it (SecurityError).
    throw new Error(error instanceof TypeError ? LINES.offline : LINES.refused);
  }
}

/** The worker stands, but its files may have been cleared away without it. */
async function storeAgain(worker) {
  if ((await ask(worker, "tell")).isWhole) return;
  const { failed } = await ask(worker, "store", 0);
  if (failed) throw new Error(LINES[failed]);
}

/** A worker that installs has stored all of the book once it works, or waits for an older one to end; or it gives up
 *  and says why. */
function settled(worker, registration) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(LINES[why] ?? LINES.stopped));
    const hearWhy = ({ data }) => data?.failed && fail(data.failed);
    const follow = () => {
      if (worker.state === "activated" || (worker.state === "installed" && registration.active)) resolve();
      if (worker.state === "redundant") setTimeout(fail, PATIENCE, "stopped"); // if no reason comes
    };
    navigator.serviceWorker.addEventListener("message", hearWhy);
    worker.addEventListener("statechange", follow);
    follow();
  });
}

/** Take the stored book and its worker away again, all editions of it. */
export async function remove() {
  if (!canStore()) return;
  const registration = await findRegistration();
  const coming = [registration?.installing, registration?.waiting].filter(Boolean);
  await registration?.unregister();
  await Promise.all(coming.map((worker) => ask(worker, "stop")));
  for (const name of await caches.keys()) if (name.startsWith(FAMILY)) await caches.delete(name);
}

/** Calls back with the worker of a new edition, as soon as one waits. */
export function onNewer(registration, tell) {
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) tell(worker);
    });
  if (registration.waiting) tell(registration.waiting);
  follow(registration.installing); // found before this page could listen
  registration.addEventListener("updatefound", () => follow(registration.installing));
}
