/** What a decoder had to mend in one document, each a count. */
export interface Repairs {
  arraysPadded: number;
  arraysCut: number;
  rowsOutOfOrder: number;
  rowsRepeated: number;
  rowsWithoutTime: number;
  numbersAsText: number;
  notNumbers: number;
  tracksUnread: number;
  tracksRepeated: number;
}

export function noRepairs(): Repairs {
  return {
    arraysPadded: 0,
    arraysCut: 0,
    rowsOutOfOrder: 0,
    rowsRepeated: 0,
    rowsWithoutTime: 0,
    numbersAsText: 0,
    notNumbers: 0,
    tracksUnread: 0,
    tracksRepeated: 0,
  };
}

const WORDS: Readonly<Record<keyof Repairs, string>> = {
  arraysPadded: 'shorter than its timestamps, padded with null',
  arraysCut: 'longer than its timestamps, cut',
  rowsOutOfOrder: 'out of order, sorted by time',
  rowsRepeated: 'with a repeated timestamp, merged',
  rowsWithoutTime: 'without a readable timestamp, dropped',
  numbersAsText: 'sent as text, read as numbers',
  notNumbers: 'not a number, shown as null',
  tracksUnread: 'not an object, left out',
  tracksRepeated: 'listed more than once, merged',
};

const THINGS: Readonly<Record<keyof Repairs, readonly [one: string, many: string]>> = {
  arraysPadded: ['array', 'arrays'],
  arraysCut: ['array', 'arrays'],
  rowsOutOfOrder: ['row', 'rows'],
  rowsRepeated: ['row', 'rows'],
  rowsWithoutTime: ['row', 'rows'],
  numbersAsText: ['value', 'values'],
  notNumbers: ['value', 'values'],
  tracksUnread: ['track', 'tracks'],
  tracksRepeated: ['track', 'tracks'],
};

/** The repairs as a clause, `2 arrays shorter than …; 1 value not a number, …`, or null where there were none. */
export function describeRepairs(repairs: Readonly<Repairs>): string | null {
  const clauses = (Object.keys(WORDS) as Array<keyof Repairs>)
    .filter((kind) => repairs[kind] > 0)
    .map((kind) => `${repairs[kind]} ${THINGS[kind][repairs[kind] === 1 ? 0 : 1]} ${WORDS[kind]}`);
  return clauses.length === 0 ? null : clauses.join('; ');
}
