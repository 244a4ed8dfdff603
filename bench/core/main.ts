// Document text to frames in V8, over JSON.parse of the same text. Leaves the documents in a folder for the benchmark
// of the Go host.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInBrowserHost } from '../../testdata/browserHost';
import { documentOf, METRICS, SESSION } from '../document';

const ROUNDS = 41;
const TRACKS = 100;
const QUERY = { refId: 'A', queryType: 'peerStats', sessionId: 'session', peerIds: ['peer'] };
const CONTEXT = { service: '100ms', now: 1.8e12, range: { from: 0, to: 1.8e12 }, settings: {} } as const;

const documents = { small: documentOf(TRACKS, 100, true), large: documentOf(TRACKS, 1000, true), session: SESSION };
for (const [name, text] of Object.entries(documents)) {
  writeFileSync(path.join(process.argv[2] ?? '.', `${name}.json`), text);
}

function makeFrames(text: string): void {
  const result = runInBrowserHost(QUERY, CONTEXT, ({ route }) => ({
    status: 200,
    contentType: 'application/json',
    text: route === 'session' ? SESSION : text,
  }));
  if (!result.ok || result.value.length !== TRACKS * METRICS.length) {
    throw new Error('the document did not become a frame for each track and metric');
  }
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The median of A's time over B's, the two timed in turn. */
function ratio(a: () => unknown, b: () => unknown): string {
  const ratios = Array.from({ length: ROUNDS }, () => timed(a) / timed(b));
  return `${(ratios.sort((one, other) => one - other)[ROUNDS >> 1] ?? NaN).toFixed(2)} x`;
}

const large = () => makeFrames(documents.large);
console.log(`core-vs-parse: ${ratio(large, () => JSON.parse(documents.large))}`);
console.log(`core-growth: ${ratio(large, () => makeFrames(documents.small))}`);
