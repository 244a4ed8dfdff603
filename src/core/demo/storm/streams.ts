import { DEMO_APP, DEMO_ARENA, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../ids';
import { courts } from './arena';
import { BAD_SYNC, GOOD, NOTHING, VERY_GOOD } from './health';
import type { DemoSubstream } from './demoSubstream';

const [STUDIO, STAGE, PITCH] = DEMO_STREAMS;
const [NATIVE, HD, SD] = DEMO_SUBSTREAMS;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const studio = { app: DEMO_APP, stream: STUDIO, startsAt: 4 * HOUR, swing: 0.06, fps: 30, health: VERY_GOOD };
const stage = { app: DEMO_APP, stream: STAGE, startsAt: 5.5 * HOUR, swing: 0.3, fps: 25, health: BAD_SYNC };
const pitch = { app: DEMO_APP, stream: PITCH, startsAt: 9 * HOUR, swing: 0.12, fps: 50, health: GOOD };
const source = { name: NATIVE, sourceType: 'WS_CLIENT', systemClients: 2 };
const hd = { name: HD, sourceType: 'Unknown', systemClients: 0 };
const sd = { name: SD, sourceType: 'Unknown', systemClients: 0 };

/** Studio is well, stage is out of sync, and pitch's lowest quality gets nothing from its transcoder. */
const LIVE: ReadonlyArray<readonly DemoSubstream[]> = [
  [
    { ...studio, ...source, seed: 101, rate: 750_000, viewers: 42 },
    { ...studio, ...hd, seed: 102, rate: 375_000, viewers: 130 },
    { ...studio, ...sd, seed: 103, rate: 100_000, viewers: 35 },
  ],
  [
    { ...stage, ...source, seed: 201, rate: 456_000, viewers: 12 },
    { ...stage, ...hd, seed: 202, rate: 310_000, viewers: 58 },
    { ...stage, ...sd, seed: 203, rate: 90_000, viewers: 21 },
  ],
  [
    { ...pitch, ...source, seed: 301, rate: 1_000_000, viewers: 210 },
    { ...pitch, ...hd, seed: 302, rate: 500_000, viewers: 640 },
    { ...pitch, ...sd, seed: 303, rate: 0, viewers: 0, health: NOTHING },
  ],
];

/** The applications of the server, each with its streams: their substreams, the source first. Streams are made when they are asked for. */
export const APPLICATIONS: ReadonlyArray<{
  readonly name: string;
  readonly streams: () => ReadonlyArray<readonly DemoSubstream[]>;
}> = [
  { name: DEMO_APP, streams: () => LIVE },
  { name: DEMO_ARENA, streams: courts },
];

/** The substreams of a stream, the source first; empty where there is no such stream. */
export function substreamsOf(app: string, stream: string): readonly DemoSubstream[] {
  const application = APPLICATIONS.find(({ name }) => name === app);
  return application?.streams().find(([source]) => source?.stream === stream) ?? [];
}

/** When the stream of a substream was published, as of an instant, milliseconds since the epoch. */
export function publishedAt({ startsAt }: DemoSubstream, now: number): number {
  return Math.floor((now - startsAt) / DAY) * DAY + startsAt;
}
