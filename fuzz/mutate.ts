import { QUERY_TYPES, type QueryField, type QueryType } from '../src/core';
import { isText, type Draft } from './draft';
import {
  childAt,
  containersIn,
  copy,
  fromValue,
  Members,
  nested,
  setChild,
  sizeOf,
  write,
  type Container,
  type Json,
} from './json';
import type { Random } from './random';

const PROTOTYPE = ['__proto__', 'constructor', 'toString', '__defineGetter__', 'hasOwnProperty', 'valueOf'];
/** Texts that readers, regular expressions and messages stumble over. */
const TEXTS = [
  ...PROTOTYPE,
  ...['', ' ', '0', '-1', '01', '1e3', '0x10', '1_0', ' 12 ', '-0', '+1', '.5', '1e999', 'NaN', 'Infinity', '\u0661'],
  ...['2025-02-06T12:00:00Z', '2025-02-06T12:00:00.123456789Z', '2025-02-30T00:00:00Z', '0000-01-01T00:00:00Z'],
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
  ...['253402300800000', '9223372036854', '9223372036855', '-9223372036855', '8640000000000001', '1738843560000.5'],
];
const TOKENS = [...NUMBERS, ...TEXTS.map((text) => JSON.stringify(text)), 'null', 'true', 'false'];
const OPTIONAL_IDS = ['type', 'rid', 'track_id', 'name', 'id', 'peer_id'];

/** Changes a draft in one to a few ways. `others` are what a part can be replaced with. */
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
    return { ...draft, query: mutatedQuery(draft, random) };
  }
  if (roll < 0.34) {
    return { ...draft, settings: mutatedSettings(random) };
  }
  if (roll < 0.38) {
    return { ...draft, range: { from: instant(draft, random), to: instant(draft, random) } };
  }
  if (draft.answers.length === 0) {
    return draft;
  }
  const at = random.below(draft.answers.length);
  return {
    ...draft,
    answers: draft.answers.map((answer, i) => (i === at ? mutatedAnswer(answer, random, others) : answer)),
  };
}

function instant({ now, range }: Draft, random: Random): number {
  return random.pick([
    range.from,
    range.to,
    now,
    now - 1,
    0,
    -1,
    range.from - 3_600_000,
    now + 3_600_000,
    253402300800000,
  ]);
}

type Answer = Draft['answers'][number];

function mutatedAnswer(answer: Answer, random: Random, others: readonly Draft[]): Answer {
  const roll = random.next();
  if (answer.fault !== undefined || roll < 0.04) {
    const words = random.pick(TEXTS).concat(random.pick(TEXTS));
    return {
      ...answer,
      fault: random.pick(['timeout', 'dns', 'tooLarge', 'wait']),
      words: Buffer.from(words).toString(),
    };
  }
  if (roll < 0.12) {
    const status = random.pick([200, 204, 301, 400, 401, 403, 404, 429, 500, 503]);
    const retryAfter = random.chance(0.3)
      ? undefined
      : random.pick(['30', '-1', '1e9', 'Wed, 21 Oct 2099 07:28:00 GMT', 'x'.repeat(300)]);
    const contentType = random.pick(['application/json', 'TEXT/HTML', 'text/html; charset=x', '', '\u212aext/html']);
    const message = new Members([[random.pick(['message', 'error', 'code', 'name']), random.pick(TOKENS)]]);
    return { ...answer, status, retryAfter, contentType, document: random.chance(0.5) ? message : answer.document };
  }
  if (isText(answer.document) || roll < 0.18) {
    return {
      ...answer,
      document: { text: mutatedText(isText(answer.document) ? answer.document.text : write(answer.document), random) },
    };
  }
  if (roll < 0.21) {
    const { document } = random.pick(random.pick(others).answers.concat(answer));
    return { ...answer, document };
  }
  return { ...answer, document: mutatedJson(answer.document, random, others) };
}

function mutatedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const inserted = random.pick([
    '\ufeff',
    '\u0000',
    ',',
    '[',
    '{}',
    '"',
    '\\ud800',
    '\n',
    '\u00a0',
    '\u2028',
    '01',
    '/**/',
  ]);
  return random.pick([
    text.slice(0, at),
    text.slice(0, at) + inserted + text.slice(at),
    text.slice(0, at) + text.slice(at + 1 + random.below(3)),
    `\ufeff${text}`,
    `${text}${inserted}`,
    ` \n\t\r${text}\n`,
  ]);
}

function mutatedJson(document: Json, random: Random, others: readonly Draft[]): Json {
  const json = copy(document);
  const containers = containersIn(json);
  if (containers.length === 0) {
    return random.pick(TOKENS);
  }
  for (let i = 1 + random.below(3); i > 0; i--) {
    const { container } = random.pick(containers);
    if (sizeOf(container) > 0) {
      mutateContainer(container, random, others);
    }
  }
  return json;
}

function mutateContainer(container: Container, random: Random, others: readonly Draft[]): void {
  const at = random.below(sizeOf(container));
  const child = childAt(container, at);
  const ways: Array<() => void> = [
    () => (container instanceof Members ? container.entries.splice(at, 1) : container.splice(at, 1)),
    () => setChild(container, at, random.pick(TOKENS)),
    () => setChild(container, at, random.pick(TOKENS)),
    () =>
      setChild(
        container,
        at,
        random.pick<Json>([[], new Members([]), [child], new Members([['a', child]]), [child, copy(child)]])
      ),
    () => setChild(container, at, nested(child, random.pick([2, 50, 2000]))),
    () => swap(container, at, random.below(sizeOf(container))),
    () => insert(container, at, copy(child), random),
    () => insert(container, at, partly(child, random), random),
    () => {
      for (let i = random.pick([2, 10, 40]); i > 0; i--) {
        insert(container, at, copy(child), random);
      }
    },
    () => insert(container, at, random.pick(TOKENS), random),
    () => setChild(container, at, otherForm(child, random)),
    () => setChild(container, at, foreign(random, others) ?? child),
    () => everyToken(container, random),
  ];
  if (container instanceof Members) {
    ways.push(() => {
      container.entries[at] = [random.chance(0.5) ? random.pick(TEXTS) : random.pick(OPTIONAL_IDS), child];
    });
  }
  random.pick(ways)();
}

function swap(container: Container, one: number, other: number): void {
  const kept = childAt(container, one);
  setChild(container, one, childAt(container, other));
  setChild(container, other, kept);
}

function insert(container: Container, at: number, child: Json, random: Random): void {
  if (container instanceof Members) {
    const key = random.chance(0.3) ? (container.entries[at]?.[0] ?? '') : `${random.pick([...TEXTS, ...OPTIONAL_IDS])}`;
    container.entries.splice(random.below(container.entries.length + 1), 0, [key, child]);
  } else {
    container.splice(random.below(container.length + 1), 0, child);
  }
}

/** A copy of an object without one of its IDs, or with an empty one. */
function partly(child: Json, random: Random): Json {
  const json = copy(child);
  if (json instanceof Members) {
    const key = random.pick(OPTIONAL_IDS);
    const at = json.entries.findIndex(([name]) => name === key);
    const empty: Array<[string, Json]> = random.chance(0.5)
      ? []
      : [[key, random.pick(['""', 'null', '" "', '"\\ud800"'])]];
    json.entries.splice(Math.max(0, at), at < 0 ? 0 : 1, ...empty);
  }
  return json;
}

/** An object as the list of its members, one twice at times; a list as an object; a list of numbers sorted otherwise. */
function otherForm(child: Json, random: Random): Json {
  if (child instanceof Members) {
    const items = child.entries.map(([, member]) => member);
    return random.chance(0.5) ? [...items, ...items.slice(0, 1).map(copy)] : items;
  }
  if (!Array.isArray(child)) {
    return JSON.stringify(child.replace(/^"|"$/g, ''));
  }
  return random.pick<Json>([
    child.toReversed(),
    [...child, ...child.map(copy)],
    new Members(child.map((item, i) => [String(i), item])),
    child.map((item) => (typeof item === 'string' && !item.startsWith('"') ? `"${item}"` : item)),
  ]);
}

/** A part of another case. */
function foreign(random: Random, others: readonly Draft[]): Json | null {
  const { answers } = random.pick(others);
  const document = answers.length === 0 ? null : random.pick(answers).document;
  const containers = document === null || isText(document) ? [] : containersIn(document);
  return containers.length === 0 ? null : copy(random.pick(containers).container);
}

/** Replaces all tokens, each by another number. */
function everyToken(container: Container, random: Random): void {
  for (let i = 0; i < sizeOf(container); i++) {
    if (typeof childAt(container, i) === 'string') {
      setChild(container, i, random.pick(NUMBERS));
    }
  }
}

/** Query types that ask for the same documents. */
const RELATED: ReadonlyArray<readonly QueryType[]> = [
  ['peerStats', 'tracks', 'incidents', 'layers'],
  ['calls', 'sessions', 'list', 'events'],
  ['substream', 'journal'],
];
const LABELS = Object.values(QUERY_TYPES).flatMap(({ labels }) => labels ?? []);

function mutatedQuery(draft: Draft, random: Random): Json {
  const query = copy(draft.query);
  if (!(query instanceof Members) || random.chance(0.05)) {
    return random.pick(TOKENS);
  }
  const saved = query.entries.find(([key]) => key === 'queryType')?.[1];
  const type =
    Object.keys(QUERY_TYPES).find((name): name is QueryType => JSON.stringify(name) === saved) ?? 'peerStats';
  const roll = random.next();
  if (roll < 0.15) {
    setMember(
      query,
      'queryType',
      JSON.stringify(random.pick(RELATED.find((types) => types.includes(type)) ?? ['list']))
    );
  } else if (roll < 0.35) {
    const filters = Array.from({ length: 1 + random.below(3) }, () => filter(draft, random));
    setMember(query, 'filters', random.chance(0.05) ? random.pick(TOKENS) : filters);
  } else if (roll < 0.9) {
    const fields: Readonly<Record<string, QueryField>> = QUERY_TYPES[type].fields;
    const name = random.pick(Object.keys(fields));
    const field = fields[name];
    setMember(
      query,
      name,
      random.chance(0.15) || field === undefined ? random.pick(TOKENS) : fieldValue(field, draft, random)
    );
  } else if (query.entries.length > 0) {
    mutateContainer(query, random, [draft]);
  }
  return query;
}

function setMember(object: Members, key: string, value: Json): void {
  const at = object.entries.findIndex(([name]) => name === key);
  object.entries.splice(at < 0 ? object.entries.length : at, at < 0 ? 0 : 1, [key, value]);
}

function filter(draft: Draft, random: Random): Json {
  const values = Array.from({ length: random.below(3) }, () => text(draft, random));
  const key = random.chance(0.7) ? random.pick(LABELS) : random.pick(TEXTS);
  return new Members([
    ['key', JSON.stringify(key)],
    ['operator', JSON.stringify(random.pick(['=', '!=', '=|', '!=|', '=~']))],
    ['values', values],
  ]);
}

/** A text, mostly one of the case's documents. */
function text(draft: Draft, random: Random): Json {
  const documents = draft.answers.flatMap(({ document }) => (isText(document) ? [] : [document]));
  const containers = documents.length === 0 || random.chance(0.3) ? [] : containersIn(random.pick(documents));
  const { container } = containers.length === 0 ? { container: [] } : random.pick(containers);
  const child = sizeOf(container) === 0 ? '' : childAt(container, random.below(sizeOf(container)));
  return typeof child === 'string' && child.startsWith('"') ? child : JSON.stringify(random.pick(TEXTS));
}

function fieldValue(field: QueryField, draft: Draft, random: Random): Json {
  switch (field.shape) {
    case 'choice':
      return JSON.stringify(random.pick(field.choices));
    case 'choices':
      return fromValue(field.choices.filter(() => random.chance(random.pick([0.1, 0.5]))));
    case 'count':
      return random.pick(['1', '2', '10', String(field.most), String(field.most + 1)]);
    case 'flag':
      return random.pick(['true', 'false']);
    case 'text':
      return random.chance(0.5) ? text(draft, random) : '"{{peer}} {{toString}} {{metric}} {{layer}}"';
    case 'one':
    case 'many':
      return random.chance(0.3) ? '[]' : Array.from({ length: 1 + random.below(3) }, () => text(draft, random));
  }
}

function mutatedSettings(random: Random): Json {
  const names = ['rtt_ms', 'jitter_ms', 'packet_loss_percent', 'fps', 'bitrate', random.pick(TEXTS)];
  const band = () =>
    new Members([
      ['good', random.pick([...NUMBERS, '100', '"5"'])],
      ['bad', random.pick([...NUMBERS, '200', '"1"'])],
    ]);
  return new Members([
    [random.pick(['maxPeers', 'maxSessions', 'callsTimeout']), random.pick(['1', '2', '"3"', ...TOKENS])],
    ['thresholds', random.chance(0.2) ? random.pick(TOKENS) : new Members([[random.pick(names), band()]])],
  ]);
}
