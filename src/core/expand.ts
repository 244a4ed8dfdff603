import { failure } from './failure/failure';
import { asNumber } from './json';
import type { Context, Outcome } from './protocol';

/** How many parts an empty list may stand for, where the settings do not say. */
const USUAL = 50;
const MOST = 10_000;

/** What an empty list came to. */
interface Expanded<T> {
  readonly items: readonly T[];
  readonly warnings: readonly string[];
}

/** Of what an empty list is told, in words. */
interface About {
  /** Such as `Session 6977b3f3`. */
  readonly whose: string;
  /** In the plural, such as `peers`. */
  readonly what: string;
  readonly format: string;
  /** Whether there are more than were listed. */
  readonly isCut?: boolean;
}

/**
 * What an empty list stands for, up to the setting `maxPeers`. Beyond it fails with `user` in numeric, whose answer is whole or not at all since
 * an alert shows no notice; and where the setting is not a number.
 */
export function expand<T>(
  all: readonly T[],
  { whose, what, format, isCut = false }: About,
  context: Context
): Outcome<Expanded<T>> {
  const most = maxPeersOf(context);
  if (!most.ok) {
    return most;
  }
  if (all.length === 0) {
    return { ok: true, value: { items: [], warnings: [`${whose} lists no ${what}.`] } };
  }
  if (all.length <= most.value && !isCut) {
    return { ok: true, value: { items: all, warnings: [] } };
  }
  const count = isCut ? `at least ${all.length}` : all.length;
  const finding = `${whose} has ${count} ${what}, and an empty list stands for ${most.value} at most.`;
  if (format === 'numeric') {
    const advice = `Name the ${what}, or raise maxPeers in the data source settings.`;
    return { ok: false, failure: failure('user', 400, finding, advice) };
  }
  const items = all.slice(0, most.value);
  return { ok: true, value: { items, warnings: [`${finding} The first ${items.length} are shown.`] } };
}

function maxPeersOf({ maxPeers }: Context): Outcome<number> {
  if (maxPeers === undefined || maxPeers === null || maxPeers === '') {
    return { ok: true, value: USUAL };
  }
  const number = asNumber(maxPeers);
  if (number === null || number < 1 || number > MOST || Math.floor(number) !== number) {
    const finding = `maxPeers in the data source settings is ${JSON.stringify(maxPeers)}.`;
    return { ok: false, failure: failure('user', 400, finding, `It must be a whole number from 1 to ${MOST}.`) };
  }
  return { ok: true, value: number };
}
