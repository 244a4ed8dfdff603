import type { Asking } from './asking';
import { failure } from './failure/failure';
import { withWarning } from './frames/notices';
import { preparePeerStats } from './hundredms/assemble';
import { prepareEvents } from './hundredms/events/assemble';
import { prepareCalls } from './hundredms/calls/assemble';
import { prepareIncidents } from './hundredms/incidents';
import { prepareLayers } from './hundredms/layers';
import { prepareSessions } from './hundredms/sessions/assemble';
import { prepareTracks } from './hundredms/tracks';
import { prepareList } from './lists/assemble';
import type { Context, QueryResult } from './protocol';
import { QUERY_TYPES } from './query/fields';
import { unlabelled } from './query/filters';
import type { Query } from './query/query';
import { prepareSubstreams } from './storm/assemble';
import { prepareJournal } from './storm/journal/assemble';
import { prepareLive } from './storm/live/assemble';

/**
 * Gathers a query's answers, as far as they are there, and gives what builds its frames once they all are. Filters on what is no label are told
 * in a notice; in numeric, whose alert would show none, they fail with `user` before anything is asked.
 */
export function prepare(query: Query, context: Context, asking: Asking): () => QueryResult {
  const { labels } = QUERY_TYPES[query.queryType];
  const warning = labels === null ? null : unlabelled(query.filters, labels);
  if (warning === null) {
    return prepared(query, context, asking);
  }
  if ('format' in query && query.format === 'numeric') {
    return () => ({ ok: false, failure: failure('user', 400, warning, 'Correct the filters of the query.') });
  }
  const build = prepared(query, context, asking);
  return () => {
    const result = build();
    return result.ok ? { ok: true, value: withWarning(result.value, warning) } : result;
  };
}

function prepared(query: Query, context: Context, asking: Asking): () => QueryResult {
  switch (query.queryType) {
    case 'peerStats':
      return preparePeerStats(query, context, asking);
    case 'tracks':
      return prepareTracks(query, context, asking);
    case 'incidents':
      return prepareIncidents(query, context, asking);
    case 'layers':
      return prepareLayers(query, context, asking);
    case 'calls':
      return prepareCalls(query, context, asking);
    case 'sessions':
      return prepareSessions(query, context, asking);
    case 'events':
      return prepareEvents(query, context, asking);
    case 'substream':
      return query.format === 'live' ? prepareLive(query, context, asking) : prepareSubstreams(query, context, asking);
    case 'journal':
      return prepareJournal(query, context, asking);
    case 'list':
      return prepareList(query, context, asking);
  }
}
