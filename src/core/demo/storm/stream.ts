import { stormAnswer, stormError, type DemoAnswer } from '../answer';
import type { DemoSubstream } from './demoSubstream';
import { flow } from './flow';
import { healthData } from './health';
import { pageOf } from './page';
import { APPLICATIONS, publishedAt, substreamsOf } from './streams';

/** `GET /api/streams/{app}/{stream}`. */
export function streamAnswer(app: string, stream: string, now: number): DemoAnswer {
  const [document] = documentsOf(substreamsOf(app, stream), now);
  return document === undefined ? stormError(404, 'Stream not found') : stormAnswer(document, 1, now);
}

/** `GET /api/streams`: the streams of all applications, one application after another. */
export function streamListAnswer(query: Readonly<Record<string, string>>, now: number): DemoAnswer {
  const page = pageOf(
    APPLICATIONS.flatMap(({ streams }) => streams()),
    query,
    10
  );
  return page === null
    ? stormError(400, 'Invalid query parameter')
    : stormAnswer({ ...page, list: page.list.flatMap((substreams) => documentsOf(substreams, now)) }, 3, now);
}

const COUNTED = [
  'viewerCount',
  'systemClientCount',
  'inBandwidth',
  'outBandwidth',
  'inTotalBytes',
  'outTotalBytes',
] as const;

/** What substreams carry together at an instant. */
export function flowOf(substreams: readonly DemoSubstream[], now: number): Readonly<Record<string, number>> {
  const flows = substreams.map((substream) => flow(substream, now - publishedAt(substream, now)));
  return Object.fromEntries(COUNTED.map((name) => [name, flows.reduce((sum, one) => sum + (one[name] ?? 0), 0)]));
}

/** A stream: what its substreams carry together, and how its source is; none without substreams. Source: Storm "Stream", where health is flat. */
function documentsOf(
  substreams: readonly DemoSubstream[],
  now: number
): ReadonlyArray<Readonly<Record<string, unknown>>> {
  const [source] = substreams;
  if (source === undefined) {
    return [];
  }
  const { app, stream, seed, health } = source;
  const startTime = publishedAt(source, now);
  const { healthScore, healthGrade } = healthData(health, seed, now);
  const document = {
    id: `${app}-${stream}`,
    state: 'PUBLISHED',
    type: 'NATIVE_STREAM',
    application: app,
    streamKey: stream,
    startTime,
    duration: now - startTime,
    ...flowOf(substreams, now),
    healthScore,
    healthGrade,
    allowedToPublish: true,
    isAutoRemovable: true,
    canRecord: true,
    isRecording: false,
    thumbnailPath: null,
    thumbnailTimestamp: 0,
    subStreams: substreams.map(({ name }) => ({ streamKey: `${stream}_${name}`, name })),
  };
  return [document];
}
