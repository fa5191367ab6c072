/** Means by construct; the same rules as construct_means of course/psychometrics.py, held together by a test.
 *  `isStep` and `STEPS` stand in ratings.js. */

const LEAST_ITEMS = 2;

/** The steps answered for one construct, reverse-keyed items turned round. */
const stepsOf = (items, answers, construct) =>
  items
    .filter((item) => item.construct === construct && Object.hasOwn(answers, item.id) && isStep(answers[item.id]))
    .map((item) => (item.reversed ? STEPS + 1 - answers[item.id] : answers[item.id]));

/** The mean of each construct's answered items; null where too few were answered. */
export function constructMeans(items, answers) {
  const constructs = [...new Set(items.map((item) => item.construct))];
  return Object.fromEntries(
    constructs.map((construct) => {
      const steps = stepsOf(items, answers, construct);
      const sum = steps.reduce((total, step) => total + step, 0);
      return [construct, steps.length >= LEAST_ITEMS ? sum / steps.length : null];
    }),
  );
}
