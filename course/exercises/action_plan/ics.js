/** Plans as a calendar file (RFC 5545): the day and a name, and nothing of what the plan says. */

const MOST_OCTETS = 75; // of a line, its line break aside

/** `plans` are `{ id, on, title, remind }`, of which those without a day are left out; `now` is a Date. */
export function toCalendar(plans, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = plans.filter(({ on }) => isDay(on)).flatMap((plan) => toEvent(plan, stamp));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Planned//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}

/** A whole day, which takes no time from the calendar, with a quiet reminder if one is wanted. */
function toEvent({ id, on, title, remind }, stamp) {
  const name = escapeText(title);
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${name}`, "TRIGGER:PT9H", "END:VALARM"];
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(id)}`, // the same for the same plan, so that a calendar replaces it
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${on.replaceAll("-", "")}`,
    `SUMMARY:${name}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    ...(remind ? alarm : []),
    "END:VEVENT",
  ];
}

/** Whether it is a day of the calendar; "2026-02-30" is none. */
function isDay(on) {
  const day = new Date(`${on}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(on ?? "") && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(on);
}

/** Signs that part values are escaped, a line break is written out, and what no line may hold is left out. */
function escapeText(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
  return plain.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
}

/** A long line goes on in the next one behind a space, and no letter is cut in two. */
function foldLine(line) {
  const encoder = new TextEncoder();
  let [folded, octets] = ["", 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > MOST_OCTETS) [folded, octets] = [`${folded}\r\n `, 1];
    folded += letter;
    octets += size;
  }
  return folded;
}
