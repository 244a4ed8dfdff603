import { parseQuery } from './query/parse';
import { fetchTimeout } from './fetchTimeout';

const CONTEXT = { service: '100ms', now: 0, range: { from: 0, to: 0 }, settings: {} } as const;

function timeOf(saved: object, callsTimeout?: unknown): number | null {
  const query = parseQuery(saved, '100ms');
  return query.ok ? fetchTimeout(query.value, { ...CONTEXT, settings: { callsTimeout } }) : NaN;
}

it.each([
  [undefined, 25_000],
  [2.5, 2_500],
  ['60', 60_000],
  ['soon', null],
])('a calls query with callsTimeout %j may send requests for %s ms', (callsTimeout, milliseconds) => {
  expect(timeOf({ queryType: 'calls' }, callsTimeout)).toBe(milliseconds);
});

it('a calls query sends requests no longer than its host can', () => {
  const query = parseQuery({ queryType: 'calls' }, '100ms');
  expect(query.ok && fetchTimeout(query.value, { ...CONTEXT, timeLeft: 9_500 })).toBe(9_500);
  expect(query.ok && fetchTimeout(query.value, { ...CONTEXT, timeLeft: 28_500 })).toBe(25_000);
});

it('any other query has no time limit for its requests', () => {
  expect(timeOf({ queryType: 'sessions' }, 5)).toBeNull();
});
