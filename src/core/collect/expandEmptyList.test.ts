import { expandEmptyList } from './expandEmptyList';
import type { Context } from '../protocol';

const CONTEXT: Context = { service: 'storm', now: 0, range: { from: 0, to: 1 }, settings: { maxPeers: 2 } };

it('says of a list that was cut above the limit that there are at least as many', () => {
  const about = { owner: 'Application live', noun: 'streams', format: 'table', isTruncated: true } as const;
  const text = 'Application live has at least 3 streams, and an empty list includes 2 at most. The first 2 are shown.';
  expect(expandEmptyList(['a', 'b', 'c'], about, CONTEXT)).toEqual({
    ok: true,
    value: { items: ['a', 'b'], warnings: [text] },
  });
});
