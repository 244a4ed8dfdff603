import { enumField, idListField, integerField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { PEER_STATS } from './peerStats';
import { SESSIONS } from './sessions';
import { VALUES } from './tracks';

/** The score of every peer of every call that ended in the range, or of the calls that are named. */
export const CALLS = defineQueryType({
  name: 'calls',
  service: '100ms',
  label: 'Calls',
  labels: [
    'session_id',
    'room_id',
    'room',
    'peer_id',
    'peer',
    'role',
    'cause',
    'score',
    'sent_score',
    'received_score',
  ],
  fields: {
    roomIds: {
      ...SESSIONS.fields.roomIds,
      about: 'Room IDs; empty scores the ended calls of all rooms.',
    },
    sessionIds: idListField(
      'Sessions',
      'Session IDs. Scores these calls, whatever their room and the range; empty: all that ended in the range.'
    ),
    minPeers: integerField('At least', 'Skips calls with fewer people. Recorders and HLS viewers do not count.', {
      default: 1,
      unit: 'people',
      max: 10_000,
    }),
    value: enumField(
      'Value',
      'The number that numeric returns for a peer: the score or a metric of its worst track.',
      VALUES,
      'score',
      { onlyFor: ['numeric'] }
    ),
    reduce: {
      ...PEER_STATS.fields.reduce,
      about: 'How a metric becomes one number per track. Nulls are skipped. The score has its own rule.',
    },
    format: enumField(
      'Format',
      'Table: one row per peer, worst first. Verdict: one row per call with a sentence that says whose fault it was. Numeric: one number per peer, for alert rules.',
      ['table', 'verdict', 'numeric'],
      'table'
    ),
  },
});

export type CallsQuery = QueryOf<typeof CALLS>;
