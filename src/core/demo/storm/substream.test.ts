import type { SubstreamColumnName } from '../../measurements/substreamColumns';
import { decodeSubstream, type Substream } from '../../storm/substream';
import { DEMO_APP, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../ids';
import { substreamAnswer } from './substream';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const NAMES = DEMO_STREAMS.flatMap((stream) => DEMO_SUBSTREAMS.map((name) => ({ stream, name })));

function read(stream: string, name: string, now: number): Substream {
  const substream = decodeSubstream(substreamAnswer(DEMO_APP, stream, name, now).text);
  if (substream === null) {
    throw new Error(`no ${stream}/${name}`);
  }
  return substream;
}

function number(stream: string, name: string, leaf: SubstreamColumnName, now: number): number {
  return Number(read(stream, name, now).leaves[leaf]);
}

test.each(NAMES)('$stream/$name has all 31 leaves, each of its type', ({ stream, name }) => {
  const { leaves, unread, hasHealth } = read(stream, name, NOON);
  expect({ unread, hasHealth }).toEqual({ unread: [], hasHealth: true });
  expect(Object.entries(leaves).filter(([, value]) => value === null)).toEqual([]);
  expect(Object.keys(leaves)).toHaveLength(31);
});

test.each(NAMES)('$stream/$name reports the bandwidth that its totals grow by', ({ stream, name }) => {
  for (let now = NOON; now < NOON + 400_000; now += 1_000) {
    const grown = (total: 'inTotalBytes' | 'outTotalBytes') =>
      number(stream, name, total, now) - number(stream, name, total, now - 1_000);
    const reported = (rate: 'inBandwidth' | 'outBandwidth') => number(stream, name, rate, now);
    expect([reported('inBandwidth'), reported('outBandwidth')]).toEqual([
      grown('inTotalBytes'),
      grown('outTotalBytes'),
    ]);
    expect(reported('inBandwidth')).toBeGreaterThanOrEqual(0);
  }
});

test('duration is the time since the start, and frames are counted in it', () => {
  const { leaves } = read('studio', 'native', NOON);
  const { startTime, duration, generatedAt, videoPacketCount, audioPacketCount } = leaves;
  expect({ startTime, duration, generatedAt }).toEqual({
    startTime: NOON - DAY / 3,
    duration: DAY / 3,
    generatedAt: NOON,
  });
  expect([videoPacketCount, audioPacketCount]).toEqual([30 * 28_800, 1_350_000]);
});

test('a stream starts anew once a day, from zero', () => {
  const restart = Date.UTC(2026, 10, 22, 4);
  const totals = [-1_000, 0, 1_000].map((after) => number('studio', 'native', 'inTotalBytes', restart + after));
  expect(totals).toEqual([expect.any(Number), 0, expect.any(Number)]);
  expect(totals[0]).toBeGreaterThan(64e9);
  expect(totals[2]).toBeLessThan(1e6);
});

test('bandwidth changes from interval to interval', () => {
  const rates = Array.from({ length: 60 }, (_, i) => number('studio', 'native', 'inBandwidth', NOON + i * 1_000));
  expect(new Set(rates).size).toBeGreaterThan(50);
});

test('through a whole day studio is very good, and stage is bad and out of sync', () => {
  for (let now = NOON; now < NOON + DAY; now += 97_000) {
    const studio = read('studio', 'native', now).leaves;
    const stage = read('stage', 'native', now).leaves;
    expect([studio.healthGrade, stage.healthGrade, stage.avSyncGrade]).toEqual(['Very Good', 'Bad', 'Critical']);
    expect(Math.abs(Number(studio.healthScore) - 92)).toBeLessThanOrEqual(3);
    expect(Math.abs(Number(stage.healthScore) - 22)).toBeLessThanOrEqual(7);
  }
});

test('the lowest quality of pitch has no data: grades say so, and numbers are 0', () => {
  const { leaves } = read('pitch', '360p', NOON);
  const { healthScore, healthGrade, avSync, avSyncGrade, inBandwidth } = leaves;
  expect([healthScore, healthGrade, avSync, avSyncGrade, inBandwidth]).toEqual([0, 'No Data', 0, 'No Data', 0]);
  expect(read('pitch', '720p', NOON).leaves.healthGrade).toBe('Good');
});

test.each([
  ['other', 'studio', 'native'],
  ['live', 'constructor', 'native'],
  ['live', 'studio', ''],
])('%s/%s/%s is not there', (app, stream, name) => {
  const { status, text } = substreamAnswer(app, stream, name, NOON);
  expect([status, text]).toEqual([404, '{"message":"Substream not found"}']);
});
