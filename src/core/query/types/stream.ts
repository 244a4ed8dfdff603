import { STREAM_METRICS } from '../../measurements/streamColumns';
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
    app: {
      shape: 'id',
      isFreeName: true,
      required: false,
      label: 'Application',
      about: 'The name of the Storm application. Empty: all applications.',
    },
    streamKeys: {
      shape: 'idList',
      isFreeName: true,
      label: 'Streams',
      about: 'Stream keys. Empty: all streams that the server lists for the application.',
    },
    format: {
      shape: 'enum',
      choices: ['table', 'numeric', 'live'],
      default: 'table',
      label: 'Format',
      about:
        'Table: one row per stream with every field. Numeric: one number per stream, for alert rules. Live: a continuously updating graph; the backend polls while the panel is open.',
    },
    metric: { ...SUBSTREAM.fields.metric, choices: STREAM_METRICS, default: 'viewerCount' },
    metrics: {
      ...SUBSTREAM.fields.metrics,
      choices: STREAM_METRICS,
      about: 'The series that live draws. Totals become rates per second. Empty: the one metric above.',
    },
    intervalMs: {
      ...SUBSTREAM.fields.intervalMs,
      about:
        'Polling interval in milliseconds, clamped to 1,000-60,000. All viewers of a stream share the shortest interval.',
    },
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
