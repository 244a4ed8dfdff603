import type { Kind, MetricName, Side } from '../hundredms/metrics';
import type { NumericLeaf } from '../storm/leaves';
import type { Reducer } from './fields';

/** A resolved ad-hoc filter on a label. `=|` and `!=|` take several values. */
export interface Filter {
  readonly key: string;
  readonly operator: '=' | '!=' | '=|' | '!=|';
  readonly values: readonly string[];
}

interface Common {
  readonly refId: string;
  readonly filters: readonly Filter[];
}

/** Metrics of peers' tracks and layers. A list left empty means all. */
export interface PeerStatsQuery extends Common {
  readonly queryType: 'peerStats';
  /** One, or several where a multi-value variable fanned out. */
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
  readonly sides: readonly Side[];
  readonly kinds: readonly Kind[];
  readonly metrics: readonly MetricName[];
  readonly trackIds: readonly string[];
  readonly rids: readonly string[];
  readonly format: 'timeseries' | 'table' | 'numeric';
  readonly reduce: Reducer;
  readonly align: 'clock' | 'sessionStart';
  /** A template of `{{label}}` tokens; empty for the default name. */
  readonly legend: string;
}

/** Substreams as they are now. */
export interface SubstreamQuery extends Common {
  readonly queryType: 'substream';
  /** One, or several where a multi-value variable fanned out. */
  readonly app: readonly string[];
  readonly streamKeys: readonly string[];
  readonly substreams: readonly string[];
  readonly format: 'table' | 'numeric';
  readonly metric: NumericLeaf;
}

/** A query that can be run. */
export type Query = PeerStatsQuery | SubstreamQuery;
