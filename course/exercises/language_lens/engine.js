/** The twin of `course/lens.py`: which words of a text may close a door, and how to say so. One table of
 *  sentences is run through both, and the marks must be the same; change neither alone. */

const LENS_SPACES = /[\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/g;
const LENS_SENTENCE_END = /[.!?]+["”’')\]]*\s+|\n\s*\n|\n(?=\s*(?:[-*•>]|\d+[.)])\s)/g;
const LENS_QUOTED =
  /“[^”]{1,600}”|"[^"\n]{1,600}"|‘(?:[^’\n]|’(?=\w)){1,300}’(?!\w)|(?:^|[\s(])'[^'\n]{1,80}'(?=[\s).,;:!?]|$)/g;
const LENS_BLOCKQUOTE = /^[ \t]*>.*$/gm;
const LENS_BEFORE = 160; // characters before a mark that are asked who speaks
const LENS_SENTENCE_CUES = ["self_reference", "literature_cues", "formal_cues", "mention_cues", "correction_cues"];
const lensEngines = new WeakMap();

/** Every mark in a text, in order; no two overlap. Offsets are JavaScript's, in UTF-16. */
function findMarks(text, rules) {
  if (!lensEngines.has(rules)) lensEngines.set(rules, lensCompile(rules));
  const engine = lensEngines.get(rules);
  // Python counts an emoji as one character and JavaScript as two; here it stands as one until the marks are made.
  const letters = [...text];
  const plain = letters.map((letter) => (letter.length > 1 ? "\ue000" : letter)).join("").replace(LENS_SPACES, " ");
  const protectedSpans = lensSpans(engine.protectedPatterns, plain);
  const chosen = lensChoose(lensCandidates(engine, plain, protectedSpans));
  if (!chosen.length) return [];
  const gentle = lensSpans([LENS_QUOTED, LENS_BLOCKQUOTE, engine.phrases], plain);
  const ends = [...plain.matchAll(LENS_SENTENCE_END)].map((found) => found.index + found[0].length);
  const toOffset = (place) => (plain.length === text.length ? place : letters.slice(0, place).join("").length);
  return chosen.map((found) => {
    const isNote = found.term.outcome === "note" || lensIsGentle(engine, found, plain, gentle, ends);
    return lensMark({ text, start: toOffset(found.start), end: toOffset(found.end), term: found.term, isNote });
  });
}

/** The rules, compiled once. */
function lensCompile({ terms, context }) {
  const part = (name) => context[name] ?? [];
  const names = part("protected_names").map((name) => lensEscape(name).replace(/ /g, "\\s+"));
  const bounded = names.map((name) => `\\b(?:${name}|${lensUpper(name)})\\b`);
  return {
    terms: terms.map((term) => ({ ...term, pattern: lensAny(term.patterns), capitals: lensAny(term.acronyms, "g") })),
    protectedPatterns: [lensAny(bounded, "g"), lensAny(part("protected_phrases")), lensAny(part("protected_titles"), "g")],
    before: lensAny([...part("own_words_before"), ...part("mention_before")], "i"),
    denialBefore: lensAny(part("denial_before"), "i"),
    within: lensAny(part("own_words_within"), "i"),
    sentenceCues: lensAny(LENS_SENTENCE_CUES.flatMap(part), "i"),
    phrases: lensAny(part("program_phrases")),
  };
}

function lensCandidates({ terms }, plain, protectedSpans) {
  const all = [];
  terms.forEach((term, rank) => {
    for (const [start, end] of lensSpans([term.pattern, term.capitals], plain)) {
      if (!lensTouches(start, end, protectedSpans)) all.push({ start, end, rank, term });
    }
  });
  return all;
}

/** The longest of those that overlap; of equals the first, then the term that stands first. */
function lensChoose(candidates) {
  const chosen = [];
  candidates.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || a.rank - b.rank);
  for (const one of candidates) {
    if (!chosen.some((other) => one.start < other.end && other.start < one.end)) chosen.push(one);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function lensMark({ text, start, end, term, isNote }) {
  const matched = text.slice(start, end);
  const isPlural = /[^s'’]s$|ss?es$/i.test(matched);
  return {
    start,
    end,
    text: matched,
    outcome: isNote ? "note" : "flag",
    term: term.term,
    category: term.category,
    why: term.why,
    prefer: term.prefer_plural.length && isPlural ? term.prefer_plural : term.prefer,
    advice: term.advice,
    sources: term.sources,
  };
}

/** Whether what stands around a mark makes it somebody's own word, a quotation, a mention or a correction. */
function lensIsGentle(engine, { start, end, term }, plain, gentle, ends) {
  if (lensTouches(start, end, gentle)) return true;
  const sentence = Math.max(0, ...ends.filter((point) => point <= start));
  const stop = Math.min(plain.length, ...ends.filter((point) => point > start));
  const before = plain.slice(Math.max(sentence, start - LENS_BEFORE), start);
  const around = plain.slice(Math.max(sentence, start - 3 * LENS_BEFORE), Math.min(stop, end + 3 * LENS_BEFORE));
  // "Addiction is not a moral failing" rejects an idea; "he is not an addict" still labels.
  const denies = term.category === "myth" && engine.denialBefore?.test(before);
  return Boolean(
    denies ||
      engine.before?.test(before) ||
      engine.within?.test(plain.slice(start, end)) ||
      engine.sentenceCues?.test(around),
  );
}

function lensAny(patterns, flags = "gi") {
  return patterns.length ? new RegExp(patterns.map((pattern) => `(?:${pattern})`).join("|"), flags) : null;
}

function lensSpans(patterns, text) {
  const found = patterns.flatMap((pattern) => (pattern ? [...text.matchAll(pattern)] : []));
  return found.map((one) => [one.index, one.index + one[0].length]);
}

function lensTouches(start, end, spans) {
  return spans.some(([from, to]) => start < to && from < end);
}

function lensEscape(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A name in capitals, as on a flyer; the escapes of its pattern stay as they are. */
function lensUpper(pattern) {
  return pattern.replace(/\\.|[a-z]/g, (one) => (one.startsWith("\\") ? one : one.toUpperCase()));
}
