/** A deck of cards, one at a time. Every way through it is open: choose or pass, on, back, or to any card.
 *  Nothing is counted but how many answers were opened.
 *  `make`, `say`, `drawChoose` and `makeSources` stand in the parts that are joined in front of this file. */

const readCards = (model) => model.get("response")?.cards ?? {};

const isOpened = (model, card) => Boolean(readCards(model)[card.id]?.checked);

const named = (key, text) => make("p", {}, make("strong", {}, `${say(key)}: `), text);

function render({ model, el }) {
  const { cards, dated } = model.get("data");
  const group = makeGroup(model);
  if (dated) group.append(make("p", { className: "course-quiet" }, dated));
  const kept = makeKept(model);
  const keep = (id, change) => {
    keepResponse(model, changeCard(model, id, change));
    kept.tell();
  };
  const strip = drawStrip(model, (index) => go(index));
  const place = make("div", { className: "course-card" });
  const back = makeButton(say("back"), () => go(at - 1, true));
  const next = makeButton(say("next"), () => go(at + 1, true));
  let at = 0;
  let face = null;

  /** Another card; whoever pressed a button is taken to its head, who goes by the list stays in the list. */
  const go = (index, isFocused = false) => {
    at = Math.min(Math.max(index, 0), cards.length);
    face = at < cards.length ? drawCard({ model, card: cards[at], number: at + 1, keep }) : drawEnd({ model, restart });
    place.replaceChildren(face.element);
    show();
    if (isFocused) face.head.focus();
  };
  const restart = () => {
    keepResponse(model, null);
    kept.tell();
    go(0, true);
  };
  const show = () => {
    strip.show(at);
    face.show();
    back.disabled = at === 0;
    next.hidden = at === cards.length;
  };

  group.append(strip.element, place, make("div", { className: "course-row" }, back, next), kept);
  el.append(group);
  // Whoever comes back finds the first card that is not opened yet.
  const closed = cards.findIndex((card) => !isOpened(model, card));
  go(closed === -1 ? cards.length : closed);
  model.on("change:response", show);
  return () => model.off("change:response", show);
}

/** The response with one card changed; a card of which nothing is left has no entry, and an empty deck is null. */
function changeCard(model, id, change) {
  const entry = Object.fromEntries(Object.entries({ ...readCards(model)[id], ...change }).filter(([, value]) => value));
  const others = Object.fromEntries(Object.entries(readCards(model)).filter(([one]) => one !== id));
  const cards = Object.keys(entry).length ? { ...others, [id]: entry } : others;
  return Object.keys(cards).length ? { cards } : null;
}

/** Where one is, in words, and a list to go to any card. */
function drawStrip(model, onGo) {
  const { cards } = model.get("data");
  const line = make("p", { className: "course-quiet", "aria-live": "polite" });
  const id = `${model.get("exercise_id")}-strip`;
  const select = make("select", { id }, ...cards.map((_, index) => make("option", { value: String(index) })));
  select.append(make("option", { value: String(cards.length) }, say("in_list_end")));
  select.addEventListener("change", () => onGo(Number(select.value)));
  const label = make("label", { htmlFor: id, className: "course-quiet" }, say("go_to"));
  const element = make("div", { className: "course-strip" }, line, make("div", {}, label, select));
  const show = (at) => {
    const seen = cards.filter((card) => isOpened(model, card)).length;
    const where = at < cards.length ? `${say("card", { n: at + 1, all: cards.length })} · ` : "";
    const text = where + say("opened", { n: seen, all: cards.length });
    if (line.textContent !== text) line.textContent = text; // else a screen reader would hear it at every letter of a note
    for (const [index, card] of cards.entries()) {
      const slots = { n: index + 1, name: card.name };
      select.options[index].textContent = isOpened(model, card) ? say("in_list_seen", slots) : say("in_list", slots);
    }
    select.value = String(at);
  };
  return { element, show };
}

/** One card: what happens, the choice, and the answer once it is asked for. */
function drawCard({ model, card, number, keep }) {
  const { options, question } = model.get("data");
  const id = `${model.get("exercise_id")}-${card.id}`;
  const head = make("p", { className: "course-prompt", tabIndex: -1 }, say("in_list", { n: number, name: card.name }));
  const scene = make("div", { className: "course-case-scene" }, head);
  if (card.text) scene.append(make("p", {}, card.text));
  if (card.says) scene.append(make("p", { className: "course-says" }, card.says));
  const choose = drawChoose({ name: id, legend: question, options, onChange: (choice) => keep(card.id, { choice }) });
  const answer = drawAnswer({ model, card });
  const see = makeButton("", () => {
    keep(card.id, { checked: true });
    answer.head.focus(); // the button pressed has gone
  }, true);
  const note = make("textarea", { id: `${id}-note`, rows: 2, autocomplete: "off", className: "course-note" });
  note.addEventListener("input", () => {
    growField(note);
    keep(card.id, { note: note.value });
  });
  const noted = make("div", {}, make("label", { htmlFor: note.id, className: "course-quiet" }, say("note")), note);
  const element = make("div", {}, scene, choose, drawMeans(options), see, answer.element, noted);
  const show = () => {
    const { choice, checked, note: words = "" } = readCards(model)[card.id] ?? {};
    const option = options.find((one) => one.id === choice);
    choose.show(option?.id ?? null);
    see.textContent = option ? say("see") : say("pass");
    see.hidden = Boolean(checked);
    noted.hidden = !checked;
    answer.show(Boolean(checked), option);
    if (note.value !== words) note.value = words;
    growField(note);
  };
  return { element, head, show };
}

/** What the options mean in this deck, to be opened when wanted. */
function drawMeans(options) {
  const told = options.filter((option) => option.means);
  if (!told.length) return null;
  const lines = told.map(({ text, means }) => make("p", {}, make("strong", {}, `${text}: `), means));
  return make("details", { className: "course-sources" }, make("summary", {}, say("means")), ...lines);
}

/** What was found: first a word on the choice, then the answer, what is not settled, the case, and the sources. */
function drawAnswer({ model, card }) {
  const { options, found } = model.get("data");
  const toTexts = (ids) => ids.map((id) => options.find((option) => option.id === id).text).join(", ");
  const head = make("p", { className: "course-prompt", tabIndex: -1 }, found);
  const word = make("p", { className: "course-word", role: "status" });
  const element = make(
    "div",
    { className: "course-case-found" },
    head,
    word,
    named("fits", toTexts(card.fits)),
    card.arguable?.length ? named("arguable", toTexts(card.arguable)) : null,
    make("p", {}, card.answer),
    card.open ? named("open", card.open) : null,
    drawCase(model, card.case),
    makeSources(model, card.facts),
  );
  const show = (isShown, option) => {
    element.hidden = !isShown;
    const kind = card.fits.includes(option?.id) ? "fits" : card.arguable?.includes(option?.id) ? "arguable" : "other";
    const text = option ? say(`word_${kind}`, { option: option.text }) : say("word_passed");
    if (isShown && word.textContent !== text) word.textContent = text;
  };
  return { element, head, show };
}

/** The court case a card rests on, closed, with a way to its place among the evidence. */
function drawCase(model, id) {
  if (!id) return null;
  const { name, where, holding, posture, unsettled } = model.get("data").cases[id];
  const href = `${model.get("root")}modules/evidence/cases.html#case-${id}`;
  return make(
    "details",
    { className: "course-sources" },
    make("summary", {}, say("case_of", { name })),
    make(
      "div",
      { className: "course-source" },
      make("p", {}, `${name} (${where})`),
      named("case_held", holding),
      named("case_ended", posture),
      named("case_open", unsettled),
      model.get("root") ? make("p", {}, make("a", { href }, say("case_more"))) : null,
    ),
  );
}

/** After the last card: what the author leaves one with, and a way to begin again that takes nothing by one tap. */
function drawEnd({ model, restart }) {
  const { close } = model.get("data");
  const head = make("p", { className: "course-prompt", tabIndex: -1 }, say("end"));
  const begin = makeButton(say("begin"), () => ask(true));
  const no = makeButton(say("begin_no"), () => ask(false));
  const sure = make(
    "div",
    { hidden: true },
    make("p", { role: "status" }, say("begin_sure")),
    make("div", { className: "course-row" }, no, makeButton(say("begin_yes"), restart)),
  );
  const ask = (isAsked) => {
    sure.hidden = !isAsked;
    begin.hidden = isAsked;
    (isAsked ? no : begin).focus();
  };
  const element = make("div", { className: "course-end" }, head, close ? make("p", {}, close) : null, begin, sure);
  return { element, head, show: () => {} };
}

/** Write what the learner chose and noted onto the cards of the paper face. */
export function fillPaper({ model, paper }) {
  const { cards, options } = model.get("data");
  for (const { id } of cards) {
    const { choice, note } = readCards(model)[id] ?? {};
    const write = (name, text) => {
      const slot = paper.querySelector(`[data-write="${name}-${CSS.escape(id)}"]`);
      if (slot) slot.textContent = text;
    };
    write("choice", options.find((option) => option.id === choice)?.text ?? "");
    write("note", note ?? "");
  }
}

export default { render };
