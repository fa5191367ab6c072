/** Cards to cut out of the paper face: filled, copied where there are more entries than rows, and printed alone.
 *  `make…` and `printPaper` stand in make.js and keep.js, in front of this file; `fillPaper` is the view's own. */

let isCardAlone = false;

/** Print only the cards to cut out. `fillPaper` marks the sheet by `markCard`, on a page and in JupyterLab's frame. */
function printCard(model, el) {
  const paper = el.closest("course-exercise")?.querySelector(":scope > .paper");
  isCardAlone = true;
  if (paper) {
    const whole = () => {
      isCardAlone = false;
      fillPaper({ model, paper });
    };
    addEventListener("afterprint", whole, { once: true });
    fillPaper({ model, paper });
  }
  printPaper(model, el);
  if (!paper) isCardAlone = false;
}

const markCard = (paper) => paper.toggleAttribute("data-card-alone", isCardAlone);

/** Write entries into the rows under a sheet. A row is `[data-row]`, and its `[data-part]`s take the entry's fields. */
function fillRows(sheet, entries) {
  for (const copy of sheet.querySelectorAll("[data-copy]")) copy.remove();
  const rows = () => [...sheet.querySelectorAll("[data-row]")];
  const cards = () => [...sheet.querySelectorAll("[data-card]")];
  while (rows().length < entries.length) {
    const copy = cards().at(-1).cloneNode(true);
    copy.dataset.copy = "";
    cards().at(-1).after(copy);
  }
  rows().forEach((row, index) => {
    for (const part of row.querySelectorAll("[data-part]")) part.textContent = entries[index]?.[part.dataset.part] ?? "";
  });
  // Beside a card that is written on, an empty one is waste; where all are empty, they are there for a pen.
  for (const card of cards()) {
    const isEmpty = [...card.querySelectorAll("[data-part]")].every((part) => !part.textContent);
    card.toggleAttribute("data-empty", isEmpty && entries.length > 0);
  }
}
