import type { Results } from '../requestCollector';
import { advance, decode } from '../all';
import type { Context, UpstreamRequest } from '../protocol';
import { parseQuery } from '../query/parse';
import type { Query } from '../query/queryTypes';
import { countOutcome, type Spent } from '../countOutcome';

const START = 1738843560000;
const CONTEXT: Context = { service: '100ms', now: START, range: { from: START, to: START + 3_600_000 }, settings: {} };

/** The requests that a query needs next. */
function nextRequests(query: Query, context: Context, results: Results): readonly UpstreamRequest[] {
  const step = advance(query, context, results);
  return 'requests' in step ? step.requests : [];
}

function queryOf(fields: Readonly<Record<string, unknown>>): Query {
  const peerIds = Array.from({ length: 300 }, (_, i) => `p-${i}`);
  const saved = {
    queryType: 'peerStats',
    sessionId: 's',
    peerIds,
    metrics: ['jitter_ms'],
    format: 'numeric',
    ...fields,
  };
  const query = parseQuery(saved, '100ms');
  if (!query.ok) {
    throw new Error(query.failure.message);
  }
  return query.value;
}

/** Returns the result of a request for a peer that has one track with some samples of two metrics. */
function respond(request: UpstreamRequest, samples: number) {
  const timestamps = Array.from({ length: samples }, (_, i) => START + i);
  const series = { timestamps, jitter_ms: timestamps.map(() => 1), packet_loss_percent: timestamps.map(() => 0) };
  const text = JSON.stringify({ publisher: { audio: [{ track_id: 't', time_series: series }] } });
  return decode(request, { status: 200, contentType: 'application/json', text });
}

/** Returns how many peers a query requests in each step. */
function peersPerStep(query: Query, samples: number, context: Context): readonly number[] {
  const counts: number[] = [];
  const results: Record<string, ReturnType<typeof decode>> = {};
  for (;;) {
    const requests = nextRequests(query, context, results);
    if (requests.length === 0) {
      return counts;
    }
    counts.push(requests.length);
    for (const request of requests) {
      results[request.key] = respond(request, samples);
    }
  }
}

it.each([
  ['all others if they fit', 2, 2_000_000, [50, 250]],
  ['as many as fit if they are like those before', 10, 1_200, [50, 70, 15]],
  ['none after the budget is exceeded', 10, 400, [50]],
])('a query of 300 peers requests 50 first, then %s', (_, samples, values, expected) => {
  expect(peersPerStep(queryOf({}), samples, { ...CONTEXT, maxValues: values })).toEqual(expected);
});

/**
 * Returns the index of the peer, with 10 samples each, that exceeds a budget of 100 values; null if none of 300 does.
 */
function fullAt(fields: Readonly<Record<string, unknown>>, range = CONTEXT.range): number | null {
  const query = queryOf(fields);
  const context = { ...CONTEXT, range, maxValues: 100 };
  const requests = nextRequests(query, context, {}).filter(({ route }) => route === 'peerStats');
  let spent: Spent | null = null;
  for (const [i, request] of requests.entries()) {
    spent = countOutcome(query, context, spent, request, respond(request, 10));
    if (spent.isFull) {
      return i;
    }
  }
  return null;
}

it.each([
  ['a metric of each track', {}, undefined, 10],
  ['all metrics', { format: 'timeseries', metrics: [] }, undefined, 2],
  [
    'a filter without a match, by the values read',
    { filters: [{ key: 'peer_id', operator: '=', values: ['x'] }] },
    undefined,
    20,
  ],
  ['a short range, by the values read', {}, { from: START, to: START }, 20],
  ['shifted times, by the values read', { format: 'table', align: 'sessionStart' }, undefined, 20],
  ['calls (never)', { queryType: 'calls', metrics: undefined, sessionId: undefined, format: 'table' }, undefined, null],
])('a query of %s exceeds its budget', (_, fields, range, expected) => {
  expect(fullAt(fields, range)).toBe(expected);
});
