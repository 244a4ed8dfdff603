import { idListField, integerField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';

/** The calls that overlap the range. */
export const SESSIONS = defineQueryType({
  name: 'sessions',
  service: '100ms',
  label: 'Sessions',
  labels: ['session_id', 'room_id', 'room'],
  ignoresOtherFilters: true,
  fields: {
    roomIds: idListField('Rooms', 'Room IDs; empty lists the calls of all rooms.'),
    limit: integerField(
      'Limit',
      'The largest number of calls to list, newest first. Each hundred ended calls and each hundred live calls cost one request.',
      { default: 100, unit: 'calls', max: 1_000 }
    ),
  },
});

export type SessionsQuery = QueryOf<typeof SESSIONS>;
