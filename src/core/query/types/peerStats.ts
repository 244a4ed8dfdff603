import { REDUCERS, type Reducer } from '../../measurements/reduce';
import { KINDS, METRIC_NAMES, SIDES, type Kind, type MetricName, type Side } from '../../measurements/trackMetrics';
import type { EnumField, EnumListField, IdListField, IdField, TextField } from '../field';
import type { Common, QueryReader } from '../reader';

const LEGEND: TextField = {
  shape: 'text',
  label: 'Legend',
  about:
    'Name of each series. {{peer}} {{from}} {{peer_id}} {{side}} {{kind}} {{type}} {{rid}} {{layer}} {{track_id}} {{session_id}} {{metric}} are replaced. Left empty, the name is made of what differs between the series.',
};

/** The fields of a `peerStats` query. */
export const PEER_STATS_FIELDS = {
  sessionId: {
    shape: 'one',
    required: true,
    label: 'Session',
    about: 'The ID of an ended 100ms session.',
  } satisfies IdField,
  peerIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Peers',
    about: 'The IDs of the peers whose stats are asked, one request each; empty asks for all peers of the session.',
  } satisfies IdListField,
  sides: {
    shape: 'choices',
    choices: SIDES,
    label: 'Sides',
    about: 'What the peer sent (publisher), received (subscriber), or both.',
  } satisfies EnumListField<(typeof SIDES)[number]>,
  kinds: {
    shape: 'choices',
    choices: KINDS,
    label: 'Kinds',
    about: 'Video, audio, or both.',
  } satisfies EnumListField<(typeof KINDS)[number]>,
  metrics: {
    shape: 'choices',
    choices: METRIC_NAMES,
    label: 'Metrics',
    about: 'Empty means all that the sides and kinds have. Numeric takes exactly one.',
  } satisfies EnumListField<(typeof METRIC_NAMES)[number]>,
  trackIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Tracks',
    about: 'Track IDs to keep; empty keeps all.',
  } satisfies IdListField,
  rids: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Layers (rid)',
    about: 'Simulcast layers to keep, as the document names them (h, m, l or f, h, q); empty keeps all.',
  } satisfies IdListField,
  format: {
    shape: 'choice',
    choices: ['timeseries', 'table', 'numeric'],
    fallback: 'timeseries',
    label: 'Format',
    about: 'Time series for graphs, table for rows, numeric for an alert rule: one number a track.',
  } satisfies EnumField<'timeseries' | 'table' | 'numeric'>,
  reduce: {
    shape: 'choice',
    choices: REDUCERS,
    fallback: 'last',
    label: 'Reduce',
    about: 'How numeric makes one number of the samples inside the range. Nulls take no part.',
  } satisfies EnumField<Reducer>,
  align: {
    shape: 'choice',
    choices: ['clock', 'sessionStart'],
    fallback: 'clock',
    label: 'Align',
    about:
      'Clock shows samples at their own time. Session start moves the first sample of each session to the start of the range, to lay calls over each other.',
  } satisfies EnumField<'clock' | 'sessionStart'>,
  legend: LEGEND,
} as const;

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

export function readPeerStats(reader: QueryReader): PeerStatsQuery {
  const table = PEER_STATS_FIELDS;
  const query: PeerStatsQuery = {
    queryType: 'peerStats',
    ...reader.common(),
    sessionId: reader.one('sessionId', table.sessionId),
    peerIds: reader.many('peerIds', table.peerIds),
    sides: reader.choices('sides', table.sides),
    kinds: reader.choices('kinds', table.kinds),
    metrics: reader.choices('metrics', table.metrics),
    trackIds: reader.many('trackIds', table.trackIds),
    rids: reader.many('rids', table.rids),
    format: reader.choice('format', table.format),
    reduce: reader.choice('reduce', table.reduce),
    align: reader.choice('align', table.align),
    legend: reader.text('legend'),
  };
  if (query.format === 'numeric' && query.metrics.length !== 1) {
    const text = `${table.metrics.label}: numeric takes exactly one, and ${query.metrics.length} are chosen`;
    reader.problems.push({ path: 'metrics', text, unfinished: query.metrics.length === 0 });
  }
  return query;
}
