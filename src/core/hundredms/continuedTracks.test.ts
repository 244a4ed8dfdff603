import type { TrackSeries } from '../measurements/track';
import { joinContinued } from './continuedTracks';

/** A published camera with a sample every ten seconds, `a 10-50`, of a layer if one is given: `a 10-50 h`. */
function camera(text: string): TrackSeries {
  const [track_id = '', seconds = '', rid = null] = text.split(' ');
  const [from = 0, to = from] = seconds.split('-').map(Number);
  const times = Array.from({ length: Math.floor((to - from) / 10) + 1 }, (_, i) => (from + i * 10) * 1_000);
  return {
    track: { side: 'publisher', kind: 'video', track_id, type: 'regular', rid },
    times,
    values: { bitrate: times.map((time) => time / 1_000) },
  };
}

function describeTrack({ track, times, otherIds = [] }: TrackSeries): string {
  const ids = [track.track_id, ...otherIds].join('+');
  return `${ids} ${(times[0] ?? 0) / 1_000}-${(times.at(-1) ?? 0) / 1_000}${track.rid === null ? '' : ` ${track.rid}`}`;
}

it.each([
  ['one after another', ['a 10-50', 'b 70-110', 'c 120-200'], ['a+b+c 10-200']],
  ['listed in another order', ['c 120-200', 'a 10-50', 'b 70-110'], ['a+b+c 10-200']],
  ['the next begins as the one before ends', ['a 10-50', 'b 50-90'], ['a+b 10-90']],
  ['the next is sampled a moment before the end', ['a 10-50', 'b 49.5-89.5'], ['a+b 10-89.5']],
  ['the next begins a second before the end', ['a 10-50', 'b 49-89'], ['a 10-50', 'b 49-89']],
  ['two at once', ['a 10-50', 'b 20-60'], ['a 10-50', 'b 20-60']],
  ['one of which continues', ['a 10-50', 'all 10-90', 'b 60-90'], ['a+b 10-90', 'all 10-90']],
  ['the one that ended last continues', ['a 10-30', 'b 10-50', 'c 60-90'], ['a 10-30', 'b+c 10-90']],
  ['two end at once', ['a 10-50', 'b 20-50', 'c 60-90'], ['a 10-50', 'b 20-50', 'c 60-90']],
  ['two begin at once', ['a 10-50', 'b 60-90', 'c 60-80'], ['a 10-50', 'b 60-90', 'c 60-80']],
  ['both with one sample', ['a 10', 'b 10'], ['a 10-10', 'b 10-10']],
  ['layers', ['a 10-50 h', 'a 10-30 m', 'b 60-90 m', 'b 60-90 l'], ['a+b 10-50 h', 'a+b 10-90 m', 'a+b 60-90 l']],
  ['a layer that is still sent', ['a 10-50 h', 'a 10-70 m', 'b 60-90 h'], ['a 10-50 h', 'a 10-70 m', 'b 60-90 h']],
  ['no layer in common', ['a 10-50 h', 'b 60-90 l'], ['a 10-50 h', 'b 60-90 l']],
  ['other layers again after one in common', ['a 10-50', 'b 60-90', 'c 95-99 h'], ['a+b 10-90', 'c 95-95 h']],
])('tracks %s', (_, tracks, expected) => {
  expect(joinContinued(tracks.map(camera), () => 'camera').map(describeTrack)).toEqual(expected);
});

it('a track without ID, samples or source continues none', () => {
  const [first, second] = [camera('a 10-50'), camera('b 60-90')];
  const unnamed = { ...second, track: { ...second.track, track_id: null } };
  const empty = { ...second, times: [], values: {} };
  expect(joinContinued([first, unnamed], () => 'camera')).toEqual([first, unnamed]);
  expect(joinContinued([first, empty], () => 'camera')).toEqual([first, empty]);
  expect(joinContinued([first, second], ({ track_id }) => track_id)).toEqual([first, second]);
  expect(joinContinued([first, second], () => null)).toEqual([first, second]);
});

it('a metric that a part lacks is null there', () => {
  const [first, second] = [camera('a 10-20'), camera('b 30')];
  const joined = joinContinued([first, { ...second, values: { fps: [25] } }], () => 'camera');
  expect(joined.map(({ values }) => values)).toEqual([{ bitrate: [10, 20, null], fps: [null, null, 25] }]);
});
