import { randomFrom, seriesOf, START, type Row } from './score.fixture';
import type { TrackSeries } from '../measurements/track';

/** What is wrong at a peer of a simulated call, while it is. */
export interface Fault {
  readonly peer: number;
  readonly at: 'uplink' | 'downlink' | 'camera';
  /** Percent of packets lost, or frames per second that a camera lacks. */
  readonly size: number;
}

/** The documents of a simulated call, by peer. */
export interface SimulatedCall {
  readonly names: readonly string[];
  readonly faults: readonly Fault[];
  readonly tracks: ReadonlyArray<readonly TrackSeries[]>;
}

/**
 * Simulates a call in which all receive all. What a peer receives lacks what was lost on the uplink of the sender and
 * on its own downlink; concealment, freezes and frame rates follow from that. Clocks differ by up to five seconds.
 */
export function simulateCall(peers: number, windows: number, faults: readonly Fault[], seed: number): SimulatedCall {
  const random = randomFrom(seed);
  const each = <T>(make: (i: number) => T): readonly T[] => Array.from({ length: peers }, (_, i) => make(i));
  const column = (make: () => number): readonly number[] => Array.from({ length: windows }, make);
  const starts = each(() => START + Math.round((random() - 0.5) * 10_000));
  // A fault comes and goes, and is there most of the time.
  const sizeOf = (peer: number, at: Fault['at']) => {
    const size = faults.find((fault) => fault.peer === peer && fault.at === at)?.size ?? 0;
    return column(() => (size > 0 && random() < 0.8 ? size * (0.5 + random()) : at === 'camera' ? 0 : random() * 0.3));
  };
  const [uplinks, downlinks, cameras] = [
    each((peer) => sizeOf(peer, 'uplink')),
    each((peer) => sizeOf(peer, 'downlink')),
    each((peer) => sizeOf(peer, 'camera')),
  ];
  const sentFps = (peer: number, i: number) => Math.max(1, 30 - (cameras[peer]?.[i] ?? 0));
  const at = (columns: ReadonlyArray<readonly number[]>, peer: number, i: number) => columns[peer]?.[i] ?? 0;
  const rowsOf = (row: (i: number) => Row) => Array.from({ length: windows }, (_, i) => row(i));
  const sent = (peer: number): readonly TrackSeries[] => {
    const own = (i: number) => ({ packet_loss_percent: at(uplinks, peer, i), rtt_ms: 40 + random() * 30 });
    return [
      seriesOf(
        'sent speech',
        rowsOf((i) => ({ ...own(i), jitter_ms: 2 + random() * 3 })),
        {
          track_id: `a${peer}`,
          start: starts[peer] ?? 0,
        }
      ),
      seriesOf(
        'sent camera',
        rowsOf((i) => ({ ...own(i), fps: sentFps(peer, i) })),
        {
          track_id: `v${peer}`,
          start: starts[peer] ?? 0,
        }
      ),
    ];
  };
  const received = (peer: number, from: number): readonly TrackSeries[] => {
    const lost = (i: number) => {
      const [up, down] = [at(uplinks, from, i) / 100, at(downlinks, peer, i) / 100];
      return 100 * (1 - (1 - up) * (1 - down));
    };
    const speech = rowsOf((i) => ({
      packet_loss_percent: lost(i),
      // Opus repairs a part of what is lost.
      concealed_samples: Math.round(480_000 * (lost(i) / 100) * (0.4 + random() * 0.2)),
    }));
    const camera = rowsOf((i) => ({
      fps: sentFps(from, i) * (1 - Math.min(0.5, lost(i) / 40)),
      freeze_count: Math.floor(lost(i) / 5 + random() * 0.8),
    }));
    const where = { start: starts[peer] ?? 0 };
    return [
      seriesOf('received speech', speech, { ...where, track_id: `a${from}` }),
      seriesOf('received camera', camera, { ...where, track_id: `v${from}` }),
    ];
  };
  return {
    names: each((peer) => `Peer ${peer}`),
    faults,
    tracks: each((peer) => [...sent(peer), ...each((from) => (from === peer ? [] : received(peer, from))).flat()]),
  };
}

/** Draws a call of three to six peers in which nothing or up to three things are wrong. */
export function drawCall(seed: number): SimulatedCall {
  const random = randomFrom(seed);
  random();
  const peers = 3 + Math.floor(random() * 4);
  const count = Math.floor(random() * 4);
  const faults = Array.from({ length: count }, (): Fault => {
    const at = (['uplink', 'downlink', 'camera'] as const)[Math.floor(random() * 3)] ?? 'uplink';
    return { peer: Math.floor(random() * peers), at, size: at === 'camera' ? 12 + random() * 16 : 4 + random() * 14 };
  });
  return simulateCall(peers, 24 + Math.floor(random() * 24), faults, seed + 1);
}
