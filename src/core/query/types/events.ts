import type { EnumListField, BooleanField, IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';

/** Who came and went, told by the session's peers. Named as 100ms names the webhooks of the same. */
export const PRESENCE_TYPES = ['peer.join.success', 'peer.leave.success'] as const;

/** What 100ms lists as events. Source: 100ms "Analytics". */
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

const EVENT_TYPES = [...PRESENCE_TYPES, ...LISTED_TYPES] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The fields of an `events` query. */
export const EVENTS_FIELDS = {
  roomId: {
    shape: 'one',
    required: false,
    label: 'Room',
    about: 'The ID of the room. Left empty, it is the room of the session.',
  } satisfies IdField,
  sessionId: {
    shape: 'one',
    required: false,
    label: 'Session',
    about: 'The ID of the session; empty takes all sessions of the room within the range.',
  } satisfies IdField,
  peerIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Peers',
    about: 'Whose events are shown; empty shows those of all, and those that name nobody.',
  } satisfies IdListField,
  types: {
    shape: 'choices',
    choices: EVENT_TYPES,
    label: 'Types',
    about: 'Which events are shown; empty shows all. Joins and leaves come from the list of sessions.',
  } satisfies EnumListField<EventType>,
  errorsOnly: {
    shape: 'flag',
    label: 'Errors only',
    about: 'Shows only what failed on a client.',
  } satisfies BooleanField,
} as const;

/** What happened in a room, as annotations or as a table. */
export interface EventsQuery extends Common {
  readonly queryType: 'events';
  readonly roomId: readonly string[];
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
  readonly types: readonly EventType[];
  readonly errorsOnly: boolean;
}

export function readEvents(reader: QueryReader): EventsQuery {
  const table = EVENTS_FIELDS;
  const query: EventsQuery = {
    queryType: 'events',
    ...reader.common(),
    roomId: reader.one('roomId', table.roomId),
    sessionId: reader.one('sessionId', table.sessionId),
    peerIds: reader.many('peerIds', table.peerIds),
    types: reader.choices('types', table.types),
    errorsOnly: reader.flag('errorsOnly', table.errorsOnly),
  };
  if (query.roomId.length + query.sessionId.length === 0 && reader.problems.length === 0) {
    // Rather a session: a room may have had none within the range.
    reader.problems.push({ path: 'sessionId', text: 'Room or session: name one', unfinished: true });
  }
  return query;
}
