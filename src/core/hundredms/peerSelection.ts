import type { Common } from '../query/reader';
import type { Query } from '../query/query';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { metricsAmong, type TracksQuery } from '../query/types/tracks';

/** What a query that judges tracks asks for. */
export interface TrackSelection extends Common {
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
}

/** The same peers and all their tracks, as a `peerStats` query asks for them. */
export function asPeerStatsQuery({ refId, filters, sessionId, peerIds }: TrackSelection): PeerStatsQuery {
  const all = { sides: [], kinds: [], metrics: [], trackIds: [], rids: [] };
  const how = { format: 'table', reduce: 'last', align: 'clock', legend: '' } as const;
  return { queryType: 'peerStats', refId, filters, sessionId, peerIds, ...all, ...how };
}

/** The `peerStats` query that gives the same numbers as one of tracks: of a metric; null where it asks for more than that. */
export function asMetricQuery(query: TracksQuery): PeerStatsQuery | null {
  const [metric] = metricsAmong(query.metrics);
  return query.format !== 'numeric' || metric === undefined || query.metrics.includes('score')
    ? null
    : { ...asPeerStatsQuery(query), format: query.format, metrics: [metric], reduce: query.reduce };
}

/** What a query asks of the documents of peers, where it holds them; null where it does not. `calls` holds no more of each than its score. */
export function peerStatsQueryOf(query: Query): PeerStatsQuery | null {
  switch (query.queryType) {
    case 'peerStats':
      return query;
    case 'tracks':
      return asMetricQuery(query) ?? { ...asPeerStatsQuery(query), format: query.format };
    case 'incidents':
    case 'layers':
    case 'list':
      return asPeerStatsQuery(query);
    case 'calls':
    case 'sessions':
    case 'events':
    case 'substream':
    case 'journal':
      return null;
  }
}
