import type { TrackSeries } from '../measurements/track';
import { clockOffset, partOffset } from './peerClock';

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
  ['three hours ahead, from five minutes after the join', [track(185, 210)], 180],
  ['three hours behind, from five minutes after the join', [track(-175, -150)], -180],
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

/** One track with the samples of several. */
function joined(...tracks: readonly TrackSeries[]): TrackSeries {
  return { ...track(0, 0), times: tracks.flatMap(({ times }) => times).sort((one, other) => one - other) };
}

it.each([
  ['ahead until it was set right', joined(track(180, 190), track(10, 30)), 180],
  ['behind until it was set right', joined(track(-180, -170), track(10, 30)), -180],
  ['right until it was set ahead', joined(track(0, 20), track(200, 210)), 180],
  ['right until it was set behind', joined(track(0, 20), track(-160, -150)), -180],
  ['behind in the first minute', joined(track(-180, -179), track(1, 8)), -180],
  ['ahead in the first minute', joined(track(180, 181), track(1, 8)), 180],
  ['right', track(0, 30), 0],
  ['in use after a leave that was noticed early', track(0, 40), 0],
  ['right, but for one time', { ...track(0, 30), times: [0, ...track(0, 30).times] }, 0],
  ['without samples', { ...track(0, 30), times: [] }, 0],
])('a clock that was %s', (_, series, minutes) => {
  expect(clockOffset([series], STAY)).toBe(0);
  expect(partOffset([series], STAY)).toBe(minutes * MINUTE);
});
