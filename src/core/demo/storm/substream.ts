import { json, stormError, type DemoAnswer } from '../answer';
import { hash } from '../noise';
import { flow } from './flow';
import { healthData } from './health';
import { SUBSTREAMS } from './streams';

const DAY = 86_400_000;

/** `GET /api/streams/{app}/{stream}/{substream}`. */
export function substreamAnswer(app: string, stream: string, name: string, now: number): DemoAnswer {
  const substream = SUBSTREAMS.find((one) => one.app === app && one.stream === stream && one.name === name);
  if (substream === undefined) {
    return stormError(404, 'Substream not found');
  }
  const { seed, startsAt, sourceType, health } = substream;
  const startTime = Math.floor((now - startsAt) / DAY) * DAY + startsAt;
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
