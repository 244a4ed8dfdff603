// Calls in which everybody receives everybody: what twice the peers, which is four times the bytes, take over once.
import { runInBrowserHost } from '../../fuzz/browserHost';
import { runInGoHost } from '../../fuzz/goHost';
import type { Case } from '../../testdata/cases';
import { callOf } from './call';

const PEERS = (process.env.PEERS ?? '12,24,48,96').split(',').map(Number);
const QUERIES = {
  numeric: { queryType: 'peerStats', format: 'numeric', metrics: ['bitrate'] },
  'time series': { queryType: 'peerStats' },
  tracks: { queryType: 'tracks' },
};
const TIMEOUT = 120_000;
/** A host runs no call with more peers after one that took it longer, in milliseconds. */
const MAX_TIME = 60_000;
/** More where a garbage collection takes as long as a call. */
const ROUNDS = { V8: 7, Go: 3 };

interface Run {
  /** Milliseconds. */
  readonly time: number;
  /** The most memory of the Go host. */
  readonly peakMB: number;
}

async function run(host: 'V8' | 'Go', one: Case): Promise<Run> {
  const reply =
    host === 'V8'
      ? { ...runInBrowserHost(one, TIMEOUT, true), peakMB: 0 }
      : (await runInGoHost([one], { timeout: TIMEOUT, isQuiet: true }))[0];
  const { frames } = (reply?.result ?? {}) as { frames?: number };
  if (reply === undefined || frames === undefined || frames === 0) {
    throw new Error(`${host}, ${one.title}: ${reply?.crash ?? JSON.stringify(reply?.result)}`);
  }
  return { time: reply.milliseconds, peakMB: reply.peakMB };
}

/** Runs the calls one after the other, the smallest first, so that a ratio compares two runs that follow each other. */
async function runAll(host: 'V8' | 'Go', calls: readonly Case[]): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const call of calls) {
    if ((runs.at(-1)?.time ?? 0) <= MAX_TIME) {
      runs.push(await run(host, call));
    }
  }
  return runs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

for (const host of ['V8', 'Go'] as const) {
  const ratios: number[] = [];
  const lines: string[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const calls = PEERS.map((peers) => callOf(peers, query));
    const rounds: Array<readonly Run[]> = [];
    for (let round = 0; round < ROUNDS[host]; round++) {
      rounds.push(await runAll(host, calls));
    }
    PEERS.forEach((peers, i) => {
      const runs = rounds.flatMap((round) => round.slice(i, i + 1));
      if (runs.length === 0) {
        return;
      }
      const time = median(runs.map((one) => one.time));
      const ratio = median(rounds.map((round) => (round[i]?.time ?? NaN) / (round[i - 1]?.time ?? NaN)));
      ratios.push(...(i > 0 ? [ratio] : []));
      const growth = i > 0 ? `, ${ratio.toFixed(1)} x` : '';
      const peakMB = Math.max(...runs.map((one) => one.peakMB));
      const memory = peakMB > 0 ? `, ${peakMB.toFixed(0)} MB` : '';
      lines.push(`  ${host}, ${name}, ${peers} peers: ${(time / 1000).toFixed(2)} s${growth}${memory}`);
    });
  }
  console.log(`call-growth-${host.toLowerCase()}: ${Math.max(...ratios).toFixed(1)} x`);
  console.log(lines.join('\n'));
}
