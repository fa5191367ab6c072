/** A button for what cannot be undone: it asks once, beside itself. `make` and `makeButton` stand in make.js. */

/** `texts` are those of the button, the question, and its two answers; `onYes` does it and says where the focus goes. */
function makeAsking({ text, question, yes, no }, onYes) {
  const button = makeButton(text, () => open(true));
  const refuse = makeButton(no, () => {
    open(false);
    button.focus();
  });
  const agree = makeButton(yes, () => {
    open(false);
    onYes();
  });
  const box = make("div", { className: "course-ask", role: "group", "aria-label": question, hidden: true });
  box.append(make("p", {}, question), make("div", { className: "course-row" }, refuse, agree));
  const open = (isOpen) => {
    box.hidden = !isOpen;
    button.hidden = isOpen;
    if (isOpen) refuse.focus(); // what changes nothing comes first
  };
  return make("div", { className: "course-asking" }, button, box);
}
