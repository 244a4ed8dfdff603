import { json, stormError, type DemoAnswer } from '../answer';
import { hash } from '../noise';
import { flow } from './flow';
import { healthData } from './health';
import { publishedAt, substreamsOf } from './streams';

/** `GET /api/streams/{app}/{stream}/{substream}`. */
export function substreamAnswer(app: string, stream: string, name: string, now: number): DemoAnswer {
  const substream = substreamsOf(app, stream).find((one) => one.name === name);
  if (substream === undefined) {
    return stormError(404, 'Substream not found');
  }
  const { seed, sourceType, health } = substream;
  const startTime = publishedAt(substream, now);
  return json(200, {
    data: {
      id: `${stream}-${name}`,
      state: 'PUBLISHED',
      type: 'NATIVE_STREAM',
      application: app,
      streamKey: stream,
      sourceType,
      startTime,
      ...flow(substream, now - startTime),
      allowedToPublish: true,
      isAutoRemovable: true,
      healthData: healthData(health, seed, now),
    },
    meta: { executionTime: hash(seed, now / 1_000) % 4, generatedAt: now },
  });
}
