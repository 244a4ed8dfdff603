import type { Query } from '../query/queryTypes';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { metricsAmong, type TracksQuery } from '../query/types/tracks';

/** The peers that a query reads. A numeric query needs all of them or fails. */
export type PeerSelection = Pick<PeerStatsQuery, 'sessionId' | 'peerIds' | 'filters'> & { readonly format?: string };

/** The peers that a query reads, and its selection of their tracks. An absent member selects everything. */
export type TrackSelection = PeerSelection &
  Partial<Pick<PeerStatsQuery, 'sides' | 'kinds' | 'trackIds' | 'rids' | 'metrics' | 'align'>>;

/** Selects all tracks of a query's peers. A query that scores tracks needs every metric. */
export function allTracks({ sessionId, peerIds, filters }: PeerSelection): TrackSelection {
  return { sessionId, peerIds, filters };
}

/**
 * Returns the `peerStats` query with the same numbers as a numeric `tracks` query of one metric; null for any other.
 */
export function asMetricQuery(query: TracksQuery): PeerStatsQuery | null {
  const { refId, filters, sessionId, peerIds, reduce, format } = query;
  const [metric] = metricsAmong(query.metrics);
  if (format !== 'numeric' || metric === undefined || query.metrics.includes('score')) {
    return null;
  }
  const restrictions = { sides: [], kinds: [], metrics: [metric], trackIds: [], rids: [], align: 'clock' } as const;
  return { queryType: 'peerStats', refId, filters, sessionId, peerIds, ...restrictions, reduce, format, legend: '' };
}

/**
 * Returns the selection of a query that keeps its peers' samples; null for any other query. `calls` keeps only a peer's
 * score.
 */
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
    case 'stream':
    case 'server':
    case 'viewers':
    case 'journal':
      return null;
  }
}
