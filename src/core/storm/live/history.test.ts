import fc from 'fast-check';
import { appendLive } from '../../mergeLive';
import { append, decodeHistory, encodePoint, type History } from './history';
import { readPoll } from '../../readPoll';
import { liveRequest, substreamRequest } from '../requests';

const historyAt = (...times: readonly number[]): History => ({
  points: times.map((time) => ({ time, values: {} })),
  failure: null,
});
const LIVE = liveRequest({ app: 'live', stream: 'studio', substream: 'native' });
const timesOf = ({ points }: History) => points.map(({ time }) => time);

it('decodes an encoded point, and a gap as a point without values', () => {
  const values = { healthScore: 88, inTotalBytes: 4.5 };
  const live = decodeHistory(JSON.stringify({ points: [[5], encodePoint('substream', { time: 9, values })] }), LIVE);
  expect(live?.points.map(({ time }) => time)).toEqual([5, 9]);
  expect(live?.points[0]?.values).toMatchObject({ healthScore: null, executionTime: null });
  expect(live?.points[1]?.values).toMatchObject({ ...values, fpsDev: null, executionTime: null });
  expect(live?.failure).toBeNull();
});

it.each(['', '<html>', '{}', '[]', '{"points":5}'])('%j is not a history', (text) =>
  expect(decodeHistory(text, LIVE)).toBeNull()
);

it('points are in the order of time, without repeats', () => {
  expect(timesOf(decodeHistory('{"points":[[5],[4],[5],["x"],null,[7,"1"]]}', LIVE) ?? historyAt())).toEqual([5, 7]);
});

it('leaves out points that a new subscription repeats, and points older than an hour', () => {
  expect(timesOf(append(historyAt(1, 2, 3), historyAt(1, 2, 3, 4)))).toEqual([1, 2, 3, 4]);
  expect(timesOf(append(historyAt(1, 2), historyAt(3_600_002)))).toEqual([2, 3_600_002]);
  fc.assert(
    fc.property(fc.array(fc.nat(7_200_000)), fc.array(fc.nat(7_200_000)), (some, more) => {
      const times = timesOf(append(append(historyAt(), historyAt(...some)), historyAt(...more)));
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      expect((times[times.length - 1] ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(3_600_000);
    })
  );
});

it('a channel adds points even if the first response failed, and ignores an unreadable message', () => {
  const failure = { source: 'upstream', status: 404, message: 'Substream not found' } as const;
  const outcomes = { other: { ok: false, failure }, live: { ok: false, failure } } as const;
  const channel = {
    key: 'live',
    path: '',
    data: { queryType: 'substream', format: 'live', intervalMs: 2_000 },
  } as const;
  expect(appendLive(outcomes, channel, 'no document')).toBe(outcomes);
  const after = appendLive(outcomes, channel, { points: [[5, 88]], failure: 'slow' });
  expect(after.other).toBe(outcomes.other);
  expect(after.live).toMatchObject({
    ok: true,
    projection: 'live',
    value: { points: [{ time: 5 }], failure: 'slow' },
  });
});

describe('a poll', () => {
  const request = substreamRequest({ app: 'live', stream: 'studio', substream: 'native' });
  const answer = (generatedAt: number | null, inTotalBytes: number) => ({
    status: 200,
    contentType: 'application/json',
    text: JSON.stringify({ data: { startTime: 1, inTotalBytes }, meta: { generatedAt } }),
  });
  const first = readPoll(request, answer(10_000, 500), 10_100, null);

  it('that failed is a gap, and the next rate covers it', () => {
    const gap = readPoll(request, { fault: 'timeout', detail: 'too late' }, 12_100, first.before);
    const last = readPoll(request, answer(14_000, 4_500), 14_100, gap.before);
    const failure: unknown = expect.stringContaining('no answer in time');
    expect(gap).toEqual({ point: [12_100], before: first.before, failure, wrong: [] });
    const read = decodeHistory(JSON.stringify({ points: [first.point, gap.point, last.point] }), LIVE);
    expect(read?.points.map(({ values }) => values.inTotalBytes)).toEqual([null, null, 1_000]);
  });

  it('names the metrics whose values are impossible or unreadable', () => {
    const text = JSON.stringify({ data: { viewerCount: -1, inBandwidth: {}, outBandwidth: 4 }, meta: {} });
    const poll = readPoll(request, { ...answer(1, 1), text }, 10_100, null);
    expect(poll.wrong).toEqual(['inBandwidth', 'viewerCount']);
    const known = decodeHistory(JSON.stringify({ points: [poll.point], wrong: poll.wrong }), LIVE);
    expect(known?.wrong).toEqual(poll.wrong);
    // The next poll says what is wrong then.
    expect(append(known ?? historyAt(), historyAt(10_200)).wrong).toBeUndefined();
  });

  it('that returned the same snapshot again adds no point, if the snapshot has its own time', () => {
    expect(readPoll(request, answer(10_000, 500), 10_300, first.before)).toEqual({ ...first, point: null });
    const timeless = readPoll(request, answer(null, 500), 10_100, null);
    expect(readPoll(request, answer(null, 500), 10_300, timeless.before).point?.[0]).toBe(10_300);
  });
});
