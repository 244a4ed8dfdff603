import { layerTimeline, type Layer } from './layerTimeline';

const at = (second: number): number => Date.UTC(2026, 0, 15, 12) + second * 1_000;
const ALL = { from: at(0), to: at(3_600) };

/** A layer's windows, by the second each ended, with their bitrates. */
const layer = (rid: string, ends: ReadonlyArray<readonly [second: number, bitrate: number | null]>): Layer => ({
  rid,
  times: ends.map(([second]) => at(second)),
  sent: ends.map(([, bitrate]) => bitrate),
});

/** What was sent, by the second it was sent from. */
function statesOf(layers: readonly Layer[], range = ALL) {
  return layerTimeline(layers, range).map(({ time, state }) => [(time - at(0)) / 1_000, state]);
}

const TEN: ReadonlyArray<readonly [number, number]> = [
  [110, 5],
  [120, 5],
  [130, 5],
];

it.each<[string, readonly Layer[], Array<[second: number, state: string | null]>]>([
  [
    'states from the start of the first window to the end of the last',
    [layer('h', TEN)],
    [
      [100, 'h'],
      [110, 'h'],
      [120, 'h'],
      [130, null],
    ],
  ],
  [
    'no state in a gap longer than usual',
    [layer('h', [...TEN, [200, 5], [210, 5]])],
    [
      [100, 'h'],
      [110, 'h'],
      [120, 'h'],
      [130, null],
      [190, 'h'],
      [200, 'h'],
      [210, null],
    ],
  ],
  [
    'a state through a late window',
    [layer('h', [...TEN, [152, 5]])],
    [
      [100, 'h'],
      [110, 'h'],
      [120, 'h'],
      [130, 'h'],
      [152, null],
    ],
  ],
  [
    'each layer while it was sent',
    [
      layer('h', [
        [110, 5],
        [120, 0],
        [130, 0],
      ]),
      layer('m', [
        [110, 5],
        [120, 5],
        [130, 0],
      ]),
      layer('l', [[110, 5]]),
    ],
    [
      [100, 'h+m'],
      [109, 'h+m+l'],
      [110, 'm'],
      [120, 'none'],
      [130, null],
    ],
  ],
  [
    'no state if no layer has a value',
    [
      layer('h', [
        [110, 5],
        [120, null],
        [130, 0],
      ]),
    ],
    [
      [100, 'h'],
      [110, null],
      [120, 'none'],
      [130, null],
    ],
  ],
  [
    'one state for layers that a client sampled one after another',
    [
      layer('h', [
        [110, 5],
        [120, 0],
      ]),
      layer('m', [
        [110.015, 5],
        [120.015, 5],
      ]),
    ],
    [
      [100.015, 'h+m'],
      [110.015, 'm'],
      [120.015, null],
    ],
  ],
  [
    'a single window of unknown length as one second, the minimum',
    [layer('h', [[110, 5]])],
    [
      [109, 'h'],
      [110, null],
    ],
  ],
])('returns %s', (_, layers, expected) => {
  expect(statesOf(layers)).toEqual(expected);
});

it('cuts a window to the range', () => {
  expect(statesOf([layer('h', [...TEN, [140, 5]])], { from: at(105), to: at(125) })).toEqual([
    [105, 'h'],
    [110, 'h'],
    [120, 'h'],
    [125, 'h'],
  ]);
  expect(statesOf([layer('h', TEN)], { from: at(110), to: at(130) })).toEqual([
    [110, 'h'],
    [120, 'h'],
    [130, null],
  ]);
  expect(statesOf([layer('h', TEN)], { from: at(0), to: at(99) })).toEqual([]);
});
