import { KINDS, METRIC_NAMES, SIDES } from '../hundredms/metrics';
import { NUMERIC_LEAVES } from '../storm/leaves';
import type { Choice, Choices, Many, One, QueryField, Text } from './field';

const REDUCERS = ['last', 'mean', 'min', 'max', 'p95', 'sum'] as const;
export type Reducer = (typeof REDUCERS)[number];

const LEGEND: Text = {
  shape: 'text',
  label: 'Legend',
  about:
    'Name of each series. {{peer}} {{peer_id}} {{side}} {{kind}} {{type}} {{rid}} {{layer}} {{track_id}} {{session_id}} {{metric}} are replaced. Left empty, the name is made of what differs between the series.',
};

/** The fields of a `peerStats` query. */
export const PEER_STATS_FIELDS = {
  sessionId: {
    shape: 'one',
    required: true,
    label: 'Session',
    about: 'The ID of an ended 100ms session.',
  } satisfies One,
  peerIds: {
    shape: 'many',
    emptyMeansAll: false,
    label: 'Peers',
    about: 'The IDs of the peers whose stats are asked, one request each.',
  } satisfies Many,
  sides: {
    shape: 'choices',
    choices: SIDES,
    label: 'Sides',
    about: 'What the peer sent (publisher), received (subscriber), or both.',
  } satisfies Choices<(typeof SIDES)[number]>,
  kinds: {
    shape: 'choices',
    choices: KINDS,
    label: 'Kinds',
    about: 'Video, audio, or both.',
  } satisfies Choices<(typeof KINDS)[number]>,
  metrics: {
    shape: 'choices',
    choices: METRIC_NAMES,
    label: 'Metrics',
    about: 'Empty means all that the sides and kinds have. Numeric takes exactly one.',
  } satisfies Choices<(typeof METRIC_NAMES)[number]>,
  trackIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Tracks',
    about: 'Track IDs to keep; empty keeps all.',
  } satisfies Many,
  rids: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Layers (rid)',
    about: 'Simulcast layers to keep, as the document names them (h, m, l or f, h, q); empty keeps all.',
  } satisfies Many,
  format: {
    shape: 'choice',
    choices: ['timeseries', 'table', 'numeric'],
    fallback: 'timeseries',
    label: 'Format',
    about: 'Time series for graphs, table for rows, numeric for an alert rule: one number a track.',
  } satisfies Choice<'timeseries' | 'table' | 'numeric'>,
  reduce: {
    shape: 'choice',
    choices: REDUCERS,
    fallback: 'last',
    label: 'Reduce',
    about: 'How numeric makes one number of the samples inside the range. Nulls take no part.',
  } satisfies Choice<Reducer>,
  align: {
    shape: 'choice',
    choices: ['clock', 'sessionStart'],
    fallback: 'clock',
    label: 'Align',
    about:
      'Clock shows samples at their own time. Session start moves the first sample of each session to the start of the range, to lay calls over each other.',
  } satisfies Choice<'clock' | 'sessionStart'>,
  legend: LEGEND,
} as const;

/** The fields of a `substream` query. */
export const SUBSTREAM_FIELDS = {
  app: {
    shape: 'one',
    required: true,
    label: 'Application',
    about: 'The name of the Storm application.',
  } satisfies One,
  streamKeys: {
    shape: 'many',
    emptyMeansAll: false,
    label: 'Streams',
    about: 'Stream keys; with several substreams, each pair is asked.',
  } satisfies Many,
  substreams: {
    shape: 'many',
    emptyMeansAll: false,
    label: 'Substreams',
    about: 'Quality variants of the streams, such as native or 720p.',
  } satisfies Many,
  format: {
    shape: 'choice',
    choices: ['table', 'numeric'],
    fallback: 'table',
    label: 'Format',
    about: 'Table for a row a substream with all it reports, numeric for an alert rule: one number a substream.',
  } satisfies Choice<'table' | 'numeric'>,
  metric: {
    shape: 'choice',
    choices: NUMERIC_LEAVES,
    fallback: 'healthScore',
    label: 'Metric',
    about: 'The number that numeric answers.',
  } satisfies Choice<(typeof NUMERIC_LEAVES)[number]>,
} as const;

/** Every query type with its fields: parsing, interpolation, display text and the docs are made from it. */
export const QUERY_TYPES = {
  peerStats: { service: '100ms', label: 'Peer stats', fields: PEER_STATS_FIELDS },
  substream: { service: 'storm', label: 'Substreams', fields: SUBSTREAM_FIELDS },
} as const satisfies Record<
  string,
  { service: '100ms' | 'storm'; label: string; fields: Readonly<Record<string, QueryField>> }
>;

export type QueryType = keyof typeof QUERY_TYPES;
export const QUERY_TYPE_NAMES = ['peerStats', 'substream'] as const satisfies readonly QueryType[];
