import type { Health } from './health';

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
