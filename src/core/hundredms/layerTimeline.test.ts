import { layerTimeline, type Layer } from './layerTimeline';

const at = (second: number): number => Date.UTC(2026, 0, 15, 12) + second * 1_000;
const ALL = { from: at(0), to: at(3_600) };

/**
 * A layer's windows as `h 110=5 120=0 130=`: its rid, and the second that each ended at with its bitrate, if it has
 * one.
 */
function layer(text: string): Layer {
  const [rid = '', ...windows] = text.split(' ');
  const parts = windows.map((window) => window.split('='));
  return {
    rid,
    times: parts.map(([second]) => at(Number(second))),
    sent: parts.map(([, bitrate]) => (bitrate ? Number(bitrate) : null)),
  };
}

/** What was sent as `100=h+m 130=`: the second it was sent from, and the layers, if they are known. */
function timelineOf(layers: readonly string[], range = ALL): string {
  const states = layerTimeline(layers.map(layer), range);
  return states.map(({ time, state }) => `${(time - at(0)) / 1_000}=${state ?? ''}`).join(' ');
}

const TEN = 'h 110=5 120=5 130=5';

it.each([
  ['states from the start of the first window to the end of the last', [TEN], '100=h 110=h 120=h 130='],
  ['no state in a gap longer than usual', [`${TEN} 200=5 210=5`], '100=h 110=h 120=h 130= 190=h 200=h 210='],
  ['a state through a late window', [`${TEN} 152=5`], '100=h 110=h 120=h 130=h 152='],
  [
    'each layer while it was sent',
    ['h 110=5 120=0 130=0', 'm 110=5 120=5 130=0', 'l 110=5'],
    '100=h+m 109=h+m+l 110=m 120=none 130=',
  ],
  ['no state if no layer has a value', ['h 110=5 120= 130=0'], '100=h 110= 120=none 130='],
  [
    'one state for layers that a client sampled one after another',
    ['h 110=5 120=0', 'm 110.015=5 120.015=5'],
    '100.015=h+m 110.015=m 120.015=',
  ],
  ['a single window of unknown length as one second, the minimum', ['h 110=5'], '109=h 110='],
])('returns %s', (_, layers, expected) => {
  expect(timelineOf(layers)).toBe(expected);
});

it.each([
  ['at both ends', `${TEN} 140=5`, 105, 125, '105=h 110=h 120=h 125=h'],
  ['to nothing', TEN, 0, 99, ''],
  ['at the start of a window', TEN, 110, 130, '110=h 120=h 130='],
])('cuts windows to the range: %s', (_, windows, from, to, expected) => {
  expect(timelineOf([windows], { from: at(from), to: at(to) })).toBe(expected);
});
