import type { IntegerField, IdListField } from '../field';
import type { Common, QueryReader } from '../reader';

/** The fields of a `sessions` query. */
export const SESSIONS_FIELDS = {
  roomIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Rooms',
    about: 'The IDs of the rooms whose calls are listed; empty lists the calls of all rooms.',
  } satisfies IdListField,
  limit: {
    shape: 'count',
    fallback: 100,
    most: 1_000,
    label: 'Limit',
    about:
      'How many calls are listed at most, the newest first. A hundred ended and a hundred live ones cost a request each.',
  } satisfies IntegerField,
} as const;

/** The calls that overlap the range. */
export interface SessionsQuery extends Common {
  readonly queryType: 'sessions';
  readonly roomIds: readonly string[];
  readonly limit: number;
}

export function readSessions(reader: QueryReader): SessionsQuery {
  return {
    queryType: 'sessions',
    ...reader.common(),
    roomIds: reader.many('roomIds', SESSIONS_FIELDS.roomIds),
    limit: reader.count('limit', SESSIONS_FIELDS.limit),
  };
}
