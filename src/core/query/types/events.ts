import { booleanField, idField, idListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';

/** Joins and leaves, which Peerlens reads from the session's peers. The names are those of 100ms' webhooks. */
export const PRESENCE_TYPES = ['peer.join.success', 'peer.leave.success'] as const;

/** The events that 100ms lists; it may add others. Source: 100ms "Analytics". */
export const LISTED_TYPES = [
  'track.add.success',
  'track.update.success',
  'track.remove.success',
  'beam.recording.success',
  'client.publish.failed',
  'client.subscribe.failed',
  'client.join.failed',
  'client.disconnected',
  'client.connect.failed',
] as const;

/** The events of a room, as annotations or as a table. */
export const EVENTS = defineQueryType({
  name: 'events',
  service: '100ms',
  label: 'Events',
  // Not `type`: a filter with this key means the type of a track.
  labels: ['session_id', 'peer_id', 'peer'],
  ignoresOtherFilters: true,
  fields: {
    roomId: idField('Room', 'The ID of the room. Empty: the room of the session.'),
    sessionId: idField('Session', 'The ID of the session. Empty: all sessions of the room within the range.'),
    peerIds: idListField('Peers', 'Shows only events of these peers. Empty: all events, also those without a peer.'),
    types: idListField(
      'Types',
      'Which events to show; empty means all. You can enter any type that 100ms lists. Joins and leaves come from the list of sessions.',
      { known: [...PRESENCE_TYPES, ...LISTED_TYPES] }
    ),
    errorsOnly: booleanField('Errors only', 'Shows only failures of clients.'),
  },
  check: ({ roomId, sessionId }, { problems }) => {
    if (roomId.length + sessionId.length === 0 && problems.length === 0) {
      // The field to fill in is the session: a room may have had none within the range.
      problems.push({ path: 'sessionId', text: 'Room or session: name one', unfinished: true });
    }
  },
});

export type EventsQuery = QueryOf<typeof EVENTS>;
