/** What a group has done so far, and how it is kept. `keepResponse` stands in make.js. */

const STAGES = ["frame", "write", "round", "clarify", "rank", "done"];
const TIMED = { write: 5, round: 10, clarify: 10, rank: 8 }; // minutes, where neither author nor group says otherwise
const PEOPLE = [5, 6, 7, 8, 9];
const PICKS = 5;
const FEWEST = 3; // rankings: of one or two, the pooled result would show who ranked what

/** The whole of it, with what was not said yet as it is at the start. */
function readGroup(model) {
  const { question, timings } = model.get("data");
  const kept = model.get("response") ?? {};
  return {
    question: kept.question || question,
    people: kept.people ?? 7,
    minutes: { ...TIMED, ...timings, ...kept.minutes },
    ideas: kept.ideas ?? {},
    ballots: kept.ballots ?? [],
    result: kept.result ?? [],
    at: { stage: "frame", turn: 1, passes: 0, left: null, until: null, ...kept.at?.[0] },
  };
}

/** Keep a change of it; `at` is changed in part. */
function keepGroup(model, { at, ...change }) {
  keepResponse(model, { ...model.get("response"), ...change, at: [{ ...readGroup(model).at, ...at }] });
}

/** The ideas that stand for themselves, as `[id, idea]`. */
const listHeads = (ideas) => Object.entries(ideas).filter(([id]) => findHead(id, ideas) === id);

/** The ideas that stand under one, as `[id, idea]`. */
const listUnder = (head, ideas) => Object.entries(ideas).filter(([id]) => id !== head && findHead(id, ideas) === head);

/** An idea's text with those that were merged into it; an idea that is gone has none. */
function sayIdea(id, ideas) {
  const under = listUnder(id, ideas).map(([, idea]) => idea.text);
  return [ideas[id]?.text ?? say("gone"), ...under].join(" + ");
}

/** An id that no idea has. */
function freeIdea(ideas) {
  let n = Object.keys(ideas).length + 1;
  while (Object.hasOwn(ideas, `i${n}`)) n++;
  return `i${n}`;
}

/** Pool the rankings and let go of them: from here on only what they add up to is kept. */
function finish(model) {
  const { ideas, ballots } = readGroup(model);
  const cast = ballots.filter((ballot) => ballot.some((id) => id !== null));
  const rows = tally(cast, ideas, PICKS);
  const heads = rows.map(({ id }) => [id, ideas[id]]);
  const others = Object.entries(ideas).filter(([id]) => !heads.some(([head]) => head === id));
  const { ballots: dropped, ...rest } = model.get("response");
  model.set("response", { ...rest, ideas: Object.fromEntries([...heads, ...others]) }); // My notebook lists them so
  keepGroup(model, {
    result: rows.map(({ id, points, by }) => ({ id, points, by })),
    at: { stage: "done", left: null, until: null, voters: cast.length },
  });
}

const isEnough = ({ ballots }) => ballots.filter((ballot) => ballot.some((id) => id !== null)).length >= FEWEST;
