import { QUERY_TYPES, type QueryField, type QueryType } from '../src/core';
import { parseJson } from '../src/core/parseJson';
import type { Case, CaseAnswer } from '../testdata/cases';
import {
  containersIn,
  entriesOf,
  isContainer,
  nested,
  parse,
  rawJson,
  setEntries,
  write,
  type Container,
} from './json';
import type { Random } from './random';

const PROTOTYPE = ['__proto__', 'constructor', 'toString', '__defineGetter__', 'hasOwnProperty', 'valueOf'];
/** Texts that readers, regular expressions and messages stumble over. */
const TEXTS = [
  ...PROTOTYPE,
  ...['', ' ', '0', '-1', '01', '1e3', '0x10', '1_0', ' 12 ', '-0', '+1', '.5', '1e999', 'NaN', 'Infinity', '\u0661'],
  ...['2025-02-06T12:00:00Z', '2025-02-06T12:00:00.123456789Z', '2025-02-30T00:00:00Z', '0000-01-01T00:00:00Z'],
  ...['20250206T120000+0530', '2025-02-06 12:00', '2016-12-31T23:59:60,5Z', '2025-02-06T12:00:00-07'],
  ...['9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z', '+012025-01-01T00:00:00Z', '1969-12-31T23:59:59Z'],
  ...['\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d\ude00', '\ufffd', '\ufeff', '\u0000', '\u001b[31m', '\u007f'],
  ...['\u0085', '\u009b', '\u2028', '\u202e', '\u00e9', 'e\u0301', '\u0130', '\u212a', '"', '\\', '<b>&', '%2F', '..'],
  ...['$peer', '${peer}', '[[peer]]', '{{peer}}', '{{constructor}}', '${'.repeat(400), '{{'.repeat(400), 'regular'],
  ...['1'.repeat(500), `${'1'.repeat(2000)}x`, ' '.repeat(3000), 'x'.repeat(1001), '\ud83d\ude00'.repeat(700)],
  ...[`a${'\ud83d\ude00'.repeat(700)}`, '\n'.repeat(30), 'video', 'audio', 'h', 'null', 'true'],
];
const NUMBERS = [
  ...['0', '-0', '1', '-1', '0.1', '1e-7', '5e-324', '1e21', '1e308', '-1e308', '1.7976931348623157e308', '1e999'],
  ...['-1e999', '9007199254740993', '123456789012345678901234567890', '-62135596800000', '253402300799999'],
  ...['NaN', 'Infinity', '-Infinity', '1738843560', '1738843560.5', '1738843560000000', '1738843560000000000'],
  ...['253402300800000', '9223372036854', '9223372036855', '-9223372036855', '8640000000000001', '1738843560000.5'],
];
const TOKENS: readonly unknown[] = [...NUMBERS.map(rawJson), ...TEXTS, null, true, false];
const OPTIONAL_IDS = ['type', 'rid', 'track_id', 'name', 'id', 'peer_id'];
const HOUR = 3_600_000;

/** Changes a case in one to a few ways. `others` are cases whose documents can replace those of this one. */
export function mutate(one: Case, random: Random, others: readonly Case[]): Case {
  let mutated = one;
  for (let i = 1 + random.below(4); i > 0; i--) {
    mutated = mutateOnce(mutated, random, others);
  }
  const { query, answers } = mutated;
  return {
    ...mutated,
    // Each query that Grafana saves has a refId.
    query: isContainer(query) && !Array.isArray(query) ? { ...query, refId: 'A' } : query,
    // The backend makes every text well-formed, for both hosts.
    answers: answers.map(({ text, ...answer }) =>
      text === undefined ? answer : { ...answer, text: wellFormed(text) }
    ),
  };
}

function mutateOnce(one: Case, random: Random, others: readonly Case[]): Case {
  const { now, range, answers } = one;
  const roll = random.next();
  if (roll < 0.3) {
    return { ...one, query: saved(mutateQuery(one, random)) };
  }
  if (roll < 0.34) {
    return { ...one, settings: inventSettings(random) };
  }
  if (roll < 0.38) {
    const instants = [range.from, range.to, now, now - 1, 0, -1, range.from - HOUR, now + HOUR, 253402300800000];
    return { ...one, range: { from: random.pick(instants), to: random.pick(instants) } };
  }
  const at = random.below(answers.length);
  return { ...one, answers: answers.map((answer, i) => (i === at ? mutateAnswer(answer, random, others) : answer)) };
}

/** A query or settings as they are saved: no number of them is infinite, and no name has half a character. */
function saved(value: unknown): unknown {
  const named = (_: string, member: unknown) =>
    isContainer(member) && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).map(([name, child]) => [wellFormed(name), child]))
      : member;
  return JSON.parse(JSON.stringify(parseJson(write(value)), named));
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

const STATUSES = [200, 202, 204, 301, 400, 401, 403, 404, 429, 500, 503];
const RETRY_AFTER = ['30', '-1', '1e9', 'Wed, 21 Oct 2099 07:28:00 GMT', 'x'.repeat(300)];
const CONTENT_TYPES = ['application/json', 'TEXT/HTML', 'text/html; charset=x', '', '\u212aext/html'];

function mutateAnswer(answer: CaseAnswer, random: Random, others: readonly Case[]): CaseAnswer {
  const { text = '' } = answer;
  const roll = random.next();
  if (answer.fault !== undefined || roll < 0.04) {
    const fault = random.pick(['timeout', 'dns', 'tooLarge', 'loginLimited'] as const);
    return { ...answer, text: undefined, fault, detail: wellFormed(random.pick(TEXTS) + random.pick(TEXTS)) };
  }
  if (roll < 0.12) {
    const message = { [random.pick(['message', 'error', 'code', 'name'])]: random.pick(TOKENS) };
    const head = { status: random.pick(STATUSES), contentType: random.pick(CONTENT_TYPES) };
    const retryAfter = random.chance(0.2) ? undefined : random.pick(RETRY_AFTER);
    return { ...answer, ...head, retryAfter, text: random.chance(0.5) ? write(message) : text };
  }
  const document = parse(text);
  if (document === undefined || roll < 0.18) {
    return { ...answer, text: mutateText(text, random) };
  }
  if (roll < 0.21) {
    return { ...answer, text: random.pick([...random.pick(others).answers, answer]).text ?? '' };
  }
  const containers = containersIn(document);
  if (containers.length === 0) {
    return { ...answer, text: write(random.pick(TOKENS)) };
  }
  random.some(1, 3, () => mutateContainer(random.pick(containers).container, random, others));
  return { ...answer, text: write(document) };
}

const INSERTED = ['\ufeff', '\u0000', ',', '[', '{}', '"', '\\ud800', '\n', '\u00a0', '\u2028', '01', '/**/'];

function mutateText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const inserted = random.pick(INSERTED);
  return random.pick([
    text.slice(0, at),
    text.slice(0, at) + inserted + text.slice(at),
    text.slice(0, at) + text.slice(at + 1 + random.below(3)),
    `\ufeff${text}`,
    `${text}${inserted}`,
    ` \n\t\r${text}\n`,
  ]);
}

function mutateContainer(container: Container, random: Random, others: readonly Case[]): void {
  const entries = entriesOf(container);
  const at = random.below(entries.length);
  const [key, child] = entries[at] ?? [];
  if (key === undefined) {
    return;
  }
  const replace = (by: unknown) => (entries[at] = [key, by]);
  const insert = (added: unknown) => {
    const name = random.chance(0.3) ? key : random.pick([...TEXTS, ...OPTIONAL_IDS]);
    entries.splice(random.below(entries.length + 1), 0, [name, structuredClone(added)]);
  };
  const ways: ReadonlyArray<() => unknown> = [
    () => entries.splice(at, 1),
    () => replace(random.pick(TOKENS)),
    () => replace(random.pick(TOKENS)),
    () => replace(random.pick<unknown>([[], {}, [child], { a: child }, [child, child]])),
    () => replace(nested(child, random.pick([2, 50, 2000]))),
    () => entries.splice(random.below(entries.length), 0, ...entries.splice(at, 1)),
    () => insert(child),
    () => insert(withoutId(child, random)),
    () => random.some(2, 40, () => insert(child)),
    () => insert(random.pick(TOKENS)),
    () => replace(otherForm(child, random)),
    () => replace(partOf(random.pick(others), random) ?? child),
    () => entries.forEach((entry) => (entry[1] = isContainer(entry[1]) ? entry[1] : rawJson(random.pick(NUMBERS)))),
    () => (entries[at] = [random.pick(random.chance(0.5) ? TEXTS : OPTIONAL_IDS), child]),
  ];
  random.pick(ways)();
  setEntries(container, entries);
}

/** Returns a copy of an object in which an ID is missing or empty. */
function withoutId(child: unknown, random: Random): unknown {
  if (!isContainer(child) || Array.isArray(child)) {
    return child;
  }
  const id = random.pick(OPTIONAL_IDS);
  return { ...child, [id]: random.chance(0.5) ? undefined : random.pick(['', null, ' ', '\ud800']) };
}

/**
 * Returns an object as the list of its members, a list as an object, reversed or with each item twice, a token as a
 * text.
 */
function otherForm(child: unknown, random: Random): unknown {
  if (!isContainer(child)) {
    return String(child);
  }
  const items: unknown[] = Object.values(child);
  if (!Array.isArray(child)) {
    return items;
  }
  const texts = items.map((item) => (isContainer(item) ? item : String(item)));
  return random.pick<unknown>([items.toReversed(), [...items, ...items], { ...items }, texts]);
}

/** Returns a copy of a part of a document of a case. */
function partOf({ answers }: Case, random: Random): Container | null {
  const containers = answers.length === 0 ? [] : containersIn(parse(random.pick(answers).text));
  return containers.length === 0 ? null : random.pick(containers).container;
}

/** Query types that request the same documents. */
const RELATED: ReadonlyArray<readonly QueryType[]> = [
  ['peerStats', 'tracks', 'incidents', 'layers'],
  ['calls', 'sessions', 'list', 'events'],
  ['substream', 'stream', 'viewers', 'journal'],
];
const LABELS = Object.values(QUERY_TYPES).flatMap(({ labels }) => labels ?? []);

function mutateQuery(one: Case, random: Random): unknown {
  const { query } = one;
  if (!isContainer(query) || Array.isArray(query) || random.chance(0.05)) {
    return random.pick(TOKENS);
  }
  const names = Object.keys(QUERY_TYPES) as QueryType[];
  const type = names.find((name) => name === query.queryType) ?? 'peerStats';
  const roll = random.next();
  if (roll < 0.15) {
    return { ...query, queryType: random.pick(RELATED.find((types) => types.includes(type)) ?? names) };
  }
  if (roll < 0.35) {
    const filters = random.some(1, 3, () => inventFilter(one, random));
    return { ...query, filters: random.chance(0.05) ? random.pick(TOKENS) : filters };
  }
  if (roll < 0.9) {
    const [name, field] = random.pick<[string, QueryField]>(Object.entries(QUERY_TYPES[type].fields));
    return { ...query, [name]: random.chance(0.15) ? random.pick(TOKENS) : inventValue(field, one, random) };
  }
  const changed = { ...query };
  mutateContainer(changed, random, [one]);
  return changed;
}

function inventFilter(one: Case, random: Random): unknown {
  return {
    key: random.pick(random.chance(0.7) ? LABELS : TEXTS),
    operator: random.pick(['=', '!=', '=|', '!=|', '=~', '!~', '<', '>=', '~']),
    values: random.some(0, 2, () => pickText(one, random)),
  };
}

/** Returns a text, mostly one of the case's documents. */
function pickText(one: Case, random: Random): string {
  const part = random.chance(0.3) ? null : partOf(one, random);
  const texts = Object.values(part ?? {}).filter((value: unknown) => typeof value === 'string');
  return random.pick(texts.length === 0 ? TEXTS : texts);
}

function inventValue(field: QueryField, one: Case, random: Random): unknown {
  switch (field.shape) {
    case 'enum':
      return random.pick(field.choices);
    case 'enumList':
      return field.choices.filter(() => random.chance(random.pick([0.1, 0.5])));
    case 'integer':
      return random.pick([1, 2, 10, field.max, field.max + 1]);
    case 'boolean':
      return random.chance(0.5);
    case 'text':
      return random.chance(0.5) ? pickText(one, random) : '{{peer}} {{toString}} {{metric}} {{layer}}';
    case 'id':
    case 'idList':
      return random.chance(0.3) ? [] : random.some(1, 3, () => pickText(one, random));
  }
}

/** The members are in the order of their names, as Grafana's server gives them to both hosts. */
function inventSettings(random: Random): Case['settings'] {
  const isWellFormed = (token: unknown) => typeof token !== 'string' || wellFormed(token) === token;
  const tokens = TOKENS.filter(isWellFormed);
  const usual = ['rtt_ms', 'jitter_ms', 'packet_loss_percent', 'fps', 'bitrate'];
  const metric = random.pick([...usual, random.pick(TEXTS.filter(isWellFormed))]);
  const band = (value: number) => random.pick([rawJson(random.pick(NUMBERS)), value, String(value)]);
  const thresholds = random.chance(0.2) ? random.pick(tokens) : { [metric]: { bad: band(200), good: band(100) } };
  const name = random.pick(['maxPeers', 'maxSessions', 'callsTimeout', 'unscoredRoles']);
  return saved({ thresholds, [name]: random.pick([1, 2, '3', ...tokens]) }) as Case['settings'];
}
