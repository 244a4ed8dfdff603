import { dateTime, type DataFrame } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { rangeOfCall, showCall, spanCutBy, spanOutside } from './callSpan';

const RANGE = { from: dateTime(5_000_000), to: dateTime(6_000_000) };
const empty = (span?: object): DataFrame => ({ fields: [], length: 0, meta: { custom: { span } } });

test.each([
  ['before the range', empty({ from: 1, to: 2 }), { from: 1, to: 2 }],
  ['after the range', empty({ from: 7_000_000, to: 8_000_000 }), { from: 7_000_000, to: 8_000_000 }],
  ['partly in the range', empty({ from: 4_000_000, to: 5_500_000 }), null],
  ['unknown', empty(), null],
  [
    'shown',
    { ...empty({ from: 1, to: 2 }), fields: [{ name: 'a', type: 'number', config: {}, values: [] }] } as DataFrame,
    null,
  ],
])('finds a call that was %s', (_, frame, span) => {
  expect(spanOutside(frame, RANGE)).toEqual(span);
});

test.each([
  ['begins before the range', empty({ from: 4_999_999, to: 6_000_000 }), true],
  ['ends after the range', empty({ from: 5_000_000, to: 6_000_001 }), true],
  ['was at another time', empty({ from: 1, to: 2 }), true],
  ['is in the range', empty({ from: 5_000_000, to: 6_000_000 }), false],
  ['is unknown', empty(), false],
])('a call that %s is cut: %#', (_, frame, isCut) => {
  expect(spanCutBy(frame, RANGE) !== null).toBe(isCut);
});

it('shows at least a minute', () => {
  expect(rangeOfCall({ from: 1_000_000, to: 1_000_000 })).toEqual({ from: '970000', to: '1030000' });
});

it('moves the range of a dashboard', () => {
  locationService.push('/d/peerlens-call?var-session=s1&from=now-1h&to=now');
  showCall({ from: 1_000_000, to: 1_200_000 }, 's1');
  expect(locationService.getSearchObject()).toEqual({ 'var-session': 's1', from: '1000000', to: '1200000' });
});

it('moves the range of the pane in Explore that has the session', () => {
  const range = { from: 'now-1h', to: 'now' };
  const panes = { left: { queries: [{ sessionId: 's1' }], range }, right: { queries: [{ sessionId: 's2' }], range } };
  locationService.push(`/explore?${new URLSearchParams({ panes: JSON.stringify(panes) }).toString()}`);
  showCall({ from: 1_000_000, to: 1_200_000 }, 's1');
  expect(JSON.parse(String(locationService.getSearchObject().panes))).toEqual({
    left: { queries: [{ sessionId: 's1' }], range: { from: '1000000', to: '1200000' } },
    right: { queries: [{ sessionId: 's2' }], range },
  });
});
