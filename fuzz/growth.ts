import type { Case } from '../testdata/cases';
import { runInBrowserHost } from './browserHost';
import type { Finding } from './findings';
import { runInGoHost } from './goHost';
import { containersIn, entriesOf, isContainer, nested, parse, setEntries, write, type Container } from './json';
import type { Random } from './random';

/** A time for twice the size over once that is clearly more than in proportion, from where times are above noise. */
const MAX_RATIO = 3.2;
const NOISE = 50;
const SMALLEST = 30_000;
const LARGEST = 3_000_000;
const TIMEOUT = 20_000;

/**
 * How a list or an object is made larger: with copies of its children, with copies that have IDs of their own, or
 * deeper.
 */
type Way = 'equal' | 'distinct' | 'nested';

interface Growth {
  readonly what: string;
  /** How large it can become: nothing reads deeper than 10,000. */
  readonly max: number;
  /** The case with a part that is about n times as large. */
  readonly grown: (n: number) => Case;
}

/** Picks a part of the query or of an answer, and how it grows. */
export function growthOf(one: Case, random: Random): Growth | null {
  const answer = random.chance(0.15) || one.answers.length === 0 ? null : random.pick(one.answers);
  const read = () => (answer === null ? structuredClone(one.query) : parse(answer.text));
  const candidates = [...containersIn(read()).entries()].filter(([, { container }]) => entriesOf(container).length > 0);
  if (candidates.length === 0) {
    return null;
  }
  const [at, { key }] = random.pick(candidates);
  const way = random.pick<Way>(['equal', 'distinct', 'distinct', 'nested']);
  const grown = (n: number): Case => {
    const document = read();
    const container = containersIn(document)[at]?.container ?? [];
    setEntries(container, key === 'time_series' ? longer(container, n) : larger(container, n, way));
    const text = write(document);
    return {
      ...one,
      settings: { maxPeers: 10_000, maxSessions: 10_000 },
      query: answer === null ? JSON.parse(text) : one.query,
      answers: one.answers.map((each) => (each === answer ? { ...answer, text } : each)),
    };
  };
  const max = way !== 'nested' ? Infinity : answer === null ? 2000 : 9000;
  return { max, what: `"${key}" of ${answer?.route ?? 'the query'}, ${way}, in "${one.title}"`, grown };
}

function larger(container: Container, n: number, way: Way) {
  const entries = entriesOf(container);
  if (way === 'nested') {
    return entries.map(([key, child], i) => [key, i === 0 ? nested(child, n) : child] as const);
  }
  return Array.from({ length: n }, (_, time) =>
    entries.map(([key, child]) => {
      const copy = way === 'equal' || time === 0 ? child : distinct(child, time);
      return [time === 0 ? key : `${key}-${time}`, copy] as const;
    })
  ).flat();
}

/** The lists of a series with their samples n times, each time an hour later. */
function longer(series: Container, n: number) {
  const repeat = (items: readonly unknown[]) =>
    Array.from({ length: n }, (_, time) => items.map((item) => later(item, time))).flat();
  return entriesOf(series).map(([key, items]) => [key, Array.isArray(items) ? repeat(items) : items] as const);
}

function later(item: unknown, time: number): unknown {
  return typeof item === 'number' && item >= 1e12 ? item + time * 3_600_000 : item;
}

/** Returns a copy with IDs and names of its own. */
function distinct(value: unknown, time: number): unknown {
  if (typeof value === 'string') {
    return /\w$/.test(value) && !/^\d{4}-/.test(value) ? `${value}-${time}` : value;
  }
  if (!isContainer(value)) {
    return value;
  }
  return Array.isArray(value)
    ? value.map((child) => distinct(child, time))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, /id|name|rid/.test(key) ? distinct(child, time) : child])
      );
}

/** Doubles a part until it is large; gives where time grew faster than size. */
export async function measureGrowth({ what, max, grown }: Growth): Promise<Finding | null> {
  const perTime = Math.max(1, (sizeOf(grown(9)) - sizeOf(grown(1))) / 8);
  const first = Math.ceil(Math.min(SMALLEST / perTime, max / 8));
  for (let n = first; 2 * n <= max && 2 * n * perTime < LARGEST; n *= 2) {
    const [small, large] = [grown(n), grown(2 * n)];
    for (const [host, measure] of Object.entries({ V8: timeInBrowser, Go: timeInGo })) {
      const ratio = await ratioOf(small, large, measure);
      if (ratio > MAX_RATIO) {
        const detail = `twice the size (${sizeOf(large)} bytes) took ${ratio.toFixed(1)} x the time`;
        return { kind: `growth in ${host}: ${what}`, detail };
      }
    }
  }
  return null;
}

/** The time of a case over that of one of half its size, the least of some tries, as other programs run too. */
async function ratioOf(small: Case, large: Case, measure: (one: Case) => number | Promise<number>): Promise<number> {
  const sizes = sizeOf(large) / sizeOf(small) / 2;
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > MAX_RATIO; tries++) {
    const time = await measure(large);
    least = time < NOISE ? 0 : Math.min(least, time / (await measure(small)) / sizes);
  }
  return least;
}

/** Milliseconds; the least of three, as other programs run too. */
function timeInBrowser(one: Case): number {
  return Math.min(...[1, 2, 3].map(() => runInBrowserHost(one, TIMEOUT, true).milliseconds));
}

async function timeInGo(one: Case): Promise<number> {
  const replies = await runInGoHost([one, one, one], { timeout: TIMEOUT, isQuiet: true });
  return Math.min(...replies.map(({ milliseconds }) => milliseconds));
}

function sizeOf({ query, answers }: Case): number {
  return JSON.stringify(query).length + answers.reduce((sum, { text = '' }) => sum + text.length, 0);
}
