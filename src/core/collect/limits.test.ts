import { limitOf, readLimit } from './limits';

it.each([
  ['maxPeers', 50],
  ['maxSessions', 200],
  ['callsTimeout', 25],
] as const)('%s is %d by default', (name, defaultLimit) => {
  for (const none of [undefined, null, '', ' ']) {
    expect(limitOf(name, { settings: { [name]: none } })).toEqual({ ok: true, value: defaultLimit });
  }
});

it.each([
  ['maxPeers', '7', 7],
  ['maxPeers', 10_000, 10_000],
  ['maxPeers', 10_001, null],
  ['maxPeers', 2.5, null],
  ['maxPeers', 0, null],
  ['maxSessions', -1, null],
  ['maxSessions', 'many', null],
  ['callsTimeout', 2.5, 2.5],
  ['callsTimeout', ' 60 ', 60],
  ['callsTimeout', 600, 600],
  ['callsTimeout', 601, null],
  ['callsTimeout', 0.5, null],
  ['callsTimeout', [30], null],
] as const)('%s of %j is %s', (name, saved, expected) => {
  expect(readLimit(name, saved)).toBe(expected);
});

it.each([
  ['maxSessions', 0, 'maxSessions in the data source settings is 0. It must be a whole number from 1 to 10000.'],
  [
    'callsTimeout',
    '1m',
    'callsTimeout in the data source settings is "1m". It must be a number of seconds from 1 to 600.',
  ],
] as const)('%s of %j is reported', (name, saved, message) => {
  expect(limitOf(name, { settings: { [name]: saved } })).toMatchObject({
    ok: false,
    failure: { source: 'user', status: 400, message },
  });
});
