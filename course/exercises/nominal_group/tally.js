/** The pooled ranking; the same rules as course/ngt.py, held together by a test. */

/** The idea that one stands under, following what was merged into what; a ring ends where it closes. */
function findHead(id, ideas) {
  const seen = new Set([id]);
  for (;;) {
    const into = ideas[id].into;
    if (!into || !Object.hasOwn(ideas, into) || seen.has(into)) return id;
    seen.add(into);
    id = into;
  }
}

/** The ideas from most points to fewest: `{ id, points, by, place, isTied }`. A ballot names ideas from the most
 *  important down, with null for a rank left empty; points given to a merged idea go to the one it stands under. */
export function tally(ballots, ideas, picks = 5) {
  const rows = new Map(Object.keys(ideas).map((id) => findHead(id, ideas)).map((id) => [id, { id, points: 0, by: 0 }]));
  for (const ballot of ballots) {
    const given = new Map();
    ballot.slice(0, picks).forEach((id, rank) => {
      if (id !== null && Object.hasOwn(ideas, id) && !given.has(id)) given.set(id, picks - rank);
    });
    for (const [id, points] of given) rows.get(findHead(id, ideas)).points += points;
    for (const head of new Set([...given.keys()].map((id) => findHead(id, ideas)))) rows.get(head).by += 1;
  }
  return toPlaces([...rows.values()]);
}

/** Rows in their order, each with its place; ideas with the same points share one, and the next place counts them all. */
function toPlaces(rows) {
  const count = (isSo) => rows.filter(isSo).length;
  const placed = rows.map((row) => ({
    ...row,
    place: 1 + count((other) => other.points > row.points),
    isTied: count((other) => other.points === row.points) > 1,
  }));
  return placed.sort((one, other) => other.points - one.points);
}
