import type { Asking } from './asking';
import { preparePeerStats } from './hundredms/assemble';
import { prepareEvents } from './hundredms/events/assemble';
import { prepareCalls } from './hundredms/calls/assemble';
import { prepareIncidents } from './hundredms/incidents';
import { prepareLayers } from './hundredms/layers';
import { prepareSessions } from './hundredms/sessions/assemble';
import { prepareTracks } from './hundredms/tracks';
import { prepareList } from './lists/assemble';
import type { Context, QueryResult } from './protocol';
import type { Query } from './query/query';
import { prepareSubstreams } from './storm/assemble';
import { prepareJournal } from './storm/journal/assemble';
import { prepareLive } from './storm/live/assemble';

/** Gathers a query's answers, as far as they are there, and gives what builds its frames once they all are. */
export function prepare(query: Query, context: Context, asking: Asking): () => QueryResult {
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
