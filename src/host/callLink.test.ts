import { CoreApp, dateTime, type DataFrame } from '@grafana/data';
import { withCallLink } from './callLink';

const range = { from: dateTime(5_000_000), to: dateTime(6_000_000), raw: { from: 'now-1h', to: 'now' } };
const request = { app: CoreApp.Dashboard, dashboardUID: 'calls', range };
const search = { 'var-session': 's1', 'var-peer': ['a', 'b'], from: 'now-1h', orgId: '1' };

function empty(span?: { from: number; to: number }): DataFrame {
  return { fields: [], length: 0, meta: { custom: { span }, notices: [{ severity: 'warning', text: 'elsewhen' }] } };
}

const linkOf = (frame: DataFrame): string | undefined =>
  frame.meta?.notices?.find(({ severity }) => severity === 'info')?.link;

it('adds a link to this dashboard at the time of the call, with its variables, to the notice that says when it was', () => {
  const linked = withCallLink(empty({ from: 1_000_000, to: 1_200_000 }), request, search);
  expect(linked.meta?.notices?.[0]).toEqual({ severity: 'warning', text: 'elsewhen' });
  const link = linkOf(linked);
  expect(link).toBe('d/calls?from=1000000&to=1200000&var-session=s1&var-peer=a&var-peer=b');
});

it.each([
  ['in Explore', empty({ from: 1, to: 2 }), { ...request, app: CoreApp.Explore }],
  ['in a dashboard not yet saved', empty({ from: 1, to: 2 }), { ...request, dashboardUID: undefined }],
  ['where the call overlaps the range', empty({ from: 4_000_000, to: 5_500_000 }), request],
  ['without samples', empty(), request],
])('does not link %s', (_, frame, asked) => {
  expect(withCallLink(frame, asked, search)).toBe(frame);
});
