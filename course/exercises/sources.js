/** What a text rests on: a box to open, with the card of each fact by its id. `make` and `say` stand in make.js.
 *  The cards come with the data (course/exercises/sources.py), so that they open without a network and in JupyterLab. */

/** A closed box for some facts; null where there are none to show. */
function makeSources(model, factIds) {
  const cards = model.get("data").sources ?? {};
  const known = (factIds ?? []).filter((id) => cards[id]);
  if (!known.length) return null;
  const box = make("details", { className: "course-sources" }, make("summary", {}, say("sources")));
  // Cards are drawn when they are asked for: a deck of sixty would cost an old phone a second.
  box.addEventListener("toggle", () => box.children.length > 1 || box.append(...known.map((id) => drawSource(model, id, cards[id]))), { once: true });
  return box;
}

/** One card: what was found, in whom, how sure, what it does not show, and where to read it. */
function drawSource(model, id, card) {
  const named = (key, ...content) => make("p", {}, make("strong", {}, `${say(key)}: `), ...content);
  const works = card.from.flatMap(([label, url], index) => [
    index ? "; " : "",
    url ? make("a", { href: url, rel: "noreferrer" }, label) : label,
  ]);
  const href = `${model.get("root")}modules/evidence/index.html#${id.toLowerCase()}`;
  const more = model.get("root") ? make("p", {}, make("a", { href }, `${say("sources_more")} (${id})`)) : make("p", {}, id);
  return make(
    "div",
    { className: "course-source" },
    make("p", {}, card.statement),
    named("sources_who", card.who),
    named("sources_limits", card.limits),
    named("sources_sure", card.sure),
    works.length ? named("sources_from", ...works) : null,
    more,
  );
}
