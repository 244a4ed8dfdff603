import { DEFAULT_THRESHOLDS } from '../measurements/thresholds';
import { incidentsOf } from './incidents';
import { repeat, scored, seriesOf, START, type Row } from './score.fixture';

const WELL = { packet_loss_percent: 0, fps: 30 };
const LOSSY = { packet_loss_percent: 8.2, fps: 30 };

const incidentsIn = (...rows: readonly Row[]) =>
  incidentsOf(scored(seriesOf('sent camera', rows)).windows, DEFAULT_THRESHOLDS);

it('begins with the first bad window and ends with the last', () => {
  expect(incidentsIn(WELL, LOSSY, { ...LOSSY, packet_loss_percent: 20 }, WELL)).toEqual([
    { name: 'packet_loss_percent', first: 1, last: 2, from: START + 10_000, to: START + 30_000, worst: 20 },
  ]);
});

it('goes on over one window that is well, without a value or muted, and not over two', () => {
  for (const between of [WELL, {}, { ...LOSSY, bitrate: 0 }]) {
    expect(incidentsIn(LOSSY, between, LOSSY)).toHaveLength(1);
    expect(incidentsIn(LOSSY, between, between, LOSSY)).toHaveLength(2);
  }
});

it('ends where samples are missing, of a camera of several layers too', () => {
  const series = (rid: string | null) => {
    const whole = seriesOf('sent camera', repeat(8, LOSSY), { rid });
    return { ...whole, times: whole.times.map((time, i) => time + (i < 4 ? 0 : 1_200_000)) };
  };
  for (const layers of [[series(null)], [series('h'), series('l')]]) {
    const lengths = incidentsOf(scored(layers).windows, DEFAULT_THRESHOLDS).map(({ from, to }) => to - from);
    expect(lengths).toEqual([40_000, 40_000]);
  }
});

it('is about one measure: two bad ones are two incidents', () => {
  expect(incidentsIn(WELL, { packet_loss_percent: 8, fps: 5 }).map(({ name, worst }) => [name, worst])).toEqual([
    ['packet_loss_percent', 8],
    ['fps', 5],
  ]);
});
