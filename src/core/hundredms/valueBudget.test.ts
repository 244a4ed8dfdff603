import { decode } from '../decode';
import { advance } from '../advance';
import type { Results } from '../documents';
import type { Context, UpstreamRequest } from '../protocol';
import { parseQuery } from '../query/parse';
import type { Query } from '../query/queryTypes';
import { countOutcome, type Spent } from '../countOutcome';

const START = 1738843560000;
const CONTEXT: Context = { service: '100ms', now: START, range: { from: START, to: START + 3_600_000 } };

/** The requests that a query needs next. */
function plan(query: Query, context: Context, results: Results): readonly UpstreamRequest[] {
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

/** What a request comes to where each peer has one track of some samples of two metrics. */
function answered(request: UpstreamRequest, samples: number) {
  const timestamps = Array.from({ length: samples }, (_, i) => START + i);
  const series = { timestamps, jitter_ms: timestamps.map(() => 1), packet_loss_percent: timestamps.map(() => 0) };
  const text = JSON.stringify({ publisher: { audio: [{ track_id: 't', time_series: series }] } });
  return decode(request, { status: 200, contentType: 'application/json', text });
}

/** How many peers are asked for in each step of a query. */
function steps(query: Query, samples: number, context: Context): readonly number[] {
  const asked: number[] = [];
  const outcomes: Record<string, ReturnType<typeof decode>> = {};
  for (;;) {
    const requests = plan(query, context, outcomes);
    if (requests.length === 0) {
      return asked;
    }
    asked.push(requests.length);
    for (const request of requests) {
      outcomes[request.key] = answered(request, samples);
    }
  }
}

it.each([
  ['all that is left where it fits', 2, 2_000_000, [50, 250]],
  ['as many as would fit if they were like those before', 10, 1_200, [50, 70, 1]],
  ['none behind those that were too many', 10, 400, [50]],
])('of 300 peers 50 are asked for first, then %s', (_, samples, values, expected) => {
  expect(steps(queryOf({}), samples, { ...CONTEXT, limits: { values } })).toEqual(expected);
});

/** The first of the peers with 10 samples that makes a query full where it may have 100 values; null where none of 300 does. */
function fullAt(fields: Readonly<Record<string, unknown>>, range = CONTEXT.range): number | null {
  const query = queryOf(fields);
  const context = { ...CONTEXT, range, limits: { values: 100 } };
  const requests = plan(query, context, {}).filter(({ route }) => route === 'peerStats');
  let weight: Spent | null = null;
  for (const [i, request] of requests.entries()) {
    weight = countOutcome(query, context, weight, request, answered(request, 10));
    if (weight.isFull) {
      return i;
    }
  }
  return null;
}

it.each([
  ['a metric of each track', {}, undefined, 10],
  ['all metrics', { format: 'timeseries', metrics: [] }, undefined, 2],
  [
    'a filter that none passes, up to what is read',
    { filters: [{ key: 'peer_id', operator: '=', values: ['x'] }] },
    undefined,
    20,
  ],
  ['a short range, up to what is read', {}, { from: START, to: START }, 20],
  ['times that are moved, up to what is read', { format: 'table', align: 'sessionStart' }, undefined, 20],
  ['calls, never', { queryType: 'calls', metrics: undefined, sessionId: undefined, format: 'table' }, undefined, null],
])('a query of %s is full', (_, fields, range, expected) => {
  expect(fullAt(fields, range)).toBe(expected);
});
