import type { IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';
import { PEER_STATS_FIELDS } from './peerStats';

/** The fields of a `layers` query. */
export const LAYERS_FIELDS = {
  sessionId: PEER_STATS_FIELDS.sessionId satisfies IdField,
  peerIds: PEER_STATS_FIELDS.peerIds satisfies IdListField,
} as const;

/** Which simulcast layers each published track was sending. */
export interface LayersQuery extends Common {
  readonly queryType: 'layers';
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
}

export function readLayers(reader: QueryReader): LayersQuery {
  return {
    queryType: 'layers',
    ...reader.common(),
    sessionId: reader.one('sessionId', LAYERS_FIELDS.sessionId),
    peerIds: reader.many('peerIds', LAYERS_FIELDS.peerIds),
  };
}
