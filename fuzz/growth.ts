import { runInBrowserHost } from './browserHost';
import { caseOf, copyDraft, isText, type Draft } from './draft';
import type { Finding } from './findings';
import { runInGoHost } from './goHost';
import { containersIn, copy, mapped, nested, object, write, type Container, type Json } from './json';
import type { Random } from './random';

/** A time for twice the size over once that is clearly more than in proportion, from where times are above noise. */
const MAX_RATIO = 3.2;
const NOISE = 50;
const SMALLEST = 30_000;
const LARGEST = 3_000_000;
const TIMEOUT = 20_000;

/** How a part of a draft is made larger: the copies of its children are as they are, or each has IDs of its own, or they nest. */
type Way = 'equal' | 'distinct' | 'nested';

interface Growth {
  readonly what: string;
  /** How large it can become: nothing reads deeper than 10,000. */
  readonly max: number;
  /** The draft with a part that is about n times as large. */
  readonly grown: (n: number) => Draft;
}

/** Picks a part of a draft, and how it grows. */
export function growthOf(draft: Draft, random: Random): Growth | null {
  const ofQuery = random.chance(0.15);
  const inAnswer = random.below(Math.max(1, draft.answers.length));
  const partsOf = (of: Draft) => {
    const document = ofQuery ? of.query : of.answers[inAnswer]?.document;
    return document === undefined || isText(document) ? [] : containersIn(document);
  };
  const candidates = [...partsOf(draft).entries()].filter(([, { container }]) => container.entries.length > 0);
  if (candidates.length === 0) {
    return null;
  }
  const [at, { key }] = random.pick(candidates);
  const way = random.pick<Way>(['equal', 'distinct', 'distinct', 'nested']);
  const settings = object(['maxPeers', '10000'], ['maxSessions', '10000']);
  const grown = (n: number): Draft => {
    const larger = copyDraft({ ...draft, settings });
    const part = partsOf(larger)[at];
    if (part !== undefined) {
      grow(part.container, n, key === 'time_series' ? 'series' : way);
    }
    return larger;
  };
  const where = ofQuery ? 'the query' : `${draft.answers[inAnswer]?.route ?? ''}`;
  const max = way !== 'nested' ? Infinity : ofQuery ? 2000 : 9000;
  return { max, what: `"${key}" of ${where}, ${way}, in "${draft.title}"`, grown };
}

function grow({ isList, entries }: Container, n: number, way: Way | 'series'): void {
  if (way === 'nested') {
    entries.splice(0, 1, [entries[0]?.[0] ?? '', nested(entries[0]?.[1] ?? 'null', n)]);
    return;
  }
  for (const [key, child] of entries.slice()) {
    const items = typeof child === 'string' ? [] : child.entries.slice();
    for (let time = 1; time < n; time++) {
      if (way !== 'series') {
        entries.push([isList ? '' : `${key}-${time}`, way === 'distinct' ? distinct(child, time) : copy(child)]);
      } else if (typeof child !== 'string') {
        child.entries.push(...items.map(([name, item]): [string, Json] => [name, later(item, time)]));
      }
    }
  }
}

/** Returns a sample for a repetition of its series, with a later time. */
function later(item: Json, time: number): Json {
  return typeof item === 'string' && /^1\d{12}$/.test(item) ? String(Number(item) + time * 3_600_000) : copy(item);
}

/** Returns a copy with IDs and names of its own. */
function distinct(json: Json, time: number): Json {
  if (typeof json === 'string') {
    return /^"[^"\\]*\w"$/.test(json) && !/^"\d{4}-/.test(json) ? `${json.slice(0, -1)}-${time}"` : json;
  }
  return mapped(json, (child, key) => (json.isList || /id|name|rid/.test(key) ? distinct(child, time) : copy(child)));
}

interface Times {
  readonly size: number;
  readonly V8: number;
  readonly Go: number;
}

/** Doubles a part until it is large; gives where time grew faster than size. */
export async function measureGrowth({ what, max, grown }: Growth): Promise<Finding | null> {
  const one = sizeOfDraft(grown(1));
  const perTime = Math.max(1, (sizeOfDraft(grown(9)) - one) / 8);
  let before: Times | null = null;
  const first = Math.min(Math.ceil(SMALLEST / perTime), max / 8);
  for (let n = Math.ceil(first); n <= max && n * perTime < LARGEST; n *= 2) {
    const after = await measure(grown(n));
    for (const host of ['V8', 'Go'] as const) {
      if (before === null || !isFaster(before, after, host)) {
        continue;
      }
      // Measured again, as other programs run too: the least of three.
      const [small, large] = [await leastOf(grown(n / 2), host), await leastOf(grown(n), host)];
      const sizes = after.size / before.size;
      if (large > NOISE && large / small > MAX_RATIO * (sizes / 2)) {
        const detail = `${sizes.toFixed(2)} x the size (${after.size} bytes) took ${(large / small).toFixed(1)} x the time (${large.toFixed(0)} ms)`;
        return { kind: `growth in ${host}: ${what}`, detail };
      }
    }
    if (Math.max(after.V8, after.Go) > TIMEOUT / 4) {
      return null;
    }
    before = after;
  }
  return null;
}

function isFaster(before: Times, after: Times, host: 'V8' | 'Go'): boolean {
  return after[host] > NOISE && after[host] / before[host] > MAX_RATIO * (after.size / before.size / 2);
}

async function leastOf(draft: Draft, host: 'V8' | 'Go'): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    times.push((await measure(draft))[host]);
  }
  return Math.min(...times);
}

async function measure(draft: Draft): Promise<Times> {
  const one = caseOf(draft);
  const [{ milliseconds: Go } = { milliseconds: TIMEOUT }] = await runInGoHost([one], {
    timeout: TIMEOUT,
    isQuiet: true,
  });
  const { milliseconds: V8 } = runInBrowserHost(one, TIMEOUT, true);
  return { size: sizeOfDraft(draft), V8, Go };
}

function sizeOfDraft({ query, answers }: Draft): number {
  const texts = answers.map(({ document }) => (isText(document) ? document.text : write(document)));
  return [write(query), ...texts].reduce((sum, text) => sum + text.length, 0);
}
