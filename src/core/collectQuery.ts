import type { Requests } from './collect/requestCollector';
import type { Documents } from './documents';
import { failure } from './failure/failure';
import { withFilters, withReadableNames } from './frames/frame';
import { withWarning } from './frames/notices';
import { collectPeerStats } from './hundredms/peerStatsQuery';
import { collectEvents } from './hundredms/events/eventsQuery';
import { collectCalls } from './hundredms/calls/callsQuery';
import { collectIncidents } from './hundredms/incidentsQuery';
import { collectLayers } from './hundredms/layersQuery';
import { collectRecordings } from './hundredms/recordings/recordingsQuery';
import { collectSessions } from './hundredms/sessions/sessionsQuery';
import { collectTracks } from './hundredms/tracksQuery';
import { collectOptions } from './optionsQuery';
import type { Context, QueryResult } from './protocol';
import { QUERY_TYPES, type Query } from './query/queryTypes';
import { unknownKeys } from './query/filters';
import { collectSubstreams } from './storm/substreamsQuery';
import { collectJournal } from './storm/journal/journalQuery';
import { collectLive } from './storm/live/liveQuery';
import { collectServer } from './storm/server/serverQuery';
import { collectStreams } from './storm/streamsQuery';
import { collectViewers } from './storm/viewers/viewersQuery';

/**
 * Requests what a query needs, and returns a function that builds its frames once every result is there. A filter on an
 * unknown label becomes a notice. A numeric query fails with `user` before its first request, because an alert would
 * not show the notice.
 */
export function collectQuery(query: Query, context: Context, requests: Requests<Documents>): () => QueryResult {
  const { labels, ignoresOtherFilters } = QUERY_TYPES[query.queryType];
  const warning = ignoresOtherFilters ? null : unknownKeys(query.filters, labels);
  if (warning !== null && 'format' in query && query.format === 'numeric') {
    return () => ({ ok: false, failure: failure('user', 400, warning, 'Correct the filters of the query.') });
  }
  const build = collectByType(query, context, requests);
  return () => {
    const result = build();
    if (!result.ok) {
      return result;
    }
    const frames = withReadableNames(withFilters(result.value, labels));
    return { ok: true, value: warning === null ? frames : withWarning(frames, warning) };
  };
}

function collectByType(query: Query, context: Context, requests: Requests<Documents>): () => QueryResult {
  switch (query.queryType) {
    case 'peerStats':
      return collectPeerStats(query, context, requests);
    case 'tracks':
      return collectTracks(query, context, requests);
    case 'incidents':
      return collectIncidents(query, context, requests);
    case 'layers':
      return collectLayers(query, context, requests);
    case 'calls':
      return collectCalls(query, context, requests);
    case 'sessions':
      return collectSessions(query, context, requests);
    case 'events':
      return collectEvents(query, context, requests);
    case 'recordings':
      return collectRecordings(query, context, requests);
    case 'substream':
      return query.format === 'live'
        ? collectLive(query, context, requests)
        : collectSubstreams(query, context, requests);
    case 'stream':
      return query.format === 'live' ? collectLive(query, context, requests) : collectStreams(query, context, requests);
    case 'server':
      return query.format === 'live' ? collectLive(query, context, requests) : collectServer(query, context, requests);
    case 'viewers':
      return collectViewers(query, context, requests);
    case 'journal':
      return collectJournal(query, context, requests);
    case 'list':
      return collectOptions(query, context, requests);
  }
}
