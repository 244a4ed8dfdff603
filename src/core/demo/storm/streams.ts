import { DEMO_APP, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../ids';
import { BAD_SYNC, GOOD, NOTHING, VERY_GOOD, type Health } from './health';

/** A substream of the demo's Storm server. */
export interface DemoSubstream {
  readonly app: string;
  readonly stream: string;
  readonly name: string;
  /** Sets its noise apart from that of others. */
  readonly seed: number;
  /** Milliseconds after midnight, UTC, at which its stream is published anew each day. */
  readonly startsAt: number;
  readonly sourceType: string;
  /** Mean of what comes in, bytes per second. */
  readonly rate: number;
  /** How far the rate swings, as a part of it. */
  readonly swing: number;
  readonly fps: number;
  /** Mean number of viewers. */
  readonly viewers: number;
  readonly systemClients: number;
  readonly health: Health;
}

const [STUDIO, STAGE, PITCH] = DEMO_STREAMS;
const [NATIVE, HD, SD] = DEMO_SUBSTREAMS;
const HOUR = 3_600_000;

const studio = { app: DEMO_APP, stream: STUDIO, startsAt: 4 * HOUR, swing: 0.06, fps: 30, health: VERY_GOOD };
const stage = { app: DEMO_APP, stream: STAGE, startsAt: 5.5 * HOUR, swing: 0.3, fps: 25, health: BAD_SYNC };
const pitch = { app: DEMO_APP, stream: PITCH, startsAt: 9 * HOUR, swing: 0.12, fps: 50, health: GOOD };
const source = { name: NATIVE, sourceType: 'WS_CLIENT', systemClients: 2 };
const hd = { name: HD, sourceType: 'Unknown', systemClients: 0 };
const sd = { name: SD, sourceType: 'Unknown', systemClients: 0 };

/** Studio is well, stage is out of sync, and pitch's lowest quality gets nothing from its transcoder. */
export const SUBSTREAMS: readonly DemoSubstream[] = [
  { ...studio, ...source, seed: 101, rate: 750_000, viewers: 42 },
  { ...studio, ...hd, seed: 102, rate: 375_000, viewers: 130 },
  { ...studio, ...sd, seed: 103, rate: 100_000, viewers: 35 },
  { ...stage, ...source, seed: 201, rate: 456_000, viewers: 12 },
  { ...stage, ...hd, seed: 202, rate: 310_000, viewers: 58 },
  { ...stage, ...sd, seed: 203, rate: 90_000, viewers: 21 },
  { ...pitch, ...source, seed: 301, rate: 1_000_000, viewers: 210 },
  { ...pitch, ...hd, seed: 302, rate: 500_000, viewers: 640 },
  { ...pitch, ...sd, seed: 303, rate: 0, viewers: 0, health: NOTHING },
];
