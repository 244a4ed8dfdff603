import { parseQuery } from './query/parse';
import { fetchTimeout } from './fetchTimeout';

const CONTEXT = { service: '100ms', now: 0, range: { from: 0, to: 0 } } as const;

it.each([
  ['its setting, 25 s by default', 'calls', {}, 28_500, 25_000],
  ['its setting in seconds', 'calls', { callsTimeout: '2.5' }, 28_500, 2_500],
  ['the time that its host has', 'calls', {}, 9_500, 9_500],
  ['no limit of its own if the setting is wrong', 'calls', { callsTimeout: 'soon' }, undefined, null],
  ['no limit of its own if it is of another type', 'sessions', { callsTimeout: 5 }, undefined, null],
])('a query may send requests for %s', (_, queryType, settings, timeLeft, expected) => {
  const query = parseQuery({ queryType }, '100ms');
  expect(query.ok && fetchTimeout(query.value, { ...CONTEXT, settings, timeLeft })).toBe(expected);
});
