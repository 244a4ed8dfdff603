import { STREAM_METRICS } from '../../measurements/stormColumns';
import { enumField, idField, idListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';
import type { QueryReader } from '../reader';
import { SUBSTREAM } from './substream';

/** Streams as they are now. */
export const STREAM = defineQueryType({
  name: 'stream',
  service: 'storm',
  label: 'Streams',
  labels: ['app', 'stream'],
  ignoresOtherFilters: true,
  fields: {
    app: idField('Application', 'The name of the Storm application. Empty: all applications.', { isFreeName: true }),
    streamKeys: idListField('Streams', 'Stream keys. Empty: all streams that the server lists for the application.', {
      isFreeName: true,
    }),
    format: enumField(
      'Format',
      'Table: one row per stream with every field. Numeric: one number per stream, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open.',
      ['table', 'numeric', 'live'],
      'table'
    ),
    metric: { ...SUBSTREAM.fields.metric, choices: STREAM_METRICS, default: 'viewerCount' },
    metrics: { ...SUBSTREAM.fields.metrics, choices: STREAM_METRICS },
    intervalMs: SUBSTREAM.fields.intervalMs,
  },
  check: checkApplication,
});

export type StreamQuery = QueryOf<typeof STREAM>;

/** Reports streams that are named without their application. */
export function checkApplication(
  { app, streamKeys }: Readonly<Record<'app' | 'streamKeys', readonly string[]>>,
  { problems }: QueryReader
): void {
  if (app.length === 0 && streamKeys.length > 0 && problems.length === 0) {
    problems.push({ path: 'app', text: 'Application is missing: the named streams are in one', unfinished: true });
  }
}
