import { of, type Subscription } from 'rxjs';
import type { Context, UpstreamRequest } from '../core';
import { ALL_SERVICES, decode, parseQuery } from '../core/all';
import { grafanaLive } from './grafanaLive';
import { LiveMemory } from './liveMemory';
import { runQuery, type QueryRun } from './runQuery';
import type { Reply } from './backendClient';
import { FakeLive } from './grafanaLive.fixture';

const NOW = 1_764_756_660_000;
const CONTEXT: Context = { service: 'storm', now: NOW, range: { from: NOW - 3_600_000, to: NOW }, settings: {} };
const QUERY = {
  refId: 'A',
  queryType: 'substream',
  app: 'live',
  streamKeys: ['studio'],
  substreams: ['native', '720p'],
  format: 'live',
};
/** What the backend has polled of each substream; 404 for any other. */
const POLLED: Readonly<Record<string, unknown>> = {
  native: { points: [[NOW - 2_000, 90]] },
  '720p': { points: [[NOW - 1_000, 70]] },
};
const asked: UpstreamRequest[] = [];
const backend = {
  fetch: (requests: readonly UpstreamRequest[]) => {
    requests.forEach((request) => asked.push(request));
    return of(
      new Map(
        requests.map((request): [string, Reply] => {
          const found = (answered ?? POLLED)[request.params.substream ?? ''];
          const text = JSON.stringify(found ?? { message: 'Substream not found' });
          const status = found === undefined ? 404 : found === 'down' ? 502 : 200;
          const answer = { status, contentType: 'application/json', text };
          return [request.key, { outcome: decode(request, answer), cost: { requests: 1, shared: 0, bytes: 0 } }];
        })
      )
    );
  },
};

/** What the backend answers instead of `POLLED`; undefined for nothing. */
let answered: Readonly<Record<string, unknown>> | undefined;
let live: FakeLive;
let memory: LiveMemory;
let runs: QueryRun[];
let subscription: Subscription | undefined;
beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  live = new FakeLive();
  memory = new LiveMemory();
  answered = undefined;
  runs = [];
  asked.length = 0;
});
afterEach(() => {
  subscription?.unsubscribe();
  jest.useRealTimers();
});

function follow(query: object = {}, context: Context = CONTEXT, withoutLive = false): void {
  const parsed = parseQuery({ ...QUERY, ...query }, context.service);
  const channels = withoutLive ? null : grafanaLive('uid', live.service);
  subscription = parsed.ok
    ? runQuery(ALL_SERVICES, parsed.value, context, backend, channels, memory).subscribe((run) => runs.push(run))
    : undefined;
}

/** The values of each series of the latest run, by its name. */
function drawn(): Record<string, unknown> {
  const result = runs[runs.length - 1]?.result;
  return result?.ok
    ? Object.fromEntries(
        result.value.map(({ schema, data }) => [schema.fields[1]?.config.displayNameFromDS ?? '', data.values[1]])
      )
    : { failure: result?.failure.message };
}

const notices = () => {
  const result = runs[runs.length - 1]?.result;
  return result?.ok ? result.value.flatMap(({ schema }) => schema.meta.notices?.map(({ text }) => text) ?? []) : [];
};

it('draws the past at once, and each point as it comes', () => {
  follow();
  expect(drawn()).toEqual({ native: [90], '720p': [70] });
  expect(runs).toMatchObject([{ isStreaming: true, cost: { requests: 2 } }]);
  const [native = '', other = ''] = live.followed;
  live.publish(native, { points: [[NOW + 1_000, 91]] });
  live.publish(other, { points: [[NOW + 1_100, 71]] });
  jest.advanceTimersByTime(500);
  expect(drawn()).toEqual({ native: [90, 91], '720p': [70, 71] });
  live.publish(native, { points: [[NOW + 3_000]], failure: 'Storm answered 503' });
  jest.advanceTimersByTime(500);
  expect(drawn()).toEqual({ native: [90, 91, null], '720p': [70, 71] });
  expect(notices()).toEqual(['Storm answered 503']);
  live.publish(native, { points: [[NOW + 5_000, 92]] });
  jest.advanceTimersByTime(500);
  expect(drawn()).toMatchObject({ native: [90, 91, null, 92] });
  expect(notices()).toEqual([]);
  expect(runs).toHaveLength(4);
  expect(asked).toHaveLength(2);
});

it('subscribes once to each substream, with the query that its path is made of', () => {
  follow({ intervalMs: 5_000 });
  expect(live.subscribed).toEqual(
    ['native', '720p'].map((substream) => ({
      scope: 'ds',
      stream: 'uid',
      namespace: 'uid',
      path: expect.stringMatching(/^substream\/[0-9a-f]{32}\/5000$/),
      data: {
        queryType: 'substream',
        format: 'live',
        app: 'live',
        streamKeys: ['studio'],
        substreams: [substream],
        intervalMs: 5_000,
      },
    }))
  );
});

it('takes from a new subscription only what it does not know', () => {
  follow({ substreams: ['native'] });
  const [native = ''] = live.followed;
  live.status(native, {});
  live.status(native, {
    message: {
      points: [
        [NOW - 9_000, 1],
        [NOW - 2_000, 90],
        [NOW + 1_000, 91],
      ],
    },
  });
  jest.advanceTimersByTime(500);
  expect(drawn()).toEqual({ health: [90, 91] });
});

it('says in a line why Grafana Live brings nothing', () => {
  follow({ substreams: ['native'] });
  const [native = ''] = live.followed;
  live.status(native, { error: `denied\u0085${'😀'.repeat(100_000)}` });
  jest.advanceTimersByTime(500);
  const [notice = ''] = notices();
  expect(notice).toMatch(/^Grafana Live sends no new points: denied 😀+…\.$/u);
  expect(notice.length).toBeLessThan(1_000);
  expect(drawn()).toEqual({ health: [90] });
});

it('follows a substream that is not there yet', () => {
  follow({ substreams: ['later'] });
  expect(drawn()).toEqual({ failure: expect.stringContaining('Storm answered 404 for substream live/studio/later') });
  const [later = ''] = live.followed;
  live.publish(later, { points: [[NOW + 60_000, 88]] });
  jest.advanceTimersByTime(60_500);
  expect(drawn()).toEqual({ health: [88] });
});

it('stops listening when nobody does', () => {
  follow();
  expect(live.followed).toHaveLength(2);
  subscription?.unsubscribe();
  expect(live.followed).toEqual([]);
  jest.advanceTimersByTime(10_000);
  expect(runs).toHaveLength(1);
});

it.each([
  ['a table', { format: 'table', substreams: ['native'] }, CONTEXT, false],
  ['a range that is over', {}, { ...CONTEXT, range: { from: NOW - 3_600_000, to: NOW - 60_000 } }, false],
  ['a query without Grafana Live', {}, CONTEXT, true],
])('%s is answered once', (_, query, context, withoutLive) => {
  follow(query, context, withoutLive);
  expect(runs).toMatchObject([{ isStreaming: false }]);
  expect(live.subscribed).toEqual([]);
});

describe('goes on', () => {
  const NATIVE = { substreams: ['native'] };
  const history = (...points: ReadonlyArray<readonly number[]>) => ({ native: { points } });

  it('after its channel has ended, with what it missed', () => {
    follow(NATIVE);
    const [native = ''] = live.followed;
    live.publish(native, { points: [[NOW + 1_000, 91]] });
    live.end(native);
    answered = history([NOW + 3_000, 93], [NOW + 5_000, 95]);
    jest.advanceTimersByTime(5_500);
    expect(drawn()).toEqual({ health: [90, 91, 93, 95] });
    live.publish(native, { points: [[NOW + 7_000, 97]] });
    jest.advanceTimersByTime(500);
    expect(drawn()).toEqual({ health: [90, 91, 93, 95, 97] });
  });

  it('after a channel was silent while a computer slept for ten minutes, with a gap', () => {
    follow(NATIVE);
    jest.setSystemTime(NOW + 600_000);
    answered = history([NOW + 598_000, 70]);
    jest.advanceTimersByTime(20_000);
    expect(drawn()).toEqual({ health: [90, null, 70] });
    const [native = ''] = live.followed;
    live.publish(native, { points: [[NOW + 621_000, 71]] });
    jest.advanceTimersByTime(500);
    expect(drawn()).toEqual({ health: [90, null, 70, 71] });
  });

  it('over HTTP as long as Grafana Live only has errors', () => {
    follow(NATIVE);
    for (let i = 1; i <= 3; i++) {
      live.status(live.followed[0] ?? '', { error: 'not running' });
      answered = history([NOW + i * 20_000, 90 + i]);
      jest.advanceTimersByTime(20_000);
    }
    expect(drawn()).toEqual({ health: [90, 91, 92, 93] });
  });

  it('keeps a channel that sends with each poll, however long the interval', () => {
    follow({ ...NATIVE, intervalMs: 60_000 });
    const [native = ''] = live.followed;
    for (let i = 1; i <= 5; i++) {
      jest.advanceTimersByTime(60_000);
      live.publish(native, { points: [] });
    }
    expect(live.subscribed).toHaveLength(1);
  });

  it('when its range changes ten times', () => {
    for (let i = 1; i <= 10; i++) {
      subscription?.unsubscribe();
      follow(NATIVE, { ...CONTEXT, range: { from: NOW - i * 60_000, to: NOW } });
      expect(live.followed).toHaveLength(1);
    }
    live.publish(live.followed[0] ?? '', { points: [[NOW + 1_000, 91]] });
    jest.advanceTimersByTime(500);
    expect(drawn()).toEqual({ health: [90, 91] });
  });

  it('through a refresh that fails, with a notice', () => {
    follow(NATIVE);
    subscription?.unsubscribe();
    answered = { native: 'down' };
    follow(NATIVE);
    expect(drawn()).toEqual({ health: [90] });
    expect(notices()).toEqual([expect.stringContaining('502')]);
  });

  it('through a refresh that does not get the list of substreams', () => {
    const all = { substreams: [] };
    answered = { native: POLLED.native, '': { data: { streamKey: 'studio', subStreams: [{ name: 'native' }] } } };
    follow(all);
    subscription?.unsubscribe();
    answered = { native: POLLED.native, '': 'down' };
    follow(all);
    expect(drawn()).toEqual({ health: [90] });
  });

  it('and not back in time, where another Grafana answers by another clock', () => {
    follow(NATIVE);
    live.publish(live.followed[0] ?? '', { points: [[NOW + 2_000, 92]] });
    jest.advanceTimersByTime(500);
    subscription?.unsubscribe();
    answered = history([NOW - 60_000, 30], [NOW - 1_000, 1], [NOW + 1_000, 2], [NOW + 3_000, 93]);
    follow(NATIVE, { ...CONTEXT, now: NOW + 3_000, range: { from: NOW - 3_600_000, to: NOW + 3_000 } });
    expect(drawn()).toEqual({ health: [30, 90, 92, 93] });
  });
});
