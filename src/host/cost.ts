import type { DataFrame, QueryResultMetaStat } from '@grafana/data';
import type { Cost } from './framing';

/** Frames with what their query cost, on the first alone: Grafana lists the stats of all frames. The backend writes the same. */
export function withCost(frames: readonly DataFrame[], { requests, shared, bytes }: Cost): readonly DataFrame[] {
  const stats: QueryResultMetaStat[] = [
    { displayName: 'Upstream requests', value: requests },
    { displayName: 'Cache hits', value: shared },
    { displayName: 'Bytes received', value: bytes, unit: 'bytes' },
  ];
  return frames.map((frame, i) => (i === 0 ? { ...frame, meta: { ...frame.meta, stats } } : frame));
}
