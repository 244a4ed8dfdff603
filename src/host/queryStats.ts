import type { DataFrame, QueryResultMetaStat } from '@grafana/data';
import type { Cost } from './fetchProtocol';

/** Writes the cost of a query on its first frame: the inspector lists the stats of all frames. The backend writes the same. */
export function withStats(frames: readonly DataFrame[], { requests, shared, bytes }: Cost): readonly DataFrame[] {
  const stats: QueryResultMetaStat[] = [
    { displayName: 'Upstream requests', value: requests },
    { displayName: 'Cache hits', value: shared },
    { displayName: 'Bytes received', value: bytes, unit: 'bytes' },
  ];
  return frames.map((frame, i) => (i === 0 ? { ...frame, meta: { ...frame.meta, stats } } : frame));
}
