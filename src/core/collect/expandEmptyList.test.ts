import { expandEmptyList } from './expandEmptyList';
import type { Context } from '../protocol';

const CONTEXT: Context = { service: 'storm', now: 0, range: { from: 0, to: 1 }, settings: { maxPeers: 2 } };
const ABOUT = { owner: 'Application live', noun: 'streams' };

it.each([
  ['all items up to the limit', ['a', 'b'], false, ['a', 'b'], []],
  ['no items of an empty list', [], false, [], ['Application live lists no streams.']],
  [
    'the first items up to the limit',
    ['a', 'b', 'c'],
    false,
    ['a', 'b'],
    ['Application live has 3 streams, and an empty list includes 2 at most. The first 2 are shown.'],
  ],
  [
    'the first items of a list that was cut',
    ['a', 'b', 'c'],
    true,
    ['a', 'b'],
    ['Application live has at least 3 streams, and an empty list includes 2 at most. The first 2 are shown.'],
  ],
  [
    'all items of a list that was cut below the limit',
    ['a'],
    true,
    ['a'],
    ['Application live has more streams than the 1 that were listed. The first 1 are shown.'],
  ],
])('a table includes %s', (_, all, isCut, items, warnings) => {
  expect(expandEmptyList(all, { ...ABOUT, format: 'table', isCut }, CONTEXT)).toEqual({
    ok: true,
    value: { items, warnings },
  });
});

it.each([
  [
    'too many items',
    ['a', 'b', 'c'],
    false,
    'Application live has 3 streams, and an empty list includes 2 at most. Name the streams, or raise maxPeers in the data source settings.',
  ],
  [
    'a list that was cut below the limit',
    ['a'],
    true,
    'Application live has more streams than the 1 that were listed. Name the streams.',
  ],
  [
    'a list that was cut before its first item',
    [],
    true,
    'Application live has more streams than the 0 that were listed. Name the streams.',
  ],
])('an alert fails for %s', (_, all, isCut, message) => {
  expect(expandEmptyList(all, { ...ABOUT, format: 'numeric', isCut }, CONTEXT)).toMatchObject({
    ok: false,
    failure: { source: 'user', message },
  });
});
