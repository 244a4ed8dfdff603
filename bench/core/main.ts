import { assemble, decode, parseQuery, plan, type Outcome, type Outcomes, type Summary } from '../../src/core';
import { documentOf } from './document';

const ROUNDS = 41;
const TRACKS = 100;
const QUERY = { refId: 'A', queryType: 'peerStats', sessionId: 'session', peerIds: ['peer'] };
const CONTEXT = { service: '100ms', now: 1.8e12, range: { from: 0, to: 1.8e12 } } as const;

/** Document text to frames, as a host runs it. */
function framesOf(text: string): number {
  const query = parseQuery(QUERY, CONTEXT.service);
  if (!query.ok) {
    throw new Error(query.failure.message);
  }
  const outcomes: Record<string, Outcome<Summary>> = {};
  const known: Outcomes = outcomes;
  for (const request of plan(query.value, CONTEXT, known)) {
    outcomes[request.key] = decode(request, { status: 200, contentType: 'application/json', text });
  }
  const result = assemble(query.value, CONTEXT, known);
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return result.value.length;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The median of A's time over B's, the two timed in turn. */
function ratio(a: () => unknown, b: () => unknown): number {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ratios.push(timed(a) / timed(b));
  }
  return ratios.sort((first, second) => first - second)[ROUNDS >> 1] ?? NaN;
}

const large = documentOf(TRACKS, 1000);
const small = documentOf(TRACKS, 100);
if (framesOf(large) !== TRACKS * 4) {
  throw new Error('the document did not become a frame for each track and metric');
}
const overParse = ratio(
  () => framesOf(large),
  () => JSON.parse(large)
);
const growth = ratio(
  () => framesOf(large),
  () => framesOf(small)
);
console.log(`core-vs-parse: ${overParse.toFixed(2)} x`);
console.log(`core-growth: ${growth.toFixed(2)} x`);
