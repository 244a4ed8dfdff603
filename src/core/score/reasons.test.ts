import { DEFAULT_THRESHOLDS } from '../measurements/thresholds';
import { mainFault, peerReasons, trackReasons } from './reasons';
import { randomFrom, repeat, scored, seriesOf, START, type Row } from './score.fixture';
import { worstGroupOf, type ScoredUnit } from './scoreUnit';
import { TRACK_GROUPS, type TrackGroup } from './trackGroup';

const WELL = { packet_loss_percent: 0, fps: 30 };
const lossy = (percent: number) => ({ packet_loss_percent: percent, fps: 30 });

function reasonsOf(group: TrackGroup, rows: readonly Row[]): readonly string[] {
  return trackReasons(scored(seriesOf(group, rows)), DEFAULT_THRESHOLDS, START).exact;
}

function reasonsOfPeer(units: readonly ScoredUnit[]): readonly string[] {
  const worst = worstGroupOf(units);
  return worst === null ? [] : peerReasons(worst, DEFAULT_THRESHOLDS, START).exact;
}

it('without a fault there are none', () => {
  expect(reasonsOf('sent camera', repeat(5, WELL))).toEqual([]);
});

it('tell an incident by what it was, how long, when, and what it takes', () => {
  expect(reasonsOf('sent camera', [...repeat(19, WELL), ...repeat(4, lossy(8.2)), WELL])).toEqual([
    'packet loss 8.2 % for 40 s from 3:10 into the call: -1.5',
  ]);
});

it('tell what a measure was like on average, and otherwise where it had incidents', () => {
  expect(reasonsOf('sent camera', repeat(5, lossy(3)))).toEqual(['packet loss 3 % on average: -1.5']);
  expect(reasonsOf('sent camera', [...repeat(9, lossy(4)), lossy(30)])).toEqual([
    'packet loss 4 % on average otherwise: -1.7',
    'packet loss 30 % for 10 s from 1:30 into the call: -0.9',
  ]);
});

it('in a summary name each measure once with its mean, and its incidents behind it', () => {
  const rows = [...repeat(9, { ...lossy(4), rtt_ms: 300 }), { ...lossy(30), rtt_ms: 300 }];
  const { summary } = trackReasons(scored(seriesOf('sent camera', rows)), DEFAULT_THRESHOLDS, START);
  expect(summary).toBe('6.6 % packet loss (30 % for 10 s from 1:30); 300 ms round-trip time');
});

it('count a window by how much of it was sent', () => {
  expect(reasonsOf('sent speech', [...repeat(4, lossy(4)), ...repeat(4, { ...lossy(1), bitrate: 3_750 })])).toEqual([
    'packet loss 3.4 % on average: -1.1',
  ]);
});

it('tell averages by their share, then the three worst incidents by time, then the others together', () => {
  const bad = (loss: number) => [lossy(loss), WELL, WELL];
  const reasons = reasonsOf('sent camera', [6, 20, 6, 30, 5.5, 25].flatMap(bad));
  expect(reasons.map((reason) => reason.replace(/ for .* into the call/, ''))).toEqual([
    'packet loss 20 %: -0.5',
    'packet loss 30 %: -0.6',
    'packet loss 25 %: -0.5',
    '3 lesser incidents: -0.7',
  ]);
  const slow = repeat(6, { packet_loss_percent: 2, rtt_ms: 390, fps: 20 });
  expect(reasonsOf('sent camera', slow).map((reason) => reason.split(':')[0])).toEqual([
    'round-trip time 390 ms on average',
    'packet loss 2 % on average',
    'frame rate 20 fps on average',
  ]);
});

it('share the delay of speech among round-trip time and jitter', () => {
  expect(reasonsOf('sent speech', repeat(4, { packet_loss_percent: 0, rtt_ms: 300, jitter_ms: 25 }))).toEqual([
    'round-trip time 300 ms on average: -0.9',
    'jitter 25 ms on average: -0.1',
  ]);
});

it('share what is received among concealment and loss', () => {
  expect(reasonsOf('received speech', repeat(4, { concealed_samples: 9_600, packet_loss_percent: 10 }))).toEqual([
    'concealed audio about 2 % on average: -1.3',
    'packet loss 10 % for 40 s from 0:00 into the call: -0.6',
  ]);
});

it('of a peer are those of its worst track and what the other tracks of the group take', () => {
  const received = (track_id: string, freeze_count: number) =>
    scored(seriesOf('received camera', repeat(4, { freeze_count, fps: 30 }), { track_id }));
  expect(reasonsOfPeer([received('a', 1), received('b', 2), received('c', 1)])).toEqual([
    'freezes per window 2 for 40 s from 0:00 into the call: -1.2',
    '2 other tracks: -1.1',
  ]);
  expect(reasonsOfPeer([received('a', 1), received('b', 0)])).toEqual(['freezes per window 1 on average: -1.4']);
  expect([1, 2].map((freezes) => mainFault(received('a', freezes)))).toEqual([
    '1 freeze per window',
    '2 freezes per window',
  ]);
});

describe('whatever is measured', () => {
  const random = randomFrom(3);
  const randomRow = (severity: number): Row => ({
    packet_loss_percent: random() ** 3 * 12 * severity,
    rtt_ms: random() ** 2 * 600 * severity,
    jitter_ms: random() ** 2 * 60 * severity,
    concealed_samples: random() ** 3 * 40_000 * severity,
    freeze_count: Math.floor(random() ** 3 * 4 * severity),
    fps: 30 - random() * 25 * severity,
    bitrate: random() < 0.1 ? 0 : random() * 100_000,
  });
  const calls = Array.from({ length: 600 }, (_, i) => {
    const group = TRACK_GROUPS[i % TRACK_GROUPS.length] ?? 'sent speech';
    const severity = random();
    const tracks = Array.from({ length: 1 + (i % 3) }, (__, j) =>
      scored(
        seriesOf(
          group,
          Array.from({ length: 30 }, () => randomRow(severity)),
          { track_id: `t${j}` }
        )
      )
    );
    return tracks;
  });

  /** The tenths that reasons take together, by the texts alone. */
  const tenthsIn = (reasons: readonly string[]) =>
    reasons.reduce((sum, reason) => sum + Math.round(10 * Number(reason.slice(reason.lastIndexOf('-') + 1))), 0);

  it('reasons of a track add up to exactly what its score lacks as it is shown', () => {
    for (const [track] of calls) {
      const score = track?.score ?? null;
      if (track !== undefined && score !== null) {
        expect(tenthsIn(trackReasons(track, DEFAULT_THRESHOLDS, START).exact)).toBe(50 - Math.round(10 * score));
      }
    }
  });

  it('a summary begins with the main fault, as a verdict names it', () => {
    for (const [track] of calls) {
      if (track !== undefined && (track.score ?? 5) < 4) {
        const { summary } = trackReasons(track, DEFAULT_THRESHOLDS, START);
        expect(summary?.split(/ \(|; /)[0]).toBe(mainFault(track));
      }
    }
  });

  it('so do those of a peer', () => {
    for (const tracks of calls) {
      const worst = worstGroupOf(tracks);
      if (worst !== null) {
        expect(tenthsIn(reasonsOfPeer(tracks))).toBe(50 - Math.round(10 * worst.score));
      }
    }
  });
});
