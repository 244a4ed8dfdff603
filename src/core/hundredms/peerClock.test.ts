import type { TrackSeries } from '../measurements/track';
import { clockOffset } from './peerClock';

const JOINED = Date.UTC(2025, 1, 6, 12);
const MINUTE = 60_000;

/** A track with a sample every ten seconds, from and to minutes after the peer joined. */
function track(from: number, to: number): TrackSeries {
  const times: number[] = [];
  for (let time = from * MINUTE + 10_000; time <= to * MINUTE; time += 10_000) {
    times.push(JOINED + time);
  }
  return { track: { side: 'publisher', kind: 'audio', track_id: 'a', type: null, rid: null }, times, values: {} };
}

/** A stay of 30 minutes. */
const STAY = { from: JOINED, to: JOINED + 30 * MINUTE };

it.each([
  ['all of the stay', [track(0, 30)], 0],
  ['a part of the stay', [track(20, 25)], 0],
  ['a clock that is a minute ahead', [track(1, 31)], 0],
  ['a clock that is a minute behind', [track(-1, 29)], 0],
  ['three hours ahead', [track(180, 210)], 180],
  ['three hours behind, a part of the stay', [track(-180, -160)], -180],
  ['ten minutes ahead', [track(10, 40)], 10],
  ['two and a half minutes behind', [track(-2.5, 27)], -2],
  ['1970', [track(-28_978_560, -28_978_550)], -28_978_560],
  ['of several tracks the first', [track(190, 210), track(180, 200)], 180],
  ['a leave that was noticed early', [track(0, 40)], 0],
  ['longer than the stay, at another time', [track(180, 260)], 180],
  ['one time that is not one', [{ ...track(0, 30), times: [0, ...track(0, 30).times] }], 0],
  ['no samples', [{ ...track(0, 30), times: [] }], 0],
])('%s', (_, tracks, minutes) => {
  expect(clockOffset(tracks, STAY)).toBe(minutes * MINUTE);
});

it('a clock cannot be checked without the join, nor found ahead without the leave', () => {
  expect(clockOffset([track(180, 210)], { ...STAY, from: null })).toBe(0);
  expect(clockOffset([track(180, 210)], { ...STAY, to: null })).toBe(0);
  expect(clockOffset([track(-180, -160)], { ...STAY, to: null })).toBe(-180 * MINUTE);
});
