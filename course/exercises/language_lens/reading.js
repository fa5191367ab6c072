/** The marked text and its cards: which words, why, and what a tap puts in their place. */

const LIMIT = 20_000; // characters the lens reads at once
const SENTENCE_START = /(?:[.!?…:]["”’')\]]*\s+|(?:^|\n)\s*(?:(?:[-*•–]|\d+[.)])\s+)?)["“'‘(]*$/;
/** "1 gentle note", "3 gentle notes": the catalogue has both forms of such a text. */
const one = (count) => (count === 1 ? "one" : "many");

/** The text as read with the lens: a summary, the marked paragraphs, and a card beneath the paragraph in hand. */
function drawReading({ model, draft, tell }) {
  const { rules } = model.get("data");
  const uid = model.get("exercise_id");
  const summary = make("p", { className: "course-lens-summary", "aria-live": "polite" });
  const long = make("p", { hidden: true }, say("too_long", { limit: LIMIT.toLocaleString("en") }));
  const body = make("div", { className: "course-lens-text", role: "group", "aria-label": say("marked") });
  const legend = drawLegend();
  const again = makeButton(say("mark_again"), () => draft.change({ kept: [] }));
  let marks = [];

  body.addEventListener("keydown", ({ key }) => {
    // The word itself closes its card too, for whoever went back to it.
    if (key === "Escape") body.querySelector('[aria-expanded="true"]')?.click();
  });
  const settle = (position) => {
    const paragraphs = [...body.querySelectorAll(".course-lens-paragraph")];
    (paragraphs.findLast((one) => Number(one.dataset.start) <= position) ?? body).focus();
  };
  const act = {
    replace: (mark, wording) => {
      const { text, position } = replaceMark(draft.get().text, mark, wording);
      draft.change({ text });
      tell(say("replaced", { old: mark.text, new: wording }));
      settle(position);
    },
    keep: (mark) => {
      draft.change({ kept: [...draft.get().kept, [mark.text, mark.term]] });
      tell(say("kept", { words: mark.text }));
      settle(mark.start);
    },
  };
  const open = (index) => {
    draft.begin();
    const mark = marks[index];
    // A word that is flagged elsewhere is a gentle note here because of what stands around it.
    const isSpoken = mark.outcome === "note" && rules.terms.find(({ term }) => term === mark.term).outcome === "flag";
    const about = isSpoken ? say("spoken") : say(`category_${mark.category}`);
    openCard({ body, mark, about, element: body.querySelectorAll(".course-lens-mark")[index], uid, act });
  };
  const show = () => {
    const { text, kept } = draft.get();
    const part = cutText(text);
    const isKept = (mark) => kept.some(([words, term]) => words === mark.text && term === mark.term);
    marks = text.trim() ? findMarks(part, rules).filter((mark) => !isKept(mark)) : [];
    body.replaceChildren(...drawParagraphs({ text: part, marks, open }));
    body.hidden = !text.trim();
    legend.hidden = !marks.length;
    long.hidden = part.length === text.length;
    again.hidden = !kept.length;
    const line = sayCount({ text, marks, kept });
    if (summary.textContent !== line) summary.textContent = line;
  };
  return { element: make("div", {}, summary, long, legend, body, again), show };
}

/** What a reader of the summary needs to know, in one line. */
function sayCount({ text, marks, kept }) {
  if (!text.trim()) return say("waiting");
  const flags = marks.filter((mark) => mark.outcome === "flag").length;
  const notes = marks.length - flags;
  if (marks.length) return say("count_both", {
      flags: say(`count_flag_${one(flags)}`, { count: flags }),
      notes: say(`count_note_${one(notes)}`, { count: notes }),
    });
  return kept.length ? say(`kept_${one(kept.length)}`, { count: kept.length }) : say("nothing");
}

function drawLegend() {
  const sample = (outcome) => make("span", { className: `course-lens-${outcome}` }, say(`outcome_${outcome}`));
  const line = [say("legend_solid"), sample("flag"), say("legend_dotted"), sample("note"), "."];
  return make("p", { className: "course-quiet" }, ...line);
}

/** The first LIMIT characters, ending between two words. */
function cutText(text) {
  if (text.length <= LIMIT) return text;
  const part = text.slice(0, LIMIT);
  return part.slice(0, part.search(/\s\S*$/) + 1 || LIMIT);
}

/** Paragraphs end at an empty line, unless it stands inside a mark. */
function drawParagraphs({ text, marks, open }) {
  const isInside = (at) => marks.some(({ start, end }) => start < at && at < end);
  const breaks = [...text.matchAll(/\n\s*\n/g)].filter(({ index }) => !isInside(index));
  const starts = [0, ...breaks.map(({ index, 0: gap }) => index + gap.length)];
  const ends = [...breaks.map(({ index }) => index), text.length];
  let next = 0;
  return starts.map((start, number) => {
    const paragraph = make("p", { className: "course-lens-paragraph", tabIndex: -1 });
    paragraph.dataset.start = start;
    let at = start;
    for (; next < marks.length && marks[next].start < ends[number]; next += 1) {
      paragraph.append(text.slice(at, marks[next].start), drawMark(marks[next], next, open));
      at = marks[next].end;
    }
    paragraph.append(text.slice(at, ends[number]));
    return paragraph;
  });
}

/** A span with a button's role, since a real button cannot break across lines as words do. */
function drawMark(mark, index, open) {
  const className = `course-lens-mark course-lens-${mark.outcome} course-lens-${mark.category}`;
  const element = make("span", { className, tabIndex: 0, role: "button" }, mark.text);
  element.setAttribute("aria-label", say("mark_label", { words: mark.text, outcome: say(`outcome_${mark.outcome}`) }));
  element.setAttribute("aria-expanded", "false");
  element.addEventListener("click", () => open(index));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(index);
  });
  return element;
}

/** Show the card of a mark beneath its paragraph; the same mark again, or Escape, closes it. */
function openCard({ body, mark, about, element, uid, act }) {
  const wasOpen = element.getAttribute("aria-expanded") === "true";
  body.querySelector(".course-lens-card")?.remove();
  for (const other of body.querySelectorAll("[aria-expanded]")) other.setAttribute("aria-expanded", "false");
  const close = () => {
    element.setAttribute("aria-expanded", "false");
    card.remove();
    element.focus();
  };
  if (wasOpen) return element.focus();
  const card = drawCard({ mark, about, id: `${uid}-card`, act, close });
  element.setAttribute("aria-expanded", "true");
  element.parentElement.after(card);
  card.focus();
}

function drawCard({ mark, about, id, act, close }) {
  const title = make("p", { className: "course-lens-card-title", id }, say("card_title", { words: mark.text, outcome: say(`outcome_${mark.outcome}`) }));
  const card = make("div", { className: "course-lens-card", role: "group", tabIndex: -1 }, title);
  card.setAttribute("aria-labelledby", id);
  card.append(make("p", {}, about), make("p", {}, mark.why));
  if (mark.prefer.length) {
    const ways = mark.prefer.map((wording) => makeButton(wording, () => act.replace(mark, wording)));
    card.append(make("p", { className: "course-lens-label" }, say("in_place")));
    card.append(make("div", { className: "course-row" }, ...ways));
  }
  if (mark.advice.length) {
    card.append(make("p", { className: "course-lens-label" }, say("own_words")));
    card.append(make("ul", {}, ...mark.advice.map((line) => make("li", {}, line))));
  }
  card.append(make("p", { className: "course-quiet" }, say("who_says", { sources: mark.sources.join("; ") })));
  const keep = makeButton(say("keep"), () => act.keep(mark));
  card.append(make("div", { className: "course-row" }, keep, makeButton(say("close"), close)));
  return card;
}

/** The text with a wording in place of a mark, the article before it fitted, and a capital where a sentence starts. */
function replaceMark(text, mark, wording) {
  const before = fitArticle(text.slice(0, mark.start), wording);
  const isStart = SENTENCE_START.test(before.slice(-200));
  const isShouted = /^[^a-z]{6,}$/.test(mark.text);
  const isCapital = isStart && /^\p{Lu}/u.test(mark.text);
  const words = isShouted ? wording.toUpperCase() : isCapital ? wording[0].toUpperCase() + wording.slice(1) : wording;
  return { text: before + words + text.slice(mark.end), position: before.length };
}

/** What stands before a wording, with "a" or "an" as its sound asks; dropped if the wording brings its own. */
function fitArticle(before, wording) {
  const [all, edge, old, space] = /(^|[^\p{L}\p{N}’'-])(an?)(\s+)$/iu.exec(before) ?? [];
  if (!all) return before;
  const rest = before.slice(0, before.length - all.length) + edge;
  if (/^(an?|the)\s/i.test(wording)) return rest;
  const [word] = wording.split(/[\s-]/);
  const isSpelled = /^[A-Z]{2,}$/.test(word); // MOUD, NA: the sound is that of the letter's name
  const sound = isSpelled ? /^[AEFHILMNORSX]/ : /^(?:hour|hon(?:o|es)|heir|(?!u(?:ni|s[aeiu]|ti)|eu|one|once)[aeiou])/i;
  const article = sound.test(word) ? "an" : "a";
  return rest + (old[0] === "A" ? article[0].toUpperCase() + article.slice(1) : article) + space;
}
