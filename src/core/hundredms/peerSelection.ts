import type { Query } from '../query/queryTypes';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { metricsAmong, SCORE_LABELS, type TracksQuery } from '../query/types/tracks';

/** The peers that a query reads. A numeric query needs all of them or fails. */
export type PeerSelection = Pick<PeerStatsQuery, 'sessionId' | 'peerIds' | 'filters'> & {
  readonly format?: string;
  /** Whether the other peers of the session are read too: they show who sent a received track. */
  readonly senders?: boolean;
};

/** The peers that a query reads, and its selection of their tracks. An absent member selects everything. */
export type TrackSelection = PeerSelection &
  Partial<Pick<PeerStatsQuery, 'sides' | 'kinds' | 'trackIds' | 'rids' | 'metrics' | 'align'>>;

/**
 * Selects all tracks of a query's peers. A query that scores tracks needs every metric, and one with a filter on a
 * sender all peers.
 */
export function allTracks({ sessionId, peerIds, filters, senders = false }: PeerSelection): TrackSelection {
  const needsSenders = filters.some(({ key }) => key === 'from' || key === 'cause');
  return {
    sessionId,
    peerIds,
    filters: filters.filter(({ key }) => !isScoreLabel(key)),
    senders: senders || needsSenders,
  };
}

/** Returns the filters on what is known of a track only after it was scored. */
export function scoreFilters({ filters }: PeerSelection): PeerSelection['filters'] {
  return filters.filter(({ key }) => isScoreLabel(key));
}

function isScoreLabel(key: string): boolean {
  return SCORE_LABELS.some((label) => label === key);
}

/**
 * Returns the `peerStats` query with the same numbers as a numeric `tracks` query of one metric; null for any other.
 */
export function asMetricQuery(query: TracksQuery): PeerStatsQuery | null {
  const { refId, filters, sessionId, peerIds, reduce, format } = query;
  const [metric] = metricsAmong(query.metrics);
  const needsScores = query.metrics.includes('score') || scoreFilters(query).length > 0;
  if (format !== 'numeric' || metric === undefined || needsScores) {
    return null;
  }
  const restrictions = { sides: [], kinds: [], metrics: [metric], trackIds: [], rids: [], align: 'clock' } as const;
  const rest = { reduce, format, legend: '', senders: false } as const;
  return { queryType: 'peerStats', refId, filters, sessionId, peerIds, ...restrictions, ...rest };
}

/**
 * Returns the selection of a query that keeps its peers' samples; null for any other query. `calls` keeps only a peer's
 * score.
 */
export function trackSelectionOf(query: Query): TrackSelection | null {
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
    case 'recordings':
    case 'substream':
    case 'stream':
    case 'server':
    case 'viewers':
    case 'journal':
      return null;
  }
}
