/** Printing one part of the paper face: the card without the worksheet around it, the letter without its choices.
 *  `printPaper` stands in keep.js. A view's `fillPaper` calls `showPart`, and part.css leaves the rest off the sheet. */

let printedPart = "";

/** Print the children of the paper face that carry `data-part`, of one name, and nothing else. */
function printPart(model, el, part) {
  printedPart = part;
  addEventListener("afterprint", () => (printedPart = ""), { once: true });
  printPaper(model, el);
}

/** Mark on the paper face what is printed next: a part, or all of it. */
const showPart = (paper) => (paper.dataset.only = printedPart);

/** A day as `<input type="date">` gives it, in words; empty for what is no day. */
function sayDay(day) {
  const [year, month, date] = day.split("-").map(Number);
  const read = new Date(year, month - 1, date);
  if (Number.isNaN(read.getTime())) return "";
  return read.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
}
