/** Asks Sphinx's search without putting the words into the address, where the browser's history would keep them.
 *  Written for searchtools.js of Sphinx 7.4: `Search.performSearch(query)`, and what is named below. */
import { changes, isShared } from "./host/device.js";

// searchtools.js would write the words into localStorage for the highlighting of the page that is opened next.
globalThis.SPHINX_HIGHLIGHT_ENABLED = false;

const form = document.querySelector(".course-search");
const field = form.querySelector("input");
const results = document.getElementById("search-results");
let listing; // the results that the stock script still has to write, last first
let next; // what was asked for meanwhile

/** The stock script writes one result after the other into whatever list is the newest, so an older search must end
 *  before another begins: without results left it ends by itself, and says so by `stopPulse`. */
function search(query) {
  results.replaceChildren();
  if (listing) {
    next = query;
    listing.length = 0;
  } else if (query.trim()) Search.performSearch(query);
}

/** Hear when the stock script begins and ends a list. */
function follow() {
  const { _performSearch: find, stopPulse: stop } = Search;
  Search._performSearch = (...query) => (listing = find(...query));
  Search.stopPulse = () => {
    stop();
    listing = undefined;
    if (next === undefined) return;
    const query = next;
    next = undefined;
    queueMicrotask(() => search(query)); // its last lines are still to come
  };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // So that the Back button finds the list again; this goes when the tab does.
  if (!isShared()) history.replaceState({ query: field.value }, "");
  search(field.value);
});

document.addEventListener("DOMContentLoaded", () => {
  follow();
  field.value = history.state?.query ?? "";
  search(field.value);
});

changes.addEventListener("erase", () => {
  history.replaceState(null, "");
  field.value = "";
  search("");
});
