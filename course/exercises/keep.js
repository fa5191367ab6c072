/** Taking something away from an exercise: as copied text, as a file, on paper. `make` and `say` stand in make.js. */

/** Copy a text and say so in a line; where a browser refuses, the text can still be marked by hand. */
async function copyText(text, line) {
  try {
    await navigator.clipboard.writeText(text);
    line.textContent = say("copied");
  } catch {
    line.textContent = say("copy_refused");
  }
}

/** Hand a file to the browser, made on the device; nothing is sent. */
function saveFile(name, content, type, line) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a slow phone still reads it
  if (line) line.textContent = say("file_made", { name });
}

/** Print this exercise alone, as its paper face with what was written on it. The view's own `fillPaper` writes it in.
 *  A page has the paper face already; JupyterLab would print its own menus, so there a frame prints. */
function printPaper(model, el) {
  const host = el.closest("course-exercise");
  if (host) {
    host.toggleAttribute("data-print-me", true);
    document.documentElement.toggleAttribute("data-print-one", true);
    const whole = () => {
      host.removeAttribute("data-print-me");
      document.documentElement.removeAttribute("data-print-one");
    };
    addEventListener("afterprint", whole, { once: true });
    print();
    return;
  }
  const frame = make("iframe", { title: say("print_frame"), className: "course-print" });
  document.body.append(frame);
  const { head, body } = frame.contentDocument;
  for (const style of document.querySelectorAll('style, link[rel="stylesheet"]'))
    if (style.textContent.includes("course-") || style.href?.includes("course")) head.append(style.cloneNode(true));
  const paper = make("div", { className: "paper" });
  paper.append(document.createRange().createContextualFragment(model.get("paper"))); // our own words, made by to_paper
  fillPaper({ model, paper });
  const face = make("course-exercise", {}, paper);
  body.append(face);
  frame.contentWindow.print();
  setTimeout(() => frame.remove(), 60_000);
}
