/** The page that prints: puts the chosen pages together on this device, in the place of the list, and prints them. */
import { isShared, read } from "./host/journal.js";
import { addressOf, chosen, isWholeBook, makeList, tickNamed, titleOf } from "./print-list.js";
import { fetchPage, joinPages, viewStyles } from "./sheets.js";

const form = document.querySelector(".course-print");
const [make, progress, status] = form.querySelectorAll(".course-print-go > *");
const done = document.querySelector(".course-print-done");
const sheets = document.querySelector(".course-sheets");
let making = new AbortController(); // stops the pages that are being put together

function addForm() {
  form.querySelector(".course-print-lead").textContent =
    "Tick what you want on paper or in a PDF. The pages are put together on this device, and nothing is sent.";
  makeList((count) => {
    if (progress.hidden) status.textContent = `${count} ${count === 1 ? "page" : "pages"} ticked.`;
  });
  // On paper words outlast the tab, so on a shared phone they are there only if asked for.
  form.elements.words.checked = !isShared() && Object.keys(read()).length > 0;
  form.elements.notes.checked = document.documentElement.dataset.facilitator === "on";
  for (const part of form.querySelectorAll("fieldset, .course-print-go")) part.hidden = false;
}

async function makePages() {
  making.abort();
  making = new AbortController();
  const { signal } = making;
  const entries = chosen();
  const wanted = entries.flatMap(({ pages }) => pages);
  if (!wanted.length) return say("Tick a page first.");
  const found = await load(wanted, signal);
  const pages = [...found.values()];
  if (signal.aborted) return;
  if (!pages.length) return say("None of these pages could be loaded. Try again when there is a signal.");
  const options = { words: form.elements.words.checked, notes: form.elements.notes.checked };
  const styles = new Map(pages.flatMap((page) => [...page.styles, ...viewStyles(page)]));
  const [joined] = await Promise.all([joinPages(pages, options), ...[...styles].map(addStyle)]);
  const placed = new Map([...found.keys()].map((item, index) => [item, joined.sheets[index]]));
  const missing = [
    ...wanted.filter((item) => !placed.has(item)).map(titleOf),
    ...joined.blank.map(({ title }) => `what you wrote on “${title}”`),
  ];
  const line = missing.length ? `Could not be loaded: ${missing.join("; ")}.` : "";
  if (signal.aborted) return;
  for (const one of entries) one.pages.map((page) => placed.get(page)).find(Boolean)?.classList.add("course-opens");
  sheets.replaceChildren(makeCover({ entries, placed, options, line }), ...placed.values());
  await show(line, signal);
}

/** Every page that can be had, by its line in the list; the bar moves as they come. */
async function load(wanted, signal) {
  Object.assign(progress, { max: wanted.length, value: 0, hidden: false });
  say("Loading…");
  const get = async (item) => {
    const page = await fetchPage({ url: addressOf(item), title: titleOf(item) }, signal).catch(() => null);
    if (!signal.aborted) progress.value += 1;
    return [item, page];
  };
  const found = await Promise.all(wanted.map(get));
  return new Map(found.filter(([, page]) => page));
}

/** The same style is linked once; goes on when it stands, and when it cannot be had. */
async function addStyle([href, media]) {
  if (Array.from(document.querySelectorAll('link[rel="stylesheet"]'), (link) => link.href).includes(href)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, media });
  document.head.append(link);
  await new Promise((resolve) => (link.onload = link.onerror = resolve));
}

/** The first sheet: what this is, how it was made, and the way to each page. */
function makeCover({ entries, placed, options, line }) {
  const cover = document.querySelector("template").content.cloneNode(true).firstElementChild;
  const sayEntry = ({ item, pages, all, isWhole }) =>
    isWhole ? titleOf(item) : `${titleOf(item)} (${pages.length} of ${all.length} pages)`;
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const how = [`Put together on ${day}.`];
  if (options.words) how.push("With your own words: keep it where you keep private things.");
  if (options.notes) how.push("With the notes for whoever leads a group.");
  const lines = { what: isWholeBook() ? "The whole book" : entries.map(sayEntry).join("; "), how: how.join(" "), line };
  for (const [name, words] of Object.entries(lines)) {
    const place = cover.querySelector(`[data-say="${name}"]`);
    if (words) place.textContent = words;
    else place.remove();
  }
  const had = entries.map(({ pages }) => pages.filter((page) => placed.has(page))).filter(([first]) => first);
  cover.querySelector("ol").append(...had.map((pages) => listPages(pages, placed)));
  return cover;
}

function listPages([first, ...rest], placed) {
  const [line, link, below] = ["li", "a", "ol"].map((tag) => document.createElement(tag));
  Object.assign(link, { href: `#${placed.get(first).id}`, textContent: titleOf(first) });
  below.append(...rest.map((page) => listPages([page], placed)));
  line.append(link, rest.length ? below : "");
  return line;
}

async function show(line, signal) {
  progress.hidden = true;
  form.hidden = true;
  done.hidden = sheets.hidden = false;
  const said = done.querySelector("[role=status]");
  said.textContent = `The pages are ready. ${line}`.trim();
  scrollTo(0, 0);
  said.focus({ preventScroll: true });
  await Promise.all(Array.from(sheets.querySelectorAll("img"), (image) => image.decode().catch(() => {})));
  if (!signal.aborted) print();
}

/** Back to the list as it was ticked, also from the middle of loading. */
function goBack() {
  making.abort();
  progress.hidden = true;
  form.hidden = false;
  done.hidden = sheets.hidden = true;
  sheets.replaceChildren();
  say("");
  make.focus();
}

const say = (words) => (status.textContent = words);

/** An error of ours must not leave the reader before a bar that stands still. */
async function submit(event) {
  event.preventDefault();
  try {
    await makePages();
  } catch (error) {
    console.error(error);
    say("The pages could not be put together here. Each of them still prints by itself.");
  }
  if (!form.hidden) progress.hidden = true;
}

addForm();
tickNamed(decodeURIComponent(location.hash));
form.addEventListener("submit", submit);
done.querySelector("[data-do=print]").addEventListener("click", () => print());
done.querySelector("[data-do=back]").addEventListener("click", goBack);
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && (form.hidden || !progress.hidden)) goBack();
});
// A link of the contents list leads into the pages; any other chooses anew.
addEventListener("hashchange", () => tickNamed(decodeURIComponent(location.hash)) && form.hidden && goBack());
