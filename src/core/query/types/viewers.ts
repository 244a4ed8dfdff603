import { enumField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import { checkApplication, STREAM } from './stream';

const { app, streamKeys } = STREAM.fields;

/** How many viewers of each kind watch each substream now. */
export const VIEWERS = defineQueryType({
  name: 'viewers',
  service: 'storm',
  label: 'Viewers',
  labels: ['app', 'stream', 'substream', 'harnessType'],
  fields: {
    app,
    streamKeys,
    format: enumField(
      'Format',
      'Table: one row for each substream and kind of viewer. Numeric: the same numbers, for alert rules; a named stream without viewers is a row of 0.',
      ['table', 'numeric'],
      'table'
    ),
  },
  check: checkApplication,
});

export type ViewersQuery = QueryOf<typeof VIEWERS>;
