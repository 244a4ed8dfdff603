// Calls in which everybody receives everybody: what twice the peers, which is four times the bytes, take over once.
import { runInBrowserHost } from '../../fuzz/browserHost';
import { runInGoHost } from '../../fuzz/goHost';
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
const ROUNDS = 3;

/** The milliseconds of a call in a host, the shortest of some rounds, and the most memory of the Go host. */
async function measure(host: 'V8' | 'Go', peers: number, query: object): Promise<{ time: number; peakMB: number }> {
  const rounds = Array.from({ length: ROUNDS }, () => callOf(peers, query));
  const replies =
    host === 'V8'
      ? rounds.map((one) => ({ ...runInBrowserHost(one, TIMEOUT, true), peakMB: 0 }))
      : await runInGoHost(rounds, { timeout: TIMEOUT, isQuiet: true });
  for (const { result, broke } of replies) {
    const { frames } = (result ?? {}) as { frames?: number };
    if (frames === undefined || frames === 0) {
      throw new Error(`${host}, ${peers} peers: ${broke ?? JSON.stringify(result)}`);
    }
  }
  return {
    time: Math.min(...replies.map(({ milliseconds }) => milliseconds)),
    peakMB: Math.max(...replies.map(({ peakMB }) => peakMB)),
  };
}

for (const host of ['V8', 'Go'] as const) {
  const ratios: number[] = [];
  const lines: string[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const times: number[] = [];
    for (const peers of PEERS) {
      if ((times.at(-1) ?? 0) > MAX_TIME) {
        break;
      }
      const { time, peakMB } = await measure(host, peers, query);
      ratios.push(...times.slice(-1).map((before) => time / before));
      times.push(time);
      const memory = peakMB > 0 ? `, ${peakMB.toFixed(0)} MB` : '';
      lines.push(`  ${host}, ${name}, ${peers} peers: ${(time / 1000).toFixed(2)} s${memory}`);
    }
  }
  console.log(`call-growth-${host.toLowerCase()}: ${Math.max(...ratios).toFixed(1)} x`);
  console.log(lines.join('\n'));
}
