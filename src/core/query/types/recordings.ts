import { enumField, enumListField, idField, idListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';

/** The states of a recording, in their order. Source: 100ms "List all recordings". */
const RECORDING_STATUSES = ['starting', 'running', 'stopping', 'post_processing', 'completed', 'failed'] as const;

/** The recordings that overlap the range. */
export const RECORDINGS = defineQueryType({
  name: 'recordings',
  service: '100ms',
  label: 'Recordings',
  labels: ['session_id', 'room_id', 'room', 'status'],
  ignoresOtherFilters: true,
  fields: {
    roomIds: idListField('Rooms', 'Room IDs; empty lists the recordings of all rooms.'),
    sessionId: idField('Session', 'The ID of the session. Empty: all sessions.'),
    statuses: enumListField('Status', 'Shows only recordings in these states; empty means all.', RECORDING_STATUSES),
    format: enumField(
      'Format',
      'Table: one row per recording, newest first. Numeric: 1 for each that failed and 0 for others, for alert rules.',
      ['table', 'numeric'],
      'table'
    ),
  },
});

export type RecordingsQuery = QueryOf<typeof RECORDINGS>;
