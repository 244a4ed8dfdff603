import { NUMERIC_LEAVES, type NumericLeaf } from '../../storm/leaves';
import type { Choice, Many, One } from '../field';
import type { Common, QueryReader } from '../reader';

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
    emptyMeansAll: true,
    label: 'Streams',
    about:
      'Stream keys; with several substreams, each pair is asked. Empty asks for all streams of the application, where the server lists them.',
  } satisfies Many,
  substreams: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Substreams',
    about: 'Quality variants of the streams, such as native or 720p; empty asks for all that a stream has.',
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

/** Substreams as they are now. A list left empty means all. */
export interface SubstreamQuery extends Common {
  readonly queryType: 'substream';
  /** One, or several where a multi-value variable fanned out. */
  readonly app: readonly string[];
  readonly streamKeys: readonly string[];
  readonly substreams: readonly string[];
  readonly format: 'table' | 'numeric';
  readonly metric: NumericLeaf;
}

export function readSubstream(reader: QueryReader): SubstreamQuery {
  const table = SUBSTREAM_FIELDS;
  return {
    queryType: 'substream',
    ...reader.common(),
    app: reader.one('app', table.app),
    streamKeys: reader.many('streamKeys', table.streamKeys),
    substreams: reader.many('substreams', table.substreams),
    format: reader.choice('format', table.format),
    metric: reader.choice('metric', table.metric),
  };
}
