/** The book's service worker: stores an edition whole or not at all, and serves it with or without a signal.
 *  The build fills in the list (course/book/offline.py). What a learner wrote is no file, and is never touched here. */

const BOOK = { edition: "", bytes: 0, room: 0, files: {} };

const ROOT = registration.scope;
/** Several books may live under one host; each has caches of its own. host/offline.js knows this name. */
const FAMILY = `course-book ${ROOT} `;
const OURS = FAMILY + BOOK.edition;
/** Marks among an edition's files: it is whole; since when it has been in use. */
const [WHOLE, USED] = [`${ROOT}edition-is-whole`, `${ROOT}edition-is-used`];
const DIGEST = "Course-Digest";
const LANES = 4; // files fetched at once: a page that is being read comes first
/** What a stored answer must not say of itself: it is unpacked, and nobody else's. */
const NOT_KEPT = ["Content-Encoding", "Content-Length", "Transfer-Encoding", "Vary", "Set-Cookie", "Age", "Date"];

let isStopped = false;
let filling = null;

addEventListener("install", (event) => event.waitUntil(storeBook()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  if (request.mode === "navigate") event.waitUntil(dropPrevious(event));
  const path = url.pathname.slice(new URL(ROOT).pathname.length);
  const version = /^[0-9a-f]{8}$/.exec(url.searchParams.get("v") ?? "")?.[0] ?? "";
  if (request.mode === "navigate" || version || path in BOOK.files || isDated(path))
    event.respondWith(answer(request, path, version));
});

/** What a page may ask; host/offline.js does. */
const acts = {
  tell: async () => ({ edition: BOOK.edition, bytes: BOOK.bytes, room: BOOK.room, isWhole: await has(OURS, WHOLE) }),
  skipWaiting: () => skipWaiting(),
  store: () => storeBook().then(() => ({}), (error) => ({ failed: reasonOf(error) })),
  async stop() {
    isStopped = true;
    await filling?.catch(() => {});
    await caches.delete(OURS);
  },
};

addEventListener("message", (event) => {
  const { data, ports } = event;
  if (!Object.hasOwn(acts, data?.do)) return;
  event.waitUntil(Promise.resolve(acts[data.do]()).then((said) => ports[0]?.postMessage(said ?? {})));
});

/* Storing */

async function storeBook() {
  try {
    await (filling = fill());
  } catch (error) {
    // What has come stays for the next try, unless it is in the way; only the mark makes an edition whole.
    const isInTheWay = reasonOf(error) === "full" || isStopped;
    if (isInTheWay && !(await has(OURS, WHOLE))) await caches.delete(OURS);
    await tellPages({ failed: reasonOf(error) });
    throw error;
  }
}

async function fill() {
  const held = await collectHeld();
  const cache = await caches.open(OURS);
  await cache.delete(USED);
  const queue = Object.entries(BOOK.files);
  const total = queue.length;
  let done = 0;
  const lane = async () => {
    while (queue.length) {
      const [path, digest] = queue.shift();
      try {
        if (isStopped) throw new Error("stopped");
        await cache.put(ROOT + path, held.get(digest)?.clone() ?? (await fetchFile(path, digest)));
      } catch (error) {
        queue.length = 0; // so that the other lanes end too
        throw error;
      }
      tellPages({ done: ++done, total });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failure = ended.find(({ status }) => status === "rejected");
  if (failure) throw failure.reason;
  await cache.put(WHOLE, new Response(BOOK.edition));
}

/** Every file that any edition on this device holds, by its digest: an update fetches only what has changed. */
async function collectHeld() {
  const held = new Map();
  for (const name of await ourCaches())
    for (const response of await (await caches.open(name)).matchAll()) {
      const digest = response.headers.get(DIGEST);
      if (digest) held.set(digest, response);
    }
  return held;
}

/** One file as the list has it. A cache on the way may hold an older one, so a second try asks past all of them. */
async function fetchFile(path, digest) {
  for (const cache of ["no-cache", "reload"]) {
    const response = await fetch(ROOT + path, { cache });
    if (response.status !== 200 || response.type !== "basic") continue;
    const body = await response.arrayBuffer();
    if ((await digestOf(body)) === digest) return toStored(body, response.headers, digest);
  }
  throw new Error("changed");
}

/** A new answer without an address: it takes the address it is asked by, and a redirect on the way is forgotten. */
function toStored(body, from, digest) {
  const headers = new Headers(from);
  for (const name of NOT_KEPT) headers.delete(name);
  headers.set(DIGEST, digest);
  return new Response(body, { headers });
}

async function digestOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function reasonOf(error) {
  if (error.name === "QuotaExceededError") return "full";
  if (error.message === "changed" || error.message === "stopped") return error.message;
  return error instanceof TypeError ? "offline" : "refused"; // a fetch that fails is a TypeError
}

async function tellPages(news) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) if (page.url.startsWith(ROOT)) page.postMessage({ from: "course-book", ...news });
}

/* Editions */

const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(FAMILY));
// Not by opening it, which would make an empty one.
const find = (cacheName, url) => caches.match(url, { cacheName });
const has = async (cacheName, url) => Boolean(await find(cacheName, url));

/** From now on this edition is read; the one before stays for pages of it that are still open, and no other. */
async function takeOver() {
  const used = [];
  for (const name of await ourCaches()) {
    const mark = name !== OURS && (await find(name, USED));
    if (mark) used.push([Number(await mark.text()), name]);
  }
  const previous = used.sort(([a], [b]) => a - b).pop()?.[1];
  for (const name of await ourCaches()) if (name !== OURS && name !== previous) await caches.delete(name);
  if (await has(OURS, WHOLE)) await (await caches.open(OURS)).put(USED, new Response(String(Date.now())));
  await clients.claim();
}

/** The book is opened with no other page of it open: nobody needs the edition before. */
async function dropPrevious({ resultingClientId }) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some(({ id, url }) => id !== resultingClientId && url.startsWith(ROOT))) return;
  // One that was never in use is the next edition, on its way or waiting.
  for (const name of await ourCaches()) if (name !== OURS && (await has(name, USED))) await caches.delete(name);
}

/* Serving */

const isDated = (path) => /^_static\/course-[0-9a-f]{8}\//.test(path);

async function answer(request, path, version) {
  const isPage = request.mode === "navigate";
  const stored = isPage ? await findPage(path) : await findFile(path, version);
  if (stored) return request.headers.has("Range") ? toPart(stored, request.headers.get("Range")) : stored;
  try {
    return await fetch(request);
  } catch (error) {
    if (isPage) return makeNotStored();
    throw error;
  }
}

/** A page by the addresses that servers know it by: a folder, a page without its ending. */
async function findPage(path) {
  if (path && !path.endsWith("/") && `${path}/index.html` in BOOK.files) return Response.redirect(`${ROOT + path}/`);
  const names = !path || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  const name = names.find((one) => one in BOOK.files);
  return name && find(OURS, ROOT + name);
}

/** A file of this edition, or of the one before for a page of it that is still open: their names carry a digest. */
async function findFile(path, version) {
  if (BOOK.files[path]?.startsWith(version)) {
    const stored = await find(OURS, ROOT + path);
    if (stored) return stored;
  }
  if (!version && !isDated(path)) return undefined;
  for (const name of await ourCaches()) {
    const older = name === OURS ? undefined : await find(name, ROOT + path);
    if (older?.headers.get(DIGEST)?.startsWith(version)) return older;
  }
  return undefined;
}

/** The part of a file that a player or a download asks for. */
async function toPart(stored, range) {
  const body = await stored.arrayBuffer();
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === undefined || !(from || to)) return new Response(body, { headers: stored.headers });
  const start = from ? Number(from) : Math.max(0, body.byteLength - Number(to));
  const end = from && to ? Math.min(Number(to), body.byteLength - 1) : body.byteLength - 1;
  const headers = new Headers(stored.headers);
  if (start > end) {
    headers.set("Content-Range", `bytes */${body.byteLength}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("Content-Range", `bytes ${start}-${end}/${body.byteLength}`);
  return new Response(body.slice(start, end + 1), { status: 206, headers });
}

/** For an address that no list knows, without a signal. Like every page it says nothing of what the book is about. */
function makeNotStored() {
  const ways = [
    ["modules/index.html", "First page"],
    ["search.html", "Search"],
    ["modules/help.html", "Help"],
    ["modules/my-notebook.html", "My notebook"],
  ].filter(([path]) => path in BOOK.files);
  const styles = Object.keys(BOOK.files).filter((path) => /\/(host\/tokens|course)\.css$/.test(path));
  const link = ([path, text]) => `<li><a href="${ROOT + path}">${text}</a></li>`;
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Not on this device</title>
${styles.map((path) => `<link rel="stylesheet" href="${ROOT + path}">`).join("\n")}
</head><body><div class="course-frame"><main id="main"><article><h1>This page is not on this device</h1>
<p>There is no signal, and the stored book has no page at this address. What you wrote is not touched by this.</p>
<ul>${ways.map(link).join("")}</ul></article></main></div></body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'" };
  return new Response(html, { status: 503, headers });
}
