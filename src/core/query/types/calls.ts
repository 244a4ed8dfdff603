import type { Reducer } from '../../measurements/reduce';
import type { EnumField, IntegerField, IdListField } from '../field';
import type { Common, QueryReader } from '../reader';
import { PEER_STATS_FIELDS } from './peerStats';
import { SESSIONS_FIELDS } from './sessions';
import { VALUES, type ValueName } from './tracks';

/** The fields of a `calls` query. */
export const CALLS_FIELDS = {
  roomIds: {
    ...SESSIONS_FIELDS.roomIds,
    about: 'The IDs of the rooms whose ended calls are judged; empty judges those of all rooms.',
  } satisfies IdListField,
  minPeers: {
    shape: 'count',
    fallback: 1,
    most: 10_000,
    label: 'At least',
    about: 'How many peers a call must have had to be judged.',
  } satisfies IntegerField,
  value: {
    shape: 'choice',
    choices: VALUES,
    fallback: 'score',
    label: 'Value',
    about:
      'The number that numeric answers: the score of the worst track, or a metric of the track where it was worst.',
  } satisfies EnumField<ValueName>,
  reduce: {
    ...PEER_STATS_FIELDS.reduce,
    about: 'How a metric becomes one number a track. Nulls take no part. The score has its own way.',
  } satisfies EnumField<Reducer>,
  format: {
    shape: 'choice',
    choices: ['table', 'numeric'],
    fallback: 'table',
    label: 'Format',
    about: 'Table for a row a peer, the worst first, numeric for an alert rule: one number a peer.',
  } satisfies EnumField<'table' | 'numeric'>,
} as const;

/** How every peer of every call that ended in the range was. */
export interface CallsQuery extends Common {
  readonly queryType: 'calls';
  readonly roomIds: readonly string[];
  readonly minPeers: number;
  readonly value: ValueName;
  readonly reduce: Reducer;
  readonly format: 'table' | 'numeric';
}

export function readCalls(reader: QueryReader): CallsQuery {
  const table = CALLS_FIELDS;
  return {
    queryType: 'calls',
    ...reader.common(),
    roomIds: reader.many('roomIds', table.roomIds),
    minPeers: reader.count('minPeers', table.minPeers),
    value: reader.choice('value', table.value),
    reduce: reader.choice('reduce', table.reduce),
    format: reader.choice('format', table.format),
  };
}
