import { QUERY_TYPES, type QueryField, type QueryType } from '../src/core';
import { isText, type Draft } from './draft';
import { Container, containersIn, copy, fromValue, list, nested, object, write, type Json } from './json';
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
const TOKENS = [...NUMBERS, ...TEXTS.map((text) => JSON.stringify(text)), 'null', 'true', 'false'];
const OPTIONAL_IDS = ['type', 'rid', 'track_id', 'name', 'id', 'peer_id'];

/** Changes a draft in one to a few ways. `others` are drafts whose parts can replace one of this. */
export function mutate(draft: Draft, random: Random, others: readonly Draft[]): Draft {
  let mutated = draft;
  for (let i = 1 + random.below(4); i > 0; i--) {
    mutated = mutateOnce(mutated, random, others);
  }
  return mutated;
}

function mutateOnce(draft: Draft, random: Random, others: readonly Draft[]): Draft {
  const roll = random.next();
  if (roll < 0.3) {
    return { ...draft, query: mutateQuery(draft, random) };
  }
  if (roll < 0.34) {
    return { ...draft, settings: inventSettings(random) };
  }
  if (roll < 0.38) {
    const { now, range } = draft;
    const instants = [range.from, range.to, now, now - 1, 0, -1, range.from - HOUR, now + HOUR, 253402300800000];
    return { ...draft, range: { from: random.pick(instants), to: random.pick(instants) } };
  }
  const at = random.below(draft.answers.length);
  const answers = draft.answers.map((answer, i) => (i === at ? mutateAnswer(answer, random, others) : answer));
  return { ...draft, answers };
}

const HOUR = 3_600_000;
const STATUSES = [200, 202, 204, 301, 400, 401, 403, 404, 429, 500, 503];
const RETRY_AFTER = ['30', '-1', '1e9', 'Wed, 21 Oct 2099 07:28:00 GMT', 'x'.repeat(300)];
const CONTENT_TYPES = ['application/json', 'TEXT/HTML', 'text/html; charset=x', '', '\u212aext/html'];

type Answer = Draft['answers'][number];

function mutateAnswer(answer: Answer, random: Random, others: readonly Draft[]): Answer {
  const { document } = answer;
  const roll = random.next();
  if (answer.fault !== undefined || roll < 0.04) {
    const detail = Buffer.from(random.pick(TEXTS) + random.pick(TEXTS)).toString();
    return { ...answer, fault: random.pick(['timeout', 'dns', 'tooLarge', 'wait']), detail };
  }
  if (roll < 0.12) {
    const message = object([random.pick(['message', 'error', 'code', 'name']), random.pick(TOKENS)]);
    const head = { status: random.pick(STATUSES), contentType: random.pick(CONTENT_TYPES) };
    const retryAfter = random.chance(0.2) ? undefined : random.pick(RETRY_AFTER);
    return { ...answer, ...head, retryAfter, document: random.chance(0.5) ? message : document };
  }
  if (isText(document) || roll < 0.18) {
    return { ...answer, document: { text: mutateText(isText(document) ? document.text : write(document), random) } };
  }
  if (roll < 0.21) {
    return { ...answer, document: random.pick([...random.pick(others).answers, answer]).document };
  }
  const mutated = copy(document);
  const containers = containersIn(mutated);
  for (let i = 1 + random.below(3); i > 0 && containers.length > 0; i--) {
    mutateContainer(random.pick(containers).container, random, others);
  }
  return { ...answer, document: containers.length === 0 ? random.pick(TOKENS) : mutated };
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

function mutateContainer({ isList, entries }: Container, random: Random, others: readonly Draft[]): void {
  const at = random.below(entries.length);
  const [key, child] = entries[at] ?? [];
  if (key === undefined || child === undefined) {
    return;
  }
  const replace = (by: Json) => (entries[at] = [key, by]);
  const insert = (added: Json) => {
    const name = random.chance(0.3) ? key : random.pick([...TEXTS, ...OPTIONAL_IDS]);
    entries.splice(random.below(entries.length + 1), 0, [isList ? '' : name, added]);
  };
  const ways: ReadonlyArray<() => unknown> = [
    () => entries.splice(at, 1),
    () => replace(random.pick(TOKENS)),
    () => replace(random.pick(TOKENS)),
    () => replace(random.pick([list([]), object(), list([child]), object(['a', child]), list([child, copy(child)])])),
    () => replace(nested(child, random.pick([2, 50, 2000]))),
    () => entries.splice(random.below(entries.length), 0, ...entries.splice(at, 1)),
    () => insert(copy(child)),
    () => insert(withoutId(child, random)),
    () => Array.from({ length: random.pick([2, 10, 40]) }, () => insert(copy(child))),
    () => insert(random.pick(TOKENS)),
    () => replace(otherForm(child, random)),
    () => replace(partOf(random.pick(others), random) ?? child),
    () => entries.forEach((entry) => (entry[1] = typeof entry[1] === 'string' ? random.pick(NUMBERS) : entry[1])),
    () => (entries[at] = [isList ? '' : random.pick(random.chance(0.5) ? TEXTS : OPTIONAL_IDS), child]),
  ];
  random.pick(ways)();
}

/** Returns a copy of an object in which an ID is missing or empty. */
function withoutId(child: Json, random: Random): Json {
  const made = copy(child);
  if (typeof made !== 'string' && !made.isList) {
    const id = random.pick(OPTIONAL_IDS);
    const at = made.entries.findIndex(([name]) => name === id);
    const empty: Array<[string, Json]> = [[id, random.pick(['""', 'null', '" "', '"\\ud800"'])]];
    made.entries.splice(Math.max(0, at), at < 0 ? 0 : 1, ...(random.chance(0.5) ? [] : empty));
  }
  return made;
}

/** Returns an object as the list of its members, a list as an object, reversed or with each item twice, a token as a text. */
function otherForm(child: Json, random: Random): Json {
  if (typeof child === 'string') {
    return JSON.stringify(child.replace(/^"|"$/g, ''));
  }
  const items = child.entries.map(([, item]) => item);
  if (!child.isList) {
    return list(random.chance(0.5) ? [...items, ...items.slice(0, 1).map(copy)] : items);
  }
  return random.pick<Json>([
    list(items.toReversed()),
    list([...items, ...items.map(copy)]),
    object(...items.map((item, i): [string, Json] => [String(i), item])),
    list(items.map((item) => (typeof item === 'string' && !item.startsWith('"') ? `"${item}"` : item))),
  ]);
}

/** Returns a part of a document of a draft. */
function partOf({ answers }: Draft, random: Random): Json | null {
  const document = answers.length === 0 ? '' : random.pick(answers).document;
  const containers = isText(document) ? [] : containersIn(document);
  return containers.length === 0 ? null : copy(random.pick(containers).container);
}

/** Query types that request the same documents. */
const RELATED: ReadonlyArray<readonly QueryType[]> = [
  ['peerStats', 'tracks', 'incidents', 'layers'],
  ['calls', 'sessions', 'list', 'events'],
  ['substream', 'stream', 'viewers', 'journal'],
];
const LABELS = Object.values(QUERY_TYPES).flatMap(({ labels }) => labels ?? []);

function mutateQuery(draft: Draft, random: Random): Json {
  const query = copy(draft.query);
  if (typeof query === 'string' || query.isList || random.chance(0.05)) {
    return random.pick(TOKENS);
  }
  const saved = query.entries.find(([key]) => key === 'queryType')?.[1];
  const names = Object.keys(QUERY_TYPES) as QueryType[];
  const type = names.find((name) => JSON.stringify(name) === saved) ?? 'peerStats';
  const roll = random.next();
  if (roll < 0.15) {
    setMember(query, 'queryType', fromValue(random.pick(RELATED.find((types) => types.includes(type)) ?? names)));
  } else if (roll < 0.35) {
    const filters = list(Array.from({ length: 1 + random.below(3) }, () => inventFilter(draft, random)));
    setMember(query, 'filters', random.chance(0.05) ? random.pick(TOKENS) : filters);
  } else if (roll < 0.9) {
    const [name, field] = random.pick<[string, QueryField]>(Object.entries(QUERY_TYPES[type].fields));
    setMember(query, name, random.chance(0.15) ? random.pick(TOKENS) : inventValue(field, draft, random));
  } else {
    mutateContainer(query, random, [draft]);
  }
  return query;
}

function setMember({ entries }: Container, key: string, value: Json): void {
  const at = entries.findIndex(([name]) => name === key);
  entries.splice(at < 0 ? entries.length : at, at < 0 ? 0 : 1, [key, value]);
}

function inventFilter(draft: Draft, random: Random): Json {
  const values = Array.from({ length: random.below(3) }, () => pickText(draft, random));
  return object(
    ['key', fromValue(random.pick(random.chance(0.7) ? LABELS : TEXTS))],
    ['operator', fromValue(random.pick(['=', '!=', '=|', '!=|', '=~', '!~', '<', '>=', '~']))],
    ['values', list(values)]
  );
}

/** Returns a text, mostly one of the draft's documents. */
function pickText(draft: Draft, random: Random): Json {
  const part = draft.answers.length === 0 || random.chance(0.3) ? null : partOf(draft, random);
  const texts = typeof part === 'string' ? [] : (part?.entries ?? []).map(([, child]) => child);
  const found = texts.length === 0 ? '' : random.pick(texts);
  return typeof found === 'string' && found.startsWith('"') ? found : JSON.stringify(random.pick(TEXTS));
}

function inventValue(field: QueryField, draft: Draft, random: Random): Json {
  switch (field.shape) {
    case 'enum':
      return fromValue(random.pick(field.choices));
    case 'enumList':
      return fromValue(field.choices.filter(() => random.chance(random.pick([0.1, 0.5]))));
    case 'integer':
      return random.pick(['1', '2', '10', String(field.max), String(field.max + 1)]);
    case 'boolean':
      return random.pick(['true', 'false']);
    case 'text':
      return random.chance(0.5) ? pickText(draft, random) : '"{{peer}} {{toString}} {{metric}} {{layer}}"';
    case 'id':
    case 'idList':
      return list(random.chance(0.3) ? [] : Array.from({ length: 1 + random.below(3) }, () => pickText(draft, random)));
  }
}

function inventSettings(random: Random): Json {
  const metric = random.pick(['rtt_ms', 'jitter_ms', 'packet_loss_percent', 'fps', 'bitrate', random.pick(TEXTS)]);
  const good = random.pick([...NUMBERS, '100', '"5"']);
  const bands = object([metric, object(['good', good], ['bad', random.pick([...NUMBERS, '200', '"1"'])])]);
  return object(
    [
      random.pick(['maxPeers', 'maxSessions', 'callsTimeout', 'unscoredRoles']),
      random.pick(['1', '2', '"3"', ...TOKENS]),
    ],
    ['thresholds', random.chance(0.2) ? random.pick(TOKENS) : bands]
  );
}
