import type { DataSourceJsonData, TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { QueryField, QUERY_TYPES, QueryType } from './core';

/** The fields of all query types, as they are saved. */
type SavedFields = {
  [Name in { [Type in QueryType]: keyof FieldsOf<Type> }[QueryType]]?: {
    [Type in QueryType]: FieldsOf<Type> extends Readonly<Record<Name, infer Field>> ? SavedValue<Field> : never;
  }[QueryType];
};
type FieldsOf<Type extends QueryType> = (typeof QUERY_TYPES)[Type]['fields'];
type SavedValue<Field> = Field extends { readonly shape: infer Shape extends QueryField['shape'] }
  ? {
      id: string;
      idList: string[];
      text: string;
      enum: string;
      enumList: string[];
      integer: number;
      boolean: boolean;
    }[Shape]
  : never;

/** A query as Grafana saves it: any of its fields may be absent, and an older Peerlens may have written it. */
export interface PeerlensQuery extends DataQuery, SavedFields {
  version?: number;
  filters?: Array<{ key: string; operator: string; values: string[] }>;
  /** Values of other fields that are names, although they look like template variables. */
  literals?: string[];
  /** Set while an annotation runs, never saved: Grafana shows its texts as HTML. */
  isAnnotation?: boolean;
}

export type FromTo = Pick<TimeRange, 'from' | 'to'>;

/** The settings of one instance, which is one connection to one service. */
export interface PeerlensOptions extends DataSourceJsonData {
  service?: '100ms' | 'storm' | 'demo';
  /** 100ms: `token` (default) or `appKey`. Storm: `login` (default), `token` or `apiKey`. */
  auth?: string;
  /** 100ms, `auth: appKey`. */
  accessKey?: string;
  /** Storm, `auth: login`. */
  username?: string;
  /** Path before Storm's own paths. Default: `/api`. */
  pathPrefix?: string;
  /** The most peers, streams or substreams that an empty list means. Default: 50. */
  maxPeers?: number;
  /** The most ended calls that a `calls` query scores. Default: 200. */
  maxSessions?: number;
  /** The seconds after which a `calls` query returns what it has read. Default: 25. */
  callsTimeout?: number;
  /**
   * Overrides of the default thresholds of the score: `{"packet_loss_percent": {"good": 1, "bad": 5}}`. Names:
   * docs/score.md.
   */
  thresholds?: unknown;
  /** Roles whose peers `calls` never scores, with commas between them; `*` matches any characters. */
  unscoredRoles?: string;
  /** Storm: whether `viewers` queries may count viewers by kind. Default: false. */
  viewers?: boolean;
  /** Seconds for one answer. Default: 30. */
  timeout?: number;
  /** Megabytes of the backend's cache. Default: 64. Only for provisioning, no editor shows it. */
  cacheSize?: number;
}

/** Only the backend reads these. */
export interface PeerlensSecrets {
  /** 100ms, `auth: token`. */
  managementToken?: string;
  /** 100ms, `auth: appKey`: signs the tokens. */
  appSecret?: string;
  /** Storm, `auth: login`. */
  password?: string;
  /** Storm, `auth: token`. */
  token?: string;
  /** Storm, sent as `X-Api-Key` with any auth if set. */
  apiKey?: string;
}
