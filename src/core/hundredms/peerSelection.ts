import type { Query } from '../query/queryTypes';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { metricsAmong, type TracksQuery } from '../query/types/tracks';

/** The peers that a query reads. Numeric takes all of them or fails. */
export type PeerSelection = Pick<PeerStatsQuery, 'sessionId' | 'peerIds' | 'filters'> & { readonly format?: string };

/** The peers that a query reads, and what it selects of their tracks: everything where it says nothing. */
export type TrackSelection = PeerSelection &
  Partial<Pick<PeerStatsQuery, 'sides' | 'kinds' | 'trackIds' | 'rids' | 'metrics' | 'align'>>;

/** All tracks of a query's peers. A query that scores them needs every metric. */
export function allTracks({ sessionId, peerIds, filters }: PeerSelection): TrackSelection {
  return { sessionId, peerIds, filters };
}

/** The `peerStats` query with the same numbers as a numeric `tracks` query of one metric; null for any other. */
export function asMetricQuery(query: TracksQuery): PeerStatsQuery | null {
  const { refId, filters, sessionId, peerIds, reduce, format } = query;
  const [metric] = metricsAmong(query.metrics);
  if (format !== 'numeric' || metric === undefined || query.metrics.includes('score')) {
    return null;
  }
  const restrictions = { sides: [], kinds: [], metrics: [metric], trackIds: [], rids: [], align: 'clock' } as const;
  return { queryType: 'peerStats', refId, filters, sessionId, peerIds, ...restrictions, reduce, format, legend: '' };
}

/** What a query selects of peers whose samples it holds; null for any other query. `calls` holds a peer's score, not its samples. */
export function selectionOf(query: Query): TrackSelection | null {
  switch (query.queryType) {
    case 'peerStats':
      return query;
    case 'tracks':
      return asMetricQuery(query) ?? { ...allTracks(query), format: query.format };
    case 'incidents':
    case 'layers':
    case 'list':
      return allTracks(query);
    case 'calls':
    case 'sessions':
    case 'events':
    case 'substream':
    case 'journal':
      return null;
  }
}
