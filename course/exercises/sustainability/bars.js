/** The ten as bars, and the two that are lowest. `draw`, `make`, `say` and `isStep` stand in the parts in front. */

const LEAST_RATED = 3;
const MOST_NEXT = 2;

/** The factors to work on next: the lowest that are not full, in the author's order where they are alike. */
export function pickLowest(factors, ratings) {
  const low = factors.filter(({ id }) => isStep(ratings[id]) && ratings[id] < STEPS);
  return low.sort((one, other) => ratings[one.id] - ratings[other.id]).slice(0, MOST_NEXT);
}

/** A bar of four parts, none of them full for the first step; its words stand beside it, so it is only looked at. */
function drawBar(rating) {
  const part = (step) => draw("rect", { class: step < rating ? "course-bar-full" : "course-bar-open", x: step * 50 - 48, y: 2, width: 46, height: 12 });
  return draw("svg", { viewBox: "0 0 200 16", class: "course-picture course-bar", "aria-hidden": "true" }, ...[1, 2, 3, 4].map(part));
}

/** Each factor with its bar and its rating in words. */
function drawBars({ data, ratings, aside }) {
  const rows = data.factors.flatMap(({ id, label }) => {
    const words = sayStep(ratings[id], data.labels, aside);
    if (!words) return [];
    const bar = isStep(ratings[id]) ? drawBar(ratings[id]) : null;
    return [make("li", {}, make("span", {}, say("bar", { label, rating: words })), bar)];
  });
  return make("ul", { className: "course-bars" }, ...rows);
}

/** How many are rated with a step. */
const countRated = (data, ratings) => data.factors.filter(({ id }) => isStep(ratings[id])).length;

/** What to work on next, in lines: why these, and what to do. */
function nextLines(data, ratings) {
  if (countRated(data, ratings) < LEAST_RATED) return [];
  const lowest = pickLowest(data.factors, ratings);
  if (!lowest.length) return [say("next_none")];
  const how = say(lowest.length < MOST_NEXT ? "next_how_one" : "next_how");
  return [how, ...lowest.map(({ label, next }) => say("todo", { label, next }))];
}
