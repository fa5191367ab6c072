/** Who carries which detail, and what the ratings differ by; the same rules as course/psychometrics.py, held together by
 *  a test. `isStep`, `shuffle` and `STEPS` stand in ratings.js. */

const LEAST_PAIRS = 3;
const T_975 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086,
];

/** A function that gives numbers from 0 to below 1, the same for the same seed here and in Python. */
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Yes for half of the pairs, chosen at random, by the pair's id. */
function halve(pairs, random) {
  const ids = shuffle(pairs.map((pair) => pair.id), random);
  const begins = random() < 0.5;
  return Object.fromEntries(ids.map((id, place) => [id, (place % 2 === 0) === begins]));
}

/** Give the two people of each pair the two levels of its factor, and everybody a place; balanced for every seed. */
export function drawDesign(factors, pairs, seed) {
  const random = mulberry32(seed);
  const levels = {};
  const [early, late] = [[], []];
  for (const factor of factors) {
    const own = pairs.filter((pair) => pair.factor === factor.id);
    const turned = halve(own, random);
    const highIsMetFirst = halve(own, random);
    for (const pair of own) {
      const ids = pair.people.map((person) => person.id);
      const [low, high] = turned[pair.id] ? ids.reverse() : ids;
      levels[low] = factor.levels[0].id;
      levels[high] = factor.levels[1].id;
      const [first, second] = highIsMetFirst[pair.id] ? [high, low] : [low, high];
      early.push(first);
      late.push(second);
    }
  }
  const partner = Object.fromEntries(early.map((one, index) => [one, late[index]]));
  shuffle(early, random);
  shuffle(late, random);
  if (late.length > 1 && partner[early.at(-1)] === late[0]) [late[0], late[1]] = [late[1], late[0]];
  return { seed, order: [...early, ...late], levels };
}

/** For each pair of a factor that was rated whole: the rating of its second level less that of its first. */
export function pairedDifferences(factor, pairs, levels, ratings) {
  const [low, high] = factor.levels.map((level) => level.id);
  return pairs
    .filter((pair) => pair.factor === factor.id)
    .flatMap((pair) => {
      const byLevel = Object.fromEntries(pair.people.map(({ id }) => [levels[id], ratings[id]]));
      return isStep(byLevel[low]) && isStep(byLevel[high]) ? [byLevel[high] - byLevel[low]] : [];
    });
}

/** The mean of paired differences with its t interval, no further than the scale goes; null where it cannot be had. */
export function estimateDifference(differences) {
  const pairs = differences.length;
  if (pairs < LEAST_PAIRS) return { pairs, mean: null, low: null, high: null };
  const mean = differences.reduce((sum, one) => sum + one, 0) / pairs;
  if (new Set(differences).size === 1) return { pairs, mean, low: null, high: null };
  const squares = differences.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const margin = (T_975[Math.min(pairs - 1, T_975.length) - 1] * Math.sqrt(squares / (pairs - 1))) / Math.sqrt(pairs);
  const most = STEPS - 1;
  return { pairs, mean, low: Math.max(-most, mean - margin), high: Math.min(most, mean + margin) };
}
