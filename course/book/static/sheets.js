/** Built pages put together in one document: ids made unique, links that hold among the chosen pages, and the paper
 *  faces filled with what was written. Nothing of a page runs here: its views are asked only to fill in paper. */
import * as journal from "./host/journal.js";
import { toFitting } from "./host/shape.js";

const HOST = 'script[src$="/host/course-exercise.js"]';
const ON_A_SCREEN = "script, style, noscript, button, input, select, textarea, .course-fact-back";
const ARIA = ["labelledby", "describedby", "controls", "owns", "details"];
const POINTERS = ["for", "headers", ...ARIA.map((name) => `aria-${name}`)];

/** A page as the browser would show it, not yet part of this document; throws if it cannot be had. */
export async function fetchPage({ url, title }, signal) {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = parsed.querySelector("main article");
  if (!article) throw new Error(`${url} is no page of this book`);
  const absolute = (element, name) => new URL(element.getAttribute(name), url).href;
  return {
    url,
    title,
    article,
    ids: new Set(Array.from(article.querySelectorAll("[id]"), (part) => part.id)),
    host: parsed.querySelector(HOST) && absolute(parsed.querySelector(HOST), "src"),
    styles: [...parsed.querySelectorAll('link[rel="stylesheet"]')].map((link) => [absolute(link, "href"), link.media]),
  };
}

/** The articles of the pages, ready to stand together. Gives those whose words could not be filled in, too. */
export async function joinPages(pages, { words, notes }) {
  const known = new Map(pages.map((page, index) => [pathOf(page.url), { ...page, prefix: `p${index + 1}` }]));
  const blank = [];
  for (const page of known.values()) {
    if (words) await fillFaces(page).catch(() => blank.push(page));
    for (const box of page.article.querySelectorAll(".course-facilitator")) notes ? open(box) : box.remove();
    page.article.querySelectorAll(ON_A_SCREEN).forEach((part) => part.remove());
    page.article.querySelectorAll("[tabindex]").forEach((part) => part.removeAttribute("tabindex"));
    page.article.querySelectorAll("a[href]").forEach((link) => follow(link, page, known));
    page.article.querySelectorAll("img").forEach((image) => place(image, page));
    rename(page);
  }
  return { sheets: [...known.values()].map(({ article }) => document.adoptNode(article)), blank };
}

const pathOf = (url) => new URL(url).pathname;

/** As course-exercise.js does it; but nothing is typed here, so what a view reads is all the model it needs. */
async function fillFaces({ article, host }) {
  for (const exercise of article.querySelectorAll("course-exercise")) {
    const [id, type] = ["exercise-id", "type"].map((name) => exercise.getAttribute(name));
    const view = await import(new URL(`../exercises/${type}/view.js`, host));
    const model = new Map(
      Object.entries({
        exercise_id: id,
        data: JSON.parse(exercise.querySelector(":scope > script").textContent),
        response: toFitting(journal.find(id, type), view) ?? null,
        entries: journal.read(),
        root: new URL("../../../", host).href,
        host: "page",
      }),
    );
    view.fillPaper?.({ model, paper: exercise.querySelector(":scope > .paper") });
  }
}

/** The addresses of the styles that a page's exercises bring along when they come to life. */
export function viewStyles({ article, host }) {
  const types = new Set(Array.from(article.querySelectorAll("course-exercise"), (one) => one.getAttribute("type")));
  return [...types].map((type) => [new URL(`../exercises/${type}/view.css`, host).href, ""]);
}

/** A box that opens and shuts would print as it happens to stand. */
function open(box) {
  const [plain, title] = [document.createElement("div"), document.createElement("p")];
  plain.className = box.className;
  title.className = "admonition-title";
  title.append(...(box.querySelector(":scope > summary")?.childNodes ?? []));
  box.querySelector(":scope > summary")?.remove();
  plain.append(title, ...box.childNodes);
  box.replaceWith(plain);
}

/** A link to a chosen page leads there; to another page of the book there is nothing to follow on paper. */
function follow(link, page, known) {
  const url = new URL(link.getAttribute("href"), page.url);
  if (url.origin !== location.origin) return;
  const target = known.get(url.pathname);
  if (!target) return link.replaceWith(...link.childNodes);
  const id = decodeURIComponent(url.hash.slice(1));
  link.setAttribute("href", `#${target.prefix}${target.ids.has(id) ? `-${id}` : ""}`);
}

/** From its own page's place, and at once: a picture that waits to be scrolled to would be missing on paper. */
function place(image, page) {
  image.src = new URL(image.getAttribute("src"), page.url).href;
  image.removeAttribute("loading");
}

function rename({ article, prefix }) {
  for (const part of article.querySelectorAll("[id]")) part.id = `${prefix}-${part.id}`;
  for (const name of POINTERS)
    for (const part of article.querySelectorAll(`[${name}]`))
      part.setAttribute(name, part.getAttribute(name).replace(/\S+/g, `${prefix}-$&`));
  article.id = prefix;
}
