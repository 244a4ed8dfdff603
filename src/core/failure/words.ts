/** How much of an upstream's own words is repeated. */
const LONGEST = 300;

/** How many units of a text are looked at, blanks and control characters among them: a body of one line can be 16 MB. */
const READ = 4_000;

/** An upstream's words, fit for a message: without control characters, on one line, bounded. */
export function bounded(words: string, longest: number = LONGEST): string {
  const line = words
    .slice(0, READ)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest).join('').trimEnd()}…`;
}

/** How much of a saved value is repeated: enough to find it. */
const LONGEST_QUOTED = 100;

/** What somebody saved, which may be anything, as it stands in a message. */
export function quoted(saved: unknown): string {
  return bounded(String(JSON.stringify(saved)), LONGEST_QUOTED);
}

/** An instant for a reader whose time zone no host knows: `2025-02-06 12:26:00 UTC`. */
export function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Names in a sentence, the first few of many: `a, b and 3 more`. */
export function listed(names: readonly string[], shown = 5): string {
  return names.length > shown
    ? `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
    : names.join(', ');
}
