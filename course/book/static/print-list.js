/** The list of the book's pages as boxes to tick: a module's box ticks its pages, and a link may tick any of them. */

const ALL = "all";
const list = document.querySelector(".course-print-list");
let tell; // who wants to know how many pages have a tick

const items = () => [...list.querySelectorAll("li")];
const boxOf = (item) => item.querySelector("input");
const isPage = (item) => boxOf(item).hasAttribute("value");
const isTicked = (item) => boxOf(item).checked;
const moduleOf = (item) => item.parentElement.closest("li");
const labelOf = (item) => item.querySelector("label").textContent.trim();
const pagesIn = (item) => (item.dataset.name === ALL ? items() : [item, ...item.querySelectorAll("li")]).filter(isPage);

/** Where the page of a line is. */
export const addressOf = (item) => boxOf(item).value;

/** A page's title; the opening of a module goes by the module's. */
export function titleOf(item) {
  const module = moduleOf(item);
  return module?.querySelector("li") === item ? labelOf(module) : labelOf(item);
}

/** The lines with a tick, under the part of the contents they belong to: { item, pages, isWhole }. */
export function chosen() {
  const tops = items().filter((item) => item.dataset.name !== ALL && !moduleOf(item));
  return tops.flatMap((item) => {
    const all = pagesIn(item);
    const pages = all.filter(isTicked);
    return pages.length ? [{ item, pages, isWhole: pages.length === all.length, all }] : [];
  });
}

export const isWholeBook = () => items().filter(isPage).every(isTicked);

/** Tick what a link asks for: print.html#03-words, #start,03-words/doors or #all. False if nothing here is meant. */
export function tickNamed(hash) {
  const names = hash.slice(1).split(",");
  const named = items().filter((item) => names.includes(item.dataset.name));
  if (!named.length) return false;
  for (const item of items()) boxOf(item).checked = false;
  for (const page of named.flatMap(pagesIn)) boxOf(page).checked = true;
  follow();
  return true;
}

/** Make the boxes; `onChange` is told how many pages have a tick. */
export function makeList(onChange) {
  const whole = document.createElement("ul");
  whole.innerHTML = `<li data-name="${ALL}"><span>The whole book</span></li>`;
  list.prepend(whole);
  items().forEach(addBox);
  list.addEventListener("change", ({ target }) => {
    for (const page of pagesIn(target.closest("li"))) boxOf(page).checked = target.checked;
    follow();
  });
  tell = onChange;
  follow();
}

/** A box in place of a link, which it stands for from now on, or before a module's name. */
function addBox(item) {
  const words = item.firstElementChild;
  const [label, box, name] = ["label", "input", "span"].map((tag) => document.createElement(tag));
  box.type = "checkbox";
  if (words.href) box.value = words.href;
  name.append(...words.childNodes);
  label.append(box, name);
  words.replaceWith(label);
}

/** A module's box shows whether all of its pages have a tick, or some. */
function follow() {
  for (const item of items().filter((one) => !isPage(one))) {
    const ticks = pagesIn(item).map(isTicked);
    boxOf(item).checked = ticks.every(Boolean);
    boxOf(item).indeterminate = ticks.includes(true) && ticks.includes(false);
  }
  tell(items().filter((item) => isPage(item) && isTicked(item)).length);
}
