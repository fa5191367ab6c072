/** Beginnings and endings to tap in, and tearing up a letter. `make…` and `makeAsking` stand in make.js and ask.js. */

/** Buttons that put a text into a field: at its end, or where `isFirst`, in front of what is there. */
function drawTaps({ title, texts, field, isFirst, onChange }) {
  if (!texts?.length) return null;
  const tap = (text) => {
    const had = field.value.trim();
    const gap = !had || (!isFirst && field.value.endsWith("\n")) ? "" : "\n\n";
    field.value = isFirst ? `${text}${gap || "\n\n"}${had}` : `${field.value}${gap}${text} `;
    onChange();
    field.focus();
    const at = isFirst && had ? text.length + 2 : field.value.length;
    field.setSelectionRange(at, at);
  };
  const row = make("div", { className: "course-row" }, ...texts.map((text) => makeButton(text, () => tap(text))));
  const group = make("div", { className: "course-taps", role: "group", "aria-label": title });
  group.append(make("p", { className: "course-quiet" }, title), row);
  return group;
}

/** Tearing up what stands in a field; it asks once, and then there is nothing left to bring back. */
function drawTear(field, onTear) {
  const said = make("p", { className: "course-quiet", role: "status" });
  const asking = makeAsking({ text: say("tear"), question: say("tear_ask"), yes: say("tear_yes"), no: say("tear_no") }, () => {
    onTear();
    said.textContent = say("torn");
    field.focus();
  });
  const show = () => {
    asking.hidden = !field.value;
    if (field.value) said.textContent = "";
  };
  return { element: make("div", {}, asking, said), show };
}
