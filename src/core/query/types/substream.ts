import { SUBSTREAM_METRICS, type SubstreamMetric } from '../../measurements/substreamColumns';
import type { EnumField, EnumListField, IntegerField, BooleanField, IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';

/** The fields of a `substream` query. */
export const SUBSTREAM_FIELDS = {
  app: {
    shape: 'one',
    required: true,
    label: 'Application',
    about: 'The name of the Storm application.',
  } satisfies IdField,
  streamKeys: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Streams',
    about:
      'Stream keys; with several substreams, each pair is asked. Empty asks for all streams of the application, where the server lists them.',
  } satisfies IdListField,
  substreams: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Substreams',
    about: 'Quality variants of the streams, such as native or 720p; empty asks for all that a stream has.',
  } satisfies IdListField,
  format: {
    shape: 'choice',
    choices: ['table', 'numeric', 'live'],
    fallback: 'table',
    label: 'Format',
    about:
      'Table for a row a substream with all it reports, numeric for an alert rule: one number a substream, live for a graph that goes on: the backend polls while somebody watches.',
  } satisfies EnumField<'table' | 'numeric' | 'live'>,
  metadata: {
    shape: 'flag',
    label: 'Codec and resolution',
    about:
      'Adds to a table what each substream is made of: encoder, codecs, resolution, frame rate and bitrates, with one request more for each. They stay empty where the user or key may not read them.',
  } satisfies BooleanField,
  metric: {
    shape: 'choice',
    choices: SUBSTREAM_METRICS,
    fallback: 'healthScore',
    label: 'Metric',
    about: 'The number that numeric answers.',
  } satisfies EnumField<(typeof SUBSTREAM_METRICS)[number]>,
  metrics: {
    shape: 'choices',
    choices: SUBSTREAM_METRICS,
    whenEmpty: 'the metric above',
    label: 'Live metrics',
    about:
      'What live draws, a series each: totals and packet counts as rates per second. Empty draws the one metric above.',
  } satisfies EnumListField<(typeof SUBSTREAM_METRICS)[number]>,
  intervalMs: {
    shape: 'count',
    fallback: 2_000,
    least: 1_000,
    most: 60_000,
    label: 'Live interval',
    about:
      'Milliseconds from one poll of live to the next; less or more than it may be counts as the nearest that it may. All viewers of a substream share the shortest that any of them asks.',
  } satisfies IntegerField,
} as const;

/** Substreams as they are now. A list left empty means all. */
export interface SubstreamQuery extends Common {
  readonly queryType: 'substream';
  /** One, or several where a multi-value variable fanned out. */
  readonly app: readonly string[];
  readonly streamKeys: readonly string[];
  readonly substreams: readonly string[];
  readonly format: 'table' | 'numeric' | 'live';
  /** Of table: whether codec and resolution are asked for too. */
  readonly metadata: boolean;
  readonly metric: SubstreamMetric;
  /** Of live; none means `metric`. */
  readonly metrics: readonly SubstreamMetric[];
  /** Of live, milliseconds. */
  readonly intervalMs: number;
}

export function readSubstream(reader: QueryReader): SubstreamQuery {
  const table = SUBSTREAM_FIELDS;
  const format = reader.choice('format', table.format);
  return {
    queryType: 'substream',
    ...reader.common(),
    app: reader.one('app', table.app),
    streamKeys: reader.many('streamKeys', table.streamKeys),
    substreams: reader.many('substreams', table.substreams),
    format,
    metadata: format === 'table' && reader.flag('metadata', table.metadata),
    metric: reader.choice('metric', table.metric),
    // A query that was of another type may still hold that one's.
    metrics: format === 'live' ? reader.choices('metrics', table.metrics) : [],
    intervalMs: reader.within('intervalMs', table.intervalMs),
  };
}
