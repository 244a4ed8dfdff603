// Calls in which everybody receives everybody: what twice the peers, which is four times the bytes, take over once.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInBrowserHost } from '../../fuzz/browserHost';
import { callOf } from '../../fuzz/call';
import { buildGoHost, GoHost } from '../../fuzz/goHost';

const PEERS = (process.env.PEERS ?? '12,24,48,96').split(',').map(Number);
const QUERIES = {
  numeric: { queryType: 'peerStats', format: 'numeric', metrics: ['bitrate'] },
  'time series': { queryType: 'peerStats' },
  tracks: { queryType: 'tracks' },
};
const TIMEOUT = 120_000;
/** A host is not asked for more peers after a call that took it longer, in milliseconds. */
const PATIENCE = 60_000;
const ROUNDS = 3;

const folder = mkdtempSync(path.join(os.tmpdir(), 'peerlens-bench-'));
const program = buildGoHost(folder);

/** The milliseconds of a call in a host, the least of some rounds, and the most memory of the Go host. */
async function measure(host: 'V8' | 'Go', peers: number, query: object): Promise<{ time: number; peakMB: number }> {
  const one = callOf(peers, { ...query });
  const goHost = new GoHost(program, TIMEOUT);
  let least = { time: Infinity, peakMB: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const reply = host === 'V8' ? runInBrowserHost(one, TIMEOUT, true) : await goHost.run(one, { quiet: true });
    const { frames } = (reply.result ?? {}) as { frames?: number };
    if (frames === undefined || frames === 0) {
      throw new Error(`${host}, ${peers} peers: ${reply.broke ?? JSON.stringify(reply.result)}`);
    }
    const peakMB = 'peakMB' in reply && typeof reply.peakMB === 'number' ? reply.peakMB : 0;
    least = { time: Math.min(least.time, reply.milliseconds), peakMB };
    if (reply.milliseconds > TIMEOUT / 20) {
      break;
    }
  }
  goHost.close();
  return least;
}

for (const host of ['V8', 'Go'] as const) {
  const ratios: number[] = [];
  const lines: string[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const times: number[] = [];
    for (const peers of PEERS) {
      if ((times.at(-1) ?? 0) > PATIENCE) {
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
rmSync(folder, { recursive: true });
