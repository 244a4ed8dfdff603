import { DEMO_ARENA, DEMO_COURT_SUBSTREAMS, DEMO_COURTS } from '../ids';
import type { DemoSubstream } from './demoSubstream';
import { BAD_SYNC, GOOD, NOTHING, VERY_GOOD, type Health } from './health';

const MINUTE = 60_000;
const [NATIVE, SD] = DEMO_COURT_SUBSTREAMS;

/** The courts' streams, two substreams each. Of forty three are out of sync, seven only good, and the last one's transcoder gives nothing. */
export function courts(): ReadonlyArray<readonly DemoSubstream[]> {
  return DEMO_COURTS.map(courtOf);
}

function courtOf(stream: string, i: number): readonly DemoSubstream[] {
  const court = {
    app: DEMO_ARENA,
    stream,
    // One after another from 06:00 on.
    startsAt: (6 * 60 + i) * MINUTE,
    swing: 0.05 + (i % 5) * 0.03,
    fps: 25,
    health: healthOf(i + 1),
  };
  const rate = 300_000 + (i % 7) * 40_000;
  const source: DemoSubstream = {
    ...court,
    name: NATIVE,
    sourceType: 'WS_CLIENT',
    systemClients: 1,
    seed: 1_000 + 2 * i,
    rate,
    viewers: 3 + (i % 9),
  };
  const sd: DemoSubstream = {
    ...court,
    name: SD,
    sourceType: 'Unknown',
    systemClients: 0,
    seed: 1_001 + 2 * i,
    rate: rate / 4,
    viewers: 10 + (i % 17),
  };
  const isLast = i === DEMO_COURTS.length - 1;
  return [source, isLast ? { ...sd, rate: 0, viewers: 0, health: NOTHING } : sd];
}

function healthOf(court: number): Health {
  if (court % 13 === 7) {
    return BAD_SYNC;
  }
  return court % 6 === 4 ? GOOD : VERY_GOOD;
}
