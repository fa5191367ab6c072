/** Asks Sphinx's search without putting the words into the address, where the browser's history would keep them.
 *  Written for searchtools.js of Sphinx 7.4: `Search.performSearch(query)`, and the switch read below. */
import { isShared } from "./host/journal.js";

// searchtools.js would write the words into localStorage for the highlighting of the page that is opened next.
globalThis.SPHINX_HIGHLIGHT_ENABLED = false;

const form = document.querySelector(".course-search");
const field = form.querySelector("input");
const results = document.getElementById("search-results");

function search(query) {
  results.replaceChildren();
  // The stock script still steps through an older search; a new list under the same element ends it.
  if (query.trim()) Search.performSearch(query);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // So that the Back button finds the list again; this goes when the tab does.
  if (!isShared()) history.replaceState({ query: field.value }, "");
  search(field.value);
});

document.addEventListener("DOMContentLoaded", () => {
  // The stock script has just emptied the field, for lack of a query in the address.
  field.value = history.state?.query ?? "";
  search(field.value);
});
